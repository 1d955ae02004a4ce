"""The last check finds what the parser finds, and leaves alone what it leaves."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from textual.drivers.headless_driver import HeadlessDriver

from tests.terminal.reading import strangers
from tests.tui.conftest import SmallCourse
from tui_course.cli import main
from tui_course.model.outgoing import PRINTED, CheckedStream
from tui_course.study import Study
from tui_course.tui.app import CourseApp
from tui_course.tui.driving import _SCREEN, CheckedDriver, checked
from tui_course.tui.theme import Look

PAYLOADS = yaml.safe_load((Path(__file__).parents[1] / "faults" / "terminal" / "payloads.yml").read_text(encoding="utf-8"))
CHECKS = {"screen": _SCREEN, "printed": PRINTED}
OURS = {
    "screen": [
        "\x1b[?2026h\x1b[H\x1b[1;38;2;1;2;3mwords\x1b[0m\n\x1b[2;1H漢👩\u200d👧\x1b[?2026l",
        "\x1b[?1049h",
        "\x1b[>25u",
        "\x1b[<u",
        "\x1b[?2026$p",
        "\x1b[?2048$p",
    ],
    "printed": ["\x1b[1;31mno\x1b[0m\tyes\n", "\rreading …\x1b[K", "plain"],
}
WRITTEN = st.lists(st.sampled_from([*PAYLOADS.values(), *OURS["printed"], "\x1b", "[", "]", "m", "1", "\r", "x"])).map("".join)


@pytest.mark.parametrize("name", PAYLOADS)
@pytest.mark.parametrize("sink", CHECKS)
def test_no_payload_gets_through(sink, name):
    # A look and a place of the cursor are ours: whoever can write those to the check itself writes nothing else.
    found = CHECKS[sink].checked(PAYLOADS[name])
    assert [one for one in strangers(found, sink) if not one.startswith("csi") and "'\\r'" not in one] == []
    assert not set("\x07\x9b\x9d\u202e\u2066\u2028\ud800\x00\x7f") & set(found)


@pytest.mark.parametrize(("sink", "text"), [(sink, text) for sink, texts in OURS.items() for text in texts])
def test_what_is_ours_is_not_changed(sink, text):
    assert CHECKS[sink].checked(text) == text


@pytest.mark.parametrize("sink", CHECKS)
@given(text=WRITTEN)
def test_twice_is_once_and_nothing_is_dropped(sink, text):
    found = CHECKS[sink].checked(text)
    assert CHECKS[sink].checked(found) == found
    assert len(found) >= len(text.replace("\r\n", "\n"))


def test_it_stands_where_textual_writes():
    class Kept(HeadlessDriver):
        written = ""

        def write(self, data):
            self.written += data

    kind = checked(Kept)
    assert issubclass(kind, CheckedDriver)
    driver = object.__new__(kind)
    for data in ("\x1b[1;1Hok\x1b]0;x\x07\x1b[6n", "\x1b]52;c;QQ==\x07", "\x1b]52;c;QQ==\x07\x1bc"):
        driver.write(data)
    assert driver.written == ("\x1b[1;1Hok\u241b]0;x\u2407\u241b[6n" + "\x1b]52;c;QQ==\x07" + "\u241b]52;c;QQ==\u2407\u241bc")


def test_every_reader_has_it():
    assert issubclass(CourseApp(Study(SmallCourse()), look=Look()).driver_class, CheckedDriver)


def test_every_command_has_it_once(monkeypatch):
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, io.StringIO())
    for _ in range(2):
        assert main(["--version"]) == 0
        for stream in (sys.stdout, sys.stderr):
            assert isinstance(stream, CheckedStream)
            assert isinstance(stream._stream, io.StringIO)


def test_it_stands_where_commands_print():
    kept = io.StringIO()
    stream = CheckedStream(kept)
    print("a\x1b]0;x\x07b", file=stream)
    stream.writelines(["\x1b[1mc\x1b[0m", "\x9bd\n"])
    stream.flush()
    assert kept.getvalue() == "a\u241b]0;x\u2407b\n\x1b[1mc\x1b[0m<9B>d\n"
    assert stream.isatty() is False
