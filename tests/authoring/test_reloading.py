"""The reader while the course under it changes: real files, and the course told that they changed."""

from __future__ import annotations

import threading

import pytest

from tests.tui.seeing import press, rows, until
from tui_course.errors import NotACourse
from tui_course.sources.open import open_course
from tui_course.study import Study
from tui_course.tui.app import CourseApp
from tui_course.tui.theme import Look

PARAGRAPHS = [f"Paragraph {number} of the page, with words enough to fill a row or so of it." for number in range(30)]
QUIZ = """<!-- quiz id=mood -->
How is it?

1. [x] good
   > Fine.
1. [ ] bad
   > Oh.
<!-- /quiz -->"""
REVEALS = "\n\n".join(
    f"<details>\n<summary>{name}</summary>\n\nInside {name}.\n\n</details>" for name in ("First", "Second", "Third")
)


def page(*parts, title="One"):
    return "\n\n".join((f"# {title}", *parts)) + "\n"


class Course:
    """A folder with pages, and the reader on it."""

    def __init__(self, root):
        self.root = root
        self.opened = 0
        self.gate = None
        self.write("course.yml", "title: Test\norder: [1-one.md, 2-two.md, 3-three.md]\n")
        self.write("1-one.md", page(*PARAGRAPHS))
        self.write("2-two.md", page("The second page.", title="Two"))
        self.write("3-three.md", page("The third page.", title="Three"))

    def write(self, name, text):
        (self.root / name).write_text(text, encoding="utf-8")

    def open(self):
        self.opened += 1
        if self.gate is not None:
            self.gate.wait(20)
        return open_course(self.root)

    def app(self, at="", *, reopen=True, local=True):
        self.study = Study(open_course(self.root), at, reopen=self.open if reopen else None)
        return CourseApp(self.study, look=Look(), local=local)

    async def changed(self, pilot, name="", text=""):
        """Write a file, and wait until the reader has taken it in."""
        edition = self.study.edition
        if name:
            self.write(name, text)
        self.study.files_changed()
        await until(lambda: self.study.edition is not edition or bottom(pilot.app).startswith("the course cannot"))
        await pilot.pause()


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path)


def bottom(app):
    return app.screen.bottom_line.message


async def ready(app):
    """Nothing more comes from other threads: the page is there, the course is counted and its terms are known."""
    await until(
        lambda: app.screen.page is not None and app.screen.index is not None and app.screen.study.edition.glossary is not None
    )


async def test_what_is_written_above_moves_nothing(course):
    app = course.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app)
        await press(pilot, "space", "space")
        before = rows(app)
        await course.changed(pilot, "1-one.md", page("New.", "And new.", *PARAGRAPHS))
        assert rows(app)[1:] == before[1:]
        assert "New." in app.screen.page.blocks[1].children[0].text


async def test_what_is_written_in_view_is_seen_where_it_stands(course):
    app = course.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app)
        await press(pilot, "space")
        before = rows(app)
        number = int(next(row for row in before[5:] if "Paragraph" in row).split()[1])
        changed = [one.replace("Paragraph", "Passage") if one == PARAGRAPHS[number] else one for one in PARAGRAPHS]
        await course.changed(pilot, "1-one.md", page(*changed))
        now = rows(app)
        # The words of the line above, such as how long the rest takes, may be others.
        assert [row for row, (old, new) in enumerate(zip(before, now, strict=True)) if row and old != new] == [
            next(row for row, words in enumerate(before) if f"Paragraph {number} " in words)
        ]


async def test_open_details_and_the_link_in_focus_stay(course):
    links = "See [two](2-two.md), [three](3-three.md)."
    course.write("1-one.md", page(REVEALS, links))
    app = course.app()
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, "tab", "tab", "enter", "tab", "tab", "tab")
        assert "Inside Second." in "\n".join(rows(app))
        assert app.screen.target.page == "3-three"
        more = "<details>\n<summary>Before</summary>\n\nInside Before.\n\n</details>"
        await course.changed(pilot, "1-one.md", page(more, "[another](3-three.md#x)", REVEALS, links))
        shown = "\n".join(rows(app))
        assert "Inside Second." in shown
        assert "Inside Before." not in shown
        assert "Inside First." not in shown
        assert (app.screen.target.page, app.screen.target.anchor) == ("3-three", "")
        assert app.screen.page_view.focused_target == 6


async def test_the_focus_on_details_stays(course):
    course.write("1-one.md", page(REVEALS))
    app = course.app()
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, "tab", "tab", "tab")
        await course.changed(pilot, "1-one.md", page(REVEALS.partition("</details>")[2]))
        await press(pilot, "enter")
        assert "Inside Third." in "\n".join(rows(app))


async def test_what_is_typed_and_answered_stays(course):
    course.write("1-one.md", page(QUIZ, *PARAGRAPHS))
    app = course.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        assert app.screen.page_view.question == "mood"
        row = next(number for number, words in enumerate(rows(app)) if "How is it?" in words)
        await course.changed(pilot, "1-one.md", page("New.", QUIZ, *PARAGRAPHS))
        assert app.screen.page_view.question == "mood"
        assert "How is it?" in rows(app)[row + 2], "the top of the page stays the top of the page"
        await press(pilot, "enter")
        assert course.study.asking.asked(app.screen.answering.question).verdict is not None
        await course.changed(pilot, "1-one.md", page(QUIZ.replace("How is it?", "How is it today?"), *PARAGRAPHS))
        assert course.study.asking.asked(app.screen.answering.question).verdict is not None
        assert "today" in "\n".join(rows(app))


async def test_a_question_that_is_gone_loses_the_focus(course):
    course.write("1-one.md", page(QUIZ, *PARAGRAPHS))
    app = course.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        await course.changed(pilot, "1-one.md", page(*PARAGRAPHS))
        assert app.screen.page_view.question == ""
        await press(pilot, "n")
        assert course.study.place.page == "2-two"


async def test_a_search_goes_on(course):
    app = course.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"page", "enter")
        assert app.screen.searching.matches == 30
        await course.changed(pilot, "1-one.md", page("A page more.", *PARAGRAPHS))
        assert app.screen.searching.matches == 31


async def test_new_and_removed_pages_and_another_title_are_in_the_contents(course):
    app = course.app()
    async with app.run_test(size=(120, 40)) as pilot:
        assert "Three" in "\n".join(rows(app))
        (course.root / "3-three.md").unlink()
        course.write("4-four.md", page("The fourth page.", title="Four"))
        await course.changed(pilot, "course.yml", "title: Other\norder: [1-one.md, 4-four.md, 2-two.md]\n")
        assert [entry.page for entry in app.screen.contents.shown if entry.page] == ["1-one", "4-four", "2-two"]
        assert "Other" in rows(app)[0]
        assert rows(app)[0].rstrip().endswith("1 of 3")
        await press(pilot, "n")
        await until(lambda: app.screen.page is not None and app.screen.page.ref.id == "4-four")


async def test_the_contents_keep_their_filter_and_focus(course):
    app = course.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "t", "slash", *"t")
        await course.changed(pilot, "4-two.md", page("More.", title="Two again"))
        assert app.screen.contents.has_focus
        assert app.screen.contents.filter == "t"
        assert [entry.title for entry in app.screen.contents.shown] == ["Two", "Three", "Two again"]


async def test_a_renamed_page_is_followed(course):
    app = course.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app)
        await press(pilot, "space")
        before = rows(app)
        (course.root / "1-one.md").rename(course.root / "1-first.md")
        await course.changed(pilot)
        assert course.study.place.page == "1-first"
        assert rows(app)[2:22] == before[2:22]
        assert bottom(app) == "1-one.md is now 1-first.md"


async def test_where_the_page_is_gone_the_one_at_its_place_is_shown(course):
    app = course.app("2-two")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "p")
        await until(lambda: app.screen.page is not None and app.screen.page.ref.id == "1-one")
        (course.root / "1-one.md").unlink()
        await course.changed(pilot)
        assert course.study.place.page == "2-two"
        assert "The second page." in "\n".join(rows(app))
        assert bottom(app) == "One is gone; this page is at its place"
        await press(pilot, "backspace")
        assert course.study.place.page == "2-two"


@pytest.mark.parametrize("broken", ["title: [Test\norder: [", "- a\n- list\n"])
async def test_settings_that_cannot_be_read_keep_the_last_pages(course, broken):
    app = course.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await ready(app)
        edition = course.study.edition
        before = rows(app)
        await course.changed(pilot, "course.yml", broken)
        assert course.study.edition is edition
        assert bottom(app).startswith("the course cannot be read now, so it stays as it was: course.yml:")
        await press(pilot, "escape")
        # The line above may have counted meanwhile how long the rest takes.
        assert rows(app)[1:] == before[1:]
        await course.changed(pilot, "course.yml", "title: Mended\norder: [1-one.md]\n")
        assert "Mended" in rows(app)[0]


async def test_settings_that_could_not_be_read_from_the_start_hold_up_nothing(course):
    course.write("course.yml", "title: [")
    app = course.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await course.changed(pilot, "1-one.md", page("New."))
        assert "New." in "\n".join(rows(app))


async def test_a_course_that_is_gone_says_so_and_may_come_back(course, tmp_path_factory):
    away = tmp_path_factory.mktemp("away") / "course"
    app = course.app()
    async with app.run_test(size=(80, 24)) as pilot:
        course.root.rename(away)
        await course.changed(pilot)
        assert "there is no file or folder" in bottom(app)
        assert "Paragraph 0" in "\n".join(rows(app))
        away.rename(course.root)
        await course.changed(pilot, "1-one.md", page("Here again."))
        assert "Here again." in "\n".join(rows(app))


async def test_problems_of_the_page_stand_above_it(course):
    app = course.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await course.changed(pilot, "1-one.md", page("[nowhere](gone.md)"))
        assert "⚠ 1" in rows(app)[0]
        await course.changed(pilot, "1-one.md", page("Mended."))
        assert "⚠" not in rows(app)[0]


async def test_what_changes_while_it_is_read_is_read_once_more(course):
    app = course.app()
    async with app.run_test(size=(80, 24)) as pilot:
        course.gate = threading.Event()
        course.study.files_changed()
        await until(lambda: course.opened == 1)
        for _ in range(3):
            course.study.files_changed()
        await pilot.pause()
        course.gate.set()
        await until(lambda: course.opened == 2)
        await pilot.pause(0.2)
        assert course.opened == 2


async def test_who_goes_on_meanwhile_is_not_called_back(course):
    app = course.app()
    async with app.run_test(size=(80, 24)) as pilot:
        course.gate = threading.Event()
        course.write("2-two.md", page("Quite another second page.", title="Two"))
        course.study.files_changed()
        await until(lambda: course.opened == 1)
        await press(pilot, "n")
        course.gate.set()
        await until(lambda: "Quite another second page." in "\n".join(rows(app)))
        assert course.study.place.page == "2-two"


async def test_r_reads_again_and_says_so(course):
    app = course.app()
    async with app.run_test(size=(80, 24)) as pilot:
        course.write("1-one.md", page("Read again."))
        await press(pilot, "r")
        await until(lambda: bottom(app) == "read again")
        assert "Read again." in "\n".join(rows(app))


async def test_r_in_a_question_says_what_it_means_there(course):
    course.write("1-one.md", page(QUIZ))
    app = course.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "Q", "r")
        assert course.opened == 0


async def test_a_course_that_cannot_be_opened_anew_says_so(course):
    app = course.app(reopen=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "r")
        await until(lambda: "cannot be opened anew" in bottom(app))


async def test_under_another_screen_the_page_is_read_all_the_same(course):
    app = course.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "question_mark")
        edition = course.study.edition
        course.write("1-one.md", page("Under the help."))
        course.study.files_changed()
        await until(lambda: course.study.edition is not edition)
        await press(pilot, "escape")
        assert "Under the help." in "\n".join(rows(app))


def test_no_page_any_more_is_no_course(course):
    study = Study(course.open(), reopen=course.open)
    for path in course.root.glob("*.md"):
        path.unlink()
    with pytest.raises(NotACourse):
        study.opened_again("1-one")


def test_threads_of_two_editions_do_not_meet(course):
    study = Study(course.open(), reopen=course.open)
    old = study.edition
    course.write("1-one.md", page("Other."))
    (course.root / "3-three.md").unlink()
    study.adopt(study.opened_again("1-one"))
    assert old.ref("3-three").title == "Three"
    assert "3-three" not in study.edition
    assert old.held("1-one") is None
    assert study.held("1-one") is study.read("1-one")
