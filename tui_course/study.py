"""One learner in one course: where they are, where they were, and where each thing leads; no terminal."""

from __future__ import annotations

import threading
import unicodedata
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui_course.errors import PageNotFound, TuiCourseError
from tui_course.model.block import Bibliography, Heading, Unknown
from tui_course.model.course import Page
from tui_course.model.inline import Text
from tui_course.model.problem import Problem, Severity
from tui_course.model.visible import visible
from tui_course.model.walk import all_blocks
from tui_course.sources.find import find_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_course.model.block import Block
    from tui_course.model.course import Module, PageRef
    from tui_course.sources.pages import Pages
    from tui_course.typeset.line import Target

_PAGES_HELD = 8
_PLACES_REMEMBERED = 500


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a page in words that survive another width: `row` lines below the top of a block, as set `width` cells wide.

    `letters` counts the letters and digits of the block above that line; `target` is the number of the link in focus.
    """

    block: int = 0
    row: int = 0
    letters: int = 0
    width: int = 0
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and where in it: at a spot where the learner has been, else at an anchor, else at its beginning or its end."""

    page: str
    anchor: str = ""
    spot: Spot | None = None
    end: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where a link leads outside the pages: `kind` is `external`, `file` or `picture`, `address` what to show and copy."""

    kind: str
    address: str


@dataclass(frozen=True, slots=True)
class Nowhere:
    """A link that leads to nothing, and why, in a sentence."""

    reason: str


@dataclass(frozen=True, slots=True)
class Position:
    """How far a page is in its course: `number` of `total` pages, both from 1; `module` is the module's title or empty."""

    number: int
    total: int
    module: str = ""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents: a module where `page` is empty, else one of its pages."""

    title: str
    page: str = ""


class Study:
    """A learner who reads a course: pages, history and position.

    All titles and names that come out are free of control characters. `read` may be called from any thread, everything else
    from one.
    """

    def __init__(self, pages: Pages, at: str = "") -> None:
        """Open at `at` (see `resolve`), else at the first page; raises PageNotFound."""
        self._pages = pages
        self.course = pages.course
        self._held: OrderedDict[str, Page] = OrderedDict()
        self._lock = threading.Lock()
        if not self.course.pages:
            raise PageNotFound("the course has no pages")
        self._places = [self.resolve(at) if at else Place(self.course.pages[0].id)]
        self._here = 0

    # Pages

    def read(self, page_id: str) -> Page:
        """The page with its title as first heading; one that cannot be read says so in its place.

        Raises PageNotFound where the contents have no such page.
        """
        with self._lock:
            page = self._held.get(page_id)
            if page is None:
                page = self._read(self.ref(page_id))
                self._held[page_id] = page
                while len(self._held) > _PAGES_HELD:
                    self._held.popitem(last=False)
            else:
                self._held.move_to_end(page_id)
            return page

    def held(self, page_id: str) -> Page | None:
        """The page if it has been read lately, at once."""
        return self._held.get(page_id)

    def ref(self, page_id: str) -> PageRef:
        """The page as the contents list it; raises PageNotFound."""
        try:
            return self.course.pages[self.course.position(page_id)]
        except KeyError:
            raise PageNotFound(f"no page {visible(page_id)!r} in this course") from None

    def _read(self, ref: PageRef) -> Page:
        try:
            page = self._pages.page(ref.id)
        except (TuiCourseError, OSError) as error:
            reason = visible(str(error)) or type(error).__name__
            problem = Problem("page-unreadable", Severity.ERROR, reason, ref.source)
            page = Page(ref, (Unknown(source="", reason=reason),), (problem,))
        return replace(page, blocks=with_title(page))

    # Position

    @property
    def place(self) -> Place:
        """Where the learner is."""
        return self._places[self._here]

    @property
    def page(self) -> PageRef:
        """The page where the learner is."""
        return self.ref(self.place.page)

    @property
    def position(self) -> Position:
        """How far the page is in the course."""
        module = self.course.module_of(self.place.page)
        return Position(
            self.course.position(self.place.page) + 1, len(self.course.pages), module_title(module) if module else ""
        )

    @property
    def following(self) -> PageRef | None:
        """The next page in reading order."""
        return self._beside(1)

    @property
    def preceding(self) -> PageRef | None:
        """The page before this one in reading order."""
        return self._beside(-1)

    def _beside(self, by: int) -> PageRef | None:
        index = self.course.position(self.place.page) + by
        return self.course.pages[index] if 0 <= index < len(self.course.pages) else None

    def contents(self) -> tuple[ContentsEntry, ...]:
        """The modules and their pages in reading order; what no navigation lists is under "More pages"."""
        return tuple(_contents(self.course.modules))

    # Moving

    def go(self, place: Place, leaving: Spot | None = None) -> None:
        """Move to `place`; `leaving` is the spot to come back to. Raises PageNotFound."""
        self.ref(place.page)
        self.leave(leaving)
        del self._places[self._here + 1 :]
        self._places.append(place)
        del self._places[:-_PLACES_REMEMBERED]
        self._here = len(self._places) - 1

    def leave(self, spot: Spot | None) -> None:
        """Remember where on this page the learner is."""
        if spot is not None:
            self._places[self._here] = replace(self.place, spot=spot)

    def back(self, leaving: Spot | None = None) -> Place | None:
        """Move to where the learner was before; None, and nothing moves, at the beginning."""
        return self._travel(-1, leaving)

    def forward(self, leaving: Spot | None = None) -> Place | None:
        """Undo `back`; None, and nothing moves, at the end."""
        return self._travel(1, leaving)

    def _travel(self, by: int, leaving: Spot | None) -> Place | None:
        if not 0 <= self._here + by < len(self._places):
            return None
        self.leave(leaving)
        self._here += by
        return self.place

    # Links

    def destination(self, target: Target) -> Place | Elsewhere | Nowhere:
        """Where a link, citation or note leads, seen from the page where the learner is."""
        match target.kind:
            case "page":
                if any(page.id == target.page for page in self.course.pages):
                    return Place(target.page, target.anchor)
                return Nowhere(f"this course has no page {visible(target.page or target.href)}")
            case "anchor" | "cite" | "note":
                return Place(self.place.page, target.anchor)
            case "external":
                return Elsewhere("external", visible(target.href))
            case "file" | "picture":
                return Elsewhere(target.kind, visible(target.page or target.href))
            case _:
                return Nowhere(f"broken link: nothing at {visible(target.href)}")

    def find_reference(self, key: str) -> Place | None:
        """The entry of a cited work in any list of references of the course; pages not read yet are read, which takes time."""
        for ref in reversed(self.course.pages):
            blocks = self.read(ref.id).blocks
            if any(
                isinstance(block, Bibliography) and any(entry.key == key for entry in block.entries)
                for block in all_blocks(blocks)
            ):
                return Place(ref.id, key)
        return None

    def resolve(self, at: str) -> Place:
        """The place that `PAGE[#HEADING]` names.

        Raises PageNotFound, with suggestions; see `sources.find`.
        """
        page, anchor = find_page(self.course, at)
        return Place(page.id, anchor)


def module_title(module: Module) -> str:
    """The module's title, or "More pages" for what no navigation lists."""
    return visible(module.title) or ("" if module.listed else "More pages")


def with_title(page: Page) -> tuple[Block, ...]:
    """The blocks of a page that begins with its title: its own first heading, else one made of the title."""
    first = next((block for block in page.blocks if isinstance(block, Heading)), None)
    if (first is not None and first.level == 1) or not page.ref.title:
        return page.blocks
    return (Heading(1, (Text(visible(page.ref.title)),)), *page.blocks)


def _contents(modules: Sequence[Module]) -> Iterator[ContentsEntry]:
    seen: set[str] = set()
    for module in modules:
        pages = [page for page in module.pages if page.id not in seen]
        seen.update(page.id for page in pages)
        title = module_title(module)
        if not pages:
            continue
        if title and not (len(pages) == 1 and _folded(visible(pages[0].name)) == _folded(title)):
            yield ContentsEntry(title)
        for page in pages:
            yield ContentsEntry(visible(page.name) or visible(page.id), page.id)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
