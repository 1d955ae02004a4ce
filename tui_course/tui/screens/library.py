"""The library: the courses to go on with, all others, and what is due."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from tui_course.errors import TuiCourseError
from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.library.completing import completed
from tui_course.library.entry import Origin
from tui_course.library.shelf import next_to_review
from tui_course.library.wording import called, short_path
from tui_course.model.visible import visible
from tui_course.study.reviewing import due_questions
from tui_course.tui.catalogue import Catalogue, Chosen, options
from tui_course.tui.keys import LIBRARY_KEYS, bindings
from tui_course.tui.loading import in_background
from tui_course.tui.screens.entering import EnteringScreen
from tui_course.tui.screens.learning import REVIEW_MINUTES
from tui_course.tui.screens.reader import ReaderScreen
from tui_course.tui.widgets.bars import Hint, Note
from tui_course.typeset.bar import bar, waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_course.library.entry import CourseEntry
    from tui_course.library.shelf import Shelf
    from tui_course.study import Place, Study
    from tui_course.study.reviewing import DueList
    from tui_course.tui.theme import Look
    from tui_course.tui.widgets.choices import Option

_T = TypeVar("_T")

_FIRST_FRAME = 0.05
_TICK = 0.15
_PATIENCE = 0.5
_BAR = 12
_NAMED = 3


class Stopped(Exception):
    """The learner has had enough of waiting."""


class Told:
    """How far something is that another thread does; it ends there once `stopped` is set."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self.stopped = False

    def __call__(self, done: int, total: int) -> None:
        """Called by the other thread; raises Stopped."""
        if self.stopped:
            raise Stopped
        self.done, self.total = done, total


class LibraryScreen(EnteringScreen):
    """The courses of a shelf; one that is read comes back here. `is_known` once all about them was found out."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(LIBRARY_KEYS)

    def __init__(self, shelf: Shelf, look: Look, *, local: bool = True) -> None:
        super().__init__(look, shelf.title)
        self._shelf = shelf
        self._local = local
        self.catalogue = Catalogue(shelf.entries(), is_library=shelf.is_library)
        self._removed: list[CourseEntry] = []
        self._told: Told | None = None
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
        shelf = self._shelf
        await self._know()
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
            await self._know()

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
            await self._know(with_standings=False)
        return found

    async def _know(self, *, with_standings: bool = True) -> None:
        """Bring the list up to date, and how far its courses are read."""
        shelf = self._shelf
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
            self.say(visible(notice))

    def options(self, query: str, room: int) -> Sequence[Option]:
        """The courses."""
        self._tell_top()
        return options(self.catalogue, query, self.look, room)

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
        if self.catalogue.is_library:
            first.append(Hint("+", _("add a course")))
        return (*first, Hint("/", _("find")), Hint("q", _("quit")), Hint("?", _("help")))

    @property
    def entry(self) -> CourseEntry | None:
        """The course under the cursor."""
        option = self.choices.option
        return self.catalogue.entry(option.value.path) if option is not None and isinstance(option.value, Chosen) else None

    def on_choices_pointed(self) -> None:
        """Another course has other keys."""
        self.tell_query()

    # What takes time

    async def _waited(self, future: Future[_T], words: str, told: Told | None = None) -> _T:
        """What another thread makes; after half a second a bar below says how far it is."""
        arriving = asyncio.wrap_future(future)
        self._told = told
        passed = 0.0
        try:
            while not arriving.done():
                await asyncio.wait((arriving,), timeout=_TICK)
                passed += _TICK
                if passed >= _PATIENCE and not arriving.done():
                    self._say_progress(words, told, int(passed / _TICK))
            return await arriving
        finally:
            if self._told is told:
                self._told = None
            self.say("")

    def _say_progress(self, words: str, told: Told | None, step: int) -> None:
        plain = self.look.ascii
        if told is not None and told.total:
            share = told.done / told.total
            drawn = f"{bar(share, _BAR, ascii=plain)} {int(100 * share):>3} %"
        else:
            drawn = waiting(step, _BAR, ascii=plain)
        ends = "  " + _("Esc stops it") if told is not None else ""
        self.say(f"{words}  {drawn}{ends}")

    async def _tried(self, work: Callable[[], _T], words: str, told: Told | None = None) -> _T | None:
        """What `work` makes in another thread; None where it could not, which is said."""
        try:
            return await self._waited(in_background(work, "library"), words, told)
        except Stopped:
            self.say(_("stopped"))
        except (TuiCourseError, OSError) as error:
            self.say(visible(str(error)))
        return None

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
            study = await self._waited(in_background(lambda: self._shelf.open(entry), "opening"), words)
        except (TuiCourseError, OSError) as error:
            self._refused(entry, name, error)
            return
        if self.is_current:
            self._read(study)

    def _refused(self, entry: CourseEntry, name: str, error: Exception) -> None:
        reason = visible(str(error))
        if entry.path in self.catalogue.missing:
            reason = _("{reason}; l says where it is now").format(reason=reason)
        self.say(_("{course} cannot be opened: {reason}").format(course=name, reason=reason))

    def _read(self, study: Study) -> None:
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
            study = self._shelf.open(entry)
            return study, due_questions(study, study.learning.clock())

        found = await self._tried(find, _("opening {course}").format(course=called(entry)))
        if found is None or not self.is_current:
            return
        study, due = found
        if not due.questions:
            self.say(_("{course} no longer asks what is due").format(course=called(entry)))
            return

        def explain(place: Place) -> None:
            study.go(place)
            self._read(study)

        self.app.push_screen(ReviewScreen(self.look, ReviewSession(study, due, REVIEW_MINUTES), explain))

    # Adding and taking off

    def action_add(self) -> None:
        """Ask what to add."""
        if self._is_editable():
            self.enter(_("Add (a path or a git address):"), "", self._add, completed)

    def _is_editable(self) -> bool:
        try:
            _library = self._shelf.library
        except TuiCourseError as error:
            self.say(_(str(error)))
            return False
        return True

    def _add(self, text: str) -> None:
        self.begin(partial(self._added, text), "library")

    async def _added(self, text: str) -> None:
        told = Told()
        added = await self._tried(lambda: self._shelf.add(text, told), _("adding {place}").format(place=visible(text)), told)
        if added is None:
            return
        await self._know()
        self.choices.show(self.choices.options, Chosen("all", added[0].path))
        names = ", ".join(called(entry) for entry in added[:_NAMED])
        rest = len(added) - _NAMED
        more = ngettext(" and {n} more", " and {n} more", rest).format(n=rest) if rest > 0 else ""
        self.say(_("added: {courses}").format(courses=names + more))
        self.look_around()

    def action_remove(self) -> None:
        """Take the course under the cursor off the list."""
        entry = self.entry
        if entry is None or not self._is_editable():
            return
        if entry.origin is Origin.BUILT_IN:
            self.say(_("the course that comes with the program stays"))
            return
        self.begin(partial(self._remove, entry), "library")

    async def _remove(self, entry: CourseEntry) -> None:
        library = self._shelf.library

        def remove() -> tuple[Path | None, bool]:
            copy = library.copy_of(entry)
            edited = library.edits(copy) if copy is not None else False
            library.remove(entry)
            return copy, edited

        done = await self._tried(remove, _("taking {course} off").format(course=called(entry)))
        if done is None:
            return
        self._removed.append(entry)
        await self._know()
        copy, edited = done
        if copy is None:
            self.say(_("{course} is off the list, its files stay; u puts it back").format(course=called(entry)))
            return
        ask = _("{course} is off the list. Delete its copy, with what you changed in it? y n") if edited else ""
        ask = ask or _("{course} is off the list. Delete the copy that was fetched, too? y n")
        self.confirm(ask.format(course=called(entry)), lambda: self._delete(entry, copy))

    def _delete(self, entry: CourseEntry, copy: Path) -> None:
        self._removed.remove(entry)
        self.begin(partial(self._deleted, copy), "library")

    async def _deleted(self, copy: Path) -> None:
        library = self._shelf.library

        def delete() -> bool:
            library.delete_copy(copy)
            return True

        if await self._tried(delete, _("deleting the copy")):
            self.say(_("deleted: {place}; your answers and notes are kept").format(place=short_path(str(copy))))

    def action_undo(self) -> None:
        """Put back what was taken off last."""
        if not self._removed:
            self.say(_("nothing was taken off the list"))
            return
        self.begin(partial(self._restore, self._removed.pop()), "library")

    async def _restore(self, entry: CourseEntry) -> None:
        library = self._shelf.library

        def restore() -> bool:
            library.restore(entry)
            return True

        if await self._tried(restore, _("putting {course} back").format(course=called(entry))):
            await self._know()
            self.choices.show(self.choices.options, Chosen("all", entry.path))
            self.say(_("{course} is back on the list").format(course=called(entry)))

    def action_locate(self) -> None:
        """Ask where a course is that was not found."""
        entry = self.entry
        if entry is None or not self._is_editable():
            return
        if entry.path not in self.catalogue.missing:
            self.say(_("it is where it was: {place}").format(place=short_path(entry.path)))
            return
        guess = self.catalogue.missing[entry.path] or entry.path
        self.enter(_("Where is it now?"), guess, lambda text: self._locate(entry, text), completed)

    def _locate(self, entry: CourseEntry, text: str) -> None:
        self.begin(partial(self._located, entry, text), "library")

    async def _located(self, entry: CourseEntry, text: str) -> None:
        library = self._shelf.library
        found = await self._tried(lambda: library.locate(entry, text), _("looking there"))
        if found is not None:
            self.catalogue = replace(self.catalogue, missing={})
            await self._know()
            self.choices.show(self.choices.options, Chosen("all", found.path))
            self.say(_("found: {place}").format(place=short_path(found.path)))
            self.look_around()

    # Leaving

    def action_leave(self) -> None:
        """Stop what takes long, or end the query; the list itself is left with `q`."""
        if self._told is not None:
            self._told.stopped = True
        elif self.typing or self.query_words:
            self.typing = True
            super().action_leave()
        else:
            self.say(_("q leaves"))

    def action_help(self) -> None:
        """List the keys."""
        from tui_course.tui.screens.sheet import help_sheet

        self.app.push_screen(help_sheet(self.look, LIBRARY_KEYS))
