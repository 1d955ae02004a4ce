"""Questions about diagrams: `diagrams.yml` has what is read of pages; the rest holds for every diagram."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.markup.data import load_yaml
from tui_course.markup.mermaid import read_mermaid
from tui_course.model.answer import Chosen, Outcome
from tui_course.model.block import Ask, DiagramBlock, ListBlock, Paragraph, Unknown
from tui_course.model.diagram import Diagram, Edge, Group, Head, Node, Outline, Shape, Step, Stroke
from tui_course.model.inline import Text
from tui_course.model.problem import Severity
from tui_course.model.question import Choose, Order, Question
from tui_course.model.visible import visible
from tui_course.model.walk import all_blocks, all_questions, question_words
from tui_course.model.words import block_words
from tui_course.questions import grade, read_diagram_question, solution
from tui_course.questions.diagrams.source import mermaid_of
from tui_course.questions.diagrams.words import names_of, on_one_line
from tui_course.sources.open import open_course

FILE = load_yaml((Path(__file__).parent / "diagrams.yml").read_text(encoding="utf-8"), "diagrams.yml").value


def pages(root, **texts):
    for name, text in texts.items():
        (root / f"{name}.md").write_text(text, encoding="utf-8")
    return open_course(root)


def fence(name):
    return f"```mermaid\n{FILE['diagrams'][name]}```\n"


def quiz(attributes, between=""):
    return f"<!-- quiz {attributes} -->\n{between}\n<!-- /quiz -->\n"


def drawing(question):
    """The diagram of a prompt."""
    (block,) = [block for block in question.prompt if isinstance(block, DiagramBlock)]
    return block


def lost(whole, shown):
    """What a diagram does not show of another: texts of nodes with those instead, and edges by the texts of their ends."""
    names = {part.id: on_one_line(part.text) for part in (*whole.nodes, *whole.groups)}
    pairs = zip(whole.nodes, shown.nodes, strict=True)
    nodes = [f"{names[old.id]} is {new.text}" for old, new in pairs if old.text != new.text]
    return nodes + [f"{names[edge.source]} - {names[edge.target]}" for edge in whole.edges if edge not in shown.edges]


@pytest.mark.parametrize("case", FILE["cases"], ids=lambda case: case["name"])
def test_a_question_about_a_diagram(case, described, tmp_path):
    text = f'<a id="top"></a>\n\n{quiz(case["attributes"], case.get("between", ""))}\n{fence(case["diagram"])}'
    page = pages(tmp_path, page=text).page("page")
    (question,) = all_questions(page.blocks)
    assert described(question) == case["read"]
    whole = question.explanation[-1]
    assert whole in page.blocks
    assert lost(whole.diagram, drawing(question).diagram if "lost" in case else whole.diagram) == case.get("lost", [])
    assert [problem.code for problem in page.problems] == case.get("problems", [])


@pytest.mark.parametrize("case", FILE["refused"], ids=lambda case: case["why"])
def test_a_question_that_cannot_be_made_is_told_with_its_line(case, tmp_path):
    text = f"# Page\n\n{quiz(case['attributes'], 'Words that stay.')}\n{fence(case['diagram'])}"
    page = pages(tmp_path, page=text).page("page")
    unknown, words = page.blocks[1:3]
    assert isinstance(unknown, Unknown)
    assert unknown.reason == case["why"]
    assert unknown.source.startswith("quiz ")
    assert words == Paragraph((Text("Words that stay."),))
    told = [str(problem) for problem in page.problems if problem.code != "link-broken"]
    assert told == [f"page.md:3: quiz-diagram {case['why']}"]


YARD = "```mermaid\nflowchart LR\n  %% id yard\n  a[One] --> b[Two] --> c[Three] --> d[Four]\n```\n"
INNER = YARD.replace("yard", "inner")
APART = "\n".join(
    (
        quiz("diagram=yard id=before"),
        quiz("diagram=inner id=inside", INNER),
        YARD,
        quiz("diagram=yard id=behind kind=edge"),
        quiz("diagram=inner id=of-the-inside"),
        quiz("diagram=one.md#mill id=elsewhere kind=order"),
    )
)


@pytest.mark.parametrize("configuration", ["", "title: x\n"], ids=["folder", "site"])
def test_a_diagram_stands_before_inside_or_behind_its_question_or_on_another_page(configuration, tmp_path):
    if configuration:
        (tmp_path / "_config.yml").write_text(configuration, encoding="utf-8")
    head = "---\ntitle: x\n---\n"
    course = pages(tmp_path, one=head + fence("mill"), two=head + APART)
    page = course.page("two")
    assert [str(problem) for problem in page.problems] == []
    asked = {question.id: question for question in all_questions(page.blocks)}
    assert {name: question.explanation[-1].id for name, question in asked.items()} == {
        "before": "yard",
        "inside": "inner",
        "behind": "yard",
        "of-the-inside": "inner",
        "elsewhere": "mill",
    }
    assert asked["elsewhere"].explanation[-1] in course.page("one").blocks
    # Nobody sees the whole of a diagram that stands in its question before it is answered.
    assert [block.id for block in all_blocks(page.blocks) if isinstance(block, DiagramBlock)].count("inner") == 0


def test_a_question_in_a_list_or_quotation_stays_there(tmp_path):
    text = f"> - {quiz('diagram=mill kind=order').replace(chr(10), chr(10) + '>   ')}\n\n{fence('mill')}"
    quote, _ = pages(tmp_path, page=text).page("page").blocks
    (listed,) = quote.blocks
    assert isinstance(listed, ListBlock)
    (ask,) = listed.items[0].blocks
    assert isinstance(ask, Ask)
    assert ask.id == f"page#{ask.questions[0].id}"


def test_a_diagram_may_ask_on_its_only_page(tmp_path):
    (tmp_path / "page.md").write_text(f"{quiz('diagram kind=order id=a')}\n{fence('mill')}", encoding="utf-8")
    (question,) = all_questions(open_course(tmp_path / "page.md").page("page").blocks)
    assert (question.id, question.file, question.line) == ("a", "page.md", 1)


def test_ids_are_those_of_what_is_asked():
    block = mermaid("mill")
    moved = replace(block, diagram=replace(block.diagram, nodes=block.diagram.nodes[::-1], edges=block.diagram.edges[::-1]))

    def name(attributes, block=block):
        return ask(block, attributes).question.id

    for kind in ("label", "edge", "order"):
        assert name({"kind": kind}) == name({"kind": kind}, moved)
    assert name({"kind": "label", "node": "barn"}) != name({"kind": "label", "node": "wheel"})
    assert name({"kind": "label", "node": "barn"}) == name({"node": "Barn", "seed": "other"})
    assert name({"kind": "label"}) != name({"kind": "label"}, replace(block, id="other"))
    assert name({"kind": "edge", "id": "given"}) == "given"


def mermaid(name):
    return DiagramBlock(name, FILE["diagrams"][name], read_mermaid(FILE["diagrams"][name]).diagram)


def ask(block, attributes, answers=()):
    return read_diagram_question({"diagram": block.id, **attributes}, (), answers, lambda _: block, "page.md", 7)


ODD = st.text(st.sampled_from('aB \n"|#;`<>[](){}&%?é\u202e\x1b-'), max_size=8)
WORDS = ["One", "one", "Two", "Three", "Four", "Five\nSix", "Yes", "No", "1", "2"]
TEXT = st.sampled_from(WORDS) | ODD
NAMES = ["a", "b", "c", "d", "e", "f", "g"]
GROUPS = ["G", "H"]
END = st.sampled_from(NAMES + GROUPS)


@st.composite
def diagrams(draw):
    texts = draw(st.permutations(WORDS) | st.lists(TEXT, min_size=len(NAMES), max_size=len(NAMES)))
    shown = NAMES[: draw(st.sampled_from([0, 2, 4, 5, 6, 7, 7]))]
    nodes = [Node(name, text, draw(st.sampled_from(Shape)), tooltip="tip") for name, text in zip(shown, texts, strict=False)]
    inside = [draw(st.sampled_from(["", *GROUPS])) for _ in nodes]
    inner = ("H",) if draw(st.booleans()) else ()
    members = {group: tuple(node.id for node, where in zip(nodes, inside, strict=True) if where == group) for group in GROUPS}
    groups = (Group("G", draw(TEXT), members["G"] + inner), Group("H", draw(TEXT), members["H"]))
    ends = st.sampled_from([*shown, *shown, *GROUPS])
    edges = st.builds(Edge, ends, ends, TEXT, st.sampled_from(Stroke), st.sampled_from(Head), st.sampled_from(Head), id=TEXT)
    pairs = st.lists(st.tuples(ends, ends), max_size=2).map(tuple)
    steps = st.builds(Step, st.one_of(TEXT, st.integers(1, 9).map(str)), pairs, text=TEXT)
    return Diagram(
        nodes=tuple(nodes),
        edges=tuple(draw(st.lists(edges, min_size=draw(st.sampled_from([0, 3, 6])), max_size=10))),
        groups=groups,
        steps=tuple(draw(st.lists(steps, max_size=4))),
        title=draw(TEXT),
        description="says too much",
    )


ATTRIBUTES = st.fixed_dictionaries(
    {"kind": st.sampled_from(["label"] * 5 + ["edge"] * 5 + ["order"] * 3 + ["", "other"])},
    optional={
        "node": st.one_of(st.just(""), END, TEXT),
        "edge": st.one_of(st.just(""), st.tuples(END, END).map("->".join), TEXT),
        "answer": st.sampled_from(["typed", "", "chosen"]),
        "seed": TEXT,
        "id": TEXT,
        "points": TEXT,
        "match": TEXT,
        "x": TEXT,
    },
)


@st.composite
def questions(draw):
    """Diagrams with what is made of them."""
    diagram, attributes, answers = (
        draw(diagrams()),
        draw(ATTRIBUTES),
        draw(st.sampled_from([(), (), ()]) | st.lists(TEXT, max_size=2).map(tuple)),
    )
    block = DiagramBlock("name", "", diagram)
    read = ask(block, attributes, answers)
    assert ask(block, attributes, answers) == read
    return diagram, read


@settings(deadline=None, max_examples=100)
@given(questions())
def test_any_diagram_makes_a_question_or_a_problem(asked):
    diagram, read = asked
    assert all((problem.file, problem.line) == ("page.md", 7) for problem in read.problems)
    told = [str(problem) for problem in read.problems]
    if isinstance(read.question, Unknown):
        assert told[-1].startswith("page.md:7: quiz-diagram ")
    else:
        assert isinstance(read.question, Question)
        assert "quiz-diagram" not in {problem.code for problem in read.problems}
        assert read.question.explanation[-1].diagram is diagram
        told += [block_words(run) for run in question_words(read.question)]
        told += [block.source for block in all_blocks(read.question.prompt) if isinstance(block, DiagramBlock)]
    assert [text for text in told if visible(text) != text] == []


@settings(deadline=None, max_examples=100)
@given(questions())
def test_the_key_of_a_question_is_right_and_nothing_else_is(asked):
    question = asked[1].question
    if isinstance(question, Unknown) or question.fault:
        return
    answer = solution(question)
    assert grade(question, answer).outcome is Outcome.RIGHT
    if isinstance(question.task, Order):
        assert len(question.task.items) >= 2
    if isinstance(question.task, Choose):
        choices = question.task.choices
        words = [block_words(choice.blocks).casefold() for choice in choices]
        assert 3 <= len(set(words)) == len(choices) <= 4
        for choice in choices:
            right = grade(question, Chosen((choice.key,))).outcome is Outcome.RIGHT
            assert right == choice.correct == (Chosen((choice.key,)) == answer)
            assert choice.comment


@settings(deadline=None, max_examples=100)
@given(questions())
def test_what_is_asked_for_is_all_that_is_missing_from_the_drawing(asked):
    diagram, read = asked
    if isinstance(read.question, Unknown) or isinstance(read.question.task, Order):
        return
    shown = drawing(read.question).diagram
    assert lost(diagram, shown)
    assert shown.groups == diagram.groups
    assert (shown.steps, shown.description) == ((), "")
    if len(shown.edges) == len(diagram.edges):
        changed = [pair for pair in zip(diagram.nodes, shown.nodes, strict=True) if pair[0] != pair[1]]
        assert [new.text for _, new in changed].count("?") == 1
        assert {new.tooltip for _, new in changed} == {""}
        task = read.question.task
        offered = [block_words(choice.blocks) for choice in task.choices] if isinstance(task, Choose) else []
        assert all(new.text == "?" or (new.text, on_one_line(old.text) in offered) == ("…", True) for old, new in changed)
    else:
        assert shown.nodes == diagram.nodes
        gone = [edge for edge in diagram.edges if edge not in shown.edges]
        assert len({frozenset((edge.source, edge.target)) for edge in gone}) == 1


@settings(deadline=None, max_examples=100)
@given(diagrams(), st.text("abc", max_size=3))
def test_a_connection_that_is_offered_is_no_edge_in_either_direction(diagram, seed):
    question = ask(DiagramBlock("name", "", diagram), {"kind": "edge", "seed": seed}).question
    if isinstance(question, Unknown):
        return
    names = {name: part for part, name in names_of(diagram).items()}
    edges = {frozenset((edge.source, edge.target)) for edge in diagram.edges}
    for choice in question.task.choices:
        source, target = re.split(" [←→↔–] ", block_words(choice.blocks))
        pair = frozenset((names[source], names[target]))
        assert (pair in edges) == choice.correct
        assert not any(pair == {group.id, member} for group in diagram.groups for member in group.members)


@settings(deadline=None, max_examples=100)
@given(diagrams())
def test_the_source_of_a_drawing_is_what_is_drawn_and_names_nothing(diagram):
    read = read_mermaid(mermaid_of(diagram))
    again = read.diagram
    assert [problem for problem in read.problems if problem.severity is not Severity.NOTE] == []
    assert Counter(map(look, again.nodes)) == Counter(map(look, diagram.nodes))
    assert Counter(map(look, again.edges)) == Counter(map(look, diagram.edges))
    assert Counter(map(look, again.groups)) == Counter(map(look, diagram.groups))
    assert not {part.id for part in (*again.nodes, *again.groups)} & {*NAMES, *GROUPS}


def look(part):
    """What is drawn of a part of a diagram."""
    text = on_one_line(part.text)
    match part:
        case Node(shape=Shape.DOT | Shape.BAR):
            return part.shape
        case Edge(stroke=Stroke.INVISIBLE):
            return part.stroke
        case Node():
            return text, part.shape
        case Group():
            return text, len(part.members)
        case Edge():
            return text, part.stroke, part.start, part.end
    raise TypeError(part)


def test_no_line_is_left_where_the_sentence_names_no_direction():
    both = (Edge("a", "b", end=Head.NONE, id="e"), Edge("b", "a", end=Head.NONE), Edge("c", "b"), Edge("a", "d"))
    block = DiagramBlock("name", "", Diagram(nodes=tuple(Node(name, name) for name in "abcd"), edges=both))
    assert drawing(ask(block, {"kind": "edge", "edge": "e"}).question).diagram.edges == both[2:]


@pytest.mark.parametrize("seed", range(20))
def test_nobody_is_asked_which_node_stands_alone(seed):
    block = mermaid("mill")
    shown = drawing(ask(block, {"kind": "edge", "seed": str(seed)}).question).diagram
    assert {end for edge in shown.edges for end in (edge.source, edge.target)} == {node.id for node in block.diagram.nodes}


@pytest.mark.parametrize("seed", range(10))
def test_no_connection_of_a_group_with_what_stands_in_it_is_offered(seed):
    nodes = tuple(Node(name, name) for name in "abcde")
    block = DiagramBlock("name", "", Diagram(nodes=nodes, edges=(Edge("G", "b"),), groups=(Group("G", "G", ("a", "c")),)))
    question = ask(block, {"kind": "edge", "seed": str(seed)}).question
    pairs = [set(block_words(choice.blocks).split(" → ")) for choice in question.task.choices]
    assert {"G", "b"} in pairs
    assert [pair for pair in pairs if pair in ({"G", "a"}, {"G", "c"}, {"a", "b"}, {"b", "c"})] == []


def test_of_a_large_diagram_the_groups_around_what_is_asked_about_are_open():
    inside = {group: tuple(f"{group}{number}" for number in range(4)) for group in "ABCD"}
    nodes = tuple(Node(name, f"Node {name}") for names in inside.values() for name in names)
    groups = (Group("All", "All", ("A", "B")), *(Group(group, f"Group {group}", names) for group, names in inside.items()))
    edges = tuple(Edge(one.id, other.id) for one, other in pairwise(nodes))
    block = DiagramBlock("name", "", Diagram(nodes=nodes, edges=edges, groups=groups))
    label = drawing(ask(block, {"kind": "label", "node": "A1"}).question).diagram
    assert {group.id for group in label.groups} == {"All", "A"}
    boxes = {(node.id, node.text) for node in label.nodes if node.id in inside}
    assert boxes == {("B", "Group B"), ("C", "Group C"), ("D", "Group D")}
    edge = drawing(ask(block, {"kind": "edge", "edge": "B3->C0"}).question).diagram
    assert {group.id for group in edge.groups} == {"All", "B", "C"}
    assert {"B3", "C0", "A", "D"} <= {node.id for node in edge.nodes}


def test_large_diagrams_are_asked_about_all_the_same():
    nodes = tuple(Node(f"n{number}", f"Node {number}") for number in range(500))
    edges = tuple(Edge(f"n{number % 500}", f"n{(number * 7 + 1) % 500}") for number in range(5000))
    depth = [Group(f"g{level}", f"Group {level}", (f"g{level + 1}",)) for level in range(99)]
    groups = (*depth, Group("g99", "Group 99", tuple(node.id for node in nodes)))
    block = DiagramBlock("name", "", Diagram(nodes=nodes, edges=edges, groups=groups))
    assert isinstance(ask(block, {"kind": "label"}).question, Question)
    assert isinstance(ask(block, {"kind": "edge"}).question, Question)


def test_what_is_no_diagram_cannot_be_asked_about():
    read = ask(DiagramBlock("name", "", Outline("pie")), {"kind": "label"})
    assert isinstance(read.question, Unknown)
