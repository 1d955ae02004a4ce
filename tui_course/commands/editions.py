"""The courses of a host as its readers have them: as they were published last, while others may come."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tui_course.commands.loading import loaded_pages
from tui_course.errors import TuiCourseError
from tui_course.study.edition import Edition
from tui_course.study.opened import OpenedCourse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.library.shelf import Shelf
    from tui_course.serve.starting import NewEdition
    from tui_course.sources.published import PublishedCourse
    from tui_course.study import Study
    from tui_course.study.keeping import Keeping


class Courses:
    """The courses of a host as they were published last; `become` from any thread."""

    def __init__(self, editions: Sequence[NewEdition]) -> None:
        self._folders = {edition.course: edition.folder for edition in editions}
        self._studies: list[tuple[str, Study]] = []
        self._observed: dict[str, OpenedCourse] = {}
        self._turn = threading.Lock()

    def become(self, edition: NewEdition) -> None:
        """Read another edition of a course from now on: whoever has it open is told."""
        with self._turn:
            self._folders[edition.course] = edition.folder
            studies = [study for course, study in self._studies if course == edition.course]
            observed = self._observed.get(edition.course)
        for study in studies:
            study.files_changed()
        if observed is not None:
            # Whoever looks on keeps what they have where the next one cannot be read.
            with suppress(TuiCourseError, OSError):
                observed.edition = Edition(self.pages(edition.course))

    def pages(self, course: str) -> PublishedCourse:
        """The newest edition of a course."""
        return loaded_pages(self._folders[course])

    def opened(self, keeping: Keeping, title: str) -> Study | Shelf:
        """The course, or a shelf of them by the name `title`."""
        from tui_course.library.shelf import Opening, Shelf

        if len(self._folders) == 1:
            return self._study(next(iter(self._folders)), keeping)
        # Learners see no place of the host.
        root = Path("/", title.replace("/", "-") or "courses")
        names = _names(list(self._folders))
        places = {root / name: course for name, course in names.items()}
        opening = Opening(
            lambda path: self._study(places[path], keeping), lambda path: self.pages(places[path]), lambda _entry: True
        )
        return Shelf(None, opening, keeping, (root, tuple(places)), remembers=False)

    def observed(self) -> tuple[OpenedCourse, ...]:
        """The courses for who looks at all learners; each becomes its next edition by itself."""
        with self._turn:
            if not self._observed:
                self._observed = {course: OpenedCourse(self.pages(course)) for course in self._folders}
            return tuple(self._observed.values())

    def _study(self, course: str, keeping: Keeping) -> Study:
        from tui_course.study import Study

        study = Study(self.pages(course), "", keeping, lambda: self.pages(course))
        with self._turn:
            self._studies.append((course, study))
        return study


def _names(courses: Sequence[str]) -> dict[str, str]:
    """Each course under the last part of its path, and a number where another one has the same."""
    found: dict[str, str] = {}
    for course in courses:
        name, count = Path(course).name or "course", 1
        while (shown := name if count == 1 else f"{name} {count}") in found:
            count += 1
        found[shown] = course
    return found
