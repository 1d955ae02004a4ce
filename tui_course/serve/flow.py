"""How much may come at a time: so much at once and so much a second, and work that is done in turns."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Allowance:
    """Bytes that may pass: `burst` at once, and `rate` a second from then on."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate = rate
        self._burst = burst
        self._left = burst
        self._at = 0.0

    def take(self, count: int, now: float) -> float:
        """Take so many; for how many seconds nothing more shall be taken. `now` is in seconds of a clock that only goes on."""
        if self._at:
            self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        self._left -= count
        return max(0.0, -self._left / self._rate)


class Turns:
    """Does work of many one after the other, a few in each round of the event loop, so that nobody else waits for all of it.

    A storm of logins is some milliseconds of cryptography for each: one after the other they take as long as at once, but a
    key that is pressed meanwhile waits for a few of them instead of two hundred. One who sends nothing has no turn, and
    keeps nobody from theirs, as would one of a number of places.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, at_once: int = 4) -> None:
        self._loop = loop
        self._at_once = at_once
        self._waiting: deque[Callable[[], None]] = deque()
        self._coming = False

    def enter(self, work: Callable[[], None]) -> None:
        """Have some work done when its turn comes."""
        self._waiting.append(work)
        self._come()

    def _come(self) -> None:
        if self._waiting and not self._coming:
            self._coming = True
            self._loop.call_soon(self._round)

    def _round(self) -> None:
        self._coming = False
        due = [self._waiting.popleft() for _ in range(min(self._at_once, len(self._waiting)))]
        # The next round stands in line before anything can go wrong in this one.
        self._come()
        for work in due:
            work()


class Places:
    """A few places for what takes all of a core for a moment; who finds none waits, and they come in their order.

    Side by side all of a storm would be done at its end, and whoever has to be let in meanwhile would wait behind them. A place
    that is not left is free again after `patience` seconds: what takes longer waits for something else than a core.
    """

    def __init__(self, count: int, patience: float) -> None:
        self._free = asyncio.Semaphore(count)
        self._patience = patience

    async def take(self) -> Place:
        """Wait for a place, and take it."""
        await self._free.acquire()
        return Place(self._free, self._patience)


class Place:
    """A place that was taken."""

    def __init__(self, free: asyncio.Semaphore, patience: float) -> None:
        self._free = free
        self._taken = True
        self._timer = asyncio.get_running_loop().call_later(patience, self.leave)

    def leave(self) -> None:
        """Make room for the next; twice is once."""
        if self._taken:
            self._taken = False
            self._timer.cancel()
            self._free.release()
