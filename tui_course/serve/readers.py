"""Readers forked from `multiprocessing`'s fork server, in which all that they run is loaded already."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Final, TypeVar

from tui_course.errors import ServeError
from tui_course.model.visible import visible
from tui_course.serve.forked import DRIVEN, Beginning
from tui_course.serve.forking import ForkServer, exit_code
from tui_course.serve.limits import EVERY, BusyGuard, processor_seconds
from tui_course.serve.pipe import LONGEST, Drawn, Fault, Wish, line_of, wish_or_fault
from tui_course.serve.starting import NewEdition

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui_course.serve.drawing import Artist
    from tui_course.serve.forking import Forked
    from tui_course.serve.starting import Hosting, Start, Word

_T = TypeVar("_T")

LOADING_SECONDS: Final = 60.0
STARTING_SECONDS: Final = 20.0
_ENDING_SECONDS: Final = 5.0
_DEAF_BYTES: Final = 65_536
_WISHES_AT_ONCE: Final = 4
_FAULTS: Final = 50

RAN_AWAY: Final = "the reader was busy for half a minute without an end"


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


class ForkedReaders:
    """Starts readers by forking, and ends those that run away; see `starting.Readers`.

    `program` is the module that reads (see `forked.Beginning`); importing `loaded` loads it and all that it needs, without a
    thread that is left over. Neither is imported here. `log` takes lines for the host; `every` so many seconds it is looked
    who is busy.
    """

    def __init__(
        self,
        hosting: Hosting,
        program: str,
        loaded: str,
        *,
        artist: Artist | None = None,
        log: Callable[[str], None],
        every: float = EVERY,
    ) -> None:
        self._hosting = hosting
        self._program = program
        self._artist = artist
        self._log = log
        self._every = every
        self._forks = ForkServer(loaded)
        # A start waits for the fork server, and one thread is as quick as many.
        self._starter = ThreadPoolExecutor(1, "readers")
        self._readers: dict[ForkedReader, asyncio.Task[None]] = {}
        self._editions: dict[str, NewEdition] = {}
        self._watching: asyncio.Task[None] | None = None
        self._server = 0

    def __len__(self) -> int:
        """How many readers there are."""
        return len(self._readers)

    async def open(self) -> None:
        """Start the fork server and wait until everything is loaded; raises ServeError."""
        loading = self._loading()
        await self._in_time(lambda: self._forks.load(loading), LOADING_SECONDS)

    async def start(self, start: Start, slave: int) -> ForkedReader:
        """A reader on a pseudo terminal; raises ServeError."""
        editions, loading = tuple(self._editions.values()), self._loading()
        beginning = Beginning(self._program, start, self._hosting, editions)
        front, passed, closing = _ends(slave)

        def fork() -> Forked:
            with closing:
                return self._forks.fork(beginning, passed, loading)

        with ExitStack() as unused:
            # A reader that was started all the same ends when nobody is at the other end.
            unused.callback(front.close)
            forked = await self._in_time(fork, STARTING_SECONDS)
            unused.callback(os.close, forked.status)
            try:
                reader = ForkedReader(forked, await asyncio.open_unix_connection(sock=front, limit=LONGEST))
            except OSError as error:
                raise ServeError(f"no reader can be started: {error.strerror}") from error
            unused.pop_all()
        self._keep(reader)
        for edition in self._editions.values():
            if edition not in editions:
                reader.tell(edition)
        return reader

    def tell(self, word: Word) -> None:
        """Tell every reader something."""
        if isinstance(word, NewEdition):
            self._editions[word.course] = word
        for reader in self._readers:
            reader.tell(word)

    async def close(self) -> None:
        """End every reader, those that do not listen by force, and then the fork server."""
        readers = list(self._readers)
        for reader in readers:
            reader.end()
        if readers:
            await asyncio.wait([reader.exited for reader in readers], timeout=_ENDING_SECONDS)
        for reader in readers:
            reader.kill()
        for reader in readers:
            await reader.exited
        if self._watching is not None:
            self._watching.cancel()
        self._starter.shutdown(wait=False)
        await asyncio.to_thread(self._forks.close)

    def _keep(self, reader: ForkedReader) -> None:
        loop = asyncio.get_running_loop()
        self._readers[reader] = loop.create_task(reader.attend(self._artist, self._log))
        reader.exited.add_done_callback(lambda _: self._readers.pop(reader, None))
        if self._watching is None:
            self._watching = loop.create_task(self._watch())

    def _loading(self) -> Mapping[str, object]:
        """What the fork server loads where it has to be started now."""
        folders = [edition.folder for edition in self._editions.values()]
        return {"editions": folders, "driver": self._hosting.settings.store.startswith(DRIVEN)}

    async def _in_time(self, fork: Callable[[], _T], seconds: float) -> _T:
        """Run what forks in the thread for that; raises ServeError where it cannot, or takes too long."""
        forking = asyncio.get_running_loop().run_in_executor(self._starter, fork)
        done, _ = await asyncio.wait([forking], timeout=seconds)
        if not done:
            # Whatever it waits for is gone with it; the next start has another.
            self._forks.kill()
        found = await forking
        self._notice_another()
        return found

    def _notice_another(self) -> None:
        server = self._forks.pid
        if self._server not in {0, server}:
            self._log("what readers are forked from had ended, and was started again")
        self._server = server

    async def _watch(self) -> None:
        """End what runs away: a learner has a hundredth of a core, and nobody's page needs one for half a minute."""
        while True:
            await asyncio.sleep(self._every)
            now = time.monotonic()
            for reader in list(self._readers):
                used = processor_seconds(reader.pid)
                if used is not None and reader.busy.ran_away(now, used):
                    self._log(f"reader {reader.pid} ran away and was ended")
                    reader.kill(RAN_AWAY)


def _ends(slave: int) -> tuple[socket.socket, tuple[int, int], ExitStack]:
    """The front's end of a pipe, the terminal and the other end for a reader, and what closes those two; raises ServeError.

    The terminal is a descriptor of its own, which stays open as long as it is being passed on, whatever becomes of who asks.
    """
    try:
        front, back = socket.socketpair()
        with ExitStack() as unused:
            unused.callback(front.close)
            unused.callback(back.close)
            terminal = os.dup(slave)
            unused.pop_all()
    except OSError as error:
        raise ServeError(f"no reader can be started: {error.strerror}") from error
    closing = ExitStack()
    closing.callback(back.close)
    closing.callback(os.close, terminal)
    return front, (terminal, back.fileno()), closing


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
