"""What is said in a workshop, in sentences for its learners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from tui_course.language import gettext as _
from tui_course.language import ngettext, pgettext
from tui_course.model.visible import visible
from tui_course.model.workshop import HandLowered, Invitation, Message, Poll, PollClosed, Pulse

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.model.workshop import Notice
    from tui_course.workshop.attending import ClassNow

_MINUTE: Final = 60.0
_IN_MINUTES: Final = 90.0


def closing_words(reason: str, seconds: float, *, idle: bool) -> str:
    """What is said of a terminal that is about to be closed; of an `idle` one, that a key keeps it open."""
    reason = " ".join(visible(reason).split()).rstrip(".")
    if seconds < _IN_MINUTES:
        said = (
            _("{reason}. Your session ends in {n} s, unless you press a key")
            if idle
            else _("{reason}. Your session ends in {n} s; what you did is saved")
        )
        return said.format(reason=reason, n=round(seconds))
    minutes = round(seconds / _MINUTE)
    said = (
        ngettext(
            "{reason}. Your session ends in {n} minute, unless you press a key",
            "{reason}. Your session ends in {n} minutes, unless you press a key",
            minutes,
        )
        if idle
        else ngettext(
            "{reason}. Your session ends in {n} minute; what you did is saved",
            "{reason}. Your session ends in {n} minutes; what you did is saved",
            minutes,
        )
    )
    return said.format(reason=reason, n=minutes)


def pulse_words(pulse: Pulse) -> str:
    """A pulse in a word."""
    match pulse:
        case Pulse.OK:
            return pgettext("a learner says", "ok")
        case Pulse.LOST:
            return pgettext("a learner says", "lost")
        case Pulse.DONE:
            return pgettext("a learner says", "done")
        case _:
            assert_never(pulse)


def notice_words(notice: Notice, called: Callable[[str, str], str]) -> str:
    """What was said, in a sentence; `called` names a page by the ids of its course and itself."""
    match notice:
        case Message(text=text):
            return _("The instructor: {words}").format(words=" ".join(visible(text).split()))
        case Invitation(course=course, page=page):
            return _("You are invited to “{page}”").format(page=called(course, page))
        case Poll(course=course, page=page):
            return _("A poll for all, from “{page}”").format(page=called(course, page))
        case PollClosed():
            return _("The poll is closed")
        case HandLowered():
            return _("The instructor has seen your hand")
        case _:
            assert_never(notice)


def class_words(now: ClassNow) -> list[str]:
    """How many are here, and what they say, in words; nobody is named."""
    if not now.here:
        return []
    words = [ngettext("{n} learner is here", "{n} learners are here", now.here).format(n=now.here)]
    counts = {
        Pulse.OK: _("{n} ok"),
        Pulse.LOST: _("{n} lost"),
        Pulse.DONE: _("{n} done"),
    }
    words += [counts[pulse].format(n=now.pulses[pulse]) for pulse in Pulse if now.pulses.get(pulse)]
    return words
