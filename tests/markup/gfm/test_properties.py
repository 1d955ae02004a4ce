from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.markup.gfm import Gfm
from tui_course.markup.gfm.autolinks import trimmed
from tui_course.markup.gfm.headings import Slugs, slug
from tui_course.markup.gfm.title import first_heading
from tui_course.markup.html import LinkTarget, read_blocks
from tui_course.model.block import Ask, CodeBlock, Unknown
from tui_course.model.inline import CodeSpan, LinkKind, MathSpan, Text
from tui_course.model.question import Question, Reflect
from tui_course.model.walk import all_blocks, all_inlines

GFM = Gfm()
MARKS = """
word|two words|- |1. |> |# |~~~|`|``|*|**|_|~~|[|]|(|)|![|](|<|>|<div>|</div>|<b>|</b>|<T>|<!--|-->|<script>|</script>
<pre>|<svg>|<title>|<?|?>|<![CDATA[|$|$$|[^a]|[^a]: |[@a]|@a|&amp;|&|https://example.org/x|www.example.org|a@b.org
[x] |:|"|'|=|é|表|\\
"""
LINES = (
    "<!-- quiz a=b -->\n",
    "<!-- /quiz -->\n",
    "```quiz\n",
    "```\n",
    "[x]: y\n",
    "[!NOTE]\n",
    "===\n",
    "---\n",
    "|-|\n",
    "\n",
    "\n\n",
    "  \n",
    "$$\n",
    "<details>\n\n",
)
PIECES = st.sampled_from([*MARKS.strip().replace("\n", "|").split("|"), *LINES, "|", " ", "    ", "\t", "\0", "\x1b"])


class Nowhere:
    """Knows nothing and takes no problems."""

    def link(self, href):
        return LinkTarget(LinkKind.EXTERNAL) if href else LinkTarget(LinkKind.BROKEN)

    def image(self, src):
        return src

    def picture_size(self, _path):
        return None

    def sidecar(self, _src):
        return None

    def transcript(self, _sources, _tracks):
        return ()

    def quiz(self, src):
        return Unknown(src, "")

    def question(self, _attributes, blocks, _answers, _line):
        return Ask("", (Question("", "", blocks, Reflect()),))

    def assessment(self, source, _line):
        return Unknown(source, "")

    def line(self, _subject):
        return 0

    def math(self, tex):
        return tex

    def math_lines(self, tex):
        return (tex,)

    def report(self, _code, _severity, _message, _subject="", *, line=0):  # noqa: ARG002 - the name is asked for
        return None


def shown(text: str) -> str:
    blocks = read_blocks(GFM.render(text).html, Nowhere())
    parts = [one.text for one in all_inlines(blocks) if isinstance(one, Text | CodeSpan | MathSpan)]
    parts += [
        getattr(block, "text", "") or getattr(block, "tex", "") for block in all_blocks(blocks) if isinstance(block, CodeBlock)
    ]
    return " ".join(parts)


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_can_be_read(text):
    rendered = GFM.render(text, "a.md")
    read_blocks(rendered.html, Nowhere())
    lines = text.count("\n") + 1
    assert all(problem.file == "a.md" and 0 <= problem.line <= lines for problem in rendered.problems)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=200))
def test_any_characters_can_be_read(text):
    read_blocks(GFM.render(text).html, Nowhere())


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.sampled_from(["one", "two words.", "3 < 4", "a & b", "Ünï", "(five)", "“six”", "a\nb", "\n\n"]),
        min_size=1,
        max_size=30,
    )
)
def test_every_word_of_plain_text_is_kept(pieces):
    text = " ".join(pieces)
    assert re.findall(r"\w+", shown(text)) == re.findall(r"\w+", text)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            ["<script>", "<style>", "<!--", "<textarea>", "<title>", "<T>", "<string>", "<pre>", "<svg>", "<?", "<![CDATA["]
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from([" ", "\n", "\n\n", "\n> ", "\n- "]),
)
def test_nothing_unclosed_swallows_what_follows(openers, between):
    text = "".join(f"{opener}{between}word{number}\n\n" for number, opener in enumerate(openers)) + "the *end*"
    found = re.findall(r"word\d+|end", shown(text))
    assert found == [*(f"word{number}" for number in range(len(openers))), "end"]


@given(st.lists(st.text(max_size=12), max_size=12))
def test_ids_of_headings_are_unique(titles):
    slugs = Slugs()
    names = [slugs.take(title) for title in titles]
    assert len(set(names)) == len(names)
    assert all(slug(name) == name for name in names if " " not in name)


@given(st.text(alphabet="a.?!)(];&:*_~", max_size=40))
def test_a_trimmed_address_is_the_start_of_the_address(text):
    assert text.startswith(trimmed(text))
    assert trimmed(trimmed(text)) == trimmed(text)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("# One\n# Two", "One"),
        ("\n\n  # One ##  \n", "One"),
        ("#no\n# yes", "yes"),
        ("```\n# no\n```\n# yes", "yes"),
        ("~~~~\n# no\n~~~\n# no\n~~~~\n# yes", "yes"),
        ("<!--\n# no\n-->\n# yes", "yes"),
        ("    # no\n\n# yes", "yes"),
        ("Two\nlines\n=====\n", "Two lines"),
        ("> quote\n===\n\n# yes", "yes"),
        ("- item\n===\n\n# yes", "yes"),
        ("## two\n\n===\n", ""),
        ('<h1 align="center">\n  A <b>title</b> &amp; more\n</h1>', "A title & more"),
        ("text only", ""),
        ("", ""),
        ("#", ""),
    ],
)
def test_the_heading_that_names_a_page(text, heading):
    assert first_heading(text) == heading


@settings(deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_has_a_first_heading_or_none(text):
    assert "\n" not in first_heading(text).strip() or "<h1" in text.lower()
