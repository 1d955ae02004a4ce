"""Every picture of the reference courses has its rows in the page, or says why not."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tui_course.model.inline import Image
from tui_course.model.walk import all_blocks, flat_inlines, own_inlines
from tui_course.sources.open import open_course
from tui_course.typeset.blocks import typeset
from tui_course.typeset.document import Document
from tui_course.typeset.setting import Setting

COURSES = Path(__file__).parents[3] / "shared" / "courses" / "robomaker"
PICTURES = 119
ELSEWHERE = 51
WRONGLY_CASED = 8

pytestmark = pytest.mark.skipif(not COURSES.is_dir(), reason="the reference courses are not beside the repository")


@pytest.fixture(scope="module")
def pages():
    roots = sorted(path for path in COURSES.iterdir() if path.is_dir())
    courses = [open_course(root) for root in roots]
    return [course.page(ref.id) for course in courses for ref in course.course.pages]


def own_images(block):
    return [one for run in own_inlines(block) for one in flat_inlines(run) if isinstance(one, Image) and one.src]


@pytest.mark.parametrize(("width", "rows"), [(56, 16), (76, 16), (76, 28)])
def test_each_is_shown_or_says_why_not(pages, width, rows):
    setting = Setting(width, reveal_all=True, picture_rows=rows)
    shown, elsewhere = 0, 0
    for page in pages:
        document = Document(page.blocks, setting)
        patches = [run.patch for line in document.lines(0, document.height) for run in line.runs if run.patch is not None]
        begun = {patch.file for patch in patches if patch.row == 0}
        for block in all_blocks(page.blocks):
            images = own_images(block)
            told = " ".join(line.text.strip() for line in typeset(block, setting)) if images else ""
            for image in images:
                assert image.file in begun if image.file else f"on another site, {urlsplit(image.src).netloc}" in told, image
                shown, elsewhere = shown + bool(image.file), elsewhere + (not image.file)
    assert (shown, elsewhere) == (PICTURES - ELSEWHERE, ELSEWHERE)


def test_wrongly_cased_names_are_found_and_reported(pages):
    assert sum(problem.code == "figure-case" for page in pages for problem in page.problems) == WRONGLY_CASED
