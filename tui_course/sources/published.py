"""A course as a whole in a folder that is never changed: any number of processes read it, and none of them starts another."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tui_course.errors import CourseError, PageNotFound
from tui_course.sources.cache import page_file
from tui_course.sources.files import CourseFiles
from tui_course.sources.kept import Unkept, keep, kept
from tui_course.sources.pages import was_unlucky
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.model.block import Bibliography
    from tui_course.model.course import Course, Page
    from tui_course.model.glossary import Glossary
    from tui_course.model.index import QuestionIndex, ReferenceIndex
    from tui_course.model.problem import Problem
    from tui_course.sources.pages import Pages

_SOURCE: Final = ".source"


@dataclass
class PublishedCourse:
    """A course that `publish` wrote to `folder`; offers what `sources.pages.Pages` asks.

    Raises CourseError where the folder is not what `publish` wrote, such as one that was removed.
    """

    folder: Path

    @cached_property
    def course(self) -> Course:
        """The outline."""
        found: Course = self._value("outline")
        return found

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the course apart from its pages."""
        found: tuple[Problem, ...] = self._value("problems")
        return found

    @cached_property
    def index(self) -> QuestionIndex:
        """What is asked on every page."""
        found: QuestionIndex = self._value("index")
        return found

    @cached_property
    def bibliography(self) -> Bibliography:
        """Every work of the course's bibliographies."""
        found: Bibliography = self._value("bibliography")
        return found

    @cached_property
    def references(self) -> ReferenceIndex:
        """Every work that a page cites or lists."""
        found: ReferenceIndex = self._value("references")
        return found

    @cached_property
    def terms(self) -> Glossary:
        """The terms of the course's glossary file."""
        found: Glossary = self._value("terms")
        return found

    @cached_property
    def glossary(self) -> Glossary:
        """Every term that the course explains."""
        found: Glossary = self._value("glossary")
        return found

    @cached_property
    def files_folder(self) -> str:
        """The folder from which the paths of files count."""
        found: str = self._value("folder")
        return found

    def page(self, page_id: str) -> Page:
        """A page; raises PageNotFound."""
        found: Page = self._value(page_file(self._known(page_id)))
        return found

    def source(self, page_id: str) -> str:
        """The source of a page as text; raises PageNotFound."""
        found: str = self._value(page_file(self._known(page_id)) + _SOURCE)
        return found

    def locate(self, path: str) -> str:
        """Where a file of the course stands on disk; raises FileRefused."""
        return CourseFiles(Path(self.files_folder)).locate(path)

    def _known(self, page_id: str) -> str:
        try:
            self.course.position(page_id)
        except KeyError:
            raise PageNotFound(f"no page {page_id!r} in this course") from None
        return page_id

    def _value(self, name: str) -> Any:  # noqa: ANN401 - any value of the model
        try:
            return kept(self.folder / name)
        except Unkept as error:
            # Neither the folder nor the file is any learner's affair, and the host's log has the reason.
            raise CourseError("this edition of the course cannot be read any more; connect again") from error


def publish(pages: Pages, folder: Path, told: Callable[[int, int], None]) -> bool:
    """Write all of a course into an empty folder; False where a page was read badly for a reason that may pass.

    `told` is called with the number of pages that are written, and how many there are. Raises CourseError and FileRefused
    where the course cannot be opened, and OSError.
    """
    from tui_course.sources.glossary import course_glossary
    from tui_course.sources.questions import question_index
    from tui_course.sources.references import reference_index

    def write(name: str, value: object) -> None:
        keep(folder / name, value)

    course, lucky = pages.course, True
    write("outline", course)
    write("folder", pages.files_folder)
    write("problems", pages.problems)
    write("bibliography", pages.bibliography)
    terms = pages.terms
    write("terms", terms)
    for number, ref in enumerate(course.pages, 1):
        page = pages.page(ref.id)
        lucky = lucky and not was_unlucky(page)
        write(page_file(ref.id), page)
        write(page_file(ref.id) + _SOURCE, pages.source(ref.id))
        told(number, len(course.pages))
    # What follows needs every page, and each of them was read just now.
    written = PublishedCourse(folder)
    write("index", question_index(written))
    write("references", reference_index(written))
    write("glossary", course_glossary(written, terms))
    return lucky
