from __future__ import annotations

import re

import pytest

from tui_course import plain
from tui_course.model.block import (
    Admonition,
    Ask,
    CodeBlock,
    Cue,
    Heading,
    ListBlock,
    ListItem,
    Media,
    Paragraph,
    Reveal,
    Table,
    TableCell,
    TableRow,
)
from tui_course.model.inline import CodeSpan, Link, Style, Styled, Text
from tui_course.model.question import Choice, Choose, Item, Match, Question
from tui_course.typeset.setting import Setting


def words(text):
    return (Text(text),)


def paragraph(text):
    return Paragraph(words(text))


RICH = Paragraph(
    (Text("A "), Styled(Style.STRONG, words("bold")), Text(" "), CodeSpan("word"), Text(" "), Link(words("out"), "https://a.b"))
)
SECRET = Reveal((), (paragraph("forty-two"),), hidden=True)


def test_text_is_unwrapped_and_complete():
    page = (
        Heading(1, words("Title")),
        RICH,
        ListBlock(
            (ListItem((paragraph("one"),), 1), ListItem((paragraph("two"), ListBlock((ListItem((paragraph("in"),)),))), 2)),
            ordered=True,
        ),
        Table((TableRow((TableCell((paragraph("a"),)), TableCell((paragraph("b"),)))),)),
        CodeBlock("if x:\n\ty()\n", "python"),
        Admonition("warning", words("Mind"), (paragraph("the gap"),)),
    )
    assert plain.text(page) == (
        "Title\n\nA bold word out\n\n1. one\n2. two\n  • in\n\na | b\n\nif x:\n    y()\n\nWarning: Mind\nthe gap"
    )


def test_hidden_answers_are_shown_only_when_asked_for():
    assert plain.text((SECRET,)) == ""
    assert plain.text((SECRET,), hidden=True) == "forty-two"
    assert "forty-two" in "\n".join(plain.render((SECRET,), Setting(40, reveal_all=True), colour=False))


def test_transcripts_can_be_left_out():
    video = Media(("a/b.mp4",), ("b.vtt",), (Cue(61, 62, "Hello there."),))
    assert plain.text((video,)) == "Video: b.mp4\n01:01 Hello there."
    assert plain.text((video,), transcripts=False) == "Video: b.mp4"


def test_questions_do_not_give_their_answers_away():
    choices = (
        Choice("x", (paragraph("this"),), correct=True, comment=(paragraph("Right!"),)),
        Choice("y", (paragraph("that"),)),
    )
    question = Question("q", "multiple-choice", (paragraph("Which?"),), Choose(choices), praise=(paragraph("Well done"),))
    left, right = ([Item(word, (paragraph(word),)) for word in words] for words in ("21", "ba"))
    match = Question("m", "matching", (paragraph("Pair."),), Match(tuple(left), tuple(right)))
    text = plain.text((Ask("a", (question, match), "Quiz", (paragraph("Read."),)),))
    assert text == "Quiz\nRead.\n\nWhich?\n○ this\n○ that\n\nPair.\n○ 2\n○ 1\n○ a\n○ b"


def test_inline_text_is_one_line():
    assert plain.inline_text(RICH.children) == "A bold word out"


@pytest.mark.parametrize(
    ("colour", "palette", "expected"),
    [
        (True, True, "A \x1b[0;1mbold\x1b[0m \x1b[0;36mword\x1b[0m \x1b[0;4;36mout\x1b[0m"),
        (True, False, "A \x1b[0;1mbold\x1b[0m `word` \x1b[0;4mout\x1b[0m"),
        (False, True, "A bold `word` out"),
        (False, False, "A bold `word` out"),
    ],
)
def test_render(colour, palette, expected):
    assert list(plain.render((RICH,), Setting(40), colour=colour, palette=palette)) == [expected]


def test_render_shows_addresses_where_the_setting_says_so():
    found = list(plain.render((RICH,), Setting(40, show_addresses=True), colour=False))
    assert found == ["A bold `word` out (https://a.b)"]


def test_only_our_own_sequences_are_printed():
    hostile = paragraph("\x1b[2J\x1b]0;x\x07 \x9b1m \u202e back")
    page = (hostile, CodeBlock("\x1b[31m\r\x00"), Heading(1, hostile.children))
    for line in plain.render(page, Setting(60), colour=True):
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202e]", re.sub(r"\x1b\[0(;[0-9]+)*m", "", line))
    assert "␛" in plain.text(page)


def test_title():
    lines = list(plain.title("Page", "Course", Setting(40), colour=False))
    assert lines == ["Course", "Page", "────", ""]
    coloured = list(plain.title("Page", "Course", Setting(40), colour=True))
    assert coloured[0] == "\x1b[0;2mCourse\x1b[0m"
