"""A few questions in lines, on any terminal, before a reader is there: what is typed is edited and echoed here."""

from __future__ import annotations

import asyncio
import codecs
import textwrap
import unicodedata
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from tui_course.language import later, spoken_in

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_BYTES: Final = 1_024
"""The most bytes of a line; what is typed beyond them is not taken."""
PATIENCE: Final = 120.0
"""How long a question waits for its answer, in seconds."""
_MOST_TYPED: Final = 64 * 1024
_INDENT: Final = "  "
_LEAST: Final = 16
_MOST: Final = 76
_ROOM: Final = 20  # cells for what is typed, else it begins a line


class Teletype(Protocol):
    """The raw terminal of somebody at the door."""

    @property
    def columns(self) -> int:
        """How many cells a line has."""

    def write(self, data: bytes) -> None:
        """Show bytes."""

    async def read(self) -> bytes:
        """What was typed next; nothing when they have gone."""


class Gone(Exception):
    """They went: the connection ended, Ctrl-C or Ctrl-D was pressed, or nothing came for long."""


class Ended(Enum):
    """How a line ended."""

    ENTERED = auto()
    CANCELLED = auto()
    CLOSED = auto()


class Typed(NamedTuple):
    """What bytes did to a line: what to show of it, how it ended if it did, and the bytes that are the next line's."""

    echo: str
    ended: Ended | None
    rest: bytes


class _State(Enum):
    TEXT = auto()
    ESCAPE = auto()
    SEQUENCE = auto()  # ESC [ … up to a letter
    ONE_MORE = auto()  # ESC O and a letter
    STRING = auto()  # ESC ] … up to BEL or ESC \\


class LineEditor:
    """Edits one line after the other from bytes, which may be cut anywhere.

    Backspace takes the last character as it is seen, Ctrl-W the last word, Ctrl-U all of it. Control sequences, such as
    arrows, do nothing. No character that is not printable gets into a line or into its echo.
    """

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("ignore")
        self._state = _State.TEXT
        self._after_return = False
        self._secret = False
        self._chars: list[str] = []
        self._bytes = 0

    @property
    def line(self) -> str:
        """What is typed so far."""
        return "".join(self._chars)

    def begin(self, *, secret: bool) -> None:
        """Begin the next line; nothing of a secret one is shown."""
        self._secret = secret
        self._chars.clear()
        self._bytes = 0

    def feed(self, data: bytes) -> Typed:
        """Take bytes up to the end of the line."""
        echo: list[str] = []
        for at in range(len(data)):
            for char in self._decoder.decode(data[at : at + 1]):
                ended = self._take(char, echo)
                if ended is not None:
                    return Typed(self._shown(echo), ended, data[at + 1 :])
        return Typed(self._shown(echo), None, b"")

    def _shown(self, echo: list[str]) -> str:
        return "" if self._secret else "".join(echo)

    def _take(self, char: str, echo: list[str]) -> Ended | None:
        after_return, self._after_return = self._after_return, char == "\r"
        if char == "\x1b":
            self._state = _State.ESCAPE
        elif self._state is not _State.TEXT:
            self._state = _after(self._state, char)
        elif char == "\r" or (char == "\n" and not after_return):
            return Ended.ENTERED
        elif char == "\x03":
            return Ended.CANCELLED
        elif char == "\x04":
            return None if self._chars else Ended.CLOSED
        elif char in "\x7f\x08":
            echo.append(self._erase())
        elif char == "\x15":
            while self._chars:
                echo.append(self._erase())
        elif char == "\x17":
            echo.append(self._erase_word())
        elif char.isprintable() and self._bytes + len(char.encode()) <= MOST_BYTES:
            self._chars.append(char)
            self._bytes += len(char.encode())
            echo.append(char)
        return None

    def _erase(self) -> str:
        """Take the last character with the marks on it; what takes it off the screen."""
        from wcwidth import wcswidth

        taken = ""
        while self._chars:
            taken = self._chars.pop() + taken
            if not unicodedata.category(taken[0]).startswith("M"):
                break
        self._bytes -= len(taken.encode())
        width = max(0, wcswidth(taken))
        return "\b" * width + " " * width + "\b" * width

    def _erase_word(self) -> str:
        shown = ""
        while self._chars and self._chars[-1] == " ":
            shown += self._erase()
        while self._chars and self._chars[-1] != " ":
            shown += self._erase()
        return shown


def _after(state: _State, char: str) -> _State:
    """Where a control sequence is after one more character of it."""
    if char in "\x03\x04\r\n":
        return _State.TEXT  # who waits for the end of one waits for ever
    match state:
        case _State.ESCAPE:
            return {"[": _State.SEQUENCE, "O": _State.ONE_MORE}.get(char, _State.STRING if char in "]PX^_" else _State.TEXT)
        case _State.SEQUENCE:
            return _State.TEXT if "@" <= char <= "~" else state
        case _State.STRING:
            return _State.TEXT if char == "\x07" else state
        case _:
            return _State.TEXT


class Dialogue:
    """Asks on a teletype, in a language as a locale names it, and waits for each answer so many seconds."""

    def __init__(self, teletype: Teletype, language: str = "", *, seconds: float = PATIENCE) -> None:
        self.words: Callable[[str], str] = spoken_in(language)
        self._teletype = teletype
        self._seconds = seconds
        self._editor = LineEditor()
        self._waiting = b""

    def say(self, text: str = "") -> None:
        """Show lines, those that are too long on several."""
        width = max(_LEAST, min(_MOST, self._teletype.columns - 1) - len(_INDENT))
        for line in text.split("\n"):
            for part in textwrap.wrap(line, width, break_on_hyphens=False, drop_whitespace=bool(line.strip())) or [""]:
                self._write(f"{_INDENT}{part}\n" if part else "\n")

    async def ask(self, prompt: str, *, secret: bool = False) -> str:
        """The line that is typed at a prompt, without the space around it; nothing of a secret one is shown. Raises Gone."""
        room = self._teletype.columns - len(_INDENT)
        lines = textwrap.wrap(prompt, max(_LEAST, room - 1), break_on_hyphens=False)
        if not secret and len(lines[-1]) > room - _ROOM:
            lines.append(">")
        self._write("\n".join(f"{_INDENT}{line}" for line in lines) + " ")
        self._editor.begin(secret=secret)
        typed = 0
        try:
            async with asyncio.timeout(self._seconds):
                while typed <= _MOST_TYPED:
                    data, self._waiting = self._waiting or await self._teletype.read(), b""
                    if not data:
                        raise Gone("the connection ended")
                    typed += len(data)
                    echo, ended, self._waiting = self._editor.feed(data)
                    if echo:
                        self._write(echo)
                    if ended is Ended.ENTERED:
                        self._write("\n")
                        return self._editor.line.strip()
                    if ended is not None:
                        self._write("\n")
                        raise Gone("left")
        except TimeoutError as error:
            self._write("\n")
            self.say(self.words(later("Nothing was typed for a while. Connect again when you are ready.")))
            raise Gone("nothing typed") from error
        raise Gone("too much typed")

    def _write(self, text: str) -> None:
        self._teletype.write(text.replace("\n", "\r\n").encode("utf-8", "replace"))
