"""The instructor of a workshop on its host: the board on the screen, as text, or its figures as CSV."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, closing
from functools import partial
from typing import TYPE_CHECKING, Any

from tui_course.commands.configuring import settings_for
from tui_course.commands.places import found
from tui_course.commands.printing import prepare_output
from tui_course.commands.reading import is_remote, open_again, open_pages
from tui_course.errors import CourseError, SettingsError, StoreError, TuiCourseError
from tui_course.language import SOURCE, speak
from tui_course.language import gettext as _
from tui_course.linear.talk import Talk
from tui_course.model.visible import visible
from tui_course.progress.open import open_workshops
from tui_course.sources.isolated import Worker
from tui_course.study import Study
from tui_course.study.opened import OpenedCourse
from tui_course.values import dataclass
from tui_course.workshop.observing import Observation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tui_course.config import Settings
    from tui_course.model.workshop import Workshop
    from tui_course.progress.workshops import WorkshopStore

DONE = 0
_OTHERS_NAMED = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """The workshop that is meant, by its name or the newest, and its courses where they are not where the host had them."""

    workshop: str = ""
    courses: tuple[str, ...] = ()


def instruct(asked: Asked, flags: Mapping[str, Any]) -> int:
    """Show the board on the terminal; raises CourseError, SettingsError and StoreError."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SettingsError("the board needs a terminal; --plain prints it once, --csv its figures")
    loaded = settings_for(flags)
    settings = loaded.settings
    with ExitStack() as stack:
        workshops = stack.enter_context(closing(open_workshops(settings.store, settings.state_folder)))
        workshop, complaints = chosen(workshops, asked.workshop)
        # What is read to count for all learners keeps no page of the instructor waiting.
        worker, counter = stack.enter_context(Worker()), stack.enter_context(Worker())
        courses, missing = opened(counter, asked.courses or workshop.courses, settings)
        root = next(iter(courses))
        study = Study(open_pages(worker, root, settings), reopen=lambda: open_again(worker, root, settings))
        observation = stack.enter_context(closing(Observation(workshops, workshop.name, tuple(courses.values()))))
        from tui_course.tui import run
        from tui_course.tui.hosting import Surroundings

        return run(
            study,
            settings,
            complaints=(*missing, *complaints, *loaded.complaints),
            local=not is_remote(os.environ),
            surroundings=Surroundings(observation=observation, board_first=True),
        )


def tell(asked: Asked, form: str, flags: Mapping[str, Any]) -> int:
    """Print the board once: as `text`, or as CSV of the `learners` or the `questions`; raises as `instruct` does.

    A row of names comes before the CSV of each course, and an empty line between two.
    """
    from tui_course.commands.boards import board_text
    from tui_course.workshop.tables import learners_csv, questions_csv

    prepare_output()
    settings = settings_for(flags).settings
    if form != "text":
        speak(SOURCE)  # what programs read does not change with the language
    with (
        closing(open_workshops(settings.store, settings.state_folder)) as workshops,
        Worker() as worker,
    ):
        workshop, complaints = chosen(workshops, asked.workshop)
        courses, missing = opened(worker, asked.courses or workshop.courses, settings)
        with closing(Observation(workshops, workshop.name, tuple(courses.values()))) as observation:
            board = observation.look()
    for complaint in (*missing, *complaints):
        Talk(sys.stdin, sys.stderr).say(f"tui-course: {complaint}")
    out = Talk(sys.stdin, sys.stdout)
    if form == "text":
        out.say(*board_text(board, workshop.line))
        return DONE
    rows = learners_csv if form == "learners" else questions_csv
    for number, course in enumerate(board.courses):
        out.say(*([""] if number else []), *rows(board, course.id))
    return DONE


def chosen(workshops: WorkshopStore, name: str) -> tuple[Workshop, tuple[str, ...]]:
    """The workshop of a name, or the newest, and what is to be said of that choice; raises SettingsError and StoreError."""
    known = workshops.workshops()
    if not known:
        raise StoreError("this store has no workshop; `tui-course serve COURSE` begins one, --store names another store")
    if name:
        workshop = next((one for one in known if one.name == name), None)
        if workshop is None:
            raise SettingsError(f"this store has no workshop called {name}; it has: {_names(known)}")
        return workshop, ()
    if len(known) == 1:
        return known[0], ()
    said = _("workshop {name} is the newest here; --workshop NAME chooses another: {others}")
    return known[0], (said.format(name=visible(known[0].name), others=visible(_names(known[1:]))),)


def _names(workshops: Sequence[Workshop]) -> str:
    names = ", ".join(one.name for one in workshops[:_OTHERS_NAMED])
    return f"{names}, …" if len(workshops) > _OTHERS_NAMED else names


def opened(worker: Worker, paths: Sequence[str], settings: Settings) -> tuple[dict[Path, OpenedCourse], tuple[str, ...]]:
    """The courses that can be opened of those at some paths, and what is to be said of the others.

    Raises CourseError where there is none.
    """
    courses: dict[Path, OpenedCourse] = {}
    missing: list[str] = []
    for path in paths:
        try:
            root = found(path, settings).root
            courses[root] = OpenedCourse(open_pages(worker, root, settings), partial(open_again, worker, root, settings))
        except (TuiCourseError, OSError) as error:
            missing.append(_("{course} cannot be opened: {reason}").format(course=visible(path), reason=visible(str(error))))
    if not courses:
        reason = f": {missing[0]}" if missing else ""
        raise CourseError(f"no course of this workshop can be opened; say where they are: tui-course instructor COURSE{reason}")
    return courses, tuple(missing)
