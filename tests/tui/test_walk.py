"""Every page of every course, at three widths: nothing is raised, nothing is wider than the screen."""

from functools import cache
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.tui.pressing import press
from tui_course.sources.open import built_in, open_course
from tui_course.study import Study
from tui_course.tui.app import CourseApp
from tui_course.tui.theme import Look

ROBOMAKER = Path(__file__).parents[3] / "shared" / "courses" / "robomaker"
REFERENCE = sorted(path for path in ROBOMAKER.iterdir() if path.is_dir()) if ROBOMAKER.is_dir() else []
SIZES = [(60, 20), (80, 24), (120, 40)]

opened = cache(open_course)


def sized(size):
    return f"{size[0]}x{size[1]}"


async def walk(root, size):
    """Go through a course by `n`, looking at the beginning and the end of each page."""
    study = Study(opened(root))
    app = CourseApp(study, look=Look())
    seen = []
    async with app.run_test(size=size) as pilot:
        for page in study.course.pages:
            for _ in range(2000):
                if app.screen.page is not None and app.screen.page.ref.id == page.id:
                    break
                await pilot.pause(0.005)
            seen.append(app.screen.page.ref.id)
            fits(app, size)
            await press(pilot, "tab", "G")
            view = app.screen.page_view
            assert view.scroll_y == view.max_scroll_y
            fits(app, size)
            await press(pilot, "escape", "n")
    assert seen == [page.id for page in study.course.pages]


def fits(app, size):
    lines = app.screen._compositor.render_strips()
    assert [cell_len("".join(segment.text for segment in line)) for line in lines] == [size[0]] * size[1]


@pytest.mark.parametrize("size", SIZES, ids=sized)
async def test_the_built_in_course(size):
    await walk(built_in(), size)


@pytest.mark.skipif(not REFERENCE, reason="the reference courses are no part of this repository")
@pytest.mark.parametrize("size", SIZES, ids=sized)
@pytest.mark.parametrize("root", REFERENCE, ids=lambda root: root.name)
async def test_the_reference_courses(root, size):
    await walk(root, size)
