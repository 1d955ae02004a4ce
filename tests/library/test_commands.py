"""The library as a user runs it: in processes of their own, over one list."""

from __future__ import annotations

import fcntl
import io
import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import threading
from pathlib import Path

import pytest

from tui_course.commands.waiting import Waiting


@pytest.fixture
def run(tmp_path):
    """Runs a command with what is typed; returns status, output and errors."""

    def start(*arguments, typed="", **environment):
        settings = {
            **os.environ,
            "PYTHONUTF8": "1",
            "TERM": "xterm",
            "HOME": str(tmp_path),
            "TUI_COURSE_CACHE": str(tmp_path / "cache"),
            "TUI_COURSE_CONFIG": str(tmp_path / "config.toml"),
            "TUI_COURSE_STATE": str(tmp_path / "state"),
            "TUI_COURSE_LIBRARY": str(tmp_path / "library"),
            "TUI_COURSE_LEARNER": "ada",
            **environment,
        }
        command = [sys.executable, "-m", "tui_course", *map(str, arguments)]
        done = subprocess.run(
            command, input=typed, capture_output=True, text=True, encoding="utf-8", env=settings, check=False, timeout=60
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    return start


def courses(run):
    _, listed, _ = run("list", "--json")
    return {one["course"]: one for one in json.loads(listed)["courses"] if one["origin"] != "built-in"}


def test_a_course_is_added_listed_and_taken_off(run, make_course):
    folder = make_course()
    assert run("add", folder) == (0, f"Added Kites: 1 page, {folder}\n", "")
    _, listed, _ = run("list")
    assert "Kites: 1 page, ~/courses/kites" in listed.splitlines()
    assert run("remove", "kites") == (0, "Kites is off the list.\n", "")
    assert courses(run) == {}
    assert folder.is_dir()
    status, _, said = run("remove", "kites")
    assert (status, said) == (
        1,
        "tui-course: there is no course kites in the library; `tui-course list` tells which there are\n",
    )


def test_what_is_read_is_remembered_and_what_is_printed_is_not(run, make_course):
    folder = make_course()
    for command in (("cat", folder), ("toc", folder), ("check", folder), (folder, "--plain", "--store", "off")):
        run(*command)
    assert courses(run) == {}
    run(folder, "--plain")
    found = courses(run)["kites"]
    assert (found["page"], found["percent"], found["opened"] is None, found["added"]) == ("1-wind", 100, False, None)


def test_a_pack_is_the_folder_with_the_same_progress(run, make_course, tmp_path):
    folder = make_course()
    run(folder, "--plain")
    pack = tmp_path / "stick" / "kites.course"
    pack.parent.mkdir()
    status, said, _ = run("pack", folder, "-o", pack)
    assert (status, said.startswith(f"{pack}: 2 files, ")) == (0, True)
    assert run("cat", pack)[:2] == run("cat", folder)[:2]
    status, said, _ = run(pack, "--plain")
    assert (status, "Page 1 of 1" in said) == (0, True)
    _, report, _ = run("progress", pack)
    assert "Course: 1 of 1 page read" in report
    pack.unlink()
    assert "could be any of" in run("cat", "kites")[2]
    run("remove", folder)
    assert "It blows." in run("cat", "kites")[1]


def test_a_new_edition_of_a_pack_takes_the_place_of_the_old_one(run, make_course, tmp_path):
    folder = make_course()
    pack = tmp_path / "kites.course"
    run("pack", folder, "-o", pack)
    run("add", pack)
    before = courses(run)["kites"]["path"]
    (folder / "2-sun.md").write_text("# Sun\n", encoding="utf-8")
    run("pack", folder, "-o", pack)
    assert run("update", "kites")[1] == "Kites: updated\n"
    after = courses(run)["kites"]
    assert (after["pages"], Path(before).exists(), Path(after["path"]).exists()) == (2, False, True)
    assert run("update", "kites")[1] == "Kites: nothing new\n"


def test_what_was_left_out_of_a_pack_is_said(run, make_course, tmp_path):
    folder = make_course()
    (folder / "away.md").symlink_to("/etc/hostname")
    status, _, said = run("pack", folder, "-o", tmp_path / "kites.course")
    assert (status, said) == (1, "tui-course: left out: away.md: it leads out of the course\n")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("add", "nowhere"), 3, "there is no file or folder at nowhere"),
        (("add", "ext::sh"), 1, "not taken"),
        (("add", "-x"), 2, "required"),
        (("update", "kites"), 1, "there is no course kites"),
        (("pack", "nowhere"), 3, "there is no file or folder at nowhere"),
        (("list", "--nonsense"), 2, "--nonsense"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(run, arguments, status, words):
    done = run(*arguments)
    assert done[:2] == (status, "")
    assert words in done[2].splitlines()[-1]


def test_a_damaged_pack_costs_a_sentence(run, tmp_path):
    (tmp_path / "x.course").write_bytes(b"PK\x03\x04 no more")
    status, _, said = run("cat", tmp_path / "x.course")
    assert (status, said.count("\n")) == (3, 1)
    assert "it is no course" in said


def test_without_a_library_it_says_so_and_reads_all_the_same(run, make_course):
    folder = make_course()
    status, _, said = run("list", TUI_COURSE_LIBRARY="off")
    assert (status, said) == (1, "tui-course: there is no library: the setting `library` is off\n")
    assert "It blows." in run(folder, "--plain", TUI_COURSE_LIBRARY="off")[1]


def test_the_library_line_by_line(run, make_course):
    run("add", make_course("boats"))
    run(make_course(), "--plain")
    status, said, _ = run(TERM="dumb", typed="?\nnone\n+ nowhere\n2\n")
    assert status == 0
    lines = said.splitlines()
    assert lines[:7] == [
        "tui-course.",
        "",
        "Continue",
        "1. Kites: Wind, 100 %",
        "",
        "Other courses",
        "2. Boats: ~/courses, 1 page",
    ]
    assert lines[7].startswith("3. Cloud robotics: built in, ")
    assert "There is no course none here." in lines
    assert "There is no file or folder at nowhere." in lines
    assert "Boats. ? or :? lists the commands, q or :q quits." in lines


def test_a_name_a_part_of_it_and_an_end_will_do(run, make_course):
    for name in ("boats", "kites"):
        run("add", make_course(name))
    assert "Kites. ? or :?" in run("--plain", typed="kit\n")[1]
    assert "That could be: " in run("--plain", typed="t\n")[1]
    assert run("--plain", typed="")[0] == 0
    assert "Nothing is due." in run("--plain", typed="r\nq\n")[1]


class Terminal(io.StringIO):
    encoding = "utf-8"

    def __init__(self):
        super().__init__()
        self.written = threading.Event()

    def isatty(self):
        return True

    def write(self, text):
        super().write(text)
        if "50 %" in text:
            self.written.set()
        return len(text)


def test_a_bar_is_shown_on_a_terminal_and_wiped_away():
    terminal = Terminal()
    with Waiting("fetching\x1b[31m", terminal) as tell:
        tell(1, 2)
        assert terminal.written.wait(20)
    assert terminal.getvalue().startswith("\rfetching␛[31m  ██████████            50 %\x1b[K")
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_a_pipe_gets_nothing_and_what_is_quick_shows_nothing():
    out = io.StringIO()
    with Waiting("fetching", out) as tell:
        tell(1, 2)
    terminal = Terminal()
    with Waiting("fetching", terminal):
        pass
    assert out.getvalue() + terminal.getvalue() == ""


def test_the_library_opens_on_a_terminal_and_leaves_on_q(tmp_path):
    settings = {
        **os.environ,
        "TERM": "xterm-256color",
        "TUI_COURSE_CACHE": str(tmp_path / "cache"),
        "TUI_COURSE_CONFIG": str(tmp_path / "config.toml"),
        "TUI_COURSE_STATE": str(tmp_path / "state"),
        "TUI_COURSE_LIBRARY": str(tmp_path / "library"),
    }
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen([sys.executable, "-m", "tui_course"], stdin=theirs, stdout=theirs, stderr=theirs, env=settings)
    os.close(theirs)
    try:
        seen = b""
        while b"Begin here" not in seen:
            assert select.select([ours], [], [], 30)[0], seen
            seen += os.read(ours, 65_536)
        os.write(ours, b"q")
        try:
            while select.select([ours], [], [], 30)[0] and os.read(ours, 65_536):
                pass
        except OSError:
            pass  # the other end is closed
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def test_an_empty_place_is_not_the_folder_that_one_is_in(run, make_course, monkeypatch):
    monkeypatch.chdir(make_course())
    for command in (("add", ""), ("remove", "", "--yes"), ("reset", "", "--yes"), ("toc", "")):
        status, out, _ = run(*command)
        assert status
        assert not out


@pytest.mark.parametrize("command", ["cat", "add", "progress", "diagram", "check", "pack"])
def test_a_name_that_no_file_can_have_is_said(run, command):
    status, _, said = run(command, "a" * 300 + ".course")
    assert status
    assert said.startswith("tui-course: ")


def test_diagrams_of_a_pack_and_of_a_course_of_the_library(run, make_course, tmp_path):
    folder = make_course(**{"2-chart.md": "# Chart\n\n```mermaid\nflowchart LR\n  A --> B\n```\n"})
    file = tmp_path / "kites.course"
    assert run("pack", folder, "-o", file)[0] == 0
    assert run("add", folder)[0] == 0
    listed = run("diagram", folder)
    assert listed[0] == 0
    assert "2-chart" in listed[1]
    assert run("diagram", file) == listed
    assert run("diagram", "Kites") == listed
