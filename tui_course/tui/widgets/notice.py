"""What was said to all of a workshop, in a few rows between the text and the line of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.segment import Segment

from tui_course.tui.key_names import key_names
from tui_course.tui.strips import fitted, shortened
from tui_course.tui.widgets.bars import broken
from tui_course.tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.strip import Strip

    from tui_course.tui.notices import Announcement
    from tui_course.tui.theme import Look

_GAP: Final = 2
MOST_ROWS: Final = 3
"""The most rows that it takes."""
_MOST_ROWS_LOW: Final = 2
_LOW: Final = 16


class NoticeLine(LineWidget):
    """An announcement, which stays: words at the left, their keys at the end; it takes its rows from the end of the text.

    `told` says how the keys of a hint are called, where the user has chosen others.
    """

    def __init__(self, look: Look, told: Callable[[str], str] = str) -> None:
        super().__init__(look)
        self._told = told
        self._announcement: Announcement | None = None

    @property
    def announcement(self) -> Announcement | None:
        """What is announced now."""
        return self._announcement

    def show(self, announcement: Announcement | None) -> None:
        """Announce something else, or nothing."""
        if announcement != self._announcement:
            self._announcement = announcement
            self.refresh()

    def rows_for(self, width: int, height: int) -> int:
        """The rows that it takes on a screen of such a size, 0 where nothing is announced."""
        return len(self._rows(width, height)) if self._announcement is not None else 0

    def _keys(self) -> list[tuple[str, str]]:
        announcement = self._announcement
        hints = announcement.hints if announcement is not None else ()
        called = ((key_names(hint.key) if hint.fixed else self._told(hint.key), hint.word) for hint in hints)
        return [(key, word) for key, word in called if key]

    def _rows(self, width: int, height: int) -> list[str]:
        """The words in rows, of which the last has room for the keys."""
        announcement = self._announcement
        if announcement is None:
            return []
        room = max(1, width - cell_len(self._sign()) - 1)
        beside = _length(self._keys())
        rows = broken(announcement.words, room)
        most = MOST_ROWS if height >= _LOW else _MOST_ROWS_LOW
        if beside and (cell_len(rows[-1]) + _GAP + beside > room or len(rows) > most):
            last = room - beside - _GAP
            if len(rows) >= most and last > 0:
                rest = " ".join(rows[most - 1 :])
                return [*rows[: most - 1], shortened(rest, last, self.look.mark("…", "..."))]
            return [*rows[: most - 1], ""]
        if len(rows) > most:
            rows = [*rows[: most - 1], shortened(" ".join(rows[most - 1 :]), room, self.look.mark("…", "..."))]
        return rows

    def _sign(self) -> str:
        announcement = self._announcement
        if announcement is not None and announcement.urgent:
            return self.look.mark(" ⚠ ", " ! ")
        return self.look.mark(" ▌ ", " > ")

    def row(self, y: int, width: int) -> Strip:
        """One of its rows."""
        look, rows = self.look, self._rows(width, self.app.size.height)
        words = rows[y] if y < len(rows) else ""
        sign = (
            self._sign()
            if y == 0
            else self._sign()
            if not look.ascii and self._sign() == " ▌ "
            else " " * cell_len(self._sign())
        )
        parts = [Segment(sign, look.bar_key), Segment(words, look.bar)]
        if y == len(rows) - 1:
            keys = self._keys()
            space = width - 1 - cell_len(sign) - cell_len(words) - _length(keys)
            parts.append(Segment(" " * max(0, space), look.bar))
            for number, (key, word) in enumerate(keys):
                parts.append(Segment(" " * (_GAP if number else 0), look.bar))
                parts.append(Segment(key, look.bar_key))
                parts.append(Segment(f" {word}", look.bar_dim))
        return fitted(parts, width, look.bar)


def _length(keys: list[tuple[str, str]]) -> int:
    return sum(cell_len(key) + 1 + cell_len(word) for key, word in keys) + _GAP * max(0, len(keys) - 1)
