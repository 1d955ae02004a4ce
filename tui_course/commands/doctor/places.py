"""Where the program keeps things: whether that is there, can be written, and has room; and how the store is."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course.commands.doctor.finding import Finding, State, shown
from tui_course.errors import SettingsError, StoreError
from tui_course.language import gettext as _
from tui_course.language import ngettext, number
from tui_course.library.packing import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui_course.config import Loaded

_LITTLE: Final = 64 << 20
_NONE_LEFT: Final = 1 << 20


def place_findings(loaded: Loaded, environment: Mapping[str, str]) -> Iterator[Finding]:
    """What there is to say of the settings and of the folders that they name."""
    from tui_course.config import config_file

    yield _settings(loaded, config_file(environment))
    settings = loaded.settings
    keeps = settings.store not in {"off", "memory"}
    lost = _("Nothing that you do is kept: make it writable, or set `state` to a folder that is.")
    yield _folder("state", _("answers and looks"), settings.state_folder, State.BROKEN if keeps else State.DOUBTFUL, lost)
    slow = _("Every page is read anew each time: make it writable, or set `cache` to a folder that is, or to off.")
    yield _folder("cache", _("pages read before"), settings.cache_folder, State.DOUBTFUL, slow)
    unlisted = _("No course can be added to the list: make it writable, or set `library` to a folder that is, or to off.")
    yield _folder("library", _("library"), settings.library_folder, State.DOUBTFUL, unlisted)
    yield from _library(settings.library_folder)
    yield from _store(settings.store, settings.state_folder)


def _settings(loaded: Loaded, file: Path) -> Finding:
    name, value = _("settings"), _short(file)
    if loaded.complaints:
        said = "; ".join(shown(_without_home(complaint)) for complaint in loaded.complaints[:3])
        return Finding("settings", name, State.DOUBTFUL, value, said)
    if not os.path.exists(file):  # noqa: PTH110 - Path's own fails for some paths
        return Finding("settings", name, State.FINE, _("{place}: no such file, so the defaults apply").format(place=value))
    return Finding("settings", name, State.FINE, value)


def _folder(id_: str, name: str, folder: Path | None, state: State, advice: str) -> Finding:
    """A folder that is to be written; `state` is how it is where it cannot be, and what follows."""
    if folder is None:
        return Finding(id_, name, State.SAID, _("off"))
    value = _short(folder)
    if folder.parts[:1] and folder.parts[0].startswith("~"):
        return Finding(id_, name, state, _("{place}: there is no home folder").format(place=value), advice)
    there = _nearest(folder)
    if not os.access(there, os.W_OK | os.X_OK) or not there.is_dir():
        return Finding(id_, name, state, _("{place}: cannot be written").format(place=value), advice)
    try:
        free = shutil.disk_usage(there).free
        owner = there.stat().st_uid
    except OSError as error:
        return Finding(id_, name, state, f"{value}: {shown(error.strerror or str(error))}", advice)
    value = _("{place}: {size} free").format(place=value, size=in_words(free))
    if free < _NONE_LEFT:
        return Finding(id_, name, state, value, _("The disk is full: nothing more can be kept."))
    if free < _LITTLE:
        return Finding(id_, name, State.DOUBTFUL, value, _("The disk is nearly full."))
    if there == folder and owner != os.geteuid():
        again = _("It belongs to somebody else; was the program started with sudo once? Give it back with chown.")
        return Finding(id_, name, State.DOUBTFUL, value, again)
    return Finding(id_, name, State.FINE, value)


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next((one for one in (folder, *folder.parents) if os.path.lexists(one)), Path("/"))


def _library(folder: Path | None) -> Iterator[Finding]:
    from tui_course.errors import LibraryError
    from tui_course.library.registry import Registry

    if folder is None:
        return
    name = _("courses in it")
    try:
        contents = Registry(folder).read()
    except LibraryError as error:
        yield Finding(
            "courses", name, State.BROKEN, shown(_without_home(str(error))), _("Make the file readable, or move it away.")
        )
        return
    gone = sum(not os.path.lexists(entry.path) for entry in contents.entries)
    value = number(len(contents.entries))
    if contents.damage:
        yield Finding("courses", name, State.DOUBTFUL, value, shown(_without_home(contents.damage)))
    elif gone:
        words = ngettext("{count} is not where it was: open it where it is now.", "{count} are not where they were.", gone)
        yield Finding("courses", name, State.SAID, value, words.format(count=number(gone)))
    else:
        yield Finding("courses", name, State.FINE, value)


def _store(address: str, folder: Path) -> Iterator[Finding]:
    name = _("answers")
    if address in {"off", "memory"}:
        value = _("not kept: the setting `store` is {value}").format(value=address)
        yield Finding("store", name, State.SAID, value)
        return
    from tui_course.progress.open import file_of

    try:
        file = file_of(address, folder)
    except (SettingsError, StoreError) as error:
        yield Finding("store", name, State.BROKEN, shown(_without_home(str(error))), _("Change the setting `store`."))
        return
    if file is None:
        # Its name, its user and its host are nobody else's business.
        yield Finding("store", name, State.SAID, _("in a PostgreSQL database, which was not asked"))
        return
    yield _file(file)


def _file(file: Path) -> Finding:
    from tui_course.progress.sqlite.health import examine

    name, place = _("answers"), _short(file)
    health = examine(file)
    if not health.there:
        if health.backups:
            back = _("The file is gone, but backups are there: what they hold comes back when you read.")
            return Finding("store", name, State.DOUBTFUL, place, back)
        return Finding("store", name, State.FINE, _("{place}: nothing yet").format(place=place))
    if health.trouble:
        value = f"{place}: {shown(health.trouble)}"
        if health.repairable:
            repair = _("When you next read, it is set aside, and what can be saved of it and of its backups is kept.")
            return Finding("store", name, State.DOUBTFUL, value, repair)
        refused = _("Answers cannot be kept there: move the file away, or set `store` to another.")
        return Finding("store", name, State.BROKEN, value, refused)
    backups = ngettext("{count} backup", "{count} backups", health.backups).format(count=number(health.backups))
    sound = _("sound") if health.checked else _("too large to check all of it")
    value = f"{place}: {in_words(health.bytes)}, {sound}, {backups}"
    if health.newer:
        newer = _("A newer tui-course wrote it: it is only read. Please update tui-course.")
        return Finding("store", name, State.DOUBTFUL, value, newer)
    if not os.access(file, os.W_OK):
        return Finding("store", name, State.BROKEN, value, _("The file cannot be written: nothing that you do is kept."))
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        return Finding("store", name, State.DOUBTFUL, value, _("Others on this machine can read it: run chmod 600 on it."))
    if health.asides:
        aside = ngettext(
            "It was damaged once; what could not be read stands beside it.",
            "It was damaged {count} times; what could not be read stands beside it.",
            health.asides,
        )
        return Finding("store", name, State.SAID, value, aside.format(count=number(health.asides)))
    return Finding("store", name, State.FINE, value)


def _short(path: Path) -> str:
    return shown(_without_home(str(path)))


def _without_home(words: str) -> str:
    """Words in which the home folder, whose name is that of who reads, is a tilde."""
    home = os.path.expanduser("~")  # noqa: PTH111 - Path's own fails where there is no home
    return words.replace(home, "~") if len(home) > 1 else words
