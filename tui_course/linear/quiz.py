"""A quiz: the questions of a page or of a whole course, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.linear.dialogue import Dialogue, Ending
from tui_course.linear.wording import commands_line, counted_questions, marks_line
from tui_course.model.block import Ask
from tui_course.model.index import IndexedQuestion
from tui_course.model.visible import visible
from tui_course.model.walk import all_blocks, all_questions
from tui_course.study import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui_course.linear.talk import Talk
    from tui_course.model.course import Page
    from tui_course.model.question import Question
    from tui_course.study import Study


def ask_page(talk: Talk, study: Study, page_id: str) -> None:
    """Ask the questions of a page, then say how far the learner is with them; raises PageNotFound."""
    questions = list(all_questions(study.read(page_id).blocks))
    if not questions:
        talk.say(_("There are no questions on “{title}”.").format(title=_title(study, page_id)))
        return
    _Quiz(talk, study, [page_id], len(questions)).run()
    _sum_up(talk, study, questions)


def ask_course(talk: Talk, study: Study) -> None:
    """Ask all questions of the course, those answered before too, and say how far the learner is with them."""
    index = study.index()
    for one in index.pages:
        if one.failed:
            said = _("“{title}” could not be read; its questions are missing.")
            talk.say(said.format(title=_title(study, one.page)))
    pages = [one.page for one in index.pages if one.questions]
    if not pages:
        talk.say(_("There are no questions in this course."))
        return
    _Quiz(talk, study, pages, sum(len(one.questions) for one in index.pages)).run()
    talk.say(_("Course: {marks}.").format(marks=marks_line(study.learning.course_marks(index))))


class _Quiz:
    """Goes through the questions of `pages`, `total` in all."""

    def __init__(self, talk: Talk, study: Study, pages: Sequence[str], total: int) -> None:
        self._talk = talk
        self._study = study
        self._pages = pages
        self._total = total
        self._number = 0
        self._dialogue = Dialogue(talk, study, study.asking)

    def run(self) -> None:
        """Ask until the last question or until the learner quits."""
        self._talk.say(f"{counted_questions(self._total)}. {commands_line()}")
        for page_id in self._pages:
            if self._page(page_id) is Ending.QUIT:
                return

    def _page(self, page_id: str) -> Ending:
        page = self._study.read(page_id)
        self._study.go(Place(page_id))
        self._talk.say("", _("Page: {title}").format(title=_title(self._study, page_id)))
        last = self._number + sum(1 for _ in all_questions(page.blocks))
        for ask in _asks(page):
            self._talk.say(*filter(None, (ask.title,)))
            self._talk.tell(ask.description)
            for question in ask.questions:
                self._number += 1
                self._talk.say("")
                label = _("Question {number} of {count}").format(number=self._number, count=self._total)
                ending = self._dialogue.ask(question, page_id, label)
                if ending is not Ending.ON:
                    self._number = last
                    return ending
        return Ending.ON


def _asks(page: Page) -> Iterable[Ask]:
    return (block for block in all_blocks(page.blocks) if isinstance(block, Ask))


def _title(study: Study, page_id: str) -> str:
    return visible(study.ref(page_id).name) or page_id


def _sum_up(talk: Talk, study: Study, questions: Iterable[Question]) -> None:
    """Say how far the learner is with some questions; one that stands there twice counts once."""
    found = {one.id: IndexedQuestion(one.id, one.graded, one.points, one.kind, "") for one in questions}
    talk.say("", _("This page: {marks}.").format(marks=marks_line(study.learning.marks(found.values()))))
