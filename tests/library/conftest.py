"""Libraries in a folder of their own, and repositories to clone from."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tui_course.library.library import Library
from tui_course.sources.open import open_course


class Clock:
    """Seconds since 1970, which pass when the test says so."""

    def __init__(self):
        self.now = 1_700_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def library(tmp_path, clock):
    return Library(tmp_path / "library", open_course, clock)


@pytest.fixture
def make_course(tmp_path):
    """Writes a small course and returns its folder."""

    def make(name="kites", below="courses", title=None, **files):
        folder = tmp_path / below / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "course.yml").write_text(f"title: {title or name.title()}\n", encoding="utf-8")
        (folder / "1-wind.md").write_text("# Wind\n\nIt blows.\n", encoding="utf-8")
        for path, text in files.items():
            (folder / path).write_text(text, encoding="utf-8")
        return folder

    return make


@pytest.fixture
def git():
    """Runs git in a folder, as somebody who has no settings of their own."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")

    def run(folder, *arguments):
        names = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main")
        done = subprocess.run(["git", *names, "-C", str(folder), *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture
def repository(tmp_path, git, make_course):
    """A bare repository with one course; returns its path and a function that changes files in it."""
    work, bare = make_course("kites", "work"), tmp_path / "kites.git"
    git(work, "init", "-q")
    git(work, "add", ".")
    git(work, "commit", "-qm", "a course")
    git(tmp_path, "clone", "-q", "--bare", str(work), str(bare))

    def change(**files):
        for path, text in files.items():
            (work / path).write_text(text, encoding="utf-8")
        git(work, "add", ".")
        git(work, "commit", "-qm", "more")
        git(work, "push", "-q", "--force", str(bare), "HEAD")

    return bare, change
