"""The commands about what was learned: progress and reset."""

from __future__ import annotations

import os
import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from tui_course.commands.configuring import settings_for
from tui_course.commands.opened_store import open_keeping
from tui_course.commands.places import found
from tui_course.commands.printing import prepare_output
from tui_course.commands.reading import open_pages
from tui_course.errors import CourseError, SettingsError, StoreError
from tui_course.language import SOURCE, ngettext, number, speak
from tui_course.language import gettext as _
from tui_course.linear.hearing import agrees
from tui_course.linear.talk import Talk
from tui_course.model.visible import visible_line
from tui_course.progress.memory import MemoryStore
from tui_course.sources.isolated import Worker
from tui_course.sources.open import find_courses
from tui_course.study import Study
from tui_course.study.reporting import course_report, course_traces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui_course.config import Settings
    from tui_course.progress.store import Store
    from tui_course.study.keeping import Keeping
    from tui_course.study.reporting import CourseTrace

DONE = 0
IN_TROUBLE = 1


def progress(path: str | None, *, form: str, flags: Mapping[str, Any]) -> int:
    """Print how far the learner is in a course, or in every course that the store knows, as `text`, `json` or `csv`.

    1 where the store cannot be opened. Raises CourseError, SettingsError and StoreError.
    """
    from tui_course.commands import tables

    prepare_output()
    settings = settings_for(flags).settings
    if form != "text":
        speak(SOURCE)  # what programs read does not change with the language
    with closing(open_keeping(settings)) as keeping:
        traces = _traces(keeping)
        if path is None or _is_id(path, traces):
            found = [one for one in traces if path in (None, one.id)]
            lines = tables.TRACES[form](keeping.learner, found)
        else:
            with opened_study(path, settings, keeping) as study:
                lines = tables.REPORTS[form](course_report(study, keeping.clock()))
        Talk(sys.stdin, sys.stdout).say(*lines)
        if keeping.notice:
            Talk(sys.stdin, sys.stderr).say(f"tui-course: {keeping.notice}")
        return IN_TROUBLE if _is_missing(keeping.store) else DONE


def reset(target: str | None, *, sure: bool, flags: Mapping[str, Any]) -> int:
    """Forget what the learner did in a course, given by its path or its id, or in all; asks first unless `sure`.

    1 where it was not done. Raises CourseError, SettingsError and StoreError.
    """
    prepare_output()
    settings = settings_for(flags).settings
    with closing(open_keeping(settings)) as keeping:
        if _is_missing(keeping.store):
            raise StoreError(keeping.store.notice)
        course = "" if target is None else _course_id(target, settings, keeping)
        talk = Talk(sys.stdin, sys.stdout, typed=True)
        events = _events(keeping.store, keeping.learner, course)
        if not events:
            talk.say(_nothing_of(keeping.learner, course))
            return DONE
        talk.say(_events_of(keeping.learner, course, events))
        if not sure and not agreed(talk, "reset"):
            talk.say(_("Nothing was forgotten."))
            return IN_TROUBLE
        erased = keeping.store.erase(keeping.learner, course)
        talk.say(ngettext("{count} event forgotten.", "{count} events forgotten.", erased).format(count=number(erased)))
        return DONE


def _nothing_of(learner: str, course: str) -> str:
    if course:
        return _("There is nothing to forget of {learner} in “{course}”.").format(learner=learner, course=course)
    return _("There is nothing to forget of {learner} in all courses.").format(learner=learner)


def _events_of(learner: str, course: str, count: int) -> str:
    if course:
        said = ngettext(
            "{count} event of {learner} in “{course}”: answers, visits of pages, notes.",
            "{count} events of {learner} in “{course}”: answers, visits of pages, notes.",
            count,
        )
    else:
        said = ngettext(
            "{count} event of {learner} in all courses: answers, visits of pages, notes.",
            "{count} events of {learner} in all courses: answers, visits of pages, notes.",
            count,
        )
    return said.format(count=number(count), learner=learner, course=course)


def _is_missing(store: Store) -> bool:
    """Whether the store could not be opened, so that one in memory is in its place."""
    return isinstance(store, MemoryStore) and bool(store.notice)


def agreed(talk: Talk, command: str) -> bool:
    """Whether whoever gave a command agrees that what it told is forgotten; raises SettingsError where nobody can be asked."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SettingsError(f"{command} asks first, and here is no terminal to answer on; --yes says that you are sure")
    answer = talk.ask(_("Forget them for good? Type yes or no:"))
    return answer is not None and agrees(answer)


def _traces(keeping: Keeping) -> tuple[CourseTrace, ...]:
    """What the learner did in each course; raises StoreError."""
    return course_traces(keeping.store.attempts(keeping.learner), keeping.store.visits(keeping.learner))


def _events(store: Store, learner: str, course: str) -> int:
    return sum(map(len, (store.attempts(learner, course), store.visits(learner, course), store.annotations(learner, course))))


def _is_id(path: str, traces: tuple[CourseTrace, ...]) -> bool:
    """Whether this is no place on disk, but a course that the store knows."""
    return not os.path.exists(path) and any(one.id == path for one in traces)  # noqa: PTH110 - Path's own fails for some paths


def _course_id(target: str, settings: Settings, keeping: Keeping) -> str:
    if _is_id(target, _traces(keeping)):
        return target
    with opened_study(target, settings, keeping) as study:
        if not study.course.id:
            raise CourseError(f"{target} has no name to tell it from other courses")
        return study.course.id


@contextmanager
def opened_study(path: str, settings: Settings, keeping: Keeping) -> Iterator[Study]:
    """The course at a path, in a pack or of the library, with what the learner did in it; raises CourseError."""
    root = found(path, settings).root
    if courses := find_courses(root):
        raise CourseError(
            f"{root} holds several courses; choose one of: {', '.join(visible_line(one.name) for one in courses)}"
        )
    with Worker() as worker:
        yield Study(open_pages(worker, root, settings), keeping=keeping)
