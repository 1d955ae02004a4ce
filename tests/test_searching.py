"""Search from a shell."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui_course.cli import main

BEES = str(Path(__file__).parent / "sources" / "jekyll" / "beekeeping")


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    for name in ("CACHE", "STATE", "LIBRARY"):
        monkeypatch.setenv(f"TUI_COURSE_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("TUI_COURSE_CONFIG", str(tmp_path / "config.toml"))


@pytest.fixture
def library(tmp_path):
    for name, words in (("goats", "A goat climbs."), ("sheep", "A sheep follows. So does a goat.")):
        folder = tmp_path / "farm" / name
        folder.mkdir(parents=True)
        (folder / "course.yml").write_text(f"title: About {name}\n", encoding="utf-8")
        (folder / "start.md").write_text(f"# Start\n\n## Habits\n\n{words}\n", encoding="utf-8")
    return tmp_path / "farm"


def test_a_line_says_where_and_what(library, capsys):
    assert main(["search", "climbs", str(library / "goats")]) == 0
    assert capsys.readouterr().out == "start#habits: Start › Habits: A goat climbs.\n"


def test_every_course_of_a_folder_is_searched(library, capsys):
    assert main(["search", "goat", str(library)]) == 0
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == ["goats/start#habits", "sheep/start#habits"]


def test_what_is_printed_can_be_opened(library, capsys):
    assert main(["search", "climbs", str(library / "goats")]) == 0
    page = capsys.readouterr().out.partition(":")[0].partition("#")[0]
    assert main(["cat", str(library / "goats"), page]) == 0


def test_nothing_found_is_status_1_and_silent(library, capsys):
    assert main(["search", "wombat", str(library)]) == 1
    assert capsys.readouterr() == ("", "")


def test_some_of_the_words_are_told_apart(library, capsys):
    assert main(["search", "goat wombat ", str(library / "goats")]) == 0
    assert "no page has all of these words" in capsys.readouterr().err


def test_json(library, capsys):
    assert main(["search", "goat", str(library), "--json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["course"], one["page"], one["anchor"], one["title"], one["heading"], one["kind"]) for one in found] == [
        ("goats", "start", "habits", "Start", "Habits", "text"),
        ("sheep", "start", "habits", "Start", "Habits", "text"),
    ]
    assert [[one["text"][start:stop] for start, stop in one["found"]] for one in found] == [["goat"], ["goat"]]


def test_a_limit(capsys):
    assert main(["search", "bees", BEES, "--limit", "1"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.parametrize("words", ['"', "NEAR(a", "goat OR", "' --", "\x1b[31m", "\udcff", "a" * 10_000])
def test_no_words_are_an_error(library, words):
    assert main(["search", words, str(library)]) in {0, 1}


@pytest.mark.parametrize(("course", "status"), [("/nowhere/at/all", 3), (os.devnull, 3)])
def test_what_is_no_course_is_said(course, status, capsys):
    assert main(["search", "x", course]) == status
    assert capsys.readouterr().err


@pytest.mark.parametrize("limit", ["0", "x", "1001"])
def test_wrong_usage(limit):
    with pytest.raises(SystemExit) as ended:
        main(["search", "x", BEES, "--limit", limit])
    assert ended.value.code == 2


def test_no_terminal_is_loaded():
    program = (
        "import sys; from tui_course.cli import main; main(['search', 'bees', sys.argv[1]]);"
        "heavy = {'textual', 'rich', 'pygments', 'PIL', 'psycopg', 'fsrs'};"
        "print([name for name in sys.modules if name.partition('.')[0] in heavy], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program, BEES], capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr.splitlines()[-1] == "[]"
