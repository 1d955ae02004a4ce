"""A program on a terminal that is quick to start: shows its size and the keys that it gets, and does what some of them say."""

import os
import signal
import sys
import termios
import tty
from pathlib import Path

MARK = Path(sys.argv[1])


def say(text):
    os.write(1, text.encode() + b"\r\n")


def size(*_):
    found = os.get_terminal_size(0)
    say(f"size {found.columns}x{found.lines}")


def leave(number, _frame):
    with MARK.open("a") as file:
        file.write(f"{os.getpid()} {signal.Signals(number).name}\n")
    os._exit(128 + number)


def stay(number, _frame):
    with MARK.open("a") as file:
        file.write(f"{os.getpid()} ignored {signal.Signals(number).name}\n")


for one in (signal.SIGHUP, signal.SIGTERM):
    signal.signal(one, leave)
signal.signal(signal.SIGWINCH, size)
tty.setraw(0, termios.TCSANOW)
say(f"reading as {os.environ['LEARNER']} on {os.environ['TERM']} in {os.environ['LANGUAGE']} {os.environ['COLOURS']}.")
size()
while True:
    keys = os.read(0, 65536)
    match keys:
        case b"":
            break
        case b"q":
            say("bye")
            break
        case b"x":
            sys.exit(3)
        case b"k":
            os.kill(os.getpid(), signal.SIGKILL)
        case b"s":
            for one in (signal.SIGHUP, signal.SIGTERM):
                signal.signal(one, stay)
            say("stubborn")
            while True:
                signal.pause()
        case b"f":
            while True:
                os.write(1, b"flood " * 500)
        case b"d":
            say("deaf")
            signal.pause()
        case _:
            say(f"keys {len(keys)} {keys[:200]!r}")
