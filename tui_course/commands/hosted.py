"""A reader as a host starts it, for one learner on one terminal; and what is loaded before any of them is forked."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_course.commands.editions import Courses
from tui_course.commands.preferences import Preferences
from tui_course.config import spoken
from tui_course.errors import StoreError
from tui_course.language import speak
from tui_course.model.workshop import Session, Way
from tui_course.pictures.gallery import Gallery, Wanted, key_of
from tui_course.pictures.picture import Unreadable
from tui_course.pictures.store import DrawnStore
from tui_course.progress.quota import BoundedStore, Quota
from tui_course.serve.starting import NewEdition
from tui_course.workshop.attending import Attendance, Closing, Remark
from tui_course.workshop.host_words import HostWords

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.config import Settings
    from tui_course.pictures.drawn import Drawn
    from tui_course.progress.store import Store
    from tui_course.progress.workshops import WorkshopStore
    from tui_course.serve.pipe import ReaderPipe
    from tui_course.serve.starting import Hosting, Start, Word
    from tui_course.study.keeping import Keeping

_LINES: Final = "dumb"
_LAST_SECONDS: Final = 8.0


def read(start: Start, hosting: Hosting, editions: tuple[NewEdition, ...], pipe: ReaderPipe) -> int:
    """Read the host's courses on the standard streams until the learner leaves; the exit code."""
    from tui_course.progress.open import open_store
    from tui_course.study.keeping import Keeping

    guest = start.role is Way.GUEST
    settings = replace(hosting.settings, learner=start.learner, language=start.language or "auto")
    speak(spoken(settings.language, os.environ))
    with ExitStack() as stack:
        store = open_store("memory" if guest else settings.store, settings.state_folder, waits=True)
        is_bounded = start.role not in {Way.GUEST, Way.INSTRUCTOR}
        keeping = Keeping(BoundedStore(store, Quota()) if is_bounded else store, start.learner)
        stack.callback(keeping.close)
        workshops = _workshops_of(settings, store)
        stack.callback(workshops.close)
        preferences = Preferences(workshops, hosting.workshop, "" if guest else start.learner)
        stack.callback(preferences.close)
        settings = preferences.over(settings)
        courses = Courses(editions)
        attendance, host = None, HostWords()
        if start.role is not Way.INSTRUCTOR:
            session = Session(start.session, hosting.workshop, start.learner, "", time.time())
            attendance = Attendance(workshops, session, start.name)
            stack.callback(attendance.close)
        pipe.listen(_hearing(courses, attendance or host), _end)
        if start.term == _LINES:
            return _by_lines(courses, keeping, attendance)
        return _on_the_screen(courses, keeping, settings, ReaderParts(hosting, pipe, preferences, attendance, host, workshops))


def _workshops_of(settings: Settings, store: Store) -> WorkshopStore:
    """The workshops in the host's store; where that cannot be used the learner reads on, and hears nothing of the others."""
    from tui_course.progress.memory import MemoryStore
    from tui_course.progress.memory_workshops import MemoryWorkshops
    from tui_course.progress.open import open_workshops

    try:
        # Beside the answers: a server would not have two connections for each learner.
        return open_workshops(settings.store, settings.state_folder, store)
    except StoreError as error:
        print(f"a reader is without its workshop: {error}", file=sys.stderr)
        return MemoryWorkshops(store if isinstance(store, MemoryStore) else MemoryStore())


class ReaderParts:
    """What a reader on the screen is given beside its courses."""

    def __init__(
        self,
        hosting: Hosting,
        pipe: ReaderPipe,
        preferences: Preferences,
        attendance: Attendance | None,
        host: HostWords,
        workshops: WorkshopStore,
    ) -> None:
        self.hosting = hosting
        self.pipe = pipe
        self.preferences = preferences
        self.attendance = attendance
        self.host = host
        self.workshops = workshops


def _on_the_screen(courses: Courses, keeping: Keeping, settings: Settings, parts: ReaderParts) -> int:
    from tui_course.tui import run
    from tui_course.tui.hosting import Surroundings
    from tui_course.workshop.observing import Observation

    pictures = parts.hosting.pictures
    with ExitStack() as stack:
        observation = None
        if parts.attendance is None:
            observation = Observation(parts.workshops, parts.hosting.workshop, courses.observed())
            stack.callback(observation.close)
        return run(
            lambda: courses.opened(keeping, parts.hosting.workshop),
            settings,
            surroundings=Surroundings(
                hosted=True, attendance=parts.attendance, observation=observation, board_first=True, host=parts.host
            ),
            keep=parts.preferences.keep,
            gallery=gallery_of_host(Path(pictures), parts.pipe) if pictures else None,
        )


def _by_lines(courses: Courses, keeping: Keeping, attendance: Attendance | None) -> int:
    """Read line by line, on a terminal that can do no more."""
    from tui_course.commands.prompting import converse, end_with_the_terminal

    ends = end_with_the_terminal()
    try:
        return converse(lambda: courses.opened(keeping, ""), keeping, attendance)
    except KeyboardInterrupt:
        # Ctrl-C is the learner's own way to leave.
        return 128 + ends[0] if ends else 0
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        # The terminal has gone, and cannot be told that all is saved.
        return 128 + signal.SIGHUP


def _hearing(courses: Courses, told: Attendance | HostWords) -> Callable[[Word], None]:
    def hear(word: Word) -> None:
        match word:
            case NewEdition():
                courses.become(word)
            case Closing() | Remark():
                told.host_says(word)

    return hear


def _end() -> None:
    """The host is gone, and the terminal with it: save what waits, and end, whatever else goes on."""
    last = threading.Timer(_LAST_SECONDS, os._exit, (1,))
    last.daemon = True
    last.start()
    os.kill(os.getpid(), signal.SIGTERM)


class HostDrawer:
    """Has the host draw a picture, and takes it from the folder where that keeps it."""

    def __init__(self, folder: Path, pipe: ReaderPipe) -> None:
        self._store = DrawnStore(folder)
        self._pipe = pipe

    def draw(self, path: Path, columns: int, rows: int) -> Drawn:
        """The picture, drawn; raises Unreadable."""
        wanted = Wanted(os.fspath(path), columns, rows)
        self._pipe.draw(*wanted)
        found = self._store.find(key_of(wanted))
        if found is None:
            raise Unreadable("the host could not keep it")
        return found

    def close(self) -> None:
        """The host goes on: another learner will want it."""


def gallery_of_host(folder: Path, pipe: ReaderPipe) -> Gallery:
    """A gallery whose pictures the host draws into a folder."""
    return Gallery(folder, lambda: HostDrawer(folder, pipe), keeps=False)
