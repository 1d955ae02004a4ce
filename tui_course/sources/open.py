"""Which course is this? The table of formats, and how a folder, a file or a library is opened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course.errors import CourseNotFound, NotACourse
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.sources.pages import Pages

MARKDOWN: Final = frozenset((".md", ".markdown", ".mkd", ".mkdn", ".mkdown"))
_SETTINGS: Final = ("course.yml", "course.yaml")
_LIBRARY_DEPTH: Final = 2
_MAX_COURSES: Final = 500


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of course: whether a folder is one, and how to open it."""

    name: str
    detect: Callable[[Path], bool]
    open: Callable[[Path], Pages]


def _is_jekyll(root: Path) -> bool:
    return _has_file(root, "_config.yml", "_config.yaml") or any(
        os.path.isdir(root / name)  # noqa: PTH112 - Path's own fails where a folder may not be entered
        for name in ("_layouts", "_includes", "_posts")
    )


def _has_file(root: Path, *names: str) -> bool:
    """Whether a folder has a file of one of the names, as far as it may be looked into."""
    return any(os.path.isfile(root / name) for name in names)  # noqa: PTH113 - likewise


def _open_jekyll(root: Path) -> Pages:
    from tui_course.sources.jekyll.site import JekyllSite

    return JekyllSite(root)


def _is_folder(root: Path) -> bool:
    return _has_file(root, *_SETTINGS) or _has_markdown(root, depth=4)


def _open_folder(root: Path) -> Pages:
    from tui_course.sources.folder.course import FolderCourse

    return FolderCourse(root)


FORMATS: Final = (
    Format("jekyll", _is_jekyll, _open_jekyll),
    Format("folder", _is_folder, _open_folder),
)


def open_course(path: Path) -> Pages:
    """Open the course at `path`: a folder of any format in `FORMATS`, or one Markdown file.

    Raises CourseNotFound where there is nothing, NotACourse where there is no page.
    """
    try:
        if not path.exists():
            raise CourseNotFound(f"there is no file or folder at {path}")
        if path.is_file():
            return _open_file(path)
        if not path.is_dir():
            raise NotACourse(f"{path} is neither a folder nor a Markdown file")
        os.scandir(path).close()
    except PermissionError as error:
        raise NotACourse(f"{path} may not be read: {error.strerror}") from error
    except (OSError, ValueError) as error:
        raise CourseNotFound(f"{path} cannot be opened: {error}") from error
    refused: NotACourse | None = None
    for form in FORMATS:
        if form.detect(path):
            try:
                return form.open(path)
            except NotACourse as error:
                refused = refused or error
    raise refused or NotACourse(f"{path} holds no course: no Jekyll site and no Markdown file")


def _open_file(path: Path) -> Pages:
    if path.suffix.lower() not in MARKDOWN:
        raise NotACourse(f"{path} is no Markdown file (its name ends in none of: {', '.join(sorted(MARKDOWN))})")
    from tui_course.sources.folder.course import FileCourse

    return FileCourse(path)


def find_courses(path: Path) -> tuple[Path, ...]:
    """The folders of the courses below a folder that is itself none: Jekyll sites and folders with a `course.yml`, sorted.

    Empty where `path` is a course, is a file, or holds fewer than two.
    """
    if not os.path.isdir(path) or _is_marked(path):  # noqa: PTH112 - Path's own fails for some paths
        return ()
    found: list[Path] = []
    level = [path]
    for _ in range(_LIBRARY_DEPTH):
        below: list[Path] = []
        for folder in level:
            for child in _folders(folder):
                (found if _is_marked(child) else below).append(child)
        level = below
        if len(found) > _MAX_COURSES:
            break
    return tuple(sorted(found)) if len(found) > 1 else ()


def _is_marked(root: Path) -> bool:
    return _is_jekyll(root) or _has_file(root, *_SETTINGS)


def _folders(path: Path) -> list[Path]:
    try:
        return [Path(entry) for entry in os.scandir(path) if entry.name[:1] not in "._" and entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []


def _has_markdown(root: Path, depth: int) -> bool:
    try:
        entries = list(os.scandir(root))
    except OSError:
        return False
    if any(Path(entry.name).suffix.lower() in MARKDOWN and _is_file(entry) for entry in entries):
        return True
    return depth > 0 and any(_has_markdown(folder, depth - 1) for folder in _folders(root))


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        # A link that leads to itself.
        return False


def built_in() -> Path:
    """The folder of the course that comes with the program."""
    return _shipped("modules", "modules")


def manual() -> Path:
    """The folder of the program's manual, which is a course as well."""
    return _shipped("manual", "docs")


def _shipped(installed: str, beside: str) -> Path:
    """A folder of the package as it was installed, else of the source tree that it runs from."""
    here = Path(__file__).resolve().parents[1]
    inside = here / installed
    return inside if inside.is_dir() else here.parent / beside
