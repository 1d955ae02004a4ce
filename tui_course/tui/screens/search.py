"""The screen to search in a course: what is found, best first, while words are typed."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tui_course.errors import SearchError
from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.model.block import Paragraph
from tui_course.model.inline import Style, Styled, Text
from tui_course.model.visible import visible
from tui_course.search.passages import Kind
from tui_course.search.query import Query
from tui_course.study.edition import RESULTS
from tui_course.study.results import Result
from tui_course.tui.loading import search_in_background, survey_in_background
from tui_course.tui.screens.choosing import ChoosingScreen
from tui_course.tui.strips import shortened
from tui_course.tui.typesetting import setting_of
from tui_course.tui.widgets.bars import Hint
from tui_course.tui.widgets.choices import Option
from tui_course.typeset.blocks import typeset
from tui_course.typeset.labels import timestamp
from tui_course.typeset.line import Line, Role, Run, Weight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual import events

    from tui_course.study import Study
    from tui_course.study.results import Results
    from tui_course.tui.theme import Look

_AGAIN = 0.15
_REST = 0.12
_INDENT = "  "
_TALL = 16
_LEAST_MODULE = 12
_LESS = 8
_ROWS = 4


class Sought(NamedTuple):
    """What was searched for last, what was found, and the result that was chosen."""

    words: str
    results: Results
    chosen: Result | None = None


class SearchScreen(ChoosingScreen):
    """Finds words in a course; `go` is called with what is chosen, what was looked for, and the words as they were typed.

    It begins with what was sought before. Then a letter begins anew, and a space goes on. `shown_words` are those that what is
    shown was found for.
    """

    def __init__(self, look: Look, study: Study, sought: Sought | None, go: Callable[[Result, Query, str], None]) -> None:
        super().__init__(look, _("Search: {course}").format(course=visible(study.course.title)), typing=True)
        self.study = study
        self.sought = sought
        self._go = go
        self._results: Results | None = sought.results if sought is not None else None
        self.shown_words = ""
        self._again = sought is not None
        self._shown = RESULTS
        self._asking = False
        self._surveying = False
        self._fault = ""
        if sought is not None:
            self.query_words = sought.words

    def on_mount(self) -> None:
        """What was found before is shown at once; a course that is not read yet is read now."""
        self._surveyed()
        if self._results is not None and not self._results.complete:
            self._ask()

    def _surveyed(self) -> None:
        if not self._surveying:
            self._surveying = True
            survey_in_background(self.study)

    # Asking

    def look_for(self, query: str) -> None:
        """Look for other words; what was found for the ones before stands until then."""
        self._again = False
        self.query_words = query
        self.tell_query()
        if query.strip():
            self._ask()
        else:
            self._results = None
            self.renew()

    def _ask(self) -> None:
        # One question at a time: where keys are faster, the words in between need no answer.
        if not self._asking and self.is_attached:
            self._asking = True
            self.begin(self._answer, "search", alone=False)

    async def _answer(self) -> None:
        asked = ""
        while asked != self.query_words:
            asked = self.query_words
            try:
                self._results, self._fault = await asyncio.wrap_future(search_in_background(self.study, asked)), ""
            except SearchError as error:
                self._results, self._fault = None, self.reason(error)
        self._asking = False
        if not self.is_attached:
            return
        self._show(asked)
        if self._results is not None and not self._results.complete:
            self.set_timer(_AGAIN, self._ask)

    def _show(self, words: str) -> None:
        """Show what was found; the cursor is on the best until the learner moves it."""
        self.shown_words = words
        before, moved = self.choices.option, self.choices.cursor > 0
        value = before.value if before is not None and moved else None
        results = self._results
        if results is not None and value not in results.found:
            # What is in view comes first, and more once no key follows: all of them are a hundred lines to set.
            self._shown = max(1, self.size.height // (_ROWS if self.size.height >= _TALL else 2)) + 1
            self.set_timer(_REST, partial(self._show_rest, results))
        self.show_options(self.options(self.query_words, self.choices.room), value)

    def _show_rest(self, results: Results) -> None:
        """Show what is further down, if nothing else has been found meanwhile."""
        self._shown = RESULTS
        if results is self._results:
            option = self.choices.option
            value = option.value if option is not None else None
            self.show_options(self.options(self.query_words, self.choices.room), value)

    def on_key(self, event: events.Key) -> None:
        """Letters go into the query; the first one takes the place of what was sought before."""
        if self._again and event.is_printable and event.character and event.character != " ":
            self.query_words = ""
        super().on_key(event)

    # Showing

    def renew(self) -> None:
        """Make the options anew; the cursor goes to what was chosen before."""
        option = self.choices.option
        value = option.value if option is not None else None
        if value is None and self.sought is not None:
            value = self.sought.chosen
        self.show_options(self.options(self.query_words, self.choices.room), value)

    def options(self, query: str, room: int) -> Sequence[Option]:
        """What was found, below what there is to say about it."""
        results = self._results
        if not query.strip():
            return [_said(_('Type words, or a "phrase" in quotes.'), room, self.look)]
        if self._fault:
            return [_said(self._fault, room, self.look)]
        if results is None:
            return []
        said = []
        if not results.complete:
            told = _("Reading the course: {read} of {pages} pages so far").format(read=results.read, pages=results.pages)
            said.append(_said(told, room, self.look, Role.DIM))
        elif not results.found:
            said.append(_said(_("Nothing in this course reads so."), room, self.look))
        elif not results.whole:
            said.append(_said(_("No page has all of these words. With some of them:"), room, self.look))
        tall = self.size.height >= _TALL
        return [*said, *(Option(one, self._lines(one, room, tall=tall)) for one in results.found[: self._shown])]

    def _lines(self, result: Result, room: int, *, tall: bool) -> tuple[Line, ...]:
        """The page and the heading, with the module at the right; below them one or two lines around the words."""
        mark = self.look.mark
        ellipsis, joint = mark("…", "..."), mark(" › ", " > ")
        name = shortened(result.name, room, ellipsis)
        left = room - cell_len(name)
        heading = joint + result.heading if result.heading and result.heading != result.name else ""
        heading = shortened(heading, left, ellipsis) if left > _LEAST_MODULE else ""
        note = _kind_words(result)
        behind = f"{mark('  ·  ', '  |  ')}{note}" if note else ""
        behind = behind if cell_len(behind) <= left - cell_len(heading) else ""
        left -= cell_len(heading) + cell_len(behind) + 2
        module = shortened(result.module, left, ellipsis) if left >= _LEAST_MODULE and result.module != result.name else ""
        space = " " * (left + 2 - cell_len(module)) if module else ""
        query = self._results.query if self._results is not None else Query(())
        head = Line(
            (*_lit(name, query, Weight.BOLD), *_lit(heading, query, Weight.NONE), Run(behind + space + module, Role.DIM))
        )
        rows = 2 if tall else 1
        inner = max(1, room - len(_INDENT))
        below = self._snippet(result, rows, inner)
        lines = [Line((Run(_INDENT), *line.runs)) for line in below]
        return (head, *lines, Line()) if tall else (head, *lines)

    def _snippet(self, result: Result, rows: int, width: int) -> list[Line]:
        """What is around the words that were found, in so many rows."""
        ellipsis, gap = self.look.mark("…", "..."), self.look.mark(" · ", " | ")
        lines: list[Line] = []
        # Where lines end early less has room.
        for length in range(rows * width, rows * width // 2, -_LESS):
            pieces = result.snippet(length, ellipsis, gap)
            words = tuple(Styled(Style.MARK, (Text(text),)) if lit else Text(text) for text, lit in pieces)
            lines = typeset(Paragraph(words), setting_of(self.look, width))
            if len(lines) <= rows:
                break
        return lines[:rows]

    def found_words(self) -> str:
        """How many were found."""
        results = self._results
        if results is None:
            return ""
        count = len(results.found)
        if results.more:
            return _("the best {count}").format(count=count)
        return ngettext("{count} place", "{count} places", count).format(count=count) if count else _("nothing")

    def hints(self) -> Sequence[Hint]:
        """The keys that matter here."""
        return (Hint("Enter", _("go there")), Hint("Esc", _("back")))

    # Leaving

    def choose(self, option: Option) -> None:
        """Go to what was found."""
        results = self._results
        if isinstance(option.value, Result) and results is not None:
            self.sought = Sought(self.query_words, results, option.value)
            self.dismiss()
            self._go(option.value, results.query, self.query_words)

    def action_leave(self) -> None:
        """Leave; what was found stays for the next time."""
        if self._results is not None and self.query_words.strip():
            option = self.choices.option
            chosen = option.value if option is not None and isinstance(option.value, Result) else None
            self.sought = Sought(self.query_words, self._results, chosen)
        super().action_leave()


def _lit(text: str, query: Query, weight: Weight) -> Iterator[Run]:
    """A text with what was looked for marked."""
    at = 0
    for start, stop in query.found_in(text):
        yield Run(text[at:start], Role.TEXT, weight)
        yield Run(text[start:stop], Role.MARK, weight)
        at = stop
    yield Run(text[at:], Role.TEXT, weight)


def _said(words: str, room: int, look: Look, role: Role = Role.TEXT) -> Option:
    """A sentence that stands above what can be chosen."""
    lines = typeset(Paragraph((Text(words),)), setting_of(look, room))
    return Option(None, (*(Line(tuple(Run(run.text, role) for run in line.runs)) for line in lines), Line()))


def _kind_words(result: Result) -> str:
    """What a passage is, where that is more than text."""
    match result.kind:
        case Kind.TRANSCRIPT:
            return _("said at {time}").format(time=timestamp(result.seconds or 0.0))
        case Kind.QUESTION:
            return _("question")
        case Kind.DIAGRAM:
            return _("diagram")
        case Kind.REFERENCE:
            return _("reference")
        case Kind.NOTE:
            return _("footnote")
        case Kind.FIGURE:
            return _("figure")
        case Kind.CODE:
            return _("code")
        case _:
            return ""
