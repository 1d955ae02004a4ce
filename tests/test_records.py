"""What `progress` prints and what `reset` forgets, in processes of their own over one store."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import run_program
from tui_course.commands import tables
from tui_course.model.answer import Chosen, Outcome
from tui_course.model.attempt import Attempt, Visit
from tui_course.progress.sqlite.store import SqliteStore

KITES = Path(__file__).parent / "linear" / "kites"
NOON = 1_700_049_600.0


@pytest.fixture
def store(tmp_path):
    """A store in which ada did something in two courses, and bo something too."""
    path = tmp_path / "progress.sqlite"
    opened = SqliteStore(path)
    opened.record(
        [
            attempt(1, "steady", "1-flying/1-wind", Outcome.WRONG, 0.0),
            attempt(2, "steady", "1-flying/1-wind", Outcome.RIGHT, 1.0),
            attempt(3, "dangers", "1-flying/2-signs", Outcome.PARTLY, 0.5, points=2.0),
            attempt(4, "lost", "2-building/1-parts", Outcome.RIGHT, 1.0),
            attempt(5, "steady", "1-flying/1-wind", Outcome.RIGHT, 1.0, learner="bo"),
            Visit("v1", "ada", "kites", "1-flying/1-wind", NOON + 6, 1.0),
            Visit("v2", "ada", "kites", "1-flying/2-signs", NOON + 7, 0.257),
            Visit("v3", "ada", "=bees", "hive", NOON + 8, 0.5),
        ]
    )
    opened.close()
    return str(path)


def attempt(number, question, page, outcome, score, *, points=1.0, learner="ada"):
    answer = Chosen(("x",))
    return Attempt(f"a{number}", learner, "kites", page, question, NOON + number, answer, outcome, score, points)


@pytest.fixture
def run(tmp_path, store):
    """Runs a command of ada's; returns status, output and errors."""

    def start(*arguments, learner="ada", address=store):
        return run_program(*arguments, "--learner", learner, "--store", address, folder=tmp_path)

    return start


def test_progress_in_a_course(run):
    status, said, _ = run("progress", str(KITES))
    assert status == 0
    *above, due, last = said.splitlines()
    assert above == [
        "Kites: progress of ada",
        "",
        "Flying",
        "  Wind: 100 % read, 1 of 2 right, 0 tried, 1 open, 1 of 2 points (50 %)",
        "  Signs: 25 % read, 0 of 1 right, 1 tried, 0 open, 1 of 2 points (50 %)",
        "",
        "Building",
        "  Parts: not read, 0 of 4 right, 0 tried, 4 open, 0 of 4 points (0 %)",
        "  Broken: not read",
        "",
        "Course: 1 of 4 pages read, 1 of 7 right, 1 tried, 5 open, 2 of 8 points (25 %)",
        "Answered, but no longer in the course: 1 question",
    ]
    assert due == "Due for review: 2 questions"
    assert last == "Last here: 2023-11-15T12:00:07Z"


def test_progress_as_json(run):
    data = json.loads(run("progress", str(KITES), "--json")[1])
    assert (data["course"], data["title"], data["learner"], data["due"]) == ("kites", "Kites", "ada", 2)
    assert (data["next_due"], data["last_at"]) == (None, "2023-11-15T12:00:07Z")
    assert data["total"] == {"right": 1, "tried": 1, "open": 5, "points": 2.0, "worth": 8.0, "percent": 25}
    assert data["pages"][1] == {
        "id": "1-flying/2-signs",
        "title": "Signs",
        "module": "Flying",
        "read": 0.257,
        "last_at": "2023-11-15T12:00:07Z",
        "right": 0,
        "tried": 1,
        "open": 0,
        "points": 1.0,
        "worth": 2.0,
        "percent": 50,
    }
    assert [list(one) for one in data["questions"]] == [tables.QUESTION_COLUMNS] * 10


def test_progress_as_csv_has_a_row_for_each_question_also_for_those_that_are_gone(run):
    rows = list(csv.DictReader(io.StringIO(run("progress", str(KITES), "--csv")[1])))
    assert [row["question"] for row in rows][-3:] == ["colours", "no-answer", "lost"]
    assert rows[0] == {
        "course": "kites",
        "page": "1-flying/1-wind",
        "question": "steady",
        "title": "Where is the wind steady?",
        "outcome": "right",
        "score": "1.0",
        "points": "1.0",
        "tries": "2",
        "revealed": "no",
        "first": "wrong",
        "last_at": "2023-11-15T12:00:02Z",
        "gone": "no",
    }
    assert [rows[1][name] for name in ("outcome", "tries", "first", "last_at")] == ["open", "0", "open", ""]
    assert [rows[-1][name] for name in ("title", "outcome", "gone")] == ["", "right", "yes"]


def test_progress_everywhere(run):
    assert run("progress")[1].splitlines() == [
        "=bees: 0 answers to 0 questions, 1 page visited, last here 2023-11-15T12:00:08Z",
        "kites: 4 answers to 3 questions, 2 pages visited, last here 2023-11-15T12:00:07Z",
    ]
    data = json.loads(run("progress", "--json")[1])
    assert data["learner"] == "ada"
    assert data["courses"][1] == {
        "course": "kites",
        "attempts": 4,
        "questions": 3,
        "pages": 2,
        "last_at": "2023-11-15T12:00:07Z",
    }
    assert run("progress", "--csv")[1].splitlines()[:2] == [
        "course,attempts,questions,pages,last_at",
        "'=bees,0,0,1,2023-11-15T12:00:08Z",
    ]
    assert run("progress", learner="nobody")[1] == "nobody has done nothing yet.\n"


def test_progress_in_a_course_that_is_not_there_is_what_the_store_knows(run):
    assert run("progress", "=bees")[1].startswith("=bees: 0 answers")
    status, said, error = run("progress", "wasps")
    assert (status, said) == (3, "")
    assert "there is no file or folder at wasps" in error


def test_progress_that_cannot_be_read_is_said(run, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    status, _, error = run("progress", address=str(tmp_path / "file" / "x"))
    assert status == 1
    assert error.startswith("tui-course: Your answers are not kept: ")
    status, said, error = run("reset", "--yes", address=str(tmp_path / "file" / "x"))
    assert (status, said) == (1, "")
    assert error.startswith("tui-course: Your answers are not kept: ")


def test_a_store_that_was_repaired_is_read_and_says_so(run, store):
    Path(store).write_bytes(Path(store).read_bytes()[:5000])
    status, said, error = run("progress")
    assert status == 0
    assert said
    assert error.startswith("tui-course: ")


def test_reset_asks_first_and_does_nothing_where_nobody_can_answer(run):
    status, said, error = run("reset", str(KITES))
    assert (status, said) == (2, "6 events of ada in “kites”: answers, visits of pages, notes.\n")
    assert error == "tui-course: reset asks first, and here is no terminal to answer on; --yes says that you are sure\n"
    assert "kites: 4 answers" in run("progress")[1]


@pytest.mark.parametrize(
    ("arguments", "events", "left"),
    [((str(KITES),), 6, ["=bees"]), (("kites",), 6, ["=bees"]), (("=bees",), 1, ["kites"]), ((), 7, [])],
    ids=["a course by its path", "a course by its id", "one that is no longer there", "everything"],
)
def test_reset_forgets_what_it_says_and_nothing_of_others(arguments, events, left, run):
    status, said, _ = run("reset", *arguments, "--yes")
    assert status == 0
    noun = "event" if events == 1 else "events"
    assert said.startswith(f"{events} {noun} of ada in ")
    assert said.endswith(f"\n{events} {noun} forgotten.\n")
    assert [one["course"] for one in json.loads(run("progress", "--json")[1])["courses"]] == left
    assert run("progress", learner="bo")[1].startswith("kites: 1 answer to 1 question, 0 pages")
    assert run("reset", *arguments, "--yes", learner="cy")[0] in {0, 3}


def test_reset_of_what_nobody_did(run):
    assert run("reset", str(KITES), learner="cy") == (0, "There is nothing to forget of cy in “kites”.\n", "")
    assert run("reset", "wasps", "--yes")[0] == 3


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize(("answer", "status", "said"), [("no", 1, "Nothing was forgotten."), ("yes", 0, "7 events forgotten.")])
def test_reset_on_a_terminal(answer, status, said, store, tmp_path):
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "tui_course", "reset", "--learner", "ada", "--store", store]
    settings = {**os.environ, "PYTHONUTF8": "1", "TUI_COURSE_CONFIG": str(tmp_path / "none.toml")}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=settings) as process:
        os.close(theirs)
        os.write(ours, f"{answer}\n".encode())
        assert process.wait(60) == status
        assert said in os.read(ours, 4096).decode()
    os.close(ours)
