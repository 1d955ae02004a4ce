"""A page that runs away, in the reader: it costs a wait and a sentence, and the pages around it nothing."""

from __future__ import annotations

import signal
from contextlib import suppress

import pytest

from tests.tui.seeing import rows, until
from tui_course.sources.isolated import IsolatedCourse, Worker
from tui_course.study import Study
from tui_course.tui.app import CourseApp
from tui_course.tui.theme import Look

SLOW = "| a " * 400 + "|\n" + "|-" * 400 + "|\n" + ("| b " * 400 + "|\n") * 600


@pytest.fixture
def course(tmp_path):
    for name, text in {"a": "# One\n\nfirst page", "b": f"# Two\n\n{SLOW}", "c": "# Three\n\nlast page"}.items():
        (tmp_path / f"{name}.md").write_text(f"{text}\n", encoding="utf-8")
    return tmp_path


def seen(app, words):
    return any(words in row for row in rows(app))


async def test_a_page_that_runs_away_says_so_and_its_neighbours_are_whole(course):
    with Worker() as worker:
        # However busy the machine is otherwise, it is the kernel that ends it.
        app = CourseApp(Study(IsolatedCourse(worker, course, seconds=600.0)), look=Look())
        async with app.run_test(size=(80, 24)) as pilot:
            await until(lambda: seen(app, "first page"))
            await pilot.press("n")
            for _ in range(3):
                with suppress(AssertionError):
                    await until(lambda: seen(app, "more than 3 seconds of processor time"))
            assert seen(app, "more than 3 seconds of processor time")
            assert seen(app, "| a | a"), "it is shown as it was written"
            await pilot.press("n")
            await until(lambda: seen(app, "last page"))
            await pilot.press("p", "p")
            await until(lambda: seen(app, "first page"))


async def test_a_process_that_dies_while_somebody_reads_is_replaced_without_a_word(course):
    (course / "b.md").unlink()
    with Worker() as worker:
        app = CourseApp(Study(IsolatedCourse(worker, course)), look=Look())
        async with app.run_test(size=(80, 24)) as pilot:
            await until(lambda: seen(app, "first page"))
            worker._process.send_signal(signal.SIGKILL)
            worker._process.wait()
            await pilot.press("n")
            await until(lambda: seen(app, "last page"))
            assert not seen(app, "cannot")
