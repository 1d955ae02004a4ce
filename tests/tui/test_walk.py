"""Every page of every course, at three widths: nothing is raised, nothing is wider than the screen."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from tui_course.sources.open import built_in, open_course
from tui_course.study import Study
from tui_course.tui.app import CourseApp
from tui_course.tui.theme import Look

ROBOMAKER = Path(__file__).parents[3] / "shared" / "courses" / "robomaker"
REFERENCE = sorted(path for path in ROBOMAKER.iterdir() if path.is_dir()) if ROBOMAKER.is_dir() else []
SIZES = [(60, 20), (80, 24), (120, 40)]


def sized(size):
    return f"{size[0]}x{size[1]}"


async def walk(root, size):
    """Go through a course by `n`, looking at the beginning and the end of each page."""
    study = Study(open_course(root))
    app = CourseApp(study, look=Look())
    seen = []
    async with app.run_test(size=size) as pilot:
        for _ in study.course.pages:
            for _ in range(500):
                if app.screen.is_ready:
                    break
                await pilot.pause(0.01)
            seen.append(study.place.page)
            for key in ("tab", "G"):
                await pilot.press(key)
            for line in app.screen._compositor.render_strips():
                assert cell_len("".join(segment.text for segment in line)) == size[0]
            await pilot.press("escape", "n")
    assert seen == [page.id for page in study.course.pages]


@pytest.mark.parametrize("size", SIZES, ids=sized)
async def test_the_built_in_course(size):
    await walk(built_in(), size)


@pytest.mark.skipif(not REFERENCE, reason="the reference courses are no part of this repository")
@pytest.mark.parametrize("size", SIZES, ids=sized)
@pytest.mark.parametrize("root", REFERENCE, ids=lambda root: root.name)
async def test_the_reference_courses(root, size):
    await walk(root, size)
