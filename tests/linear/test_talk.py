from __future__ import annotations

import io

import pytest

from tui_course.linear.talk import MAX_LINE, Talk, sentence
from tui_course.model.block import CodeBlock, ListBlock, ListItem, Paragraph
from tui_course.model.inline import Text

WORDS = "A kite flies where the wind is steady, and nowhere else."


class Gone(io.StringIO):
    """A terminal that was closed."""

    def readline(self, _size=-1):
        raise OSError(5, "Input/output error")


def paragraph(words):
    return Paragraph((Text(words),))


def talk(lines="", **given):
    out = io.StringIO()
    return Talk(io.StringIO(lines), out, **given), out


def test_a_prompt_is_a_line_of_its_own_unless_somebody_types_its_end():
    one, out = talk("yes\n")
    assert one.ask("Well?") == "yes"
    assert out.getvalue() == "Well?\n"
    one, out = talk("yes\n", typed=True)
    assert one.ask("Well?") == "yes"
    assert out.getvalue() == "Well? "


@pytest.mark.parametrize(("typed", "lines"), [("", []), ("a", ["a"]), ("a\r\n \n", ["a", " "]), ("\n\n", ["", ""])])
def test_lines_come_without_their_ends_until_there_are_no_more(typed, lines):
    one, _ = talk(typed)
    assert [one.ask("?") for _ in lines] == lines
    assert one.ask("?") is None


def test_a_terminal_that_is_gone_says_nothing_more():
    assert Talk(Gone(), io.StringIO()).ask("?") is None


def test_the_end_of_input_ends_the_line_of_the_prompt():
    one, out = talk(typed=True)
    assert one.ask("Well?") is None
    assert out.getvalue() == "Well? \n"


@pytest.mark.parametrize("more", [1, MAX_LINE, 3 * MAX_LINE + 7])
def test_a_line_that_is_too_long_is_not_taken_at_all(more):
    one, out = talk("x" * (MAX_LINE + more) + "\nshort\n")
    assert one.ask("Well?") == "short"
    assert out.getvalue() == "Well?\nThat line has more than 100,000 characters; nothing of it was taken.\nWell?\n"
    assert talk("x" * MAX_LINE + "\n")[0].ask("?") == "x" * MAX_LINE


def test_nothing_said_steers_the_terminal():
    one, out = talk()
    one.say("\x1b[2J\x07")
    one.ask("\x9b31m")
    assert out.getvalue() == "␛[2J␇\n<9B>31m\n"


def test_a_paragraph_is_a_line_unless_lines_break():
    assert talk()[0].words((paragraph(WORDS),), "1. ") == [f"1. {WORDS}"]
    assert talk(width=30)[0].words((paragraph(WORDS),), "1. ") == [
        "1. A kite flies where the wind",
        "  is steady, and nowhere else.",
    ]


def test_what_stands_below_is_indented():
    blocks = (paragraph("This:"), CodeBlock("a\n\nb"), ListBlock((ListItem((paragraph("c"),)),)))
    assert talk()[0].words(blocks, "2. ") == ["2. This:", "", "  a", "", "  b", "", "  • c"]
    assert talk()[0].words(blocks) == ["This:", "", "a", "", "b", "", "• c"]


def test_what_has_no_words_keeps_its_name():
    assert talk()[0].words((), "3. ") == ["3."]
    assert talk()[0].words((paragraph(""),), "3. ") == ["3."]
    assert talk()[0].words((paragraph(""),)) == talk()[0].words(()) == []


def test_sentences():
    assert [sentence(one) for one in ("choose one", "Why?", "", "is it: ")] == ["Choose one.", "Why?", ".", "Is it: ."]
