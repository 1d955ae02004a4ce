"""The preview of a course that is being written: the reader, which follows what its author saves."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from tui_course.commands.places import found
from tui_course.errors import SettingsError
from tui_course.model.visible import visible_line
from tui_course.sources.open import find_courses
from tui_course.sources.watching import Watcher

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_course.study import Study


def preview(path: str, *, at: str | None, flags: Mapping[str, Any]) -> int:
    """Open the course at `path`, and show at once what changes in its files.

    What is done meanwhile is not kept, unless the flags name a store: an author is no learner. Raises what `reading.read`
    raises, and SettingsError for a folder of several courses.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SettingsError("a preview needs a terminal; `tui-course cat` prints pages into a pipe")
    root = found(path).root
    if courses := find_courses(root):
        names = ", ".join(visible_line(one.name) for one in courses)
        raise SettingsError(f"{root} holds several courses; choose one of: {names}")
    from tui_course.commands.reading import start

    opened: list[Study] = []

    def tell() -> None:
        for one in opened:
            one.files_changed()

    with Watcher(root, tell):
        return start(os.fspath(root), at or "", {**flags, "store": flags.get("store") or "memory"}, writing=opened.append)
