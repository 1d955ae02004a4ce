"""Drawings of diagrams, kept for whoever sets their page next."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from tui_course.diagrams.draw import draw
from tui_course.diagrams.drawing import Drawing
from tui_course.diagrams.sequence import draw_sequence
from tui_course.language import gettext as _
from tui_course.model.diagram import Sequence
from tui_course.typeset.patience import Patience

if TYPE_CHECKING:
    from tui_course.model.diagram import Diagram

_MOST_CELLS: Final = 400_000
_MOST_DRAWINGS: Final = 512

_Key = tuple["Diagram | Sequence", int, bool]


class Drawings:
    """The drawings of some diagrams, at least the last one; from any thread. `drawn` counts those that were made."""

    def __init__(self) -> None:
        self.drawn = 0
        self._kept: OrderedDict[_Key, Drawing] = OrderedDict()
        self._cells = 0
        self._lock = threading.Lock()

    def clear(self) -> None:
        """Keep none."""
        with self._lock:
            self._kept.clear()
            self._cells = 0

    def get(self, key: _Key) -> Drawing | None:
        """The drawing of a diagram in a width, in ASCII or not."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: _Key, drawing: Drawing) -> None:
        """Keep a drawing; those that were not asked for longest go where there are too many cells."""
        with self._lock:
            self._forget(self._kept.pop(key, None))
            self._kept[key] = drawing
            self._cells += drawing.width * drawing.height
            while len(self._kept) > 1 and (self._cells > _MOST_CELLS or len(self._kept) > _MOST_DRAWINGS):
                self._forget(self._kept.popitem(last=False)[1])

    def _forget(self, drawing: Drawing | None) -> None:
        if drawing is not None:
            self._cells -= drawing.width * drawing.height


KEPT: Final = Drawings()


def drawing_of(
    diagram: Diagram | Sequence,
    width: int,
    *,
    ascii: bool = False,  # noqa: A002  the name of the setting
    patience: Patience | None = None,
) -> Drawing:
    """A diagram as it is drawn in a text `width` cells wide; from any thread.

    Where nothing is left of `patience` it is refused, and stays so: whoever sets the page next shall not wait for it either.
    """
    key = (diagram, width, ascii)
    kept = KEPT.get(key)
    if kept is not None:
        return kept
    patience = patience or Patience()
    if patience.left <= 0:
        drawing = Drawing(0, 0, (), refused=_("drawing all diagrams of this page takes too long"))
    else:
        start = patience.clock()
        KEPT.drawn += 1
        if isinstance(diagram, Sequence):
            drawing = draw_sequence(diagram, width=width, ascii=ascii)
        else:
            drawing = draw(diagram, width=width, ascii=ascii)
        patience.left -= patience.clock() - start
    KEPT.keep(key, drawing)
    return drawing
