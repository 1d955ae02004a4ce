"""A course as the library lists it, as a value and as JSON."""

from __future__ import annotations

import math
import os
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from tui_course.model.visible import visible
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.model.course import Course
    from tui_course.model.index import QuestionIndex

MAX_LISTED: Final = 5_000
"""The most pages, and the most questions, that are kept of a course."""
_LATEST: Final = 32_503_680_000.0  # the year 3000: every later time is a mistake of some clock


class Origin(StrEnum):
    """Where a course came from."""

    BUILT_IN = "built-in"
    PATH = "path"
    GIT = "git"
    PACK = "pack"


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page by its id: its name, and the title of its module, which may be empty."""

    id: str
    name: str
    module: str = ""


@dataclass(frozen=True)
class CourseEntry:
    """A course of the library: where it is, where it came from, and what is needed to show how far it is read.

    `path` is absolute; `source` is the address or the file that it was fetched from, empty for a course that was not fetched.
    `added` and `opened` are in seconds since 1970, 0 for never. `questions` are the ids of those that are graded, None while
    nobody has counted them. Titles and names have no control characters.
    """

    path: str
    origin: Origin = Origin.PATH
    source: str = ""
    id: str = ""
    title: str = ""
    description: str = ""
    added: float = 0.0
    opened: float = 0.0
    pages: tuple[ListedPage, ...] = ()
    questions: tuple[str, ...] | None = None

    @property
    def name(self) -> str:
        """What the course is called: its title, its id, or the name of its folder."""
        return self.title or visible(self.id) or visible(os.path.basename(self.path))  # noqa: PTH119 - any text will do

    @cached_property
    def page_by_id(self) -> dict[str, ListedPage]:
        """The pages by their ids."""
        return {page.id: page for page in self.pages}


def described(entry: CourseEntry, course: Course, index: QuestionIndex | None = None) -> CourseEntry:
    """The entry with what the outline of its course says, and with what is asked there where that is known.

    Where it is not, what was known before stays as long as the pages are the same.
    """
    from tui_course.study.contents import module_title

    modules: dict[str, str] = {}
    for module in course.modules:
        for page in module.pages:
            modules.setdefault(page.id, module_title(module))
    pages = tuple(
        ListedPage(page.id, visible(page.name) or visible(page.id), modules.get(page.id, ""))
        for page in course.pages[:MAX_LISTED]
    )
    same = course.id == entry.id and [page.id for page in pages] == [page.id for page in entry.pages]
    questions = entry.questions if same else None
    if index is not None:
        graded = dict.fromkeys(one.id for page in index.pages for one in page.questions if one.graded)
        questions = tuple(graded)[:MAX_LISTED]
    return replace(
        entry,
        id=course.id,
        title=visible(course.title),
        description=visible(course.description),
        pages=pages,
        questions=questions,
    )


# As JSON


def entry_data(entry: CourseEntry) -> dict[str, Any]:
    """The entry as JSON keeps it: pages by module, a line for each."""
    data: dict[str, Any] = {"path": entry.path, "origin": entry.origin.value}
    for name in ("source", "id", "title", "description"):
        if value := getattr(entry, name):
            data[name] = value
    for name in ("added", "opened"):
        if at := getattr(entry, name):
            data[name] = moment(at)
    modules: list[dict[str, Any]] = []
    for page in entry.pages:
        if not modules or modules[-1]["title"] != page.module:
            modules.append({"title": page.module, "pages": {}})
        modules[-1]["pages"][page.id] = page.name
    data["modules"] = modules
    if entry.questions is not None:
        data["questions"] = list(entry.questions)
    return data


def read_entry(data: object) -> CourseEntry | None:
    """The entry that `entry_data` wrote; None for anything else."""
    if not isinstance(data, dict):
        return None
    try:
        path, origin = _words(data["path"]), Origin(data.get("origin", Origin.PATH))
        asked = data.get("questions")
        entry = CourseEntry(
            path,
            origin,
            source=_words(data.get("source", "")),
            id=_words(data.get("id", "")),
            title=visible(_words(data.get("title", ""))),
            description=visible(_words(data.get("description", ""))),
            added=seconds(data.get("added")),
            opened=seconds(data.get("opened")),
            pages=tuple(_pages(data.get("modules", ()))),
            questions=tuple(_words(one) for one in _list(asked))[:MAX_LISTED] if asked is not None else None,
        )
    except (KeyError, TypeError, ValueError):
        return None
    # A Path would take what is no path.
    return entry if "\0" not in path and os.path.isabs(path) else None  # noqa: PTH117


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list | tuple):
        raise TypeError(value)
    return list(value)


def _pages(modules: object) -> Iterator[ListedPage]:
    seen: set[str] = set()
    for module in _list(modules):
        if not isinstance(module, dict) or not isinstance(module.get("pages"), dict):
            raise TypeError(module)
        title = visible(_words(module.get("title", "")))
        for page, name in module["pages"].items():
            if page not in seen and len(seen) < MAX_LISTED:
                seen.add(page)
                yield ListedPage(page, visible(_words(name)), title)


def moment(at: float) -> str:
    """A time in seconds since 1970 as ISO 8601 in UTC, to the second."""
    return datetime.fromtimestamp(min(max(at, 0.0), _LATEST), UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def seconds(text: object) -> float:
    """The time that `moment` wrote, in seconds since 1970; 0 where there is none. Raises ValueError."""
    if text is None:
        return 0.0
    found = datetime.fromisoformat(_words(text))
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    try:
        at = found.timestamp()
    except OverflowError as error:
        raise ValueError(text) from error
    return at if math.isfinite(at) and 0 <= at <= _LATEST else 0.0
