"""Ends a call that a server never answers: the library itself would wait for as long as the connection stands."""

from __future__ import annotations

import time
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

_LOOKS: Final = 5


class Watch:
    """A context around each call, one at a time; `cut` is called from a thread where one lasts longer than `seconds`.

    The thread looks some times in that time, so that a call costs next to nothing. It begins with the first call.
    """

    def __init__(self, seconds: float, cut: Callable[[], None]) -> None:
        self._seconds = seconds
        self._cut = cut
        self._began: float | None = None
        self._turn = Lock()
        self._closed = Event()
        self._thread: Thread | None = None

    def __enter__(self) -> None:
        """A call begins."""
        if self._thread is None:
            self._thread = Thread(target=self._look, name="watch of the database", daemon=True)
            self._thread.start()
        with self._turn:
            self._began = time.monotonic()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """It has ended."""
        with self._turn:
            self._began = None

    def close(self) -> None:
        """Look no more."""
        self._closed.set()

    def _look(self) -> None:
        while not self._closed.wait(self._seconds / _LOOKS):
            # No call can end or begin meanwhile, so that no other one is cut.
            with self._turn:
                if self._began is not None and time.monotonic() - self._began > self._seconds:
                    self._began = None
                    self._cut()
