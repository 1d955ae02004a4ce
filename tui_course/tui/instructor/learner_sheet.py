"""All of one learner in a course, as lines: what they say, every page, every question that they tried."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.language import number as written
from tui_course.model.answer import Outcome
from tui_course.model.visible import visible
from tui_course.model.workshop import Way
from tui_course.tui.instructor.heat import heat_for, heat_runs
from tui_course.tui.instructor.wording import cell, numbered, percent, pulse_word, span, wrapped
from tui_course.tui.strips import shortened
from tui_course.typeset.line import Line, Role, Run, Weight
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui_course.tui.theme import Look
    from tui_course.workshop.board import CourseBoard, LearnerDetail, LearnerRow, PageDetail, QuestionDetail

_SPAN: Final = 8
_SHARE: Final = 6
_NUMBER: Final = 5
_OUTCOMES: Final = {
    Outcome.RIGHT: ("✓", "*", Role.RIGHT),
    Outcome.PARTLY: ("◐", "~", Role.TEXT),
    Outcome.WRONG: ("✗", "x", Role.WRONG),
    Outcome.UNSCORED: ("·", ".", Role.TEXT),
}


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is known of a learner: their row, the course, its page numbers, and the details once they are read."""

    row: LearnerRow
    course: CourseBoard
    numbers: Mapping[str, str]
    detail: LearnerDetail | None
    trouble: str = ""
    now: float = 0.0


def learner_lines(portrait: Portrait, look: Look, width: int) -> list[Line]:
    """The lines for a width."""
    return [*_about(portrait, look, width), *_details(portrait, look, width)]


def _about(portrait: Portrait, look: Look, width: int) -> Iterator[Line]:
    """Who and where they are."""
    row, progress = portrait.row, portrait.row.in_course(portrait.course.id)
    dot = look.mark(" · ", " | ")
    yield from wrapped(visible(row.name), width, Role.HEADING, Weight.BOLD)
    yield Line()
    said = [pulse_word(row.pulse), look.mark("✋ ", "") + _("hand up") if row.hand else ""]
    if row.hand and portrait.now:
        said[1] += " " + (span(portrait.now - row.hand) or _("just now"))
    yield from wrapped(dot.join(filter(None, (_where(portrait), *said))), width)
    joined = _("joined {time}").format(time=_moment(row.joined)) if row.joined else ""
    seen = _("last seen {time}").format(time=_moment(row.seen)) if row.seen and not row.here else ""
    yield from wrapped(dot.join(filter(None, (_way(row.way), joined, seen))), width, Role.DIM)
    yield Line()
    points = _("{points} of {worth} points").format(points=written(progress.points, 1), worth=written(progress.worth, 1))
    first = _("{right} of {count} right first time") if progress.tried else ""
    first = first.format(right=progress.right_first, count=progress.tried)
    slowest = ""
    if progress.slowest:
        slowest = _("most time on “{page}”").format(page=visible(progress.slowest))
        slowest += f" ({span(progress.seconds)})" if span(progress.seconds) else ""
    yield from wrapped(dot.join(filter(None, (points, first, slowest))), width)


def _where(portrait: Portrait) -> str:
    row = portrait.row
    if not row.here:
        return _("not here")
    page = numbered(portrait.numbers.get(row.page, "") if row.course == portrait.course.id else "", visible(row.title))
    if not page:
        return _("on no page")
    idle = span(row.idle)
    where = _("on “{page}”, {percent} read").format(page=page, percent=percent(row.read))
    return _("{where}, idle for {time}").format(where=where, time=idle) if idle else where


def _way(way: Way | None) -> str:
    """How they came in."""
    match way:
        case Way.CODE:
            return _("came with the code")
        case Way.KEY:
            return _("came with a key")
        case Way.ROSTER:
            return _("on the roster")
        case Way.GUEST:
            return _("a guest")
        case Way.INSTRUCTOR:
            return _("an instructor")
        case Way.LOCAL | None:
            return ""


def _moment(at: float) -> str:
    """A time of day, with its date where that is another day's."""
    try:
        then = time.localtime(at)
    except (OverflowError, ValueError, OSError):
        return "?"
    same = then[:3] == time.localtime()[:3]
    return time.strftime("%H:%M" if same else "%Y-%m-%d %H:%M", then)


def _details(portrait: Portrait, look: Look, width: int) -> Iterator[Line]:
    """Every page, and every question that was tried."""
    detail = portrait.detail
    if detail is None:
        yield Line()
        words = portrait.trouble or _("what they did is being read")
        yield from wrapped(words, width, Role.PROBLEM if portrait.trouble else Role.DIM)
        return
    shares = tuple(module.share for module in portrait.row.in_course(portrait.course.id).modules)
    titles = {module.number: module.title or module.label or str(module.number) for module in portrait.course.modules}
    module = 0
    for page in detail.pages:
        if page.module != module:
            module = page.module
            yield Line()
            share = shares[module - 1] if 0 < module <= len(shares) else 0.0
            yield _module_line(titles.get(module, str(module)), share, look, width)
        yield _page_line(page, portrait.numbers, look, width)
    yield Line()
    yield Line((Run(_("Questions"), Role.HEADING, Weight.BOLD),))
    if not detail.questions:
        yield from wrapped(_("none was tried yet"), width, Role.DIM)
    for question in detail.questions:
        yield from _question_lines(question, look, width)


def _module_line(title: str, share: float, look: Look, width: int) -> Line:
    heat = heat_runs((share,), heat_for(1, 4), look)
    words = cell(visible(title), max(1, width - 6), look, Role.HEADING, weight=Weight.BOLD)
    return Line((words, Run("  "), *heat))


def _page_line(page: PageDetail, numbers: Mapping[str, str], look: Look, width: int) -> Line:
    begun = page.seen > 0 or page.read > 0
    sign = look.mark("✓", "*") if page.done else look.mark("◐", "~") if begun else look.mark("·", ".")
    title = numbered(numbers.get(page.page, ""), visible(page.title))
    spent = cell(span(page.seconds), _SPAN, look, Role.DIM, right=True)
    share = cell(percent(page.read) if begun else "", _SHARE, look, Role.TEXT, right=True)
    room = max(1, width - 2 - _SPAN - _SHARE)
    role = Role.RIGHT if page.done else Role.TEXT if begun else Role.DIM
    return Line((Run(f"{sign} ", role), cell(title, room, look, Role.TEXT if begun else Role.DIM), share, spent))


def _question_lines(question: QuestionDetail, look: Look, width: int) -> Iterator[Line]:
    unicode, plain, role = _OUTCOMES[question.outcome]
    tail = _("right first time") if question.right_first else ngettext("{n} try", "{n} tries", question.tries)
    tail = tail.format(n=question.tries)
    if question.revealed:
        tail = _("{tries}, answer shown").format(tries=tail)
    room = max(1, width - 2 - _NUMBER - cell_len(tail) - 1)
    title = cell(visible(question.title), room, look, Role.TEXT)
    number = cell(question.number, _NUMBER, look, Role.DIM)
    yield Line((Run(f"{look.mark(unicode, plain)} ", role), number, title, Run(f" {tail}", Role.DIM)))
    indent = " " * (2 + _NUMBER)
    said = [question.first] if question.first == question.last or not question.last else [question.first, question.last]
    words = look.mark(" → ", " -> ").join(visible(one) or _("answer shown") for one in said) if any(said) else ""
    if words:
        ellipsis = look.mark("…", "...")
        yield Line((Run(indent + shortened(" ".join(words.split()), max(1, width - len(indent)), ellipsis), Role.DIM),))
