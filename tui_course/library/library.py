"""The learner's library: courses are added, fetched, found again and taken off; nothing of the learner's own is deleted."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course.errors import CourseError, LibraryError, NotACourse, TuiCourseError
from tui_course.library.address import git_address, without_password
from tui_course.library.copies import Copies, real
from tui_course.library.entry import CourseEntry, Origin, described
from tui_course.library.pack_names import ENDING
from tui_course.library.registry import Registry
from tui_course.model.visible import visible
from tui_course.sources.open import built_in, find_courses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui_course.library.address import GitAddress
    from tui_course.model.course import Course
    from tui_course.model.index import QuestionIndex
    from tui_course.sources.pages import Pages

_RECENT: Final = 200
"""How many courses that were opened, but never added, are remembered."""


def untold(_done: int, _total: int) -> None:
    """Tell nobody how far something is."""


class Library:
    """The courses listed in `folder`, where copies of those that were fetched stand too.

    `pages` opens the course at a path, and raises CourseError; `clock` gives seconds since 1970. Whatever changes the list
    raises LibraryError where it cannot be changed.
    """

    def __init__(self, folder: Path, pages: Callable[[Path], Pages], clock: Callable[[], float] = time.time) -> None:
        self.folder = folder
        self._pages = pages
        self._clock = clock
        self.copies = Copies(folder)
        self._registry = Registry(folder)

    # What there is

    def entries(self) -> tuple[CourseEntry, ...]:
        """All courses, the built-in one among them; nothing but that one where the list cannot be read."""
        return self._with_notice()[0]

    def notice(self) -> str:
        """What is wrong with the list, in a sentence; empty where all is well."""
        return self._with_notice()[1]

    def _with_notice(self) -> tuple[tuple[CourseEntry, ...], str]:
        try:
            contents = self._registry.read()
        except LibraryError as error:
            return (_built_in(),), str(error)
        found = tuple(map(_placed, contents.entries))
        if not any(entry.origin is Origin.BUILT_IN for entry in found):
            found = (_built_in(), *found)
        return found, contents.damage

    def find(self, name: str) -> CourseEntry | None:
        """The course that a learner means by a path, an id, a title or an address; None where there is none.

        Raises LibraryError where there are several.
        """
        if not name:
            return None
        entries = self.entries()
        place, address = real(name), without_password(name)
        exact = [entry for entry in entries if real(entry.path) == place or address in (entry.source, entry.path)]
        named = exact or [entry for entry in entries if name in (entry.id, entry.title)]
        named = named or [entry for entry in entries if entry.name.casefold() == name.casefold()]
        if len(named) > 1:
            places = ", ".join(visible(entry.path) for entry in named[:3])
            raise LibraryError(f"{visible(name)} could be any of: {places}; give its path")
        return named[0] if named else None

    # Opened and counted

    def remember(self, path: Path, course: Course, index: QuestionIndex | None = None, source: str = "") -> CourseEntry:
        """A course was opened: it comes first from now on; the entry as it is listed.

        A listed course with the same id whose folder is gone has moved here. `source` is the pack that it was unpacked from.
        """
        place = os.path.abspath(path)  # noqa: PTH100 - links in it stay as they are
        return self._put(place, course, index, source=source, opened=self._clock())

    def count(self, entry: CourseEntry, course: Course, index: QuestionIndex | None = None) -> CourseEntry:
        """Keep what a course of the list holds now; one that is not listed is returned described, and not kept."""
        found = described(entry, course, index)

        def changed(entries: tuple[CourseEntry, ...]) -> Iterable[CourseEntry]:
            return (described(one, course, index) if _same(one, entry) else one for one in entries)

        self._registry.change(changed)
        return found

    def _put(
        self,
        place: str,
        course: Course,
        index: QuestionIndex | None,
        *,
        source: str = "",
        opened: float = 0.0,
        added: float = 0.0,
    ) -> CourseEntry:
        result: list[CourseEntry] = []
        left: list[CourseEntry] = []

        def changed(entries: tuple[CourseEntry, ...]) -> Iterable[CourseEntry]:
            known = next((one for one in entries if _is_at(one, place)), None)
            before = known or next((one for one in entries if _moved(one, course, source)), None)
            entry = before or CourseEntry(place, self._origin(place))
            left[:] = [entry]
            entry = replace(entry, path=place, origin=self._origin(place), source=source or entry.source)
            entry = replace(entry, opened=max(opened, entry.opened), added=entry.added or added)
            result[:] = [described(entry, course, index)]
            return _bounded((*result, *(one for one in entries if one is not before)))

        self._registry.change(changed)
        self._tidy(left[0], result[0])
        return result[0]

    def _tidy(self, before: CourseEntry, now: CourseEntry) -> None:
        """Delete what an earlier edition of a pack was unpacked to, if nobody changed anything in it."""
        from tui_course.library.unpacking import is_untouched

        old = Path(before.path)
        is_other = before.path != now.path and self.copies.origin(before.path) is Origin.PACK
        if not (is_other and old.is_dir() and is_untouched(old)):
            return
        with contextlib.suppress(LibraryError):
            self.copies.delete(old)

    def _origin(self, place: str) -> Origin:
        if real(place) == real(str(built_in())):
            return Origin.BUILT_IN
        return self.copies.origin(place)

    # Added

    def add(self, text: str, tell: Callable[[int, int], None] = untold) -> tuple[CourseEntry, ...]:
        """Add what a path, a pack or the address of a repository leads to: a course, or all that stand there.

        `tell` is called with how much of how much is done. Raises CourseError and LibraryError.
        """
        if not text.strip():
            raise LibraryError("there is no course to add: its place is empty")
        address = git_address(text)
        if address is not None:
            return self._add_clone(address, tell)
        path = _path(text)
        if is_pack(path):
            return self._add((self.copies.unpacked(path, tell),), os.path.abspath(path))  # noqa: PTH100 - as above
        return self._add_all(path)

    def _add_all(self, path: Path, source: str = "") -> tuple[CourseEntry, ...]:
        return self._add(find_courses(path) or (path,), source)

    def _add(self, paths: Sequence[Path], source: str) -> tuple[CourseEntry, ...]:
        """Add the courses at these paths; none of them where one cannot be opened."""
        opened = [(os.path.abspath(path), self._pages(path).course) for path in paths]  # noqa: PTH100 - as above
        return tuple(self._put(place, course, None, source=source, added=self._clock()) for place, course in opened)

    def _add_clone(self, address: GitAddress, tell: Callable[[int, int], None]) -> tuple[CourseEntry, ...]:
        root, is_new = self.copies.clone(address, tell)
        try:
            inside = root / address.folder
            if not (inside.is_dir() and Path(real(str(inside))).is_relative_to(real(str(root)))):
                raise NotACourse(f"{visible(without_password(address.url))} has no folder {visible(address.folder)}")
            return self._add_all(inside, without_password(address.url))
        except TuiCourseError:
            if is_new:
                shutil.rmtree(root.parent, ignore_errors=True)
            raise

    def update(self, entry: CourseEntry, tell: Callable[[int, int], None] = untold) -> bool:
        """Bring a course that was fetched up to date; whether anything changed. Raises CourseError and LibraryError."""
        from tui_course.library import git

        if entry.origin is Origin.PACK and entry.source:
            before = entry.path
            return self.add(entry.source, tell)[0].path != before
        root = self.copies.clone_of(entry)
        if root is None:
            raise LibraryError(f"{entry.name} stands where it is: there is nowhere to fetch it from")
        changed = git.update(root, tell)
        self.count(entry, self._pages(Path(entry.path)).course)
        return changed

    # Moved and taken off

    def locate(self, entry: CourseEntry, text: str) -> CourseEntry:
        """A course that was not found stands at another place; raises CourseError, and LibraryError for another course."""
        path = _path(text)
        course = self._pages(path).course
        if entry.id and course.id != entry.id:
            raise LibraryError(f"there is another course, {visible(course.title or course.id)}; + adds it")
        place = os.path.abspath(path)  # noqa: PTH100 - as above
        found = described(replace(entry, path=place, origin=self._origin(place)), course)

        def changed(entries: tuple[CourseEntry, ...]) -> Iterable[CourseEntry]:
            return (found, *(one for one in entries if not (_same(one, entry) or _is_at(one, place))))

        self._registry.change(changed)
        return found

    def remove(self, entry: CourseEntry) -> None:
        """Take a course off the list; nothing else is touched. Raises LibraryError for the built-in one."""
        if entry.origin is Origin.BUILT_IN:
            raise LibraryError("the course that comes with the program stays")
        self._registry.change(lambda entries: (one for one in entries if not _same(one, entry)))

    def restore(self, entry: CourseEntry) -> None:
        """Put a course back that was taken off."""
        self._registry.change(lambda entries: (entry, *(one for one in entries if not _same(one, entry))))

    def copy_of(self, entry: CourseEntry) -> Path | None:
        """The copy that was made of a course that was fetched, if no other course of the list needs it."""
        root = self.copies.root_of(entry)
        if root is None or not root.is_dir():
            return None
        others = (one.path for one in self.entries() if not _same(one, entry))
        return None if any(Path(real(path)).is_relative_to(real(str(root))) for path in others) else root

    def guess(self, entry: CourseEntry) -> str:
        """Where a course that is not found may stand now: a folder of the same name beside another one; empty for nowhere."""
        name = os.path.basename(entry.path)  # noqa: PTH119 - a Path a folder costs
        beside = {os.path.dirname(one.path) for one in self.entries() if one.origin is Origin.PATH}  # noqa: PTH120 - likewise
        beside.update(os.path.dirname(folder) for folder in tuple(beside))  # noqa: PTH120 - likewise
        for folder in sorted(beside):
            place = os.path.join(folder, name)  # noqa: PTH118 - likewise
            if place != entry.path and os.path.exists(place):  # noqa: PTH110 - likewise
                with contextlib.suppress(CourseError):
                    if self._pages(Path(place)).course.id == entry.id:
                        return place
        return ""


def is_pack(path: Path) -> bool:
    """Whether a path leads to a course in one file."""
    return path.name.endswith(ENDING) and os.path.isfile(path)  # noqa: PTH113 - Path's own fails for some paths


def _path(text: str) -> Path:
    """A path as a learner types it, with `~` for their home."""
    try:
        return Path(os.path.expanduser(text))  # noqa: PTH111 - Path's own fails where there is no home
    except ValueError:
        return Path(text)


def exists(entry: CourseEntry) -> bool:
    """Whether anything stands where a course was."""
    return os.path.exists(entry.path)  # noqa: PTH110 - a Path fails for some paths


def _built_in() -> CourseEntry:
    return CourseEntry(str(built_in()), Origin.BUILT_IN)


def _placed(entry: CourseEntry) -> CourseEntry:
    """The entry; the built-in course stands where this program has it."""
    return replace(entry, path=str(built_in())) if entry.origin is Origin.BUILT_IN else entry


def _same(one: CourseEntry, other: CourseEntry) -> bool:
    return one.path == other.path or (one.origin is Origin.BUILT_IN and other.origin is Origin.BUILT_IN)


def _is_at(entry: CourseEntry, place: str) -> bool:
    return real(_placed(entry).path) == real(place)


def _moved(entry: CourseEntry, course: Course, source: str) -> bool:
    """Whether a listed course is the one that was opened at another place."""
    if entry.id != course.id or entry.origin is Origin.BUILT_IN:
        return False
    return (bool(source) and entry.source == source and entry.origin is Origin.PACK) or not exists(entry)


def _bounded(entries: Sequence[CourseEntry]) -> Iterable[CourseEntry]:
    """Without the courses that were opened longest ago, beyond the number that is remembered; what was added stays."""
    recent = sorted((one.opened for one in entries if not one.added), reverse=True)
    oldest = recent[_RECENT - 1] if len(recent) >= _RECENT else 0.0
    return (one for one in entries if one.added or one.opened >= oldest)
