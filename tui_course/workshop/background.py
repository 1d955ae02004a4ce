"""Work that takes long, done in a thread beside whoever looks: one piece at a time, and quietly."""

from __future__ import annotations

import time
from threading import Thread
from typing import TYPE_CHECKING, Final

from tui_course.errors import StoreError
from tui_course.progress.unforeseen import log

if TYPE_CHECKING:
    from collections.abc import Callable

AGAIN_SECONDS: Final = 30.0
"""After how many seconds work that failed is begun again."""


class Background:
    """Does one piece of work at a time. Use it from one thread; `done` is called from the other one after each piece."""

    def __init__(self, name: str, done: Callable[[], None]) -> None:
        self._name = name
        self._done = done
        self._thread: Thread | None = None
        self._not_before = 0.0

    @property
    def busy(self) -> bool:
        """Whether a piece of work is under way."""
        return self._thread is not None and self._thread.is_alive()

    def finished(self) -> bool:
        """Whether a piece of work has come to its end since this was asked last."""
        if self._thread is None or self._thread.is_alive():
            return False
        self._thread = None
        return True

    def begin(self, work: Callable[[], None]) -> None:
        """Begin a piece of work, unless one is under way or the last failed just now."""
        if self.busy or time.monotonic() < self._not_before:
            return
        self._thread = Thread(target=self._do, args=(work,), name=self._name, daemon=True)
        self._thread.start()

    def _do(self, work: Callable[[], None]) -> None:
        try:
            work()
        except StoreError:
            # Whoever looks finds that out as well, and says so.
            pass
        except Exception as error:  # noqa: BLE001 - the thread's boundary: standard error is the instructor's screen
            log(__name__, f"the work of {self._name} failed", error)
            self._not_before = time.monotonic() + AGAIN_SECONDS
        self._done()
