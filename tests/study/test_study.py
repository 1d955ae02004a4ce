from __future__ import annotations

import subprocess
import sys

import pytest

from tui_course.errors import CourseError, NotACourse, PageNotFound
from tui_course.model.answer import SelfMark
from tui_course.model.attempt import Visit
from tui_course.model.block import Ask, Bibliography, BibliographyEntry, Heading, Paragraph, Unknown
from tui_course.model.course import Course, Module, Page, PageRef
from tui_course.model.draft import Marking
from tui_course.model.inline import Text
from tui_course.model.question import Question, Reflect
from tui_course.study import ContentsEntry, Elsewhere, Nowhere, Place, Position, Spot, Study
from tui_course.study.contents import apart
from tui_course.study.learning import Learning
from tui_course.typeset.line import Target

REFS = (
    PageRef("parts/intro", "Introduction", "_parts/intro.md", "/parts/intro/"),
    PageRef("parts/costs", "What it costs", "_parts/costs.md", "/money/", label="Costs"),
    PageRef("tools/intro", "The tools", "tools/intro.md", "/tools/"),
    PageRef("tools/42", "Forty-two", "tools/42.md"),
    PageRef("books", "Books\x1b]0;x", "books.md"),
    PageRef("draft", "A draft", "draft.md"),
)
COURSE = Course(
    "c",
    "Course",
    (
        Module("Parts", REFS[:2]),
        Module("Tools", (*REFS[2:4], REFS[0])),
        Module("Books\x1b]0;x", REFS[4:5]),
        Module("", REFS[5:], listed=False),
    ),
)


class Pages:
    def __init__(self, **errors):
        self.course = COURSE
        self.errors = errors
        self.asked = []

    def page(self, page_id):
        self.asked.append(page_id)
        if page_id in self.errors:
            raise self.errors[page_id]
        blocks = (Paragraph((Text(page_id),)),)
        if page_id == "books":
            blocks += (Bibliography((BibliographyEntry("knuth", (Text("Knuth."),)),)),)
        return Page(next(ref for ref in REFS if ref.id == page_id), blocks)


def study(at="", **errors):
    return Study(Pages(**errors), at)


def test_importing_study_loads_no_terminal():
    code = (
        "import sys, tui_course.study; print(sorted({'textual', 'rich', 'asyncssh', 'yaml', 'selectolax'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("at", "page"),
    [
        ("parts/intro", "parts/intro"),
        ("_parts/intro.md", "parts/intro"),
        ("/money/", "parts/costs"),
        ("money", "parts/costs"),
        ("What it costs", "parts/costs"),
        ("what IT costs", "parts/costs"),
        ("Costs", "parts/costs"),
        ("it costs", None),
        ("costs", "parts/costs"),
        ("4", "tools/42"),
        ("42", "tools/42"),
        ("3", "tools/intro"),
        ("introduction", "parts/intro"),
        ("draft", "draft"),
        ("", "parts/intro"),
    ],
)
def test_a_page_has_many_names(at, page):
    if page is None:
        with pytest.raises(PageNotFound):
            study().resolve(at)
    else:
        assert study().resolve(at) == Place(page)
        assert study().resolve(f"{at}#why") == Place(page, "why")


@pytest.mark.parametrize(
    ("at", "message"),
    [
        ("intro", "'intro' could be any of: parts/intro, tools/intro"),
        ("parts/intor", "there is no page 'parts/intor' in this course; did you mean parts/intro"),
        ("zzzzzz", "there is no page 'zzzzzz' in this course"),
        ("99", "there is no page '99' in this course"),
        ("\x1b[31m", "there is no page '␛[31m' in this course"),
    ],
)
def test_a_name_that_fits_none_or_several(at, message):
    with pytest.raises(PageNotFound) as raised:
        study(at)
    assert str(raised.value).startswith(message)


def test_a_course_without_pages_cannot_be_studied():
    pages = Pages()
    pages.course = Course("c", "Empty", ())
    with pytest.raises(PageNotFound):
        Study(pages)


def test_contents_name_modules_and_every_page_once():
    assert study().contents() == (
        ContentsEntry("Parts"),
        ContentsEntry("Introduction", "parts/intro"),
        ContentsEntry("Costs", "parts/costs"),
        ContentsEntry("Tools"),
        ContentsEntry("The tools", "tools/intro"),
        ContentsEntry("Forty-two", "tools/42"),
        ContentsEntry("Books␛]0;x", "books"),
        ContentsEntry("More pages"),
        ContentsEntry("A draft", "draft"),
    )


def test_the_way_through_the_course():
    walk = study()
    assert walk.preceding is None
    seen = [walk.page.id]
    while walk.following is not None:
        walk.go(Place(walk.following.id))
        seen.append(walk.page.id)
    assert seen == [page.id for page in COURSE.pages]
    assert walk.position == Position(6, 6, "More pages")


def test_position_of_an_unlisted_page():
    assert study("draft").position == Position(6, 6, "More pages")


def test_back_and_forward_lead_to_the_very_spots():
    walk = study()
    walk.go(Place("tools/intro", "here"), leaving=Spot(1, 2, 3, 76))
    walk.go(Place("books"), leaving=Spot(4, 5, 6, 76, target=7))
    assert walk.back(Spot(8, 0, 0, 76)) == Place("tools/intro", "here", Spot(4, 5, 6, 76, target=7))
    assert walk.back() == Place("parts/intro", spot=Spot(1, 2, 3, 76))
    assert walk.back() is None
    assert walk.place.page == "parts/intro"
    assert walk.forward() == Place("tools/intro", "here", Spot(4, 5, 6, 76, target=7))
    assert walk.forward() == Place("books", spot=Spot(8, 0, 0, 76))
    assert walk.forward() is None


def test_a_new_way_forgets_the_old_one_forward():
    walk = study()
    walk.go(Place("tools/intro"))
    walk.back()
    walk.go(Place("books"))
    assert walk.forward() is None
    assert walk.back() == Place("parts/intro")


def test_the_history_is_bounded():
    walk = study()
    for _ in range(600):
        walk.go(Place("books"))
        walk.go(Place("draft"))
    steps = 0
    while walk.back() is not None:
        steps += 1
    assert steps == 499


def test_going_to_no_page_leaves_all_as_it_was():
    walk = study()
    with pytest.raises(PageNotFound):
        walk.go(Place("nowhere"), leaving=Spot(1))
    assert walk.place == Place("parts/intro")


@pytest.mark.parametrize(
    ("target", "where"),
    [
        (Target("page", "x", "books", "knuth"), Place("books", "knuth")),
        (Target("page", "x", "lost"), Nowhere("this course has no page lost")),
        (Target("anchor", "#why", "", "why"), Place("parts/intro", "why")),
        (Target("cite", "", "", "knuth"), Place("parts/intro", "knuth")),
        (Target("note", "", "", "fn:1"), Place("parts/intro", "fn:1")),
        (Target("external", "https://example.org/\x1b"), Elsewhere("external", "https://example.org/␛")),
        (Target("file", "../a.zip", "files/a.zip"), Elsewhere("file", "files/a.zip")),
        (Target("picture", "a.png", ""), Elsewhere("picture", "a.png")),
        (Target("broken", "gone.html"), Nowhere("broken link: nothing at gone.html")),
    ],
)
def test_where_links_lead(target, where):
    assert study().destination(target) == where


def test_pages_are_read_when_asked_for_and_kept():
    walk = study()
    assert walk.held("parts/intro") is None
    page = walk.read("parts/intro")
    assert walk.read("parts/intro") is walk.held("parts/intro") is page
    assert walk.edition._pages.asked == ["parts/intro"]


def test_a_page_begins_with_its_title():
    assert study().read("parts/intro").blocks[0] == Heading(1, (Text("Introduction"),))
    assert study().read("books").blocks[0] == Heading(1, (Text("Books␛]0;x"),))


@pytest.mark.parametrize(
    "error",
    [CourseError("the file is gone\x1b[2J"), NotACourse("x"), PageNotFound("no such file"), OSError(5, "Input/output error")],
)
def test_a_page_that_cannot_be_read_says_so(error):
    page = study(books=error).read("books")
    unknown = page.blocks[1]
    assert isinstance(unknown, Unknown)
    assert unknown.reason in page.problems[0].message
    assert "\x1b" not in unknown.reason
    assert page.problems[0].file == "books.md"


def test_a_page_that_is_not_there_is_an_error():
    with pytest.raises(PageNotFound):
        study().read("lost")


# Questions, and where the learner was


def asking_page(ref, *names):
    questions = tuple(Question(name, "kind", (Paragraph((Text(f"What of {name}?"),)),), Reflect()) for name in names)
    return Page(ref, (Ask("ask", questions, "Check yourself", (Paragraph((Text("Take your time."),)),)),))


def test_each_question_of_a_page_is_a_block_of_its_own():
    blocks = (Heading(1, ()), *asking_page(REFS[1], "why", "how").blocks)
    blocks = apart(blocks)
    assert [(block.title, [question.id for question in block.questions]) for block in blocks[1:]] == [
        ("Check yourself", []),
        ("", ["why"]),
        ("", ["how"]),
    ]


@pytest.mark.parametrize(
    "block",
    [
        Ask("ask", (), "Check yourself"),
        Ask("ask", ()),
        Ask("ask", (Question("why", "kind", (), Reflect()),)),
        Paragraph((Text("Words."),)),
    ],
)
def test_what_holds_one_question_at_most_stays_as_it_is(block):
    assert apart((block,)) == (block,)


def test_where_the_learner_was_is_found_when_the_course_is_opened_again():
    visits = []
    walk = study()
    walk.learning = Learning("local", "c", keep=visits.append)
    walk.go(Place("tools/intro"))
    walk.visit(walk.read("tools/intro"), Spot(1, 3, 50, 76, question="why"), 0.4)
    walk.visit(walk.read("books"), Spot(1, 2, 7, 76), 0.8)

    again = Study(Pages(), keeping=Kept(visits))
    assert again.place == Place("books", noted=visits[-1].spot)
    assert again.settle(again.place, again.read("books")) == Place("books", spot=Spot(1, 2, 7, 76))
    assert Study(Pages(), "draft", keeping=Kept(visits)).place == Place("draft")
    assert again.learning.read("tools/intro") == 0.4


def test_a_place_on_a_page_that_is_gone_is_the_first_page():
    visit = Visit("1", "local", "c", "gone", 5.0, 0.5, "{}")
    assert Study(Pages(), keeping=Kept([visit])).place == Place("parts/intro")


def test_a_note_that_leads_nowhere_leads_to_the_page():
    walk = study()
    place = Place("books", noted="no note")
    assert walk.settle(place, walk.read("books")) == Place("books")
    assert walk.settle(Place("books", "knuth"), walk.read("books")) == Place("books", "knuth")


class Kept:
    """What a learner did before, without a store."""

    def __init__(self, visits):
        self.visits = visits

    def learning(self, course):
        return Learning("local", course, visits=self.visits)


def test_answers_are_recorded_where_the_learner_is():
    walk = study()
    question = Question("why", "kind", (), Reflect())
    for move in (lambda: walk.go(Place("books")), walk.back, walk.forward):
        move()
        walk.asking.retry(question)
        walk.asking.edit(question, Marking(SelfMark.DONE))
        walk.asking.check(question)
    assert [attempt.page for attempt in walk.learning.all_attempts] == ["books", "parts/intro", "books"]
