"""How long a session may be, and how long nothing may be typed in it; what is left of that is told in time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from tui_course.serve.figures import Ending
from tui_course.workshop.attending import Closing

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.serve.admission import Limits
    from tui_course.serve.starting import Reader


class _Limit(NamedTuple):
    at: float
    ending: Ending
    seconds: float


class TimeLimits:
    """Looks after one session. `over` is told why it is to end, and that again as the learner's `sentence` for it."""

    def __init__(
        self, reader: Reader, limits: Limits, over: Callable[[Ending, str], None], sentence: Callable[[Ending, float], str]
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._reader = reader
        self._limits = limits
        self._over = over
        self._sentence = sentence
        self._began = self._touched = self._loop.time()
        self._told: set[_Limit] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._look()

    def touched(self) -> None:
        """Something was typed. Nothing is counted anew for that: the next look finds it."""
        self._touched = self._loop.time()

    def close(self) -> None:
        """Look no more; twice is once."""
        if self._timer is not None:
            self._timer.cancel()

    def _look(self) -> None:
        now = self._loop.time()
        limits = (
            _Limit(self._touched + self._limits.idle, Ending.IDLE, self._limits.idle),
            _Limit(self._began + self._limits.longest, Ending.LONG, self._limits.longest),
        )
        for limit in limits:
            if limit.at <= now:
                self._over(limit.ending, self._sentence(limit.ending, limit.seconds))
                return
            if limit.at - self._limits.warning <= now and limit not in self._told:
                self._told.add(limit)
                reason = self._sentence(limit.ending, limit.seconds)
                self._reader.tell(Closing(limit.at - now, reason, limit.ending is Ending.IDLE))
        moments = (moment for limit in limits for moment in (limit.at - self._limits.warning, limit.at))
        self._timer = self._loop.call_at(min(moment for moment in moments if moment > now), self._look)
