"""What has been looked for in vain, so that a text full of beginnings is not searched again for each."""

from __future__ import annotations


class Missing:
    """From where on the ends of spans have been looked for in vain: from there on they are not looked for again."""

    __slots__ = ("_from",)

    def __init__(self) -> None:
        self._from: dict[str, int] = {}

    def note(self, end: str, pos: int) -> None:
        """Remember that `end` does not occur from `pos` on."""
        self._from[end] = min(pos, self._from.get(end, pos))

    def lacks(self, end: str, src: str, pos: int) -> bool:
        """Whether `end` does not occur in a text from `pos` on, looked up and remembered."""
        if self.holds(end, pos):
            return True
        if src.find(end, pos) >= 0:
            return False
        self.note(end, pos)
        return True

    def holds(self, end: str, pos: int) -> bool:
        """Whether `end` is known not to occur from `pos` on."""
        known = self._from.get(end)
        return known is not None and pos >= known
