import re
from collections import Counter

import pytest

from tui_course.model.answer import Chosen, Outcome
from tui_course.model.block import Ask, DiagramBlock
from tui_course.model.diagram import Diagram
from tui_course.model.question import Choose, Fill, Match, Measure, Order, Reflect
from tui_course.model.walk import all_blocks, all_questions
from tui_course.model.words import block_words
from tui_course.questions.grading import grade, solution
from tui_course.sources.check import course_problems, page_anchors
from tui_course.sources.open import built_in, open_course
from tui_course.typeset.drawings import drawing_of

REFERENCES = "7-references"
NAMED = {"architecture", "workflow", "bill"}


@pytest.fixture(scope="module")
def pages():
    return open_course(built_in())


@pytest.fixture(scope="module")
def asked(pages):
    """Every question of the course, in reading order."""
    return [question for ref in pages.course.pages for question in all_questions(pages.page(ref.id).blocks)]


def asks(pages, page_id):
    return [block for block in all_blocks(pages.page(page_id).blocks) if isinstance(block, Ask)]


def assessments(course):
    return [module.pages[-1].id for module in course.modules if module.title]


def form(task):
    """What a learner has to do, by a name."""
    match task:
        case Choose():
            return "several answers" if task.several else "one answer"
        case Fill() if len(task.blanks) == 1:
            return "a blank"
        case Fill():
            return "blanks in order" if task.ordered else "blanks in any order"
        case Match():
            return "pairs" if task.distractors else "pairs without a distractor"
        case Measure():
            return "a number with a unit" if task.unit else "a number"
        case Order():
            return "an order"
        case Reflect():
            return "a reflection"


def test_every_page_with_something_to_learn_asks_at_least_two_questions(pages):
    others = {REFERENCES, *assessments(pages.course)}
    asking = {page.id: len(asks(pages, page.id)) for page in pages.course.pages if page.id not in others}
    assert len(asking) == len(pages.course.pages) - len(others)
    assert [page for page, number in asking.items() if number < 2] == []


def test_every_module_ends_with_one_assessment(pages):
    last = assessments(pages.course)
    assert len(last) == 6
    for page_id in last:
        (ask,) = asks(pages, page_id)
        assert ask.title, page_id
        assert 4 <= len(ask.questions) <= 6, page_id


def test_every_kind_of_question_is_asked_in_both_forms(pages):
    last = assessments(pages.course)
    inline = {
        form(question.task) for ref in pages.course.pages if ref.id not in last for question in questions_of(pages, ref.id)
    }
    data = {form(question.task) for page_id in last for question in questions_of(pages, page_id)}
    chosen = {"one answer", "several answers", "pairs", "an order", "a reflection"}
    typed = {"a blank", "blanks in order", "blanks in any order", "a number with a unit"}
    assert chosen | typed <= inline & data


def questions_of(pages, page_id):
    return all_questions(pages.page(page_id).blocks)


def test_no_kind_of_question_is_asked_only_once(asked):
    assert [name for name, number in Counter(form(question.task) for question in asked).items() if number < 2] == []


def test_every_choice_has_a_comment_that_does_not_give_the_right_one_away(asked):
    for question in asked:
        if not isinstance(question.task, Choose):
            continue
        right = [block_words(choice.blocks).strip(" .").casefold() for choice in question.task.choices if choice.correct]
        for choice in question.task.choices:
            comment = block_words(choice.comment).casefold()
            assert comment, (question.id, block_words(choice.blocks))
            assert choice.correct or not any(words in comment for words in right), (question.id, comment)


def test_every_question_has_an_id_of_its_own_that_its_author_gave(asked):
    ids = Counter(question.id for question in asked)
    assert [name for name, number in ids.items() if number > 1] == []
    assert [name for name in ids if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", name)] == []


def test_every_explanation_is_where_its_question_says(pages, asked):
    anchors = {ref.id: page_anchors(pages.page(ref.id)) for ref in pages.course.pages}
    scored = [question for question in asked if question.graded]
    assert [question.id for question in scored if not question.see] == []
    for question in asked:
        if question.see:
            page, _, anchor = question.see.partition("#")
            assert page in anchors, question.id
            assert not anchor or anchor in anchors[page], question.id


def test_every_author_key_is_right_and_every_other_choice_is_not(asked):
    for question in asked:
        assert question.fault == ""
        answer = solution(question)
        if isinstance(question.task, Reflect):
            assert answer is None
            continue
        assert grade(question, answer).outcome is Outcome.RIGHT, question.id
        if isinstance(question.task, Choose):
            for choice in question.task.choices:
                outcome = grade(question, Chosen((choice.key,))).outcome
                assert (outcome is Outcome.WRONG) is not choice.correct, (question.id, block_words(choice.blocks))


def diagrams(blocks):
    return [block for block in all_blocks(blocks) if isinstance(block, DiagramBlock)]


def test_each_kind_of_question_is_asked_about_a_diagram(pages, asked):
    drawn = {block.id: block for ref in pages.course.pages for block in diagrams(pages.page(ref.id).blocks)}
    assert drawn.keys() >= NAMED
    about = [question for question in asked if diagrams(question.explanation)]
    assert {type(question.task) for question in about} == {Choose, Order}
    for question in about:
        (whole,) = diagrams(question.explanation)
        assert whole == drawn[whole.id], question.id
        if isinstance(question.task, Order):
            assert len(question.task.items) == len(whole.diagram.steps)
    asks_for = {"?" in {node.text for node in block.diagram.nodes} for question in about for block in diagrams(question.prompt)}
    assert asks_for == {True, False}


def test_what_is_asked_about_a_diagram_can_be_seen_in_a_narrow_terminal(asked):
    for question in asked:
        for block in diagrams(question.prompt):
            shown = "".join(cell.glyph for row in drawing_of(block.diagram, 72).rows for cell in row)
            (right,) = [block_words(choice.blocks) for choice in question.task.choices if choice.correct]
            hidden = any(node.text == "?" for node in block.diagram.nodes)
            for name in ["?"] if hidden else right.split(" → "):
                assert all(word in shown for word in name.split()), (question.id, name)


def test_every_link_of_a_diagram_leads_to_a_place_of_the_course(pages):
    anchors = {ref.id: page_anchors(pages.page(ref.id)) for ref in pages.course.pages}
    drawn = [block for ref in pages.course.pages for block in pages.page(ref.id).blocks if is_flowchart(block)]
    linked = {block.id for block in drawn if all(node.link for node in block.diagram.nodes)}
    assert linked >= NAMED
    for link in (part.link for block in drawn for part in (*block.diagram.nodes, *block.diagram.groups) if part.link):
        assert link.page in anchors, link.href
        assert not link.anchor or link.anchor in anchors[link.page], link.href


def test_the_steps_of_a_diagram_have_titles_texts_and_parts(pages):
    drawn = [block for ref in pages.course.pages for block in pages.page(ref.id).blocks if is_flowchart(block)]
    steps = {block.id: block.diagram.steps for block in drawn if block.diagram.steps}
    assert {"workflow", "bill"} <= steps.keys()
    told = [step for found in steps.values() for step in found]
    assert [step.title for step in told if not (step.text and (step.edges or step.nodes))] == []


def is_flowchart(block):
    return isinstance(block, DiagramBlock) and isinstance(block.diagram, Diagram)


def test_nothing_is_wrong_with_the_course(pages):
    assert list(course_problems(pages)) == []
