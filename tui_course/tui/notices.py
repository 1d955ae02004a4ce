"""What was said in a workshop and still waits for its learner, and the words for it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, NamedTuple, assert_never

from tui_course.language import gettext as _
from tui_course.model.visible import visible
from tui_course.model.workshop import HandLowered, Invitation, Message, Poll, PollClosed, Pulse
from tui_course.tui.widgets.bars import Hint
from tui_course.workshop.attending import Closing, Remark
from tui_course.workshop.wording import pulse_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui_course.model.workshop import Notice
    from tui_course.tui.theme import Look

_MOST_WAITING: Final = 50
_OVERDUE: Final = 5.0

Waiting = Message | Invitation | Poll | PollClosed
"""What stays before the learner until it is done or put away."""


class Announcement(NamedTuple):
    """A sentence that stays, with the keys that do something about it.

    `leaves` says that Escape puts it away; `urgent` that it is of more weight than all else.
    """

    words: str
    hints: tuple[Hint, ...] = ()
    leaves: bool = False
    urgent: bool = False


class Notices:
    """What waits, the newest on top; of invitations and of polls only the newest counts. `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._waiting: list[Waiting] = []
        self._closing = Closing(0.0, "")
        self._closes_at = 0.0

    @property
    def top(self) -> Waiting | None:
        """What the learner has before them."""
        return self._waiting[-1] if self._waiting else None

    @property
    def more(self) -> int:
        """How many others wait."""
        return max(0, len(self._waiting) - 1)

    def take(self, arrived: Iterable[Notice | Closing | Remark]) -> str:
        """Take what has arrived; what is to be said of it at once and once, in a sentence, or nothing."""
        said = ""
        for one in arrived:
            match one:
                case Closing():
                    self._closing = one
                    self._closes_at = self.clock() + one.seconds
                case HandLowered():
                    said = _("the instructor has seen your hand")
                case Remark(text):
                    said = " ".join(visible(text).split())
                case Invitation():
                    self._drop(Invitation)
                    self._waiting.append(one)
                case Poll():
                    self._drop(Poll, PollClosed)
                    self._waiting.append(one)
                case PollClosed(poll=closed):
                    self._waiting = [other for other in self._waiting if not (isinstance(other, Poll) and other.id == closed)]
                    self._drop(PollClosed)
                    self._waiting.append(one)
                case Message():
                    self._waiting.append(one)
                case _:
                    assert_never(one)
        del self._waiting[:-_MOST_WAITING]
        return said

    def _drop(self, *kinds: type[Waiting]) -> None:
        self._waiting = [one for one in self._waiting if not isinstance(one, kinds)]

    def put_away(self) -> None:
        """What is on top is done."""
        del self._waiting[-1:]

    def forget(self, notice: str) -> None:
        """A notice, by its id, is done; so is all that was said of a poll."""
        self._waiting = [one for one in self._waiting if notice not in {one.id, getattr(one, "poll", "")}]

    def put_messages_away(self) -> None:
        """All messages were read."""
        self._drop(Message)

    def stay(self) -> None:
        """The host closes nothing any more: somebody is here."""
        self._closing = Closing(0.0, "")

    @property
    def is_idle(self) -> bool:
        """Whether this terminal is about to be closed because nobody pressed a key."""
        return self._closing.idle and self.closing is not None

    @property
    def closing(self) -> tuple[str, float] | None:
        """Why the host closes this terminal, and in how many seconds; nothing long after it should have."""
        left = self._closes_at - self.clock()
        reason = self._closing.reason
        return (reason, max(0.0, left)) if reason and left > -_OVERDUE else None


def standing_words(pulse: Pulse | None, *, hand: bool, look: Look) -> str:
    """What the learner says of themselves, beside the keys; empty where nothing."""
    said = [pulse_words(pulse)] if pulse is not None else []
    if hand:
        said.append(look.mark("✋", _("hand up")))
    return _("you: {words}").format(words=" ".join(said)) if said else ""


def notice_hints(notice: Waiting) -> tuple[Hint, ...]:
    """The keys that do something about a notice."""
    match notice:
        case Invitation():
            return (Hint("i", _("go there")), Hint("Esc", _("not now"), fixed=True))
        case Poll():
            return (Hint("i", _("vote")), Hint("Esc", _("not now"), fixed=True))
        case PollClosed():
            return (Hint("i", _("see the result")), Hint("Esc", _("put away"), fixed=True))
        case Message():
            return (Hint("i", _("list")), Hint("Esc", _("put away"), fixed=True))
        case _:
            assert_never(notice)
