"""A thread that looks at a store again and again: in time when called, less often while the store fails, and never loudly."""

from __future__ import annotations

import time
from threading import Condition, Thread
from typing import TYPE_CHECKING, Final

from tui_course.errors import StoreError
from tui_course.progress.unforeseen import log

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_DELAY: Final = 5.0
"""The most seconds between two looks at a store that fails."""
CLOSING_SECONDS: Final = 1.0
"""How long the end of a program waits for the last look."""
HEARD_WITHIN: Final = 15.0
"""Within how many seconds a terminal must have been heard of to be here: hosts beat several times as often."""
LEAST_SECONDS: Final = 0.25
"""The fewest seconds between two looks, however many are in a hurry."""


def delay_after(failures: int, every: float) -> float:
    """How many seconds to wait after so many failures in a row, where it would be `every` without."""
    return min(LONGEST_DELAY, every * 2.0 ** min(failures - 1, 10))


class Lookout:
    """Calls `look` in a thread of its own, `every` so many seconds, and before that when hurried, but `least` seconds apart.

    A look that raises is tried again after a delay that doubles up to LONGEST_DELAY; `trouble` then says why, and `changed` is
    called when that begins and ends, from the thread, and whenever `tell` is.
    """

    def __init__(
        self,
        look: Callable[[], None],
        name: str,
        every: float,
        changed: Callable[[], None],
        *,
        least: float = LEAST_SECONDS,
    ) -> None:
        self.trouble = ""
        self._look = look
        self._every = every
        self._least = min(least, every)
        self._changed = changed
        self._condition = Condition()
        self._hurried = False
        self._closed = False
        self._thread = Thread(target=self._work, name=name, daemon=True)
        self._started = False

    def start(self) -> None:
        """Begin with a look; twice is once."""
        with self._condition:
            if self._started or self._closed:
                return
            self._started = True
        self._thread.start()

    def hurry(self) -> None:
        """Look as soon as may be; a store that fails is not hurried."""
        with self._condition:
            self._hurried = True
            self._condition.notify_all()

    def close(self, seconds: float = CLOSING_SECONDS) -> None:
        """Look a last time and stop, for at most so many seconds; twice is once."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()
            started = self._started
        if started:
            self._thread.join(seconds)

    @property
    def closed(self) -> bool:
        """Whether the look under way, or the next, is the last."""
        return self._closed

    def _work(self) -> None:
        failures = 0
        while True:
            last = self._closed
            reason = self._try()
            failures = failures + 1 if reason else 0
            if reason != self.trouble:
                self.trouble = reason
                self.tell()
            if last:
                return
            if failures:
                delay = delay_after(failures, self._every)
                self._pause(delay, delay)
            else:
                self._pause(self._least, self._every)

    def _try(self) -> str:
        """Look; why that failed, in words, or nothing."""
        with self._condition:
            self._hurried = False
        try:
            self._look()
        except StoreError as error:
            return str(error) or type(error).__name__
        except Exception as error:  # noqa: BLE001 - the thread's boundary: were it to end, nothing would arrive any more
            log(__name__, "a look at the workshop failed in a way that it should not", error)
            return f"the workshop cannot be followed: {error!r}"
        return ""

    def _pause(self, least: float, most: float) -> None:
        """Wait `most` seconds, or `least` where somebody is in a hurry, or until the end."""
        begun = time.monotonic()
        with self._condition:
            while not self._closed:
                left = begun + (least if self._hurried else most) - time.monotonic()
                if left <= 0:
                    return
                self._condition.wait(left)

    def tell(self) -> None:
        """Call `changed`, whatever becomes of it."""
        try:
            self._changed()
        except Exception as error:  # noqa: BLE001 - likewise: whoever listens may be gone already
            log(__name__, "whoever is told of the workshop failed", error)
