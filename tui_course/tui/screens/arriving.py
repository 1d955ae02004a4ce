"""Where a link has led: of a list or of the notes that fill a screen together, the one that was meant is pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.model.block import Bibliography, Footnotes
from tui_course.model.walk import all_blocks
from tui_course.tui.screens.paging import PagingScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events

    from tui_course.model.course import Page
    from tui_course.study import Place, Study
    from tui_course.tui.theme import Look


class ArrivingScreen(PagingScreen, room=True):
    """Points at a reference or a note that a link has led to, until the next key."""

    def __init__(self, study: Study, look: Look, *, local: bool) -> None:
        super().__init__(study, look, local=local)
        self._pointing = False

    def show_page(self, page: Page, place: Place) -> None:
        """Show a page that has arrived, and where on it the learner was led to."""
        self._stop_pointing()
        super().show_page(page, place)
        if place.spot is None and (place.focus or place.anchor):
            self.call_after_refresh(self._arrived, place)

    def _arrived(self, place: Place) -> None:
        """Show where on the page the learner was led to; a list or the notes fill a screen together."""
        if not self.is_ready or self.study.place != place or self.page is None:
            return
        if place.focus and self.page_view.target is None:
            self.say(_("it stands in details that are closed, or in a question"))
        entries = next((names for names in _entries(self.page) if place.anchor in names), ())
        first = self.page_view.scroll.anchor(place.anchor) if entries else None
        if first is None:
            return
        scroll = self.page_view.scroll
        following = scroll.anchor(entries[entries.index(place.anchor) + 1]) if place.anchor != entries[-1] else None
        block, stop = scroll.block_at(first), first
        while stop < scroll.height and scroll.block_at(stop) == block and stop != following:
            stop += 1
        while stop > first + 1 and not scroll.lines(stop - 1, stop)[0].runs:
            stop -= 1
        self._pointing = True
        self.page_view.point_at(range(first, stop))

    def on_key(self, event: events.Key) -> None:  # noqa: ARG002  whichever it is
        """It has been seen."""
        self._stop_pointing()

    def _stop_pointing(self) -> None:
        if self._pointing:
            self._pointing = False
            self.page_view.point_at(None)


def _entries(page: Page) -> Iterator[tuple[str, ...]]:
    """The places of each list of references and of the notes, in their order."""
    for block in all_blocks(page.blocks):
        if isinstance(block, Bibliography):
            yield tuple(entry.key for entry in block.entries)
        elif isinstance(block, Footnotes):
            yield tuple(note.id for note in block.notes)
