"""What a terminal sends, on its way to a reader: text and keys, and nothing that costs the reader more than a key does."""

from __future__ import annotations

import codecs
import re
from enum import Enum, auto
from typing import Final

MAX_SEQUENCE: Final = 256
"""The most characters of a control sequence that is waited for; a longer one is dropped to its end."""
MAX_PASTE: Final = 64 * 1024
"""The most bytes of a paste that go through."""
PAUSE: Final = 0.2
"""Seconds of silence after which an escape character was a key, and not the beginning of something."""
PASTE_PAUSE: Final = 10.0
"""Seconds of silence after which a paste that was not ended is over."""

_ESC: Final = "\x1b"
_BEGIN_PASTE: Final = "\x1b[200~"
_END_PASTE: Final = "\x1b[201~"
_X10_MOUSE: Final = 3

_TEXT: Final = re.compile(r"[^\x1b\x80-\x9f]+")
_NOT_PASTED: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+")
_PART: Final = re.compile(r"[ -#%-?]+|\$+")
_STRING: Final = re.compile(r"[^\x07\x18\x1a\x1b\x9c]+")

# What Textual understands of control sequences. The reports of a window's size are not among them: they would go past the
# bounds that the front has set, and what a terminal answers to questions that nobody asked is read as keys.
_KEY: Final = re.compile(r"\x1b\[(\d{0,7})(?:;(\d{0,7})(?:;([\d:]{0,16}))?)?[A-HP-SZ~ua-d^$@]")
_OLD_KEY: Final = re.compile(r"\x1b\[(?:\[[A-E]|1;[5-8][p-y])")
_OTHER: Final = re.compile(r"\x1b\[(?:<\d{1,3};\d{1,5};\d{1,5}[Mm]|[IO]|\?2026;[0-4]\$y)")


class _State(Enum):
    TEXT = auto()
    ESCAPE = auto()
    CONTROL = auto()
    SINGLE = auto()
    CONSOLE = auto()
    MOUSE = auto()
    STRING = auto()
    STRING_ESCAPE = auto()
    LONG = auto()
    PASTE = auto()


_INTRODUCED: Final = {"[": _State.CONTROL, "O": _State.SINGLE, **dict.fromkeys("]PX^_", _State.STRING)}


class InputFilter:
    """Repairs and bounds what one terminal sends; knows no clock: `pause` says that for PAUSE seconds nothing came.

    UTF-8 is repaired with U+FFFD. Of control sequences those go through that Textual makes a key, a click or an answer of; all
    others are dropped, for it would take their characters for keys. A paste is text alone, and of MAX_PASTE bytes at most. With
    `sequences` off none go through: a program that reads lines does not know them.
    """

    def __init__(self, *, sequences: bool = True) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._sequences = sequences
        self._state = _State.TEXT
        self._held = ""
        self._told = False
        self._left = 0
        self._cut = False
        self._steps = {
            _State.TEXT: self._text,
            _State.ESCAPE: self._escape,
            _State.CONTROL: self._control,
            _State.SINGLE: self._single,
            _State.CONSOLE: self._console,
            _State.MOUSE: self._mouse,
            _State.STRING: self._string,
            _State.STRING_ESCAPE: self._string_escape,
            _State.LONG: self._long,
            _State.PASTE: self._paste,
        }

    @property
    def patience(self) -> float:
        """After how many seconds of silence `pause` is to be called; 0 where nothing is held."""
        match self._state:
            case _State.TEXT:
                return 0.0
            case _State.PASTE:
                return PASTE_PAUSE
            case _:
                return PAUSE

    @property
    def pasting(self) -> bool:
        """Whether a paste is under way."""
        return self._state is _State.PASTE

    def was_cut(self) -> bool:
        """Whether a paste was cut since it was asked last."""
        cut, self._cut = self._cut, False
        return cut

    def feed(self, data: bytes) -> bytes:
        """What goes on of what came."""
        text = self._decode(data)
        out: list[str] = []
        at = 0
        while at < len(text):
            at = self._steps[self._state](text, at, out)
        if self._state is _State.ESCAPE and not self._told:
            # It may be the key, which shall not wait; Textual itself waits whether something follows.
            self._told = True
            self._emit(_ESC, out)
        return "".join(out).encode()

    def pause(self) -> bytes:
        """What was held, now that nothing followed it: a key, or the end of a paste; else it is dropped."""
        state, held = self._state, self._held
        out: list[str] = []
        if state is _State.PASTE:
            self._emit(_END_PASTE, out)
        elif state is _State.CONTROL:
            # Behind an escape that was told long ago it is the key; together with one it would begin anew what was broken off.
            out.append(held if self._told and len(held) == 1 else "")
        elif state in {_State.SINGLE, _State.STRING} and len(held) == 1:
            self._emit(held if self._told else _ESC + held, out)
        self._back()
        return "".join(out).encode()

    def _back(self) -> None:
        self._state, self._held, self._told = _State.TEXT, "", False

    def _emit(self, sequence: str, out: list[str]) -> None:
        if self._sequences or not sequence.startswith(_ESC):
            out.append(sequence)
        elif sequence not in {_BEGIN_PASTE, _END_PASTE} and sequence != _ESC:
            out.append(sequence[1:])

    def _text(self, text: str, at: int, out: list[str]) -> int:
        if found := _TEXT.match(text, at):
            out.append(found.group())
            return found.end()
        if text[at] == _ESC:
            self._state = _State.ESCAPE
        return at + 1

    def _escape(self, text: str, at: int, out: list[str]) -> int:
        after = text[at]
        if after in _INTRODUCED:
            self._state, self._held = _INTRODUCED[after], after
            return at + 1
        if not self._told:
            self._emit(_ESC, out)
        self._back()
        # Another escape, or a key with Alt.
        return at

    def _control(self, text: str, at: int, out: list[str]) -> int:
        if text[at] == "$" and self._held[1:].isdecimal():
            # So rxvt says Shift.
            self._complete(self._held + "$", out)
            return at + 1
        if found := _PART.match(text, at):
            self._held += found.group()[: MAX_SEQUENCE - len(self._held)]
            if len(self._held) >= MAX_SEQUENCE:
                self._state, self._held = _State.LONG, ""
            return found.end()
        final = text[at]
        if not "@" <= final <= "~":
            # A control character or one beyond ASCII breaks it off.
            self._back()
            return at
        if self._held == "[" and final in "M[":
            self._state, self._held = (_State.MOUSE, "") if final == "M" else (_State.CONSOLE, "[[")
            return at + 1
        self._complete(self._held + final, out)
        return at + 1

    def _complete(self, rest: str, out: list[str]) -> None:
        """A control sequence has come to its end; `rest` is what stands behind the escape."""
        told = self._told
        self._back()
        if _ESC + rest == _BEGIN_PASTE:
            self._state, self._left = _State.PASTE, MAX_PASTE
        elif _ESC + rest == _END_PASTE or not _is_understood(_ESC + rest):
            return
        if self._sequences:
            out.append(rest if told else _ESC + rest)

    def _single(self, text: str, at: int, out: list[str]) -> int:
        told = self._told
        self._back()
        if text[at].isascii() and text[at].isalpha():
            if self._sequences:
                out.append(f"O{text[at]}" if told else f"{_ESC}O{text[at]}")
            return at + 1
        # Alt and the letter, and then something else.
        self._emit("O" if told else f"{_ESC}O", out)
        return at

    def _console(self, text: str, at: int, out: list[str]) -> int:
        self._complete(self._held + text[at], out)
        return at + 1

    def _mouse(self, text: str, at: int, out: list[str]) -> int:  # noqa: ARG002 - as the others
        # Three characters that say where: not understood, and no keys.
        more = text[at : at + _X10_MOUSE - len(self._held)]
        self._held += more
        if len(self._held) == _X10_MOUSE:
            self._back()
        return at + len(more)

    def _string(self, text: str, at: int, out: list[str]) -> int:  # noqa: ARG002 - as the others
        self._held = "] "
        if found := _STRING.match(text, at):
            return found.end()
        if text[at] == _ESC:
            self._state = _State.STRING_ESCAPE
        else:
            self._back()
        return at + 1

    def _string_escape(self, text: str, at: int, out: list[str]) -> int:  # noqa: ARG002 - as the others
        self._back()
        if text[at] == "\\":
            return at + 1
        # It was broken off by something else that begins with an escape.
        self._state = _State.ESCAPE
        return at

    def _long(self, text: str, at: int, out: list[str]) -> int:  # noqa: ARG002 - as the others
        if found := _PART.match(text, at):
            return found.end()
        self._back()
        return at + 1 if "@" <= text[at] <= "~" else at

    def _paste(self, text: str, at: int, out: list[str]) -> int:
        given = self._held + text[at:]
        end = given.find(_END_PASTE)
        body = given[:end] if end >= 0 else given
        self._held = "" if end >= 0 else _begun(given)
        self._pass(body[: len(body) - len(self._held)], out)
        if end < 0:
            return len(text)
        used = end + len(_END_PASTE) - (len(given) - (len(text) - at))
        self._back()
        self._emit(_END_PASTE, out)
        return at + used

    def _pass(self, body: str, out: list[str]) -> None:
        """As much of a paste as may still pass."""
        data = _NOT_PASTED.sub("", body).encode()
        if len(data) > self._left >= 0:
            # Once for each paste; what follows of it is less than nothing.
            self._cut = True
        out.append(data[: max(self._left, 0)].decode(errors="ignore"))
        self._left -= len(data)


def _begun(text: str) -> str:
    """The end of `text` with which the end of a paste may have begun."""
    return next((_END_PASTE[:n] for n in range(len(_END_PASTE) - 1, 0, -1) if text.endswith(_END_PASTE[:n])), "")


def _is_understood(sequence: str) -> bool:
    if _OTHER.fullmatch(sequence) or _OLD_KEY.fullmatch(sequence):
        return True
    if (key := _KEY.fullmatch(sequence)) is None:
        return False
    code, _modifiers, text = key.groups("")
    # Textual makes characters of these numbers, and ends where there is none of that number.
    return all(_is_character(int(number), 0) for number in (code,) if number) and all(
        _is_character(int(number), ord(" ")) for number in text.split(":") if number
    )


def _is_character(code: int, least: int) -> bool:
    return least <= code < 0x110000 and not 0xD800 <= code < 0xE000 and not (least and 0x7F <= code < 0xA0)  # noqa: PLR2004 - Unicode's
