"""Any Markdown course on disk, read, checked and explored in the terminal.

    from tui_course import open_course
    course = open_course(Path("my-course"))
    for ref in course.course.pages:
        page = course.page(ref.id)

What is imported from here loads when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_course.version import __version__

if TYPE_CHECKING:
    from tui_course.model.course import Course, Page
    from tui_course.sources.open import open_course
    from tui_course.study import Study

__all__ = ["Course", "Page", "Study", "__version__", "open_course"]

_HOMES = {
    "Course": "tui_course.model.course",
    "Page": "tui_course.model.course",
    "Study": "tui_course.study",
    "open_course": "tui_course.sources.open",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """A name of `__all__`, loaded now; raises AttributeError for others."""
    if name not in _HOMES:
        raise AttributeError(f"module 'tui_course' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
