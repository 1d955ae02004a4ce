"""What a page knows of its pictures when it is read."""

import os

import pytest
from PIL import Image as Pillow

from tui_course.model.block import Figure
from tui_course.model.walk import all_blocks
from tui_course.sources.files import CourseFiles
from tui_course.sources.folder.course import FolderCourse
from tui_course.sources.pictures import picture_size

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>'


def test_figures_have_their_size(tmp_path):
    Pillow.new("RGB", (30, 20)).save(tmp_path / "a.png")
    (tmp_path / "b.svg").write_text(SVG)
    (tmp_path / "c.png").write_text("%!PS-Adobe-3.0 EPSF-3.0")
    names = ("a.png", "A.PNG", "b.svg", "c.png", "gone.png", "https://example.org/a.png")
    (tmp_path / "page.md").write_text("# Page\n\n" + "\n\n".join(f"![]({name})" for name in names))
    page = FolderCourse(tmp_path).page("page")
    images = [image for block in all_blocks(page.blocks) if isinstance(block, Figure) for image in block.images]
    assert [(image.file, image.size) for image in images] == [
        ("a.png", (30, 20)),
        ("a.png", (30, 20)),
        ("b.svg", (40, 20)),
        ("c.png", None),
        ("", None),
        ("", None),
    ]
    assert [problem.code for problem in page.problems] == ["figure-case", "figure-missing"]


def test_a_large_head_is_read_on_demand(tmp_path):
    Pillow.new("RGB", (30, 20)).save(tmp_path / "a.jpg", icc_profile=bytes(200_000))
    assert picture_size(CourseFiles.at(tmp_path), "a.jpg") == (30, 20)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_what_is_no_file_of_the_course_has_no_size(tmp_path):
    course = tmp_path / "course"
    course.mkdir()
    Pillow.new("RGB", (30, 20)).save(tmp_path / "outside.png")
    (course / "link.png").symlink_to(tmp_path / "outside.png")
    os.mkfifo(course / "pipe.png")
    files = CourseFiles.at(course)
    names = ("link.png", "../outside.png", "pipe.png", "gone.png", ".", "a\0b.png")
    assert [picture_size(files, name) for name in names] == [None] * 6
