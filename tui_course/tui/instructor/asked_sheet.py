"""A question or a poll with everything that was answered, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.tui.instructor.wording import percent, wrapped
from tui_course.typeset.bar import bar
from tui_course.typeset.line import Line, Role, Run, Weight
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.tui.theme import Look
    from tui_course.workshop.counting import Bar, Histogram

_INDENT: Final = 2
_TAIL: Final = 13
_MOST_BAR: Final = 60


@dataclass(frozen=True, slots=True)
class Answers:
    """A question in full, as far as it is known, what is said of it in a line, and what was answered."""

    title: str
    words: tuple[str, ...]
    state: str
    histogram: Histogram
    page: str = ""
    number: str = ""


def asked_lines(answers: Answers, look: Look, width: int) -> list[Line]:
    """The lines for a width."""
    return list(_lines(answers, look, width))


def _lines(answers: Answers, look: Look, width: int) -> Iterator[Line]:
    for words in answers.words or (answers.title,):
        yield from wrapped(words, width, Role.HEADING, Weight.BOLD)
    if answers.page:
        yield from wrapped(_("on “{page}”").format(page=answers.page), width, Role.DIM)
    yield Line()
    yield from wrapped(answers.state, width)
    histogram = answers.histogram
    for one in histogram.bars:
        yield Line()
        yield from _bar_lines(one, histogram, look, width)
    yield from _rest(histogram, width)


def _bar_lines(one: Bar, histogram: Histogram, look: Look, width: int) -> Iterator[Line]:
    """An answer, and below it how many gave it."""
    sign = ""
    if one.right is not None:
        sign = look.mark("✓ ", "* ") if one.right else look.mark("✗ ", "x ")
    role = Role.RIGHT if one.right else Role.TEXT
    yield from wrapped(f"{sign}{one.text}", width, role)
    share = one.count / histogram.learners if histogram.learners else 0.0
    length = max(4, min(_MOST_BAR, width - _INDENT - _TAIL))
    drawn = bar(share, length, ascii=look.ascii)
    tail = f"{one.count:>5}{percent(share):>7}"
    yield Line((Run(" " * _INDENT), Run(drawn, Role.NOTE), Run(tail)))


def _rest(histogram: Histogram, width: int) -> Iterator[Line]:
    """What is in no bar."""
    said = []
    if histogram.others:
        words = ngettext("{n} learner answered something else", "{n} learners answered something else", histogram.others)
        said.append(words.format(n=histogram.others))
    if histogram.revealed:
        words = ngettext("{n} learner had the answer shown", "{n} learners had the answer shown", histogram.revealed)
        said.append(words.format(n=histogram.revealed))
    if histogram.several:
        said.append(_("One answer may have several of these."))
    if said:
        yield Line()
    for words in said:
        yield from wrapped(words, width, Role.DIM)
