"""Whatever an author writes, wherever they write it: no byte reaches a terminal that this program does not make.

A cell is a payload in a place on a sink; it counts where the word before the payload was seen on that sink.
TUI_COURSE_FAULTS=all puts every payload into every place; else each place has some, and all of them are somewhere.
"""

from __future__ import annotations

import asyncio
import io
import os
import sys
from functools import cache, partial
from pathlib import Path

import pytest
import yaml

from tests.faults.terminal import sinks
from tests.faults.terminal.course import Spread, cells_in, payloads, places, write_folder, write_jekyll
from tests.terminal.reading import strangers, words
from tui_course.cli import main
from tui_course.model.outgoing import CheckedStream
from tui_course.sources.open import open_course

ALL = os.environ.get("TUI_COURSE_FAULTS") == "all"
PAGES = {"folder": len(payloads()) if ALL else 7, "jekyll": len(payloads()) if ALL else 14}
WRITERS = {"folder": write_folder, "jekyll": write_jekyll}
UNSEEN = yaml.safe_load(Path(__file__).with_name("unseen.yml").read_text(encoding="utf-8"))
COMMANDS = {
    "cat": ["--all"],
    "cat-json": ["--all", "--json"],
    "toc": [],
    "toc-json": ["--json"],
    "check": [],
    "check-json": ["--json"],
    "diagram": [],
    "progress": [],
    "progress-csv": ["--csv"],
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """The two courses on disk."""
    root = tmp_path_factory.mktemp("faults")
    return {kind: write(root / kind, PAGES[kind]) for kind, write in WRITERS.items()}


@pytest.fixture(scope="module")
def courses(folders):
    return {kind: cache(lambda kind=kind: sinks.Held(open_course(folders[kind]))) for kind in folders}


class Unchecked(CheckedStream):
    """A stream that commands print on, without the check that they have: what was made visible must have been so before."""

    def __init__(self):
        self.kept = io.StringIO()
        super().__init__(self.kept)

    def write(self, text):
        return self.kept.write(text)


def command(folder, name, monkeypatch):
    """What a command prints on both streams."""
    streams = Unchecked(), Unchecked()
    monkeypatch.setattr(sys, "stdout", streams[0])
    monkeypatch.setattr(sys, "stderr", streams[1])
    for name_of, value in {"CACHE": "off", "STORE": "memory", "CONFIG": str(folder / "none.toml")}.items():
        monkeypatch.setenv(f"TUI_COURSE_{name_of}", value)
    assert main([name.partition("-")[0], str(folder), *COMMANDS[name]]) in {0, 1}
    return "\n".join(stream.kept.getvalue() for stream in streams)


def expected(kind, sink):
    """The cells that must be seen on a sink, and those that must not."""
    rules = UNSEEN[kind][sink]
    cells = Spread(kind, PAGES[kind]).cells()
    known = set(places(kind))
    named = {place for rule in rules.values() for place in rule}
    assert named <= known, named - known
    hidden = set(rules.get("but", ())) | set(rules.get("sometimes", ()))
    seen = set(rules["only"]) if "only" in rules else known - hidden
    never = known - seen - set(rules.get("sometimes", ()))
    return {cell for cell in cells if cell.place in seen}, {cell for cell in cells if cell.place in never}


def hold(kind, name, sink, written):
    """Nothing strange was written, and every cell was reached that should have been."""
    pieces = written if isinstance(written, list) else [written]
    found = [one for piece in dict.fromkeys(pieces) for one in strangers(piece, sink)]
    assert found == []
    seen = {cell for piece in dict.fromkeys(pieces) for cell in cells_in(kind, words(piece))}
    must, never = expected(kind, name)
    assert must - seen == set()
    # A place that is seen after all belongs into the table.
    assert seen & never == set()
    return len(must)


@pytest.mark.parametrize("name", ["printed", "piped"])
@pytest.mark.parametrize("kind", WRITERS)
def test_pages_that_are_printed(courses, kind, name):
    assert hold(kind, name, "printed", getattr(sinks, name)(courses[kind]()))


@pytest.mark.parametrize("kind", WRITERS)
def test_pages_that_are_read_line_by_line(courses, kind):
    assert hold(kind, "lines", "lines", sinks.lines(courses[kind]()))


@pytest.mark.parametrize("name", COMMANDS)
def test_what_commands_print(folders, name, monkeypatch):
    hold("folder", name, "printed", command(folders["folder"], name, monkeypatch))


@pytest.mark.parametrize(("kind", "hosted"), [("folder", False), ("jekyll", True)], ids=["here", "hosted"])
def test_screens(courses, kind, hosted):
    surroundings = sinks.hosted() if hosted else None
    written = asyncio.run(sinks.screens(courses[kind](), surroundings=surroundings))
    assert hold(kind, "screen", "hosted" if hosted else "screen", written) > 100
    # Nor is anything taken for markup: it is there as it was written.
    text = "".join(map(words, dict.fromkeys(written)))
    for name in ("click", "closing"):
        assert payloads()[name] in text


def test_there_are_enough_of_them():
    assert len(payloads()) >= 40
    both = [("folder", name) for name in (*COMMANDS, "printed", "piped", "lines", "screen")]
    both += [("jekyll", name) for name in ("printed", "piped", "lines", "screen")]
    assert sum(len(expected(kind, name)[0]) for kind, name in both) >= 1_000
    for kind in WRITERS:
        assert {cell.payload for cell in Spread(kind, PAGES[kind]).cells()} == set(payloads())
        every = Spread(kind, len(payloads())).cells()
        assert len(set(every)) == len(every) == len(payloads()) * len(places(kind))


def test_a_leak_would_be_found(courses):
    """The same pages without what makes text visible: each sink's parser stops at what it must stop at."""
    raw = "".join(payloads().values())
    for sink in ("screen", "hosted", "printed", "lines"):
        assert len(strangers(f"words {raw}", sink)) > 40
    with pytest.raises(AssertionError):
        hold("folder", "lines", "lines", "Zaaqaa\x1b]0;x\x07")
    with pytest.raises(AssertionError):
        hold("folder", "lines", "lines", "nothing was seen")
    assert partial(hold, "folder", "piped", "printed")(sinks.piped(courses["folder"]()))
