"""Pictures in the page: their places, what is drawn first, and what is drawn ahead."""

from __future__ import annotations

from concurrent.futures import TimeoutError as Late
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.message import Message

from tui_course.language import gettext as _
from tui_course.pictures.gallery import Failed, Gallery, Wanted
from tui_course.tui.illustrations import foresee_in_background, locate_all_in_background, pictures_in
from tui_course.tui.in_order import InOrderApp
from tui_course.tui.screens.paging import PagingScreen
from tui_course.tui.typesetting import setting_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Future

    from textual import events

    from tui_course.model.course import Page
    from tui_course.pictures.drawn import Drawn
    from tui_course.study import Place, Study
    from tui_course.tui.theme import Look
    from tui_course.typeset.line import Patch
    from tui_course.typeset.setting import Setting

_PATIENCE = 0.02
_LEAST_ROWS = 3
_AHEAD = 2


class IllustratedApp(InOrderApp):
    """An application that has pictures drawn by one gallery, whichever screen shows them."""

    def __init__(self, gallery: Gallery | None = None) -> None:
        super().__init__()
        self.gallery = gallery or Gallery()

    def on_unmount(self) -> None:
        """Nobody looks any more."""
        self.gallery.close()


def most_rows(height: int) -> int:
    """The rows that a picture may take on a screen of so many: three quarters of what the text has."""
    return max(_LEAST_ROWS, (height - 2) * 3 // 4)


class IllustratingScreen(PagingScreen, room=True):
    """Shows pictures where they stand in the page; each has its place from the beginning."""

    class Arrived(Message):
        """A picture has been drawn, or cannot be."""

    class Located(Message):
        """It is known where the pictures of a page stand on disk."""

        def __init__(self, page: Page, places: Mapping[str, str | Failed]) -> None:
            super().__init__()
            self.page = page
            self.places = places

    class Foreseen(Message):
        """It is known which pictures the next page begins with, seen from a page."""

        def __init__(self, page: Page, wanted: tuple[Wanted, ...]) -> None:
            super().__init__()
            self.page = page
            self.wanted = wanted

    def __init__(self, study: Study, look: Look, *, local: bool) -> None:
        super().__init__(study, look, local=local)
        self._places: Mapping[str, str | Failed] = {}
        self._most_rows = 0
        self._in_view: tuple[Wanted, ...] = ()
        self._near: tuple[Wanted, ...] = ()
        self._next_page: tuple[Wanted, ...] = ()
        self._shown = 0
        self._seen_waiting: set[Wanted] = set()

    @property
    def gallery(self) -> Gallery | None:
        """What draws pictures; None where nothing does."""
        return self.app.gallery if isinstance(self.app, IllustratedApp) else None

    def on_mount(self) -> None:
        """Listen to what arrives."""
        if self.gallery is not None:
            self.gallery.listener = self._heard_of_pictures
            self.page_view.hang(self._at_hand)

    def on_unmount(self) -> None:
        """The learner leaves the course."""
        if self.gallery is not None and self.gallery.listener == self._heard_of_pictures:
            self.gallery.listener = None

    def on_screen_resume(self) -> None:
        """Listen again, after another course was open."""
        if self.gallery is not None:
            self.gallery.listener = self._heard_of_pictures

    # Where pictures stand

    def furnish(self, setting: Setting) -> Setting:
        """The setting with as much room for pictures as this screen has."""
        gallery = self.gallery
        if gallery is None or self.look.ascii:
            return setting
        if not gallery.able:
            return replace(setting, no_pictures=_("Not shown: pictures need the package pillow."))
        self._most_rows = most_rows(self.app.size.height)
        return replace(setting, picture_rows=self._most_rows)

    def on_resize(self, event: events.Resize) -> None:
        """A higher screen has larger pictures."""
        if self._most_rows and most_rows(event.size.height) != self._most_rows and self.is_ready:
            self.page_view.set_again()

    def show_page(self, page: Page, place: Place) -> None:
        """Show a page that has arrived; what was drawn of its pictures before is in its first frame."""
        self._in_view = self._near = self._next_page = ()
        self._places = {}
        self._seen_waiting.clear()
        files = pictures_in(page)
        if files and self.gallery is not None:
            future = locate_all_in_background(self.study, files)
            try:
                self._places = future.result(timeout=_PATIENCE)
            except Late:
                future.add_done_callback(lambda done: self.post_message(self.Located(page, done.result())))
        super().show_page(page, place)

    def on_illustrating_screen_located(self, message: Located) -> None:
        """Pictures that were not found in time can be looked for now."""
        if message.page is self.page:
            self._places = message.places
            self.page_view.refresh()
            self._want()

    def _at_hand(self, patch: Patch) -> Drawn | Failed | None:
        """What there is of a picture, asked for while a row of it is drawn."""
        place = self._places.get(patch.file)
        if place is None or isinstance(place, Failed) or self.gallery is None:
            return place if isinstance(place, Failed) else None
        wanted = Wanted(place, patch.columns, patch.rows)
        found = self.gallery.find(wanted)
        if found is None:
            self._seen_waiting.add(wanted)
        return found

    # What is drawn when

    def on_scrolling_view_moved(self) -> None:
        """What has come into view is drawn first."""
        if self.is_ready:
            self._want()

    def _want(self) -> None:
        gallery = self.gallery
        if gallery is None or not self._places:
            if gallery is not None and self._next_page:
                gallery.want((), self._next_page)
            return
        view = self.page_view.view
        height = max(1, view.last - view.first)
        in_view = self._wanted(view.first, view.last)
        near = (*self._wanted(view.last, view.last + _AHEAD * height), *self._wanted(view.first - height, view.first))
        if (in_view, near) != (self._in_view, self._near):
            self._in_view, self._near = in_view, near
            gallery.want(in_view, (*near, *self._next_page))
            self._shown = self._count_shown(gallery)

    def _wanted(self, first: int, stop: int) -> tuple[Wanted, ...]:
        found: dict[Wanted, None] = {}
        for line in self.page_view.scroll.lines(max(0, first), stop):
            for run in line.runs:
                place = self._places.get(run.patch.file) if run.patch is not None else None
                if run.patch is not None and isinstance(place, str):
                    found[Wanted(place, run.patch.columns, run.patch.rows)] = None
        return tuple(found)

    def _heard_of_pictures(self) -> None:
        """Called from one of the gallery's threads."""
        self.post_message(self.Arrived())

    def on_illustrating_screen_arrived(self) -> None:
        """Paint what has arrived in view; what was drawn ahead paints nothing."""
        gallery = self.gallery
        if gallery is None:
            return
        shown = self._count_shown(gallery)
        # A row may have been painted just before its picture arrived, and was counted after that.
        late = [one for one in self._in_view if one in self._seen_waiting and gallery.find(one) is not None]
        if shown != self._shown or late:
            self._shown = shown
            self._seen_waiting.difference_update(late)
            self.page_view.refresh()

    def _count_shown(self, gallery: Gallery) -> int:
        return sum(gallery.find(one) is not None for one in self._in_view)

    def look_ahead(self, following: Future[Page]) -> None:
        """Have the first pictures of the next page drawn once it has been read."""
        page = self.page
        if page is None or self.gallery is None or not self.is_ready:
            return
        setting = self.furnish(setting_of(self.look, self.page_view.text_width))
        if not setting.picture_rows:
            return

        def tell(done: Future[tuple[Wanted, ...]]) -> None:
            if done.exception() is None:
                self.post_message(self.Foreseen(page, done.result()))

        foresee_in_background(self.study, following, setting).add_done_callback(tell)

    def on_illustrating_screen_foreseen(self, message: Foreseen) -> None:
        """Draw what the next page begins with, after what is near."""
        if message.page is self.page and self.gallery is not None and self.is_ready:
            self._next_page = message.wanted
            self.gallery.want(self._in_view, (*self._near, *self._next_page))
