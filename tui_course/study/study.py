"""One learner in one course: where they are, where they were, and where each thing leads; no terminal."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui_course.errors import PageNotFound, TuiCourseError
from tui_course.model.block import Bibliography, DiagramBlock, Unknown
from tui_course.model.course import Page
from tui_course.model.diagram import Diagram, Sequence
from tui_course.model.index import QuestionIndex
from tui_course.model.problem import Problem, Severity
from tui_course.model.visible import visible
from tui_course.model.walk import all_blocks, all_questions
from tui_course.sources.find import find_page
from tui_course.study.asking import Asking
from tui_course.study.contents import apart, contents_entries, module_title, with_title
from tui_course.study.explaining import explaining_place
from tui_course.study.learning import Learning
from tui_course.study.places import ContentsEntry, Elsewhere, Nowhere, Place, Position, Spot
from tui_course.study.remembering import found, noted
from tui_course.typeset.setting import TEXT_WIDTH

if TYPE_CHECKING:
    from tui_course.model.course import PageRef
    from tui_course.model.question import Question
    from tui_course.sources.pages import Pages
    from tui_course.study.keeping import Keeping
    from tui_course.typeset.line import Target

_PAGES_HELD = 8
_PLACES_REMEMBERED = 500


class Study:
    """A learner who reads a course: pages, history and position.

    All titles and names that come out are free of control characters. `read` and `locate` may be called from any thread,
    everything else from one.
    """

    def __init__(self, pages: Pages, at: str = "", keeping: Keeping | None = None) -> None:
        """Open at `at` (see `resolve`), else where the learner was last, as `keeping` knows, else at the first page.

        Raises PageNotFound. Without `keeping` nothing is kept.
        """
        self._pages = pages
        self.course = pages.course
        self.keeping = keeping
        self.learning = keeping.learning(self.course.id) if keeping is not None else Learning("local", self.course.id)
        self.asking = Asking(self.learning)
        self._held: OrderedDict[str, Page] = OrderedDict()
        self._lock = threading.Lock()
        if not self.course.pages:
            raise PageNotFound("the course has no pages")
        self._places = [self.resolve(at) if at else self._last_place()]
        self._here = 0
        self.learning.page = self.place.page

    def _last_place(self) -> Place:
        visit = self.learning.last_visit
        if visit is not None and any(page.id == visit.page for page in self.course.pages):
            return Place(visit.page, noted=visit.spot)
        return Place(self.course.pages[0].id)

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
        page = replace(page, blocks=apart(with_title(page)))
        _draw_ahead(page)
        return page

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
        if not place.noted:
            return place
        return replace(place, spot=found(place.noted, page), noted="")

    def visit(self, page: Page, spot: Spot, read: float) -> None:
        """Note where the learner is in a page, and the share of it that they have seen, 0 to 1."""
        self.learning.record_visit(page.ref.id, read, noted(spot, page))

    # Questions

    def index(self) -> QuestionIndex:
        """Every question of the course, none where it cannot be read any more; takes time. From any thread."""
        try:
            return self._pages.index
        except (TuiCourseError, OSError):
            return QuestionIndex()

    def find_question(self, question_id: str) -> tuple[str, Question] | None:
        """A question of the course with the page where it stands; takes time like `index`. From any thread."""
        for page in self.index().pages:
            if any(question.id == question_id for question in page.questions):
                for question in all_questions(self.read(page.page).blocks):
                    if question.id == question_id:
                        return page.page, question
        return None

    def explanation(self, question: Question, page_id: str) -> Place | None:
        """Where the course explains a question: where its author says, else the best paragraph of its page or module.

        Pages not read yet are read, which takes time. From any thread.
        """
        if question.see:
            page, _, anchor = question.see.partition("#")
            if any(ref.id == page for ref in self.course.pages):
                return Place(page, anchor)
        module = self.course.module_of(page_id)
        refs = module.pages if module is not None else (self.ref(page_id),)
        return explaining_place(question, page_id, [self.read(ref.id) for ref in refs])

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

    def locate(self, path: str) -> Path:
        """Where a file of the course, such as a picture, stands on disk; raises FileRefused.

        May be called from any thread, like `read`.
        """
        return Path(self._pages.locate(path))

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


def _draw_ahead(page: Page) -> None:
    """Have the diagrams of a page drawn before it is shown, at the width that a text mostly has: no key waits for them."""
    diagrams = [block.diagram for block in all_blocks(page.blocks) if isinstance(block, DiagramBlock)]
    if not diagrams:
        return
    from tui_course.typeset.diagrams import drawing_of

    for diagram in diagrams:
        if isinstance(diagram, Diagram | Sequence):
            drawing_of(diagram, TEXT_WIDTH)
