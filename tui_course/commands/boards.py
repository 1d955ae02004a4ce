"""A workshop's board as sentences, one learner and one question a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.model.workshop import Pulse
from tui_course.workshop.wording import pulse_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.workshop.board import Board, CourseBoard, LearnerRow, PollRow, QuestionRow
    from tui_course.workshop.counting import Bar, Histogram

_MINUTE: Final = 60
_ANSWERS: Final = 12


def board_text(board: Board, line: str) -> Iterator[str]:
    """Who is here and what they say, then each course: its learners, and its questions, the hardest first.

    `line` is what learners type. All is free of control characters where the board is.
    """
    title = _("Workshop {name}: {line}") if line else _("Workshop {name}")
    yield title.format(name=board.workshop, line=line)
    yield ", ".join(_said(board))
    if board.poll is not None:
        yield from _poll(board.poll)
    for number, course in enumerate(board.courses):
        yield ""
        yield course.title
        # Who is on no page stands in the first course, so that nobody is missed.
        theirs = (course.id, "") if number == 0 else (course.id,)
        learners = [row for row in board.learners if course.id in row.progress or (row.here and row.course in theirs)]
        if not learners:
            yield _("Nobody has come yet.")
        for row in learners:
            yield _learner(row, course, board)
        yield from _questions(course)


def _said(board: Board) -> Iterator[str]:
    yield ngettext("{n} learner here", "{n} learners here", board.here).format(n=board.here)
    if board.hands:
        yield ngettext("{n} hand up", "{n} hands up", board.hands).format(n=board.hands)
    for pulse in Pulse:
        if board.pulses.get(pulse):
            yield f"{board.pulses[pulse]} {pulse_words(pulse)}"


def _learner(row: LearnerRow, course: CourseBoard, board: Board) -> str:
    """One learner: what matters now comes first, how far they are last."""
    words = [_("hand up")] if row.hand else []
    if row.pulse is not None and row.here:
        words.append(pulse_words(row.pulse))
    if not row.here:
        words.append(_("not here"))
    elif not row.title:
        words.append(_("on no page"))
    else:
        other = board.course(row.course) if row.course != course.id else None
        title = f"{other.title}: {row.title}" if other is not None else row.title
        words.append(_("on “{page}”").format(page=title))
    if row.idle >= _MINUTE:
        words.append(_("idle for {n} min").format(n=int(row.idle // _MINUTE)))
    return f"{row.name}: {', '.join(words)}; {_done(row, course)}"


def _done(row: LearnerRow, course: CourseBoard) -> str:
    """The modules of which anything is done."""
    begun = [
        f"{module.label or module.number} {_percent(progress.share)}"
        for module, progress in zip(course.modules, row.in_course(course.id).modules, strict=False)
        if progress.share > 0
    ]
    return _("modules done: {shares}").format(shares=", ".join(begun)) if begun else _("nothing is done yet")


def _questions(course: CourseBoard) -> Iterator[str]:
    yield ""
    if not course.questions:
        yield _("Nobody has answered a question yet.")
        return
    yield _("Questions, and how many were right first time")
    for row in course.questions:
        yield _question(row)
        yield from _answers(row.histogram)


def _question(row: QuestionRow) -> str:
    return _("{number} {question}: {right} of {learners}, {percent}").format(
        number=row.number, question=row.title, right=row.right_first, learners=row.learners, percent=_percent(row.share)
    )


def _poll(poll: PollRow) -> Iterator[str]:
    words = _("Poll, closed: {question}") if poll.closed else _("Poll, open: {question}")
    yield words.format(question=poll.title)
    yield from _answers(poll.histogram)


def _answers(histogram: Histogram) -> Iterator[str]:
    for one in histogram.bars[:_ANSWERS]:
        if one.count:
            yield _answer(one)
    if histogram.others:
        yield _("  {n}: something else").format(n=histogram.others)
    if histogram.revealed:
        yield _("  {n}: had the answer shown").format(n=histogram.revealed)


def _answer(one: Bar) -> str:
    words = _("  {n}: {answer} (right)") if one.right else _("  {n}: {answer}")
    return words.format(n=one.count, answer=one.text)


def _percent(share: float) -> str:
    return f"{int(100 * share + 1e-9)} %"
