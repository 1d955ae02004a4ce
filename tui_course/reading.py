"""The reader's start: settings, course, cache and worker, then the screen."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_course.config import cache_folder, load_settings
from tui_course.errors import SettingsError
from tui_course.sources.cache import CachedCourse
from tui_course.sources.isolated import IsolatedCourse
from tui_course.sources.open import built_in, find_courses

if TYPE_CHECKING:
    from collections.abc import Mapping


def read(path: str | None, *, at: str | None, flags: Mapping[str, Any]) -> int:
    """Open the course at `path`, or the built-in one, on the terminal; raises CourseError, PageNotFound and SettingsError."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SettingsError("reading needs a terminal; `tui-course cat` prints pages into a pipe")
    settings = load_settings(flags)
    root = Path(path) if path is not None else built_in()
    raise NotImplementedError(
        f"{at} {settings} {root} {os.environ} {CachedCourse} {IsolatedCourse} {find_courses} {cache_folder}"
    )
