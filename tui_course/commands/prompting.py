"""The start of linear mode: settings, course and store, then prompts line by line."""

from __future__ import annotations

import shutil
import signal
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from tui_course.commands.configuring import settings_for
from tui_course.commands.opened_store import open_keeping
from tui_course.commands.places import found, is_remembered, opened_library
from tui_course.commands.printing import MAX_COLUMNS, prepare_output
from tui_course.commands.reading import Workers, open_pages, remember, shelf_of
from tui_course.errors import SettingsError, TuiCourseError
from tui_course.language import gettext as _
from tui_course.language import ngettext, number
from tui_course.linear.talk import Talk, sentence
from tui_course.model.visible import visible
from tui_course.sources.isolated import Worker
from tui_course.sources.open import find_courses
from tui_course.study import Study

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui_course.library.shelf import Shelf
    from tui_course.study.keeping import Keeping
    from tui_course.workshop.attending import Attendance

SAVED: Final = 0
NOT_SAVED: Final = 1
REVIEW_MINUTES: Final = 5.0


def read(path: str | None, *, at: str | None, plain: bool, flags: Mapping[str, Any]) -> int:
    """Read a course, or one that is chosen out of the library; raises CourseError, PageNotFound and SettingsError."""
    if path is None and not at:
        return choose(plain=plain, flags=flags)

    def hold(talk: Talk, study: Study) -> None:
        from tui_course.linear.reader import LineReader

        LineReader(talk, study).run()

    return _sit(path, at or "", hold, plain=plain, flags=flags)


def choose(*, plain: bool, flags: Mapping[str, Any]) -> int:
    """List the library, and read or review what is chosen; raises SettingsError and LibraryError."""
    prepare_output()
    settings = settings_for(flags).settings
    talk = _talk(plain=plain)
    with Worker() as worker, opened_library(settings, worker) as library, closing(open_keeping(settings)) as keeping:
        shelf = shelf_of(library, Workers(worker, worker), settings, keeping)
        if keeping.notice:
            talk.say(keeping.notice)
        return _talked(talk, keeping, lambda: _choose(talk, shelf))


def converse(opening: Callable[[], Study | Shelf], keeping: Keeping, attendance: Attendance | None = None) -> int:
    """Read what is opened, a course or one that is chosen, over the standard streams; raises what opening it raises.

    `attendance` is the learner's side of a workshop, which is started here.
    """
    talk = _talk(plain=False, attendance=attendance)
    if keeping.notice:
        talk.say(keeping.notice)
    subject = opening()
    if attendance is not None:
        attendance.start()
    return _talked(talk, keeping, lambda: _read(talk, subject) if isinstance(subject, Study) else _choose(talk, subject))


def end_with_the_terminal() -> list[int]:
    """Let what waits be saved where the connection ends, as where Ctrl-C is typed; the signals that came will be listed."""

    def end(received: int, _frame: object) -> None:
        came.append(received)
        raise KeyboardInterrupt

    came: list[int] = []
    for ending in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(ending, end)
    return came


def _read(talk: Talk, study: Study) -> None:
    from tui_course.linear.reader import LineReader

    talk.enter(study)
    LineReader(talk, study).run()


def _choose(talk: Talk, shelf: Shelf) -> None:
    from tui_course.linear.library import LineLibrary
    from tui_course.linear.review import review as hold_review

    while choice := LineLibrary(talk, shelf).choose():
        try:
            study = shelf.open(choice.entry)
        except (TuiCourseError, OSError) as error:
            talk.say(sentence(visible(str(error))), "")
            continue
        if choice.review:
            hold_review(talk, study, REVIEW_MINUTES)
        else:
            _read(talk, study)
        break


def _talked(talk: Talk, keeping: Keeping, hold: Callable[[], None]) -> int:
    """Hold a conversation, and say whether all of it is saved, also where Ctrl-C ends it; the exit status."""
    try:
        hold()
    except KeyboardInterrupt:
        talk.say("")
        _close(talk, keeping)
        raise
    return _close(talk, keeping)


def quiz(path: str, page: str | None, *, plain: bool, flags: Mapping[str, Any]) -> int:
    """Ask the questions of a page, or of the whole course; raises as `read` does."""

    def hold(talk: Talk, study: Study) -> None:
        from tui_course.linear.quiz import ask_course, ask_page

        if page is None:
            ask_course(talk, study)
        else:
            ask_page(talk, study, study.resolve(page).page)

    return _sit(path, page or "", hold, plain=plain, flags=flags)


def review(path: str | None, *, minutes: float, plain: bool, flags: Mapping[str, Any]) -> int:
    """Ask what is due in a course, or in the built-in one, for so many minutes; raises as `read` does."""

    def hold(talk: Talk, study: Study) -> None:
        from tui_course.linear.review import review as hold_review

        hold_review(talk, study, minutes)

    return _sit(path, "", hold, plain=plain, flags=flags)


def _sit(path: str | None, at: str, hold: Callable[[Talk, Study], None], *, plain: bool, flags: Mapping[str, Any]) -> int:
    """Open course and store, hold a conversation, and say whether all of it is saved; the exit status."""
    prepare_output()
    settings = settings_for(flags).settings
    place = found(path, settings)
    root = place.root
    if courses := find_courses(root):
        raise SettingsError(f"{root} holds several courses; choose one of: {', '.join(one.name for one in courses)}")
    talk = _talk(plain=plain)
    with Worker() as worker, closing(open_keeping(settings)) as keeping:
        if keeping.notice:
            talk.say(keeping.notice)

        def open_and_hold() -> None:
            study = Study(open_pages(worker, root, settings, at), at, keeping)
            if is_remembered(settings):
                remember(place, study.course, settings)
            hold(talk, study)

        return _talked(talk, keeping, open_and_hold)


def _talk(*, plain: bool, attendance: Attendance | None = None) -> Talk:
    """Standard input and output; lines of a course break where a person sees them, unless they want them whole."""
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    seen = sys.stdout.isatty() and not plain
    width = min(shutil.get_terminal_size().columns, MAX_COLUMNS) if seen else None
    if attendance is None:
        return Talk(sys.stdin, sys.stdout, width=width, typed=sys.stdin.isatty())
    from tui_course.linear.attending import ClassTalk

    return ClassTalk(sys.stdin, sys.stdout, attendance, width=width, typed=sys.stdin.isatty())


def _close(talk: Talk, keeping: Keeping) -> int:
    """Save what waits, and only then say so."""
    recorded, lost, store = keeping.recorded, keeping.close(), keeping.store
    if lost:
        said = ngettext("Not saved: your last {count} step.", "Not saved: your last {count} steps.", lost)
        talk.say(said.format(count=number(lost)))
        return NOT_SAVED
    if keeping.lasting or not recorded:
        talk.say(_("Saved.") if recorded else _("Nothing new to save."))
        return SAVED
    if store.notice:
        talk.say(_("Not saved. {reason}").format(reason=store.notice))
    else:
        talk.say(_("Not saved, as the settings want it."))
    return NOT_SAVED if store.notice else SAVED
