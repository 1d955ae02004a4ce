"""One reader that was forked, as the front has it: told things, heard, ended, and known to be gone."""

from __future__ import annotations

import asyncio
import os
import select
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from tui_course.model.visible import visible
from tui_course.serve.forking import exit_code
from tui_course.serve.limits import BusyGuard
from tui_course.serve.pipe import Drawn, Fault, Wish, line_of, wish_or_fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.serve.drawing import Artist
    from tui_course.serve.forking import Forked
    from tui_course.serve.starting import Word

_DEAF_BYTES: Final = 65_536
_WISHES_AT_ONCE: Final = 4
_FAULTS: Final = 50


class ForkedReader:
    """A reader that was forked; see `starting.Reader`."""

    def __init__(self, forked: Forked, pipe: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
        self.pid = forked.pid
        self.exited: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.reason = ""
        self.busy = BusyGuard()
        self._status = forked.status
        self._incoming, self._outgoing = pipe
        self._handle = _process_handle(self.pid)
        self._tasks: set[asyncio.Task[None]] = set()
        self._faults = 0
        asyncio.get_running_loop().add_reader(self._status, self._ended)

    def tell(self, word: Word) -> None:
        """Tell it something; what a reader that is gone or stuck would have been told is lost."""
        self._say(line_of(word))

    def end(self, reason: str = "") -> None:
        """Ask it to save and end."""
        self._signal(signal.SIGTERM, reason)

    def kill(self, reason: str = "") -> None:
        """End it at once."""
        self._signal(signal.SIGKILL, reason)

    def _signal(self, number: signal.Signals, reason: str) -> None:
        if self.exited.done():
            return
        self.reason = self.reason or reason
        with suppress(ProcessLookupError):
            if self._handle is not None:
                # It is this process, whatever has its number by now.
                signal.pidfd_send_signal(self._handle, number)
            else:
                os.kill(self.pid, number)

    def _say(self, line: bytes) -> None:
        if not self._outgoing.is_closing() and self._outgoing.transport.get_write_buffer_size() < _DEAF_BYTES:
            self._outgoing.write(line)

    # What it says

    async def attend(self, artist: Artist | None, log: Callable[[str], None]) -> None:
        """Hear what it says until it is gone: pictures that it wants, faults for the log."""
        try:
            while line := await self._incoming.readline():
                match wish_or_fault(line):
                    case Wish() as wish:
                        self._wanted(wish, artist, log)
                    case Fault(text) if self._faults < _FAULTS:
                        self._faults += 1
                        log(f"reader {self.pid}: {_logged(text)}")
                    case _:
                        continue
        except (ValueError, ConnectionError) as error:
            # A line that is too long, which no reader writes.
            log(f"reader {self.pid}: nothing is heard any more: {error}")
        finally:
            for task in self._tasks:
                task.cancel()

    def _wanted(self, wish: Wish, artist: Artist | None, log: Callable[[str], None]) -> None:
        if artist is None or len(self._tasks) >= _WISHES_AT_ONCE:
            self._say(line_of(Drawn(wish.number, "the host draws no picture now")))
            return

        async def draw() -> None:
            try:
                reason = await artist.draw(wish.path, wish.columns, wish.rows)
            except Exception as error:  # noqa: BLE001 - who waits for a picture is answered, whatever is wrong with it
                log(f"a picture for reader {self.pid} failed: {visible(repr(error))}")
                reason = "the host could not draw it"
            self._say(line_of(Drawn(wish.number, reason)))

        task = asyncio.get_running_loop().create_task(draw())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # Its end

    def _ended(self) -> None:
        loop = asyncio.get_running_loop()
        loop.remove_reader(self._status)
        code = exit_code(self._status)
        os.close(self._status)
        if code is None and self._handle is not None and not _is_over(self._handle):
            # The fork server is gone, not the reader: only the kernel can say when that ends, and nobody how.
            loop.add_reader(self._handle, self._settle, 0)
            return
        self._settle(code if code is not None else -signal.SIGKILL)

    def _settle(self, code: int) -> None:
        if self._handle is not None:
            asyncio.get_running_loop().remove_reader(self._handle)
            os.close(self._handle)
            self._handle = None
        self._outgoing.close()
        if not self.exited.done():
            self.exited.set_result(code)


def _logged(text: str) -> str:
    """What a reader says as lines of a log: nothing in it steers a terminal or looks like a line of the host."""
    lines = [visible(line) for line in text.splitlines()]
    return "\n    ".join(lines)


def _process_handle(pid: int) -> int | None:
    """A descriptor of a process, where the platform has such; readable once it has ended."""
    try:
        return os.pidfd_open(pid)
    except (AttributeError, OSError):
        return None


def _is_over(handle: int) -> bool:
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    return bool(poll.poll(0))
