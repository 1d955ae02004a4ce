"""A hosted reader without our host: tried on the learner's own machine, or in a session of OpenSSH's own server."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import uuid
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tui_course.commands.configuring import settings_for
from tui_course.commands.opened_store import OpenedStore
from tui_course.commands.places import found
from tui_course.commands.preferences import Preferences
from tui_course.commands.prompting import converse, end_with_the_terminal
from tui_course.commands.reading import Workers, opening_at
from tui_course.commands.visiting import Visitor, guard, join, line_of, note, visitor
from tui_course.errors import CourseNotFound, SettingsError, StoreError
from tui_course.language import gettext as _
from tui_course.model.visible import visible
from tui_course.model.workshop import Session, Workshop
from tui_course.progress.open import open_workshops
from tui_course.sources.isolated import Worker
from tui_course.sources.open import find_courses
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


class Asked(NamedTuple):
    """What the command line asks for: the name of a `workshop`, empty for a trial, and who is on its `roster`, if it has one.

    `lines` has it read line by line.
    """

    workshop: str = ""
    roster: Path | None = None
    lines: bool = False


def attend(path: str | None, *, at: str | None, asked: Asked, flags: Mapping[str, Any]) -> int:
    """Read a course as a host would show it; raises CourseError, PageNotFound, SettingsError and StoreError.

    `tui-course instructor`, in another terminal and with the same store, is the other side of its workshop.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SettingsError("this needs a terminal: ssh -t" if asked.workshop else "reading needs a terminal")
    if asked.roster is not None and not asked.workshop:
        raise SettingsError("a roster is that of a workshop: --workshop says what it is called")
    loaded = settings_for(flags)
    # What else the user of this machine has set is not a learner's.
    settings = replace(loaded.settings, keys=())
    who = Visitor(NAME, settings.learner_name, settings.learner_name)
    if asked.workshop:
        guard()
        who = visitor(asked.workshop, settings.learner.strip(), asked.roster, os.environ)
        settings = replace(settings, learner=who.learner, library="off")
    place = found(path, settings)
    if not os.path.lexists(place.root):
        # Before the workshop is told of it.
        raise CourseNotFound(f"there is no file or folder at {place.root}")
    with (
        Worker() as worker,
        Worker() as counter,
        OpenedStore(settings, bounded=bool(asked.workshop)) as store,
        ExitStack() as stack,
    ):
        opening = opening_at(Workers(worker, counter), place.root, settings, at or "")
        attendance, preferences = stack.enter_context(taking_part(settings, place.root, who))
        if asked.lines:
            end_with_the_terminal()
            return converse(lambda: opening(store.keeping), store.keeping, attendance)
        from tui_course.tui import run
        from tui_course.tui.hosting import Surroundings, gallery_of

        return run(
            lambda: opening(store.keeping),
            preferences.over(settings),
            surroundings=Surroundings(hosted=True, attendance=attendance),
            keep=preferences.keep,
            # There is no host that draws them for all.
            gallery=gallery_of(settings, hosted=False),
        )


@contextmanager
def taking_part(settings: Settings, root: Path, who: Visitor) -> Iterator[tuple[Attendance, Preferences]]:
    """A learner's side of a workshop, for as long as this lasts, and what becomes of their choices.

    `root` is where the course stands, or several do. Raises SettingsError, and StoreError where the workshop cannot be kept.
    """
    # Of no other process: one that is killed leaves nothing but a session that nobody has heard of for some seconds.
    host = f"{who.workshop} {uuid.uuid4()}"
    workshops = open_workshops(settings.store, settings.state_folder)
    with ExitStack() as stack:
        stack.callback(workshops.close)
        line = line_of(os.environ) or _LINE
        courses = tuple(str(one.resolve()) for one in find_courses(root) or (root,))
        note(workshops, Workshop(who.workshop, line, courses, time.time()))
        person = join(workshops, who, time.time())
        session = Session(str(uuid.uuid4()), who.workshop, person.learner, host, time.time())
        workshops.begin(session)
        stack.callback(_end, workshops, session.id)
        stack.enter_context(_beating(workshops, host, session.id))
        preferences = Preferences(workshops, who.workshop, person.learner)
        stack.callback(preferences.close)
        attendance = Attendance(workshops, session, person.name)
        stack.callback(attendance.close)
        yield attendance, preferences


def _end(workshops: WorkshopStore, session: str) -> None:
    try:
        workshops.end(session)
    except StoreError as error:
        said = _("tui-course: the workshop was not told that you left: {reason}")
        print(said.format(reason=visible(str(error))), file=sys.stderr)


@contextmanager
def _beating(workshops: WorkshopStore, host: str, session: str) -> Iterator[None]:
    """Say every few seconds that this terminal is here, as a host does for all of its own; it ends where it is nobody's."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(_BEAT_SECONDS):
            # A store that is out of reach is told of by the reader.
            with suppress(StoreError):
                if workshops.beat(host, (session,)):
                    # Whose it was has been forgotten.
                    os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=beat, name="here", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(_BEAT_SECONDS)
