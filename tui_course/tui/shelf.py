"""Several courses to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.study import Study


@dataclass(frozen=True, slots=True)
class CourseCard:
    """A course as the library lists it; `path` is where it is, `pages` how many it has."""

    title: str
    path: str
    pages: int
    description: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The courses of a folder, and how to open one; `open` raises CourseError or PageNotFound."""

    title: str
    cards: tuple[CourseCard, ...]
    open: Callable[[CourseCard], Study]
