"""What a command writes where its user says: whole or not at all, to whatever stands there."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
import threading
from contextlib import closing

import pytest

from tui_course.model.annotation import Anchor, Annotation, AnnotationKind
from tui_course.own_files import content, create, output
from tui_course.progress.sqlite.store import SqliteStore

COURSE = {"index.md": "# Wind\n\nWind is air that moves.\n"}


@pytest.fixture
def noted(tmp_path):
    """A folder with a course and a store in which a note stands; runs `notes` with a place to write to."""
    (tmp_path / "kites").mkdir()
    (tmp_path / "kites" / "index.md").write_text(COURSE["index.md"], "utf-8")
    anchor = Anchor("Wind is air that moves.")
    told = ("ada", "kites", "index", 1.0)
    notes = [Annotation(f"{n}", *told, f"{n}", AnnotationKind.NOTE, anchor, "quokka " * 1_000) for n in range(10)]
    with closing(SqliteStore(tmp_path / "progress.sqlite")) as store:
        store.record(notes)

    def run(*place, **given):
        command = [sys.executable, "-m", "tui_course", "notes", "kites", *place, "--learner", "ada"]
        settings = {"TUI_COURSE_STATE": str(tmp_path), "TUI_COURSE_CACHE": str(tmp_path / "cache"), "PYTHONUTF8": "1"}
        return subprocess.run(
            command,
            cwd=tmp_path,
            env=os.environ | settings,
            check=False,
            timeout=60,
            stderr=subprocess.PIPE,
            text=True,
            **given,
        )

    return run


def test_notes_go_to_a_file_a_pipe_and_standard_output_and_never_half(noted, tmp_path):
    old = tmp_path / "notes.md"
    old.write_text("what was there\n" * 10, "utf-8")
    old.chmod(0o640)
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))  # noqa: E731 - a name of its own says no more
    full = noted("-o", "notes.md", preexec_fn=limit, stdout=subprocess.PIPE)
    assert full.returncode == 1
    assert "notes.md cannot be written: " in full.stderr
    assert old.read_text("utf-8") == "what was there\n" * 10
    assert [path.name for path in tmp_path.glob(".*")] == []
    done = noted("-o", "notes.md", stdout=subprocess.PIPE)
    assert (done.returncode, old.read_text("utf-8").count("quokka")) == (0, 10_000)
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert noted("-o", "/dev/full", stdout=subprocess.PIPE).returncode == 1
    assert noted("-o", "/dev/stdout", stdout=subprocess.PIPE).stdout.count("quokka") == 10_000
    with (tmp_path / "more.md").open("a", encoding="utf-8") as file:
        file.write("what was there\n")
        file.flush()
        assert noted("-o", "/dev/stdout", stdout=file).returncode == 0


def written(path, text, **given):
    with output(path, **given) as file:
        file.write(text)


def test_a_pipe_takes_it_as_it_comes(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text("utf-8")))
    reader.start()
    written(pipe, "words")
    reader.join()
    assert read == ["words"]
    assert pipe.is_fifo()


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path):
    (tmp_path / "far").mkdir()
    for name in ("there", "missing"):
        (tmp_path / name).symlink_to(f"far/{name}")
    (tmp_path / "far" / "there").write_text("before", "utf-8")
    for name in ("there", "missing"):
        written(tmp_path / name, "after")
        assert (tmp_path / name).is_symlink()
        assert (tmp_path / "far" / name).read_text("utf-8") == "after"


@pytest.mark.parametrize("name", ["folder", "nowhere/file", "loop", "file/below", "x" * 300, "z\0"])
def test_what_cannot_be_written_says_so_and_leaves_nothing(tmp_path, name):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("before", "utf-8")
    (tmp_path / "loop").symlink_to("loop")
    before = sorted(tmp_path.iterdir())
    with pytest.raises((OSError, ValueError)):
        written(tmp_path / name, "after")
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "file").read_text("utf-8") == "before"


def test_permissions_are_those_of_the_file_of_a_new_one_or_its_owners_alone(tmp_path):
    mask = os.umask(0o027)
    try:
        written(tmp_path / "new", "x")
        written(tmp_path / "private", "x", private=True)
        create(tmp_path / "created", b"x")
        create(tmp_path / "created-private", b"x", private=True)
    finally:
        os.umask(mask)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"new": 0o640, "private": 0o600, "created": 0o640, "created-private": 0o600}


def test_what_is_interrupted_leaves_what_was_there(tmp_path):
    path = tmp_path / "file"
    path.write_text("before", "utf-8")

    def interrupted():
        with output(path) as file:
            file.write("half of")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [one.read_text("utf-8") for one in tmp_path.iterdir()] == ["before"]


def test_a_new_file_is_whole_or_not_there(tmp_path):
    create(tmp_path / "file", b"first")
    with pytest.raises(FileExistsError):
        create(tmp_path / "file", b"second")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            create(tmp_path / "other", b"x" * 1_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("file", b"first")]


def test_a_file_of_ours_is_read_where_it_is_one(tmp_path):
    (tmp_path / "file").write_bytes(b"12345")
    assert content(tmp_path / "file", 5) == b"12345"
    os.mkfifo(tmp_path / "pipe")
    for name, most in (("file", 4), ("pipe", 5), (".", 5), ("nothing", 5)):
        with pytest.raises(OSError, match=r"\w"):
            content(tmp_path / name, most)
