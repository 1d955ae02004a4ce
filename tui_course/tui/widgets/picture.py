"""The widget of a picture: the part that is looked at, and its words below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment

from tui_course.language import gettext as _
from tui_course.pictures.view import FIT, Frame
from tui_course.tui.pictures import cell_segments, is_inked
from tui_course.tui.strips import fitted, segments
from tui_course.tui.typesetting import setting_of
from tui_course.tui.widgets.lines import LineWidget
from tui_course.typeset.document import Document
from tui_course.typeset.line import Line, Role, Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

    from tui_course.model.block import Block
    from tui_course.pictures.drawn import Cell
    from tui_course.pictures.picture import Picture
    from tui_course.pictures.view import View, Window
    from tui_course.tui.theme import Look

_MARGIN = 2
_SHARE = 5
_LEAST_PICTURE = 6


class PictureView(LineWidget, can_focus=True):
    """Shows a picture, once there is one, above `words`: their beginning, or all of them where `in_full`."""

    def __init__(self, look: Look, words: Sequence[Block]) -> None:
        super().__init__(look)
        self.picture: Picture | None = None
        self.view = FIT
        self.in_full = False
        self._words = tuple(words)
        self._set: tuple[object, list[Line]] = (None, [])
        self._drawn: tuple[object, list[list[Cell]]] = (None, [])

    def show(self, picture: Picture, words: Sequence[Block]) -> None:
        """Show all of a picture, and words below it."""
        self.picture = picture
        self.view = FIT
        self._words = tuple(words)
        self.refresh()

    def tell(self, words: Sequence[Block]) -> None:
        """Show other words."""
        self._words = tuple(words)
        self.refresh()

    def look_at(self, view: View) -> bool:
        """Look at the picture in another way; whether that shows anything else."""
        before, self.view = self.window, view
        if self.window == before:
            return False
        self.refresh()
        return True

    def show_words(self, *, in_full: bool) -> None:
        """Show all words below the picture, or their beginning."""
        self.in_full = in_full
        self.refresh()

    # What stands where

    @property
    def frame(self) -> Frame | None:
        """The room of the picture, None without one."""
        if self.picture is None or not self.size.width:
            return None
        words = len(self._lines())
        rows = self.size.height - (words + 1 if words else 0)
        return Frame(self.picture.size, self.size.width, max(1, rows))

    @property
    def window(self) -> Window | None:
        """What is seen of the picture, None without one."""
        frame = self.frame
        return frame.window(self.view) if frame is not None else None

    def _lines(self) -> list[Line]:
        """The words below the picture; without a picture they have all the room."""
        width = max(1, min(self.look.width, self.size.width - 2 * _MARGIN))
        room = self.size.height
        if self.picture is not None:
            room = max(0, room - _LEAST_PICTURE) if self.in_full else room // _SHARE
        key = (self._words, width, room, self.look)
        if key != self._set[0]:
            document = Document(self._words, setting_of(self.look, width))
            lines = document.lines(0, min(document.height, room))
            if lines and document.height > room:
                more = _("{dots} w: all words").format(dots=self.look.mark("…", "..."))
                lines[-1] = Line((Run(more, Role.DIM),))
            self._set = (key, lines)
        return self._set[1]

    def row(self, y: int, width: int) -> Strip:
        """A row of the picture, or of the words."""
        picture, frame = self.picture, self.frame
        if picture is None or frame is None:
            return self._words_row(y - 1, width)
        if y < frame.rows:
            window = frame.window(self.view)
            cells = self._cells(picture, window)
            inside = y - window.top
            parts = cell_segments(cells[inside], self.look) if 0 <= inside < len(cells) else []
            return fitted([Segment(" " * window.left, self.look.ground), *parts], width, self.look.ground)
        return self._words_row(y - frame.rows - 1, width)

    def _words_row(self, number: int, width: int) -> Strip:
        lines = self._lines()
        parts = segments(lines[number], self.look) if 0 <= number < len(lines) else []
        return fitted([Segment(" " * _MARGIN, self.look.ground), *parts], width, self.look.ground)

    def _cells(self, picture: Picture, window: Window) -> list[list[Cell]]:
        """The rows of the window, kept until it or the look is another."""
        key = (picture, window, self.look)
        if key != self._drawn[0]:
            from tui_course.pictures.cells import half_blocks, inked

            plain = is_inked(self.look)
            bright = self.look.is_dark
            self._drawn = (key, inked(picture, window, ink_is_bright=bright) if plain else half_blocks(picture, window))
        return self._drawn[1]
