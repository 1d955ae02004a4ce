"""The looks of a course that cannot be read again: the last page, and why, below it."""

from __future__ import annotations

import asyncio

import pygments  # noqa: F401  where it is loaded already, code has its colours from the first frame on
import pytest

from tui_course.sources.open import open_course
from tui_course.study import Study
from tui_course.tui.app import CourseApp
from tui_course.tui.theme import Look

PAGE = "# Wind\n\n" + "\n\n".join(f"A kite needs wind, and string, and patience; this is reason {n}." for n in range(12))


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch):
    for name in ("NO_COLOR", "COLUMNS", "LINES", "TERM", "COLORTERM", "TEXTUAL_ANIMATIONS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_unreadable(snap_compare, tmp_path, theme, size):
    (tmp_path / "course.yml").write_text("title: Kites\n", encoding="utf-8")
    (tmp_path / "1-wind.md").write_text(PAGE, encoding="utf-8")
    study = Study(open_course(tmp_path), reopen=lambda: open_course(tmp_path))

    async def play(pilot):
        for _ in range(500):
            if pilot.app.screen.index is not None:
                break
            await asyncio.sleep(0.01)
        (tmp_path / "course.yml").write_text("title: [Kites\n", encoding="utf-8")
        await pilot.press("r")
        for _ in range(500):
            if "cannot be read" in pilot.app.screen.bottom_line.message:
                break
            await asyncio.sleep(0.01)
        await pilot.pause()

    assert snap_compare(CourseApp(study, look=Look(theme)), run_before=play, terminal_size=size)
