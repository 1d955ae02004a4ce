"""How long the diagrams of one page may take to be drawn."""

from __future__ import annotations

from time import thread_time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE_SECONDS: Final = 3.0
"""Of processor time, of which one diagram takes at most a second and a half, and a usual one some hundredths."""


class Patience:
    """How many seconds of processor time are left to the diagrams of a page; `clock` tells how many were used."""

    __slots__ = ("clock", "left")

    def __init__(self, seconds: float = PAGE_SECONDS, clock: Callable[[], float] = thread_time) -> None:
        self.left = seconds
        self.clock = clock
