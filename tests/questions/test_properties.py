"""What holds for every question: reading and grading never raise, the author's key is right, nothing else is."""

from __future__ import annotations

import random

from hypothesis import assume, given
from hypothesis import strategies as st

from tui_course.model.answer import Chosen, Ordered, Outcome, Paired, Reflected, Refusal, SelfMark, Typed, Verdict
from tui_course.model.block import Admonition, CodeBlock, ListBlock, ListItem, Paragraph, Quote, Table, TableCell, TableRow
from tui_course.model.inline import Checkbox, Style, Styled, Text
from tui_course.model.question import Blank, Choice, Choose, Comparison, Fill, Item, Match, Measure, Order, Question, Reflect
from tui_course.questions import course_problems, grade, read_assessment, read_inline, shown_order, solution
from tui_course.questions import fields as names
from tui_course.questions.keys import words_of

ODD = ["", "True", "a b", "ls -l", "____", "20 +- 1 m", "٣", "1e999", "'", "\\"]
WORDS = st.one_of(st.text(max_size=12), st.sampled_from(ODD))
KEY = st.sampled_from(["a", "a-2", "b", "c", ""])
KEYS = st.lists(KEY, max_size=4).map(tuple)
ITEMS = st.lists(st.builds(Item, KEY, st.just(())), max_size=4).map(tuple)
BLANK = st.builds(Blank, st.lists(WORDS, max_size=3).map(tuple), st.sampled_from(Comparison))
TASK = st.one_of(
    st.builds(Choose, st.lists(st.builds(Choice, KEY, st.just(()), st.booleans()), max_size=4).map(tuple), st.booleans()),
    st.builds(Fill, st.lists(BLANK, max_size=3).map(tuple), st.booleans()),
    st.builds(Match, ITEMS, ITEMS, ITEMS),
    st.builds(Measure, st.floats(), st.floats(), st.floats(), WORDS),
    st.builds(Order, ITEMS),
    st.builds(Reflect, st.booleans(), ITEMS),
)
ANSWER = st.one_of(
    st.builds(Chosen, KEYS),
    st.builds(Typed, st.lists(WORDS, max_size=3).map(tuple)),
    st.builds(Paired, st.lists(st.tuples(KEY, KEY), max_size=3).map(tuple)),
    st.builds(Ordered, KEYS),
    st.builds(Reflected, st.sampled_from(SelfMark)),
)
QUESTION = st.builds(Question, KEY, st.just("kind"), st.just(()), TASK, fault=st.sampled_from(["", "", "so"]))


@given(QUESTION, ANSWER)
def test_any_answer_to_any_question_is_judged_or_refused(question, answer):
    verdict = grade(question, answer)
    if isinstance(verdict, Refusal):
        assert verdict.reason
        return
    assert isinstance(verdict, Verdict)
    assert 0 <= verdict.score <= 1
    assert (verdict.outcome is Outcome.RIGHT) == (verdict.score == 1)
    assert (verdict.outcome is Outcome.PARTLY) == (0 < verdict.score < 1)


@given(QUESTION, st.text(max_size=3))
def test_any_question_has_an_order_and_lints(question, seed):
    assert sorted(set(shown_order(question, seed))) == sorted(set(shown_order(question, "other")))
    assert isinstance(list(course_problems([question] * 2)), list)


# Fields of a question under all names that are known, with whatever YAML may hold.
SCALAR = st.one_of(st.none(), st.booleans(), st.integers(-9, 99), st.floats(), WORDS)
NAMES = sorted(
    {
        "id",
        "points",
        *(name for group in vars(names).values() if isinstance(group, tuple) for name in group),
    }
)
INNER = st.sampled_from([*names.CHOICE_TEXT, *names.CORRECT, "comment", "left", "right"])
PART = st.one_of(SCALAR, st.dictionaries(INNER, SCALAR, max_size=3))
VALUE = st.one_of(SCALAR, st.lists(st.one_of(PART, st.lists(SCALAR, max_size=3)), max_size=4), PART)
KINDS = "multiple-choice multiple-answer fill-single fill-multi matching numerical ordering poll unheard-of".split()
KIND = st.one_of(st.just({}), st.sampled_from(KINDS).map(lambda kind: {"type": kind}))
ITEM = st.builds(lambda fields, kind: fields | kind, st.dictionaries(st.sampled_from(NAMES), VALUE, max_size=6), KIND)


def paragraphs(words):
    return (Paragraph((Text(words),)),) if words else ()


def read(item):
    found = read_assessment({"questions": [item]}, "q.yml", paragraphs)
    return found.ask.questions[0]


@given(st.one_of(VALUE, st.fixed_dictionaries({"questions": st.lists(st.one_of(VALUE, ITEM), max_size=3)})))
def test_any_data_is_read(value):
    found = read_assessment(value, "q.yml", paragraphs)
    for question in getattr(found.ask, "questions", ()):
        check_solution(question)
    ids = [question.id for question in getattr(found.ask, "questions", ())]
    assert len(set(ids)) == len(ids)


def check_solution(question):
    """The author's answer is right; only patterns that are no answers have none."""
    answer = solution(question)
    if not question.graded:
        assert answer is None
    elif answer is None:
        assert any(blank.comparison is Comparison.REGEX for blank in question.task.blanks)
    else:
        verdict = grade(question, answer)
        assert isinstance(verdict, Verdict)
        assert (verdict.outcome, verdict.score) == (Outcome.RIGHT, 1.0)


CHOICES = st.lists(st.tuples(st.text(max_size=6), st.booleans(), st.text(max_size=4)), min_size=1, max_size=6)


def as_choices(listed, kind):
    choices = [{"text": words, "correct": correct, "comment": comment} for words, correct, comment in listed]
    return {"type": kind, "prompt": "Which?", "choices": choices}


@given(CHOICES)
def test_no_other_single_choice_is_right(listed):
    question = read(as_choices(listed, "multiple-choice"))
    assume(question.graded)
    for choice in question.task.choices:
        verdict = grade(question, Chosen((choice.key,)))
        alone = sum(one.correct for one in question.task.choices) == 1
        assert (verdict.outcome is Outcome.RIGHT) == (choice.correct and alone)


@given(CHOICES, st.integers())
def test_moving_choices_changes_no_key_and_no_id(listed, seed):
    moved = random.Random(seed).sample(listed, len(listed))  # noqa: S311 - an order, no secret
    one, other = read(as_choices(listed, "multiple-answer")), read(as_choices(moved, "multiple-answer"))

    def named(question):
        choices = question.task.choices
        return sorted((one.key, one.correct, words_of(one.blocks), words_of(one.comment)) for one in choices)

    assert named(one) == named(other)
    assert one.id == other.id


@given(st.lists(st.tuples(st.text(max_size=4), st.sampled_from("abc")), min_size=1, max_size=5), st.integers())
def test_moving_pairs_changes_no_key_and_no_id(pairs, seed):
    moved = random.Random(seed).sample(pairs, len(pairs))  # noqa: S311 - an order, no secret

    def item(listed):
        return {"type": "matching", "prompt": "Match.", "items_a": [a for a, _ in listed], "items_b": [b for _, b in listed]}

    one, other = read(item(pairs)), read(item(moved))
    assert sorted(solution(one).pairs) == sorted(solution(other).pairs)
    assert one.id == other.id


def test_generic_prompts_have_ids_by_what_is_arranged():
    asked = [{"type": "matching", "prompt": "Match.", "pairs": {name: "gold", "Fe": "iron"}} for name in ("Au", "Ag")]
    asked += [{"type": "ordering", "prompt": "Match.", "items": items} for items in (["Au", "Fe"], ["Fe", "Au"], ["Ag", "Fe"])]
    one, two, three, four, five = (read(item).id for item in asked)
    assert len({one, two, three, five}) == 4
    assert three == four


INLINE = st.one_of(
    st.builds(Text, WORDS),
    st.builds(Checkbox, st.booleans()),
    st.builds(Styled, st.just(Style.STRONG), st.sampled_from([(Text("Right:"),), (Text("Wrong"),), ()])),
)
PARAGRAPH = st.builds(Paragraph, st.lists(INLINE, max_size=3).map(tuple))


def more(inner):
    blocks = st.lists(inner, max_size=3).map(tuple)
    item = st.builds(ListItem, blocks)
    row = st.builds(TableRow, st.lists(st.builds(TableCell, blocks), max_size=3).map(tuple))
    return st.one_of(
        st.builds(ListBlock, st.lists(item, max_size=3).map(tuple), st.booleans()),
        st.builds(Quote, blocks),
        st.builds(Admonition, st.sampled_from(["tip", "note", "warning"]), st.sampled_from([(), (Text("So"),)]), blocks),
        st.builds(Table, st.lists(row, max_size=3).map(tuple), st.integers(0, 1)),
    )


BLOCKS = st.lists(st.recursive(st.one_of(PARAGRAPH, st.builds(CodeBlock, WORDS)), more, max_leaves=10), max_size=4).map(tuple)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["id", "points", "see", "type", "match", "shuffle", "tolerance", "unit", "ordered", "odd"]),
    st.one_of(WORDS, st.sampled_from(["order", "reflect", "regex", "no", "choose", "matching", "fill", "number", "survey"])),
    max_size=4,
)


@given(ATTRIBUTES, BLOCKS, st.lists(WORDS, max_size=3).map(tuple))
def test_any_page_is_read(attributes, blocks, answers):
    found = read_inline(attributes, blocks, answers, "page.md", 3)
    assert all(problem.line == 3 for problem in found.problems)
    if isinstance(found.question, Question):
        assert found.question.id
        check_solution(found.question)
        assert not found.question.fault or found.problems


@given(BLOCKS)
def test_no_word_of_a_page_is_lost(blocks):
    assume(blocks)
    found = read_inline({}, blocks, (), "page.md", 3).question
    kept = str(found)
    syntax = {"Right:", "Wrong", ""}
    assert all(repr(word)[1:-1] in kept for word in words_in(blocks) - syntax)


def words_in(blocks):
    """The texts of the paragraphs at the top; what stands deeper goes the same ways."""
    runs = (block.children for block in blocks if isinstance(block, Paragraph))
    return {child.text.strip() for run in runs for child in run if isinstance(child, Text)}
