"""What a board needs of a course besides what learners did, read in time: its outline, and the questions that were answered."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from tui_course.errors import TuiCourseError
from tui_course.model.index import QuestionIndex
from tui_course.model.walk import all_questions
from tui_course.workshop.outline import Outline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_course.model.question import Question
    from tui_course.study.edition import Edition


class Material:
    """An edition of a course. Until it is `read` there are modules and pages alone.

    Everything may be called from any thread.
    """

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.outline = Outline(edition.course, QuestionIndex())
        self.is_read = False
        self._turn = Lock()  # held by whoever reads
        self._questions: dict[str, Question | None] = {}

    def question(self, question: str) -> Question | None:
        """A question by its id; None where it was not read yet, or cannot be."""
        return self._questions.get(question)

    def lacks(self, questions: Iterable[str]) -> bool:
        """Whether there is anything to read for some questions."""
        return not self.is_read or any(one not in self._questions and one in self.outline.questions for one in questions)

    def read(self, questions: Iterable[str]) -> None:
        """Read the outline, if that is not done yet, and some questions by their ids; takes time."""
        with self._turn:
            if not self.is_read:
                self.outline = Outline(self.edition.course, self.edition.index())
                self.is_read = True
            for one in questions:
                if one not in self._questions and one in self.outline.questions:
                    self._read_page(self.outline.questions[one].page)
                    self._questions.setdefault(one, None)

    def _read_page(self, page: str) -> None:
        try:
            blocks = self.edition.read(page).blocks
        except (TuiCourseError, OSError):
            return
        for question in all_questions(blocks):
            self._questions.setdefault(question.id, question)
