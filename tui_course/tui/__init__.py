"""The reader in the terminal; Textual is loaded when it runs, not before."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.study import Study
    from tui_course.tui.shelf import Shelf

__all__ = ["run"]


def run(
    opening: Study | Shelf | Callable[[], Study | Shelf],
    *,
    ascii: bool = False,  # noqa: A002  the name of the option
    theme: str = "dark",
    local: bool = True,
    review_minutes: float | None = None,
    ask: bool = False,
) -> int:
    """Read a course, or choose one from a shelf, until the learner leaves; returns the exit code.

    `opening`, where it is a function, is called once Textual is loaded, before the terminal changes: what it raises reaches
    the caller. The first page is read meanwhile; the first frame waits for it 150 ms at most. `theme` is `dark` or `light`.
    `local` says that the terminal and this program are on one machine: links may open in its browser. `review_minutes`, where
    it is given, begins with a review of so many minutes; `ask` turns to the first question of the page.
    """
    # Starting makes many objects that all stay: to look for garbage would only delay the first frame. The app resumes it.
    gc.disable()
    try:
        from tui_course.tui.app import CourseApp
        from tui_course.tui.theme import Look

        subject = opening() if callable(opening) else opening
        app = CourseApp(subject, look=Look(theme, ascii=ascii), local=local, review_minutes=review_minutes, ask=ask)
        app.run()
        return app.return_code or 0
    finally:
        gc.enable()
