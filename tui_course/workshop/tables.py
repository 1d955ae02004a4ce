"""A board as CSV: learners and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.tabular import moment, row_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.model.tabular import Cell
    from tui_course.workshop.board import Board, LearnerRow, QuestionRow


def learners_csv(board: Board, course: str) -> Iterator[str]:
    """A row for each learner in a course, under a row of names, without line ends; no cell is a formula.

    A module's column, named by its label and title, is the share of it that is done, 0 to 1.
    """
    found = board.course(course)
    modules = found.modules if found is not None else ()
    names = [f"module {one.label or one.number}: {one.title}".removesuffix(": ") for one in modules]
    yield row_text(("name", "way", "joined", *names, "tried", "right_first", "points", "worth", "seen"))
    for learner in sorted(board.learners, key=lambda one: (one.name.casefold(), one.learner)):
        yield row_text(_learner_cells(learner, course, len(modules)))


def _learner_cells(learner: LearnerRow, course: str, modules: int) -> Iterator[Cell]:
    progress = learner.in_course(course)
    shares: list[Cell] = [round(one.share, 4) for one in progress.modules[:modules]]
    yield learner.name
    yield learner.way.value if learner.way is not None else None
    yield _when(learner.joined)
    yield from shares + [0.0] * (modules - len(shares))
    yield progress.tried
    yield progress.right_first
    yield round(progress.points, 4)
    yield round(progress.worth, 4)
    yield _when(learner.seen)


def questions_csv(board: Board, course: str) -> Iterator[str]:
    """A row for each question of a course that was tried, as the board ranks them, likewise.

    `module` and `question` are the parts of its number. Each answer has three columns; `others` counts learners whose answer
    has none, `revealed` those who had the answer shown.
    """
    found = board.course(course)
    questions = found.questions if found is not None else ()
    widest = max((len(one.histogram.bars) for one in questions), default=0)
    names = [name for number in range(1, widest + 1) for name in (f"answer_{number}", f"right_{number}", f"learners_{number}")]
    yield row_text(("module", "question", "id", "prompt", "kind", "learners", "right_first", "others", "revealed", *names))
    for question in questions:
        yield row_text(_question_cells(question, widest))


def _question_cells(question: QuestionRow, widest: int) -> Iterator[Cell]:
    counted = question.histogram
    # A spreadsheet would make 2.1 of 2.10.
    yield from question.number.split(".")
    yield from (question.id, question.title, question.kind, question.learners, question.right_first)
    yield from (counted.others, counted.revealed)
    for bar in counted.bars:
        yield bar.text
        yield bar.right
        yield bar.count
    yield from [None] * (3 * (widest - len(counted.bars)))


def _when(at: float) -> str | None:
    """A time in seconds since 1970; nothing for never."""
    return moment(at) if at > 0 else None
