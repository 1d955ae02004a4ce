"""What a check comes to, as a table on a terminal; UPDATE_GOLDEN=1 writes the expected tables anew."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tui_course.commands.checking import Findings, course_table, library_table
from tui_course.model.problem import Problem, Severity

GOLDEN = Path(__file__).parent / "golden"
ERROR, WARNING, NOTE = Severity


def findings(name="Kites", prefix="", problems=(), **figures):
    found = Findings(name, prefix, problems=list(problems))
    for field, value in figures.items():
        setattr(found, field, value)
    return found


MANY = [
    Problem("link-broken", ERROR, "nothing there", "1-first/2 steps.md", 31),
    *(Problem("figure-missing", ERROR, "no picture", "2-more.md", line) for line in range(8, 20)),
    Problem("anchor-missing", WARNING, "no heading", "1-first/2 steps.md", 4),
    Problem("course-size", WARNING, "too large"),
    Problem("video-missing", NOTE, "no film", "wind.md"),
]
KITES = findings(problems=MANY, pages=12, questions=31, figures=1, words=12_345)
TABLES = {
    "clean": (course_table, (findings(pages=1, questions=1, words=1),), False),
    "problems": (course_table, (KITES,), False),
    "colours": (course_table, (KITES,), True),
    "library": (
        library_table,
        (
            [
                KITES,
                findings("凧の作り方と飛ばし方を最初から最後まで学ぶ", pages=3, words=777),
                findings("A very long title of a course that nobody would ever write", pages=104, problems=MANY[-1:]),
            ],
            80,
        ),
        False,
    ),
    "library-wide": (library_table, ([KITES, findings("A title that is cut only where there is no room for it")], 120), False),
    "library-colours": (library_table, ([KITES, findings("Clean")], 80), True),
    "library-narrow": (library_table, ([KITES, findings("A title that is longer")], 40), False),
}


@pytest.mark.parametrize("name", TABLES)
def test_table(name):
    make, arguments, colour = TABLES[name]
    shown = "".join(f"{line}\n" for line in make(*arguments, colour=colour))
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


@pytest.fixture
def course(tmp_path):
    (tmp_path / "course.yml").write_text("title: A page\n", encoding="utf-8")
    (tmp_path / "page.md").write_text("# A page\n\n[a](gone.md) [b](gone-too.md)\n", encoding="utf-8")
    return tmp_path


def on_terminal(*arguments, **environment):
    """What the program writes to a pipe, and to the terminal that is its standard error."""
    ours, theirs = pty.openpty()
    settings = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(
        [sys.executable, "-m", "tui_course", "check", *arguments],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**settings, "TERM": "xterm", **environment},
        text=True,
        encoding="utf-8",
    ) as process:
        os.close(theirs)
        out = process.stdout.read()
        status = process.wait(60)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(ours)
    return status, out, shown.decode().replace("\r\n", "\n")


def test_on_a_terminal_the_table_follows_and_the_lines_stay_lines(course):
    status, out, shown = on_terminal(str(course))
    assert status == 1
    assert [line.split(" ")[:2] for line in out.splitlines()] == [["page.md:3:", "link-broken"]] * 2
    assert shown == (
        "\n0 questions, 0 figures, 4 words, 1 minute to read\n"
        "\x1b[31merrors    \x1b[0m2  link-broken  page.md:3\n"
        "A page: 1 page, 2 errors, 0 warnings, 0 notes\n"
    )


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_only_where_it_is_wanted(course, environment):
    assert "\x1b" not in on_terminal(str(course), **environment)[2]


def test_json_and_pipes_have_no_table(course):
    status, out, shown = on_terminal(str(course), "--json")
    assert (status, len(out.splitlines()), shown) == (1, 2, "")
    done = subprocess.run(
        [sys.executable, "-m", "tui_course", "check", str(course)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr == "A page: 1 page, 2 errors, 0 warnings, 0 notes\n"


def test_a_library_has_a_row_for_each_course(course):
    for name in ("one", "two"):
        folder = course / name
        folder.mkdir()
        (folder / "course.yml").write_text(f"title: Course {name}\n", encoding="utf-8")
        (folder / "page.md").write_text("# A page\n\nWords.\n", encoding="utf-8")
    (course / "page.md").unlink()
    (course / "course.yml").unlink()
    status, out, shown = on_terminal(str(course))
    assert (status, out) == (0, "")
    assert [row.split("  ")[0] for row in shown.splitlines()] == ["course", "Course one", "Course two", "all courses"]
