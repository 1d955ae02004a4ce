"""What could run away costs its page a part, or its page, and nobody else anything."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.faults.limits.hostile import NEIGHBOUR, NEIGHBOURS, PICTURES, ending, rows_of, write_course
from tui_course.limits import MEMORY
from tui_course.pictures.load import Loader
from tui_course.pictures.picture import Unreadable

if TYPE_CHECKING:
    from pathlib import Path


class Run(NamedTuple):
    """What a command printed, its exit status, and the most memory that one of its processes had, in bytes."""

    output: str
    status: int
    memory: int


def run(folder: Path, *arguments: str) -> Run:
    output = folder / "output"
    command = [sys.executable, "-m", "tui_course", *arguments]
    environment = os.environ | {"TUI_COURSE_STATE": str(folder / "state"), "TUI_COURSE_CACHE": str(folder / "cache")}
    actions = [(os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)]
    pid = os.posix_spawn(sys.executable, command, environment, file_actions=actions)
    # The usage of a process is that of whom it waited for as well.
    _, status, usage = os.wait4(pid, 0)
    return Run(output.read_text(encoding="utf-8"), os.waitstatus_to_exitcode(status), usage.ru_maxrss * 1024)


def test_a_site_is_checked_and_each_page_says_what_was_cut(tmp_path):
    course = tmp_path / "course"
    write_course(course, site=True)
    checked = run(tmp_path, "check", "--json", str(course))
    said: dict[str, set[str]] = {}
    words: dict[str, str] = {}
    for line in checked.output.splitlines():
        problem = json.loads(line)
        said.setdefault(problem["file"], set()).add(problem["code"])
        words[problem["file"]] = problem["message"]
    missing = {
        name: codes for name, row in rows_of(site=True).items() if (codes := {*row.says} - said.get(f"{name}.md", set()))
    }
    assert missing == {}
    assert [name for name in NEIGHBOURS if f"{name}.md" in said] == []
    assert said["_includes/self.html"] == {"liquid-limit"}
    assert "liquid-limit" in said["_includes/one.html"] | said["_includes/two.html"]
    assert said["_data/bomb.yml"] == said["_data/merges.yml"] == {"yaml-limit"}
    assert "bib-too-long" in said["references.bib"]
    # On a machine that is busy otherwise, whoever asks for the page may be the first to lose patience.
    assert words["table-of-many-cells.md"] in {
        "reading it took more than 3 seconds of processor time; its source is shown",
        "reading it took longer than 12 seconds; its source is shown",
    }
    assert sum("page-unreadable" in codes for codes in said.values()) == 1, "of the others a part is cut, not the page"
    assert checked.status == 1
    assert checked.memory < MEMORY


def test_a_folder_is_printed_whole_but_for_what_was_cut(tmp_path):
    course = tmp_path / "course"
    write_course(course, site=False)
    printed = run(tmp_path, "cat", "--all", "--width", "80", str(course))
    lines = [" ".join(line.split()) for line in printed.output.splitlines()]
    rows = rows_of(site=False)
    assert [name for name, row in rows.items() if not row.cut and ending(name) not in lines] == []
    assert [name for name, row in rows.items() if row.shown not in printed.output] == []
    assert lines.count(NEIGHBOUR) == len(NEIGHBOURS)
    assert printed.status == 0
    assert printed.memory < MEMORY


REASONS = {
    "bomb.png": "13000 × 13000 pixels are more than the 50 million that are read",
    "deep.svg": "its elements are nested too deep",
    "blur.svg": "reading it took more memory or time than it may",
    "uses.svg": "it is no SVG that can be drawn",
    "entities.svg": "it is no SVG that can be read",
    "not.png": "it is no PNG, JPEG, GIF, WebP or SVG",
}


@pytest.mark.parametrize("name", REASONS)
def test_a_picture_that_would_run_away_says_why_it_is_not_drawn(tmp_path, name):
    (tmp_path / name).write_bytes(PICTURES[name])
    with Loader() as loader, pytest.raises(Unreadable, match=f"^{REASONS[name]}"):
        loader.draw(tmp_path / name, 40, 12)


@pytest.mark.parametrize("name", [name for name in PICTURES if name not in REASONS])
def test_what_is_only_large_or_leads_out_is_drawn_in_little(tmp_path, name):
    (tmp_path / name).write_bytes(PICTURES[name])
    os.mkfifo(tmp_path / "pipe.svg")
    with Loader() as loader:
        drawn = loader.draw(tmp_path / name, 40, 12)
    assert 0 < drawn.across <= 40
