"""The program, and what it works with: versions, extras, editor, browser, git."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from tui_course.commands.doctor.finding import Finding, State, shown
from tui_course.language import gettext as _
from tui_course.language import later, spoken_now
from tui_course.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PYTHON: Final = (3, 11)
_SQLITE: Final = (3, 37)
_EXTRAS: Final = (
    (
        "pictures",
        ("PIL", "resvg_py"),
        later("installed: pictures are shown"),
        later("Pictures are told in words; to see them install tui-course[pictures]."),
    ),
    (
        "ssh",
        ("asyncssh", "segno"),
        later("installed: workshops can be served"),
        later("To serve workshops install tui-course[ssh]."),
    ),
    (
        "postgres",
        ("psycopg",),
        later("installed: answers can be kept in PostgreSQL"),
        later("To keep answers in PostgreSQL install tui-course[postgres]."),
    ),
    (
        "web",
        ("textual_serve",),
        later("installed: courses can be read in a browser of this machine"),
        later("To read in a browser of this machine install tui-course[web]."),
    ),
)
_SECONDS: Final = 3.0


def program_findings(environment: Mapping[str, str]) -> Iterator[Finding]:
    """What there is to say of the program itself and of what it starts."""
    yield Finding("version", "tui-course", State.FINE, __version__)
    yield Finding("system", _("system"), State.FINE, shown(f"{platform.system()} {platform.release()} {platform.machine()}"))
    python = ".".join(map(str, sys.version_info[:3]))
    yield _enough("python", "Python", python, sys.version_info[:2], _PYTHON)
    yield _package("textual", "Textual")
    yield from _sqlite()
    yield Finding("language", _("language"), State.FINE, spoken_now())
    for extra, modules, there, advice in _EXTRAS:
        name = _("extra {name}").format(name=extra)
        if all(find_spec(module) is not None for module in modules):
            yield Finding(f"extra-{extra}", name, State.FINE, _(there))
        else:
            yield Finding(f"extra-{extra}", name, State.SAID, _("not installed"), _(advice))
    yield _git()
    yield _editor(environment)
    yield _browser()


def _enough(id_: str, name: str, value: str, has: tuple[int, ...], least: tuple[int, ...]) -> Finding:
    if has >= least:
        return Finding(id_, name, State.FINE, value)
    advice = _("At least {version} is needed.").format(version=".".join(map(str, least)))
    return Finding(id_, name, State.BROKEN, value, advice)


def _package(package: str, name: str) -> Finding:
    try:
        return Finding(package, name, State.FINE, shown(version(package)))
    except PackageNotFoundError:
        advice = _("Install tui-course again: a package that it needs is missing.")
        return Finding(package, name, State.BROKEN, _("not installed"), advice)


def _sqlite() -> Iterator[Finding]:
    try:
        from tui_course.progress.sqlite.health import SQLITE
    except ImportError:
        advice = _("This Python was built without SQLite: answers cannot be kept in a file.")
        yield Finding("sqlite", "SQLite", State.BROKEN, _("not installed"), advice)
        return
    yield _enough("sqlite", "SQLite", SQLITE, tuple(map(int, SQLITE.split("."))), _SQLITE)


def _git() -> Finding:
    if shutil.which("git") is None:
        return Finding("git", "git", State.SAID, _("not installed"), _("It is needed to add courses from repositories."))
    try:
        done = subprocess.run(
            ["git", "--version"],  # noqa: S607
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Finding("git", "git", State.DOUBTFUL, shown(str(error)), _("It is needed to add courses from repositories."))
    return Finding("git", "git", State.FINE, shown(done.stdout.removeprefix("git version ")) or _("yes"))


def _editor(environment: Mapping[str, str]) -> Finding:
    from tui_course.tui.editor import find_editor

    name = _("editor")
    words, wrong = find_editor(environment)
    if words is not None:
        return Finding("editor", name, State.FINE, shown(os.path.basename(words[0])))  # noqa: PTH119 - any word will do
    if wrong:
        advice = _("What VISUAL or EDITOR names is not there: set it to the name of your editor.")
        return Finding("editor", name, State.DOUBTFUL, shown(wrong.partition("=")[0]), advice)
    return Finding(
        "editor", name, State.SAID, _("none found"), _("Set EDITOR to the name of yours, to edit pages while you read.")
    )


def _browser() -> Finding:
    import webbrowser

    name = _("browser")
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return Finding("browser", name, State.SAID, _("none found"), _("Links are shown and copied instead of opened."))
    return Finding("browser", name, State.FINE, shown(os.path.basename(getattr(found, "name", "") or "") or _("yes")))  # noqa: PTH119
