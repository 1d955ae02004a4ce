"""A hosted reader tried on the learner's own machine, as the only one in a workshop of their own."""

from __future__ import annotations

import sys
import threading
import time
import uuid
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tui_course.commands.configuring import settings_for
from tui_course.commands.hosted import Preferences
from tui_course.commands.places import found
from tui_course.commands.reading import Opened, Workers, opening_at
from tui_course.errors import SettingsError, StoreError
from tui_course.language import gettext as _
from tui_course.model.workshop import MAX_DISPLAY_NAME, Person, Session, Way, Workshop
from tui_course.progress.open import open_workshops
from tui_course.sources.isolated import Worker
from tui_course.workshop.attending import Attendance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tui_course.config import Settings
    from tui_course.progress.workshops import WorkshopStore

NAME: Final = "trial"
"""What the workshop is called."""
_LINE: Final = "tui-course open --hosted"
_BEAT_SECONDS: Final = 5.0


def attend(path: str | None, *, at: str | None, flags: Mapping[str, Any]) -> int:
    """Read a course as a host would show it; raises CourseError, PageNotFound, SettingsError and StoreError.

    `tui-course instructor`, in another terminal and with the same store, is the other side of its workshop.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SettingsError("reading needs a terminal; `tui-course cat` prints pages into a pipe")
    loaded = settings_for(flags)
    # What else the user of this machine has set is not a learner's.
    settings = replace(loaded.settings, keys=())
    place = found(path, settings)
    with Worker() as worker, Worker() as counter, Opened(settings) as store, ExitStack() as stack:
        opening = opening_at(Workers(worker, counter), place.root, settings, at or "")
        attendance, preferences = stack.enter_context(trial(settings, place.root))
        from tui_course.tui import run

        return run(
            lambda: opening(store.keeping),
            preferences.over(settings),
            hosted=True,
            attendance=attendance,
            keep=preferences.keep,
        )


@contextmanager
def trial(settings: Settings, root: Path) -> Iterator[tuple[Attendance, Preferences]]:
    """The learner's side of a workshop that lasts as long as this, and what becomes of their choices.

    `root` is where the course stands. Raises SettingsError, and StoreError where the workshop cannot be kept.
    """
    learner = settings.learner_name
    host = f"{NAME} {uuid.uuid4()}"
    session = Session(str(uuid.uuid4()), NAME, learner, host, time.time())
    workshops = open_workshops(settings.store, settings.state_folder)
    with ExitStack() as stack:
        stack.callback(workshops.close)
        workshops.open(Workshop(NAME, _LINE, (str(root.resolve()),), time.time()))
        workshops.join(Person(NAME, learner, learner[:MAX_DISPLAY_NAME], Way.LOCAL, time.time()))
        workshops.begin(session)
        stack.callback(_end, workshops, session.id)
        stack.enter_context(_beating(workshops, host, session.id))
        preferences = Preferences(workshops, NAME, learner)
        stack.callback(preferences.close)
        attendance = Attendance(workshops, session, learner)
        stack.callback(attendance.close)
        yield attendance, preferences


def _end(workshops: WorkshopStore, session: str) -> None:
    try:
        workshops.end(session)
    except StoreError as error:
        print(_("tui-course: the workshop was not told that you left: {reason}").format(reason=error), file=sys.stderr)


@contextmanager
def _beating(workshops: WorkshopStore, host: str, session: str) -> Iterator[None]:
    """Say every few seconds that this terminal is here, as a host does for all of its own."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(_BEAT_SECONDS):
            # A store that is out of reach is told of by the reader.
            with suppress(StoreError):
                workshops.beat(host, (session,))

    thread = threading.Thread(target=beat, name="here", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(_BEAT_SECONDS)
