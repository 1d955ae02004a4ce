"""The questions that hurt, the hardest first, and what was answered to each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from tui_course.language import gettext as _
from tui_course.language import ngettext, pgettext
from tui_course.tui.instructor.notes import NoteEntry, note_line
from tui_course.tui.instructor.wording import cell, percent
from tui_course.tui.strips import shortened
from tui_course.typeset.bar import bar
from tui_course.typeset.line import Line, Role, Run, Weight
from tui_course.values import dataclass
from tui_course.workshop.board import LEAST_LEARNERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.tui.theme import Look
    from tui_course.workshop.board import Board, CourseBoard, PollRow, QuestionRow
    from tui_course.workshop.counting import Bar, Histogram

POLL: Final = "poll"
_NARROW: Final = 48
_COUNTS: Final = 8
_BAR: Final = 5
_PERCENT: Final = 6
_GAP: Final = 2
_LEAST_ANSWER: Final = 20
_ANSWER_BAR: Final = 6
_MOST_ANSWERS: Final = 4
_POLL_BARS: Final = 6
_FULL_POLL_BARS: Final = 12
_LONG_BAR: Final = 12
_FULL_BARS: Final = 4


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """A question as the list shows it, and below what was answered: in a row for each answer where it is told in `full`."""

    key: str
    row: QuestionRow
    full: bool = False

    @property
    def height(self) -> int:
        """One row more where there are answers, or one for each."""
        given = sum(one.count > 0 for one in self.row.histogram.bars)
        return 1 + min(given, _FULL_BARS if self.full else 1)


@dataclass(frozen=True, slots=True)
class PollEntry:
    """The poll that is open, or was last, with a row for each answer; `here` learners could vote."""

    row: PollRow
    here: int
    full: bool = False
    key: str = POLL

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The answers that have a row."""
        return self.row.histogram.bars[: _FULL_POLL_BARS if self.full else _POLL_BARS]

    @property
    def height(self) -> int:
        """A row for each answer under the question, and one for what is left."""
        return 2 + len(self.bars)


QuestionsEntry = QuestionEntry | PollEntry | NoteEntry


def question_key(row: QuestionRow) -> str:
    """What tells a question of a course from all others."""
    return f"{row.page}#{row.id}"


def question_entries(
    board: Board, course: CourseBoard | None, wanted: Sequence[str] = (), *, full: bool = False
) -> list[QuestionsEntry]:
    """The poll of a course, then its questions, as the board has them, that have all of some words, case folded.

    In `full` each answer has a row.
    """
    found: list[QuestionsEntry] = []
    if course is None:
        return found
    poll = board.poll
    if poll is not None and poll.poll.course == course.id and not wanted and not _is_over(board, poll):
        found.append(PollEntry(poll, board.here, full))
    rows = [row for row in course.questions if all(word in f"{row.number} {row.title}".casefold() for word in wanted)]
    telling = [row for row in rows if row.learners >= LEAST_LEARNERS]
    found += [QuestionEntry(question_key(row), row, full) for row in telling]
    few = [row for row in rows if row.learners < LEAST_LEARNERS]
    if few:
        found.append(NoteEntry(_("Answered by few so far")))
        found += [QuestionEntry(question_key(row), row, full) for row in few]
    words = _note(course, any_rows=bool(rows), wanted=wanted)
    return [*found, NoteEntry(words)] if words else found


def _is_over(board: Board, poll: PollRow) -> bool:
    """Whether a poll was closed and something else was said since."""
    later = [notice for notice in board.said if notice.at > poll.poll.at]
    return poll.closed and len(later) > 1


def _note(course: CourseBoard, *, any_rows: bool, wanted: Sequence[str]) -> str:
    if not course.counted:
        return _("the course is being read")
    if not any_rows:
        return _("no question has these words") if wanted else _("Nobody has answered a question yet.")
    if course.gone and not wanted:
        words = ngettext("{n} question is no longer in the course", "{n} questions are no longer in the course", course.gone)
        return words.format(n=course.gone)
    return ""


def questions_heading(room: int, look: Look) -> Line:
    """What the list shows."""
    right = shortened(_("right first time"), room, look.mark("…", "..."))
    title = cell(_("Questions that hurt"), max(0, room - cell_len(right) - 1), look, Role.HEADING, weight=Weight.BOLD)
    return Line((title, Run(f" {right}", Role.DIM)))


def question_lines(entry: QuestionsEntry, room: int, look: Look) -> tuple[Line, ...]:
    """An entry in so many cells."""
    match entry:
        case QuestionEntry(row=row):
            first = _question_line(row, room, look)
            if entry.height == 1:
                return (first,)
            if not entry.full:
                return (first, _answers_line(row.histogram, room, look))
            bars = _given(row.histogram)[:_FULL_BARS]
            return (first, *(bar_line(one, row.histogram, room, look, _number_cells("")) for one in bars))
        case PollEntry():
            return _poll_lines(entry, room, look)
        case NoteEntry():
            return (note_line(entry, room, look),)


def _number_cells(number: str) -> int:
    return max(5, cell_len(number) + 1)


def _question_line(row: QuestionRow, room: int, look: Look) -> Line:
    number = cell(row.number, _number_cells(row.number), look, Role.DIM)
    tail = [cell(f"{row.right_first}/{row.learners}", _COUNTS, look, Role.TEXT, right=True)]
    if room >= _NARROW:
        drawn = bar(row.share, _BAR, ascii=look.ascii)
        tail += [Run(" "), Run(drawn, Role.NOTE)]
    tail.append(cell(percent(row.share), _PERCENT, look, Role.TEXT, right=True))
    left = room - cell_len(number.text) - sum(cell_len(run.text) for run in tail)
    return Line((number, cell(row.title, max(0, left), look, Role.TEXT), *tail))


def _answers_line(histogram: Histogram, room: int, look: Look) -> Line:
    """The commonest answers beside each other, and how many there are besides."""
    indent = _number_cells("")
    given = _given(histogram)
    space = room - indent
    shown = max(1, min(len(given), _MOST_ANSWERS, (space + _GAP) // (_LEAST_ANSWER + _GAP)))
    rest = sum(one.count for one in given[shown:]) + histogram.others
    more = f"+{rest}" if rest else ""
    budget = (space - (len(more) + _GAP if more else 0) - _GAP * (shown - 1)) // shown
    runs = [Run(" " * indent)]
    for number, one in enumerate(given[:shown]):
        runs += [Run(" " * (_GAP if number else 0)), *_answer_runs(one, histogram, budget, look)]
    return Line((*runs, Run(" " * _GAP + more, Role.DIM)) if more else tuple(runs))


def _given(histogram: Histogram) -> list[Bar]:
    """The answers that were given, the commonest first."""
    return sorted((one for one in histogram.bars if one.count), key=lambda one: -one.count)


def _answer_runs(one: Bar, histogram: Histogram, room: int, look: Look) -> list[Run]:
    """An answer, its bar and its count."""
    sign = _sign(one, look)
    count = f" {one.count}"
    drawn = _bar(one.count, histogram, _ANSWER_BAR, look).rstrip(" .")
    words = room - cell_len(sign) - 1 - cell_len(drawn) - cell_len(count)
    text = shortened(one.text, max(1, words), look.mark("…", "..."))
    return [Run(sign + text, _role(one)), Run(" "), Run(drawn, Role.NOTE), Run(count)]


def _poll_lines(entry: PollEntry, room: int, look: Look) -> tuple[Line, ...]:
    row = entry.row
    state = pgettext("poll", "closed") if row.closed else pgettext("poll", "open")
    here = max(entry.here, row.votes)
    dot = look.mark(" · ", " | ")
    voted = _("{votes} of {here} voted").format(votes=row.votes, here=here)
    forms = (f"  {voted}{dot}{state}", f"  {row.votes}/{here} {state}")
    right = next((form for form in forms if cell_len(form) <= room * 2 // 5), f"  {row.votes}/{here}")
    title = _("Poll: {question}").format(question=row.title or _("a question that is not in the course"))
    left = cell(title, max(0, room - cell_len(right)), look, Role.TEXT, weight=Weight.BOLD)
    hidden = len(row.histogram.bars) - len(entry.bars)
    words = ngettext("{n} more answer, see the poll", "{n} more answers, see the poll", hidden).format(n=hidden)
    rest = Line((Run(shortened(f"    {words}", room, look.mark("…", "...")), Role.DIM),)) if hidden else Line()
    return (Line((left, Run(right, Role.DIM))), *(bar_line(one, row.histogram, room, look) for one in entry.bars), rest)


def bar_line(one: Bar, histogram: Histogram, room: int, look: Look, indent: int = _GAP) -> Line:
    """An answer in a line of its own: its words, a bar as long as its share, the count and the share."""
    count = f"{one.count:>5}"
    share = f"{percent(one.count / histogram.learners if histogram.learners else 0.0):>6}" if room >= _NARROW else ""
    length = _LONG_BAR if room >= _NARROW else _ANSWER_BAR
    words = room - indent - length - cell_len(count) - cell_len(share) - 1
    text = cell(f"{_sign(one, look) or '  '}{one.text}", max(1, words), look, _role(one))
    return Line(
        (Run(" " * indent), text, Run(" "), Run(_bar(one.count, histogram, length, look), Role.NOTE), Run(count + share))
    )


def _bar(count: int, histogram: Histogram, cells: int, look: Look) -> str:
    return bar(count / histogram.learners if histogram.learners else 0.0, cells, ascii=look.ascii)


def _sign(one: Bar, look: Look) -> str:
    return look.mark("✓ ", "* ") if one.right else ""


def _role(one: Bar) -> Role:
    return Role.RIGHT if one.right else Role.TEXT
