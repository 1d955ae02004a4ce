import pytest

from tui_course.model.block import Paragraph
from tui_course.model.inline import Text
from tui_course.questions import course_problems, read_assessment
from tui_course.questions.lints import _at_least


def paragraphs(words):
    return (Paragraph((Text(words),)),)


def asked(rights, *, longest=False, **fields):
    """A question for each place of the right choice, from 0; the right choice may be the longest."""
    items = []
    for number, right in enumerate(rights):
        texts = [f"{letter * (9 if longest and place == right else 5)} {number}" for place, letter in enumerate("wxyz")]
        items.append({"prompt": f"Question {number}?", "choices": texts, "answer": [right], **fields})
    return read_assessment({"questions": items}, "q.yml", paragraphs).ask.questions


def messages(questions):
    return [f"{problem.code} {problem.message}" for problem in course_problems(questions)]


@pytest.mark.parametrize(
    ("rights", "what"),
    [
        ([0] * 8, "stands first in 8 of 8"),
        ([1] * 8, "stands second in 8 of 8"),
        ([3] * 8, "stands last in 8 of 8"),
        ([0, 1] * 8, "stands first or second in 16 of 16"),
        ([0] * 7 + [2] * 3, "stands first in 7 of 10"),
    ],
)
def test_right_choices_that_their_place_gives_away(rights, what):
    (message,) = messages(asked(rights))
    assert message.startswith(f"quiz-position-bias the right choice {what} questions with one answer")


@pytest.mark.parametrize("rights", [[0] * 7, [0, 1, 2, 3] * 4, [0, 0, 1, 1, 2, 2, 3, 0]])
def test_places_that_say_nothing(rights):
    assert messages(asked(rights)) == []


def test_right_choices_that_their_length_gives_away():
    (message,) = messages(asked([0, 1, 2, 3] * 3, longest=True))
    assert message.startswith("quiz-length-bias the right choice is the longest in 12 of 12 questions with one answer")


def test_only_choices_that_could_stand_anywhere_count():
    assert messages(asked([0] * 8, type="multiple-answer")) == []
    pinned = {"prompt": "?", "choices": ["Gold bars", "Iron bars", "All of the above"], "answer": 2}
    ordered = {"prompt": "?", "choices": ["1", "2", "3"], "answer": 0}
    for item in (pinned, ordered):
        items = [{**item, "id": str(number)} for number in range(9)]
        assert messages(read_assessment({"questions": items}, "q.yml", paragraphs).ask.questions) == []


def test_ids_that_collide_between_files():
    item = {"prompt": "Think."}
    one, two = (read_assessment({"questions": [item]}, file, paragraphs).ask.questions for file in ("a.yml", "b.yml"))
    (problem,) = course_problems((*one, *two))
    assert (problem.code, problem.file) == ("quiz-duplicate-id", "b.yml")
    assert "at a.yml" in problem.message
    assert list(course_problems((*one, *one))) == []


def test_the_tail_of_the_poisson_binomial():
    assert _at_least(0, [0.5, 0.25]) == pytest.approx(1)
    assert _at_least(1, [0.5, 0.25]) == pytest.approx(1 - 0.5 * 0.75)
    assert _at_least(2, [0.5, 0.25]) == pytest.approx(0.125)
    assert _at_least(3, [0.5, 0.25]) == 0
    assert _at_least(7, [0.25] * 10) == pytest.approx(0.003506, abs=1e-6)
