"""Events on their way into a store: recorded at once, committed by a thread, and never lost while the program lives."""

from __future__ import annotations

import time
from collections import deque
from threading import Condition, Thread
from typing import TYPE_CHECKING, Final

from tui_course.errors import StoreError
from tui_course.progress.unforeseen import log
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_course.model.attempt import Event
    from tui_course.progress.store import Store

DELAYS: Final = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
"""How long to wait after each failure in a row, in seconds; the last for every further one."""
UPKEEP_SECONDS: Final = 2.0
"""How long nothing must have happened before the store is looked after."""


@dataclass(frozen=True, slots=True)
class Saved:
    """Everything recorded so far is committed."""


@dataclass(frozen=True, slots=True)
class Saving:
    """`waiting` events are not committed yet."""

    waiting: int


@dataclass(frozen=True, slots=True)
class Failing:
    """`waiting` events could not be committed, for a reason in words; it is tried again and again."""

    waiting: int
    reason: str


State = Saved | Saving | Failing


class Recorder:
    """Takes events without waiting and commits them to `store` in a thread, all that wait in one transaction.

    `told` is called from that thread whenever `state` or the store's notice has changed. A store that fails is tried again
    after `delays`, in seconds, for as long as the recorder lives. Once, after `upkeep_after` seconds in which nothing happened,
    the store's upkeep is done. The store is the caller's to close, after the recorder.
    """

    def __init__(
        self,
        store: Store,
        told: Callable[[], None] | None = None,
        *,
        delays: Sequence[float] = DELAYS,
        upkeep_after: float = UPKEEP_SECONDS,
    ) -> None:
        self._store = store
        self._told = told
        self._delays = delays
        self._upkeep_after = upkeep_after
        self._waiting: deque[Event] = deque()
        self._reason = ""
        self._hurried = False
        self._closed = False
        self._changed = Condition()
        self._last_told = (self.state, store.notice)
        self._thread = Thread(target=self._work, name="recorder", daemon=True)
        self._thread.start()

    @property
    def state(self) -> State:
        """How things stand."""
        with self._changed:
            waiting = len(self._waiting)
            if not waiting:
                return Saved()
            return Failing(waiting, self._reason) if self._reason else Saving(waiting)

    def record(self, event: Event) -> None:
        """Take an event; it is safe once `state` is Saved. After `close` it is taken, and never saved."""
        with self._changed:
            self._waiting.append(event)
            if self._closed:
                self._reason = "the program is about to end"
            self._changed.notify_all()

    def flush(self, seconds: float) -> bool:
        """Wait until everything is saved, at most so long; whether it is. A failing store is tried at once."""
        with self._changed:
            self._hurried = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._waiting or self._closed, seconds)
            return not self._waiting

    def close(self, seconds: float) -> int:
        """Save what waits, for at most so long, and stop; how many events are not saved. Twice is once."""
        deadline = time.monotonic() + seconds
        self.flush(seconds)
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join(max(0.0, deadline - time.monotonic()))
        with self._changed:
            return len(self._waiting)

    def _work(self) -> None:
        failures = 0
        looked_after = False
        while True:
            if not looked_after and self._is_idle(self._upkeep_after):
                looked_after = True
                self._look_after()
            batch = self._next()
            if not batch:
                return
            self._tell()
            reason = self._commit(batch)
            with self._changed:
                self._reason = reason
                if not reason:
                    for _ in batch:
                        self._waiting.popleft()
                self._changed.notify_all()
            self._tell()
            failures = failures + 1 if reason else 0
            if reason:
                self._pause(self._delays[min(failures, len(self._delays)) - 1])

    def _is_idle(self, seconds: float) -> bool:
        """Wait until something happens, at most so long; whether nothing did."""
        with self._changed:
            return not self._changed.wait_for(lambda: self._waiting or self._closed, seconds)

    def _next(self) -> tuple[Event, ...]:
        """Wait for events; all that wait, or nothing once the recorder is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            return () if self._closed else tuple(self._waiting)

    def _commit(self, batch: tuple[Event, ...]) -> str:
        """Commit events; why that failed, in words, or nothing."""
        try:
            self._store.record(batch)
        except StoreError as error:
            return str(error)
        except Exception as error:  # noqa: BLE001 - the thread's boundary: were it to end, every later answer would be lost
            log(__name__, "the store failed in a way that it should not", error)
            return f"the store failed: {error!r}"
        return ""

    def _look_after(self) -> None:
        try:
            self._store.upkeep()
        except Exception as error:  # noqa: BLE001 - likewise: a store that has no backup takes answers all the same
            log(__name__, "the store could not be looked after", error)
        self._tell()

    def _pause(self, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._hurried or self._closed, seconds)
            self._hurried = False

    def _tell(self) -> None:
        now = (self.state, self._store.notice)
        if self._told is None or now == self._last_told:
            return
        self._last_told = now
        try:
            self._told()
        except Exception as error:  # noqa: BLE001 - likewise: whoever listens may be gone already
            log(__name__, "whoever is told of the recorder's state failed", error)
