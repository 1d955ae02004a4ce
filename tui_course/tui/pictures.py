"""Rows of pictures as Textual's segments: the picture, or what holds its place."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style

from tui_course.language import gettext as _
from tui_course.pictures.gallery import Failed
from tui_course.tui.strips import Highlight, offset_segments, segments, shortened
from tui_course.typeset.line import Line
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui_course.pictures.drawn import Cell, Colour, Drawn
    from tui_course.tui.theme import Look
    from tui_course.typeset.line import Patch, Run


_FULL_COLOUR: Final = frozenset(("truecolor", "256"))
_STYLES_KEPT: Final = 65_536
_LEAST_FRAME: Final = (8, 3)


def is_inked(look: Look) -> bool:
    """Whether pictures are drawn as ink: sixteen colours make a picture less like itself than none."""
    return look.ascii or look.monochrome or look.colours not in _FULL_COLOUR


def has_picture(line: Line) -> bool:
    """Whether a row of a picture stands in a line."""
    return any(run.patch is not None for run in line.runs)


@dataclass(frozen=True, slots=True)
class Hanging:
    """How the pictures of a line are shown.

    `pictures` tells what is at hand of one. `focused` and `hovered` are the numbers of the targets that have the focus and
    that the mouse is over; `veiled` says that something lies over the text.
    """

    look: Look
    pictures: Callable[[Patch], Drawn | Failed | None]
    focused: int | None = None
    hovered: int | None = None
    veiled: bool = False

    def segments(self, line: Line, number: int, highlights: Sequence[Highlight]) -> list[Segment]:
        """A line that has a picture in it, its words with their places in the text as the mouse needs them."""
        found: list[Segment] = []
        start = 0
        for run in line.runs:
            stop = start + len(run.text)
            if run.patch is not None:
                found.extend(self._picture(run.patch))
            else:
                words = self._words(run, start, highlights)
                found.extend(offset_segments(words, number, start))
            start = stop
        return found

    def _words(self, run: Run, start: int, highlights: Sequence[Highlight]) -> list[Segment]:
        look = self.look
        edge = self._edge(run)
        if edge:
            return [Segment(edge + run.text[1:], look.quiet if self.veiled else look.edge)]
        moved = [Highlight(mark.start - start, mark.stop - start, mark.style) for mark in highlights]
        parts = segments(Line((run,)), look, moved)
        return [Segment(text, look.quiet) for text, _style, _control in parts] if self.veiled else parts

    def _edge(self, run: Run) -> str:
        """What stands beside a picture that has the focus, or is under the mouse: a bar, which needs no colour."""
        if run.target is None or not run.text or run.text.strip():
            return ""
        if run.target.number == self.focused:
            return self.look.mark("▌", "|")
        return self.look.mark("▏", ":") if run.target.number == self.hovered else ""

    def _picture(self, patch: Patch) -> list[Segment]:
        found = self.pictures(patch)
        if found is None:
            return self._waiting(patch, (_("loading {dots}").format(dots=self.look.mark("…", "...")),))
        if isinstance(found, Failed):
            return self._waiting(patch, self._reason(found, patch))
        if patch.row >= found.rows:
            return [Segment(" " * patch.columns, self.look.ground)]
        rest = [Segment(" " * (patch.columns - found.across), self.look.ground)] if patch.columns > found.across else []
        return [*self._row(found, patch.row), *rest]

    def _row(self, drawn: Drawn, row: int) -> list[Segment]:
        look = self.look
        if self.veiled or is_inked(look):
            return [Segment(drawn.inked(row, ink_is_bright=look.is_dark), look.quiet if self.veiled else look.ground)]
        return cell_segments(drawn.blocks(row), look)

    def _reason(self, failed: Failed, patch: Patch) -> list[str]:
        """Why there is no picture; where a sentence has no room, the reason alone."""
        if not _is_framed(patch):
            return [self.look.mark("⚠", "!")]
        width = max(1, patch.columns - 4)
        sentence = wrap(_("This picture cannot be shown: {reason}").format(reason=failed.reason), width)
        return sentence if len(sentence) <= patch.rows - 2 else wrap(failed.reason, width)

    def _waiting(self, patch: Patch, words: Sequence[str]) -> list[Segment]:
        """A row of what holds a picture's place: a quiet frame with words in its middle, or a shade where it has no room."""
        look, width = self.look, patch.columns
        if not _is_framed(patch):
            said = words[0] if patch.row == 0 and len(words[0]) <= width else ""
            return [Segment(said + look.mark("░", ".") * (width - len(said)), look.quiet)]
        if patch.row in {0, patch.rows - 1}:
            left, right = ("┌", "┐") if patch.row == 0 else ("└", "┘")
            return [Segment(left + "─" * (width - 2) + right, look.painted("rule"))]
        room = patch.rows - 2
        shown = [*words[: room - 1], " ".join(words[room - 1 :])] if len(words) > room else list(words)
        at = patch.row - 1 - (room - len(shown)) // 2
        said = shortened(shown[at], width - 4, look.mark("…", "...")) if 0 <= at < len(shown) else ""
        bar = Segment("│", look.painted("rule"))
        return [bar, *_centred(said, width - 2, look.quiet), bar]


def _is_framed(patch: Patch) -> bool:
    return patch.columns >= _LEAST_FRAME[0] and patch.rows >= _LEAST_FRAME[1]


def _centred(words: str, width: int, style: Style) -> list[Segment]:
    from rich.cells import cell_len

    before = (width - cell_len(words)) // 2
    return [Segment(" " * before + words + " " * (width - before - cell_len(words)), style)]


def cell_segments(cells: Iterable[Cell], look: Look) -> list[Segment]:
    """A row of cells in their colours."""
    ground = look.palette.ground
    found = []
    for (fore, back), run in groupby(cells, key=lambda cell: (cell.fore, cell.back)):
        style = look.ground if fore is None else _style(fore, back, ground)
        found.append(Segment("".join(cell.glyph for cell in run), style))
    return found


@lru_cache(maxsize=_STYLES_KEPT)
def _style(fore: Colour, back: Colour | None, ground: str) -> Style:
    # A photograph has a style for each of its cells: this is the constructor that does the least.
    return Style.from_color(_colour(fore), Color.parse(ground) if back is None else _colour(back))


@lru_cache(maxsize=_STYLES_KEPT)
def _colour(colour: Colour) -> Color:
    return Color.from_triplet(ColorTriplet(*colour))
