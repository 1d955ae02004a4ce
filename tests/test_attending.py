"""A workshop of one learner, as `open --hosted` has it, in a store of its own."""

from __future__ import annotations

import os
import time
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
