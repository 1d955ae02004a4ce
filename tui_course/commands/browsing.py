"""The command web: a course in a browser of this machine."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import TYPE_CHECKING

from tui_course.commands.places import found
from tui_course.errors import ServeError
from tui_course.language import gettext as _
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE = 0


def browse(course: str | None, options: Sequence[str], port: int) -> int:
    """Serve the course, or the library, to this machine's browser until it is interrupted.

    `options` are those of the reader. Raises CourseError, LibraryError, SettingsError and ServeError.
    """
    try:
        from tui_course.web.server import serve
    except ImportError as error:
        message = f"a course in a browser needs {error.name or 'textual-serve'}: install tui-course with its extra web"
        raise ServeError(message) from error
    place = _place(course) if course is not None else None
    serve(["open", *options, *(["--", place] if place is not None else [])], port, "tui-course", _tell)
    return DONE


def end_with_server(seconds: float = 2.0) -> None:
    """Have this process asked to end, as by SIGTERM, once the server that started it has gone without a word."""
    server = os.getppid()

    def watch() -> None:
        while os.getppid() == server:
            time.sleep(seconds)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="server", daemon=True).start()


def _place(course: str) -> str:
    """Where the course is: what cannot be opened is said here, and not in every tab. Raises CourseError and LibraryError."""
    from tui_course.sources.open import find_courses, open_course

    root = found(course).root
    if not find_courses(root):
        open_course(root)
    return str(root.absolute())


def _tell(address: str) -> None:
    print(_("Open {address} in a browser of this machine; Ctrl-C ends it.").format(address=visible(address)), flush=True)
