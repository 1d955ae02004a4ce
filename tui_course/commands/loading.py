"""What hosted readers share: loaded and used once, in the process that they are forked from."""

from __future__ import annotations

import asyncio
import gc
import importlib
import json
import os
import pkgutil
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course.serve.limits import merge_memory
from tui_course.serve.starting import LOADING
from tui_course.sources.published import PublishedCourse

if TYPE_CHECKING:
    from tui_course.study.keeping import Keeping
    from tui_course.workshop.attending import Attendance

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
# Loaded where the store needs it, and then now: it may load a library, which no reader can.
_WITH_DRIVER: Final = "postgres"
_SIZE: Final = (120, 40)
# What nearly all do. More keys make more that stays in between what readers need, and each of them pays for that.
_KEYS: Final = ("j", "n", "space", "b", "p", "t", "escape")
_EVERY: Final = 0.05
_PATIENCE: Final = 10.0

_loaded: dict[str, PublishedCourse] = {}


def loaded_pages(folder: str) -> PublishedCourse:
    """An edition of a course: the one that was loaded before this process was forked, or else from its folder."""
    return _loaded.get(folder) or PublishedCourse(Path(folder))


def prepare() -> None:
    """Load everything that a reader runs, and run it once, so that those who are forked from this process share its memory.

    No thread is left, and what was made is no garbage that somebody would look for.
    """
    asked = json.loads(os.environ.get(LOADING, "{}"))
    for name in _PACKAGES:
        _import_all(f"tui_course.{name}", driver=asked.get("driver", False))
    for folder in asked.get("editions", []):
        pages = _loaded[folder] = PublishedCourse(Path(folder))
        # What each reader asks for in its first seconds.
        _ = pages.course, pages.index, pages.glossary, pages.problems, pages.files_folder
    for pages in list(_loaded.values())[:1]:
        _use_once(pages)
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(_PATIENCE)
    if threading.active_count() > 1:
        names = ", ".join(thread.name for thread in threading.enumerate())
        raise RuntimeError(f"what was loaded left threads behind: {names}")
    merge_memory()
    gc.collect()
    gc.freeze()


def _import_all(name: str, *, driver: bool) -> None:
    package = importlib.import_module(name)
    left_out = _LEFT_OUT if driver else (*_LEFT_OUT, _WITH_DRIVER)
    for module in pkgutil.walk_packages(getattr(package, "__path__", []), f"{name}."):
        if not any(part in f"{module.name}." for part in left_out):
            importlib.import_module(module.name)


def _use_once(pages: PublishedCourse) -> None:
    """Read a little without a terminal, with a store that is thrown away: what is made once, and learned, all readers have."""
    from tui_course.model.workshop import Session
    from tui_course.progress.open import open_store, open_workshops
    from tui_course.study.keeping import Keeping
    from tui_course.workshop.attending import Attendance

    with tempfile.TemporaryDirectory(prefix="tui-course-") as folder, ExitStack() as stack:
        keeping = Keeping(open_store("", Path(folder)), "nobody")
        stack.callback(keeping.close)
        workshops = open_workshops("", Path(folder), keeping.store)
        stack.callback(workshops.close)
        session = Session("nowhere", "none", "nobody", "", time.time())
        workshops.begin(session)
        attendance = Attendance(workshops, session, "Nobody", every=_EVERY)
        stack.callback(attendance.close)
        asyncio.run(_press_keys(pages, keeping, attendance))


async def _press_keys(pages: PublishedCourse, keeping: Keeping, attendance: Attendance) -> None:
    from tui_course.config import Settings
    from tui_course.pictures.gallery import Gallery
    from tui_course.study import Study
    from tui_course.tui import look_of
    from tui_course.tui.app import CourseApp
    from tui_course.tui.hosting import Surroundings

    look = look_of(Settings(), {"TERM": "xterm-256color", "COLORTERM": "truecolor"})
    app = CourseApp(
        Study(pages, "", keeping),
        look=look,
        local=False,
        gallery=Gallery(able=False),
        surroundings=Surroundings(hosted=True, attendance=attendance),
    )
    async with app.run_test(size=_SIZE) as pilot:
        for key in _KEYS:
            await pilot.press(key)
