"""Results: every question of the page with a way back to it, then the pages of the course."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len

from tui_course.language import gettext as _
from tui_course.language import ngettext, pgettext
from tui_course.model.answer import Outcome
from tui_course.model.visible import visible
from tui_course.model.walk import all_questions
from tui_course.model.words import block_words
from tui_course.study import Place
from tui_course.tui.keys import bindings
from tui_course.tui.keys.texts import RESULTS_KEYS
from tui_course.tui.screens.learning import page_mark, rounded_points
from tui_course.tui.screens.sheet import Sheet, SheetScreen
from tui_course.tui.strips import shortened
from tui_course.tui.widgets.bars import Hint
from tui_course.typeset.line import Line, Role, Run, Target, Weight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.binding import BindingType

    from tui_course.model.course import Page
    from tui_course.model.index import QuestionIndex
    from tui_course.model.question import Question
    from tui_course.study import Study
    from tui_course.study.learning import Marks
    from tui_course.tui.theme import Look
    from tui_course.tui.widgets.page import PageView


class ResultsScreen(SheetScreen):
    """What the learner did on a page and in its course; `go` is called with the place that they choose."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("results", RESULTS_KEYS)

    def __init__(self, look: Look, study: Study, page: Page, index: QuestionIndex | None, go: Callable[[Place], None]) -> None:
        self._results = _Results(study, page, index)
        super().__init__(look, _("Results: {page}").format(page=visible(page.ref.name)), self._results.sheet)
        self._go = go

    def on_mount(self) -> None:
        """The keys; the first question has the focus."""
        self.bottom_line.offer(
            (Hint("Enter", _("go there")), Hint("j k", _("move")), Hint("Esc", _("back")), Hint("q", _("quit")))
        )
        self.call_after_refresh(self.action_link, 1)

    def action_link(self, by: int) -> None:
        """Focus the next question or page, or the one before."""
        if self.is_ready and not self.page_view.focus_target(by):
            self.say(_("this is the last one") if by > 0 else _("this is the first one"))

    def action_follow(self) -> None:
        """Go to what has the focus."""
        target = self.page_view.target if self.is_ready else None
        if target is not None:
            self._choose(target)

    def on_page_view_chosen(self, message: PageView.Chosen) -> None:
        """A question or a page was clicked."""
        self._choose(message.target)

    def _choose(self, target: Target) -> None:
        self.dismiss()
        self._go(Place(target.page, question=target.anchor))


class _Results:
    """The lines of the results."""

    def __init__(self, study: Study, page: Page, index: QuestionIndex | None) -> None:
        self._study = study
        self._page = page
        self._index = index
        self._targets = 0

    def sheet(self, look: Look, width: int) -> Sheet:
        """All lines for a width."""
        self._targets = 0
        return Sheet([*self._of_page(look, width), *self._of_course(look, width)])

    def _of_page(self, look: Look, width: int) -> Iterator[Line]:
        questions = list(all_questions(self._page.blocks))
        yield _heading(self._page.ref.name)
        yield Line()
        if not questions:
            yield Line((Run(_("There are no questions on this page."), Role.DIM),))
        else:
            yield Line((Run(self._page_summary(questions, look)),))
            yield Line()
        for number, question in enumerate(questions, 1):
            yield self._question(question, number, look, width)

    def _page_summary(self, questions: list[Question], look: Look) -> str:
        learning = self._study.learning
        graded = list({question.id: question for question in questions if question.graded}.values())
        standings = [learning.standing(question.id) for question in graded]
        right = sum(one is not None and one.outcome is Outcome.RIGHT for one in standings)
        at_once = sum(one is not None and one.right_at_once for one in standings)
        points = sum(one.score * question.points for one, question in zip(standings, graded, strict=True) if one is not None)
        worth = sum(question.points for question in graded)
        joint = look.mark(" · ", " | ")
        percent = f"{int(100 * points / worth + 1e-9)} %" if worth else ""
        parts = (
            _("{right} of {count} right").format(right=right, count=len(graded)),
            _("{count} at once").format(count=at_once),
            _points(points, worth),
            percent,
        )
        return joint.join(part for part in parts if part)

    def _question(self, question: Question, number: int, look: Look, width: int) -> Line:
        standing = self._study.learning.standing(question.id)
        points = (
            _("{points} of {worth}").format(
                points=rounded_points(standing.score * question.points), worth=rounded_points(question.points)
            )
            if standing and question.graded
            else ""
        )
        if standing is None:
            sign, role, words = look.mark("·", "."), Role.DIM, pgettext("question", "open")
        elif standing.outcome is Outcome.UNSCORED:
            sign, role, words = look.mark("✓", "+"), Role.DIM, _("noted")
        elif standing.outcome is Outcome.RIGHT:
            sign, role = look.mark("✓", "+"), Role.RIGHT
            words = _("at once") if standing.right_at_once else _tries(standing.tries)
        else:
            partly = standing.outcome is Outcome.PARTLY
            sign, role = (look.mark("◐", "/") if partly else look.mark("✗", "-")), Role.WRONG
            words = _("revealed") if standing.revealed else _tries(standing.tries)
        if question.fault:
            sign, role, words, points = "!", Role.PROBLEM, _("cannot be answered"), ""
        target = self._target(Target("page", page=self._page.ref.id, anchor=question.id))
        title = visible(block_words(question.prompt)) or visible(question.kind)
        return _row(Run(f"{sign} {number:>2}  ", role), Run(title, target=target), f"{points}  {words:<10}", look, width)

    def _of_course(self, look: Look, width: int) -> Iterator[Line]:
        study, index = self._study, self._index
        yield Line()
        yield Line()
        yield _heading(study.course.title)
        yield Line()
        if index is None:
            yield Line((Run(_("The questions of the course are being counted."), Role.DIM),))
            return
        yield Line((Run(_course_summary(study.learning.course_marks(index), look)),))
        questions = {page.page: page for page in index.pages}
        for entry in study.contents():
            if not entry.page:
                yield Line()
                yield Line((Run(entry.title, Role.TEXT, Weight.BOLD),))
            elif entry.page in questions:
                mark = page_mark(questions[entry.page], study.learning, look)
                target = self._target(Target("page", page=entry.page))
                yield _row(Run("  "), Run(entry.title, target=target), mark, look, width)

    def _target(self, target: Target) -> Target:
        self._targets += 1
        return replace(target, number=self._targets - 1)


def _heading(title: str) -> Line:
    return Line((Run(visible(title), Role.HEADING, Weight.BOLD),))


def _course_summary(marks: Marks, look: Look) -> str:
    joint = look.mark(" · ", " | ")
    if not marks.questions:
        return _("There are no questions in this course.")
    right = _("{right} of {count} right").format(right=marks.right, count=marks.questions)
    return joint.join((right, _points(marks.points, marks.worth), f"{marks.percent} %"))


def _points(points: float, worth: float) -> str:
    many = 1 if worth == 1 else 2
    said = ngettext("{points} of {worth} point", "{points} of {worth} points", many)
    return said.format(points=rounded_points(points), worth=rounded_points(worth))


def _tries(count: int) -> str:
    return ngettext("{count} try", "{count} tries", count).format(count=count)


def _row(lead: Run, title: Run, mark: str, look: Look, width: int) -> Line:
    room = max(8, width - cell_len(lead.text) - cell_len(mark) - 2)
    shown = replace(title, text=shortened(title.text, room, look.mark("…", "...")))
    space = " " * max(1, width - cell_len(lead.text) - cell_len(shown.text) - cell_len(mark))
    return Line((lead, shown, Run(space + mark, Role.DIM)))
