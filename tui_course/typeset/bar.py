"""How much of something is done, as a bar of cells."""

from __future__ import annotations

from typing import Final

_EIGHTHS: Final = " ▏▎▍▌▋▊▉█"
_STEPS: Final = 8


def bar(share: float, cells: int, *, ascii: bool = False) -> str:  # noqa: A002  the name of the option
    """A share, 0 to 1, as so many cells: full ones, one in eighths, and spaces; in ASCII `#` and `.`.

    Only what is all done fills all cells, and whatever is begun shows.
    """
    share = min(1.0, max(0.0, share))
    steps = cells if ascii else cells * _STEPS
    full = int(share * steps)
    if share > 0.0:
        full = max(1, full)
    if share < 1.0:
        full = min(full, steps - 1)
    if ascii:
        return "#" * full + "." * (cells - full)
    whole, rest = divmod(full, _STEPS)
    return ("█" * whole + (_EIGHTHS[rest] if rest else "")).ljust(cells)


def waiting(step: int, cells: int, *, ascii: bool = False) -> str:  # noqa: A002  likewise
    """A bar for what nobody knows the end of: three cells that go from side to side with each `step`."""
    lit = min(3, cells)
    way = cells - lit
    at = step % (2 * way) if way else 0
    at = min(at, 2 * way - at)
    full, empty = ("#", ".") if ascii else ("█", " ")
    return (empty * at + full * lit).ljust(cells, empty)
