"""The commands about the library: add, update, remove, list, pack."""

from __future__ import annotations

import os
import re
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_course.commands.configuring import settings_for
from tui_course.commands.opened_store import open_keeping
from tui_course.commands.places import opened_library
from tui_course.commands.printing import prepare_output, print_json
from tui_course.commands.waiting import Waiting
from tui_course.errors import LibraryError, SettingsError, TuiCourseError
from tui_course.language import gettext as _
from tui_course.language import ngettext, number
from tui_course.linear.hearing import agrees
from tui_course.model.visible import visible, visible_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tui_course.config import Settings
    from tui_course.library.entry import CourseEntry
    from tui_course.library.library import Library
    from tui_course.library.standing import Standings

DONE = 0
IN_TROUBLE = 1


def add(place: str, *, flags: Mapping[str, Any]) -> int:
    """Add what a path, a pack or the address of a repository leads to; raises CourseError, LibraryError and SettingsError."""
    from tui_course.library.address import without_password
    from tui_course.library.wording import called, pages_and_questions

    with _library(flags) as (library, settings):
        with Waiting(_("adding {place}").format(place=without_password(place)), ascii=settings.ascii) as tell:
            added = library.add(place, tell)
        for entry in added:
            facts = ", ".join([*pages_and_questions(entry), entry.path])
            _say(_("Added {course}: {facts}").format(course=called(entry), facts=facts))
    return DONE


def update(name: str | None, *, flags: Mapping[str, Any]) -> int:
    """Bring a course that was fetched up to date, or all of them; 1 where one could not be.

    Raises CourseError, LibraryError and SettingsError where one is named.
    """
    from tui_course.library.wording import called

    status = DONE
    with _library(flags) as (library, settings):
        entries = [_named(library, name)] if name is not None else list(_fetched(library))
        if not entries:
            _say(_("There is nothing to update: no course of the library was fetched."))
        for entry in entries:
            words = _("updating {course}").format(course=called(entry))
            try:
                with Waiting(words, ascii=settings.ascii) as tell:
                    changed = library.update(entry, tell)
            except TuiCourseError as error:
                if name is not None:
                    raise
                print(f"tui-course: {visible(called(entry))}: {visible(str(error))}", file=sys.stderr)
                status = IN_TROUBLE
                continue
            said = _("{course}: updated") if changed else _("{course}: nothing new")
            _say(said.format(course=called(entry)))
    return status


def _fetched(library: Library) -> Iterator[CourseEntry]:
    """One course of each clone, and those of packs that are at hand."""
    from tui_course.library.entry import Origin

    seen: set[Path] = set()
    for entry in library.entries():
        clone = library.copies.clone_of(entry) if entry.origin is Origin.GIT else None
        if clone is not None and clone not in seen:
            seen.add(clone)
            yield entry
        if entry.origin is Origin.PACK and Path(entry.source).is_file():
            yield entry


def remove(name: str, *, sure: bool, flags: Mapping[str, Any]) -> int:
    """Take a course off the list; a copy that was fetched is deleted where the learner agrees, or is `sure`.

    Raises LibraryError and SettingsError.
    """
    from tui_course.library.wording import called

    with _library(flags) as (library, _settings):
        entry = _named(library, name)
        copy = library.copy_of(entry)
        edited = copy is not None and library.copies.edits(copy)
        library.remove(entry)
        _say(_("{course} is off the list.").format(course=called(entry)))
        if copy is None:
            return DONE
        if not (sure or _agreed(copy, edited=edited)):
            _say(_("Its copy stays in {place}.").format(place=copy))
            return DONE
        library.copies.delete(copy)
        _say(_("Its copy is deleted; what you did in the course is kept."))
    return DONE


def _agreed(copy: Path, *, edited: bool) -> bool:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    question = (
        _("Delete its copy in {place}, with what you changed in it? Type yes or no:")
        if edited
        else _("Delete its copy in {place}? Type yes or no:")
    )
    try:
        answer = input(f"{question.format(place=visible(str(copy)))} ")
    except EOFError:
        return False
    return agrees(answer)


def list_courses(*, as_json: bool, flags: Mapping[str, Any]) -> int:
    """Print the library: what there is, and how far each course is read. Raises LibraryError and SettingsError."""
    from tui_course.library.library import exists

    with _library(flags) as (library, settings), closing(open_keeping(settings)) as keeping:
        from tui_course.library.shelf import Opening, Shelf, recent

        shelf = Shelf(library, Opening(_unasked, _unasked), keeping)
        entries = shelf.entries()
        found = shelf.standings(entries)
        gone = {entry.path for entry in entries if not exists(entry)}
        if as_json:
            courses = [_data(entry, found, gone) for entry in entries]
            print_json({"courses": courses, "due": found.due, "minutes": found.minutes})
        else:
            first = recent(entries)
            for line in _lines([*first, *(entry for entry in entries if entry not in first)], found, gone):
                _say(line)
        if notice := shelf.notice:
            print(f"tui-course: {visible(notice)}", file=sys.stderr)
    return DONE


def _unasked(path: Path) -> Any:  # noqa: ANN401 - it never returns
    raise LibraryError(f"{path} was not to be opened")


def _lines(entries: Iterable[CourseEntry], found: Standings, gone: set[str]) -> Iterator[str]:
    from tui_course.library.wording import called, due_words, pages_and_questions, short_path

    for entry in entries:
        place = short_path(entry.path)
        if entry.path in gone:
            place = _("not found at {place}").format(place=place)
        percent = [f"{found.of(entry).percent} %"] if found.of(entry).seen else []
        yield f"{called(entry)}: {', '.join([*percent, *pages_and_questions(entry), place])}"
    if found.due:
        yield due_words(found)


def _data(entry: CourseEntry, found: Standings, gone: set[str]) -> dict[str, Any]:
    from tui_course.library.entry import moment

    standing = found.of(entry)
    return {
        "course": entry.id,
        "title": entry.title,
        "path": re.sub("[\ud800-\udfff]", "\ufffd", entry.path),  # a byte of a name that is no UTF-8, or worse
        "origin": entry.origin.value,
        "source": entry.source,
        "found": entry.path not in gone,
        "pages": len(entry.pages),
        "questions": len(entry.questions) if entry.questions is not None else None,
        "added": moment(entry.added) if entry.added else None,
        "opened": moment(entry.opened) if entry.opened else None,
        "page": standing.page,
        "percent": standing.percent,
        "right": standing.right,
        "due": standing.due,
    }


def pack(place: str, to: str | None, *, flags: Mapping[str, Any]) -> int:
    """Write a course into one file; 1 where something had to be left out of it. Raises CourseError and SettingsError."""
    from tui_course.commands.places import found, pages_at
    from tui_course.library.pack_names import ENDING
    from tui_course.library.packing import in_words
    from tui_course.library.packing import pack as write
    from tui_course.sources.isolated import Worker
    from tui_course.sources.open import find_courses

    prepare_output()
    settings = settings_for(flags).settings
    root = found(place, settings).root
    if courses := find_courses(root):
        raise SettingsError(
            f"{root} holds several courses; choose one of: {', '.join(visible_line(one.name) for one in courses)}"
        )
    with Worker() as worker:
        title = pages_at(worker, root, settings).course.title
    file = Path(to) if to is not None else Path(f"{Path(os.path.realpath(root)).name}{ENDING}")
    with Waiting(_("packing {course}").format(course=title), ascii=settings.ascii) as tell:
        packed = write(root, file, tell)
    count = ngettext("{count} file", "{count} files", packed.files).format(count=number(packed.files))
    said = _("{file}: {files}, {bytes} in {size}")
    _say(said.format(file=packed.file, files=count, bytes=in_words(packed.bytes), size=in_words(packed.size)))
    for one in packed.left_out:
        left_out = _("left out: {what}").format(what=one)
        print(f"tui-course: {visible(left_out)}", file=sys.stderr)
    if not packed.file.name.endswith(ENDING):
        unopened = _("to be opened, its name must end in .course")
        print(f"tui-course: {unopened}", file=sys.stderr)
    return IN_TROUBLE if packed.left_out else DONE


@contextmanager
def _library(flags: Mapping[str, Any]) -> Iterator[tuple[Library, Settings]]:
    """The learner's library, with the settings; raises LibraryError where it is off."""
    prepare_output()
    settings = settings_for(flags).settings
    with opened_library(settings) as library:
        if library is None:
            raise LibraryError("there is no library: the setting `library` is off")
        yield library, settings


def _named(library: Library, name: str) -> CourseEntry:
    entry = library.find(name)
    if entry is None:
        raise LibraryError(f"there is no course {visible(name)} in the library; `tui-course list` tells which there are")
    return entry


def _say(line: str) -> None:
    print(visible(line))
