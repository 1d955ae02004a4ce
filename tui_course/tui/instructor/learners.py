"""The learners of a workshop, a line each: where they are, how far in each module, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len

from tui_course.language import gettext as _
from tui_course.model.workshop import Pulse
from tui_course.tui.instructor.heat import Heat, heat_for, heat_heading, heat_runs
from tui_course.tui.instructor.notes import NoteEntry
from tui_course.tui.instructor.wording import cell, hand_sign, numbered, pulse_word, span
from tui_course.typeset.line import Line, Role, Run, Weight
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_course.tui.theme import Look
    from tui_course.workshop.board import Board, LearnerRow, ModuleProgress

_NARROW: Final = 50
_SPACIOUS: Final = 90
_GAP: Final = 2
_LEAST_PLACE: Final = 8
_MOST_PLACE: Final = 34
_LEAST_HEAT: Final = 4
_PLACES: Final = (18, 14, 10, _LEAST_PLACE)
_CLEAR_CELLS: Final = 2
_IDLE: Final = 7
_PULSE_ROLES: Final = {Pulse.OK: Role.DIM, Pulse.LOST: Role.WRONG, Pulse.DONE: Role.RIGHT}


@dataclass(frozen=True, slots=True)
class LearnerEntry:
    """A learner as the list shows them: `key` is their id, `modules` how far they are, `quiet` since when."""

    key: str
    name: str
    here: bool
    place: str
    slowest: str
    modules: tuple[ModuleProgress, ...]
    pulse: Pulse | None
    hand: bool
    quiet: str
    height: int = 1


class Columns(NamedTuple):
    """Cells of each column of the list; 0 where it is left out."""

    name: int
    heat: Heat
    place: int
    slowest: int
    pulse: int
    hand: int
    idle: int


def learner_entries(board: Board, course: str, numbers: Mapping[str, str], wanted: Sequence[str] = ()) -> list[LearnerEntry]:
    """The learners, as the board has them, whose names have all of some words, case folded; `numbers` as in `page_numbers`."""
    return [
        _entry(row, board, course, numbers) for row in board.learners if all(word in row.name.casefold() for word in wanted)
    ]


def _entry(row: LearnerRow, board: Board, course: str, numbers: Mapping[str, str]) -> LearnerEntry:
    progress = row.in_course(course)
    return LearnerEntry(
        key=row.learner,
        name=row.name,
        here=row.here,
        place=_place(row, board, course, numbers),
        slowest=progress.slowest,
        modules=progress.modules,
        pulse=row.pulse,
        hand=bool(row.hand),
        quiet=span(row.idle if row.here else board.at - row.seen if row.seen else 0.0),
    )


def nobody(board: Board, line: str, wanted: Sequence[str]) -> NoteEntry:
    """What is said where no learner is listed; `line` is what learners type."""
    if board.learners and wanted:
        return NoteEntry(_("no learner has these words in their name"))
    if not board.at:
        return NoteEntry(_("the workshop is being read"))
    return NoteEntry(_("Nobody has come yet. Learners type: {line}").format(line=line) if line else _("Nobody has come yet."))


def _place(row: LearnerRow, board: Board, course: str, numbers: Mapping[str, str]) -> str:
    """Where a learner is."""
    if not row.here:
        return _("not here")
    if not row.page:
        return _("on no page")
    if row.course == course:
        return numbered(numbers.get(row.page, ""), row.title)
    other = board.course(row.course)
    return f"{other.title}: {row.title}" if other is not None else row.title


def columns_for(entries: Sequence[LearnerEntry], modules: int, room: int, look: Look, first: int = 0) -> Columns:
    """How wide each column is in so many cells; `first` is the module that the row of modules begins with where not all fit."""
    most_name = 12 if room < _NARROW else 16 if room < _SPACIOUS else 20
    name = max(cell_len(_("Learner")), min(most_name, max((cell_len(entry.name) for entry in entries), default=0)))
    pulse = max(cell_len(pulse_word(one)) for one in Pulse)
    hand = cell_len(hand_sign(look))
    idle = _IDLE if room >= _NARROW else 0
    rest = room - name - _GAP - pulse - 1 - hand - (idle and idle + 1)
    heat = _heat_beside(modules, rest - _GAP, first, _PLACES if room >= _NARROW else ())
    rest -= heat.width + _GAP if heat.width else 0
    place = min(_MOST_PLACE, rest - _GAP)
    if place < _LEAST_PLACE:
        return Columns(name, heat, 0, 0, pulse, hand, idle)
    slowest = min(_MOST_PLACE, rest - _GAP - place - _GAP)
    return Columns(name, heat, place, slowest if slowest >= 2 * _LEAST_PLACE else 0, pulse, hand, idle)


def _heat_beside(modules: int, room: int, first: int, places: Sequence[int]) -> Heat:
    """The modules beside a page, which gets the first of so many cells with which all modules are told well."""
    for place in places:
        heat = heat_for(modules, room - place - _GAP, first)
        if heat.cells >= _CLEAR_CELLS and heat.shown == modules:
            return heat
    return heat_for(modules, max(_LEAST_HEAT, room - (places[-1] + _GAP if places else 0)), first)


def learners_heading(columns: Columns, look: Look, labels: Sequence[str] = ()) -> Line:
    """The names of the columns; `labels` are those of the modules."""
    runs = [cell(_("Learner"), columns.name, look, Role.HEADING, weight=Weight.BOLD), Run(" " * _GAP)]
    if columns.heat.width:
        runs += [*heat_heading(columns.heat, labels), Run(" " * _GAP)]
    if columns.place:
        runs += [cell(_("page"), columns.place, look, Role.DIM), Run(" " * _GAP)]
    if columns.slowest:
        runs += [cell(_("most time on"), columns.slowest, look, Role.DIM), Run(" " * _GAP)]
    runs.append(cell(_("says"), columns.pulse + 1 + columns.hand, look, Role.DIM))
    if columns.idle:
        runs += [Run(" "), cell(_("idle"), columns.idle, look, Role.DIM, right=True)]
    return Line(tuple(runs))


def learner_line(entry: LearnerEntry, columns: Columns, look: Look) -> Line:
    """One learner."""
    role = Role.TEXT if entry.here else Role.DIM
    weight = Weight.BOLD if entry.hand else Weight.NONE
    runs = [cell(entry.name, columns.name, look, role, weight=weight), Run(" " * _GAP)]
    heat = columns.heat
    if heat.width:
        shares = [module.share for module in entry.modules]
        shares += [0.0] * (heat.modules - len(shares))
        runs += [*heat_runs(shares, heat, look), Run(" " * _GAP)]
    if columns.place:
        runs += [cell(entry.place, columns.place, look, role), Run(" " * _GAP)]
    if columns.slowest:
        runs += [cell(entry.slowest, columns.slowest, look, Role.DIM), Run(" " * _GAP)]
    pulse = Role.DIM if entry.pulse is None or not entry.here else _PULSE_ROLES[entry.pulse]
    runs.append(cell(pulse_word(entry.pulse), columns.pulse, look, pulse))
    runs += [Run(" "), cell(hand_sign(look) if entry.hand else "", columns.hand, look, Role.NOTE, weight=Weight.BOLD)]
    if columns.idle:
        runs += [Run(" "), cell(entry.quiet, columns.idle, look, Role.DIM, right=True)]
    return Line(tuple(runs))
