"""How many newcomers one address brings: who knows the code may come in, but not under a thousand names."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from tui_course.serve.identity.guesses import TooMany, network_of

if TYPE_CHECKING:
    from collections.abc import Callable

AT_ONCE: Final = 100
"""Newcomers of one address that come one after the other."""
SECONDS: Final = 10.0
"""After how many seconds there may be one more."""
_MOST: Final = 4_096


class Newcomers:
    """Lets in AT_ONCE newcomers of an address, and one more each SECONDS from then on; all of this machine."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str) -> None:
        """Somebody from an address is about to join; raises TooMany where there were too many before them."""
        origin, now = network_of(address), self._clock()
        if _is_this_machine(origin):
            return
        left, at = self._left.pop(origin, (float(AT_ONCE), now))
        left = min(float(AT_ONCE), left + (now - at) / SECONDS)
        self._left[origin] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > _MOST:
            self._left.popitem(last=False)
        if left < 1:
            raise TooMany(f"too many newcomers of {origin}")

    def give_back(self, address: str) -> None:
        """They did not join, for somebody has their name."""
        origin = network_of(address)
        if (found := self._left.get(origin)) is not None:
            self._left[origin] = (found[0] + 1, found[1])


def _is_this_machine(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
