"""The rows above the board: what learners type, where the instructor is, what learners say, and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.model.visible import visible
from tui_course.model.workshop import Pulse
from tui_course.tui.instructor.wording import hand_sign, hands_up, pulse_word
from tui_course.tui.strips import shortened
from tui_course.tui.widgets.bars import Note
from tui_course.typeset.line import Line, Role, Run, Weight
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.tui.theme import Look
    from tui_course.workshop.board import Board

_GAP: Final = 2


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands above the board: the `line` that learners type, the page where the instructor is, and the course shown.

    `course` is empty, and `of` 0, where there is one course only.
    """

    board: Board
    line: str = ""
    page: str = ""
    course: str = ""
    number: int = 0
    of: int = 0


def overview_lines(overview: Overview, room: int, look: Look) -> tuple[Line, ...]:
    """Two rows, what learners type and what they say; one where nobody knows what to type, for the line above has the name."""
    board = overview.board
    you = _("you: {page}").format(page=overview.page) if overview.page else ""
    first = (_beside(Run(overview.line, Role.TEXT, Weight.BOLD), you, room, look),) if overview.line else ()
    if board.trouble:
        words = _("the store cannot be reached, this is how it was: {reason}").format(reason=visible(board.trouble))
        return *first, Line((Run(shortened(words, room, look.mark("…", "...")), Role.PROBLEM),))
    right = _right(overview) or ("" if first else you)
    return *first, _beside(Run(said(board, look), Role.TEXT), right, room, look)


def _right(overview: Overview) -> str:
    """What is not sent yet, else which course is shown."""
    waiting = overview.board.waiting
    if waiting:
        return ngettext("{n} notice not sent yet", "{n} notices not sent yet", waiting).format(n=waiting)
    if not overview.of:
        return ""
    return _("course {number} of {count}").format(number=overview.number, count=overview.of)


def said(board: Board, look: Look) -> str:
    """How many learners say what."""
    if not board.here:
        return _("nobody is here")
    words = [f"{board.pulses.get(pulse, 0)} {pulse_word(pulse)}" for pulse in (Pulse.LOST, Pulse.OK, Pulse.DONE)]
    silent = board.here - sum(board.pulses.values())
    if silent > 0:
        words.append(ngettext("{n} says nothing", "{n} say nothing", silent).format(n=silent))
    return look.mark(" · ", " | ").join(words)


def standing(board: Board, look: Look) -> str:
    """How many are here, and how many hands are up, in few cells."""
    here = ngettext("{n} here", "{n} here", board.here).format(n=board.here)
    return f"{hand_sign(look)} {board.hands}{look.mark(' · ', ' | ')}{here}" if board.hands else here


def notes(board: Board, look: Look) -> tuple[Note, ...]:
    """What stands at the right of the line above."""
    here = Note(ngettext("{n} here", "{n} here", board.here).format(n=board.here), str(board.here))
    if not board.hands:
        return (here,)
    return (here, Note(hands_up(board.hands, look), f"{hand_sign(look)} {board.hands}"))


def _beside(left: Run, right: str, room: int, look: Look) -> Line:
    """Words at the left and, as far as there is room, others at the right; those at the left are cut first."""
    ellipsis = look.mark("…", "...")
    right = shortened(right, max(0, room * 3 // 5), ellipsis)
    text = shortened(left.text, max(0, room - (cell_len(right) + _GAP if right else 0)), ellipsis)
    space = " " * max(0, room - cell_len(text) - cell_len(right))
    return Line((Run(text, left.role, left.weight), Run(space), Run(right, Role.DIM)))
