"""What a terminal answers when it is asked: it is given back as it was, whatever happens."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import termios
import time
import tty
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

SECONDS: Final = 1.0
"""How long a terminal is waited for that says nothing."""
_LATE: Final = 0.1
_MOST_BYTES: Final = 1 << 14
_LONGEST: Final = 1 << 13
WIDE: Final = (("é", 1), ("✓", 1), ("─", 1), ("中", 2), ("👍", 2))
"""Characters, and how many cells they take where the terminal and the program agree."""
# Each question is answered by one sequence; the last is one that every terminal answers.
_QUESTIONS: Final = "\x1b[>0q\x1b[?2026$p\x1b[?1006$p\x1b[?u\x1b]11;?\x1b\\"
_WHERE: Final = "\x1b[6n"
_WHO: Final = "\x1b[c"
_CLEAN: Final = "\r\x1b[K"
_NAME: Final = re.compile(rb"\x1bP>\|([^\x1b\x07]{0,100})(?:\x1b\\|\x07)")
_MODE: Final = re.compile(rb"\x1b\[\?(\d{1,5});([0-4])\$y")
_KEYS: Final = re.compile(rb"\x1b\[\?(\d{1,5})u")
_GROUND: Final = re.compile(rb"\x1b\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})")
_PLACE: Final = re.compile(rb"\x1b\[(\d{1,5});(\d{1,5})R")
_CLASS: Final = re.compile(rb"\x1b\[\?([\d;]{0,100})c")
_KNOWN_MODES: Final = frozenset((1, 2, 3))
_FRAMES: Final = 2026
_MOUSE: Final = 1006


@dataclass(frozen=True, slots=True)
class Answers:
    """What a terminal answered: None, or nothing, where it said nothing about it.

    `widths` are the cells that each character of WIDE took; `ground` is the background as red, green and blue from 0 to 255.
    """

    any: bool = False
    name: str = ""
    synchronized: bool | None = None
    mouse: bool | None = None
    keys: bool | None = None
    ground: tuple[int, int, int] | None = None
    widths: tuple[int, ...] = ()


def ask(reading: int, writing: int, seconds: float = SECONDS) -> Answers:
    """Ask the terminal that is read from and written to through these descriptors; raises OSError.

    It is set back as it was, and nothing that was asked stays on its screen or in what it has typed.
    """
    said = "".join(f"\r{sign}{_WHERE}" for sign, _cells in WIDE)
    with _quiet(reading):
        try:
            _write(writing, f"{_CLEAN}{_QUESTIONS}{said}{_CLEAN}{_WHO}".encode())
            data = _replies(reading, time.monotonic() + seconds)
        finally:
            _write(writing, _CLEAN.encode())
    return understood(data)


def understood(data: bytes) -> Answers:
    """What the bytes say that a terminal sent."""
    modes = {int(number): int(state) for number, state in _MODE.findall(data)}
    name, ground, about = _NAME.search(data), _GROUND.search(data), _CLASS.search(data)
    places = tuple(int(column) - 1 for _row, column in _PLACE.findall(data))
    return Answers(
        any=about is not None or bool(modes or places),
        name=name[1].decode("utf-8", "replace") if name else "",
        synchronized=modes[_FRAMES] in _KNOWN_MODES if _FRAMES in modes else None,
        mouse=modes[_MOUSE] in _KNOWN_MODES if _MOUSE in modes else None,
        keys=True if _KEYS.search(data) else (False if about else None),
        ground=_colour(ground[1], ground[2], ground[3]) if ground else None,
        widths=places if len(places) == len(WIDE) else (),
    )


def _colour(*parts: bytes) -> tuple[int, int, int]:
    red, green, blue = (round(int(part, 16) / (16 ** len(part) - 1) * 255) for part in parts)
    return red, green, blue


@contextmanager
def _quiet(reading: int) -> Iterator[None]:
    """Have what is typed handed over at once and shown nowhere, until the end, also where a signal asks for it."""
    before = termios.tcgetattr(reading)
    handlers = {}
    for number in (signal.SIGTERM, signal.SIGHUP):
        with suppress(ValueError):  # signals belong to the main thread
            handlers[number] = signal.signal(number, _leave)
    with suppress(ValueError):
        # A program that is stopped now would leave the terminal as it is.
        handlers[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    try:
        tty.setcbreak(reading, termios.TCSANOW)
        yield
    finally:
        # What arrives late is thrown away with what is not read yet.
        termios.tcsetattr(reading, termios.TCSAFLUSH, before)
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _replies(reading: int, end: float) -> bytes:
    """What the terminal sends until it has said who it is, or time is up; then a moment more for what is late."""
    data = tail = b""
    while True:
        left = end - time.monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            break
        more = os.read(reading, 4096)
        if not more:
            break
        # All that it sends is taken, so that nothing is left for the shell, and of too much only the beginning is kept.
        data = (data + more)[:_MOST_BYTES]
        tail = (tail + more)[-_LONGEST:]
        if _CLASS.search(tail):
            end = min(end, time.monotonic() + _LATE)
            tail = b""
    return data


def _write(writing: int, data: bytes) -> None:
    while data and select.select([], [writing], [], SECONDS)[1]:
        data = data[os.write(writing, data) :]
