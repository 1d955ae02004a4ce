"""The works that a course cites or lists, and the pages that do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui_course.language import gettext as _
from tui_course.language import later, ngettext
from tui_course.model.block import Bibliography, BibliographyEntry
from tui_course.model.inline import Text
from tui_course.model.visible import visible
from tui_course.model.words import inline_words
from tui_course.study import Place
from tui_course.tui.keys import bindings
from tui_course.tui.keys.lists import REFERENCES_KEYS
from tui_course.tui.screens.choosing import ChoosingScreen
from tui_course.tui.screens.listing import ListingScreen
from tui_course.tui.strips import shortened
from tui_course.tui.typesetting import setting_of
from tui_course.tui.widgets.bars import Hint
from tui_course.tui.widgets.choices import Option
from tui_course.typeset.document import Document
from tui_course.typeset.line import Line, Role, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType

    from tui_course.model.index import IndexedWork, ReferenceIndex
    from tui_course.study import Study
    from tui_course.tui.theme import Look

_INDENT = "    "


class ReferencesScreen(ListingScreen):
    """The works of a course; the cursor begins at the one whose key is `at`. `go` goes to a place in the course."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("references", REFERENCES_KEYS)
    EMPTY: ClassVar[str] = later("this course cites no works")

    def __init__(
        self, look: Look, study: Study, index: ReferenceIndex, go: Callable[[Place, str], None], *, at: str = ""
    ) -> None:
        super().__init__(look, _("References"), at=at)
        self._study = study
        self._works = {work.key: work for work in index.works}
        self._folded = {work.key: f"{inline_words(work.children)} {work.key}".casefold() for work in index.works}
        self._go = go

    def keys(self, wanted: Sequence[str]) -> Sequence[str]:
        """The works whose entries have all of some words."""
        return [key for key, words in self._folded.items() if all(one in words for one in wanted)]

    def entry_lines(self, key: str, room: int, look: Look) -> tuple[Line, ...]:
        """The entry of a work, and the pages that cite it."""
        work = self._works[key]
        children = work.children or (Text(_("{key}: no bibliography of the course has this work").format(key=visible(key))),)
        entry = Document((Bibliography((BibliographyEntry(key, children),)),), setting_of(look, room))
        lines = entry.lines(0, entry.height)
        words = shortened(self._pages_in_words(work), max(1, room - len(_INDENT)), look.mark("…", "..."))
        return (*lines, Line((Run(_INDENT), Run(words, Role.DIM))), Line())

    def _pages_in_words(self, work: IndexedWork) -> str:
        pages = [visible(self._study.ref(page).name) for page in work.cited or work.listed]
        names = ", ".join(pages)
        if not work.cited:
            return _("listed on {pages}").format(pages=names)
        if len(pages) == 1:
            return _("cited on {pages}").format(pages=names)
        return ngettext("cited on {count} page: {pages}", "cited on {count} pages: {pages}", len(pages)).format(
            count=len(pages), pages=names
        )

    def hints(self) -> Sequence[Hint]:
        """The keys that matter here."""
        return (
            Hint("Enter", _("where it is cited")),
            Hint("j k", _("move")),
            Hint("/", _("find")),
            Hint("y", _("copy")),
            Hint("Esc", _("back")),
            Hint("q", _("quit")),
        )

    def choose(self, option: Option) -> None:
        """Go to where a work is cited; of several pages let one be chosen."""
        work = self._works.get(str(option.value))
        if work is None:
            return
        if len(work.cited) > 1:
            self.app.push_screen(CitingScreen(self.look, self._study, work, self._leave_for))
        elif work.cited:
            self._leave_for(Place(work.cited[0], focus=f"cite {work.key}"))
        elif work.listed:
            self._leave_for(Place(work.listed[0], work.key))

    def _leave_for(self, place: Place) -> None:
        self.dismiss()
        self._go(place, _("C leads back to the references"))

    def action_copy(self) -> None:
        """Copy the words of a reference."""
        option = self.choices.option
        work = self._works.get(str(option.value)) if option is not None else None
        if work is None or not work.children:
            self.say(_("there is no reference to copy"))
        else:
            self.app.copy_to_clipboard(visible(inline_words(work.children)))
            self.say(_("copied the reference"))


class CitingScreen(ChoosingScreen):
    """The pages that cite a work; `go` goes to the place of one."""

    def __init__(self, look: Look, study: Study, work: IndexedWork, go: Callable[[Place], None]) -> None:
        words = visible(inline_words(work.children) or work.key)
        super().__init__(look, _("Pages that cite {work}").format(work=words))
        self._study = study
        self._work = work
        self._go = go

    def options(self, query: str, room: int) -> Sequence[Option]:
        """The pages whose titles have every word of the query."""
        wanted = query.casefold().split()
        names = {page: visible(self._study.ref(page).name) for page in self._work.cited}
        return [
            Option(page, (Line((Run(shortened(name, room, self.look.mark("…", "..."))),)),))
            for page, name in names.items()
            if all(one in name.casefold() for one in wanted)
        ]

    def choose(self, option: Option) -> None:
        """Go to the first citation on a page."""
        self.dismiss()
        self._go(Place(str(option.value), focus=f"cite {self._work.key}"))
