"""The pages of a study on the screen: fetched, shown, and told about in the lines above and below."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tui_course.errors import PageNotFound
from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.model.block import CodeBlock
from tui_course.model.visible import visible
from tui_course.model.walk import all_blocks
from tui_course.study import Place
from tui_course.tui.loading import read_in_background
from tui_course.tui.screens.answering import AnsweringScreen
from tui_course.tui.typesetting import Typesetter, setting_of
from tui_course.tui.widgets.bars import Hint, Note
from tui_course.typeset.document import Document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from tui_course.model.course import Page
    from tui_course.study import Spot, Study
    from tui_course.tui.theme import Look
    from tui_course.typeset.setting import Setting

_PATIENCE = 0.15
_IDLE = 0.3
_FIRST_FRAME = 0.05


class PagingScreen(AnsweringScreen, room=True):
    """Shows the page where a study is; one that is not at hand is waited for without holding up a key.

    `percent` is how much of the page was above the end of the view when that was told last. `local` says that what is started
    here, such as a browser or an editor, is the learner's.
    """

    def __init__(self, study: Study, look: Look, *, local: bool) -> None:
        super().__init__(look)
        self.study = study
        self.local = local
        self.page: Page | None = None
        self.open_reveals: dict[str, frozenset[int]] = {}
        self.percent = 0
        self.numbered_code = False
        self._awaited = 0
        self._typesetter = Typesetter()
        self._arrival = ""
        # What colours code takes long to load: the first frame does not wait for it.
        self._plain_code = "pygments" not in sys.modules

    # Pages

    def open_first(self, future: Future[Page]) -> None:
        """Show the page where the study begins: at once if it arrives in time, for then it is in the first frame."""
        try:
            page = future.result(timeout=_PATIENCE)
        except TimeoutError:
            self._wait_for(future, self.study.place, patience=0)
        else:
            self.show_page(page, self.study.place)

    def open(self, place: Place) -> None:
        """Show a place that the study has moved to, at once or when its page has been read."""
        page = self.study.held(place.page)
        if page is not None:
            self._awaited += 1
            self.show_page(page, place)
        else:
            self._wait_for(read_in_background(self.study, place.page), place, patience=_PATIENCE)

    def go(self, place: Place, words: str = "") -> None:
        """Move the study to a place, from which `back` leads to where the learner is now; there, say `words`."""
        try:
            self.study.go(place, self.spot)
        except PageNotFound as error:
            # What led there was made of the course before it was read again.
            self.say(self.reason(error))
            return
        self._arrival = words
        self.open(self.study.place)

    def forget_awaited(self) -> None:
        """Do not show the page that is waited for, if any, once it arrives."""
        self._awaited += 1

    def leave_page(self) -> None:
        """The page is about to go, before another one is there: what keys go on with on it ends."""

    def course_changed(self) -> None:
        """The study goes on in another edition of its course: what was made of the one before is made anew."""

    @property
    def spot(self) -> Spot | None:
        """Where on the page the learner is."""
        return self.page_view.spot

    def _wait_for(self, future: Future[Page], place: Place, *, patience: float) -> None:
        self._awaited += 1
        self.begin(partial(self._arrive, future, place, self._awaited, patience), "page")

    async def _arrive(self, future: Future[Page], place: Place, number: int, patience: float) -> None:
        arriving = asyncio.wrap_future(future)
        if patience:
            await asyncio.wait((arriving,), timeout=patience)
        if not arriving.done():
            self.leave_page()
            self.page = None
            self.page_view.clear()
            self.tell()
            name = visible(self.study.ref(place.page).name)
            self.say(_("reading {page} {dots}").format(page=name, dots=self.look.mark("…", "...")))
        page = await arriving
        if number == self._awaited and self.is_attached:
            self.say("")
            self.show_page(page, place)

    def show_page(self, page: Page, place: Place) -> None:
        """Show a page that has arrived."""
        self.page = page
        self.page_view.show(self._typeset, self.study.settle(place, page))
        self.tell()
        if self._arrival:
            self.say(self._arrival)
            self._arrival = ""
        if place.anchor and place.spot is None:
            self.call_after_refresh(self._report_anchor, place)
        self.set_timer(_IDLE, self._prefetch)
        if self._plain_code and any(isinstance(block, CodeBlock) for block in all_blocks(page.blocks)):
            self.set_timer(_FIRST_FRAME, self._colour)

    def _colour(self) -> None:
        self._plain_code = False
        self.page_view.set_again()

    def _report_anchor(self, place: Place) -> None:
        if self.is_ready and self.study.place == place and not self.page_view.has_anchor(place.anchor):
            self.say(_("this page has no place called {name}").format(name=visible(place.anchor)))

    def _prefetch(self) -> None:
        following = self.study.following
        if following is not None:
            self.look_ahead(read_in_background(self.study, following.id))

    def look_ahead(self, following: Future[Page]) -> None:
        """Prepare what the next page shows, once it has been read."""

    def furnish(self, setting: Setting) -> Setting:
        """The setting with what this screen has room for."""
        return setting

    def draw_questions(self) -> None:
        """Set the questions again that have changed; the line where the one in focus begins stays where it is."""
        if self.is_ready:
            self.page_view.typeset_again(self.page_view.focused_target)

    def _typeset(self, width: int) -> Document:
        page = self.page
        self.study.set_text(width, ascii=self.look.ascii)
        setting = replace(
            setting_of(self.look, width),
            open_reveals=self.open_reveals.get(page.ref.id) if page is not None else None,
            plain_code=self._plain_code,
            numbered_code=self.numbered_code,
            asked=self.study.asking.asked,
            in_focus=self.page_view.question,
            typing=self.answering.typing,
        )
        if page is None:
            return Document((), setting)
        setting = self.furnish(setting)
        return self._typesetter.document(page.ref.id, page.blocks, setting)

    # Lines above and below

    def tell(self) -> None:
        """Bring the lines above and below up to date."""
        position = self.study.position
        names = [visible(self.study.course.title), position.module, visible(self.study.page.name)]
        # A module or a course called like its page is said once.
        path = [name for number, name in enumerate(names) if name not in names[number + 1 :]]
        notes = []
        if self.page is not None and self.page.problems:
            count, sign = len(self.page.problems), self.look.mark("⚠", "!")
            words = ngettext("{count} problem", "{count} problems", count).format(count=count)
            notes.append(Note(f"{sign} {words}", f"{sign} {count}"))
        if self.is_ready:
            self.percent = self.page_view.view.percent
            notes.append(Note(f"{self.percent} %", f"{self.percent} %"))
        left = self.time_left()
        if left:
            notes.append(Note(left, ""))
        number = _("{number} of {count}").format(number=position.number, count=position.total)
        self.top_line.tell(path, [*notes, Note(number, number)])
        self.bottom_line.offer(self.hints())

    def time_left(self) -> str:
        """How long the rest of the module takes, in words; empty where that is not known."""
        return ""

    def hints(self) -> Sequence[Hint]:
        """The keys that matter here."""
        return (Hint("q", _("quit")), Hint("?", _("help")))

    def at_edge(self, by: int) -> None:
        """Say that the page goes no further, and what does."""
        following = self.study.following
        if by < 0:
            self.say(_("this is the top of the page"))
        elif following is None:
            self.say(_("this is the end of the last page"))
        else:
            self.say(_("this is the end of the page; Space or n: {page}").format(page=visible(following.name)))

    # Moving in the course

    def action_screen_down(self) -> None:
        """Move a screen on; at the end, to the next page."""
        if self.is_ready and not self.page_view.move_by(self.page_view.screenful):
            self.action_next()

    def action_screen_up(self) -> None:
        """Move a screen back; at the beginning, to the end of the page before."""
        if not self.is_ready or self.page_view.move_by(-self.page_view.screenful):
            return
        if self.study.preceding is None:
            self.say(_("this is the beginning of the course"))
        else:
            self.go(Place(self.study.preceding.id, end=True))

    def action_next(self) -> None:
        """Go to the next page."""
        if self.study.following is None:
            self.say(_("this is the last page of the course"))
        else:
            self.go(Place(self.study.following.id))

    def action_previous(self) -> None:
        """Go to the page before."""
        if self.study.preceding is None:
            self.say(_("this is the first page of the course"))
        else:
            self.go(Place(self.study.preceding.id))

    def action_back(self) -> None:
        """Go to where the learner was before."""
        place = self.study.back(self.spot)
        if place is None:
            self.at_origin()
        else:
            self.open(place)

    def at_origin(self) -> None:
        """Say that there is nowhere to go back to."""
        self.say(_("this is where you began"))

    def action_forward(self) -> None:
        """Undo going back."""
        place = self.study.forward(self.spot)
        if place is None:
            self.say(_("there is nowhere to go forward to"))
        else:
            self.open(place)
