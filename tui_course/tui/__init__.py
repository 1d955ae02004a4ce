"""The reader in the terminal; Textual is loaded when it runs, not before."""

from __future__ import annotations

import gc
import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from tui_course.config import Settings, config_file
from tui_course.config.remembered import keep_chosen
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from tui_course.library.shelf import Shelf
    from tui_course.pictures.gallery import Gallery
    from tui_course.study import Study
    from tui_course.tui.hosting import Surroundings
    from tui_course.tui.theme import Look

__all__ = ["run"]


def run(  # noqa: PLR0913 - what the application is told when it starts
    opening: Study | Shelf | Callable[[], Study | Shelf],
    settings: Settings | None = None,
    *,
    complaints: Sequence[str] = (),
    local: bool = True,
    review_minutes: float | None = None,
    ask: bool = False,
    surroundings: Surroundings | None = None,
    keep: Callable[[Mapping[str, Any]], None] | None = None,
    gallery: Gallery | None = None,
) -> int:
    """Read a course, or choose one from a shelf, until the learner leaves; returns the exit code.

    `opening`, where it is a function, is called once Textual is loaded, before the terminal changes: what it raises reaches
    the caller. The first page is read meanwhile; the first frame waits for it 150 ms at most. What of the settings concerns the
    screen is used; `complaints` are about them, and the first screen tells of them. `local` says that the terminal and this
    program are on one machine: links may open in its browser. `review_minutes`, where it is given, begins with a review of so
    many minutes; `ask` turns to the first question of the page.

    `surroundings` are a workshop, or a machine that is not the learner's: then `keep` remembers what of the look they change,
    by its names in the settings, and raises OSError where it cannot; without it nothing is remembered. `gallery` draws
    pictures, and is closed at the end; without it a hosted reader shows their words.
    """
    # Starting makes many objects that all stay: to look for garbage would only delay the first frame. The app resumes it.
    gc.disable()
    try:
        from tui_course.tui.app import CourseApp, Preferences
        from tui_course.tui.ending import end_on_signals
        from tui_course.tui.hosting import Surroundings, gallery_of

        around = surroundings or Surroundings()
        settings = settings or Settings()
        look = look_of(settings, os.environ)
        for complaint in look.keymap.complaints:
            sys.stderr.write(f"tui-course: {visible(complaint)}\n")
        subject = opening() if callable(opening) else opening
        if keep is None and not around.hosted:
            keep = partial(keep_chosen, settings.state_folder)
        # What is wrong with the settings of a host is none of its learners' affair.
        told = () if around.hosted else (*complaints, *look.keymap.complaints)
        app = CourseApp(
            subject,
            look=look,
            local=local and not around.hosted,
            review_minutes=review_minutes,
            ask=ask,
            gallery=gallery or gallery_of(settings, hosted=around.hosted),
            preferences=Preferences(told, keep),
            surroundings=around,
        )
        end_on_signals(app)
        app.run(mouse=settings.mouse)
        return app.return_code or 0
    finally:
        gc.enable()


def look_of(settings: Settings, environment: Mapping[str, str]) -> Look:
    """How everything is drawn on the terminal of an environment."""
    from tui_course.tui.keymap import Keymap
    from tui_course.tui.terminal import background, colour_system
    from tui_course.tui.theme import Look

    colours = colour_system(environment)
    return Look(
        background(environment) if settings.theme == "auto" else settings.theme,
        ascii=settings.ascii,
        monochrome=colours == "none",
        colours=colours,
        width=settings.width,
        density=settings.density,
        keymap=Keymap.of(settings.keys, config_file(environment)),
    )
