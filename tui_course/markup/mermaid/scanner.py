"""A text that is read from left to right, over any number of lines."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re


class Scanner:
    """A text and how far it has been read: everything before `at`, an index of `text`."""

    __slots__ = ("_found", "_starts", "at", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._starts = [0]
        for number, character in enumerate(text):
            if character == "\n":
                self._starts.append(number + 1)
        # Where each string was sought from, and where it is: what is far away is sought once only.
        self._found: dict[str, tuple[int, int]] = {}

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return self.at >= len(self.text)

    @property
    def line(self) -> int:
        """The line that is being read, from 1."""
        return self.line_at(self.at)

    def line_at(self, at: int) -> int:
        """The line of an index, from 1."""
        return bisect_right(self._starts, at)

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What `pattern` matches here; nothing is read by that."""
        return pattern.match(self.text, self.at)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What `pattern` matches here, which is then read."""
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()
        return match

    def find(self, wanted: str, start: int) -> int:
        """The first index of `wanted` from `start` on, the length of the text where there is none."""
        since, found = self._found.get(wanted, (0, -1))
        if not since <= start <= found:
            found = self.text.find(wanted, start)
            found = len(self.text) if found < 0 else found
            self._found[wanted] = (start, found)
        return found

    def rest_of_line(self) -> str:
        """What is left of the line that is being read, without its end."""
        return self.text[self.at : self.find("\n", self.at)]

    def skip_line(self) -> None:
        """Read the rest of the line, without its end."""
        self.at = self.find("\n", self.at)
