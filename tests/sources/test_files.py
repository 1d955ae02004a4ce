from __future__ import annotations

import contextlib
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_course.errors import FileRefused
from tui_course.sources.files import CourseFiles, Refused


@pytest.fixture
def files(tmp_path):
    root = tmp_path / "course"
    (root / "a" / "b").mkdir(parents=True)
    (root / "a" / "page.md").write_text("page")
    (root / "a" / "b" / "Deep.PNG").write_text("picture")
    (root / ".hidden").write_text("hidden")
    (root / "node").mkdir()
    (root / "node" / "x.md").write_text("x")
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "course-2").mkdir()
    (tmp_path / "course-2" / "x").write_text("secret")
    (root / "inside").symlink_to(root / "a" / "page.md")
    (root / "outside").symlink_to(tmp_path / "secret")
    (root / "folder-outside").symlink_to(tmp_path)
    (root / "loop").symlink_to(root / "loop")
    (root / "a" / "up").symlink_to(root)
    return CourseFiles.at(root)


@pytest.mark.parametrize("path", ["a/page.md", "inside", "a/up/a/page.md"])
def test_where_a_file_stands(files, path):
    assert files.locate(path) == str(files.root / "a" / "page.md")


@pytest.mark.parametrize(
    "path", ["outside", "../secret", "loop", "a", "", "a/none", "a/\0", "folder-outside/secret", "x" * 5000]
)
def test_what_is_no_file_of_the_course_stands_nowhere(files, path):
    with pytest.raises(FileRefused):
        files.locate(path)


@pytest.mark.parametrize("path", ["a/page.md", "/a/page.md", "a/./page.md", "a/b/../page.md", "inside", "a/up/a/page.md"])
def test_what_is_read(files, path):
    assert files.read(path) == b"page"


@pytest.mark.parametrize(
    "path",
    [
        "../secret",
        "/../secret",
        "a/../../secret",
        "outside",
        "folder-outside/secret",
        "../course-2/x",
        "loop",
        "nowhere",
        "a",
        "",
        "a\0",
        "x" * 5000,
    ],
)
def test_what_is_refused(files, path):
    with pytest.raises(Refused):
        files.read(path)
    with pytest.raises(Refused):
        files.head(path, 10)
    assert not files.is_file(path)


def test_the_root_itself_may_be_a_link(files, tmp_path):
    (tmp_path / "link").symlink_to(files.root)
    assert CourseFiles.at(tmp_path / "link").read("a/page.md") == b"page"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_no_file_and_does_not_hang(files):
    os.mkfifo(files.root / "pipe.md")
    with pytest.raises(Refused, match="no regular file"):
        files.read("pipe.md")
    with pytest.raises(Refused, match="no regular file"):
        files.head("pipe.md", 10)
    assert not files.is_file("pipe.md")
    assert "pipe.md" not in files.walk()


def test_a_device_is_no_file(files):
    (files.root / "zero").symlink_to("/dev/zero")
    with pytest.raises(Refused):
        files.read("zero")


def test_a_file_is_sized_before_it_is_read(files):
    with pytest.raises(Refused, match="4 bytes"):
        files.read("a/page.md", 3)
    assert files.read("a/page.md", 4) == b"page"
    assert files.head("a/page.md", 3) == (b"pag", 4)


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(files):
    (files.root / "a" / "page.md").chmod(0)
    with pytest.raises(Refused):
        files.read("a/page.md")


def test_spelling(files):
    assert files.spelled("A/B/deep.png") == "a/b/Deep.PNG"
    assert files.spelled("a/b/../page.md") == "a/page.md"
    assert files.spelled("../secret") == ""
    assert files.spelled("a/none") == ""
    assert files.is_file("a/b/Deep.PNG")
    assert not files.is_file("a/b/deep.png")


def test_of_two_spellings_the_exact_one_counts(tmp_path):
    (tmp_path / "a.md").write_text("small")
    (tmp_path / "A.md").write_text("capital")
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this disk does not tell capitals from small letters")
    files = CourseFiles.at(tmp_path)
    assert files.spelled("a.md") == "a.md"
    assert files.spelled("A.md") == "A.md"


def test_walking(files):
    assert files.walk() == ["a/b/Deep.PNG", "a/page.md", "inside", "node/x.md", "outside"]
    assert files.walk(skip=frozenset(("node",))) == ["a/b/Deep.PNG", "a/page.md", "inside", "outside"]
    assert files.walk("a/b") == ["a/b/Deep.PNG"]
    assert files.walk("..") == []
    assert files.walk("nowhere") == []


def test_folders(files):
    assert files.is_dir("a")
    assert not files.is_dir("a/page.md")
    assert not files.is_dir("..")
    assert not files.is_dir("folder-outside")
    assert files.names("a") == ("b", "page.md", "up")
    assert files.names("nowhere") == ()


PARTS = st.sampled_from(
    ["a", "b", "..", ".", "", "page.md", "outside", "folder-outside", "secret", "up", "loop", "\0", "~", "…", "\ud800"]
)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(PARTS, max_size=8))
def test_no_path_leads_out(files, parts):
    path = "/".join(parts)
    with contextlib.suppress(Refused):
        assert files.read(path) in {b"page", b"picture", b"hidden", b"x"}
    for part in files.spelled(path).split("/"):
        assert part != ".."
    assert files.is_dir(path) in {True, False}
