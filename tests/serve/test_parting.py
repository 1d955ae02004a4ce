"""What a session leaves on its learner's terminal."""

from __future__ import annotations

import pytest

from tui_course.serve import parting
from tui_course.serve.figures import Ending, Refusal
from tui_course.serve.session_record import ending_of
from tui_course.serve.terminal import RESTORED

LINE = "ssh -p 2222 host"


@pytest.mark.parametrize(
    ("ending", "code", "reason", "kept", "left"),
    [
        (Ending.LEFT, 0, "", True, "Saved. To go on: ssh -p 2222 host\r\n"),
        (Ending.LEFT, 0, "", False, "To go on: ssh -p 2222 host\r\n"),
        (Ending.LEFT, 1, "", True, "To go on: ssh -p 2222 host\r\n"),
        (Ending.IDLE, 143, "Nobody.", True, "Nobody. To go on: ssh -p 2222 host\r\n"),
        (Ending.DRAINED, 143, "The end.", True, "The end. To go on: ssh -p 2222 host\r\n"),
    ],
)
def test_a_reader_that_has_given_its_terminal_back(ending, code, reason, kept, left):
    assert parting.parting(ending, code, reason, line=LINE, language="", kept=kept) == left.encode()


@pytest.mark.parametrize(
    ("ending", "code", "kept", "words"),
    [
        (Ending.KILLED, -9, True, "The reader ended unexpectedly. What you did is saved."),
        (Ending.CRASHED, 70, True, "The reader ended unexpectedly. What you did is saved."),
        (Ending.KILLED, -9, False, "The reader ended unexpectedly."),
        (Ending.BUSY, -9, True, "The reader was busy for half a minute, and was closed. What you did is saved."),
    ],
)
def test_a_reader_that_has_not(ending, code, kept, words):
    left = parting.parting(ending, code, "", line=LINE, language="", kept=kept)
    assert left == RESTORED + f"{words} To go on: {LINE}\r\n".encode()


def test_a_drain_by_force_gives_the_terminal_back_too():
    left = parting.parting(Ending.DRAINED, -9, "The end.", line=LINE, language="", kept=True)
    assert left == RESTORED + b"The end. To go on: ssh -p 2222 host\r\n"


@pytest.mark.parametrize("reason", [Refusal.TERMINAL, Refusal.DRAINING, Refusal.FULL, Refusal.READER])
@pytest.mark.parametrize("language", ["", "en", "de", "tlh"])
def test_every_refusal_that_a_learner_sees_is_a_line(reason, language):
    said = parting.refusal(reason, language).decode()
    assert said.endswith("\r\n")
    assert said.count("\n") == 1
    assert said.strip()


@pytest.mark.parametrize(
    ("code", "reason", "ending"),
    [
        (0, "", Ending.LEFT),
        (70, "", Ending.CRASHED),
        (-9, "", Ending.KILLED),
        (-9, "busy", Ending.BUSY),
    ],
)
def test_why_a_reader_ended(code, reason, ending):
    assert ending_of(code, reason) is ending


def test_times_are_told_in_minutes():
    assert parting.too_long(Ending.IDLE, 1800, "") == "Nothing was typed for 30 min."
    assert parting.too_long(Ending.LONG, 8 * 3600, "") == "A session lasts 480 min at most."
    assert parting.too_long(Ending.IDLE, 1, "") == "Nothing was typed for 1 min."
