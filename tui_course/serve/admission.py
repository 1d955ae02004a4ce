"""How many may be here: people who are not known yet, of all and of one address, and sessions."""

from __future__ import annotations

import ipaddress
from collections import Counter, defaultdict
from enum import IntEnum
from typing import TYPE_CHECKING, Final, Protocol

from tui_course.model.workshop import Way
from tui_course.serve.figures import Refusal
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from tui_course.model.workshop import Person

GRACE: Final = 1.0
"""Seconds in which a connection that is wanted has come further."""
PATIENCE: Final = 45.0
"""Seconds in which somebody has found the code and typed it."""
_PAUSE: Final = 0.1
_FOR_INSTRUCTORS: Final = 8
"""Sessions beyond the limit: who fills the workshop keeps nobody from seeing that."""
_SIXTH: Final = 6
_ONE_NETWORK: Final = 64


@dataclass(frozen=True, slots=True)
class Limits:
    """What a server bears; times are in seconds.

    `unauthenticated` connections may be of people who are not known yet, `from_address` of them from one address of the
    internet: a classroom often is one. `sessions` are those with a reader, `of_one` of them may be of one person, and half of
    them, or `from_address` if that is more, guests from one address; some more are for instructors.

    Each step of a login takes `login` at most, and so does asking for a terminal; but to prove who it is there is `typing`, for
    people look for the code. A terminal on which nothing is typed for `idle` is closed, and each after `longest`; `warning`
    before that it is said. A client that takes nothing for `stalled` is not waited for; one of which nothing is heard for
    `asking` is asked whether it is there, and is given up when it has not answered three times. A server that ends says so,
    asks readers to end `politely` later, and has ended them `ending` after it began.
    """

    unauthenticated: int = 512
    from_address: int = 64
    sessions: int = 300
    of_one: int = 6
    login: float = 10.0
    typing: float = 90.0
    idle: float = 30 * 60.0
    longest: float = 8 * 3600.0
    warning: float = 120.0
    stalled: float = 10.0
    asking: float = 15.0
    politely: float = 3.0
    ending: float = 9.0


class Stage(IntEnum):
    """How far a connection has come."""

    SILENT = 0
    GREETED = 1
    ENCRYPTED = 2
    PROVING = 3


class Stranger(Protocol):
    """A connection of somebody who is not known.

    `address` is as its socket gives it, `came` is when, by the clock of the loop.
    """

    @property
    def address(self) -> str:
        """Where it comes from."""

    @property
    def came(self) -> float:
        """When it came."""

    @property
    def stage(self) -> Stage:
        """How far it has come."""

    def cut(self) -> None:
        """End it at once; it leaves."""


class Admission:
    """Counts who is here. `clock` gives seconds and only goes on.

    A stranger is whoever is connected and not known yet. Where there are too many, one that has come less far than others in
    the time that they had makes room, first of the address from which most come: those who connect and wait keep nobody out.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self._limits = limits
        self._clock = clock
        self._strangers: defaultdict[str, dict[Stranger, None]] = defaultdict(dict)
        self._all: dict[Stranger, None] = {}
        self._sessions = 0
        self._of_one: Counter[str] = Counter()
        self._guests: Counter[str] = Counter()
        self._nobody_until = 0.0

    @property
    def sessions(self) -> int:
        """How many sessions there are."""
        return self._sessions

    @property
    def full(self) -> bool:
        """Whether there is no room for another session."""
        return self._sessions >= self._limits.sessions

    @property
    def strangers(self) -> int:
        """How many connections are of people who are not known."""
        return len(self._all)

    def enter(self, stranger: Stranger) -> Refusal | None:
        """A connection comes; None where it may stay, and then it leaves once it is known who it is, or it is gone."""
        origin, local = _origin(stranger.address)
        if not local and len(self._strangers[origin]) >= self._limits.from_address and not self._room(self._strangers[origin]):
            return Refusal.ADDRESS
        if len(self._all) >= self._limits.unauthenticated and not self._room(self._all):
            return Refusal.CROWDED
        self._strangers[origin][stranger] = None
        self._all[stranger] = None
        return None

    def leave(self, stranger: Stranger) -> None:
        """Of a connection that entered it is known who it is, or it is gone; twice is once."""
        if stranger not in self._all:
            return
        origin, _local = _origin(stranger.address)
        del self._all[stranger], self._strangers[origin][stranger]
        if not self._strangers[origin]:
            del self._strangers[origin]

    def begin(self, person: Person, address: str) -> Refusal | None:
        """A session of somebody wants to begin; None where it may, and then `end` is called when it ends."""
        more = _FOR_INSTRUCTORS if person.way is Way.INSTRUCTOR else 0
        if self._sessions >= self._limits.sessions + more:
            return Refusal.FULL
        if self._of_one[person.learner] >= self._limits.of_one:
            return Refusal.TERMINALS
        origin = _guests_of(person, address)
        if origin and self._guests[origin] >= max(self._limits.sessions // 2, self._limits.from_address):
            return Refusal.GUESTS
        self._count(person, origin, 1)
        return None

    def end(self, person: Person, address: str) -> None:
        """A session has ended that was begun so."""
        self._count(person, _guests_of(person, address), -1)

    def _count(self, person: Person, origin: str, change: int) -> None:
        self._sessions += change
        for counter, key in ((self._of_one, person.learner), (self._guests, origin)):
            counter[key] += change
            if not counter[key]:
                del counter[key]

    def _room(self, strangers: Collection[Stranger]) -> bool:
        """Whether one of these made room."""
        now = self._clock()
        if now < self._nobody_until:
            return False
        slow = [one for one in strangers if now - one.came >= (PATIENCE if one.stage is Stage.PROVING else GRACE)]
        if not slow:
            # A flood would have all of them looked at for each of its connections.
            self._nobody_until = now + _PAUSE
            return False
        crowds = {one: len(self._strangers[_origin(one.address)[0]]) for one in slow}
        least = min(slow, key=lambda one: (one.stage, -crowds[one], one.came))
        least.cut()
        self.leave(least)
        return True


def _guests_of(person: Person, address: str) -> str:
    """Where a guest comes from; empty for others, and for this machine, where a balancer may stand for everybody."""
    if person.way is not Way.GUEST:
        return ""
    try:
        given = ipaddress.ip_address(address.partition("%")[0])
        mapped = given.ipv4_mapped if isinstance(given, ipaddress.IPv6Address) else None
        return "" if (mapped or given).is_loopback else _origin(address)[0]
    except ValueError:
        return address


def _origin(address: str) -> tuple[str, bool]:
    """Whom an address stands for, and whether that is on this network: there a whole classroom may have one.

    On the internet one host has a whole network of the sixth version's addresses.
    """
    try:
        given = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address, False
    if given.version == _SIXTH:
        if given.ipv4_mapped is None:
            return str(ipaddress.ip_network((given, _ONE_NETWORK), strict=False)), not given.is_global
        given = given.ipv4_mapped
    return str(given), not given.is_global
