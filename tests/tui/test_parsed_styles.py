"""Styles that were parsed before a reader was forked are those that it would have parsed itself."""

from __future__ import annotations

import pytest
from textual.css.stylesheet import Stylesheet

from tui_course.tui.parsed_styles import ParsedOnce

PLACE = ("here.tcss", "Here")
STYLES = "Button { color: $ink; width: 3; }"


def sheet(kind, ink, place=PLACE, text=STYLES):
    made = kind(variables={"ink": ink})
    made.add_source(text, read_from=place)
    return made


@pytest.fixture
def parsed(monkeypatch):
    made = {}
    monkeypatch.setattr(ParsedOnce, "_made", made)
    return made


def test_the_same_text_is_parsed_once(parsed):
    first, second = sheet(ParsedOnce, "red"), sheet(ParsedOnce, "red")
    assert first.rules[0] is second.rules[0]
    assert len(parsed) == 1
    assert first.css == sheet(Stylesheet, "red").css


def test_other_variables_or_another_text_are_other_rules(parsed):
    sheets = [
        sheet(ParsedOnce, "red"),
        sheet(ParsedOnce, "blue"),
        sheet(ParsedOnce, "red", ("there.tcss", "There")),
        sheet(ParsedOnce, "red", text=STYLES.replace("3", "4")),
    ]
    assert len({id(one.rules[0]) for one in sheets}) == len(parsed) == 4
    assert sheets[1].css == sheet(Stylesheet, "blue").css


def test_variables_that_change_later_change_the_rules(parsed):
    changed = sheet(ParsedOnce, "red")
    assert changed.rules
    changed.set_variables({"ink": "blue"})
    changed.parse()
    assert changed.css == sheet(Stylesheet, "blue").css
    assert len(parsed) == 2
