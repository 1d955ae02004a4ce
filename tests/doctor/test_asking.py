"""A terminal is asked what it can: by one that answers, one that says nothing, and one that says what it should not."""

import os
import pty
import select
import signal
import subprocess
import sys
import termios
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.commands.doctor.asking import WIDE, Answers, ask, understood
from tui_course.commands.doctor.finding import shown

ANSWERING = (
    b"\x1bP>|Fine 1.2\x1b\\\x1b[?2026;2$y\x1b[?1006;2$y\x1b[?0u\x1b]11;rgb:ffff/8080/0000\x1b\\"
    b"\x1b[1;2R\x1b[1;2R\x1b[1;2R\x1b[1;3R\x1b[1;3R\x1b[?62;4c"
)


class _Terminal(threading.Thread):
    """The other side of a terminal: sends its answer in pieces once it has been asked for who it is."""

    def __init__(self, answer, pieces=1):
        super().__init__(daemon=True)
        self.side, self.child = pty.openpty()
        self.asked = b""
        self._answer, self._pieces = answer, pieces

    def run(self):
        while b"\x1b[c" not in self.asked:
            self.asked += os.read(self.side, 4096)
        step = -(-len(self._answer) // self._pieces) or 1
        for start in range(0, len(self._answer), step):
            os.write(self.side, self._answer[start : start + step])

    def close(self):
        self.join(5)
        while select.select([self.side], [], [], 0)[0]:
            self.asked += os.read(self.side, 4096)
        os.close(self.side)
        os.close(self.child)


def answers(answer, pieces=1, seconds=5.0):
    """What is understood of an answer; the terminal is as it was, and nothing waits in it that nobody typed."""
    terminal = _Terminal(answer, pieces)
    before = termios.tcgetattr(terminal.child)
    terminal.start()
    try:
        found = ask(terminal.child, terminal.child, seconds)
        assert termios.tcgetattr(terminal.child) == before
        os.set_blocking(terminal.child, False)
        with pytest.raises(BlockingIOError):
            os.read(terminal.child, 1)
    finally:
        terminal.close()
    assert terminal.asked.endswith(b"\r\x1b[K")
    return found


@pytest.mark.parametrize("pieces", [1, 7])
def test_a_terminal_that_answers(pieces):
    assert answers(ANSWERING, pieces) == Answers(
        any=True,
        name="Fine 1.2",
        synchronized=True,
        mouse=True,
        keys=True,
        ground=(255, 128, 0),
        widths=(1, 1, 1, 2, 2),
    )


def test_a_terminal_that_knows_little():
    found = answers(b"\x1b[?2026;0$y\x1b[?1;2c")
    assert found == Answers(any=True, synchronized=False, keys=False)


def test_a_terminal_that_says_nothing_costs_no_longer_than_it_is_given():
    assert answers(b"", seconds=0.1) == Answers()


def test_a_terminal_that_says_what_it_should_not():
    found = answers(b"\x1bP>|\x9b31m\x1b]0;title\x07" + b"x" * 40_000 + b"\x1b[?1c", seconds=2.0)
    assert not found.widths
    assert "\x1b" not in shown(found.name)


@given(st.binary(max_size=60))
def test_any_answer_is_understood(data):
    found = understood(data)
    assert shown(found.name).isprintable()
    assert found.ground is None or all(0 <= part <= 255 for part in found.ground)


@given(st.lists(st.sampled_from([*ANSWERING.split(b"\x1b")]), max_size=8))
def test_any_order_of_answers_is_understood(parts):
    understood(b"\x1b".join(parts))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda number: number.name)
def test_a_signal_while_it_waits_leaves_the_terminal_as_it_was(number):
    side, child = pty.openpty()
    before = termios.tcgetattr(child)
    program = "import os; from tui_course.commands.doctor.asking import ask; ask(0, 1, 30.0)"
    process = subprocess.Popen([sys.executable, "-c", program], stdin=child, stdout=child, stderr=subprocess.DEVNULL)
    try:
        said = b""
        while b"\x1b[c" not in said:
            assert select.select([side], [], [], 30)[0]
            said += os.read(side, 4096)
        deadline = time.monotonic() + 10
        while termios.tcgetattr(child)[3] == before[3] and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(number)
        assert process.wait(30) != 0
        assert termios.tcgetattr(child) == before
    finally:
        process.kill()
        process.wait()
        os.close(side)
        os.close(child)


def test_the_widths_that_are_expected_are_those_of_the_pages():
    from wcwidth import wcswidth

    assert [wcswidth(sign) for sign, _cells in WIDE] == [cells for _sign, cells in WIDE]
