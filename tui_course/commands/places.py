"""Where the course stands that a command names: a path, a pack, or the name of a course in the library."""

from __future__ import annotations

import os
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from tui_course.commands.waiting import Waiting
from tui_course.errors import CourseNotFound, LibraryError, SettingsError
from tui_course.language import gettext as _
from tui_course.sources.isolated import IsolatedCourse, Worker
from tui_course.sources.open import built_in
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.config import Settings
    from tui_course.library.library import Library
    from tui_course.sources.pages import Pages


@dataclass(frozen=True, slots=True)
class Found:
    """Where a course stands, and the pack that it was unpacked from, if it was."""

    root: Path
    source: str = ""


def found(given: str | None, settings: Settings | None = None) -> Found:
    """Where the course stands that a command was given, the built-in one for None; a pack is unpacked first.

    What stands nowhere may be the id of a course in the library. Raises CourseError, LibraryError and SettingsError.
    """
    if given is None:
        return Found(built_in())
    if not given:
        raise CourseNotFound("the name of the course is empty")
    path = Path(given)
    if given.endswith(".course") and os.path.isfile(path):  # noqa: PTH113 - Path's own fails for some paths
        from tui_course.library.unpacking import unpack

        settings = settings or _settings()
        with Waiting(_("unpacking {name}").format(name=path.name), ascii=settings.ascii) as tell:
            root = unpack(path, _packs(settings), tell)
        return Found(root, os.path.abspath(path))  # noqa: PTH100 - links in it stay as they are
    if os.path.lexists(path) or os.sep in given:
        return Found(path)
    with opened_library(settings or _settings()) as library:
        entry = library.find(given) if library is not None else None
    return Found(Path(entry.path)) if entry is not None else Found(path)


def _settings() -> Settings:
    from tui_course.config import load_settings

    return load_settings({})


def _packs(settings: Settings) -> Path:
    """Where packs are unpacked to; raises SettingsError where there is no place."""
    from tui_course.library.copies import PACKS

    folder = settings.library_folder or settings.cache_folder
    if folder is None:
        raise SettingsError("the settings `library` and `cache` are off, so there is no place to unpack a course to")
    return folder / PACKS


@contextmanager
def opened_library(settings: Settings, worker: Worker | None = None) -> Iterator[Library | None]:
    """The learner's library, whose courses `worker` reads, or one for the time being; None where it is off."""
    folder = settings.library_folder
    if folder is None:
        yield None
        return
    from tui_course.library.library import Library

    if folder.parts[:1] and folder.parts[0].startswith("~"):
        raise LibraryError("there is no home folder to keep a list of courses in")
    with Worker() if worker is None else nullcontext(worker) as reader:
        yield Library(folder, lambda path: pages_at(reader, path, settings))


def pages_at(worker: Worker, root: Path, settings: Settings) -> Pages:
    """The course at a path, from the cache where it was read before."""
    from tui_course.sources.cache import CachedCourse

    isolated = IsolatedCourse(worker, root)
    folder = settings.cache_folder
    return CachedCourse.of(isolated, root, folder) if folder is not None else isolated


def is_remembered(settings: Settings) -> bool:
    """Whether a course that is opened goes on the list: not where nothing that its learner does is to be kept."""
    return settings.store not in {"off", "memory"} and settings.library_folder is not None
