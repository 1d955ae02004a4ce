"""Reading: the text of a page, the way through the course, links, search."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len

from tui_course.model.block import CodeBlock, Reveal
from tui_course.model.visible import visible
from tui_course.model.walk import all_blocks
from tui_course.study import Elsewhere, Nowhere, Place
from tui_course.tui.keys import READER_KEYS, bindings
from tui_course.tui.loading import find_reference_in_background, read_in_background
from tui_course.tui.screens.dressed import DressedScreen
from tui_course.tui.screens.hints import CONTENTS_HINTS, link_hints, reading_hints
from tui_course.tui.screens.searching import Searching
from tui_course.tui.widgets.bars import Hint
from tui_course.tui.widgets.contents import ContentsPane
from tui_course.tui.widgets.page import PageView
from tui_course.typeset.document import Document
from tui_course.typeset.setting import Setting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_course.model.course import Page
    from tui_course.study import Spot, Study
    from tui_course.tui.theme import Look
    from tui_course.typeset.line import Target

CONTENTS_COLUMNS = 100
_PATIENCE = 0.15
_IDLE = 0.3
_OPENED = ("http://", "https://", "mailto:")


class ReaderScreen(DressedScreen):
    """Shows the pages of a study; `first_page` is being read already."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(READER_KEYS)

    def __init__(
        self,
        study: Study,
        look: Look,
        *,
        local: bool = True,
        first_page: Future[Page] | None = None,
        from_library: bool = False,
    ) -> None:
        super().__init__(look)
        self._local = local
        self.study = study
        self.page_view = PageView(look)
        self.contents = ContentsPane(look, study.contents(), visible(study.course.title))
        self.searching = Searching(self.page_view, self.bottom_line)
        self._first_page = first_page
        self._from_library = from_library
        self._page: Page | None = None
        self._opened_reveals: dict[str, frozenset[int]] = {}
        self._wants_contents = True
        self._loading = 0

    @property
    def page(self) -> Page | None:
        """The page that is shown; None while it is read."""
        return self._page

    # Start and size

    def compose(self) -> ComposeResult:
        """The widgets, with the page in them if it is there in time."""
        self._fit(self.app.size.width)
        yield self.top_line
        yield self.contents
        yield self.page_view
        yield self.bottom_line
        self._open_first()

    def _open_first(self) -> None:
        place = self.study.place
        future = self._first_page or read_in_background(self.study, place.page)
        self._first_page = None
        try:
            page = future.result(timeout=_PATIENCE)
        except TimeoutError:
            self._wait_for(future, place, placeholder=True)
        else:
            self._show(page, place)

    def on_mount(self) -> None:
        """The text has the focus."""
        self.page_view.focus()

    def _fit(self, width: int) -> None:
        narrow = width < CONTENTS_COLUMNS
        if narrow and not self.has_class("narrow"):
            self.set_class(False, "contents")
        elif not narrow:
            self.set_class(self._wants_contents, "contents")
        self.set_class(narrow, "narrow")

    def on_resize(self, event: events.Resize) -> None:
        """Contents go where there is no room for them."""
        self._fit(event.size.width)
        if not self.has_class("contents") and self.contents.has_focus:
            self.page_view.focus()
        self.call_after_refresh(self._tell)

    # Pages

    def open(self, place: Place) -> None:
        """Show a place that the study has moved to, at once or when its page has been read."""
        self.searching.end()
        self.clear_selection()
        if self.has_class("narrow"):
            self.set_class(False, "contents")
        if not self.page_view.has_focus:
            self.page_view.focus()
        page = self.study.held(place.page)
        if page is not None:
            self._loading += 1
            self._show(page, place)
        else:
            self._wait_for(read_in_background(self.study, place.page), place, placeholder=False)

    def _wait_for(self, future: Future[Page], place: Place, *, placeholder: bool) -> None:
        self._loading += 1
        self.run_worker(self._arrive(future, place, self._loading, placeholder=placeholder), exclusive=True, group="page")

    async def _arrive(self, future: Future[Page], place: Place, number: int, *, placeholder: bool) -> None:
        arriving = asyncio.wrap_future(future)
        if not placeholder:
            await asyncio.wait((arriving,), timeout=_PATIENCE)
        if not arriving.done():
            self._page = None
            self.page_view.clear()
            self._tell()
            self.say(f"reading {visible(self.study.ref(place.page).name)} …")
        page = await arriving
        if number == self._loading and self.is_attached:
            self.say("")
            self._show(page, place)

    def _show(self, page: Page, place: Place) -> None:
        self._page = page
        self.page_view.show(self._typeset, place)
        self.contents.mark(page.ref.id)
        if self.page_view.size and place.anchor and place.spot is None and not self.page_view.has_anchor(place.anchor):
            self.say(f"this page has no place called {visible(place.anchor)}")
        self._tell()
        if self.study.following is not None and self.study.held(self.study.following.id) is None:
            self.set_timer(_IDLE, self._prefetch)

    def _prefetch(self) -> None:
        following = self.study.following
        if following is not None and self.study.held(following.id) is None:
            read_in_background(self.study, following.id)

    def _typeset(self, width: int) -> Document:
        page = self._page
        blocks = page.blocks if page is not None else ()
        opened = self._opened_reveals.get(page.ref.id) if page is not None else None
        return Document(
            blocks,
            Setting(
                width, ascii=self.look.ascii, cells=cell_len, open_reveals=opened, monochrome=self.look.monochrome
            ),
        )

    # Lines above and below

    def _tell(self) -> None:
        """Bring the lines above and below up to date."""
        course, position = self.study.course, self.study.position
        page = self.study.page
        names = [visible(course.title), position.module, visible(page.name)]
        path = [name for number, name in enumerate(names) if name not in names[number + 1 :]]
        notes = []
        if self._page is not None and self._page.problems:
            count = len(self._page.problems)
            notes.append(f"{self.look.mark('⚠', '!')} {count} problem{'s' if count > 1 else ''}")
        if not self.page_view.is_empty:
            notes.append(f"{self.page_view.view.percent} %")
        notes.append(f"{position.number} of {position.total}")
        self.top_line.tell(path, notes)
        self.bottom_line.offer(self._hints())

    def _hints(self) -> Sequence[Hint]:
        if self.contents.has_focus:
            return CONTENTS_HINTS
        if self.searching.active:
            return self.searching.hints()
        if self.page_view.is_empty:
            return (Hint("q", "quit"), Hint("?", "help"))
        target = self.page_view.target
        return reading_hints(self.study, self.page_view) if target is None else link_hints(self.study, target, local=self._local)

    def say(self, message: str) -> None:
        """Say something in the line below until the next key."""
        self.bottom_line.say(message)

    # What the widgets tell

    def on_page_view_moved(self) -> None:
        """Another part of the page is in view."""
        self._tell()

    def on_page_view_chosen(self, message: PageView.Chosen) -> None:
        """A link was clicked."""
        self._follow(message.target)

    def on_contents_pane_chosen(self, message: ContentsPane.Chosen) -> None:
        """A page was chosen in the contents."""
        if message.page == self.study.place.page:
            self._leave_contents(hide=self.has_class("narrow"))
        else:
            self._go(Place(message.page))

    def on_contents_pane_left(self, message: ContentsPane.Left) -> None:
        """The learner has done with the contents."""
        self._leave_contents(hide=message.hide or self.has_class("narrow"))

    def on_contents_pane_pointed(self, message: ContentsPane.Pointed) -> None:
        """A title that does not fit is told in full."""
        self.say(message.title)

    def _leave_contents(self, *, hide: bool) -> None:
        if hide:
            self.set_class(False, "contents")
            self._wants_contents = self.has_class("narrow") and self._wants_contents
        self.page_view.focus()
        self.call_after_refresh(self._tell)

    def on_key(self, event: events.Key) -> None:
        """What was said has been read; what is typed goes to the search."""
        self.say("")
        if self.searching.typing:
            event.stop()
            event.prevent_default()
            self.searching.key(event)
            self._tell()

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes to the search."""
        if self.searching.typing:
            event.stop()
            self.searching.paste(event.text)

    def on_click(self) -> None:
        """What was said has been read."""
        self.say("")

    # Moving in the page

    def action_line(self, by: int) -> None:
        """Move by a line."""
        if self._ready() and not self.page_view.move_by(by):
            self._say_edge(by)

    def action_half(self, by: int) -> None:
        """Move by half a screen."""
        if self._ready() and not self.page_view.move_by(by * max(1, self.page_view.size.height // 2)):
            self._say_edge(by)

    def action_screen_down(self) -> None:
        """Move a screen on; at the end, to the next page."""
        if self._ready() and not self.page_view.move_by(self.page_view.screenful):
            self.action_next()

    def action_screen_up(self) -> None:
        """Move a screen back; at the beginning, to the end of the page before."""
        if not self._ready() or self.page_view.move_by(-self.page_view.screenful):
            return
        preceding = self.study.preceding
        if preceding is None:
            self.say("this is the beginning of the course")
        else:
            self._go(Place(preceding.id, end=True))

    def action_top(self) -> None:
        """Go to the beginning of the page."""
        if self._ready() and not self.page_view.move_to(0):
            self._say_edge(-1)

    def action_bottom(self) -> None:
        """Go to the end of the page."""
        if self._ready() and not self.page_view.move_to(self.page_view.last_top):
            self._say_edge(1)

    def action_heading(self, by: int) -> None:
        """Go to the next heading or the one before."""
        if self._ready() and not self.page_view.next_heading(by):
            self.say("no heading further down" if by > 0 else "no heading further up")

    def action_pan(self, by: int) -> None:
        """Move wide lines sideways."""
        if self._ready() and not self.page_view.pan_by(by):
            nothing = "nothing here is wider than the screen"
            self.say(nothing if not self.page_view.overflow else "no further" if by > 0 else "this is where the lines begin")

    def _ready(self) -> bool:
        return not self.page_view.is_empty

    def _say_edge(self, by: int) -> None:
        if by < 0:
            self.say("this is the top of the page")
        elif self.study.following is None:
            self.say("this is the end of the last page")
        else:
            self.say(f"this is the end of the page; Space or n: {visible(self.study.following.name)}")

    # Moving in the course

    def action_next(self) -> None:
        """Go to the next page, or to the next match while a search is shown."""
        if self.searching.active:
            self._step(1)
        elif self.study.following is None:
            self.say("this is the last page of the course")
        else:
            self._go(Place(self.study.following.id))

    def action_previous(self) -> None:
        """Go to the page before."""
        if self.study.preceding is None:
            self.say("this is the first page of the course")
        else:
            self._go(Place(self.study.preceding.id))

    def _go(self, place: Place) -> None:
        self.study.go(place, self._spot)
        self.open(self.study.place)

    @property
    def _spot(self) -> Spot | None:
        return None if self.page_view.is_empty else self.page_view.spot

    def action_back(self) -> None:
        """Go to where the learner was before."""
        place = self.study.back(self._spot)
        if place is not None:
            self.open(place)
        elif self._from_library:
            self.dismiss()
        else:
            self.say("this is where you began")

    def action_forward(self) -> None:
        """Undo going back."""
        place = self.study.forward(self._spot)
        if place is None:
            self.say("nowhere to go forward to")
        else:
            self.open(place)

    def action_contents(self) -> None:
        """Go to the contents."""
        self.searching.end()
        self._wants_contents = True
        self.set_class(True, "contents")
        self.contents.focus()
        self.call_after_refresh(self._tell)

    # Links

    def action_link(self, by: int) -> None:
        """Focus the next link or the one before."""
        self.page_view.focus()
        if self._ready() and not self.page_view.focus_target(by):
            self.say("no link further down" if by > 0 else "no link further up")

    def action_follow(self) -> None:
        """Follow the link in focus."""
        target = None if self.page_view.is_empty else self.page_view.target
        if target is None:
            self.say("no link has the focus; Tab goes to the next one")
        else:
            self._follow(target)

    def _follow(self, target: Target) -> None:
        if target.kind == "reveal":
            self._toggle(target)
            return
        where = self.study.destination(target)
        match where:
            case Nowhere():
                self.say(where.reason)
            case Elsewhere(kind="external"):
                self.say(where.address)
            case Elsewhere():
                self.say(f"file of the course: {where.address}")
            case Place() if where.page == self.study.place.page:
                self._follow_inside(target, where)
            case Place():
                self._go(where)

    def _follow_inside(self, target: Target, place: Place) -> None:
        if not place.anchor or self.page_view.has_anchor(place.anchor):
            self._go(place)
        elif target.kind == "cite":
            self.say("looking for the reference …")
            self.run_worker(self._find_reference(place.anchor), exclusive=True, group="reference")
        else:
            self.say(f"this page has no place called {visible(place.anchor)}")

    async def _find_reference(self, key: str) -> None:
        place = await asyncio.wrap_future(find_reference_in_background(self.study, key))
        if not self.is_attached:
            return
        self.say("" if place else f"no list of references in this course has {visible(key)}")
        if place is not None:
            self._go(place)

    def _toggle(self, target: Target) -> None:
        page = self._page
        if page is None:
            return
        opened = self._opened_reveals.get(page.ref.id)
        if opened is None:
            reveals = (block for block in all_blocks(page.blocks) if isinstance(block, Reveal))
            opened = frozenset(number for number, reveal in enumerate(reveals) if reveal.open)
        self._opened_reveals[page.ref.id] = opened ^ {int(target.href)}
        self.page_view.typeset_again(keep=target.number)
        self.searching.again()

    def action_open_outside(self) -> None:
        """Open the link in focus in a browser, where browser and learner are on one machine."""
        target = None if self.page_view.is_empty else self.page_view.target
        where = self.study.destination(target) if target is not None else None
        if not isinstance(where, Elsewhere) or where.kind != "external":
            self.say("o opens a link that leads outside the course; Tab goes to the next link")
        elif not self._local:
            self.say(f"no browser from here: {where.address}")
        elif not where.address.lower().startswith(_OPENED):
            self.say(f"only http, https and mailto open in a browser: {where.address}")
        else:
            self.app.open_url(where.address)
            self.say(f"opened in the browser: {where.address}")

    def action_copy(self) -> None:
        """Copy the address of the link in focus, else the code in view."""
        target = None if self.page_view.is_empty else self.page_view.target
        where = self.study.destination(target) if target is not None else None
        if isinstance(where, Elsewhere):
            self.app.copy_to_clipboard(where.address)
            self.say(f"copied: {where.address}")
            return
        code = self._code_in_view()
        if code is None:
            self.say("y copies the address of a link in focus or the code in view; here is neither")
        else:
            self.app.copy_to_clipboard(code.text)
            lines = code.text.count("\n") + 1
            self.say(f"copied the code, {lines} line{'s' if lines > 1 else ''}")

    def _code_in_view(self) -> CodeBlock | None:
        if self.page_view.is_empty or self._page is None:
            return None
        first, last = self.page_view.blocks_in_view
        found = all_blocks(self._page.blocks[first : last + 1])
        return next((block for block in found if isinstance(block, CodeBlock)), None)

    # Search, and the rest

    def action_search(self) -> None:
        """Search in the page."""
        if self._ready():
            self.page_view.focus()
            self.searching.begin()

    def action_search_previous(self) -> None:
        """Go to the match before."""
        if self.searching.active:
            self._step(-1)
        else:
            self.say("N goes to the match before; / searches")

    def _step(self, by: int) -> None:
        self.say(self.searching.step(by))
        self._tell()

    def action_leave(self) -> None:
        """Leave the search, the link in focus, the contents, or what was selected."""
        if self.searching.end() or self.page_view.forget_target():
            self._tell()
        elif self.has_class("narrow", "contents"):
            self._leave_contents(hide=True)
        else:
            self.clear_selection()

    def action_theme(self) -> None:
        """Change between dark and light."""
        self.switch_theme()

    def action_problems(self) -> None:
        """List what is wrong with the page."""
        if self._page is None or not self._page.problems:
            self.say("nothing is wrong with this page")
            return
        from tui_course.tui.screens.sheet import problems_sheet  # noqa: PLC0415  seldom needed

        self.app.push_screen(problems_sheet(self.look, self._page))

    def action_help(self) -> None:
        """List the keys."""
        from tui_course.tui.screens.sheet import help_sheet  # noqa: PLC0415  seldom needed

        self.app.push_screen(help_sheet(self.look))

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit(0)
