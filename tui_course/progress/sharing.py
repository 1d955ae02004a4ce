"""How many use one and the same connection, so that the last of them closes it."""

from __future__ import annotations

from threading import Lock


class Sharing:
    """Counts those who share something, from any thread; one does at first."""

    def __init__(self) -> None:
        self._count = 1
        self._turn = Lock()

    def join(self) -> None:
        """One more shares it."""
        with self._turn:
            self._count += 1

    def leave(self) -> bool:
        """One has done with it; whether nobody shares it any more."""
        with self._turn:
            self._count -= 1
            return self._count <= 0
