"""Moves bytes between a learner's channel and a reader's terminal, no faster than either takes them."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from tui_course.serve.connection import MAX_UNSENT
from tui_course.serve.flow import Allowance

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.serve.connection import Channel, Wire
    from tui_course.serve.figures import Figures
    from tui_course.serve.input import InputFilter

_AT_ONCE: Final = 64 * 1024
_PIECE: Final = 4 * 1024
_FRAME: Final = 1024
"""Fewer bytes than a first frame has, and more than what asks before it what the terminal can do."""
_KEYS: Final = (2 * 1024, 8 * 1024)
"""Bytes a second and at once of keys: more than anybody types, and than a mouse that is moved tells."""
_PASTED: Final = (256 * 1024, 128 * 1024)
"""Bytes a second and at once of a paste."""


class Bridge:
    """A channel on one side, the master of a pseudo terminal on the other, which is closed at the end.

    While the client takes nothing, the terminal is not read, and its reader waits; after `patience` seconds of that, `stalled`
    is called. While the reader takes nothing, or more comes than may, the channel is not read. `painted` is called once, when
    the first frame comes. `dry` is done when everything that the reader wrote was given to the channel, and there will be no
    more.
    """

    def __init__(self, channel: Channel, wire: Wire, master: int, keys: InputFilter, figures: Figures) -> None:
        self.stalled: Callable[[], None] = _nothing
        self.cut: Callable[[], None] = _nothing
        self.painted: Callable[[], None] = _nothing
        self.patience = 10.0
        self._loop = asyncio.get_running_loop()
        self.dry: asyncio.Future[None] = self._loop.create_future()
        self._channel = channel
        self._wire = wire
        self._master = master
        self._until_painted = _FRAME
        self._input = keys
        self._figures = figures
        self._coming = bytearray()
        self._unread = bytearray()
        self._keys = Allowance(*_KEYS)
        self._pasted = Allowance(*_PASTED)
        self._reading = False
        self._full = False
        self._slow = False
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def start(self) -> None:
        """Begin to move what the reader writes."""
        self._channel.set_write_buffer_limits(high=MAX_UNSENT)
        self._wire.drained = lambda _: self._consider()
        self._consider()

    def close(self) -> None:
        """Let go of the terminal: whoever still reads there is hung up on. Twice is once."""
        if self._master < 0:
            return
        self._wire.drained = None
        for timer in self._timers.values():
            timer.cancel()
        self._stop_reading()
        self._loop.remove_writer(self._master)
        os.close(self._master)
        self._master = -1
        # Who is gone is found by the garbage collector some time later; what they sent shall not wait for that.
        self._coming.clear()
        self._unread.clear()
        self._dried()

    # From the reader to the client

    def full(self, full: bool) -> None:  # noqa: FBT001 - it is the news
        """The channel's buffer is full, or has room again."""
        self._full = full
        if full:
            self._later("stalled", self.patience, self._give_up)
        else:
            self._never("stalled")
        self._consider()

    def _consider(self) -> None:
        """Read the terminal where, and as long as, somebody takes what stands there."""
        wanted = self._master >= 0 and not self.dry.done() and not self._full and not self._wire.full
        if wanted and not self._reading:
            self._loop.add_reader(self._master, self._readable)
            self._reading = True
        elif not wanted:
            self._stop_reading()

    def _stop_reading(self) -> None:
        if self._reading:
            self._loop.remove_reader(self._master)
            self._reading = False

    def _readable(self) -> None:
        try:
            data = os.read(self._master, _AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            # Linux says so when nobody has the other end any more.
            data = b""
        if not data:
            self._stop_reading()
            self._dried()
            return
        self._figures.sent(len(data))
        if self._until_painted > 0:
            self._until_painted -= len(data)
            if self._until_painted <= 0:
                self.painted()
        with suppress(OSError):
            # A channel that was closed says so itself; what its reader still writes goes nowhere.
            self._channel.write(data)

    def _dried(self) -> None:
        if not self.dry.done():
            self.dry.set_result(None)

    def _give_up(self) -> None:
        self.stalled()

    # From the client to the reader

    def feed(self, data: bytes) -> None:
        """Bytes of the client; the channel is not read while some of them wait."""
        self._figures.received(len(data))
        self._coming += data
        self._advance()

    def _advance(self) -> None:
        """Pass on what came as far as it may, and is taken."""
        while self._coming and not self._slow and not self._unread:
            piece = bytes(self._coming[:_PIECE])
            del self._coming[:_PIECE]
            self._take(piece)
        if self._coming or self._unread:
            self._channel.pause_reading()
        else:
            self._channel.resume_reading()

    def _take(self, piece: bytes) -> None:
        pasting = self._input.pasting
        self._write(self._input.feed(piece))
        allowance = self._pasted if pasting or self._input.pasting else self._keys
        if wait := allowance.take(len(piece), self._loop.time()):
            self._slow = True
            self._later("slow", wait, self._resume)
        if self._input.patience:
            self._later("pause", self._input.patience, self._paused)
        else:
            self._never("pause")
        if self._input.was_cut():
            self.cut()

    def _paused(self) -> None:
        if not self._coming:
            self._write(self._input.pause())

    def _resume(self) -> None:
        self._slow = False
        self._advance()

    def _write(self, data: bytes) -> None:
        if self._master < 0 or not data:
            return
        if self._unread:
            self._unread += data
            return
        self._unread += data[self._written(data) :]
        if self._unread:
            self._loop.add_writer(self._master, self._writable)

    def _writable(self) -> None:
        del self._unread[: self._written(self._unread)]
        if not self._unread:
            self._loop.remove_writer(self._master)
            self._advance()

    def _written(self, data: bytes | bytearray) -> int:
        try:
            return os.write(self._master, data)
        except BlockingIOError:
            return 0
        except OSError:
            # The reader is gone, and with it whoever would have read this.
            return len(data)

    def _later(self, name: str, seconds: float, do: Callable[[], None]) -> None:
        self._never(name)
        self._timers[name] = self._loop.call_later(seconds, do)

    def _never(self, name: str) -> None:
        with suppress(KeyError):
            self._timers.pop(name).cancel()


def _nothing() -> None:
    pass
