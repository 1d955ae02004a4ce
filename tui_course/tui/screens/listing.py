"""A screen of many entries with texts of their own, set as they come into the list."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tui_course.language import ngettext
from tui_course.tui.screens.choosing import ChoosingScreen
from tui_course.tui.widgets.choices import Option
from tui_course.typeset.line import Line, Role, Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.tui.theme import Look

MOST_SHOWN: Final = 100
"""More take longer to set than a key may; what is typed finds them."""


class ListingScreen(ChoosingScreen):
    """Entries by their keys, found by every word of the query; the cursor begins at the one `at`."""

    def __init__(self, look: Look, title: str, *, at: str = "") -> None:
        super().__init__(look, title)
        self._at = at
        self._begun = False
        self._lines = lru_cache(maxsize=4 * MOST_SHOWN)(self.entry_lines)

    # For a subclass

    def keys(self, wanted: Sequence[str]) -> Sequence[str]:
        """The keys of the entries that have all of some words, case folded; of all entries where there are none."""
        raise NotImplementedError

    def entry_lines(self, key: str, room: int, look: Look) -> tuple[Line, ...]:
        """The lines of an entry."""
        raise NotImplementedError

    # The screen

    def options(self, query: str, room: int) -> Sequence[Option]:
        """The entries found; of very many those around the one that the cursor began at."""
        keys = self.keys(query.casefold().split())
        at = keys.index(self._at) if self._at in keys else 0
        first = at - MOST_SHOWN // 2 if at >= MOST_SHOWN else 0
        shown = keys[first : first + MOST_SHOWN]
        found = [Option(key, self._lines(key, room, self.look)) for key in shown]
        before, after = first, len(keys) - first - len(shown)
        return [*self._count(before), *found, *self._count(after)]

    def _count(self, count: int) -> list[Option]:
        if not count:
            return []
        words = ngettext("{count} more; / finds it", "{count} more; / finds them", count).format(count=count)
        return [Option(None, (Line((Run(words, Role.DIM),)), Line()))]

    def renew(self) -> None:
        """Make the options anew; the cursor stays where it is, at first on the entry that was asked for."""
        if self._begun or not self._at:
            super().renew()
        else:
            self._begun = True
            self.show_options(self.options(self.query_words, self.choices.room), self._at)
