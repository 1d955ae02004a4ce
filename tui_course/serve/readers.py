"""Readers forked from `multiprocessing`'s fork server, in which all that they run is loaded already."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import select
import signal
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import forkserver
from typing import TYPE_CHECKING, Final

from tui_course.errors import ServeError
from tui_course.model.visible import visible
from tui_course.serve.forked import Passed, read_on
from tui_course.serve.limits import EVERY, BusyGuard, processor_seconds
from tui_course.serve.link import LONGEST, Drawn, Fault, Wish, line_of, wish_or_fault
from tui_course.serve.starting import EDITIONS, NewEdition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerProcess

    from tui_course.serve.drawing import Artist
    from tui_course.serve.starting import Hosting, Start, Word

LOADING_SECONDS: Final = 60.0
STARTING_SECONDS: Final = 20.0
_ENDING_SECONDS: Final = 5.0
_DEAF_BYTES: Final = 65_536
_WISHES_AT_ONCE: Final = 4
_FAULTS: Final = 50

RAN_AWAY: Final = "the reader was busy for half a minute without an end"


class ForkedReader:
    """A reader that was forked; see `starting.Reader`."""

    def __init__(
        self,
        process: ForkServerProcess,
        starter: ThreadPoolExecutor,
        link: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        """`starter` is the thread that starts processes."""
        self.pid: int = process.pid or 0
        self.exited: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.reason = ""
        self.busy = BusyGuard()
        self._process = process
        self._starter = starter
        self._incoming, self._outgoing = link
        self._handle = _process_handle(self.pid)
        self._tasks: set[asyncio.Task[None]] = set()
        self._faults = 0
        asyncio.get_running_loop().add_reader(process.sentinel, self._ended)

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
                        self._wanted(wish, artist)
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

    def _wanted(self, wish: Wish, artist: Artist | None) -> None:
        if artist is None or len(self._tasks) >= _WISHES_AT_ONCE:
            self._say(line_of(Drawn(wish.number, "the host draws no picture now")))
            return

        async def draw() -> None:
            reason = await artist.draw(wish.path, wish.columns, wish.rows)
            self._say(line_of(Drawn(wish.number, reason)))

        task = asyncio.get_running_loop().create_task(draw())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # Its end

    def _ended(self) -> None:
        loop = asyncio.get_running_loop()
        loop.remove_reader(self._process.sentinel)
        # In the thread that starts processes: for each of them it looks whether others have ended, and one of two learns how.
        loop.run_in_executor(self._starter, self._code).add_done_callback(lambda found: self._reaped(found.result()))

    def _code(self) -> int | None:
        code = self._process.exitcode
        if code is not None:
            self._process.close()
        return code

    def _reaped(self, code: int | None) -> None:
        if self._handle is not None and not _is_over(self._handle):
            # The fork server is gone, not the reader: only the kernel can say when that ends, and nobody how.
            asyncio.get_running_loop().add_reader(self._handle, self._settle, 0)
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

    `program` is the module that reads (see `forked.read_on`); importing `loaded` loads it and all that it needs, without a
    thread that is left over. Neither is imported here. `log` takes lines for the host.
    """

    def __init__(
        self, hosting: Hosting, program: str, loaded: str, *, artist: Artist | None = None, log: Callable[[str], None]
    ) -> None:
        self._hosting = hosting
        self._program = program
        self._loaded = loaded
        self._artist = artist
        self._log = log
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([loaded])
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
        ours, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(target=_say_whether_loaded, args=(self._loaded, theirs), daemon=True)

        def answer() -> str:
            with ours:
                try:
                    said: str = ours.recv()
                except EOFError:
                    said = "what they are forked from ended while it was loaded"
            process.join()
            return said

        await self._in_time(process, [theirs.close], LOADING_SECONDS)
        fault = await asyncio.get_running_loop().run_in_executor(self._starter, answer)
        if fault:
            raise ServeError(f"readers cannot be started: {fault}")

    async def start(self, start: Start, slave: int) -> ForkedReader:
        """A reader on a pseudo terminal; raises ServeError."""
        editions = tuple(self._editions.values())
        front, back = socket.socketpair()
        # Its own descriptor, which stays open as long as it is being passed on, whatever becomes of who asks for it.
        terminal = os.dup(slave)
        process = self._context.Process(
            target=read_on,
            args=(Passed(terminal), Passed(back.fileno()), self._program, start, self._hosting, editions),
            daemon=True,
        )
        try:
            await self._in_time(process, [back.close, partial(os.close, terminal)], STARTING_SECONDS)
            reader = ForkedReader(process, self._starter, await asyncio.open_unix_connection(sock=front, limit=LONGEST))
        except BaseException:
            # A reader that was started all the same ends when nobody is at the other end.
            front.close()
            raise
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
        _end_fork_server()

    def _keep(self, reader: ForkedReader) -> None:
        loop = asyncio.get_running_loop()
        self._readers[reader] = loop.create_task(reader.attend(self._artist, self._log))
        reader.exited.add_done_callback(lambda _: self._readers.pop(reader, None))
        if self._watching is None:
            self._watching = loop.create_task(self._watch())

    async def _in_time(self, process: ForkServerProcess, passed: Sequence[Callable[[], None]], seconds: float) -> None:
        """Start a process in the thread for that, and let go of what was `passed` to it.

        Raises ServeError where it cannot be started, or that takes too long.
        """

        def run() -> None:
            try:
                with _as_servers_start(self._editions.values()):
                    forkserver.ensure_running()
                process.start()
            finally:
                for let_go in passed:
                    let_go()

        starting = asyncio.get_running_loop().run_in_executor(self._starter, run)
        done, _ = await asyncio.wait([starting], timeout=seconds)
        if not done:
            # Whatever it waits for is gone with it; the next start has another.
            _kill_fork_server()
        try:
            await starting
        except EOFError as error:
            reason = "what it is forked from has ended" if done else "it takes too long"
            raise ServeError(f"no reader can be started: {reason}") from error
        except OSError as error:
            raise ServeError(f"no reader can be started: {visible(str(error)) or type(error).__name__}") from error
        self._notice_another()

    def _notice_another(self) -> None:
        server = _fork_server()
        if self._server not in {0, server}:
            self._log("what readers are forked from had ended, and was started again")
        self._server = server

    async def _watch(self) -> None:
        """End what runs away: a learner has a hundredth of a core, and nobody's page needs one for half a minute."""
        while True:
            await asyncio.sleep(EVERY)
            now = time.monotonic()
            for reader in list(self._readers):
                used = processor_seconds(reader.pid)
                if used is not None and reader.busy.ran_away(now, used):
                    self._log(f"reader {reader.pid} ran away and was ended")
                    reader.kill(RAN_AWAY)


def _logged(text: str) -> str:
    """What a reader says as lines of a log: nothing in it steers a terminal or looks like a line of the host."""
    lines = [visible(line) for line in text.splitlines()]
    return "\n    ".join(lines)


def _say_whether_loaded(module: str, answer: Connection) -> None:
    """Say, in a process that was forked, what is wrong with what it was forked from; empty where nothing is."""
    answer.send("" if module in sys.modules else f"{module} cannot be imported")


@contextmanager
def _as_servers_start(editions: Iterable[NewEdition]) -> Iterator[None]:
    """The environment in which a fork server starts.

    It loads the courses as they are now. No module is loaded from the folder where the program was started, such as a course;
    and a thread has no arena of memory of its own, which costs each reader a mebibyte.
    """
    folders = json.dumps([edition.folder for edition in editions])
    wanted = {"PYTHONSAFEPATH": "1", "MALLOC_ARENA_MAX": "1", EDITIONS: folders}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _fork_server() -> int:
    # Neither it nor what follows has a public name; both are the same from Python 3.8 to 3.14.
    return int(forkserver._forkserver._forkserver_pid or 0)  # type: ignore[attr-defined] # noqa: SLF001


def _kill_fork_server() -> None:
    server = _fork_server()
    if server:
        with suppress(ProcessLookupError):
            os.kill(server, signal.SIGKILL)


def _end_fork_server() -> None:
    _kill_fork_server()
    forkserver._forkserver._stop()  # type: ignore[attr-defined] # noqa: SLF001 - likewise


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
