"""A board as CSV: learners and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.workshop.board import Board


def learners_csv(board: Board, course: str) -> Iterator[str]:
    """A row for each learner in a course, under a row of names, without line ends; no cell is a formula."""
    raise NotImplementedError


def questions_csv(board: Board, course: str) -> Iterator[str]:
    """A row for each question of a course that was tried, likewise."""
    raise NotImplementedError
