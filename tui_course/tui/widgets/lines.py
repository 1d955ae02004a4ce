"""A widget that draws itself line by line, without Textual's caches and boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

if TYPE_CHECKING:
    from textual.geometry import Region
    from textual.strip import Strip

    from tui_course.tui.theme import Look


class LineWidget(Widget, inherit_css=False):
    """The base: a subclass says what its rows are; the look is told, never asked for.

    Its rows go to the compositor as they are, past `StylesCache`, which keeps every strip it has seen.
    """

    ALLOW_SELECT = False

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    @property
    def look(self) -> Look:
        """How it is drawn."""
        return self._look

    def wear(self, look: Look) -> None:
        """Draw in another look from now on."""
        self._look = look
        self.refresh()

    def row(self, y: int, width: int) -> Strip:
        """Row `y` of the widget, `width` cells wide."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Textual's question for one row."""
        return self.row(y, self.size.width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Textual's question for the rows to paint."""
        width = self.size.width
        strips = [self.row(y, width) for y in range(crop.y, crop.bottom)]
        if crop.x or crop.width != width:
            strips = [strip.crop(crop.x, crop.right) for strip in strips]
        filters = self.app.get_line_filters()
        if filters:
            _, background = self.background_colors
            for line_filter in filters:
                strips = [strip.apply_filter(line_filter, background) for strip in strips]
        return strips
