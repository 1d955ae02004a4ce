"""How many may be here: connections that have not logged in, of all and of one address, and sessions."""

from __future__ import annotations

import ipaddress
from collections import Counter
from typing import Final

from tui_course.serve.figures import Refusal
from tui_course.values import dataclass

_SIXTH: Final = 6
_ONE_NETWORK: Final = 64


@dataclass(frozen=True, slots=True)
class Limits:
    """What a server bears; times are in seconds.

    `unauthenticated` connections may not have logged in yet, `from_address` of them from one address: a classroom often is one.
    `sessions` are those with a reader. A login takes at most `login`, and after it a terminal is asked for within that time.
    A terminal on which nothing is typed for `idle` is closed, and each after `longest`; `warning` before that it is said. A
    client that takes nothing for `stalled` is not waited for. A server that ends gives readers `ending` to end, of which `politely`.
    """

    unauthenticated: int = 256
    from_address: int = 64
    sessions: int = 300
    login: float = 10.0
    idle: float = 30 * 60.0
    longest: float = 8 * 3600.0
    warning: float = 120.0
    stalled: float = 10.0
    politely: float = 3.0
    ending: float = 9.0


class Admission:
    """Counts who is here. A connection has an `address` as its socket gives it, without the port."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._strangers: Counter[str] = Counter()
        self._sessions = 0

    @property
    def sessions(self) -> int:
        """How many sessions there are."""
        return self._sessions

    @property
    def strangers(self) -> int:
        """How many connections have not logged in."""
        return self._strangers.total()

    def enter(self, address: str) -> Refusal | None:
        """A connection comes; None where it may stay, and then `leave` is called once it logged in or is gone."""
        origin = _origin(address)
        if self._strangers.total() >= self._limits.unauthenticated:
            return Refusal.CROWDED
        if self._strangers[origin] >= self._limits.from_address:
            return Refusal.ADDRESS
        self._strangers[origin] += 1
        return None

    def leave(self, address: str) -> None:
        """A connection that entered has logged in, or is gone."""
        origin = _origin(address)
        self._strangers[origin] -= 1
        if not self._strangers[origin]:
            del self._strangers[origin]

    def begin(self) -> bool:
        """A session wants to begin; where it may, `end` is called when it ends."""
        if self._sessions >= self._limits.sessions:
            return False
        self._sessions += 1
        return True

    def end(self) -> None:
        """A session has ended."""
        self._sessions -= 1


def _origin(address: str) -> str:
    """Whom an address stands for: one host has a whole network of the sixth version's addresses."""
    try:
        given = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if given.version != _SIXTH:
        return address
    if given.ipv4_mapped is not None:
        return str(given.ipv4_mapped)
    return str(ipaddress.ip_network((given, _ONE_NETWORK), strict=False))
