"""One learner in one course: where they are, where they were, and where each thing leads; no terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.model.visible import visible
from tui_course.sources.find import find_page
from tui_course.study.asking import Asking
from tui_course.study.contents import contents_entries, module_title
from tui_course.study.edition import Edition, heir
from tui_course.study.learning import Learning
from tui_course.study.opened import OpenedCourse
from tui_course.study.places import ContentsEntry, Elsewhere, Nowhere, Place, Position, Spot

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.model.course import Page, PageRef
    from tui_course.sources.pages import Pages
    from tui_course.study.keeping import Keeping
    from tui_course.typeset.line import Target

_PLACES_REMEMBERED = 500


class Study(OpenedCourse):
    """A learner who reads a course: pages, history and position.

    All titles and names that come out are free of control characters. Position and moves are one thread's affair.
    """

    def __init__(
        self, pages: Pages, at: str = "", keeping: Keeping | None = None, reopen: Callable[[], Pages] | None = None
    ) -> None:
        """Open at `at` (see `resolve`), else where the learner was last, as `keeping` knows, else at the first page.

        `reopen` opens the course anew. Raises PageNotFound. Without `keeping` nothing is kept.
        """
        super().__init__(pages, reopen)
        self.keeping = keeping
        self.learning = keeping.learning(self.course.id) if keeping is not None else Learning("local", self.course.id)
        self.asking = Asking(self.learning)
        self._places = [self.resolve(at) if at else self._last_place()]
        self._here = 0
        self.learning.page = self.place.page

    def _last_place(self) -> Place:
        visit = self.learning.last_visit
        if visit is not None and any(page.id == visit.page for page in self.course.pages):
            return Place(visit.page, noted=visit.spot)
        return Place(self.course.pages[0].id)

    def adopt(self, edition: Edition) -> None:
        """Go on in another edition of the course, at the same places as far as it has them."""
        before, self.edition = self.edition, edition
        self._places = [_moved(place, before, edition) for place in self._places]
        self.learning.page = self.place.page

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
        return tuple(contents_entries(self.course.modules))

    # Moving

    def go(self, place: Place, leaving: Spot | None = None) -> None:
        """Move to `place`; `leaving` is the spot to come back to. Raises PageNotFound."""
        self.ref(place.page)
        self.leave(leaving)
        del self._places[self._here + 1 :]
        self._places.append(place)
        del self._places[:-_PLACES_REMEMBERED]
        self._here = len(self._places) - 1
        self.learning.page = place.page

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
        self.learning.page = self.place.page
        return self.place

    def settle(self, place: Place, page: Page) -> Place:
        """The place in a page as it stands now: a spot that an earlier run noted is looked for."""
        if place.noted:
            from tui_course.study.remembering import found

            return replace(place, spot=found(place.noted, page), noted="")
        if place.spot is not None and place.spot.block >= len(page.blocks):
            # The page was longer when the learner was there.
            return replace(place, spot=Spot(max(0, len(page.blocks) - 1)))
        return place

    def visit(self, page: Page, spot: Spot, read: float) -> None:
        """Note where the learner is in a page, and the share of it that they have seen, 0 to 1."""
        from tui_course.study.remembering import noted

        self.learning.record_visit(page.ref.id, read, noted(spot, page))

    # Links

    def destination(self, target: Target) -> Place | Elsewhere | Nowhere:
        """Where a link, citation or note leads, seen from the page where the learner is."""
        match target.kind:
            case "page":
                if any(page.id == target.page for page in self.course.pages):
                    return Place(target.page, target.anchor)
                return Nowhere(_("this course has no page {page}").format(page=visible(target.page or target.href)))
            case "anchor" | "cite" | "note":
                return Place(self.place.page, target.anchor)
            case "mark":
                return Place(self.place.page, focus=f"note {target.anchor}")
            case "external":
                return Elsewhere("external", visible(target.href))
            case "file" | "picture":
                return Elsewhere(target.kind, visible(target.page or target.href))
            case _:
                return Nowhere(_("broken link: nothing at {place}").format(place=visible(target.href)))

    def resolve(self, at: str) -> Place:
        """The place that `PAGE[#HEADING]` names.

        Raises PageNotFound, with suggestions; see `sources.find`.
        """
        page, anchor = find_page(self.course, at)
        return Place(page.id, anchor)


def _moved(place: Place, before: Edition, after: Edition) -> Place:
    """A place of one edition in another; one whose page neither has read lately keeps its spot as it was."""
    page = heir(place.page, before.course, after.course)
    renamed = place.page != page
    if renamed and before.ref(place.page).title != after.ref(page).title:
        return Place(page)
    old, new = before.held(place.page), after.held(page)
    if place.spot is None or old is None or new is None:
        return replace(place, page=page)
    from tui_course.study.moved import moved

    return replace(place, page=page, spot=moved(place.spot, old.blocks, new.blocks))
