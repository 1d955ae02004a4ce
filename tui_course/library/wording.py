"""What is said of the courses of a library."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.library.entry import Origin
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from tui_course.library.entry import CourseEntry, ListedPage
    from tui_course.library.standing import Standing, Standings


def called(entry: CourseEntry) -> str:
    """What a course is called here."""
    if entry.origin is Origin.BUILT_IN and not entry.title:
        return _("The course that comes with tui-course")
    return entry.name


def short_path(path: str) -> str:
    """A path as people write it, with `~` for their home."""
    home = os.path.expanduser("~")  # noqa: PTH111 - Path's own fails where there is no home
    if home not in {"~", "/"} and (path == home or path.startswith(home + os.sep)):
        path = "~" + path[len(home) :]
    return visible(path)


def pages_and_questions(entry: CourseEntry) -> list[str]:
    """How many pages and questions a course has, as far as that is known."""
    facts = []
    if entry.pages:
        count = len(entry.pages)
        facts.append(ngettext("{n} page", "{n} pages", count).format(n=count))
    if entry.questions:
        count = len(entry.questions)
        facts.append(ngettext("{n} question", "{n} questions", count).format(n=count))
    return facts


def due_words(standings: Standings) -> str:
    """What is due, and about how long it takes."""
    due = ngettext("{n} question", "{n} questions", standings.due).format(n=standings.due)
    time = ngettext("about {n} minute", "about {n} minutes", standings.minutes).format(n=standings.minutes)
    return _("Due for review today: {questions}, {time}").format(questions=due, time=time)


def where_from(entry: CourseEntry) -> str:
    """Where a course comes from, in a few words."""
    match entry.origin:
        case Origin.BUILT_IN:
            return _("built in")
        case Origin.GIT:
            return visible(entry.source.partition("://")[2] or entry.source)
        case Origin.PACK:
            return visible(os.path.basename(entry.source))  # noqa: PTH119 - any text will do
        case Origin.PATH:
            return short_path(os.path.dirname(entry.path))  # noqa: PTH120 - likewise


def page_of(entry: CourseEntry, standing: Standing | None) -> ListedPage | None:
    """The page where a learner goes on: where they were last, else the first one; None where nobody knows yet."""
    if standing is None:
        return None
    return entry.page_by_id.get(standing.page) or (entry.pages[0] if entry.pages else None)
