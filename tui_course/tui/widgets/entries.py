"""What stands in a list, and which of its rows are whose, where an entry may take several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable


class Entry(Protocol):
    """What stands in a list. Equal entries look alike; `key` is what the cursor keeps to, empty where it passes by."""

    @property
    def key(self) -> str:
        """Its own alone."""

    @property
    def height(self) -> int:
        """How many rows it takes."""

    def __hash__(self) -> int:
        """As it looks."""


class EntryRows:
    """Entries below each other.

    `rows` has for each row the number of its entry and which of the entry's rows it is, `starts` the first row of each entry,
    `places` the numbers of those that can be chosen.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries = tuple(entries)
        self.rows = [(number, part) for number, entry in enumerate(self.entries) for part in range(entry.height)]
        self.places = [number for number, entry in enumerate(self.entries) if entry.key]
        self.starts: list[int] = []
        row = 0
        for entry in self.entries:
            self.starts.append(row)
            row += entry.height

    @property
    def height(self) -> int:
        """How many rows all of them take."""
        return len(self.rows)

    def place_of(self, key: str) -> int:
        """The number of the entry with a key; -1 where there is none."""
        return next((number for number in self.places if self.entries[number].key == key), -1)

    def nearest(self, number: int) -> int:
        """The number of the entry that can be chosen nearest to where one was; -1 where there is none."""
        return min(self.places, key=lambda place: abs(place - number), default=-1)

    def beside(self, first: int, stop: int) -> tuple[int, int]:
        """How many that can be chosen end above the row `first`, and how many begin at the row `stop` or below."""
        ends = (self.starts[place] + self.entries[place].height for place in self.places)
        return sum(end <= first for end in ends), sum(self.starts[place] >= stop for place in self.places)
