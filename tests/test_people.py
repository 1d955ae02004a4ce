"""What `export` writes of somebody and what `forget` takes away, in processes of their own over one store."""

from __future__ import annotations

import json
import os
import pty
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tests.program import run_program
from tui_course.model.annotation import Anchor, Annotation, AnnotationKind
from tui_course.model.answer import Chosen, Outcome, Typed
from tui_course.model.attempt import Attempt, Visit
from tui_course.model.workshop import Person, Poll, Pulse, Session, Vote, Way
from tui_course.progress.open import open_store, open_workshops

NOON = 1_700_049_600.0
NOON_TEXT = "2023-11-15T12:00:00Z"


@pytest.fixture
def store(tmp_path):
    """A store with Ada in two workshops, two of the name Bo, and somebody who was in none."""
    path = str(tmp_path / "progress.sqlite")
    events = open_store(path, None)
    with closing(events), closing(open_workshops(path, None, events)) as workshops:
        for place, learner, shown in (
            ("kites", "l1", "Ada"),
            ("boats", "l1", "Ada"),
            ("kites", "l2", "Bo"),
            ("boats", "l3", "bo"),
        ):
            assert workshops.join(
                Person(place, learner, shown, Way.CODE, NOON), key=f"digest {learner}", token=f"word {learner}"
            )
        workshops.prefer("kites", "l1", '{"theme": "dark"}')
        workshops.begin(Session("s1", "kites", "l1", "host", NOON, "wind", "gusts", 0.5, Pulse.LOST, NOON, NOON))
        workshops.end("s1")
        workshops.post(Poll("p1", "kites", NOON, "wind", "gusts", "q"))
        workshops.vote(Vote("p1", "l1", Chosen(("a",)), NOON))
        for learner in ("l1", "l2", "alone"):
            answer = Typed(("sixty\x1b[31m",))
            events.record(
                [
                    Attempt(f"a {learner}", learner, "wind", "gusts", "q", NOON, answer, Outcome.WRONG, 0.0, 1.0),
                    Visit(f"v {learner}", learner, "wind", "gusts", NOON, 0.5),
                ]
            )
        note = Annotation("n", "l1", "wind", "gusts", NOON, "n", AnnotationKind.NOTE, Anchor("Wind"), "mine")
        events.record([note])
    return path


@pytest.fixture
def run(tmp_path, store):
    """Runs a command; returns status, output and errors."""

    def start(*arguments, address=store, **given):
        return run_program(*arguments, "--store", address, folder=tmp_path, **given)

    return start


@pytest.mark.parametrize("wanted", ["Ada", "ada", "l1"])
def test_everything_that_is_kept_of_somebody(run, wanted):
    status, said, _ = run("export", wanted)
    assert status == 0
    data = json.loads(said)
    assert (data["version"], data["exported_at"][-1]) == (1, "Z")
    (ada,) = data["people"]
    assert ada["learner"] == "l1"
    assert ada["workshops"] == [
        {"workshop": workshop, "name": "Ada", "way": "code", "joined": NOON_TEXT} for workshop in ("boats", "kites")
    ]
    assert (ada["keys"], ada["preferences"]) == (2, [{"theme": "dark"}])
    (session,) = ada["sessions"]
    assert session == {
        "id": "s1",
        "workshop": "kites",
        "host": "host",
        "began": NOON_TEXT,
        "course": "wind",
        "page": "gusts",
        "read": 0.5,
        "pulse": "lost",
        "hand": NOON_TEXT,
        "at": NOON_TEXT,
    }
    assert ada["votes"] == [{"poll": "p1", "answer": {"version": 1, "kind": "chosen", "value": ["a"]}, "at": NOON_TEXT}]
    (attempt,) = ada["attempts"]
    assert attempt["answer"]["value"] == ["sixty␛[31m"]
    assert (attempt["outcome"], attempt["at"], attempt["question"]) == ("wrong", NOON_TEXT, "q")
    assert [one["id"] for one in ada["visits"]] == ["v l1"]
    assert [(one["note"], one["anchor"]["passage"]) for one in ada["annotations"]] == [("mine", "Wind")]
    assert "digest" not in said
    assert "word" not in said


def test_in_one_workshop(run):
    (ada,) = json.loads(run("export", "Ada", "--workshop", "boats")[1])["people"]
    assert [one["workshop"] for one in ada["workshops"]] == ["boats"]
    assert (ada["keys"], ada["sessions"], ada["votes"]) == (1, [], [])
    assert len(ada["attempts"]) == 1


def test_everybody(run, tmp_path):
    output = tmp_path / "all.json"
    output.write_text("what was there before")
    status, said, _ = run("export", "--all", "-o", str(output))
    assert (status, said) == (0, f"3 people written to {output}\n")
    assert [one["learner"] for one in json.loads(output.read_text(encoding="utf-8"))["people"]] == ["l1", "l3", "l2"]
    assert stat.S_IMODE(output.stat().st_mode) == 0o600
    assert [one["learner"] for one in json.loads(run("export", "--all", "--workshop", "boats")[1])["people"]] == ["l1", "l3"]
    assert json.loads(run("export", "--all", "--workshop", "none")[1])["people"] == []


def test_somebody_who_was_in_no_workshop_is_found_by_the_id(run):
    (alone,) = json.loads(run("export", "alone")[1])["people"]
    assert (alone["workshops"], len(alone["attempts"])) == ([], 1)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["export", "Bo"], "Bo is the name of several: l3 in boats; l2 in kites. Choose one by the id, or name the --workshop"),
        (["forget", "Bo", "--yes"], "Bo is the name of several"),
        (["export", "Eve"], "nobody has the id or the name Eve"),
        (["forget", "alone", "--workshop", "kites", "--yes"], "nobody in the workshop kites has the id or the name alone"),
        (["forget", "Ada"], "forget asks first, and here is no terminal to answer on; --yes says that you are sure"),
        (["export", "Ada", "--all"], "not allowed with"),
        (["export"], "one of the arguments LEARNER --all is required"),
        (["export", "\x1b[31m"], "nobody has the id or the name ␛[31m"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_forgotten(run, arguments, reason):
    status, _, errors = run(*arguments)
    assert status == 2
    assert reason in errors
    assert len(json.loads(run("export", "--all")[1])["people"]) == 3


@pytest.mark.parametrize("address", ["memory", "off"])
def test_nothing_is_looked_for_where_nothing_is_kept(run, address):
    status, _, errors = run("export", "--all", address=address)
    assert (status, errors) == (
        2,
        f"tui-course: store is {address}, where nothing is kept of anybody; --store says where to look\n",
    )


def test_a_store_that_cannot_be_reached(run):
    status, said, errors = run("forget", "Ada", "--yes", address="postgresql://ada:w0rd@127.0.0.1:1/kites")
    assert (status, said) == (1, "")
    assert "cannot be used" in errors
    assert "w0rd" not in errors


def test_a_file_that_cannot_be_written(run, tmp_path):
    status, _, errors = run("export", "--all", "-o", str(tmp_path / "none" / "x.json"))
    assert status == 1
    assert "cannot be written: No such file or directory" in errors


def test_who_is_forgotten_leaves_nothing(run, store):
    status, said, _ = run("forget", "ada", "--yes")
    assert status == 0
    assert said.splitlines() == [
        "Ada in the workshop boats, id l1",
        "Ada in the workshop kites, id l1",
        "3 events: answers, visits of pages, notes; 1 session; 1 vote",
        "9 entries forgotten.",
    ]
    assert run("export", "l1")[0] == 2
    with closing(open_workshops(store, None)) as workshops:
        assert [one.learner for one in workshops.people("")] == ["l3", "l2"]
        assert workshops.find("kites", key="digest l1") is None
        assert workshops.votes("p1") == ()
    assert len(json.loads(run("export", "l2")[1])["people"][0]["attempts"]) == 1


def test_a_damaged_file_that_was_set_aside_is_named(run, store):
    aside = Path(f"{store}.corrupt-20231115T120000Z")
    aside.write_text("Ada")
    assert run("forget", "ada", "--yes")[1].endswith(
        f"{aside} was damaged and set aside, and is as it was: delete it, if they may be in it.\n"
    )


def test_what_a_session_saves_at_its_end_is_forgotten_as_well(run, store):
    answer = Typed(("late",))
    late = Attempt("late", "l1", "wind", "gusts", "q", NOON, answer, Outcome.WRONG, 0.0, 1.0)

    def host(events, workshops):
        while not workshops.beat("host", ("here",)):
            if over.wait(0.05):
                return
        events.record([late])
        workshops.end("here")

    events = open_store(store, None)
    with closing(events), closing(open_workshops(store, None, events)) as workshops:
        workshops.begin(Session("here", "kites", "l1", "host", NOON))
        over = threading.Event()
        thread = threading.Thread(target=host, args=(events, workshops))
        thread.start()
        try:
            status, said, _ = run("forget", "Ada", "--yes")
        finally:
            over.set()
            thread.join()
        assert status == 0
        assert said.splitlines()[-2:] == ["They are here now: their session will be ended.", "11 entries forgotten."]
        assert events.attempts("l1") == ()
        assert workshops.kept("", "l1").sessions == ()


def test_forgetting_in_one_workshop_says_what_goes_elsewhere(run):
    said = run("forget", "Ada", "--workshop", "kites", "--yes")[1]
    assert "They took part in other workshops as well: their answers and notes in those go, too.\n" in said
    (ada,) = json.loads(run("export", "Ada")[1])["people"]
    assert [one["workshop"] for one in ada["workshops"]] == ["boats"]
    assert ada["attempts"] == ada["annotations"] == ada["sessions"] == []


@pytest.mark.parametrize(("answer", "status", "left"), [("no", 1, 3), ("yes", 0, 2)])
def test_on_a_terminal_it_asks(store, tmp_path, answer, status, left):
    ours, theirs = pty.openpty()
    settings = {**os.environ, "PYTHONUTF8": "1", "TUI_COURSE_CONFIG": str(tmp_path / "none.toml")}
    command = [sys.executable, "-m", "tui_course", "forget", "Ada", "--store", store]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=subprocess.STDOUT, env=settings) as process:
        os.close(theirs)
        os.write(ours, f"{answer}\n".encode())
        said = b""
        while b"forgotten." not in said:
            said += os.read(ours, 10_000)
        assert process.wait(60) == status
    os.close(ours)
    assert b"Forget them for good? Type yes or no:" in said
    with closing(open_workshops(store, None)) as workshops:
        assert len({one.learner for one in workshops.people("")}) == left
