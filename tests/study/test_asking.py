"""A question from the first look to the last word, and again after the program was closed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.model.answer import Chosen, Confidence, Outcome, Typed
from tui_course.model.question import Choice, Choose, Fill, Match, Order, Reflect
from tui_course.questions import solution
from tui_course.study.asking import Asking
from tui_course.study.drafting import begun


def put(asking, question, answer):
    """Turn the draft into an answer."""
    asking.edit(question, begun(question, f"ada {question.id}", answer))


def answered(asking, question, answer):
    put(asking, question, answer)
    return asking.check(question)


# Answering


def test_a_question_waits_for_an_answer(name, question, diary):
    asked = Asking(diary.learning()).asked(question(name))
    assert not asked.judged
    assert not asked.settled
    assert (asked.answer, asked.verdict, asked.confidence, asked.solution) == (None, None, None, None)
    assert (asked.hints, asked.tries, asked.refusal) == (0, 0, "")


def test_a_wrong_answer_gives_no_key_away(graded, case, question, diary):
    one, asking = question(graded), Asking(diary.learning())
    asked = answered(asking, one, case(graded).wrong)
    assert asked.verdict.outcome is Outcome.WRONG
    assert asked.answer == case(graded).wrong
    assert asked.judged
    assert not asked.settled
    assert asked.solution is None
    assert asked.tries == 1
    assert asking.asked(one) is asked


@pytest.mark.parametrize("name", ["several", "blanks", "pairs", "order"])
def test_a_part_is_not_all(name, case, question, diary):
    asked = answered(Asking(diary.learning()), question(name), case(name).partly)
    assert asked.verdict.outcome is Outcome.PARTLY
    assert not asked.settled
    assert asked.solution is None
    assert 0 < diary.kept[0].score < 1


def test_a_right_answer_settles_the_question(graded, case, question, diary):
    one = question(graded)
    asked = answered(Asking(diary.learning()), one, case(graded).right)
    assert asked.verdict.outcome is Outcome.RIGHT
    assert asked.settled
    assert asked.solution == solution(one)


def test_a_reflection_is_noted_whatever_it_is(case, question, diary):
    one = question("reflection")
    for answer in (case("reflection").right, case("reflection").wrong):
        asking = Asking(diary.learning())
        asking.retry(one)
        asked = answered(asking, one, answer)
        assert asked.verdict.outcome is Outcome.UNSCORED
        assert asked.settled
        assert (diary.kept[-1].score, diary.kept[-1].points) == (0, 0)


@pytest.mark.parametrize("name", ["one", "several", "blank", "blanks", "pairs", "number", "reflection"])
def test_nothing_is_no_answer(name, case, question, diary):
    one, asking = question(name), Asking(diary.learning())
    if case(name).nothing is not None:
        put(asking, one, case(name).nothing)
    asked = asking.check(one)
    assert asked.refusal
    assert not asked.judged
    assert asked.tries == 0
    assert diary.kept == []
    assert asking.edit(one, asked.draft).refusal == ""


@pytest.mark.parametrize("text", ["north\x1b[31m", "n" * 10_001, "٣\u202e"])
def test_what_cannot_be_read_is_refused_and_not_recorded(text, question, diary):
    asked = answered(Asking(diary.learning()), question("blank"), Typed((text,)))
    assert asked.refusal
    assert asked.draft.texts == (text,)
    assert diary.kept == []


@pytest.mark.parametrize("text", ["1e999", "NaN", "twelve", "inf"])
def test_what_is_no_number_is_refused(text, question, diary):
    assert answered(Asking(diary.learning()), question("number"), Typed((text,))).refusal
    assert diary.kept == []


def test_a_faulty_question_takes_no_answer(name, case, question, diary):
    one, asking = question(name, fault="nothing is right"), Asking(diary.learning())
    for asked in (answered(asking, one, case(name).right), asking.reveal(one)):
        assert not asked.judged
    assert diary.kept == []


def test_a_verdict_stays_until_the_next_try(name, case, question, diary):
    one, asking = question(name), Asking(diary.learning())
    asked = answered(asking, one, case(name).wrong)
    put(asking, one, case(name).right)
    asking.check(one)
    asking.confide(one)
    asking.refuse(one, "too long")
    assert asking.asked(one) == asked
    assert len(diary.kept) == 1


# What is recorded


def test_an_attempt_tells_all_of_it(graded, case, question, diary):
    one, asking = question(graded), Asking(diary.learning())
    asking.begin(one)
    diary.clock.now += 7.5
    asking.hint(one)
    asking.confide(one)
    asking.confide(one)
    answered(asking, one, case(graded).wrong)
    (attempt,) = diary.kept
    assert (attempt.learner, attempt.course, attempt.page, attempt.question) == ("ada", "kites", "wind", one.id)
    assert (attempt.at, attempt.seconds) == (1007.5, 7.5)
    assert attempt.answer == case(graded).wrong
    assert (attempt.outcome, attempt.score, attempt.points) == (Outcome.WRONG, 0, 2)
    assert (attempt.hints, attempt.confidence) == (1, Confidence.UNSURE)
    assert not attempt.revealed
    assert not attempt.review


def test_every_attempt_has_an_id_of_its_own(case, question, diary):
    one, asking = question("one"), Asking(diary.learning())
    for _ in range(3):
        answered(asking, one, case("one").wrong)
        asking.retry(one)
    assert len({attempt.id for attempt in diary.kept}) == 3


def test_time_is_taken_from_turning_to_the_question(case, question, diary):
    one, other, asking = question("one"), question("blank"), Asking(diary.learning())
    asking.begin(one)
    diary.clock.now += 1
    asking.begin(other)
    diary.clock.now += 1
    asking.begin(one)  # it has begun already
    asking.check(one)  # refused: the time goes on
    diary.clock.now += 1
    answered(asking, one, case("one").wrong)
    diary.clock.now += 100  # reading the verdict is no answering
    asking.retry(one)
    diary.clock.now += 2
    answered(asking, one, case("one").right)
    answered(asking, other, case("blank").right)
    assert [attempt.seconds for attempt in diary.kept] == [3, 2, 104]


def test_time_is_unknown_where_nothing_began_or_the_clock_went_back(case, question, diary):
    one, other, asking = question("one"), question("blank"), Asking(diary.learning())
    answered(asking, one, case("one").wrong)
    asking.begin(other)
    diary.clock.now -= 500
    answered(asking, other, case("blank").wrong)
    assert [attempt.seconds for attempt in diary.kept] == [0, 0]


def test_where_it_was_asked_is_where_the_learner_is(case, question, diary):
    learning = diary.learning()
    asking = Asking(learning)
    answered(asking, question("one"), case("one").wrong)
    learning.page = "summary"
    asking.retry(question("one"))
    answered(asking, question("one"), case("one").right)
    assert [attempt.page for attempt in diary.kept] == ["wind", "summary"]


# Sureness, hints, another try


def test_sureness_goes_round(question, diary):
    one, asking = question("one"), Asking(diary.learning())
    assert [asking.confide(one).confidence for _ in range(4)] == [Confidence.SURE, Confidence.UNSURE, None, Confidence.SURE]
    assert asking.confide(question("reflection")).confidence is None


def test_hints_come_one_by_one_until_there_are_no_more(case, question, diary):
    one, asking = question("one"), Asking(diary.learning())
    assert [asking.hint(one).hints for _ in range(3)] == [1, 2, 2]
    answered(asking, one, case("one").right)
    assert asking.hint(one).hints == 2
    assert asking.hint(question("blank", hints=())).hints == 0


def test_another_try_keeps_what_is_worth_keeping(name, case, question, diary):
    one, asking = question(name), Asking(diary.learning())
    asking.hint(one)
    before = answered(asking, one, case(name).wrong)
    asked = asking.retry(one)
    assert not asked.judged
    assert (asked.answer, asked.confidence, asked.refusal) == (None, None, "")
    assert asked.tries == 1
    kept = name in {"several", "blank", "blanks", "pairs", "number", "order"}
    assert (asked.draft == before.draft) is kept
    assert asked.hints == (0 if name == "reflection" else 1)
    assert len(diary.kept) == 1


def test_again_after_all_begins_anew(graded, case, question, diary):
    one, asking = question(graded), Asking(diary.learning())
    fresh = asking.asked(one)
    asking.hint(one)
    answered(asking, one, case(graded).right)
    assert asking.retry(one) == replace(fresh, tries=1)
    assert asking.retry(one) == replace(fresh, tries=1)


# Revealing


def test_what_is_revealed_is_worth_nothing(graded, case, question, diary):
    one, asking = question(graded), Asking(diary.learning())
    asking.begin(one)
    diary.clock.now += 4
    asked = asking.reveal(one)
    assert asked.revealed
    assert asked.settled
    assert asked.solution == solution(one)
    assert (asked.answer, asked.verdict, asked.tries) == (None, None, 0)
    (attempt,) = diary.kept
    assert (attempt.answer, attempt.outcome, attempt.score, attempt.revealed) == (None, Outcome.WRONG, 0, True)
    assert attempt.seconds == 4
    assert asking.reveal(one) == asked
    assert len(diary.kept) == 1
    assert answered(asking, one, case(graded).right) == asked


def test_after_a_reveal_an_answer_counts_as_a_try_only(graded, case, question, diary):
    learning = diary.learning()
    one, asking = question(graded), Asking(learning)
    asking.confide(one)
    answered(asking, one, case(graded).wrong)
    asking.reveal(one)
    asking.retry(one)
    asked = answered(asking, one, case(graded).right)
    assert asked.settled
    assert not asked.revealed
    assert asked.tries == 2
    assert [attempt.revealed for attempt in diary.kept] == [False, True, False]
    assert [attempt.confidence for attempt in diary.kept] == [Confidence.SURE, None, None]
    assert learning.standing(one.id).score == 0


def test_nothing_is_revealed_of_a_reflection(question, diary):
    assert not Asking(diary.learning()).reveal(question("reflection")).revealed
    assert diary.kept == []


# Opened again

STEPS = st.lists(st.sampled_from(["right", "wrong", "partly", "check", "retry", "hint", "reveal", "confide"]), max_size=9)


def test_everything_is_found_again(name, case, question, diary):
    one = question(name)
    for answer in (case(name).wrong, case(name).right):
        asking = Asking(diary.learning())
        asking.retry(one)
        asking.hint(one)
        asking.confide(one)
        asked = answered(asking, one, answer)
        assert Asking(diary.learning()).asked(one) == asked


def test_a_reveal_is_found_again_with_what_was_answered(graded, case, question, diary):
    one, asking = question(graded), Asking(diary.learning())
    asking.hint(one)
    answered(asking, one, case(graded).wrong)
    asked = asking.reveal(one)
    found = Asking(diary.learning()).asked(one)
    assert found == asked
    assert found.draft.answer == case(graded).wrong


def step(asking, question, case, name):
    if name in {"right", "wrong", "partly"}:
        if not asking.asked(question).judged and getattr(case, name) is not None:
            answered(asking, question, getattr(case, name))
    else:
        getattr(asking, name)(question)


@settings(deadline=None)
@given(st.data(), STEPS)
def test_whatever_was_judged_last_is_what_is_found(case, question, new_diary, data, steps):
    name = data.draw(st.sampled_from(["one", "several", "blank", "blanks", "pairs", "number", "order", "reflection"]))
    one, diary = question(name), new_diary()
    asking = Asking(diary.learning())
    judged = asking.asked(one)
    for count, name_of_step in enumerate(steps):
        before = len(diary.kept)
        step(asking, one, case(name), name_of_step)
        asked = asking.asked(one)
        assert asked.judged or asked.solution is None
        assert not (asked.refusal and len(diary.kept) > before), steps[: count + 1]
        if len(diary.kept) > before:
            judged = asked
    found = Asking(diary.learning()).asked(one)
    assert found == replace(judged, draft=found.draft)
    assert found.tries == sum(not attempt.revealed for attempt in diary.kept)


def left_wrong(name, case, question, diary):
    one, asking = question(name), Asking(diary.learning())
    asking.hint(one)
    asking.hint(one)
    answered(asking, one, case(name).wrong)
    return one


def without(task):
    """The task after its author has written everything in it anew."""
    match task:
        case Choose():
            return replace(task, choices=tuple(replace(choice, key=f"new-{choice.key}") for choice in task.choices))
        case Fill():
            return replace(task, blanks=(*task.blanks, task.blanks[0]))
        case Match():
            return replace(task, left=tuple(replace(item, key=f"new-{item.key}") for item in task.left))
        case Order():
            return replace(task, items=task.items[:-1])
        case _:
            return Reflect()


def test_an_answer_to_what_is_no_longer_there_is_a_try_and_no_more(graded, case, question, diary):
    one = left_wrong(graded, case, question, diary)
    changed = replace(one, task=without(one.task))
    asked = Asking(diary.learning()).asked(changed)
    assert asked == replace(Asking(type(diary)().learning()).asked(changed), tries=1)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        *((name, "blank") for name in ("one", "several", "blanks", "pairs", "order", "reflection")),
        *((name, "pairs") for name in ("one", "several", "blank", "blanks", "number", "order", "reflection")),
        *((name, "order") for name in ("one", "several", "blank", "blanks", "number", "pairs", "reflection")),
        *((name, "one") for name in ("blank", "blanks", "number", "order", "pairs", "reflection")),
        *((name, "reflection") for name in ("one", "several", "blank", "blanks", "number", "order", "pairs")),
        ("blank", "number"),
    ],
)
def test_an_answer_of_another_kind_is_a_try_and_no_more(name, other, case, question, diary):
    left_wrong(name, case, question, diary)
    asked = Asking(diary.learning()).asked(question(other, id=f"q-{name}"))
    assert not asked.judged
    assert asked.draft == Asking(type(diary)().learning()).asked(question(other, id=f"q-{name}")).draft


def test_choices_that_move_keep_the_answer(case, question, diary):
    one = left_wrong("several", case, question, diary)
    moved = replace(one.task, choices=(Choice("new", one.prompt), *reversed(one.task.choices)))
    asked = Asking(diary.learning()).asked(replace(one, task=moved))
    assert asked.verdict.outcome is Outcome.WRONG
    assert asked.draft.chosen == {"wind"}


def test_an_answer_is_judged_by_what_is_right_today(case, question, diary):
    one = left_wrong("one", case, question, diary)
    task = replace(one.task, choices=tuple(replace(choice, correct=choice.key == "line") for choice in one.task.choices))
    asked = Asking(diary.learning()).asked(replace(one, task=task))
    assert asked.verdict.outcome is Outcome.RIGHT
    assert asked.solution == Chosen(("line",))
    assert diary.kept[0].outcome is Outcome.WRONG


def test_an_author_who_edits_while_it_is_open_is_heard(case, question, diary):
    asking = Asking(diary.learning())
    one = question("one")
    answered(asking, one, case("one").wrong)
    edited = replace(one, explanation=())
    assert asking.asked(edited).question is edited
    assert asking.asked(edited).judged


def test_a_page_that_was_read_again_has_the_same_questions(case, question, diary):
    asking = Asking(diary.learning())
    one, again = question("several"), question("several")
    put(asking, one, case("several").partly)
    asked = asking.asked(again)
    assert asked == asking.asked(one)
    assert asked.question is again
    assert asked.draft.answer == case("several").partly


def test_hints_that_are_gone_are_not_counted(case, question, diary):
    one = left_wrong("one", case, question, diary)
    assert Asking(diary.learning()).asked(replace(one, hints=one.hints[:1])).hints == 1


def test_what_was_revealed_and_is_no_longer_graded_is_open(graded, question, diary):
    one = question(graded)
    Asking(diary.learning()).reveal(one)
    for changed in (replace(one, task=Reflect()), replace(one, fault="nothing is right")):
        asked = Asking(diary.learning()).asked(changed)
        assert not asked.judged
        assert asked.tries == 0


# Review


def test_a_review_asks_anew(graded, case, question, diary):
    one = left_wrong(graded, case, question, diary)
    asking = Asking(diary.learning(), review=True, pages={one.id: "sky"})
    assert asking.asked(one) == Asking(type(diary)().learning()).asked(one)
    answered(asking, one, case(graded).right)
    assert [(attempt.review, attempt.page) for attempt in diary.kept] == [(False, "wind"), (True, "sky")]
    assert asking.asked(one).settled


def test_what_a_review_found_is_known_on_the_page(graded, case, question, diary):
    learning = diary.learning()
    one, page, review = question(graded), Asking(learning), Asking(learning, review=True)
    answered(page, one, case(graded).wrong)
    answered(review, one, case(graded).right)
    assert page.asked(one).settled
    assert page.asked(one).tries == 2
    page.retry(one)
    assert not page.asked(one).judged
    assert review.asked(one).settled
