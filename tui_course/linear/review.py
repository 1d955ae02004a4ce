"""A review: what was missed or not sure and is due, one question after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.linear.dialogue import Dialogue, Ending
from tui_course.linear.wording import commands_line
from tui_course.model.answer import Outcome
from tui_course.model.visible import visible
from tui_course.study.asking import Asking
from tui_course.study.reviewing import due_questions, wait_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.linear.talk import Talk
    from tui_course.model.attempt import Attempt
    from tui_course.model.question import Question
    from tui_course.study import Study

_MINUTE = 60.0


def review(talk: Talk, study: Study, minutes: float) -> None:
    """Ask what is due until nothing is, the learner quits, or a question would begin after so many minutes."""
    learning = study.learning
    began = learning.clock()
    due = due_questions(study, began)
    if due.gone:
        talk.say(
            ngettext(
                "{count} question would be due, but the course no longer asks it.",
                "{count} questions would be due, but the course no longer asks them.",
                due.gone,
            ).format(count=due.gone)
        )
    if not due.questions:
        talk.say(_("Nothing is due."), _outlook(due.next_at, began))
        return
    number = len(due.questions)
    are_due = ngettext("{count} question is due.", "{count} questions are due.", number).format(count=number)
    talk.say(f"{are_due} {commands_line()}")
    before = len(learning.all_attempts)
    _ask(talk, study, due.questions, began + minutes * _MINUTE)
    firsts = _firsts(learning.all_attempts[before:])
    right = sum(one.outcome is Outcome.RIGHT for one in firsts)
    said = ngettext(
        "Review: {right} of {count} answered question right at once.",
        "Review: {right} of {count} answered questions right at once.",
        len(firsts),
    )
    talk.say("", said.format(right=right, count=len(firsts)))
    left = due_questions(study, learning.clock())
    if left.questions:
        count = len(left.questions)
        talk.say(ngettext("{count} question still due.", "{count} questions still due.", count).format(count=count))
    else:
        talk.say(_outlook(left.next_at, learning.clock()))


def _ask(talk: Talk, study: Study, questions: Sequence[tuple[str, Question]], ends: float) -> None:
    asking = Asking(study.learning, review=True, pages={question.id: page for page, question in questions})
    dialogue = Dialogue(talk, study, asking)
    for number, (page, question) in enumerate(questions, 1):
        if number > 1 and study.learning.clock() >= ends:
            talk.say("", _("The time is over."))
            return
        title = visible(study.ref(page).name) or page
        talk.say("")
        label = _("{number} of {count}, from “{title}”").format(number=number, count=len(questions), title=title)
        if dialogue.ask(question, page, label) is Ending.QUIT:
            return


def _firsts(attempts: Sequence[Attempt]) -> Sequence[Attempt]:
    """The first attempt at each question."""
    firsts: dict[str, Attempt] = {}
    for attempt in attempts:
        firsts.setdefault(attempt.question, attempt)
    return tuple(firsts.values())


def _outlook(next_at: float | None, now: float) -> str:
    if next_at is None:
        return _("What you miss, or are not sure of, comes back in a review.")
    return _("The next question comes back {when}.").format(when=wait_in_words(next_at - now))
