"""What a folder holds: its pages and bibliographies in the order of their names."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tui_course.model.problem import Problem, Severity
from tui_course.sources.files import CourseFiles, Refused
from tui_course.sources.folder.names import is_left_out, is_markdown, order_key

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_PAGES: Final = 5_000
MAX_ENTRIES: Final = 50_000
MAX_DEPTH: Final = 12


@dataclass(slots=True)
class Found:
    """Paths relative to the course, each kind in the order of names, and what kept the search from looking further."""

    pages: list[str] = field(default_factory=list)
    bibliographies: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    entries: int = 0


def scan(files: CourseFiles) -> Found:
    """Look through a course's folder; folders behind a symbolic link are not entered, so that a loop ends."""
    found = Found()
    _scan(files, "", 0, found)
    if found.entries > MAX_ENTRIES or len(found.pages) > MAX_PAGES:
        message = f"the folder holds more than {MAX_PAGES} pages or {MAX_ENTRIES} files; the first of them are read"
        found.problems.append(Problem("course-size", Severity.WARNING, message))
        del found.pages[MAX_PAGES:]
    return found


def _scan(files: CourseFiles, folder: str, depth: int, found: Found) -> None:
    for entry in sorted(_entries(files, folder, found), key=lambda one: order_key(one.name)):
        found.entries += 1
        if found.entries > MAX_ENTRIES or len(found.pages) > MAX_PAGES:
            return
        if is_left_out(entry.name):
            continue
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.is_dir(follow_symlinks=False):
            if depth >= MAX_DEPTH:
                message = f"folders deeper than {MAX_DEPTH} are not read"
                found.problems.append(Problem("course-depth", Severity.WARNING, message, path))
            else:
                _scan(files, path, depth + 1, found)
        elif is_markdown(entry.name) and not _is_folder(entry):
            found.pages.append(path)
        elif entry.name.lower().endswith(".bib"):
            found.bibliographies.append(path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _entries(files: CourseFiles, folder: str, found: Found) -> Iterable[os.DirEntry[str]]:
    try:
        with os.scandir(files.resolve(folder)) as entries:
            return list(entries)
    except (Refused, OSError) as error:
        found.problems.append(Problem("course-folder", Severity.ERROR, f"the folder cannot be read: {error}", folder))
        return ()
