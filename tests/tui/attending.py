"""A learner's side of a workshop whose instructor is the test."""

from __future__ import annotations

from collections import Counter

from tui_course.model.workshop import Invitation, Message, Poll, PollClosed
from tui_course.workshop.attending import ClassNow, Votes

WORKSHOP = "robots"


class Attended:
    """Says what it was told to say, and keeps what a learner says."""

    def __init__(self):
        self.listener = None
        self.trouble = ""
        self.pulse = None
        self.hand = False
        self.places = []
        self.votes = {}
        self.started = 0
        self.others = []
        self.now = ClassNow(0, {})
        self._arrived = []
        self._latest = []
        self._closed = set()

    def start(self):
        self.started += 1

    # What the test has its instructor say

    def say(self, *words):
        self._arrived.extend(words)
        self._latest.extend(word for word in words if hasattr(word, "workshop"))
        self._closed.update(word.poll for word in words if isinstance(word, PollClosed))
        if self.listener is not None:
            self.listener()

    # What the reader asks

    def arrived(self):
        arrived, self._arrived = tuple(self._arrived), []
        return arrived

    def latest(self):
        return tuple(self._latest)

    def open_poll(self):
        polls = [one for one in self._latest if isinstance(one, Poll) and one.id not in self._closed]
        return polls[-1] if polls else None

    def at(self, course, page, read):
        self.places.append((course, page, read))

    def set_pulse(self, pulse):
        self.pulse = pulse

    def set_hand(self, up):
        self.hand = up

    def vote(self, poll, answer):
        self.votes[poll.id] = answer

    def voted(self, poll):
        return self.votes.get(poll.id)

    def class_now(self):
        return self.now

    def result(self, poll):
        if poll.id not in self._closed:
            return ()
        counts = Counter([*self.others, *filter(None, [self.votes.get(poll.id)])])
        return tuple(Votes(answer, count) for answer, count in counts.most_common())


def message(words, number=1):
    return Message(f"message {number}", WORKSHOP, 1_700_000_000.0, words)


def invitation(page="fleet", anchor="", *, course="warehouse", number=1):
    return Invitation(f"invitation {number}", WORKSHOP, 1_700_000_000.0, course, page, anchor)


def poll(question="logs", page="why", *, course="warehouse", number=1):
    return Poll(f"poll {number}", WORKSHOP, 1_700_000_000.0, course, page, question)


def closed(number=1):
    return PollClosed(f"closed {number}", WORKSHOP, 1_700_000_000.0, f"poll {number}")
