"""A widget that draws itself line by line, without Textual's caches and boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.widget import Widget

from tui_course.tui.strips import harmless

if TYPE_CHECKING:
    from typing import Self

    from textual.geometry import Region
    from textual.strip import Strip

    from tui_course.tui.theme import Look

_STRIPS_KEPT = 500


class LineWidget(Widget, inherit_css=False):
    """The base: a subclass says what its rows are; the look is told, never asked for.

    Its rows go to the compositor as they are, past `StylesCache`, which keeps every strip it has seen; here a few hundred are
    kept, for a text that scrolls shows most of its lines again.
    """

    ALLOW_SELECT = False

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._strips: dict[int, Strip] = {}
        self._drawn_size = Size(0, 0)

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

    def key(self, y: int) -> int:
        """What tells the content of row `y` from that of other rows, until the next `refresh`."""
        return y

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw anew; what was drawn is forgotten."""
        self._strips.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def repaint(self) -> None:
        """Paint again what rows had before, perhaps in other places."""
        super().refresh()

    def render_line(self, y: int) -> Strip:
        """Textual's question for one row."""
        size = self.size
        if size != self._drawn_size or len(self._strips) > _STRIPS_KEPT:
            self._drawn_size = size
            self._strips.clear()
        key = self.key(y)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = harmless(self.row(y, size.width), self._look.ground)
        return strip

    def render_lines(self, crop: Region) -> list[Strip]:
        """Textual's question for the rows to paint."""
        strips = [self.render_line(y) for y in range(crop.y, crop.bottom)]
        if crop.x or crop.width != self.size.width:
            strips = [strip.crop(crop.x, crop.right) for strip in strips]
        filters = self.app.get_line_filters()
        if filters:
            _, background = self.background_colors
            for line_filter in filters:
                strips = [strip.apply_filter(line_filter, background) for strip in strips]
        return strips
