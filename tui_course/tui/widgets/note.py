"""The field in which a note is written: a few rows over the end of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment

from tui_course.language import gettext as _
from tui_course.tui.answers.field import typed
from tui_course.tui.strips import character_at, fitted, shortened
from tui_course.tui.widgets.lines import LineWidget
from tui_course.typeset.wrap import clusters

if TYPE_CHECKING:
    from textual import events
    from textual.strip import Strip

    from tui_course.model.draft import Typing
    from tui_course.tui.theme import Look

_MARGIN = 1
_LEAST_ROWS = 2
_MOST_ROWS = 5


class NoteField(LineWidget):
    """Shows a title and, below it, the text of `draft` with its caret; as many rows as it needs, six at most.

    It has no focus of its own: its screen gives it keys.
    """

    def __init__(self, look: Look, title: str, draft: Typing) -> None:
        super().__init__(look)
        self.draft = draft
        self._title = title
        self._top = 0
        self._known: tuple[str, int] | None = None
        self._wrapped: list[tuple[int, int]] = []

    @property
    def text(self) -> str:
        """What is written."""
        return self.draft.text

    def tell(self, title: str, draft: Typing) -> None:
        """Show another title and another text."""
        self._title = title
        self.draft = draft
        self.renew()

    def press(self, key: str, character: str | None) -> bool:
        """Take a key; False where it means nothing here, or the caret is at the end already."""
        match key:
            case "up":
                return self._step(-1)
            case "down":
                return self._step(1)
            case "home" | "ctrl+a":
                changed = self.draft.moved(self._row_of_caret()[0])
            case "end" | "ctrl+e":
                changed = self.draft.moved(self._row_of_caret()[1])
            case _:
                found = typed(self.draft, key, character)
                if found is None:
                    return False
                changed = found
        self.draft = changed
        self.renew()
        return True

    def put_in(self, text: str) -> None:
        """Put text in at the caret."""
        self.draft = self.draft.typed(text)
        self.renew()

    # Rows

    @property
    def _room(self) -> int:
        # A cell stays free for the caret behind the last character.
        return max(1, self._width - 2 * _MARGIN - 1)

    @property
    def _width(self) -> int:
        return self.size.width or (self.app.size.width if self.is_attached else 80)

    def _rows(self) -> list[tuple[int, int]]:
        known = self.draft.text, self._room
        if known != self._known:
            self._known, self._wrapped = known, wrapped(*known)
        return self._wrapped

    def _row_of_caret(self) -> tuple[int, int]:
        rows = self._rows()
        return rows[_row_at(rows, self.draft.caret)]

    def _step(self, by: int) -> bool:
        """Move the caret a row up or down, to the same cell or the end of the row."""
        rows = self._rows()
        row = _row_at(rows, self.draft.caret)
        if not 0 <= row + by < len(rows):
            return False
        text = self.draft.text
        cell = cell_len(text[rows[row][0] : self.draft.caret])
        start, stop = rows[row + by]
        self.draft = self.draft.moved(start + character_at(text[start:stop], cell))
        self.renew()
        return True

    def renew(self) -> None:
        """Take as many rows as the text needs, with the caret in view."""
        rows = self._rows()
        seen = min(max(len(rows), _LEAST_ROWS), _MOST_ROWS)
        row = _row_at(rows, self.draft.caret)
        self._top = max(min(self._top, row, len(rows) - seen), row - seen + 1, 0)
        self.styles.height = 1 + seen
        self.refresh()

    def on_mount(self) -> None:
        """There is a width now."""
        self.renew()

    def on_resize(self) -> None:
        """Other words fit."""
        self.renew()

    def row(self, y: int, width: int) -> Strip:
        """The title, or a row of the text."""
        look = self.look
        if y == 0:
            count = str(len(self.text)) if len(self.text) > _COUNTED else ""
            room = max(1, width - 2 * _MARGIN - cell_len(count) - 1)
            title = shortened(self._title, room, look.mark("…", "..."))
            space = max(0, width - 2 * _MARGIN - cell_len(title) - cell_len(count))
            return fitted(
                [Segment(" " * _MARGIN + title, look.bar_key), Segment(" " * space + count, look.bar_dim)], width, look.bar
            )
        rows = self._rows()
        number = self._top + y - 1
        if number >= len(rows):
            return fitted([Segment(" ", look.bar)], width, look.bar)
        start, stop = rows[number]
        text = self.draft.text[start:stop].replace("\t", " ")
        parts = [Segment(" " * _MARGIN, look.bar)]
        if number != _row_at(rows, self.draft.caret):
            return fitted([*parts, Segment(text, look.bar)], width, look.bar)
        caret = self.draft.caret - start
        here = clusters(text[caret:], cell_len)[0] if caret < len(text) else " "
        parts += [Segment(text[:caret], look.bar), Segment(here, look.cursor), Segment(text[caret + len(here) :], look.bar)]
        if not self.draft.text:
            parts.append(Segment(" " + _("write here"), look.bar_dim))
        return fitted(parts, width, look.bar)

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """A click puts the caret."""
        event.stop()
        rows = self._rows()
        number = min(max(0, self._top + event.y - 1), len(rows) - 1)
        start, stop = rows[number]
        self.draft = self.draft.moved(start + character_at(self.draft.text[start:stop], event.x - _MARGIN))
        self.renew()


_COUNTED = 9_000
"""From how many characters on they are counted, so that the end of a long note is no surprise."""


def wrapped(text: str, width: int) -> list[tuple[int, int]]:
    """Start and stop of each row of a text: filled to at most `width` cells, a blank stays at the end of its row.

    At least one row; a line feed belongs to none.
    """
    rows: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        rows += [(start + begin, start + end) for begin, end in _filled(line, width)]
        start += len(line) + 1
    return rows


def _filled(line: str, width: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = at = used = blank = 0
    for character in clusters(line, cell_len):
        cells = cell_len(character)
        # A blank that ends a row may stand in the cell that is free for the caret.
        if used + cells > width + (character == " ") and at > start:
            cut = blank if blank > start else at
            found.append((start, cut))
            start = cut
            used = cell_len(line[start:at])
        at += len(character)
        used += cells
        if character == " ":
            blank = at
    return [*found, (start, len(line))]


def _row_at(rows: list[tuple[int, int]], caret: int) -> int:
    """The row in which a caret stands: where one ends and the next begins, the next."""
    return max((number for number, (start, _stop) in enumerate(rows) if start <= caret), default=0)
