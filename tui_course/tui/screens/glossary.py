"""The terms that a course explains, and where it uses them."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from tui_course.language import gettext as _
from tui_course.language import later
from tui_course.model.words import block_words
from tui_course.study import Place
from tui_course.study.previewing import explained
from tui_course.tui.loading import first_use_in_background
from tui_course.tui.screens.choosing import ChoosingScreen
from tui_course.tui.typesetting import setting_of
from tui_course.tui.widgets.bars import Hint
from tui_course.tui.widgets.choices import Option
from tui_course.typeset.anchors import definition_of
from tui_course.typeset.document import Document
from tui_course.typeset.line import Line, Role, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_course.model.glossary import Glossary
    from tui_course.study import Study
    from tui_course.tui.theme import Look

MOST_SHOWN = 200


class GlossaryScreen(ChoosingScreen):
    """The terms of a course; the cursor begins at the term `at`. `go` goes to a place in the course."""

    EMPTY: ClassVar[str] = later("this course has no glossary")

    def __init__(self, look: Look, study: Study, glossary: Glossary, go: Callable[[Place, str], None], *, at: str = "") -> None:
        super().__init__(look, _("Glossary"))
        self._study = study
        self._entries = {entry.term: entry for entry in glossary.entries}
        self._names = {entry.term: " ".join((entry.term, *entry.aliases)).casefold() for entry in glossary.entries}
        words = {entry.term: block_words(entry.definition).casefold() for entry in glossary.entries}
        self._folded = {term: f"{names} {words[term]}" for term, names in self._names.items()}
        self._go = go
        self._at = at
        self._lines = lru_cache(maxsize=2 * MOST_SHOWN)(self._set)

    def options(self, query: str, room: int) -> Sequence[Option]:
        """The terms that have every word of the query, in their names or in what they mean; those in their names first."""
        wanted = query.casefold().split()
        terms = [term for term, words in self._folded.items() if all(one in words for one in wanted)]
        terms.sort(key=lambda term: not all(one in self._names[term] for one in wanted))
        found = [Option(term, self._lines(term, room, self.look)) for term in terms[:MOST_SHOWN]]
        if len(terms) > MOST_SHOWN:
            words = _("and {count} more; / finds them by their words").format(count=len(terms) - MOST_SHOWN)
            found.append(Option(None, (Line((Run(words, Role.DIM),)),)))
        return found

    def renew(self) -> None:
        """Make the options anew; the cursor stays where it is, at first on the term that was asked for."""
        now, self._at = self._at, ""
        if now and self.choices.option is None:
            self.show_options(self.options(self.query_words, self.choices.room), now)
        else:
            super().renew()

    def _set(self, term: str, room: int, look: Look) -> tuple[Line, ...]:
        entry = Document(explained(self._entries[term]), setting_of(look, room))
        return (*(line for line in entry.lines(0, entry.height) if line.runs), Line())

    def hints(self) -> Sequence[Hint]:
        """The keys that matter here."""
        return (
            Hint("Enter", _("where it is used first")),
            Hint("j k", _("move")),
            Hint("/", _("find")),
            Hint("Esc", _("back")),
            Hint("q", _("quit")),
        )

    def choose(self, option: Option) -> None:
        """Go to where the course uses a term first, else to where it defines it."""
        self.say(_("looking for the first place"))
        self.run_worker(self._go_to_use(str(option.value)), exclusive=True, group="term")

    async def _go_to_use(self, term: str) -> None:
        place = await asyncio.wrap_future(first_use_in_background(self._study, term))
        if not self.is_current:
            return
        entry = self._entries.get(term)
        if place is None and entry is not None and entry.page:
            place = Place(entry.page, definition_of(term))
        if place is None:
            self.say(_("no page uses this term"))
            return
        self.dismiss()
        self._go(place, _("W leads back to the glossary"))
