"""A review: what was missed or not sure and is due, one question after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.linear.dialogue import Dialogue, Ending
from tui_course.linear.wording import counted
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
        talk.say(f"{counted(due.gone, 'question')} would be due, but the course no longer asks them.")
    if not due.questions:
        talk.say("Nothing is due.", _outlook(due.next_at, began))
        return
    number = len(due.questions)
    talk.say(f"{counted(number, 'question')} {'is' if number == 1 else 'are'} due. ? or :? lists the commands, q or :q quits.")
    before = len(learning.all_attempts)
    _ask(talk, study, due.questions, began + minutes * _MINUTE)
    firsts = _firsts(learning.all_attempts[before:])
    right = sum(one.outcome is Outcome.RIGHT for one in firsts)
    talk.say("", f"Review: {right} of {counted(len(firsts), 'answered question')} right at once.")
    left = due_questions(study, learning.clock())
    if left.questions:
        talk.say(f"{counted(len(left.questions), 'question')} still due.")
    else:
        talk.say(_outlook(left.next_at, learning.clock()))


def _ask(talk: Talk, study: Study, questions: Sequence[tuple[str, Question]], ends: float) -> None:
    asking = Asking(study.learning, review=True, pages={question.id: page for page, question in questions})
    dialogue = Dialogue(talk, study, asking)
    for number, (page, question) in enumerate(questions, 1):
        if number > 1 and study.learning.clock() >= ends:
            talk.say("", "The time is over.")
            return
        title = visible(study.ref(page).name) or page
        talk.say("")
        if dialogue.ask(question, page, f"{number} of {len(questions)}, from “{title}”") is Ending.QUIT:
            return


def _firsts(attempts: Sequence[Attempt]) -> Sequence[Attempt]:
    """The first attempt at each question."""
    firsts: dict[str, Attempt] = {}
    for attempt in attempts:
        firsts.setdefault(attempt.question, attempt)
    return tuple(firsts.values())


def _outlook(next_at: float | None, now: float) -> str:
    if next_at is None:
        return "What you miss, or are not sure of, comes back in a review."
    return f"The next question comes back {wait_in_words(next_at - now)}."
