"""Notes as Markdown and as plain values."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tui_course.model.annotation import AnnotationKind
from tui_course.model.block import Heading, Paragraph
from tui_course.model.course import Course, Module, Page, PageRef
from tui_course.model.index import QuestionIndex
from tui_course.model.inline import Text
from tui_course.progress.memory import MemoryStore
from tui_course.study import Study
from tui_course.study.annotating import Annotating
from tui_course.study.exporting import as_markdown, as_values, escaped, exported
from tui_course.study.keeping import Keeping
from tui_course.study.passages import passages_of

NOTE, HIGHLIGHT, BOOKMARK = AnnotationKind
DAY = 86_400.0
WIND, LINE = PageRef("1 wind", "The *wind*", "1 wind.md", "/wind/"), PageRef("line", "A line", "line.md")
BLOCKS = {
    "1 wind": (
        Heading(2, (Text("Steady_wind"),), "steady"),
        Paragraph((Text("A kite stands in the steady wind, at an angle."),)),
        Paragraph((Text("1. is no list, and <b> is no markup."),)),
    ),
    "line": (
        Heading(1, (Text("A line"),)),
        Paragraph(
            (
                Text(
                    "The line holds the kite. " * 30,
                ),
            )
        ),
    ),
}


class Kites:
    """A course of two pages."""

    def __init__(self, blocks=BLOCKS, pages=(WIND, LINE)):
        self.course = Course("kites", "Kites & lines", (Module("Flying", pages[:1]), Module("Building", pages[1:])))
        self.index = QuestionIndex()
        self._blocks = blocks

    def page(self, page_id):
        return Page(next(ref for ref in self.course.pages if ref.id == page_id), self._blocks[page_id])


class Clock:
    now = 19_000 * DAY

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def keeping(clock):
    kept = Keeping(MemoryStore(), "ada", clock)
    yield kept
    kept.close()


def study_of(keeping, course=None):
    return Study(course or Kites(), keeping=keeping)


def annotate(study, clock, kind, page, number, words=(0, 0), *, note=""):
    clock.now += 60
    Annotating(study.learning).add(kind, page, passages_of(study.read(page).blocks), number, words, note)


@pytest.fixture
def written(keeping, clock):
    """A course in which every kind was noted, last things first."""
    study = study_of(keeping)
    annotate(study, clock, HIGHLIGHT, "line", 1)
    clock.now += 2 * DAY
    annotate(study, clock, NOTE, "1 wind", 3, note="second\n\n- thoughts\n- more")
    annotate(study, clock, HIGHLIGHT, "1 wind", 2, (4, 7), note="three words\nin two lines")
    annotate(study, clock, NOTE, "1 wind", 2, (4, 7), note="and once more")
    annotate(study, clock, BOOKMARK, "1 wind", 2)
    annotate(study, clock, BOOKMARK, "line", 0, note="my line")
    clock.now += 2 * DAY
    annotate(study, clock, NOTE, "1 wind", 0, note="on the title")
    return study


# A pilcrow stands for two blanks.
MARKDOWN = r"""# Notes on Kites \& lines

## Flying

### The \*wind\*

*Kites \& lines*, Flying, “The \*wind\*”, `1 wind.md`, /wind/, noted 2022-01-10 to 2022-01-12.

> The \*wind\*

on the title

- Bookmark: [A kite stands in the steady wind, at an angle.](<1 wind#steady>)

> the steady wind

three words¶
in two lines

and once more

> 1\. is no list, and \<b\> is no markup.

second

- thoughts¶
- more

## Building

### A line

*Kites \& lines*, Building, “A line”, `line.md`, noted 2022-01-08 to 2022-01-10.

- Bookmark: [my line](line)

> The line holds the kite. """ + ("The line holds the kite. " * 29).rstrip()  # fmt: skip


def test_markdown(written):
    assert "\n".join(as_markdown(written, exported(written))) == MARKDOWN.replace("¶", "  ")


def test_the_markdown_means_what_it_says(written):
    html = MarkdownIt().render("\n".join(as_markdown(written, exported(written))))
    assert "<h3>The *wind*</h3>" in html
    assert "<blockquote>\n<p>1. is no list, and &lt;b&gt; is no markup.</p>\n</blockquote>" in html
    assert "three words<br />\nin two lines" in html
    assert html.count("<blockquote>") == 4


def test_values(written):
    values = json.loads(json.dumps(as_values(written, exported(written))))
    assert (values["course"], values["title"], values["learner"]) == ("kites", "Kites & lines", "ada")
    assert [(one["kind"], one["page"], one["words"][:15], one["note"][:6]) for one in values["notes"]] == [
        ("note", "1 wind", "The *wind*", "on the"),
        ("bookmark", "1 wind", "A kite stands i", ""),
        ("highlight", "1 wind", "the steady wind", "three "),
        ("note", "1 wind", "the steady wind", "and on"),
        ("note", "1 wind", "1. is no list, ", "second"),
        ("bookmark", "line", "A line", "my lin"),
        ("highlight", "line", "The line holds ", ""),
    ]
    assert values["notes"][2] == values["notes"][2] | {
        "anchor": "steady",
        "heading": "Steady_wind",
        "module": "Flying",
        "source": "1 wind.md",
        "url": "/wind/",
        "at": "2022-01-10T00:03:00Z",
        "lost": False,
    }


def test_what_is_lost_or_gone_is_exported_all_the_same(written, keeping):
    new = PageRef("wind", "The wind", "wind.md")
    course = Kites({"wind": (), "line": (Paragraph((Text("All else."),)),)}, (new, LINE))
    study = Study(course, keeping=keeping)
    study.learning.add_annotations(written.learning.annotations)
    text = "\n".join(as_markdown(study, exported(study)))
    assert "## Pages that the course no longer has\n\n### 1 wind\n\n*Kites \\& lines*, “1 wind”, noted" in text
    assert "> the steady wind\n\nthree words" in text
    assert text.count("*These words are no longer on the page.*") == 1
    assert text.index("A line") < text.index("1 wind")
    assert {one["lost"] for one in as_values(study, exported(study))["notes"]} == {True, False}
    assert None in {one["title"] for one in as_values(study, exported(study))["notes"]}


@pytest.mark.parametrize(
    ("words", "quoted"),
    [("風" * 300, f"> {'風' * 240} …"), ("A " + "風" * 300, f"> A {'風' * 238} …"), ("kite " * 60, f"> {'kite ' * 47}kite …")],
    ids=["no spaces", "one space", "spaces"],
)
def test_the_beginning_of_a_long_passage_is_quoted_in_every_script(words, quoted, keeping, clock):
    study = study_of(keeping, Kites({**BLOCKS, "line": (Paragraph((Text(words),)),)}))
    annotate(study, clock, NOTE, "line", 1, note="long")
    assert quoted in list(as_markdown(study, exported(study)))


def test_nothing_is_nothing(keeping):
    study = study_of(keeping)
    assert exported(study) == ()
    assert list(as_markdown(study, ())) == ["# Notes on Kites \\& lines"]


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(lambda text: " ".join(text.split())).filter(bool)
)
def test_any_words_read_in_markdown_as_they_are(text):
    (paragraph,) = [one for one in MarkdownIt().parse(f"> {escaped(text)}") if one.type == "inline"]
    assert {one.type for one in paragraph.children} <= {"text", "text_special"}
    assert "".join(one.content for one in paragraph.children) == text
