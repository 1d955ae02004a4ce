"""What `instructor` prints, in processes of its own over a store, and how it is refused."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import time
import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from tests.program import run_program
from tests.tui.instructing import POLL, board_of, class_board, course_board, empty_board, learner
from tui_course.commands.boards import board_text
from tui_course.commands.instructing import chosen
from tui_course.errors import SettingsError, StoreError
from tui_course.model.answer import Chosen, Outcome
from tui_course.model.attempt import Attempt, Visit
from tui_course.model.workshop import Person, Pulse, Session, Way, Workshop
from tui_course.progress.memory import MemoryStore
from tui_course.progress.memory_workshops import MemoryWorkshops
from tui_course.progress.open import open_store, open_workshops

KITES = Path(__file__).parent / "linear" / "kites"


@pytest.fixture
def store(tmp_path):
    """A store with two workshops; in the newer one Ada is on a page of a course and has answered a question of it."""
    path = tmp_path / "progress.sqlite"
    now = time.time()
    events = open_store(str(path), tmp_path)
    workshops = open_workshops(str(path), tmp_path, events)
    try:
        workshops.open(Workshop("spring", "ssh spring", (str(KITES),), now - 9_000))
        workshops.open(Workshop("autumn", "ssh -p 2222 here", (str(KITES), str(tmp_path / "gone")), now))
        workshops.join(Person("autumn", "ada", "=Ada", Way.CODE, now - 60))
        session = Session(str(uuid.uuid4()), "autumn", "ada", "host", now - 50, at=now)
        workshops.begin(session)
        workshops.tell(replace(session, course="kites", page="1-flying/1-wind", read=0.5, pulse=Pulse.LOST, hand=now))
        answer = Chosen(("x",))
        events.record(
            [
                Attempt("a1", "ada", "kites", "1-flying/1-wind", "steady", now - 20, answer, Outcome.WRONG, 0.0, 1.0),
                Visit("v1", "ada", "kites", "1-flying/1-wind", now - 10, 1.0),
            ]
        )
    finally:
        workshops.close()
        events.close()
    return str(path)


@pytest.fixture
def run(tmp_path, store):
    """Runs the command; returns status, output and errors."""

    def start(*arguments, address=store):
        return run_program("instructor", *arguments, "--store", address, folder=tmp_path)

    return start


def test_the_board_is_printed_where_there_is_no_terminal(run):
    status, out, complaints = run()
    assert status == 0
    assert out.startswith("Workshop autumn: ssh -p 2222 here\n1 learner here, 1 hand up, 1 lost\n\n")
    assert "=Ada: hand up, lost, on “" in out
    assert "0 of 1, 0 %" in out
    assert "workshop autumn is the newest here; --workshop NAME chooses another: spring" in complaints
    assert "gone cannot be opened" in complaints


def test_another_workshop(run):
    status, out, complaints = run("--workshop", "spring", "--plain")
    assert (status, complaints) == (0, "")
    assert out.startswith("Workshop spring: ssh spring\n0 learners here\n")


def test_courses_from_another_place(run):
    status, out, complaints = run(str(KITES))
    assert status == 0
    assert "cannot be opened" not in complaints
    assert "=Ada" in out


def test_figures_of_learners(run):
    status, out, _complaints = run("--csv", "learners")
    assert status == 0
    heading, ada = list(csv.reader(io.StringIO(out)))
    assert heading[:3] == ["name", "way", "joined"]
    assert ada[:2] == ["'=Ada", "code"]


def test_figures_of_questions(run):
    status, out, _complaints = run("--csv", "questions")
    assert status == 0
    (steady,) = csv.DictReader(io.StringIO(out))
    assert (steady["id"], steady["learners"], steady["right_first"]) == ("steady", "1", "0")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("--workshop", "winter"), 2, "this store has no workshop called winter; it has: autumn, spring"),
        (("/nowhere/at/all",), 3, "no course of this workshop can be opened"),
        (("--csv", "answers"), 2, "invalid choice"),
    ],
)
def test_what_is_refused(run, arguments, status, words):
    done, out, complaints = run(*arguments)
    assert (done, out) == (status, "")
    assert words in complaints


def test_a_store_without_a_workshop(run, tmp_path):
    done, out, complaints = run(address=str(tmp_path / "other.sqlite"))
    assert (done, out) == (1, "")
    assert "this store has no workshop; `tui-course serve COURSE` begins one" in complaints


def test_printing_loads_no_screen(store, tmp_path):
    code = (
        "import sys; from tui_course.commands.instructing import Asked, tell; "
        f"tell(Asked(), 'text', {{'store': {store!r}}}); print('textual' in sys.modules, 'asyncssh' in sys.modules)"
    )
    settings = {**os.environ, "TUI_COURSE_CACHE": str(tmp_path / "cache")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=settings, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == "False False"


def test_the_newest_workshop_is_meant():
    workshops = MemoryWorkshops(MemoryStore())
    with pytest.raises(StoreError):
        chosen(workshops, "")
    for at in range(9):
        workshops.open(Workshop(f"w{at}", "ssh", (), float(at)))
    workshop, complaints = chosen(workshops, "")
    assert workshop.name == "w8"
    assert complaints[0].endswith("chooses another: w7, w6, w5, w4, w3, …")
    assert chosen(workshops, "w2") == (workshops.workshops()[6], ())
    with pytest.raises(SettingsError):
        chosen(workshops, "w")


def test_the_board_in_sentences():
    rows = [
        learner(1, hand=1.0, pulse=Pulse.LOST),
        learner(0, here=False),
        learner(2, page="", title=""),
        learner(5, course="sensing", title="Sonar"),
    ]
    sensing = replace(course_board((), modules=0), id="sensing", title="Sensing")
    text = list(board_text(board_of(rows, courses=(course_board(), sensing), poll=POLL), "ssh here"))
    assert text[:7] == [
        "Workshop 7314: ssh here",
        "3 learners here, 1 hand up, 1 ok, 1 lost",
        "Poll, open: Where do the log files of the forklift go?",
        "  17: to the watchtower",
        "  9: into a bucket (right)",
        "  5: nowhere",
        "",
    ]
    assert text[7:13] == [
        "Robots at work",
        "Grace H.: hand up, lost, on “Books”; modules done: 1 100 %, 2 100 %, 3 33 %",
        "ada: not here; nothing is done yet",
        "Frances: on “Sensing: Sonar”, idle for 3 min; modules done: 1 100 %, 2 100 %, 3 100 %",
        "linus: ok, on no page, idle for 3 min; modules done: 1 33 %",
        "",
    ]
    assert "1.3 A robot ____ the world.: 21 of 30, 70 %" in text
    assert "  5: something else" in text
    assert "  2: had the answer shown" in text


def test_of_an_empty_board():
    assert list(board_text(empty_board(), "")) == [
        "Workshop 7314",
        "0 learners here",
        "",
        "Robots at work",
        "Nobody has come yet.",
        "",
        "Nobody has answered a question yet.",
    ]
    assert len(list(board_text(class_board(200), "ssh here"))) > 200
