"""Sends a terminal what is different from what it shows, and has it move text that has moved: over a network bytes count."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console
    from textual.geometry import Size
    from textual.strip import Strip

    Row = dict[int, tuple[str, int]]

_LEAST: Final = 4
"""The fewest rows that are moved: fewer are sent as quickly."""
_LOOK: Final = re.compile(r"\x1b\[([\d;]*)m")
_PLACE: Final = re.compile(r"(?:\x1b\[\d+;\d+H)*")
# Weights and the like, then the colour of the text, then that of its ground.
_PARTS: Final = re.compile(
    r"((?:(?:\d|2\d|5\d)(?:;|$))*)((?:(?:3\d|9\d)(?:;5;\d+|;2;\d+;\d+;\d+)?(?:;|$))?)((?:(?:4\d|10\d)(?:;5;\d+|;2;\d+;\d+;\d+)?)?)"
)
_PLAIN: Final[tuple[str, ...]] = ("", "39", "49")


class Painting:
    """What a terminal shows: each row as pieces by the column where they begin, each as it was sent and how wide it is.

    A row that is not known, as after another size, holds nothing, so that all of it is sent.
    """

    def __init__(self) -> None:
        self._size: tuple[int, int] = (0, 0)
        self._rows: list[Row] = []

    def changes(self, update: CompositorUpdate, size: Size) -> CompositorUpdate:
        """An update that paints the same with fewer bytes; the painting is that update's as soon as it is rendered."""
        if isinstance(update, ChopsUpdate | LayoutUpdate):
            return _Changes(self, update, (size.width, size.height))
        self._rows = []
        return update

    def paint(self, update: ChopsUpdate | LayoutUpdate, size: tuple[int, int], console: Console) -> str:
        """What to send so that the terminal shows an update of a screen of `size` columns and rows."""
        if size != self._size or len(self._rows) != size[1]:
            self._size = size
            self._rows = [{} for _ in range(size[1])]
        wanted = {y: _over(self._rows[y], row) for y, row in self._wanted(update, console)}
        moved = self._move(wanted)
        return shorter("".join((moved, *self._differences(wanted))))

    def _wanted(self, update: ChopsUpdate | LayoutUpdate, console: Console) -> Iterator[tuple[int, Row]]:
        """The rows of an update that are on the screen."""
        if isinstance(update, LayoutUpdate):
            x = update.region.x
            for y, strips in enumerate(update.strips[: self._size[1]], update.region.y):
                yield y, _row(x, strips, console)
            return
        rows: dict[int, Row] = {}
        for y, begin, end in update.spans:
            # What is beside a span may be of a widget that others cover.
            for (x, strip), stop in zip(update.chops[y].items(), update.chop_ends[y], strict=False):
                if strip is not None and x < end and stop > begin and y < self._size[1]:
                    rows.setdefault(y, {})[x] = strip.render(console), strip.cell_length
        yield from rows.items()

    def _move(self, wanted: dict[int, Row]) -> str:
        """Move text that stands elsewhere in what is wanted, in the painting too; what to send for that, often nothing.

        What else was moved by that is put among what is wanted as it was.
        """
        changed = [y for y, row in wanted.items() if row != self._rows[y]]
        if len(changed) < _LEAST:
            return ""
        stood = {_text(row): y for y, row in reversed([*enumerate(self._rows)]) if row}
        places = [(y, stood[text]) for y in changed if (text := _text(wanted[y])) in stood]
        if not places:
            return ""
        by = Counter(y - before for y, before in places).most_common(1)[0][0]
        ends = [place for y, before in places if y - before == by for place in (y, before)]
        top, bottom = min(ends), max(ends)
        if not by or any(_width(self._rows[y]) != self._size[0] for y in range(top, bottom + 1)):
            return ""
        after = {y: self._rows[y - by] if top <= y - by <= bottom else {} for y in range(top, bottom + 1)}
        target = {y: wanted.get(y, self._rows[y]) for y in after}
        gained = sum(_text(after[y]) == _text(row) for y, row in target.items() if row != self._rows[y])
        lost = sum(after[y] != row for y, row in target.items() if row == self._rows[y])
        if gained - lost < _LEAST:
            return ""
        wanted.update(target)
        self._rows[top : bottom + 1] = after.values()
        # Lines are taken out and put in, which every terminal since the VT102 can, within the rows that are moved.
        region, first = f"\x1b[{top + 1};{bottom + 1}r", f"\x1b[{top + 1};1H"
        return f"{region}{first}\x1b[{abs(by)}{'L' if by > 0 else 'M'}\x1b[r"

    def _differences(self, wanted: dict[int, Row]) -> Iterator[str]:
        """What to send for each piece that is not there, and note it."""
        for y, row in wanted.items():
            before = self._rows[y]
            for x, piece in row.items():
                if before.get(x) != piece:
                    yield f"\x1b[{y + 1};{x + 1}H{piece[0]}"
            self._rows[y] = row


def shorter(text: str) -> str:
    """Text and sequences for a terminal, with the looks of the text said in fewer bytes; it begins and ends without any.

    Textual says the whole look before each piece and takes it away after it; most pieces share their ground with the last.
    """
    first, *rest = _LOOK.split(text)
    sent = [first]
    worn: tuple[str, ...] = _PLAIN
    for codes, words in zip(rest[::2], rest[1::2], strict=True):
        wanted = _look(codes)
        if words and not _PLACE.fullmatch(words):
            sent.append(_change(worn, wanted))
            worn = wanted
        sent.append(words)
    sent.append(_change(worn, _PLAIN))
    return "".join(sent)


@lru_cache(maxsize=4096)
def _look(codes: str) -> tuple[str, ...]:
    """The weights of a look, and its two colours."""
    if codes in {"", "0"}:
        return _PLAIN
    found = _PARTS.fullmatch(codes)
    if found is None:
        # Something else than we know of: all of it counts as a weight, so that it is said whole.
        return (codes, "39", "49")
    weights, colour, ground = (part.removesuffix(";") for part in found.groups())
    return weights, colour or "39", ground or "49"


@lru_cache(maxsize=4096)
def _change(worn: tuple[str, ...], wanted: tuple[str, ...]) -> str:
    """What leads from one look to another."""
    if worn == wanted:
        return ""
    if wanted == _PLAIN:
        return "\x1b[0m"
    if worn[0] == wanted[0]:
        return f"\x1b[{';'.join(new for old, new in zip(worn, wanted, strict=True) if old != new)}m"
    colours = [code for code, plain in zip(wanted, _PLAIN, strict=True) if code != plain]
    return f"\x1b[{';'.join(['0', *colours] if worn != _PLAIN else colours)}m"


class _Changes(CompositorUpdate):
    """An update that is compared with the painting when it is sent, for one that is never sent changes nothing."""

    def __init__(self, painting: Painting, update: ChopsUpdate | LayoutUpdate, size: tuple[int, int]) -> None:
        self._painting = painting
        self._update = update
        self._size = size

    def render_segments(self, console: Console) -> str:
        """What to send."""
        return self._painting.paint(self._update, self._size, console)


def _row(x: int, strips: Iterable[Strip], console: Console) -> Row:
    row = {}
    for strip in strips:
        row[x] = strip.render(console), strip.cell_length
        x += strip.cell_length
    return row


def _over(before: Row, row: Row) -> Row:
    """A row with pieces painted over it; of a piece that they cover in part nothing is known any more."""
    if row.keys() >= before.keys():
        return row
    kept = {x: piece for x, piece in before.items() if not _covered(x, piece[1], row)}
    return {**kept, **row}


def _covered(x: int, width: int, row: Row) -> bool:
    return any(x < begin + wide and begin < x + width for begin, (_, wide) in row.items())


def _width(row: Row) -> int:
    """How many columns of a row are known."""
    return sum(width for _, width in row.values())


def _text(row: Row) -> str:
    """The widest piece of a row, by which it is found again: what is beside the text, such as a scroll bar, does not move."""
    return max(row.values(), key=lambda piece: piece[1])[0] if row else ""
