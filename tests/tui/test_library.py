"""The library on the screen."""

from __future__ import annotations

import asyncio
import os
import sys
import threading

import pytest

from tests.tui.seeing import press, shown, shown_rows
from tui_course.library.entry import CourseEntry, Origin
from tui_course.tui.app import CourseApp
from tui_course.tui.screens.library import LibraryScreen
from tui_course.tui.screens.reader import ReaderScreen
from tui_course.tui.screens.review import ReviewScreen
from tui_course.tui.theme import Look

WAREHOUSE = "/courses/robots/warehouse"


async def until(pilot, holds):
    """Wait for what another thread brings."""
    for _ in range(400):
        await pilot.pause()
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError(shown(pilot.app))


async def settled(pilot):
    """Wait until the library knows everything."""
    await until(pilot, lambda: pilot.app.screen.is_known)


@pytest.mark.usefixtures("begun")
async def test_courses_to_go_on_with_come_first_and_all_follow(shelf):
    app = CourseApp(shelf, look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = [" ".join(row.split()) for row in shown_rows(app)]
        assert shown == [
            "tui-course 4 courses · 2 questions due",
            "",
            "Continue",
            # A page and a half of five, and one question of six.
            "▸ Robots at work Simulation › What it costs 22 % █▏",
            "",
            "All courses",
            "Cloud robotics built in · 5 pages",
            "Empty /courses",
            "Robots at work /courses/robots · 5 pages · 6 questions",
            "Sensing, from the first echo… example.org/robots/sensing.git · 1 page",
            "",
            "Due for review today: 2 questions, about 1 minute R",
            *[""] * 11,
            "Enter open R review + add a course / find q quit ? help",
        ]


async def test_enter_opens_and_backspace_comes_back(shelf, store):
    app = CourseApp(shelf, look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen) and app.screen.is_ready)
        assert "A robot that moves" in shown(app)
        await press(pilot, "n", "T", "backspace", "backspace")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        assert app.screen.look.theme == "light"
        await until(pilot, lambda: "Why simulate" in shown_rows(app)[3])
        await press(pilot, "q")
    assert app.return_code == 0
    assert {one.course for one in store.visits("ada")} == {"warehouse"}


async def test_somebody_new_is_told_how_to_begin(make_shelf):
    app = CourseApp(make_shelf(), look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        text = shown(app)
        assert "Begin here\n  ▸ Cloud robotics  built in · 5 pages\n" in text
        assert "+ adds a course of your own" in text
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))


async def test_what_cannot_be_opened_is_said(shelf):
    app = CourseApp(shelf, look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "j", "j", "enter")
        await until(pilot, lambda: "cannot be opened" in shown_rows(app)[-1])
        assert shown_rows(app)[-1].strip() == "Empty cannot be opened: there is no page in /courses/empty"
        await press(pilot, "G", "j")
        assert shown_rows(app)[-1].strip() == "this is the last one"


async def test_letters_after_a_slash_filter(shelf):
    app = CourseApp(shelf, look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "/", *"lidar")
        text = shown(app)
        assert "Sensing" in text
        assert "Robots at work" not in text
        assert shown_rows(app)[-1].strip() == "/lidar   1"
        await press(pilot, "escape")
        assert "Robots at work" in shown(app)


async def test_a_course_that_is_gone_says_so_and_is_found(make_shelf, shelf, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    listed = [entry for entry in shelf.entries() if entry.id == "warehouse"]
    (tmp_path / "elsewhere" / "warehouse").mkdir(parents=True)
    app = CourseApp(make_shelf(*listed, gone=(WAREHOUSE,)), look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "not found at /courses/robots/warehouse" in shown(app))
        assert shown_rows(app)[-1].strip().startswith("l say where it is  x take off")
        await press(pilot, "l", "ctrl+u", *"elsewh", "tab")
        await until(pilot, lambda: shown_rows(app)[-1].rstrip().endswith("elsewhere/"))
        await press(pilot, "tab")
        await until(pilot, lambda: shown_rows(app)[-1].rstrip().endswith("warehouse/"))
        await press(pilot, "enter")
        await until(pilot, lambda: "found:" in shown(app))
        assert "not found" not in shown(app)
        assert [entry.path for entry in app.screen.catalogue.entries if entry.id == "warehouse"] == [
            str(tmp_path / "elsewhere" / "warehouse")
        ]


async def test_another_course_is_not_taken_for_one_that_is_gone(make_shelf, shelf, tmp_path):
    listed = [entry for entry in shelf.entries() if entry.id == "warehouse"]
    (tmp_path / "other").mkdir()
    app = CourseApp(make_shelf(*listed, gone=(WAREHOUSE,)), look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "not found at" in shown(app))
        await press(pilot, "l", "ctrl+u", *str(tmp_path / "other"), "enter")
        await until(pilot, lambda: "there is another course, Cloud robotics" in shown(app))


async def test_a_course_is_added_by_its_path(shelf, tmp_path):
    (tmp_path / "gliding").mkdir()
    app = CourseApp(shelf, look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "+")
        assert shown_rows(app)[-1].strip() == "Add (a path or a git address):"
        await press(pilot, *str(tmp_path / "gliding"), "enter")
        await until(pilot, lambda: "added: Cloud robotics" in shown(app))
        assert app.screen.entry.path == str(tmp_path / "gliding")


async def test_what_cannot_be_added_is_said_and_nothing_changes(shelf):
    app = CourseApp(shelf, look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        before = app.screen.catalogue.entries
        await press(pilot, "+", *"/courses/empty", "enter")
        await until(pilot, lambda: "there is no page in /courses/empty" in shown(app))
        await press(pilot, "+", *"ext::sh", "enter")
        await until(pilot, lambda: "ext:: addresses are not taken" in shown(app))
        assert app.screen.catalogue.entries == before


async def test_a_course_is_taken_off_and_put_back(shelf):
    app = CourseApp(shelf, look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "x")
        await until(pilot, lambda: "is off the list, its files stay; u puts it back" in " ".join(shown_rows(app)[-2:]))
        assert "Robots at work" not in "\n".join(shown_rows(app)[:-2])
        await press(pilot, "u")
        await until(pilot, lambda: "is back on the list" in shown_rows(app)[-1])
        assert "Robots at work" in "\n".join(shown_rows(app)[:-2])
        await press(pilot, "u")
        assert shown_rows(app)[-1].strip() == "nothing was taken off the list"


async def test_the_built_in_course_stays(shelf):
    app = CourseApp(shelf, look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "j", "x")
        assert shown_rows(app)[-1].strip() == "the course that comes with the program stays"


async def test_a_copy_that_was_fetched_is_deleted_only_on_y(make_shelf, tmp_path):
    copy = tmp_path / "library" / "packs" / "0f" / "warehouse"
    copy.mkdir(parents=True)
    entry = CourseEntry(str(copy), Origin.PACK, "/stick/w.course", "warehouse", "Robots at work", added=1.0, questions=())
    app = CourseApp(make_shelf(entry), look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for answer, stays in (("n", True), ("y", False)):
            await press(pilot, "G", "x")
            await until(pilot, lambda: "Delete the copy that was fetched, too? y n" in " ".join(shown_rows(app)[-2:]))
            await press(pilot, answer)
            await until(pilot, lambda stays=stays: copy.exists() is stays)
            if stays:
                await press(pilot, "u")
                await until(pilot, lambda: "is back on the list" in shown_rows(app)[-1])


@pytest.mark.usefixtures("begun")
async def test_review_asks_what_is_due_and_comes_back(shelf):
    app = CourseApp(shelf, look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        # The small course no longer asks them.
        await press(pilot, "R")
        await until(pilot, lambda: "no longer asks what is due" in shown(app))


@pytest.mark.usefixtures("begun")
async def test_review_of_a_course_with_its_questions(make_shelf, make_quiz, shelf):
    pages = make_quiz()._subject.edition._pages
    listed = [entry for entry in shelf.entries() if entry.id == "warehouse"]
    app = CourseApp(make_shelf(*listed, course=lambda: pages), look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "G", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        assert app.screen.session.position == (1, 2)
        await press(pilot, "escape")
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))


async def test_nothing_due_is_said(shelf):
    app = CourseApp(shelf, look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "R")
        assert shown_rows(app)[-1].strip().startswith("nothing is due")


async def test_a_slow_course_shows_a_bar_and_holds_up_no_key(make_shelf, shelf):
    gate = threading.Event()

    class Slow:
        def __new__(cls):
            gate.wait(20)
            raise OSError(5, "the disk is gone")

    app = CourseApp(make_shelf(*shelf.entries(), course=Slow), look=Look(ascii=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: "opening Robots at work  " in shown_rows(app)[-1] and "#" in shown_rows(app)[-1])
        await press(pilot, "j")
        assert app.screen.choices.cursor > 1
        gate.set()
        await until(pilot, lambda: "cannot be opened" in shown(app))


async def test_a_folder_lists_its_courses_and_changes_nothing(make_shelf, tmp_path):
    folder = tmp_path / "courses"
    for name in ("warehouse", "gliding"):
        (folder / name).mkdir(parents=True)
    app = CourseApp(make_shelf(folder=(folder, [folder / "gliding", folder / "warehouse"])), look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert shown_rows(app)[0].split() == ["courses", "2", "courses"]
        assert "All courses\n  ▸ Cloud robotics" in shown(app)
        for key in "+", "x":
            await press(pilot, key)
            assert "this is a folder of courses" in shown(app)
        await press(pilot, "G", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))


async def test_a_damaged_list_is_told_and_the_built_in_course_is_there(make_shelf, tmp_path):
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "library.json").write_text('{"courses": [{"pa', encoding="utf-8")
    app = CourseApp(make_shelf(), look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "is damaged" in " ".join(shown_rows(app)[-4:]))
        assert "Begin here" in shown(app)


async def test_a_click_opens(shelf):
    app = CourseApp(shelf, look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.click(app.screen.choices, (6, 2))
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))


@pytest.mark.parametrize("size", [(40, 12), (20, 5), (120, 40)])
async def test_every_size_keeps_the_cursor_in_view(shelf, size):
    app = CourseApp(shelf, look=Look())
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for key in "jjjgG":
            await press(pilot, key)
            assert "▸ " in shown(app)


async def test_help_lists_the_keys(shelf):
    app = CourseApp(shelf, look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "?")
        assert "say where a lost course is" in shown(app)


async def test_escape_ends_what_takes_long(shelf, tmp_path, monkeypatch):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "git").write_text(
        f"#!{sys.executable}\nimport os, time\nopen({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)\n",
        encoding="utf-8",
    )
    (tmp_path / "bin" / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    app = CourseApp(shelf, look=Look())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "+", *"https://example.org/kites.git", "enter")
        await until(pilot, lambda: "Esc stops it" in shown(app) and (tmp_path / "pid").exists())
        await press(pilot, "escape")
        await until(pilot, lambda: shown_rows(app)[-1].strip() == "stopped")
        with pytest.raises(ProcessLookupError):
            os.kill(int((tmp_path / "pid").read_text()), 0)
    assert list((tmp_path / "library" / "clones").iterdir()) == []
