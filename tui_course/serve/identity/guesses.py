"""Wrong guesses, and how long who made many of them waits for the next: nobody is ever shut out."""

from __future__ import annotations

import asyncio
import ipaddress
import time
from collections import OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

A_CONNECTION: Final = 5
"""Wrong guesses that one connection may make."""
_FREE: Final = 5
_LONGEST: Final = 60.0
_FORGOTTEN: Final = 900.0
_FREE_OF_ADDRESS: Final = 40
_STEP_OF_ADDRESS: Final = 20
_LONGEST_OF_ADDRESS: Final = 16.0
_WAITING: Final = 8
_MOST: Final = 4_096


class _Misses(NamedTuple):
    times: int
    last: float


class TooMany(Exception):
    """Too many from one address wait for a guess already; the message is none of a learner's."""


class Guesses:
    """Counts wrong guesses, at most some thousand of who made them.

    After five of somebody, known by address and key or name, the next waits a second, then twice as long each time, a minute
    at most. That alone would let a program guess anew under each name, and six digits do not last long against that. So
    `addresses` counts those of an address too, whatever the names: from the fortieth on each guess from there waits up to
    16 seconds, and eight wait at once. In a classroom behind one address that delays newcomers as long as somebody guesses, and
    nobody who has been there. What is a quarter of an hour old is forgotten.
    """

    def __init__(
        self,
        *,
        addresses: bool,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._addresses = addresses
        self._clock = clock
        self._sleep = sleep
        self._misses: OrderedDict[tuple[str, str], _Misses] = OrderedDict()
        self._waiting: dict[str, int] = {}

    async def turn(self, address: str, who: str) -> None:
        """Wait until somebody may guess; TooMany where too many from there wait: then none is looked at."""
        network = network_of(address)
        seconds = self.delay(address, who)
        if not seconds:
            return
        with self._place(network):
            await self._sleep(seconds)

    def delay(self, address: str, who: str) -> float:
        """How many seconds the next guess of somebody has to wait."""
        network = network_of(address)
        own = self._count((network, who)) - _FREE
        seconds = min(_LONGEST, 2.0 ** min(own, 10)) if own >= 0 else 0.0
        of_address = self._count((network, "")) - _FREE_OF_ADDRESS
        if self._addresses and of_address >= 0:
            seconds = max(seconds, min(_LONGEST_OF_ADDRESS, 2.0 ** (1 + of_address // _STEP_OF_ADDRESS)))
        return seconds

    def missed(self, address: str, who: str) -> None:
        """A guess was wrong."""
        network = network_of(address)
        for key in {(network, who), (network, "")}:
            self._misses[key] = _Misses(self._count(key) + 1, self._clock())
            self._misses.move_to_end(key)
        while len(self._misses) > _MOST:
            self._misses.popitem(last=False)

    def right(self, address: str, who: str) -> None:
        """A guess was right: what somebody got wrong before no longer counts, but for their address."""
        if who:
            self._misses.pop((network_of(address), who), None)

    def _count(self, key: tuple[str, str]) -> int:
        misses = self._misses.get(key)
        return misses.times if misses is not None and self._clock() - misses.last < _FORGOTTEN else 0

    @contextmanager
    def _place(self, network: str) -> Iterator[None]:
        waiting = self._waiting.get(network, 0)
        if self._addresses and waiting >= _WAITING:
            raise TooMany(f"{waiting} guesses of {network} wait")
        self._waiting[network] = waiting + 1
        try:
            yield
        finally:
            left = self._waiting.pop(network) - 1
            if left:
                self._waiting[network] = left


def network_of(address: str) -> str:
    """What one client can have as addresses: in version 6 that is a network of 64 bits."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
