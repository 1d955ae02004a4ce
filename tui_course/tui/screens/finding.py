"""Search in the course: the way to what was found, and the words lit there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.model.block import Media, Reveal
from tui_course.model.walk import all_blocks, opens_in_place
from tui_course.tui.screens.paging import PagingScreen
from tui_course.tui.scroll import line_of

if TYPE_CHECKING:
    from tui_course.model.block import Block
    from tui_course.model.course import Page
    from tui_course.search.query import Query
    from tui_course.study import Place, Study
    from tui_course.study.results import Result
    from tui_course.tui.screens.search import Sought
    from tui_course.tui.screens.searching import Searching
    from tui_course.tui.theme import Look


class FindingScreen(PagingScreen, room=True):
    """Opens the search, goes to what is chosen there, and shows the words in the page."""

    searching: Searching

    def __init__(self, study: Study, look: Look, *, local: bool) -> None:
        super().__init__(study, look, local=local)
        self._sought: Sought | None = None
        self._arriving: tuple[Place, Query, str] | None = None

    def action_search_course(self) -> None:
        """Search in the course; what was found last is there again."""
        from tui_course.tui.screens.search import SearchScreen

        screen = SearchScreen(self.look, self.study, self._sought, self._go_to_found)

        def keep(_none: None) -> None:
            self._sought = screen.sought

        self.app.push_screen(screen, keep)

    def course_changed(self) -> None:
        """What was found in another edition of the course may stand elsewhere now."""
        super().course_changed()
        self._sought = None

    def _go_to_found(self, result: Result, query: Query, words: str) -> None:
        if result.page not in self.study.edition:
            self.say(_("this page is gone: the course has changed"))
            return
        self._arriving = (result.place, query, words)
        self.go(result.place, _("Backspace leads back, S to what was found"))

    def show_page(self, page: Page, place: Place) -> None:
        """Show a page that has arrived; what was looked for is lit, and what hides it opens."""
        arriving, self._arriving = self._arriving, None
        if arriving is None or arriving[0] != place:
            super().show_page(page, place)
            return
        _place, query, words = arriving
        self._open_reveals(page, query)
        super().show_page(page, place)
        self.call_after_refresh(self._light, place, query, words)

    def _open_reveals(self, page: Page, query: Query) -> None:
        """Have everything open that hides what was looked for, but for what the site itself hides."""
        opening = [block for block in all_blocks(page.blocks) if opens_in_place(block)]
        opened = self.open_reveals.get(page.ref.id)
        if opened is None:
            opened = frozenset(number for number, one in enumerate(opening) if isinstance(one, Reveal) and one.open)
        holding = {number for number, one in enumerate(opening) if query.found_in(_covered(one))}
        if not holding <= opened:
            self.open_reveals[page.ref.id] = opened | holding

    def _light(self, place: Place, query: Query, words: str) -> None:
        if not self.is_ready or self.study.place != place:
            return
        scroll, spot = self.page_view.scroll, place.spot
        line = scroll.anchor(place.anchor) if place.anchor else 0
        if spot is not None:
            line = line_of(scroll, spot, 0) if spot.row > 0 else scroll.top_of(spot.block)
        self.searching.seek(words, query.terms, line or 0)
        self.tell()


def _covered(block: Block) -> str:
    """The words that a block covers until it is opened; of what the site itself hides, none."""
    from tui_course.search.passages import leaf_texts

    match block:
        case Reveal(hidden=False):
            return "\n".join(text for inner in block.blocks for text in leaf_texts(inner))
        case Media():
            return " ".join(" ".join(cue.text.split()) for cue in block.transcript)
        case _:
            return ""
