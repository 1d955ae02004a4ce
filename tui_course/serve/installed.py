"""What a server needs that a reader does without."""

from __future__ import annotations

from importlib.util import find_spec

from tui_course.errors import ServeError


def require_ssh() -> None:
    """Raises ServeError where what speaks SSH is not installed; it is not loaded for that."""
    if find_spec("asyncssh") is None:
        raise ServeError("a workshop over SSH needs the extra tui-course[ssh]")
