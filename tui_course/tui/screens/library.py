"""The library: the courses to go on with, all others, and what is due."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from tui_course.errors import TuiCourseError
from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.library.shelf import next_to_review
from tui_course.library.wording import called
from tui_course.model.visible import visible
from tui_course.study.reviewing import due_questions
from tui_course.tui.catalogue import Chosen, options
from tui_course.tui.keys import bindings
from tui_course.tui.keys.lists import LIBRARY_KEYS
from tui_course.tui.loading import in_background
from tui_course.tui.screens.arranging import ArrangingScreen
from tui_course.tui.screens.instructing import InstructingScreen
from tui_course.tui.screens.learning import REVIEW_MINUTES
from tui_course.tui.screens.reader import ReaderScreen
from tui_course.tui.widgets.bars import Hint, Note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_course.library.entry import CourseEntry
    from tui_course.library.shelf import Shelf
    from tui_course.study import Place, Study
    from tui_course.study.reviewing import DueList
    from tui_course.tui.theme import Look
    from tui_course.tui.widgets.choices import Option

_FIRST_FRAME = 0.05

# Cells of a row: a long title, a place and a bar.
_WIDEST = 104


class LibraryScreen(ArrangingScreen, InstructingScreen):
    """The courses of a shelf; one that is read comes back here. `is_known` once all about them was found out."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("library", LIBRARY_KEYS)

    def __init__(self, shelf: Shelf, look: Look, *, local: bool = True) -> None:
        super().__init__(shelf, look)
        self.choices.widest = _WIDEST
        self._local = local
        self.is_known = False
        self._noticed = ""
        self._hopeless: set[str] = set()

    # What is listed

    def compose(self) -> ComposeResult:
        """The list between the two lines, in the first frame already."""
        yield from super().compose()
        self.choices.show(self.options("", self.choices.room_in(self.app.size.width)))

    def on_screen_resume(self) -> None:
        """The list is shown at first, or again after a course: the rest is looked for after the next frame."""
        self.set_timer(_FIRST_FRAME, self.look_around)

    def look_around(self) -> None:
        """Look in the background how far the courses are read, what is not there any more, and what was never counted."""
        if self.is_attached:
            self.is_known = False
            self.begin(self._look_around, "around")

    async def _look_around(self) -> None:
        await self._compare()
        self.is_known = True

    async def _compare(self) -> None:
        shelf = self.shelf
        await self.know()
        missing = await asyncio.wrap_future(in_background(lambda: shelf.missing(self.catalogue.entries), "missing"))
        if missing != self.catalogue.missing:
            self.catalogue = replace(self.catalogue, missing=missing)
            self.renew()
        present = [entry for entry in self.catalogue.entries if entry.path not in missing]
        # Titles first: to count questions, every page of a course is read.
        unnamed = [entry for entry in present if not entry.pages]
        uncounted = [entry for entry in present if entry.questions is None]
        await self._find_out(unnamed, shelf.outline)
        if await self._find_out(uncounted, shelf.survey):
            await self.know()

    async def _find_out(self, entries: Iterable[CourseEntry], look: Callable[[CourseEntry], CourseEntry]) -> bool:
        """Look at one course after the other while the list is shown; whether anything was found."""
        found = False
        for entry in entries:
            if not self.is_current:
                return False
            if entry.path in self._hopeless:
                continue
            try:
                await asyncio.wrap_future(in_background(partial(look, entry), "survey"))
            except (TuiCourseError, OSError):
                # Whoever opens it is told what is wrong.
                self._hopeless.add(entry.path)
                continue
            found = True
            await self.know(with_standings=False)
        return found

    async def know(self, *, with_standings: bool = True) -> None:
        """Bring the list up to date, and how far its courses are read."""
        shelf = self.shelf
        entries = await asyncio.wrap_future(in_background(shelf.entries, "library"))
        found = self.catalogue.standings
        if with_standings:
            found = await asyncio.wrap_future(in_background(lambda: shelf.standings(entries), "standings"))
        notice = await asyncio.wrap_future(in_background(lambda: shelf.notice, "notice"))
        if not self.is_attached:
            return
        self.catalogue = replace(self.catalogue, entries=entries, standings=found)
        self.renew()
        if notice and notice != self._noticed:
            self._noticed = notice
            self.say(self.reason(notice))

    def options(self, query: str, room: int) -> Sequence[Option]:
        """The courses."""
        self._tell_top()
        return options(replace(self.catalogue, shows_places=not self.hosted), query, self.look, room)

    def _tell_top(self) -> None:
        found, count = self.catalogue.standings, len(self.catalogue.entries)
        notes = [Note(ngettext("{n} course", "{n} courses", count).format(n=count), str(count))]
        if found is not None and found.due:
            due = ngettext("{n} question due", "{n} questions due", found.due).format(n=found.due)
            notes.append(Note(due, _("{n} due").format(n=found.due)))
        self.top_line.tell((self.title_words,), notes)

    def hints(self) -> Sequence[Hint]:
        """The keys that matter here."""
        found = self.catalogue.standings
        entry = self.entry
        first = [Hint("Enter", _("open"))]
        if entry is not None and entry.path in self.catalogue.missing:
            first = [Hint("l", _("say where it is")), Hint("x", _("take off"))]
        if found is not None and found.due:
            first.append(Hint("R", _("review")))
        if self.catalogue.is_library and not self.hosted:
            first.append(Hint("+", _("add a course")))
        return (*first, *self.instructing_hints(), Hint("/", _("find")), Hint("q", _("quit")), Hint("?", _("help")))

    def on_choices_pointed(self) -> None:
        """Another course has other keys."""
        self.tell_query()

    # Opening

    def choose(self, option: Option) -> None:
        """Open a course, or review."""
        chosen = option.value
        if not isinstance(chosen, Chosen):
            return
        if chosen.part == "review":
            self.action_review()
            return
        entry = self.catalogue.entry(chosen.path)
        if entry is not None:
            self.begin(partial(self._open, entry), "opening")

    async def _open(self, entry: CourseEntry) -> None:
        name = called(entry)
        try:
            words = _("opening {course}").format(course=name)
            study = await self.waited(in_background(lambda: self.shelf.open(entry), "opening"), words)
        except (TuiCourseError, OSError) as error:
            self._refused(entry, name, error)
            return
        if self.is_current:
            self.read(study)

    async def study_of(self, course: str) -> Study | None:
        """The course of an id, opened; None where it is not on the shelf. Raises CourseError, PageNotFound and OSError."""
        shelf = self.shelf

        def find() -> Study | None:
            for entry in shelf.entries():
                if (entry if entry.id else shelf.outline(entry)).id == course:
                    return shelf.open(entry)
            return None

        return await asyncio.wrap_future(in_background(find, "opening"))

    def page_name(self, course: str, page: str) -> str:
        """What a page is called, by the ids of its course and itself; empty where that is not known yet."""
        listed = (entry.page_by_id.get(page) for entry in self.catalogue.entries if entry.id == course)
        return next((visible(one.name) for one in listed if one is not None), "")

    def _refused(self, entry: CourseEntry, name: str, error: Exception) -> None:
        reason = self.reason(error)
        if entry.path in self.catalogue.missing:
            reason = _("{reason}; l says where it is now").format(reason=reason)
        self.say(_("{course} cannot be opened: {reason}").format(course=name, reason=reason))

    def read(self, study: Study) -> None:
        """Read in a course that is open."""
        # Whoever comes back comes to the whole list.
        self.typing, self.query_words = False, ""
        self.app.push_screen(ReaderScreen(study, self.look, local=self._local, from_library=True))

    # Review

    def action_review(self) -> None:
        """Review what is due in the course under the cursor, else in the one with most of it."""
        found = self.catalogue.standings
        if found is None or not found.due:
            self.say(_("nothing is due: what you miss, or are not sure of, comes back here"))
            return
        here = self.entry
        entry = here if here is not None and found.of(here).due else next_to_review(self._present(), found)
        if entry is None:
            self.say(_("what is due belongs to courses that are not found"))
            return
        self.begin(partial(self._review, entry), "opening")

    def _present(self) -> list[CourseEntry]:
        return [entry for entry in self.catalogue.entries if entry.path not in self.catalogue.missing]

    async def _review(self, entry: CourseEntry) -> None:
        from tui_course.tui.screens.review import ReviewScreen, ReviewSession

        def find() -> tuple[Study, DueList]:
            study = self.shelf.open(entry)
            return study, due_questions(study, study.learning.clock())

        found = await self.tried(find, _("opening {course}").format(course=called(entry)))
        if found is None or not self.is_current:
            return
        study, due = found
        if not due.questions:
            self.say(_("{course} no longer asks what is due").format(course=called(entry)))
            return

        def explain(place: Place) -> None:
            study.go(place)
            self.read(study)

        self.app.push_screen(ReviewScreen(self.look, ReviewSession(study, due, REVIEW_MINUTES), explain))

    # Leaving

    def action_leave(self) -> None:
        """Stop what takes long, or end the query; the list itself is left with `q`."""
        if self.stop_waiting():
            return
        if self.typing or self.query_words:
            self.typing = True
            super().action_leave()
        else:
            self.say(_("q leaves"))

    def action_help(self) -> None:
        """List the keys."""
        from tui_course.tui.screens.sheet import help_sheet

        self.app.push_screen(help_sheet(self.look, (*LIBRARY_KEYS, *self.instructing_keys()), _("back")))
