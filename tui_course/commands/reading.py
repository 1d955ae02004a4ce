"""The reader's start: settings, course, cache and worker, then the screen."""

from __future__ import annotations

import os
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from tui_course.commands.configuring import settings_for
from tui_course.commands.opened_store import OpenedStore
from tui_course.commands.places import Found, found, is_remembered, opened_library, pages_at
from tui_course.commands.waiting import Waiting
from tui_course.errors import LibraryError, SettingsError
from tui_course.language import gettext as _
from tui_course.model.visible import visible_line
from tui_course.sources.cache import CachedCourse
from tui_course.sources.isolated import IDLE_SECONDS, Worker
from tui_course.sources.open import find_courses, manual

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from tui_course.config import Settings
    from tui_course.library.library import Library
    from tui_course.library.shelf import Shelf
    from tui_course.model.course import Course
    from tui_course.sources.pages import Pages
    from tui_course.study import Study
    from tui_course.study.keeping import Keeping


_WRITING_SECONDS = 3600.0
_FIRST_PAGE_SECONDS = 1.0
_CLOSING_SECONDS = 5.0
# What textual-serve sets where a page of a browser is the terminal.
_BROWSER = "textual.drivers.web_driver:WebDriver"


class Workers(NamedTuple):
    """What reads the course that is open, and what counts others meanwhile, so that the reader waits for nobody."""

    reader: Worker
    counter: Worker


def read(path: str | None, *, at: str | None, flags: Mapping[str, Any]) -> int:
    """Open the course at `path`, or the library, on the terminal; raises CourseError, PageNotFound and SettingsError."""
    if os.environ.get("TEXTUAL_DRIVER") == _BROWSER:
        from tui_course.commands.browsing import end_with_server

        end_with_server()
    elif not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SettingsError("reading needs a terminal; `tui-course cat` prints pages into a pipe")
    if path is None and not at:
        return choose(flags)
    return start(path, at or "", flags)


def choose(flags: Mapping[str, Any]) -> int:
    """Open the library on the terminal; raises SettingsError and LibraryError."""
    loaded = settings_for(flags)
    with (
        Worker() as worker,
        Worker() as counter,
        opened_library(loaded.settings, counter) as library,
        OpenedStore(loaded.settings) as store,
    ):
        from tui_course.tui import run

        return run(
            lambda: shelf_of(library, Workers(worker, counter), loaded.settings, store.keeping),
            loaded.settings,
            complaints=loaded.complaints,
            local=not is_remote(os.environ),
        )


def quiz(path: str | None, page: str | None, *, flags: Mapping[str, Any]) -> int:
    """Open a course at the first question of a page; raises as `read` does."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SettingsError("questions on the whole screen need a terminal; --plain asks line by line")
    return start(path, page or "", flags, ask=True)


def review(path: str | None, *, minutes: float, flags: Mapping[str, Any]) -> int:
    """Open a course with its review, which ends after `minutes`; raises as `read` does."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SettingsError("a review on the whole screen needs a terminal; --plain asks line by line")
    return start(path, "", flags, minutes)


def start(
    path: str | None,
    at: str,
    flags: Mapping[str, Any],
    review_minutes: float | None = None,
    *,
    ask: bool = False,
    writing: Callable[[Study], None] | None = None,
) -> int:
    """Open what stands at `path` at the place `at`, or with a review of so many minutes, or with a question.

    `writing`, where it is given, is called with the study before it is shown, and says that the course is being written: what
    reads it stays at hand, for to start it again takes a second. Raises as `read` does.
    """
    loaded = settings_for(flags)
    settings = loaded.settings
    place = found(path, settings)
    one_course = bool(at) or review_minutes is not None
    with (
        Worker(IDLE_SECONDS if writing is None else _WRITING_SECONDS) as worker,
        Worker() as counter,
        Remembering(settings) as remembering,
    ):
        opened = writing or partial(remembering.opened, place)
        # The worker starts first: it has the longest way to go.
        opening = opening_at(Workers(worker, counter), place.root, settings, at, one_course=one_course, opened=opened)
        with OpenedStore(settings) as store:
            from tui_course.tui import run

            return run(
                lambda: opening(store.keeping),
                settings,
                complaints=loaded.complaints,
                local=not is_remote(os.environ),
                review_minutes=review_minutes,
                ask=ask,
            )


def opening_at(
    workers: Workers,
    root: Path,
    settings: Settings,
    at: str,
    *,
    one_course: bool = False,
    opened: Callable[[Study], None] | None = None,
) -> Callable[[Keeping], Study | Shelf]:
    """How to open what stands at a path once the learner's events are there; `opened`, if given, is told of the study.

    Raises SettingsError where one course is meant, and there are several.
    """
    worker = workers.reader
    courses = find_courses(root)
    if courses and one_course:
        names = ", ".join(visible_line(one.name) for one in courses)
        raise SettingsError(f"{root} holds several courses; choose one of: {names}")
    if courses:
        return lambda keeping: _folder_shelf(workers, root, courses, settings, keeping)
    pages = open_pages(worker, root, settings, at)

    def open_study(keeping: Keeping) -> Study:
        from tui_course.study import Study

        with Waiting(_("opening {name}").format(name=root.resolve().name), ascii=settings.ascii):
            study = Study(pages, at, keeping, lambda: open_again(worker, root, settings))
        if opened is not None:
            opened(study)
        return study

    return open_study


def open_pages(worker: Worker, root: Path, settings: Settings, at: str = "") -> Pages:
    """The course at `root`; its worker starts at once where no cache holds its outline."""
    pages = pages_at(worker, root, settings)
    if not (isinstance(pages, CachedCourse) and pages.folder.is_dir()):
        worker.start(root, at)
    return pages


def open_again(worker: Worker, root: Path, settings: Settings) -> Pages:
    """The course at `root` as it is now, whatever the worker has read of it. From any thread."""
    # In this order: what the worker reads from now on is never older than the content that the cache is of.
    pages = pages_at(worker, root, settings)
    worker.forget(root)
    return pages


def shelf_of(
    library: Library | None,
    workers: Workers,
    settings: Settings,
    keeping: Keeping,
    folder: tuple[Path, Sequence[Path]] | None = None,
) -> Shelf:
    """The library, or the courses of a folder."""
    from tui_course.library.shelf import Opening, Shelf
    from tui_course.study import Study

    def study(path: Path) -> Study:
        pages = open_pages(workers.reader, path, settings)
        return Study(pages, "", keeping, lambda: open_again(workers.reader, path, settings))

    def pages(path: Path) -> Pages:
        return pages_at(workers.counter, path, settings)

    return Shelf(library, Opening(study, pages), keeping, folder, remembers=is_remembered(settings))


def _folder_shelf(workers: Workers, root: Path, courses: Sequence[Path], settings: Settings, keeping: Keeping) -> Shelf:
    with opened_library(settings, workers.counter) as library:
        return shelf_of(library, workers, settings, keeping, (root, courses))


class Remembering:
    """Puts a course that was opened on the list of the library: a second later, for the first page comes first.

    As a context manager it does so at the end at the latest.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        """Nothing is opened yet."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """The learner leaves."""
        self._over.set()
        if self._thread is not None:
            self._thread.join(_CLOSING_SECONDS)

    def opened(self, place: Found, study: Study) -> None:
        """A course was opened."""
        if is_remembered(self._settings):
            self._thread = threading.Thread(target=self._remember, args=(place, study.course), name="library", daemon=True)
            self._thread.start()

    def _remember(self, place: Found, course: Course) -> None:
        self._over.wait(_FIRST_PAGE_SECONDS)
        remember(place, course, self._settings)


def remember(place: Found, course: Course, settings: Settings) -> None:
    """Put a course that was opened on the list; where that cannot be done, the library says so when it is looked at.

    The manual is none of the learner's courses: it moves with the program.
    """
    if place.root == manual():
        return
    try:
        with opened_library(settings) as library:
            if library is not None:
                library.remember(place.root, course, source=place.source)
    except LibraryError:
        return


def is_remote(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is on another machine than this program."""
    return bool(environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"))
