"""The terms that a course explains, and where it uses them."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from tui_course.language import gettext as _
from tui_course.language import later
from tui_course.model.words import block_words
from tui_course.study import Place
from tui_course.study.previewing import explained
from tui_course.tui.loading import first_use_in_background
from tui_course.tui.screens.listing import ListingScreen
from tui_course.tui.typesetting import setting_of
from tui_course.tui.widgets.bars import Hint
from tui_course.typeset.anchors import definition_of
from tui_course.typeset.document import Document
from tui_course.typeset.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_course.model.glossary import Glossary
    from tui_course.study import Study
    from tui_course.tui.theme import Look
    from tui_course.tui.widgets.choices import Option


class GlossaryScreen(ListingScreen):
    """The terms of a course; the cursor begins at the term `at`. `go` goes to a place in the course."""

    EMPTY: ClassVar[str] = later("this course has no glossary")

    def __init__(self, look: Look, study: Study, glossary: Glossary, go: Callable[[Place, str], None], *, at: str = "") -> None:
        super().__init__(look, _("Glossary"), at=at)
        self._study = study
        self._entries = {entry.term: entry for entry in glossary.entries}
        self._names = {entry.term: " ".join((entry.term, *entry.aliases)).casefold() for entry in glossary.entries}
        words = {entry.term: block_words(entry.definition).casefold() for entry in glossary.entries}
        self._folded = {term: f"{names} {words[term]}" for term, names in self._names.items()}
        self._go = go

    def keys(self, wanted: Sequence[str]) -> Sequence[str]:
        """The terms that have all of some words in their names or in what they mean; those in their names first."""
        terms = [term for term, words in self._folded.items() if all(one in words for one in wanted)]
        return sorted(terms, key=lambda term: not all(one in self._names[term] for one in wanted))

    def entry_lines(self, key: str, room: int, look: Look) -> tuple[Line, ...]:
        """A term with what it means."""
        entry = Document(explained(self._entries[key]), setting_of(look, room))
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
        self.begin(partial(self._go_to_use, str(option.value)), "term")

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
