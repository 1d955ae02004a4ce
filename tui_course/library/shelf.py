"""Courses to choose from, on a screen or line by line: those of the library, or those of one folder."""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course.errors import LibraryError, StoreError
from tui_course.library.entry import CourseEntry, described
from tui_course.library.library import exists, untold
from tui_course.library.standing import Standings, standings
from tui_course.model.visible import visible
from tui_course.progress.recorder import Saving
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui_course.library.library import Library
    from tui_course.model.course import Course
    from tui_course.model.index import QuestionIndex
    from tui_course.sources.pages import Pages
    from tui_course.study import Study
    from tui_course.study.keeping import Keeping

CONTINUED: Final = 3
"""How many courses stand under "Continue"."""
_SAVING_SECONDS: Final = 2.0
_PAUSE: Final = 0.02
_FOLDER_ONLY: Final = "this is a folder of courses: open the library for that, `tui-course` alone"
_NO_LIBRARY: Final = "there is no library: the setting `library` is off"


@dataclass(frozen=True, slots=True)
class Opening:
    """How courses are opened: for reading, for counting what they hold, and whether one is where it was.

    The first two take time, and raise CourseError and OSError.
    """

    study: Callable[[Path], Study]
    pages: Callable[[Path], Pages]
    exists: Callable[[CourseEntry], bool] = exists


class Shelf:
    """What can be chosen; a folder with its courses, where one is given, instead of those of the library.

    What is opened is put on the list of the library unless `remembers` is false. Every method may be called from any thread.
    """

    def __init__(
        self,
        library: Library | None,
        opening: Opening,
        keeping: Keeping,
        folder: tuple[Path, Sequence[Path]] | None = None,
        *,
        remembers: bool = True,
    ) -> None:
        self.keeping = keeping
        self._library = library
        self._opening = opening
        self._folder = folder
        self._remembers = remembers
        self._surveyed: dict[str, CourseEntry] = {}
        self._trouble = ""

    # What there is

    @property
    def title(self) -> str:
        """What is listed: a folder's name, or the program's."""
        return visible(os.path.basename(os.path.abspath(self._folder[0]))) if self._folder else "tui-course"  # noqa: PTH100, PTH119

    @property
    def is_library(self) -> bool:
        """Whether courses can be added and taken off."""
        return self._folder is None and self._library is not None

    @property
    def notice(self) -> str:
        """What is wrong with the list, or with keeping it; empty where all is well."""
        return (self._library.notice() if self._library is not None else "") or self._trouble

    def entries(self) -> tuple[CourseEntry, ...]:
        """The courses, by name; those of a folder in its order, for their names come later."""
        known = self._library.entries() if self._library is not None else ()
        if self._folder is not None:
            by_place = {os.path.realpath(entry.path): entry for entry in known}
            known = tuple(self._in_folder(path, by_place) for path in self._folder[1])
        elif self._library is None:
            from tui_course.library.entry import Origin
            from tui_course.sources.open import built_in

            known = (CourseEntry(str(built_in()), Origin.BUILT_IN),)
        found = (self._with_survey(entry) for entry in known)
        if self._folder is not None:
            return tuple(found)
        return tuple(sorted(found, key=lambda entry: (entry.name.casefold(), entry.path)))

    def _with_survey(self, entry: CourseEntry) -> CourseEntry:
        """The entry with what was found out about its course here; when it was opened only the list knows."""
        found = self._surveyed.get(entry.path) if entry.questions is None else None
        return replace(found, added=entry.added, opened=entry.opened) if found is not None else entry

    @staticmethod
    def _in_folder(path: Path, by_place: dict[str, CourseEntry]) -> CourseEntry:
        known = by_place.get(os.path.realpath(path))
        place = os.path.abspath(path)  # noqa: PTH100 - links in it stay as they are
        return replace(known, path=place) if known is not None else CourseEntry(place)

    def standings(self, entries: Iterable[CourseEntry]) -> Standings:
        """How far the learner is in some courses; what they did last is waited for until it is saved. Takes time."""
        keeping = self.keeping
        deadline = time.monotonic() + _SAVING_SECONDS
        while isinstance(keeping.state, Saving) and time.monotonic() < deadline:
            time.sleep(_PAUSE)
        try:
            attempts, visits = keeping.store.attempts(keeping.learner), keeping.store.visits(keeping.learner)
        except StoreError:
            return Standings()
        return standings(entries, attempts, visits, keeping.clock())

    def missing(self, entries: Iterable[CourseEntry]) -> dict[str, str]:
        """The courses, by path, that are not where they were, each with where it may be now, or nothing. Takes time."""
        gone = [entry for entry in entries if not self._opening.exists(entry)]
        return {entry.path: self._library.guess(entry) if self._library is not None else "" for entry in gone}

    # Opened and counted

    def open(self, entry: CourseEntry) -> Study:
        """Open a course and remember that; takes time. Raises CourseError, PageNotFound and OSError."""
        study = self._opening.study(Path(entry.path))
        self.remember(entry, study)
        return study

    def remember(self, entry: CourseEntry, study: Study) -> None:
        """Note that a course was opened; where that cannot be kept, `notice` says so."""
        if self._library is None or not self._remembers:
            return
        try:
            self._library.remember(Path(entry.path), study.course)
        except LibraryError as error:
            self._trouble = str(error)

    def outline(self, entry: CourseEntry) -> CourseEntry:
        """The course with its title and its pages; takes time. Raises CourseError and OSError."""
        pages = self._opening.pages(Path(entry.path))
        return self._described(entry, pages.course)

    def survey(self, entry: CourseEntry) -> CourseEntry:
        """The course with its questions counted as well; takes more time. Raises CourseError and OSError."""
        pages = self._opening.pages(Path(entry.path))
        return self._described(entry, pages.course, pages.index)

    def _described(self, entry: CourseEntry, course: Course, index: QuestionIndex | None = None) -> CourseEntry:
        found = self._surveyed[entry.path] = described(entry, course, index)
        if self._library is not None:
            with contextlib.suppress(LibraryError):
                self._library.count(entry, course, index)
        return found

    # Changed

    @property
    def library(self) -> Library:
        """The library; raises LibraryError where it is not what is listed."""
        if self._folder is not None:
            raise LibraryError(_FOLDER_ONLY)
        if self._library is None:
            raise LibraryError(_NO_LIBRARY)
        return self._library

    def add(self, text: str, tell: Callable[[int, int], None] = untold) -> tuple[CourseEntry, ...]:
        """Add what a path or an address leads to; as `Library.add`."""
        return self.library.add(text, tell)


def recent(entries: Iterable[CourseEntry]) -> tuple[CourseEntry, ...]:
    """The courses to go on with, the one that was opened last first."""
    opened = sorted((entry for entry in entries if entry.opened), key=lambda entry: -entry.opened)
    return tuple(opened[:CONTINUED])


def next_to_review(entries: Iterable[CourseEntry], found: Standings) -> CourseEntry | None:
    """The course with most to review; None where nothing is due."""
    waiting = [entry for entry in entries if found.of(entry).due]
    return max(waiting, key=lambda entry: found.of(entry).due, default=None)
