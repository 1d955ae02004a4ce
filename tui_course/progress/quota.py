"""How much of what one learner does a workshop keeps, so that nobody fills the disk of all."""

from __future__ import annotations

import time
from dataclasses import field
from typing import TYPE_CHECKING, Final

from tui_course.language import gettext as _
from tui_course.language import later, number
from tui_course.progress.bounds import name
from tui_course.progress.codec import text_bytes
from tui_course.progress.layered import LayeredStore
from tui_course.progress.store import Used
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_course.model.attempt import Event
    from tui_course.progress.store import Store

_PARTS: Final = 64
"""A learner is counted again after each such part of what they may keep: then several terminals of theirs see each other."""
_PATIENCE: Final = 10.0
"""For how many seconds one who has no room is not counted again."""
_FULL: Final = later("there is no more room for you in this workshop: what you do now is not kept; ask your instructor")


@dataclass(frozen=True, slots=True)
class Quota:
    """The most events that are kept of a learner in all courses, their most bytes, and the most bytes of one of them."""

    events: int = 20_000
    bytes: int = 16 << 20
    event_bytes: int = 128 << 10


@dataclass(slots=True)
class _Room:
    """What a learner may add before they are counted again, and when there was no more, by the clock."""

    events: int = 0
    bytes: int = 0
    full_since: float | None = field(default=None)


class BoundedStore(LayeredStore):
    """Keeps in `under` what a learner's quota has room for, and the rest with the program alone, which `notice` says then.

    `clock` gives seconds from any beginning.
    """

    def __init__(self, under: Store, quota: Quota, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(under, "")
        self._quota = quota
        self._clock = clock
        self._rooms: dict[str, _Room] = {}
        self._words = ""

    @property
    def notice(self) -> str:
        """That of the store, else what is not kept, and why."""
        return self._under.notice or (_(_FULL) if self._is_full else self._words)

    @property
    def lasting(self) -> bool:
        """Whether what is done now is kept."""
        return self._under.lasting and not self._is_full

    @property
    def _is_full(self) -> bool:
        # A copy: another thread records meanwhile.
        return any(room.full_since is not None for room in tuple(self._rooms.values()))

    def record(self, events: Sequence[Event]) -> None:
        """Keep what there is room for; raises StoreError, and nothing is kept."""
        kept: list[Event] = []
        unkept: list[Event] = []
        spent: dict[str, Used] = {}
        for event in events:
            learner = name(event.learner)
            before = spent.get(learner, Used(0, 0))
            wanted = Used(before.events + 1, before.bytes + text_bytes(event))
            if self._takes(learner, event, wanted):
                spent[learner] = wanted
                kept.append(event)
            else:
                unkept.append(event)
        self._under.record(kept)
        for learner, used in spent.items():
            room = self._rooms[learner]
            room.events, room.bytes = room.events - used.events, room.bytes - used.bytes
        self._above.record(unkept)

    def erase(self, learner: str, course: str = "") -> int:
        """Forget what a learner did, which makes room; raises StoreError."""
        self._rooms.pop(name(learner), None)
        return super().erase(learner, course)

    def upkeep(self) -> None:
        """Look after the store; raises StoreError."""
        self._under.upkeep()

    def _takes(self, learner: str, event: Event, wanted: Used) -> bool:
        """Whether there is room for an event and for what comes before it, all of which is `wanted`; raises StoreError."""
        if text_bytes(event) > self._quota.event_bytes:
            said = _("what has more than {count} characters is not kept in a workshop")
            self._words = said.format(count=number(self._quota.event_bytes // 2))
            return False
        room = self._rooms.setdefault(learner, _Room())
        if _fits(wanted, room):
            return True
        now = self._clock()
        if room.full_since is not None and now - room.full_since < _PATIENCE:
            return False
        used, quota = self._under.used(learner), self._quota
        left = Used(quota.events - used.events, quota.bytes - used.bytes)
        room.events = max(wanted.events, min(left.events, quota.events // _PARTS))
        room.bytes = max(wanted.bytes, min(left.bytes, quota.bytes // _PARTS))
        if wanted.events <= left.events and wanted.bytes <= left.bytes:
            room.full_since = None
            return True
        room.events, room.bytes, room.full_since = 0, 0, now
        return False


def _fits(wanted: Used, room: _Room) -> bool:
    return wanted.events <= room.events and wanted.bytes <= room.bytes
