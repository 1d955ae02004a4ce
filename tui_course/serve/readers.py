"""Readers forked from `multiprocessing`'s fork server, in which all that they run is loaded already."""

from __future__ import annotations

import asyncio
import os
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final, TypeVar

from tui_course.errors import ServeError
from tui_course.serve.forked import DRIVEN, Beginning
from tui_course.serve.forked_reader import ForkedReader
from tui_course.serve.forking import ForkServer
from tui_course.serve.limits import EVERY, processor_seconds
from tui_course.serve.pipe import LONGEST
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

RAN_AWAY: Final = "the reader was busy for half a minute without an end"


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
