from pathlib import Path
from typing import get_args

import pytest

from tui_course.markup.data import load_yaml
from tui_course.model.answer import MAX_ANSWER, Chosen, Ordered, Outcome, Reflected, Refusal, SelfMark, Typed, Verdict
from tui_course.model.block import Paragraph
from tui_course.model.inline import Text
from tui_course.model.question import Task
from tui_course.questions import grade, read_assessment, solution
from tui_course.questions.kinds import KINDS

CASES = load_yaml((Path(__file__).parent / "grading.yml").read_text(encoding="utf-8"), "grading.yml").value
ANSWERS = [(case["question"], answer) for case in CASES for answer in case["answers"]]


def read(item):
    found = read_assessment({"questions": [item]}, "q.yml", lambda words: (Paragraph((Text(words),)),))
    return found.ask.questions[0]


@pytest.mark.parametrize(("item", "case"), ANSWERS, ids=lambda value: str(value.get("prompt", value.get("given")))[:40])
def test_an_answer_is_worth(item, case, answered):
    question = read(item)
    verdict = grade(question, answered(question, case["given"]))
    if isinstance(verdict, Refusal):
        assert verdict.reason == case.get("refused")
    else:
        expected = [case.get("is"), case.get("remark", "")]
        assert [f"{verdict.outcome.value} {round(verdict.score, 3):g}", verdict.remark] == expected


def test_parts_speak_of_what_was_given_and_of_nothing_else(answered):
    cases = {
        "choose": ({"prompt": "?", "type": "multiple-answer", "choices": ["A b", "C d"], "answer": 0}, ["C d"], [False]),
        "fill": ({"prompt": "?", "type": "fill-multi", "answer": ["a", "b", "c"]}, ["c", "", "x"], [True, False]),
        "match": ({"prompt": "?", "pairs": {"a": "b", "c": "d"}}, ["c = d"], [True]),
        "order": ({"prompt": "?", "type": "order", "items": ["a", "b", "c"]}, ["b", "a", "c"], [False, True, True]),
    }
    for item, given, parts in cases.values():
        question = read(item)
        verdict = grade(question, answered(question, given))
        assert [ok for _, ok in verdict.parts] == parts
    question = read(cases["fill"][0])
    assert grade(question, Typed(("c", "", "x"))).parts == (("0", True), ("2", False))


def test_too_long_a_text_is_refused():
    question = read({"prompt": "?", "type": "fill-single", "answer": "a"})
    assert isinstance(grade(question, Typed(("a" * MAX_ANSWER,))), Verdict)
    refusal = grade(question, Typed(("a" * (MAX_ANSWER + 1),)))
    assert refusal == Refusal("the answer has 10,001 characters; 10,000 are read at most")


@pytest.mark.parametrize(("text", "code"), [("\a", "0007"), ("gold\u202e", "202E"), ("\ud800", "D800"), ("a\rb", "000D")])
def test_characters_that_steer_a_terminal_are_refused(text, code):
    question = read({"prompt": "?", "type": "fill-single", "answer": "a"})
    reason = f"the answer holds the control character U+{code}; leave it out"
    assert grade(question, Typed((text,))) == Refusal(reason)
    assert grade(read({"prompt": "?", "answer": 1}), Typed((text,))) == Refusal(reason)


def test_a_reflection_is_marked_by_the_learner():
    question = read({"prompt": "Think."})
    assert grade(question, Reflected(SelfMark.DONE)) == Verdict(Outcome.UNSCORED, 0.0)
    assert solution(question) is None


def test_a_fault_has_no_solution():
    assert solution(read({"prompt": "?", "choices": ["A b", "C d"]})) is None
    assert solution(read({"prompt": "?", "type": "numerical", "answer": "many"})) is None


def test_patterns_alone_have_no_solution():
    question = read({"prompt": "?", "type": "fill-single", "answer": "a+b", "match": "regex"})
    assert question.fault == ""
    assert solution(question) is None
    with_example = read({"prompt": "?", "type": "fill-single", "answer": ["aab", "a+b"], "match": "regex"})
    assert solution(with_example) == Typed(("aab",))


def test_the_solution_of_a_number_has_its_unit():
    assert solution(read({"prompt": "?", "answer": 20, "unit": "m/s"})) == Typed(("20 m/s",))


def test_items_that_read_the_same_stand_for_each_other():
    question = read({"prompt": "?", "type": "order", "items": ["wash", "rinse", "wash"]})
    first, rinse, last = (item.key for item in question.task.items)
    assert grade(question, Ordered((last, rinse, first))).outcome is Outcome.RIGHT
    assert grade(question, Ordered((first, last, rinse))).outcome is Outcome.PARTLY


def test_no_remark_names_a_key(answered):
    question = read({"prompt": "?", "type": "multiple-answer", "choices": ["A b", "C d", "E f"], "answer": [0, 1]})
    verdict = grade(question, answered(question, ["A b"]))
    assert isinstance(grade(question, Chosen(())), Refusal)
    assert not any(choice.key in verdict.remark for choice in question.task.choices)


def test_every_task_has_one_kind():
    assert {kind.task for kind in KINDS} == set(get_args(Task))
    assert len({kind.name for kind in KINDS}) == len(KINDS)
