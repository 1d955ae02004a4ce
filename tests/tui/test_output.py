"""What reaches the terminal: text and sequences of our own, whatever a course holds."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tui.pressing import press
from tui_course.library.entry import CourseEntry, ListedPage, Origin
from tui_course.library.library import Library
from tui_course.library.shelf import Opening, Shelf
from tui_course.model import block as b
from tui_course.model import inline as i
from tui_course.model import question as q
from tui_course.model.course import Course, Module, Page, PageRef
from tui_course.model.glossary import Glossary, GlossaryEntry
from tui_course.model.index import IndexedQuestion, IndexedWork, PageQuestions, QuestionIndex, ReferenceIndex
from tui_course.model.problem import Problem, Severity
from tui_course.model.visible import visible
from tui_course.progress.memory import MemoryStore
from tui_course.study import Study
from tui_course.study.keeping import Keeping
from tui_course.tui.app import CourseApp
from tui_course.tui.theme import Look

EVIL = st.text(
    st.sampled_from("ab[]0;m\x1b\x07\x00\x9b\x9d\x85\r\n\t\x7f\u202e\u2066\u200d\u2028\ufeff\U000e0041e\u0301漢🤖/=@#"),
    max_size=12,
)
# Sequences that set colours and weights, move the cursor and begin or end a frame: the only ones that we generate.
OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\[[0-9;]*H|\x1b\[\?2026[hl]")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\U000e0000-\U000e007f]")


def course_of(words):
    """Every place of a course where an author's words can stand."""
    ref = PageRef("p", words, "p.md", words, label=words)
    other = replace(ref, id="q")
    text = (i.Text(words),)
    blocks = (
        b.Heading(1, text, "top"),
        b.Paragraph(
            (
                *text,
                i.Link(text, words, i.LinkKind.EXTERNAL),
                i.CodeSpan(words),
                i.Cite((words,), text),
                i.FootnoteRef(words, words),
            )
        ),
        b.CodeBlock(words, words),
        b.Admonition(words, text, (b.Paragraph(text),)),
        b.Figure((i.Image(words, words, words),), text),
        b.Unknown(words, words),
    )
    questions = tuple(questions_of(words))
    blocks = (*blocks, b.Ask(words, questions, words, (b.Paragraph(text),)))
    problems = (Problem("x", Severity.ERROR, words, words, 3),)

    class Pages:
        course = Course("c", words, (Module(words, (ref, other)),))
        index = QuestionIndex(
            (
                PageQuestions(
                    "p", tuple(IndexedQuestion(one.id, graded=True, points=1, kind=words, title=words) for one in questions)
                ),
                PageQuestions("q"),
            )
        )

        glossary = Glossary((GlossaryEntry("said", (b.Paragraph(text),), (words,), (words,)),))
        references = ReferenceIndex((IndexedWork("k", text, ("p",), ("q",)),))

        def page(self, page_id):
            return Page(ref if page_id == "p" else other, blocks, problems)

    return Pages()


def questions_of(words):
    """Every task with such words in every place."""
    text = (b.Paragraph((i.Text(words),)),)
    items = (q.Item("1", text), q.Item("2", text))
    tasks = (
        q.Choose((q.Choice("1", text, correct=True, comment=text), q.Choice("2", text, comment=text))),
        q.Fill((q.Blank((words,)),)),
        q.Match(items, items, items),
        q.Measure(1, unit=words),
        q.Order(items),
        q.Reflect(items=items),
    )
    for number, task in enumerate(tasks):
        yield q.Question(
            f"{number}{words}", words, text, task, 1, text, text, (text,), text, words, words * (number == 5), words
        )


async def written(app, *keys):
    found = []
    async with app.run_test(size=(50, 14)) as pilot:
        for key in ("", *keys):
            if key:
                await press(pilot, key)
                await pilot.pause(0.02)
            strips = app.screen._compositor.render_strips()
            found.extend(strip.render(app.console) for strip in strips)
    return "".join(found)


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EVIL)
def test_no_word_of_a_course_steers_the_terminal(words):
    app = CourseApp(Study(course_of(words)), look=Look())
    output = asyncio.run(written(app, "tab", "enter", "escape", "t", "escape", "!", "escape", "n", "/", "a", "enter"))
    assert not CONTROL.search(OURS.sub("", output))


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EVIL)
def test_no_word_of_a_question_does(words):
    app = CourseApp(Study(course_of(words)), look=Look())
    keys = ("Q", "h", "1", "enter", "x", "G", "Q", *"[m", "enter", "escape", "escape", "x", "enter", "1", "enter", "x", "P")
    output = asyncio.run(written(app, *keys))
    assert not CONTROL.search(OURS.sub("", output))


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EVIL)
def test_no_word_of_a_reference_or_a_term_does(words):
    app = CourseApp(Study(course_of(words)), look=Look())
    keys = ("K", "tab", "K", "tab", "K", "y", "tab", "K", "escape", "C", "y", "/", "a", "escape", "enter", "W", "j", "escape")
    output = asyncio.run(written(app, *keys))
    assert not CONTROL.search(OURS.sub("", output))


@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EVIL)
def test_no_word_of_a_library_does(words):
    def opened(_):
        raise OSError(5, words)

    keeping = Keeping(MemoryStore(words), words)
    with TemporaryDirectory() as folder:
        library = Library(Path(folder), opened)
        page = ListedPage(words, visible(words), visible(words))
        # What an entry cannot hold never gets into the list.
        entry = CourseEntry(
            f"/courses/{words}", Origin.GIT, words, words, visible(words), visible(words), opened=1.0, pages=(page,)
        )
        library.restore(entry)
        shelf = Shelf(library, Opening(opened, opened, lambda one: one.origin is Origin.BUILT_IN), keeping)
        keys = ("enter", "j", "R", "l", *"[0m", "escape", "+", *"]0;", "enter", "x", "u", "slash", "a")
        output = asyncio.run(written(CourseApp(shelf, look=Look()), *keys))
    keeping.close()
    assert not CONTROL.search(OURS.sub("", output))
