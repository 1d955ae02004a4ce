"""Linear mode as a user runs it: in processes of their own, one after the other, over one store."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tui_course.linear.review import review
from tui_course.linear.talk import Talk
from tui_course.progress.sqlite.store import SqliteStore
from tui_course.sources.open import open_course
from tui_course.study import Study
from tui_course.study.keeping import Keeping

KITES = Path(__file__).parent / "kites"
DAY = 86_400.0


@pytest.fixture
def run(tmp_path):
    """Runs a command with what is typed; returns status and output."""

    def start(*arguments, typed="", **environment):
        settings = {
            **os.environ,
            "PYTHONUTF8": "1",
            "TERM": "xterm",
            "TUI_COURSE_CACHE": str(tmp_path / "cache"),
            "TUI_COURSE_CONFIG": str(tmp_path / "config.toml"),
            "TUI_COURSE_STATE": str(tmp_path / "state"),
            "TUI_COURSE_LEARNER": "ada",
            **environment,
        }
        command = [sys.executable, "-m", "tui_course", *arguments]
        done = subprocess.run(
            command, input=typed, capture_output=True, text=True, encoding="utf-8", env=settings, check=False, timeout=60
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    return start


def kept(tmp_path):
    store = SqliteStore(tmp_path / "state" / "progress.sqlite")
    attempts = store.attempts("ada")
    store.close()
    return attempts


def test_a_question_missed_understood_and_asked_again_the_next_day(run, tmp_path):
    status, first, _ = run(str(KITES), TERM="dumb", typed="2\nw\nr\n1\n")
    assert status == 0
    assert "\x1b" not in first
    assert "Not right: 2. Between trees\n  Trees do what houses do.\n" in first
    assert "From “Wind”, under “Where to stand”:\nStand with your back to the wind" in first
    assert "Right: 1. On a beach\n" in first
    assert first.endswith("Saved.\n")

    status, again, _ = run(str(KITES), TERM="dumb", typed="s\nn\nq\n")
    assert status == 0
    assert "Answered before: Right.\n\nWhere to stand" in again
    status, there, _ = run(str(KITES), TERM="dumb")
    assert "Page 2 of 4, Flying\n\nSigns" in there

    status, later, _ = run("review", str(KITES))
    assert (status, later.splitlines()[0]) == (0, "Nothing is due.")

    missed, right = kept(tmp_path)
    assert (missed.outcome.value, right.outcome.value, missed.course) == ("wrong", "right", "kites")
    out = io.StringIO()
    keeping = Keeping(SqliteStore(tmp_path / "state" / "progress.sqlite"), "ada", lambda: time.time() + DAY)
    review(Talk(io.StringIO("1\n\n"), out), Study(open_course(KITES), keeping=keeping), 5)
    assert keeping.close() == 0
    assert out.getvalue().startswith("1 question is due.")
    assert "Review: 1 of 1 answered question right at once.\nThe next question comes back in " in out.getvalue()
    assert kept(tmp_path)[-1].review


def test_a_quiz_over_pipes_needs_no_flag(run):
    status, said, _ = run("quiz", str(KITES), "signs", typed="1 3\n\n1\n\n")
    assert status == 0
    assert said.endswith("This page: 1 of 1 right, 0 tried, 0 open, 2 of 2 points (100 %).\nSaved.\n")
    status, said, _ = run("quiz", str(KITES), typed="")
    assert said.endswith("\nCourse: 1 of 7 right, 0 tried, 6 open, 2 of 8 points (25 %).\nNothing new to save.\n")


def test_the_flags_name_learner_and_store(run, tmp_path):
    store = str(tmp_path / "own.sqlite")
    run("quiz", str(KITES), "signs", "--learner", "bo", "--store", store, typed="1 3\n")
    assert "1 answer to 1 question" in run("progress", "--learner", "bo", "--store", store)[1]
    assert run("progress")[1] == "ada has done nothing yet.\n"


def test_what_is_not_kept_is_said(run, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    status, said, _ = run("quiz", str(KITES), "signs", "--store", str(tmp_path / "file" / "x.sqlite"), typed="1\n")
    assert status == 1
    assert said.startswith("Your answers are not kept: ")
    assert said.splitlines()[-1].startswith("Not saved. Your answers are not kept: ")
    status, said, _ = run("quiz", str(KITES), "signs", "--store", "off", typed="1\n")
    assert (status, said.splitlines()[-1]) == (0, "Not saved, as the settings want it.")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("quiz",), 2, "COURSE"),
        (("quiz", "nowhere"), 3, "there is no file or folder at nowhere"),
        (("quiz", str(KITES), "hearth"), 2, "there is no page 'hearth'"),
        (("review", str(KITES), "--minutes", "0"), 2, "1 to 1000"),
        (("review", "nowhere", "--plain"), 3, "nowhere"),
        (("quiz", str(KITES), "--store", "ftp://x"), 2, "it takes a file"),
        ((str(KITES), "--plain", "--at", "hearth"), 2, "there is no page 'hearth'"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(run, arguments, status, words):
    found, said, error = run(*arguments)
    assert (found, said) == (status, "")
    assert words in error.splitlines()[-1]


def test_a_library_is_named_by_its_courses(run, tmp_path):
    for name in ("first", "second"):
        (tmp_path / "library" / name).mkdir(parents=True)
        (tmp_path / "library" / name / "course.yml").write_text("title: x\n", encoding="utf-8")
    status, _, error = run("quiz", str(tmp_path / "library"))
    assert (status, error.splitlines()[-1].endswith("choose one of: first, second")) == (2, True)


def test_linear_mode_loads_no_terminal(tmp_path):
    program = (
        "import sys; from tui_course.cli import main; main(sys.argv[1:]);"
        "heavy = {'textual', 'rich', 'asyncssh', 'PIL', 'psycopg', 'fsrs'};"
        "print([name for name in sys.modules if name.partition('.')[0] in heavy], file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, "quiz", str(KITES), "--plain"]
    settings = {**os.environ, "TUI_COURSE_STATE": str(tmp_path), "TUI_COURSE_CACHE": "off"}
    done = subprocess.run(command, input="q\n", capture_output=True, text=True, env=settings, check=False, timeout=60)
    assert done.stderr.splitlines()[-1] == "[]"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_plain_on_a_terminal_moves_no_cursor(tmp_path):
    import pty

    ours, theirs = pty.openpty()
    settings = {**os.environ, "TERM": "xterm", "TUI_COURSE_STATE": str(tmp_path), "TUI_COURSE_CACHE": "off", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "tui_course", "quiz", str(KITES), "wind", "--plain"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=settings) as process:
        os.close(theirs)
        os.write(ours, b"1\n\nq\n")
        said = b""
        # Reading fails once the other side is closed.
        try:
            while part := os.read(ours, 4096):
                said += part
        except OSError:
            pass
        assert process.wait(60) == 0
    os.close(ours)
    assert b"\x1b" not in said
    assert b"q quit): " in said
    assert said.endswith(b"Saved.\r\n")
