"""The pipe between the front and a reader: lines of JSON, words one way, and requests for pictures and faults the other."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tui_course.pictures.picture import Unreadable
from tui_course.serve.starting import NewEdition
from tui_course.workshop.attending import Closing, Remark

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from tui_course.serve.starting import Word

LONGEST: Final = 16_384
"""The most bytes of a line."""
_PATIENCE: Final = 60.0

_WORDS: Final[dict[str, type[Closing | NewEdition | Remark]]] = {"closing": Closing, "edition": NewEdition, "remark": Remark}


class Wish(NamedTuple):
    """A reader wants a picture drawn; `number` says which answer is to this."""

    number: int
    path: str
    columns: int
    rows: int


class Fault(NamedTuple):
    """What went wrong in a reader, for the host's log."""

    text: str


class Drawn(NamedTuple):
    """The picture of a wish is among those that were drawn, or `reason` says why it is not."""

    number: int
    reason: str = ""


_ASKED: Final[dict[str, type[Wish | Fault]]] = {"wish": Wish, "fault": Fault}
_NAMES: Final = {kind: name for name, kind in (*_WORDS.items(), *_ASKED.items(), ("drawn", Drawn))}


def line_of(said: Word | Wish | Fault | Drawn) -> bytes:
    """What is said, as a line."""
    return json.dumps([_NAMES[type(said)], *said]).encode() + b"\n"


def wish_or_fault(line: bytes) -> Wish | Fault | None:
    """What a reader says; None for what no reader says. Nothing of it is believed: a reader shows what strangers type."""
    match _parsed(line):
        case ["wish", int(number), str(path), int(columns), int(rows)]:
            return Wish(number, path, columns, rows)
        case ["fault", str(text)]:
            return Fault(text)
        case _:
            return None


def word_or_drawn(line: bytes) -> Word | Drawn | None:
    """What the front says; None for what this version of it does not."""
    match _parsed(line):
        case ["closing", int() | float() as seconds, str(reason), bool(idle)]:
            return Closing(float(seconds), reason, idle)
        case ["edition", str(course), str(folder)]:
            return NewEdition(course, folder)
        case ["remark", str(text)]:
            return Remark(text)
        case ["drawn", int(number), str(reason)]:
            return Drawn(number, reason)
        case _:
            return None


def _parsed(line: bytes) -> Any:  # noqa: ANN401 - any JSON
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


class ReaderPipe:
    """The reader's end. `heard` is called for each word, and `gone` when there is no front any more, both from a thread."""

    def __init__(self, pipe: socket.socket) -> None:
        self._pipe = pipe
        self._sending = threading.Lock()
        self._changed = threading.Condition()
        self._answers: dict[int, str | None] = {}
        self._number = 0
        self._open = True

    def listen(self, heard: Callable[[Word], None], gone: Callable[[], None]) -> None:
        """Begin to listen; called once."""
        threading.Thread(target=self._listen, args=(heard, gone), name="host", daemon=True).start()

    def fault(self, text: str) -> None:
        """Have something written to the host's log; where the front is gone nobody reads it."""
        text = text[-LONGEST:]
        while len(line_of(Fault(text))) > LONGEST:
            # The end of a trace says what went wrong.
            text = text[len(text) // 4 + 1 :]
        self._send(Fault(text))

    def draw(self, path: str, columns: int, rows: int) -> None:
        """Have the host draw a picture, and wait for it; raises Unreadable."""
        with self._changed:
            self._number += 1
            number = self._number
            self._answers[number] = None
        try:
            if not self._send(Wish(number, path, columns, rows)):
                raise Unreadable("the host does not answer")
            with self._changed:
                answered = self._changed.wait_for(lambda: self._answers[number] is not None or not self._open, _PATIENCE)
                reason = self._answers[number]
        finally:
            with self._changed:
                del self._answers[number]
        if not answered or reason is None:
            raise Unreadable("the host does not answer")
        if reason:
            raise Unreadable(reason)

    def _send(self, said: Wish | Fault) -> bool:
        line = line_of(said)
        if len(line) > LONGEST:
            return False
        try:
            with self._sending:
                self._pipe.sendall(line)
        except OSError:
            return False
        return True

    def _listen(self, heard: Callable[[Word], None], gone: Callable[[], None]) -> None:
        with self._pipe.makefile("rb") as lines:
            while line := self._line(lines.readline):
                match word_or_drawn(line):
                    case None:
                        continue
                    case Drawn(number, reason):
                        self._answered(number, reason)
                    case word:
                        heard(word)
        with self._changed:
            self._open = False
            self._changed.notify_all()
        gone()

    @staticmethod
    def _line(read: Callable[[int], bytes]) -> bytes:
        try:
            return read(LONGEST)
        except OSError:
            return b""

    def _answered(self, number: int, reason: str) -> None:
        with self._changed:
            if number in self._answers:
                self._answers[number] = reason
            self._changed.notify_all()
