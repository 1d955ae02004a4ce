"""The commands about what was learned: progress and reset."""

from __future__ import annotations

import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_course.commands.printing import prepare_output
from tui_course.commands.reading import open_keeping, open_pages
from tui_course.config import load_settings
from tui_course.errors import CourseError, SettingsError, StoreError
from tui_course.linear.talk import Talk
from tui_course.linear.wording import counted
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
    settings = load_settings(flags)
    with closing(open_keeping(settings)) as keeping:
        traces = _traces(keeping)
        if path is None or _is_id(path, traces):
            found = [one for one in traces if path in (None, one.id)]
            lines = tables.TRACES[form](keeping.learner, found)
        else:
            with _study(path, settings, keeping) as study:
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
    settings = load_settings(flags)
    with closing(open_keeping(settings)) as keeping:
        if _is_missing(keeping.store):
            raise StoreError(keeping.store.notice)
        course = "" if target is None else _course_id(target, settings, keeping)
        what = f"“{course}”" if course else "all courses"
        talk = Talk(sys.stdin, sys.stdout, typed=True)
        events = _events(keeping.store, keeping.learner, course)
        if not events:
            talk.say(f"There is nothing to forget of {keeping.learner} in {what}.")
            return DONE
        talk.say(f"{counted(events, 'event')} of {keeping.learner} in {what}: answers and visits of pages.")
        if not sure and not _agreed(talk):
            talk.say("Nothing was forgotten.")
            return IN_TROUBLE
        talk.say(f"{counted(keeping.store.erase(keeping.learner, course), 'event')} forgotten.")
        return DONE


def _is_missing(store: Store) -> bool:
    """Whether the store could not be opened, so that one in memory is in its place."""
    return isinstance(store, MemoryStore) and bool(store.notice)


def _agreed(talk: Talk) -> bool:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SettingsError("reset asks first, and here is no terminal to answer on; --yes says that you are sure")
    answer = talk.ask("Forget them for good? Type yes or no:")
    return answer is not None and answer.strip().casefold() in {"y", "yes"}


def _traces(keeping: Keeping) -> tuple[CourseTrace, ...]:
    """What the learner did in each course; raises StoreError."""
    return course_traces(keeping.store.attempts(keeping.learner), keeping.store.visits(keeping.learner))


def _events(store: Store, learner: str, course: str) -> int:
    return len(store.attempts(learner, course)) + len(store.visits(learner, course))


def _is_id(path: str, traces: tuple[CourseTrace, ...]) -> bool:
    """Whether this is no place on disk, but a course that the store knows."""
    return not Path(path).exists() and any(one.id == path for one in traces)


def _course_id(target: str, settings: Settings, keeping: Keeping) -> str:
    if _is_id(target, _traces(keeping)):
        return target
    with _study(target, settings, keeping) as study:
        if not study.course.id:
            raise CourseError(f"{target} has no name to tell it from other courses")
        return study.course.id


@contextmanager
def _study(path: str, settings: Settings, keeping: Keeping) -> Iterator[Study]:
    """The course at a path with what the learner did in it; raises CourseError."""
    root = Path(path)
    if courses := find_courses(root):
        raise CourseError(f"{root} holds several courses; choose one of: {', '.join(one.name for one in courses)}")
    with Worker() as worker:
        yield Study(open_pages(worker, root, settings), keeping=keeping)
