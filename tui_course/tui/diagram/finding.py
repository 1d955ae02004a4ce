"""Search for a node by its words: what is typed, what was found, and which match is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from textual import events

    from tui_course.tui.diagram.nesting import Nesting


class Finding:
    """A search in all nodes and groups of a diagram, upper and lower case alike."""

    def __init__(self, nesting: Nesting) -> None:
        self._nesting = nesting
        self._current = 0
        self.query = ""
        self.typing = False
        self.matches: tuple[str, ...] = ()

    @property
    def active(self) -> bool:
        """Whether matches are shown, so that n and N go from one to the next."""
        return bool(self.query) and not self.typing

    @property
    def match(self) -> str:
        """The match that is looked at, by id; empty where there is none."""
        return self.matches[self._current] if self.matches else ""

    @property
    def count(self) -> str:
        """Which of how many matches is looked at."""
        if not self.matches:
            return _("nothing")
        return _("{number} of {count}").format(number=self._current + 1, count=len(self.matches))

    def begin(self) -> None:
        """Start to type."""
        self.end()
        self.typing = True

    def key(self, event: events.Key) -> bool:
        """A key while typing; False where it ends the search."""
        if event.key == "enter":
            self.typing = False
            return bool(self.matches)
        if event.key == "escape" or (event.key == "backspace" and not self.query):
            return False
        if event.key == "backspace":
            self.look_for(self.query[:-1])
        elif event.is_printable and event.character:
            self.look_for(self.query + event.character)
        return True

    def look_for(self, query: str) -> None:
        """Find what has these words: nodes first, then groups, in the author's order."""
        self.query = visible(query)
        wanted = " ".join(self.query.split()).casefold()
        items = (*self._nesting.nodes, *self._nesting.groups) if wanted else ()
        self.matches = tuple(item for item in items if wanted in self._nesting.words(item).casefold())
        self._current = 0

    def step(self, by: int) -> str:
        """Go to the next (1) or previous (-1) match, around the ends; returns what to say, if anything."""
        at = self._current + by
        self._current = at % len(self.matches)
        if at == self._current:
            return ""
        return _("the first match again") if by > 0 else _("the last match again")

    def end(self) -> bool:
        """Forget the search; False if there was none."""
        was = self.typing or bool(self.query)
        self.typing = False
        self.query = ""
        self.matches = ()
        self._current = 0
        return was
