"""What the host says to somebody who attends no workshop, such as its instructor."""

from __future__ import annotations

from collections import deque
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.workshop.attending import Closing, Remark

_MOST: Final = 100


class HostWords:
    """Words of the host on their way to the screen; `listener`, where it is set, is called in the thread that says one."""

    def __init__(self) -> None:
        self.listener: Callable[[], None] | None = None
        self._turn = Lock()
        self._arrived: deque[Closing | Remark] = deque(maxlen=_MOST)

    def host_says(self, word: Closing | Remark) -> None:
        """Take a word. From any thread."""
        with self._turn:
            self._arrived.append(word)
        # Another thread may take it away in between.
        listener = self.listener
        if listener is not None:
            listener()

    def arrived(self) -> tuple[Closing | Remark, ...]:
        """What came since this was asked last, oldest first."""
        with self._turn:
            arrived = tuple(self._arrived)
            self._arrived.clear()
        return arrived
