"""The contents of a course beside the text, or over it where there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message

from tui_course.study import ContentsEntry
from tui_course.tui.keys import bindings
from tui_course.tui.keys.reading import CONTENTS_KEYS
from tui_course.tui.strips import fitted, shortened
from tui_course.tui.widgets.wheel import WheelWidget

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.style import Style
    from textual import events
    from textual.binding import BindingType
    from textual.geometry import Region
    from textual.strip import Strip

    from tui_course.tui.theme import Look

_HEAD = 2


class ContentsPane(WheelWidget, can_focus=True):
    """Modules and pages; the page that is read is marked, and the cursor shows while the pane has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("contents", CONTENTS_KEYS)

    class Chosen(Message):
        """A page was chosen."""

        def __init__(self, page: str) -> None:
            super().__init__()
            self.page = page

    class Left(Message):
        """The learner goes back to the text; `hide` says that the contents should go."""

        def __init__(self, *, hide: bool) -> None:
            super().__init__()
            self.hide = hide

    class Pointed(Message):
        """The cursor is on an entry whose title does not fit; `title` is all of it, or empty."""

        def __init__(self, title: str) -> None:
            super().__init__()
            self.title = title

    def __init__(self, look: Look, entries: Sequence[ContentsEntry], title: str) -> None:
        super().__init__(look)
        self._all = tuple(_spaced(entries))
        self._title = title
        self._shown = self._all
        self._current = ""
        self._cursor = 0
        self._top = 0
        self._filter: str | None = None
        self._settled_height = 0
        self._marks: Mapping[str, str] = {}
        self._total = ""

    def tell(self, marks: Mapping[str, str], total: str) -> None:
        """What stands at the right: of each page by its id, and of the course."""
        if (marks, total) != (self._marks, self._total):
            self._marks, self._total = marks, total
            self.refresh()

    @property
    def filter(self) -> str | None:
        """What the entries are filtered by; None while they are not."""
        return self._filter

    @property
    def cursor(self) -> ContentsEntry | None:
        """The entry under the cursor."""
        return self._shown[self._cursor] if self._cursor < len(self._shown) else None

    @property
    def shown(self) -> tuple[ContentsEntry, ...]:
        """The entries that pass the filter."""
        return self._shown

    def list_again(self, entries: Sequence[ContentsEntry], title: str) -> None:
        """List other contents; the filter stays, and the cursor on its entry if that is still there."""
        entry, text = self.cursor, self._filter
        self._all = tuple(_spaced(entries))
        self._title = title
        self._filter = None
        self._shown = self._all
        self._cursor = next((number for number, one in enumerate(self._shown) if entry and one.page == entry.page), 0)
        self._top = max(0, min(self._top, len(self._shown) - self._room))
        self._set_filter(text)
        self.refresh()

    def mark(self, page: str) -> None:
        """The page that is read now."""
        if page != self._current:
            self._current = page
            self._point_at_current()
            self.refresh()

    def _point_at_current(self) -> None:
        found = next((number for number, entry in enumerate(self._shown) if entry.page and entry.page == self._current), None)
        if found is not None:
            self._cursor = found
            self._keep_in_view(context=3)

    # Moving

    @property
    def _room(self) -> int:
        return max(1, self.size.height - _HEAD)

    def _keep_in_view(self, context: int = 1) -> None:
        context = min(context, (self._room - 1) // 2)
        first = min(self._top, self._cursor - context)
        first = max(first, self._cursor + context + 1 - self._room)
        self._top = max(0, min(first, len(self._shown) - self._room))

    def _point(self, to: int, step: int) -> None:
        """Move the cursor to `to` or the next page beyond it in the direction of `step`."""
        position = max(0, min(to, len(self._shown) - 1))
        while 0 <= position < len(self._shown) and not self._shown[position].page:
            position += step
        if not 0 <= position < len(self._shown):
            position = self._cursor
        self._cursor = position
        self._keep_in_view()
        entry = self.cursor
        cut = entry is not None and cell_len(entry.title) > self._title_room(entry, self.size.width)
        self.post_message(self.Pointed(entry.title if entry and cut else ""))
        self.refresh()

    def action_cursor(self, by: int) -> None:
        """Move the cursor by entries."""
        self._point(self._cursor + by, 1 if by > 0 else -1)

    def action_screen(self, by: int) -> None:
        """Move the cursor by screenfuls."""
        self._point(self._cursor + by * self._room, 1 if by > 0 else -1)

    def action_first(self) -> None:
        """Move the cursor to the first page."""
        self._point(0, 1)

    def action_last(self) -> None:
        """Move the cursor to the last page."""
        self._point(len(self._shown) - 1, -1)

    def action_choose(self) -> None:
        """Open the page under the cursor."""
        entry = self.cursor
        if entry is not None and entry.page:
            self._set_filter(None)
            self.post_message(self.Chosen(entry.page))

    def action_leave(self) -> None:
        """End the filter, else go back to the text."""
        if self._filter is not None:
            self._set_filter(None)
        else:
            self.post_message(self.Left(hide=False))

    def action_hide(self) -> None:
        """Put the contents away."""
        self._set_filter(None)
        self.post_message(self.Left(hide=True))

    # Filter

    def action_filter(self) -> None:
        """Begin to type words that the titles have."""
        self._set_filter("")

    def _set_filter(self, text: str | None) -> None:
        if text == self._filter:
            return
        entry = self.cursor
        self._filter = text
        words = (text or "").casefold().split()
        self._shown = (
            tuple(e for e in self._all if e.page and all(word in e.title.casefold() for word in words)) if words else self._all
        )
        self._cursor = next((n for n, known in enumerate(self._shown) if known == entry), 0)
        self._point(self._cursor, 1)

    def on_key(self, event: events.Key) -> None:
        """Letters go to the filter while there is one."""
        if self._filter is None:
            return
        if event.key == "backspace":
            self._set_filter(self._filter[:-1] if self._filter else None)
        elif event.is_printable and event.character:
            self._set_filter(self._filter + event.character)
        else:
            return
        event.stop()
        event.prevent_default()

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Textual's question for the rows to paint; another height may need other rows to keep the cursor in view."""
        if self.size.height != self._settled_height:
            self._settled_height = self.size.height
            self._keep_in_view(context=3)
        return super().render_lines(crop)

    def _title_room(self, entry: ContentsEntry, width: int) -> int:
        mark = cell_len(self._marks.get(entry.page, ""))
        return max(1, width - 4 - (mark + 2 if mark else 0))

    def row(self, y: int, width: int) -> Strip:
        """A row: the course, an empty one, then the entries from the top."""
        look = self.look
        border = Segment(look.mark("│", "|"), look.lines)
        inner = width - 1
        if y == 0:
            parts = self._head(inner)
        elif y < _HEAD or self._top + y - _HEAD >= len(self._shown):
            parts = []
        else:
            parts = self._entry(self._top + y - _HEAD, inner)
        return fitted([*fitted(parts, inner, look.ground), border], width, look.ground)

    def _head(self, width: int) -> list[Segment]:
        look = self.look
        if self._filter is not None:
            text = shortened(f"/{self._filter}", width - 2, look.mark("…", "..."))
            return [Segment(f" {text}", look.ground), Segment(" ", look.cursor)]
        room = width - 2 - (cell_len(self._total) + 1 if self._total else 0)
        title = f" {shortened(self._title, room, look.mark('…', '...'))}"
        space = " " * max(1, width - 1 - cell_len(title) - cell_len(self._total))
        return [Segment(title, look.strong), Segment(f"{space}{self._total}", look.quiet)]

    def _entry(self, number: int, width: int) -> list[Segment]:
        look = self.look
        entry = self._shown[number]
        title = shortened(entry.title, self._title_room(entry, width + 1), look.mark("…", "..."))
        current = bool(entry.page) and entry.page == self._current
        style: Style = look.ground
        if self.has_focus and number == self._cursor:
            style = look.focus
        elif current:
            style = look.current
        elif not entry.page:
            return [Segment(f" {shortened(entry.title, width - 2, look.mark('…', '...'))}", look.module)]
        lead = f" {look.mark('▸', '>')} " if current else "   "
        text = lead + title
        mark = self._marks.get(entry.page, "")
        space = " " * max(1, width - 1 - cell_len(text) - cell_len(mark))
        if style is look.focus:
            return [Segment(f"{text}{space}{mark} ", style)]
        return [Segment(text, style), Segment(space + mark, look.quiet)]

    # Mouse

    def wheel(self, rows: int) -> None:
        """Move what is seen by so many rows, as far as there is anything."""
        self._top = max(0, min(self._top + rows, len(self._shown) - self._room))
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click acts on what it hits."""
        number = self._top + event.y - _HEAD
        if event.y >= _HEAD and number < len(self._shown) and self._shown[number].page:
            self._cursor = number
            self.action_choose()

    def on_focus(self) -> None:
        """The cursor shows, on the page that is read."""
        self._point_at_current()
        self.refresh()

    def on_blur(self) -> None:
        """The cursor goes."""
        self.refresh()


def _spaced(entries: Sequence[ContentsEntry]) -> Iterator[ContentsEntry]:
    """The entries with an empty one before every module but the first."""
    for number, entry in enumerate(entries):
        if number and not entry.page:
            yield ContentsEntry("")
        yield entry
