"""A workshop of one learner, as `open --hosted` has it, in a store of its own."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

from tui_course.commands.attending import NAME, taking_part
from tui_course.commands.visiting import Visitor
from tui_course.config import Settings
from tui_course.model.workshop import Message, Way
from tui_course.progress.open import open_workshops

ADA = Visitor(NAME, "ada", "ada")


def waited(wanted):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if found := wanted():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not come")


def test_an_instructor_finds_it_and_is_heard(tmp_path):
    settings = Settings(store=str(tmp_path / "progress.sqlite"), state=str(tmp_path), learner="ada")
    others = open_workshops(settings.store, settings.state_folder)
    try:
        with taking_part(settings, Path("course"), ADA) as (attendance, _):
            attendance.start()
            (workshop,) = others.workshops()
            assert workshop.name == NAME
            assert workshop.courses == (os.fspath(Path("course").resolve()),)
            (person,) = others.people(NAME)
            assert (person.name, person.way) == ("ada", Way.LOCAL)
            (session,) = others.sessions(NAME, 15)
            assert session.learner == "ada"
            attendance.at("course", "page", 0.5)
            assert waited(lambda: [one for one in others.sessions(NAME, 15) if one.page == "page"])
            others.post(Message("1", NAME, time.time(), "hello"))
            assert [one.text for one in waited(attendance.arrived)] == ["hello"]
        assert others.sessions(NAME, 15) == ()
    finally:
        others.close()


def test_no_workshop_hears_of_a_course_that_is_not_there(tmp_path):
    store = str(tmp_path / "progress.sqlite")
    ours, theirs = pty.openpty()
    settings = {**os.environ, "TERM": "xterm", "TUI_COURSE_CONFIG": str(tmp_path / "none.toml")}
    course = str(tmp_path / "nowhere")
    command = [sys.executable, "-m", "tui_course", "open", "--hosted", "--workshop", "kites", course, "--store", store]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, env=settings) as process:
        os.close(theirs)
        assert b"there is no file or folder at" in process.stderr.read()
        assert process.wait(60) == 3
    os.close(ours)
    with closing(open_workshops(store, None)) as workshops:
        assert workshops.workshops() == workshops.people("") == ()


def test_who_is_forgotten_is_sent_away(tmp_path):
    settings = Settings(store=str(tmp_path / "progress.sqlite"), state=str(tmp_path), learner="ada")
    heard = threading.Event()
    before = signal.signal(signal.SIGTERM, lambda _number, _frame: heard.set())
    try:
        with taking_part(settings, Path("course"), ADA), closing(open_workshops(settings.store, None)) as workshops:
            assert workshops.forget(NAME, "ada") == 2
            waited(heard.is_set)
            assert workshops.sessions(NAME, 15) == ()
    finally:
        signal.signal(signal.SIGTERM, before)


def test_what_is_chosen_is_there_again(tmp_path):
    settings = Settings(store=str(tmp_path / "progress.sqlite"), state=str(tmp_path), learner="ada")
    with taking_part(settings, Path("course"), ADA) as (_, preferences):
        preferences.keep({"theme": "light", "width": 60})
    with taking_part(settings, Path("course"), ADA) as (_, preferences):
        assert (preferences.over(settings).theme, preferences.over(settings).width) == ("light", 60)
    assert not (tmp_path / "looks.json").exists()


def test_twice_is_no_trouble_and_nothing_is_kept_in_memory(tmp_path):
    settings = Settings(store="memory", state=str(tmp_path), learner="ada")
    with taking_part(settings, Path("course"), ADA), taking_part(settings, Path("course"), ADA) as (attendance, _):
        assert attendance.session.workshop == NAME
    assert list(tmp_path.iterdir()) == []
