"""The reader's start: settings, course, cache and worker, then the screen."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from tui_course.commands.configuring import settings_for
from tui_course.errors import SettingsError
from tui_course.sources.cache import CachedCourse
from tui_course.sources.isolated import IDLE_SECONDS, IsolatedCourse, Worker
from tui_course.sources.open import built_in, find_courses

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

    from tui_course.config import Settings
    from tui_course.sources.pages import Pages
    from tui_course.study import Study
    from tui_course.study.keeping import Keeping
    from tui_course.tui.shelf import CourseCard, Shelf


_WRITING_SECONDS = 3600.0


def read(path: str | None, *, at: str | None, flags: Mapping[str, Any]) -> int:
    """Open the course at `path`, or the built-in one, on the terminal; raises CourseError, PageNotFound and SettingsError."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SettingsError("reading needs a terminal; `tui-course cat` prints pages into a pipe")
    return start(path, at or "", flags)


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
    root = Path(path) if path is not None else built_in()
    with Worker(IDLE_SECONDS if writing is None else _WRITING_SECONDS) as worker:
        # The worker starts first: it has the longest way to go.
        opening = _opening(worker, root, settings, at, one_course=bool(at) or review_minutes is not None, writing=writing)
        with Opened(settings) as store:
            from tui_course.tui import run

            return run(
                lambda: opening(store.keeping),
                settings,
                complaints=loaded.complaints,
                local=not _remote(os.environ),
                review_minutes=review_minutes,
                ask=ask,
            )


def _opening(
    worker: Worker, root: Path, settings: Settings, at: str, *, one_course: bool, writing: Callable[[Study], None] | None
) -> Callable[[Keeping], Study | Shelf]:
    """How to open what stands at `root` once the learner's events are there; raises SettingsError where one course is meant."""
    courses = find_courses(root)
    if courses and one_course:
        names = ", ".join(one.name for one in courses)
        raise SettingsError(f"{root} holds several courses; choose one of: {names}")
    if courses:
        return lambda keeping: _shelf(worker, root, courses, settings, keeping)
    pages = open_pages(worker, root, settings, at)

    def open_study(keeping: Keeping) -> Study:
        from tui_course.study import Study

        study = Study(pages, at, keeping, lambda: open_again(worker, root, settings))
        if writing is not None:
            writing(study)
        return study

    return open_study


class Opened:
    """The learner's store, opened by a thread while Textual is loaded; as a context manager it saves what waits at the end."""

    def __init__(self, settings: Settings) -> None:
        from concurrent.futures import Future

        self._future: Future[Keeping] = Future()
        self._settings = settings

    def __enter__(self) -> Self:
        """Begin to open it."""
        threading.Thread(target=self._open, name="store", daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Save what waits; what could not be saved is said."""
        lost = self.keeping.close() if self._future.exception() is None else 0
        if lost:
            print(f"tui-course: {lost} of your last steps could not be saved", file=sys.stderr)

    @property
    def keeping(self) -> Keeping:
        """The learner's events; waits until the store is open. Raises SettingsError."""
        return self._future.result()

    def _open(self) -> None:
        try:
            self._future.set_result(open_keeping(self._settings))
        except BaseException as error:  # noqa: BLE001  it is raised again where the result is asked for
            self._future.set_exception(error)


def open_keeping(settings: Settings) -> Keeping:
    """What the learner of the settings did, in the store of the settings; raises SettingsError."""
    from tui_course.progress.open import open_store
    from tui_course.study.keeping import Keeping

    return Keeping(open_store(settings.store, settings.state_folder), settings.learner_name)


def open_pages(worker: Worker, root: Path, settings: Settings, at: str = "") -> Pages:
    """The course at `root`; its worker starts at once where no cache holds its outline."""
    pages = _pages(worker, root, settings)
    if not (isinstance(pages, CachedCourse) and pages.folder.is_dir()):
        worker.start(root, at)
    return pages


def _pages(worker: Worker, root: Path, settings: Settings) -> Pages:
    isolated = IsolatedCourse(worker, root)
    folder = settings.cache_folder
    return CachedCourse.of(isolated, root, folder) if folder is not None else isolated


def open_again(worker: Worker, root: Path, settings: Settings) -> Pages:
    """The course at `root` as it is now, whatever the worker has read of it. From any thread."""
    # In this order: what the worker reads from now on is never older than the content that the cache is of.
    pages = _pages(worker, root, settings)
    worker.forget(root)
    return pages


def _shelf(worker: Worker, root: Path, courses: Sequence[Path], settings: Settings, keeping: Keeping) -> Shelf:
    from tui_course.study import Study
    from tui_course.tui.shelf import CourseCard, Shelf

    cards = []
    for path in courses:
        course = open_pages(worker, path, settings).course
        cards.append(CourseCard(course.title, str(path), len(course.pages), course.description))

    def choose(card: CourseCard) -> Study:
        path = Path(card.path)
        return Study(open_pages(worker, path, settings), "", keeping, lambda: open_again(worker, path, settings))

    return Shelf(root.resolve().name, tuple(cards), choose)


def _remote(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is on another machine than this program."""
    return bool(environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"))
