"""What all formats do alike: to look through every page of a course, and to find its files."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tui_course.sources.glossary import course_glossary
from tui_course.sources.pages import Pages
from tui_course.sources.questions import question_index
from tui_course.sources.references import reference_index

if TYPE_CHECKING:
    from tui_course.model.glossary import Glossary
    from tui_course.model.index import QuestionIndex, ReferenceIndex
    from tui_course.sources.files import CourseFiles


class CourseInFiles(Pages):
    """The base of a format: what else `Pages` asks for is its own, and the `files` of the course."""

    files: CourseFiles

    @cached_property
    def index(self) -> QuestionIndex:
        """What is asked on every page."""
        return question_index(self)

    @cached_property
    def references(self) -> ReferenceIndex:
        """Every work that a page cites or lists."""
        return reference_index(self)

    @cached_property
    def glossary(self) -> Glossary:
        """Every term that the course explains."""
        return course_glossary(self, self.terms)

    @property
    def files_folder(self) -> str:
        """The folder from which the paths of files count."""
        return str(self.files.root)

    def locate(self, path: str) -> str:
        """Where a file of the course stands on disk; raises FileRefused."""
        return self.files.locate(path)
