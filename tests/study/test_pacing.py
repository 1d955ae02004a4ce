"""How long the rest of a module takes."""

import pytest

from tui_course.model import block as b
from tui_course.model import inline as i
from tui_course.model.course import Course, Module, PageRef
from tui_course.model.index import PageQuestions, QuestionIndex
from tui_course.model.words import count_words
from tui_course.study.pacing import minutes_left


def ref(name):
    return PageRef(name, name, f"{name}.md")


COURSE = Course("bees", "Bees", (Module("Wings", (ref("a"), ref("b"))), Module("Hives", (ref("c"),))))
INDEX = QuestionIndex((PageQuestions("a", words=400), PageQuestions("b", words=201), PageQuestions("c", words=10)))


@pytest.mark.parametrize(
    ("page", "read", "minutes"),
    [("a", 0, 4), ("a", 0.5, 3), ("a", 1, 2), ("b", 0, 2), ("b", 1, 0), ("c", 0, 1), ("c", 1, 0), ("b", 1.5, 0), ("b", -1, 2)],
)
def test_what_is_left_is_this_page_and_those_after_it(page, read, minutes):
    assert minutes_left(COURSE, INDEX, page, read) == minutes


def test_a_page_that_nobody_counted_takes_no_time():
    assert minutes_left(COURSE, QuestionIndex(), "a", 0) == 0


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        ((), 0),
        ((b.Paragraph((i.Text("two words"),)), b.CodeBlock("cd hive\nls\n")), 5),
        ((b.Paragraph((i.Text("蜜蜂跳舞 and 人"),)),), 4),
        ((b.Quote((b.Paragraph((i.Text("inside"),)),)),), 1),
    ],
)
def test_words_are_counted(blocks, words):
    assert count_words(blocks) == words
