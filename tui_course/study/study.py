"""One learner in one course: where they are, where they were, and where each thing leads; no terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui_course.errors import CourseError
from tui_course.language import gettext as _
from tui_course.model.inline import Term
from tui_course.model.visible import visible
from tui_course.model.walk import all_inlines, all_questions
from tui_course.sources.find import find_page
from tui_course.study.asking import Asking
from tui_course.study.contents import contents_entries, module_title
from tui_course.study.edition import RESULTS, Edition, damage, draw_ahead, heir
from tui_course.study.learning import Learning
from tui_course.study.places import ContentsEntry, Elsewhere, Nowhere, Place, Position, Spot

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.model.course import Course, Page, PageRef
    from tui_course.model.glossary import Glossary
    from tui_course.model.index import QuestionIndex, ReferenceIndex
    from tui_course.model.question import Question
    from tui_course.sources.pages import Pages
    from tui_course.study.keeping import Keeping
    from tui_course.study.results import Results
    from tui_course.typeset.line import Target

_PLACES_REMEMBERED = 500


class Study:
    """A learner who reads a course: pages, history and position.

    All titles and names that come out are free of control characters. `read`, `locate` and `opened_again` may be called from
    any thread, everything else from one unless it says otherwise. `edition` is the course as it was opened last: whoever looks
    at it more than once from another thread keeps hold of it, and whoever keeps something that was made of the course compares
    it. `listener`, where it is set, is called from another thread whenever files of the course have changed and the study was
    told so by `files_changed`.
    """

    def __init__(
        self, pages: Pages, at: str = "", keeping: Keeping | None = None, reopen: Callable[[], Pages] | None = None
    ) -> None:
        """Open at `at` (see `resolve`), else where the learner was last, as `keeping` knows, else at the first page.

        `reopen` opens the course anew. Raises PageNotFound. Without `keeping` nothing is kept.
        """
        self.edition = Edition(pages)
        self.listener: Callable[[], None] | None = None
        self._reopen = reopen
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

    # Pages

    @property
    def course(self) -> Course:
        """The outline. From any thread."""
        return self.edition.course

    def read(self, page_id: str) -> Page:
        """The page with its title as first heading; one that cannot be read says so in its place.

        Raises PageNotFound where the contents have no such page.
        """
        return self.edition.read(page_id)

    def held(self, page_id: str) -> Page | None:
        """The page if it has been read lately, at once."""
        return self.edition.held(page_id)

    def ref(self, page_id: str) -> PageRef:
        """The page as the contents list it; raises PageNotFound."""
        return self.edition.ref(page_id)

    @property
    def text_width(self) -> int:
        """The most cells of the text that pages are shown in: diagrams are drawn ahead for it. From any thread."""
        return self.edition.text_width

    def set_text(self, width: int, *, ascii: bool) -> None:  # noqa: A002  the name of the setting
        """Say how pages are shown: a text so many cells wide, in ASCII or not. From any thread."""
        self.edition.text_width, self.edition.ascii = width, ascii

    def draw(self, page: Page, width: int) -> None:
        """Have the diagrams of a page drawn for a text so many cells wide; takes time. From any thread."""
        draw_ahead(page, width, ascii=self.edition.ascii)

    # Other editions

    def files_changed(self) -> None:
        """Tell the listener that files of the course have changed. From any thread."""
        listener = self.listener
        if listener is not None:
            listener()

    def opened_again(self, page_id: str) -> Edition:
        """The course as it is on disk now, with what has become of a page read already; takes time. From any thread.

        Raises CourseError where it cannot be opened, or its own settings cannot be read that could be before; PageNotFound
        where it has no page any more.
        """
        if self._reopen is None:
            raise CourseError("this course cannot be opened anew")
        before = self.edition
        edition = Edition(self._reopen())
        edition.text_width, edition.ascii = self.edition.text_width, self.edition.ascii
        if before.glossary is not None:
            # Pages are compared with what is shown now, whose terms are marked.
            edition.learn_terms()
        edition.read(heir(page_id, before.course, edition.course))
        fault = damage(before.course, edition)
        if fault is not None:
            raise CourseError(str(fault))
        return edition

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

    # Questions

    def index(self) -> QuestionIndex:
        """Every question of the course, none where it cannot be read any more; takes time. From any thread."""
        return self.edition.index()

    def survey(self) -> QuestionIndex:
        """Like `index`, and what search needs is made on the way; takes time. From any thread."""
        return self.edition.survey()

    # Search

    def search(self, words: str, limit: int = RESULTS) -> Results:
        """What of the course has some words, as they are typed; of what is not read yet nothing. From any thread.

        Raises SearchError.
        """
        return self.edition.search(words, limit)

    def find_question(self, question_id: str) -> tuple[str, Question] | None:
        """A question of the course with the page where it stands; takes time like `index`. From any thread."""
        edition = self.edition
        for page in edition.index().pages:
            if any(question.id == question_id for question in page.questions):
                for question in all_questions(edition.read(page.page).blocks):
                    if question.id == question_id:
                        return page.page, question
        return None

    def explanation(self, question: Question, page_id: str) -> Place | None:
        """Where the course explains a question: where its author says, else the best paragraph of its page or module.

        Pages not read yet are read, which takes time. From any thread.
        """
        edition = self.edition
        if question.see:
            page, _, anchor = question.see.partition("#")
            if page in edition:
                return Place(page, anchor)
        from tui_course.study.explaining import explaining_place

        module = edition.course.module_of(page_id)
        refs = module.pages if module is not None else ()
        return explaining_place(question, page_id, [edition.read(ref.id) for ref in refs]) if refs else None

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

    def locate(self, path: str) -> Path:
        """Where a file of the course, such as a picture, stands on disk; raises FileRefused.

        May be called from any thread, like `read`.
        """
        return Path(self.edition.locate(path))

    def references(self) -> ReferenceIndex:
        """Every work that the course cites or lists; takes time. From any thread."""
        return self.edition.references()

    def learn_terms(self) -> Glossary:
        """The terms that the course explains, from now on marked in its pages; takes time. From any thread."""
        return self.edition.learn_terms()

    def first_use(self, term: str) -> Place | None:
        """Where the course uses a term of its glossary first; pages not read yet are read, which takes time.

        From any thread.
        """
        edition = self.edition
        edition.learn_terms()
        for ref in edition.course.pages:
            used = (one for one in all_inlines(edition.read(ref.id).blocks) if isinstance(one, Term) and one.name == term)
            if next(used, None) is not None:
                return Place(ref.id, focus=f"term {term}")
        return None

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
