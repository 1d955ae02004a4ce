"""Courses, pages and files that a shell offers while a command is typed: what is listed already, never read for this."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course.errors import TuiCourseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tui_course.library.entry import CourseEntry

_MOST: Final = 2_000


def courses() -> Iterator[tuple[str, str]]:
    """The names of the courses in the library, each with its title."""
    for entry in _entries():
        if entry.id and not entry.id.startswith("-"):
            yield entry.id, entry.title


def pages(course: str) -> Iterator[tuple[str, str]]:
    """The ids of a course's pages, each with its title, where the library lists it; else the names of its Markdown files."""
    place = os.path.realpath(os.path.expanduser(course))  # noqa: PTH111 - Path's own fails where there is no home
    for entry in _entries():
        if course in (entry.id, entry.title) or os.path.realpath(entry.path) == place:
            yield from ((page.id, page.name) for page in entry.pages[:_MOST] if not page.id.startswith("-"))
            return
    yield from ((name, "") for name in _names(place))


def _entries() -> Iterable[CourseEntry]:
    from tui_course.config import load_settings
    from tui_course.library.registry import Registry

    try:
        folder = load_settings({}).library_folder
        return Registry(folder).read().entries if folder is not None else ()
    except TuiCourseError:
        return ()


def _names(root: str) -> Iterator[str]:
    """The Markdown files below a folder, without their endings, in the order of their names; hidden ones are none."""
    from tui_course.sources.open import MARKDOWN

    seen = 0
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_site", "node_modules")))
        for name in sorted(files):
            seen += 1
            stem, ending = os.path.splitext(os.path.relpath(os.path.join(folder, name), root))  # noqa: PTH118, PTH122
            if ending.lower() in MARKDOWN and not name.startswith((".", "-")):
                yield stem
        if seen > _MOST:
            return


def paths(typed: str, fits: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """The folders, ending with a slash, and the files that fit, with which a path can go on; `~` is the home folder."""
    if typed == "~":
        yield "~/", ""
        return
    folder, name = os.path.split(typed)
    found: list[str] = []
    try:
        with os.scandir(os.path.expanduser(folder or ".")) as entries:  # noqa: PTH111 - Path's own fails where there is no home
            for number, entry in enumerate(entries):
                if number >= _MOST:
                    break
                if entry.name.startswith(name) and (name.startswith(".") or not entry.name.startswith(".")):
                    if entry.is_dir():
                        found.append(f"{entry.name}/")
                    elif fits(entry.name):
                        found.append(entry.name)
    except (OSError, ValueError):
        return
    for one in sorted(found):
        # What begins with a dash would be an option, and what begins with a tilde a home.
        start = "./" if not folder and one.startswith(("-", "~")) else ""
        yield start + os.path.join(folder, one), ""  # noqa: PTH118 - `~` and `./` stay as they are typed


def is_course(name: str) -> bool:
    """Whether a file can be a course, by its name."""
    from tui_course.library.pack_names import ENDING
    from tui_course.sources.open import MARKDOWN

    return name.endswith(ENDING) or Path(name).suffix.lower() in MARKDOWN


def is_any(_name: str) -> bool:
    """Every file."""
    return True


def is_none(_name: str) -> bool:
    """No file: folders alone."""
    return False
