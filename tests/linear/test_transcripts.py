"""Conversations as they should go: in `transcripts/`, lines behind `> ` are typed, the others are said.

`== quiz PAGE`, `== quiz`, `== read` and `== review` begin a sitting, `== hours N` lets time pass before it, `== pace N` lets
every answer take so many seconds. With TUI_COURSE_WRITE_GOLDEN=1 what is said is written, to be read before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

CASES = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))
WRITE = os.environ.get("TUI_COURSE_WRITE_GOLDEN") == "1"


def held(learner, transcript):
    """The transcript with what is said now, sitting by sitting."""
    for sitting in transcript.split("== ")[1:]:
        direction, *lines = sitting.splitlines()
        yield f"== {direction}\n"
        match direction.split():
            case ["hours", hours]:
                learner.clock.now += float(hours) * 3600
            case ["pace", seconds]:
                learner.clock.pace = float(seconds)
            case _:
                yield learner.hold(direction, [line[2:] for line in lines if line.startswith("> ")])


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_transcript(case, learner):
    expected = case.read_text(encoding="utf-8")
    found = "".join(held(learner, expected))
    if WRITE:
        case.write_text(found, encoding="utf-8")
    assert found == expected


def test_there_are_transcripts():
    assert len(CASES) > 8
