"""A course, its modules and its pages."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.model.block import Block
    from tui_course.model.problem import Problem


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page as the contents list it.

    `id` is its source path without ending and leading underscore, never title or address: it outlives both. `title` is the
    page's own; `label` is what the contents call it. `source` is the file's path in the course, `url` the address the site
    gives it.
    """

    id: str
    title: str
    source: str
    url: str = ""
    label: str = ""

    @property
    def name(self) -> str:
        """What the contents show: the label, else the title."""
        return self.label or self.title


@dataclass(frozen=True, slots=True)
class Module:
    """Pages that belong together, in order; `listed` is false for pages that no navigation names."""

    title: str
    pages: tuple[PageRef, ...]
    listed: bool = True


@dataclass(frozen=True)
class Course:
    """The outline of a course: everything but the text of its pages; `accent` is its own colour as `#rrggbb`, or empty."""

    id: str
    title: str
    modules: tuple[Module, ...]
    description: str = ""
    accent: str = ""

    @cached_property
    def pages(self) -> tuple[PageRef, ...]:
        """Every page once, in reading order."""
        seen: dict[str, PageRef] = {}
        for module in self.modules:
            for page in module.pages:
                seen.setdefault(page.id, page)
        return tuple(seen.values())

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {page.id: position for position, page in enumerate(self.pages)}

    def position(self, page_id: str) -> int:
        """The place of a page in reading order, from 0; raises KeyError for a page that is not here."""
        return self._positions[page_id]

    def module_of(self, page_id: str) -> Module | None:
        """The first module that lists the page."""
        return next((module for module in self.modules if any(page.id == page_id for page in module.pages)), None)


@dataclass(frozen=True, slots=True)
class Page:
    """A page, read: its blocks in order and what was wrong with its source."""

    ref: PageRef
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()
