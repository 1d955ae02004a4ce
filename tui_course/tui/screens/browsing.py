"""The contents of the course beside the text, or over it where there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.visible import visible
from tui_course.study import Place
from tui_course.tui.screens.paging import PagingScreen
from tui_course.tui.widgets.contents import ContentsPane

if TYPE_CHECKING:
    from textual import events

    from tui_course.study import Study
    from tui_course.tui.theme import Look

CONTENTS_COLUMNS = 100
_TEXT_COLUMNS = 88
_CONTENTS_WIDTHS = (32, 46)


class BrowsingScreen(PagingScreen, room=True):
    """Has the contents, which a subclass puts beside the text, and goes to the page that is chosen there."""

    def __init__(self, study: Study, look: Look, *, local: bool) -> None:
        super().__init__(study, look, local=local)
        self.contents = ContentsPane(look, study.contents(), visible(study.course.title))
        self._wants_contents = True

    def fit_contents(self, width: int) -> None:
        """Contents stand beside the text where there is room; where there is none they lie over it on demand."""
        narrow = width < CONTENTS_COLUMNS
        if not narrow:
            self.set_class(self._wants_contents, "contents")
        elif not self.has_class("narrow"):
            self.remove_class("contents")
        self.set_class(narrow, "narrow")
        # What the text leaves free, so that few titles are cut.
        least, most = _CONTENTS_WIDTHS
        self.contents.styles.width = most if narrow else max(least, min(most, width - _TEXT_COLUMNS))
        self._veil()

    def _veil(self) -> None:
        self.page_view.veil(veiled=self.has_class("narrow", "contents"))

    def on_resize(self, event: events.Resize) -> None:
        """Another size may bring or take the contents."""
        self.fit_contents(event.size.width)
        if not self.has_class("contents") and self.contents.has_focus:
            self.page_view.focus()
        self.call_after_refresh(self.tell)

    def open(self, place: Place) -> None:
        """Show a place; what lies over the text does so no more."""
        if self.has_class("narrow"):
            self._hide_contents()
        self.page_view.focus()
        super().open(place)

    def course_changed(self) -> None:
        """List the contents anew."""
        super().course_changed()
        self.contents.list_again(self.study.contents(), visible(self.study.course.title))

    def tell(self) -> None:
        """Bring the lines above and below, and the mark in the contents, up to date."""
        super().tell()
        self.contents.mark(self.study.place.page)

    def action_contents(self) -> None:
        """Go to the contents."""
        self.page_view.forget_target()
        self._wants_contents = True
        self.add_class("contents")
        self._veil()
        self.contents.focus()
        self.call_after_refresh(self.tell)

    def on_contents_pane_chosen(self, message: ContentsPane.Chosen) -> None:
        """A page was chosen in the contents."""
        if message.page == self.study.place.page:
            self.leave_contents(hide=False)
        else:
            self.go(Place(message.page))

    def on_contents_pane_left(self, message: ContentsPane.Left) -> None:
        """The learner has done with the contents."""
        self.leave_contents(hide=message.hide)

    def on_contents_pane_pointed(self, message: ContentsPane.Pointed) -> None:
        """A title that does not fit is told in full."""
        self.say(message.title)

    def leave_contents(self, *, hide: bool) -> None:
        """Go back to the text; `hide` where the contents are not wanted any more, else they stay where there is room."""
        narrow = self.has_class("narrow")
        if hide and not narrow:
            self._wants_contents = False
        if hide or narrow:
            self._hide_contents()
        self.page_view.focus()
        self.call_after_refresh(self.tell)

    def _hide_contents(self) -> None:
        self.remove_class("contents")
        self._veil()
