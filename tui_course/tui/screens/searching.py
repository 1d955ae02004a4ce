"""Search in a page: what is typed, what was found, and which match is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.model.visible import visible
from tui_course.tui.widgets.bars import Hint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from tui_course.search.query import Term
    from tui_course.tui.search import PageIndex, Piece
    from tui_course.tui.widgets.bars import BottomLine
    from tui_course.tui.widgets.page import PageView


class Searching:
    """A search in what `view` shows, typed in `bottom`."""

    def __init__(self, view: PageView, bottom: BottomLine) -> None:
        self._view = view
        self._bottom = bottom
        self._index: PageIndex | None = None
        self._indexed: object = None
        self._query = ""
        self._terms: Sequence[Term] = ()
        self._matches: list[tuple[Piece, ...]] = []
        self._current = -1
        self._from = 0
        self._from_line = 0
        self.typing = False

    @property
    def active(self) -> bool:
        """Whether matches are shown, so that n and N go from one to the next."""
        return bool(self._query) and not self.typing

    @property
    def query(self) -> str:
        """What is searched for."""
        return self._query

    @property
    def matches(self) -> int:
        """How many there are."""
        return len(self._matches)

    @property
    def current(self) -> int:
        """The number of the match that is looked at, from 0; -1 where there is none."""
        return self._current

    def begin(self) -> None:
        """Start to type."""
        self.typing = True
        self._query = ""
        self._terms = ()
        self._from = self._view.top
        self._from_line = self._view.view.first
        self._bottom.ask("/")

    def seek(self, words: str, terms: Sequence[Term], line: int) -> None:
        """Show where the terms stand that the words mean, as if those had been typed, from the first match after `line` on.

        Nothing happens where they stand nowhere on this page.
        """
        self.end()
        self._query, self._terms = words, terms
        self._find()
        if not self._matches:
            self.end()
            return
        first = (number for number, match in enumerate(self._matches) if match[0].line >= line)
        self._current = next(first, len(self._matches) - 1)
        self._view.mark(self._matches, self._current)

    def key(self, event: events.Key) -> None:
        """A key while typing."""
        if event.key == "enter":
            self._finish()
        elif event.key == "escape" or (event.key == "backspace" and not self._query):
            self.end()
            self._view.move_to(self._from)
        elif event.key == "backspace":
            self._look_for(self._query[:-1])
        elif event.is_printable and event.character:
            self._look_for(self._query + event.character)

    def paste(self, text: str) -> None:
        """Pasted text, while typing."""
        self._look_for(self._query + " ".join(visible(text).split()))

    def again(self) -> None:
        """Search once more, because the text was set anew."""
        if self._query:
            current = self._current
            self._find()
            self._current = min(current, len(self._matches) - 1)
            self._view.mark(self._matches, self._current, follow=False)

    def end(self) -> bool:
        """Forget the search; False if there was none."""
        was = self.typing or bool(self._query)
        self.typing = False
        self._query = ""
        self._terms = ()
        self._matches = []
        self._current = -1
        self._index = self._indexed = None
        if was:
            self._bottom.ask(None)
            self._view.mark((), -1)
        return was

    def step(self, by: int) -> str:
        """Go to the next (1) or previous (-1) match, around the ends; returns what to say, if anything."""
        self.again()
        if not self._matches:
            return _("nothing on this page reads {words}").format(words=visible(self._query))
        around = not 0 <= self._current + by < len(self._matches)
        self._current = (self._current + by) % len(self._matches)
        self._view.mark(self._matches, self._current)
        if not around:
            return ""
        return _("the first match again") if by > 0 else _("the last match again")

    def hints(self) -> list[Hint]:
        """The keys while matches are shown."""
        count = (
            Hint(f"{self._current + 1}", _("of {count}").format(count=len(self._matches)))
            if self._matches
            else Hint("0", _("matches"))
        )
        return [count, Hint("n", _("next")), Hint("N", _("previous")), Hint("/", _("new search")), Hint("Esc", _("done"))]

    def _finish(self) -> None:
        self.typing = False
        self._bottom.ask(None)
        if not self._matches:
            query = self._query
            self.end()
            self._view.move_to(self._from)
            if query:
                self._bottom.say(_("nothing on this page reads {words}").format(words=visible(query)))

    def _look_for(self, query: str) -> None:
        self._query = query
        self._find()
        first = (number for number, match in enumerate(self._matches) if match[0].line >= self._from_line)
        self._current = next(first, 0) if self._matches else -1
        if not self._matches:
            self._view.move_to(self._from)
        self._view.mark(self._matches, self._current)
        found = _("{number} of {count}").format(number=self._current + 1, count=len(self._matches))
        told = found if self._matches else _("nothing")
        self._bottom.ask(f"/{visible(query)}", f"  {told}" if query.strip() else "")

    def _find(self) -> None:
        from tui_course.tui.search import PageIndex

        scroll = self._view.scroll
        if self._index is None or self._indexed is not scroll:
            self._index = PageIndex(scroll.lines(0, scroll.height))
            self._indexed = scroll
        self._matches = self._index.find_terms(self._terms) if self._terms else self._index.find(self._query)
