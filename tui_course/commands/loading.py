"""What hosted readers share: loaded and used once, in the process that they are forked from."""

from __future__ import annotations

import asyncio
import gc
import importlib
import json
import os
import pkgutil
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from tui_course.serve.starting import EDITIONS
from tui_course.sources.published import PublishedCourse

_PACKAGES: Final = (
    "commands.hosted",
    "serve.forked",
    "tui",
    "linear",
    "library",
    "workshop",
    "study",
    "typeset",
    "progress",
    "questions",
    "diagrams",
    "search",
    "model",
)
# What runs when it is imported.
_LEFT_OUT: Final = (".worker",)
# What needs a package that may not be there. It has to be loaded now, for it may load a library, which no reader can.
_WITH_DRIVER: Final = "postgres"
_DRIVER: Final = "psycopg"
_SIZE: Final = (120, 40)
_KEYS: Final = (
    *("j", "k", "space", "b", "n", "p", "tab", "shift+tab"),
    *("t", "escape", "question_mark", "escape", "slash", "a", "escape", "P", "escape", "S", "escape", "m", "escape"),
    *("G", "n", "j", "space", "g", "g"),
)
_PATIENCE: Final = 10.0

_loaded: dict[str, PublishedCourse] = {}


def loaded_pages(folder: str) -> PublishedCourse:
    """An edition of a course: the one that was loaded before this process was forked, or else from its folder."""
    return _loaded.get(folder) or PublishedCourse(Path(folder))


def prepare() -> None:
    """Load everything that a reader runs, and run it once, so that those who are forked from this process share its memory.

    No thread is left, and what was made is no garbage that somebody would look for.
    """
    for name in _PACKAGES:
        _import_all(f"tui_course.{name}")
    for folder in json.loads(os.environ.get(EDITIONS, "[]")):
        pages = _loaded[folder] = PublishedCourse(Path(folder))
        # What each reader asks for in its first seconds.
        _ = pages.course, pages.index, pages.glossary, pages.problems, pages.files_folder
    for pages in list(_loaded.values())[:1]:
        asyncio.run(_use(pages))
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(_PATIENCE)
    if threading.active_count() > 1:
        names = ", ".join(thread.name for thread in threading.enumerate())
        raise RuntimeError(f"what was loaded left threads behind: {names}")
    gc.collect()
    gc.freeze()


def _import_all(name: str) -> None:
    package = importlib.import_module(name)
    left_out = _LEFT_OUT if find_spec(_DRIVER) is not None else (*_LEFT_OUT, _WITH_DRIVER)
    for module in pkgutil.walk_packages(getattr(package, "__path__", []), f"{name}."):
        if not any(part in f"{module.name}." for part in left_out):
            importlib.import_module(module.name)


async def _use(pages: PublishedCourse) -> None:
    """Read a little without a terminal: what the first key makes is made."""
    from tui_course.config import Settings
    from tui_course.pictures.gallery import Gallery
    from tui_course.progress.memory import MemoryStore
    from tui_course.study import Study
    from tui_course.study.keeping import Keeping
    from tui_course.tui import look_of
    from tui_course.tui.app import CourseApp
    from tui_course.tui.hosting import Surroundings

    keeping = Keeping(MemoryStore(), "nobody")
    look = look_of(Settings(), {"TERM": "xterm-256color", "COLORTERM": "truecolor"})
    app = CourseApp(
        Study(pages, "", keeping), look=look, local=False, gallery=Gallery(able=False), surroundings=Surroundings(hosted=True)
    )
    try:
        async with app.run_test(size=_SIZE) as pilot:
            for key in _KEYS:
                await pilot.press(key)
    finally:
        keeping.close()
