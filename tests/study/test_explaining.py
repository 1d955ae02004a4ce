"""Where a question is explained: the courses `bread/`, and those that are there to be compared with."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tui_course.model.block import Ask, Bibliography, BibliographyEntry, CodeBlock, Footnote, Footnotes, Heading, Paragraph
from tui_course.model.course import Page, PageRef
from tui_course.model.inline import Text
from tui_course.model.question import Blank, Choice, Choose, Fill, Question
from tui_course.model.walk import all_blocks, all_questions
from tui_course.model.words import block_words
from tui_course.sources.open import open_course
from tui_course.study import Place, Spot, Study
from tui_course.study.explaining import explaining_place

HERE = Path(__file__).parent
COURSES = HERE.parents[2] / "shared" / "courses" / "robomaker"
BREAD = yaml.safe_load((HERE / "bread.yml").read_text(encoding="utf-8"))
REFERENCE = yaml.safe_load((HERE / "reference_explanations.yml").read_text(encoding="utf-8"))
LEAST_RIGHT = 0.84


def words_of(block):
    code = [one.text for one in all_blocks((block,)) if isinstance(one, CodeBlock)]
    return " ".join((block_words((block,)), *code))


def find_question(study, name):
    """A question of a course with the page where it stands."""
    for ref in study.course.pages:
        for question in all_questions(study.read(ref.id).blocks):
            if question.id == name:
                return ref.id, question
    raise LookupError(name)


@pytest.fixture(scope="module")
def bread():
    return Study(open_course(HERE / "bread"))


@pytest.mark.parametrize("name", BREAD)
def test_a_question_finds_what_explains_it(bread, name):
    page, question = find_question(bread, name)
    place = bread.explanation(question, page)
    if BREAD[name] is None:
        assert place is None
    else:
        home, words = BREAD[name]
        assert place.page.endswith(home)
        assert words in words_of(bread.read(place.page).blocks[place.spot.block])


def test_what_the_author_says_comes_first(bread):
    page, question = find_question(bread, "said")
    assert bread.explanation(question, page) == Place("1-dough/1-mixing", "salt")


def test_every_question_of_bread_is_tested(bread):
    asked = {question.id for page in bread.index().pages for question in page.questions}
    assert asked == {*BREAD, "said"}


# Made by hand


def page(name, *blocks):
    return Page(PageRef(name, name, f"{name}.md"), blocks)


def paragraph(text):
    return Paragraph((Text(text),))


def asked(prompt, answer):
    return Question("q", "kind", (paragraph(prompt),), Fill((Blank((answer,)),)))


WHY = asked("Why do kites need a tail?", "balance")


def test_what_is_the_same_is_nearer_on_the_own_page():
    pages = [page(name, paragraph("A tail gives balance."), paragraph("Something else.")) for name in ("wind", "sky")]
    assert explaining_place(WHY, "wind", pages) == Place("wind", spot=Spot(0))
    assert explaining_place(WHY, "sky", pages) == Place("sky", spot=Spot(0))


def test_a_heading_leads_to_what_is_below_it():
    below = page(
        "wind", Heading(2, (Text("The tail of kites"),)), paragraph("It is for balance."), paragraph("Balance needs wind.")
    )
    assert explaining_place(WHY, "wind", [below]) == Place("wind", spot=Spot(1))


def test_questions_notes_and_references_explain_nothing():
    text = "Kites need a tail for balance."
    question = Question("other", "kind", (paragraph(text),), Choose((Choice("a", (paragraph(text),), correct=True),)))
    blocks = (
        Ask("ask", (question,)),
        Footnotes((Footnote("fn:1", "1", (paragraph(text),)),)),
        Bibliography((BibliographyEntry("x", (Text(text),)),)),
        Heading(2, (Text(text),)),
    )
    assert explaining_place(WHY, "wind", [page("wind", *blocks)]) is None
    assert explaining_place(WHY, "wind", [page("wind", *blocks, paragraph("A tail. Balance."))]) == Place("wind", spot=Spot(4))


def test_one_word_alone_is_no_explanation():
    assert explaining_place(WHY, "wind", [page("wind", paragraph("A tail."), paragraph("No more."))]) is None
    assert explaining_place(asked("?", "tail"), "wind", [page("wind", paragraph("A tail."))]) == Place("wind", spot=Spot(0))


@pytest.mark.parametrize("pages", [[], [page("wind")], [page("wind", paragraph(""))], [page("wind", paragraph("a b c"))]])
def test_where_there_is_nothing_there_is_no_place(pages):
    assert explaining_place(WHY, "wind", pages) is None
    assert explaining_place(asked("", ""), "wind", pages) is None


TEXTS = st.lists(st.text("abc \x1b考", max_size=30).map(paragraph), max_size=5)


@given(st.lists(TEXTS, max_size=3), st.text("abc 考", max_size=30), st.text("abc", max_size=9))
def test_a_place_is_one_that_there_is(texts, prompt, answer):
    pages = [page(str(number), *blocks) for number, blocks in enumerate(texts)]
    place = explaining_place(asked(prompt, answer), "0", pages)
    if place is not None:
        blocks = pages[int(place.page)].blocks
        assert block_words((blocks[place.spot.block],))


# The reference courses


def is_explained_by(expected, place, study):
    holds = expected.get(place.page.rpartition("/")[2], ())
    text = words_of(study.read(place.page).blocks[place.spot.block]).casefold()
    return any(all(word in text for word in entry.split()) for entry in holds)


@pytest.mark.skipif(not COURSES.exists(), reason="the reference courses are not here")
def test_most_questions_of_the_reference_courses_find_their_paragraph():
    found = []
    for course, pages in REFERENCE.items():
        study = Study(open_course(COURSES / course))
        for ref in study.course.pages:
            expected = pages.get(ref.id.rpartition("/")[2], {})
            questions = [question for question in all_questions(study.read(ref.id).blocks) if question.graded]
            for number, one in expected.items():
                place = study.explanation(questions[number - 1], ref.id)
                found.append(place is not None and is_explained_by(one, place, study))
    assert len(found) == sum(len(questions) for pages in REFERENCE.values() for questions in pages.values())
    assert sum(found) >= LEAST_RIGHT * len(found)
