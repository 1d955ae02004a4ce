"""What the instructor's screens say of learners, in few words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.tui.strips import shortened
from tui_course.typeset.line import Line, Role, Run, Weight
from tui_course.typeset.wrap import breaks
from tui_course.workshop.wording import pulse_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.model.workshop import Pulse
    from tui_course.tui.theme import Look

_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_HOURS_TOLD: Final = 100
_MANY: Final = 9_999


def pulse_word(pulse: Pulse | None) -> str:
    """What a learner says of themselves, or nothing."""
    return pulse_words(pulse) if pulse is not None else ""


def hand_sign(look: Look) -> str:
    """A hand that is up."""
    return look.mark("✋", _("hand"))


def hands_up(count: int, look: Look) -> str:
    """How many hands are up, in full."""
    return look.mark("✋ ", "") + ngettext("{n} hand up", "{n} hands up", count).format(n=count)


def span(seconds: float) -> str:
    """A time in at most six cells, such as `12 min`; empty for less than a minute."""
    if not seconds >= _MINUTE:
        return ""
    if seconds < 2 * _HOUR:
        return _("{n} min").format(n=int(seconds // _MINUTE))
    if seconds < _HOURS_TOLD * _HOUR:
        return _("{n} h").format(n=int(seconds // _HOUR))
    return _("{n} d").format(n=min(_MANY, int(seconds // _DAY)))


def numbered(number: str, title: str) -> str:
    """A page by its number, where it has one, and its title."""
    return f"{number} {title}" if number and title else number or title


def percent(share: float) -> str:
    """A share, 0 to 1, as a percentage; 100 only for all of it."""
    return f"{int(100 * min(1.0, max(0.0, share)) + 1e-9)} %"


def cell(text: str, width: int, look: Look, role: Role, *, weight: Weight = Weight.NONE, right: bool = False) -> Run:
    """A text in a column: what is too long is cut, what is short is filled with spaces, at its left where it stands `right`."""
    text = shortened(text, width, look.mark("…", "..."))
    space = " " * (width - cell_len(text))
    return Run(space + text if right else text + space, role, weight)


def wrapped(words: str, width: int, role: Role = Role.TEXT, weight: Weight = Weight.NONE) -> Iterator[Line]:
    """Words on as many lines as they need."""
    words = " ".join(words.split())
    for start, stop in breaks(words, max(1, width), cell_len):
        yield Line((Run(words[start:stop], role, weight),))
