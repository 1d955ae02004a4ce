"""A library that its learner changes: courses are added, taken off, put back and found again."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tui_course.errors import TuiCourseError
from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.library.completing import completed
from tui_course.library.entry import Origin
from tui_course.library.wording import called, short_path
from tui_course.model.visible import visible
from tui_course.tui.catalogue import Catalogue, Chosen
from tui_course.tui.screens.waiting import Told, WaitingScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tui_course.library.entry import CourseEntry
    from tui_course.library.shelf import Shelf
    from tui_course.tui.theme import Look

_NAMED = 3


class ArrangingScreen(WaitingScreen):
    """The courses of `shelf`, as `catalogue` knows them; a subclass shows them."""

    def __init__(self, shelf: Shelf, look: Look) -> None:
        super().__init__(look, shelf.title)
        self.shelf = shelf
        self.catalogue = Catalogue(shelf.entries(), is_library=shelf.is_library)
        self._removed: list[CourseEntry] = []

    # For a subclass

    async def know(self, *, with_standings: bool = True) -> None:
        """Bring the list up to date, and how far its courses are read."""
        raise NotImplementedError

    def look_around(self) -> None:
        """Look in the background for all that is not known yet."""
        raise NotImplementedError

    @property
    def entry(self) -> CourseEntry | None:
        """The course under the cursor."""
        option = self.choices.option
        return self.catalogue.entry(option.value.path) if option is not None and isinstance(option.value, Chosen) else None

    # Adding and taking off

    def action_add(self) -> None:
        """Ask what to add."""
        if self._is_editable():
            self.enter(_("Add (a path or a git address):"), "", self._add, completed)

    def _is_editable(self) -> bool:
        if self.hosted:
            self.say(_("these courses are chosen by whoever hosts them"))
            return False
        try:
            _library = self.shelf.library
        except TuiCourseError as error:
            self.say(_(str(error)))
            return False
        return True

    def _add(self, text: str) -> None:
        self.begin(partial(self._added, text), "library")

    async def _added(self, text: str) -> None:
        told = Told()
        added = await self.tried(lambda: self.shelf.add(text, told), _("adding {place}").format(place=visible(text)), told)
        if added is None:
            return
        await self.know()
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
        library = self.shelf.library

        def remove() -> tuple[Path | None, bool]:
            copy = library.copy_of(entry)
            edited = library.copies.edits(copy) if copy is not None else False
            library.remove(entry)
            return copy, edited

        done = await self.tried(remove, _("taking {course} off").format(course=called(entry)))
        if done is None:
            return
        self._removed.append(entry)
        await self.know()
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
        library = self.shelf.library

        def delete() -> bool:
            library.copies.delete(copy)
            return True

        if await self.tried(delete, _("deleting the copy")):
            self.say(_("deleted: {place}; your answers and notes are kept").format(place=short_path(str(copy))))

    def action_undo(self) -> None:
        """Put back what was taken off last."""
        if self.hosted:
            self._is_editable()
        elif not self._removed:
            self.say(_("nothing was taken off the list"))
        else:
            self.begin(partial(self._restore, self._removed.pop()), "library")

    async def _restore(self, entry: CourseEntry) -> None:
        library = self.shelf.library

        def restore() -> bool:
            library.restore(entry)
            return True

        if await self.tried(restore, _("putting {course} back").format(course=called(entry))):
            await self.know()
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
        library = self.shelf.library
        found = await self.tried(lambda: library.locate(entry, text), _("looking there"))
        if found is not None:
            self.catalogue = replace(self.catalogue, missing={})
            await self.know()
            self.choices.show(self.choices.options, Chosen("all", found.path))
            self.say(_("found: {place}").format(place=short_path(found.path)))
            self.look_around()
