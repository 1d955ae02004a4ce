"""The process that readers are forked from: `multiprocessing`'s fork server, with everything loaded that they run."""

from __future__ import annotations

import json
import os
import pickle
import signal
import threading
from contextlib import contextmanager, suppress
from multiprocessing import forkserver
from typing import TYPE_CHECKING, NamedTuple

from tui_course.errors import ServeError
from tui_course.model.visible import visible
from tui_course.serve.forked import LOADED, Probe
from tui_course.serve.starting import LOADING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tui_course.serve.forked import Beginning


class Forked(NamedTuple):
    """A process that was forked: its number, and the descriptor over which its exit code will come (see `exit_code`)."""

    pid: int
    status: int


class ForkServer:
    """Forks processes from one in which the module `loaded` was imported; there is one in a program. From any thread.

    What stands in `multiprocessing.Process` above the fork server is left out: it would import the main module of this program
    anew in each process, which costs a reader five mebibytes.
    """

    def __init__(self, loaded: str) -> None:
        self._loaded = loaded
        self._turn = threading.Lock()
        forkserver.set_forkserver_preload([loaded])

    @property
    def pid(self) -> int:
        """The number of the process, 0 where there is none."""
        # Neither this nor what ends it has a public name; both are the same from Python 3.8 to 3.14.
        return int(forkserver._forkserver._forkserver_pid or 0)  # type: ignore[attr-defined] # noqa: SLF001

    def load(self, loading: Mapping[str, object]) -> None:
        """Start it and wait until everything is loaded, with what `starting.LOADING` tells it; raises ServeError."""
        ours, theirs = os.pipe()
        try:
            forked = self.fork(Probe(self._loaded), [theirs], loading)
        finally:
            os.close(theirs)
            with os.fdopen(ours, "rb") as answer:
                said = answer.read().decode("utf-8", "replace")
        os.close(forked.status)
        if said != LOADED:
            raise ServeError(f"readers cannot be started: {visible(said) or 'what they are forked from has ended'}")

    def fork(self, beginning: Beginning | Probe, descriptors: Sequence[int], loading: Mapping[str, object]) -> Forked:
        """Fork a process that begins with `beginning`, and has some descriptors of this one; raises ServeError.

        Where there is no fork server it is started, which takes seconds.
        """
        try:
            with self._turn, _environment(loading):
                forkserver.ensure_running()
            status, told = forkserver.connect_to_new_process(list(descriptors))
            try:
                with os.fdopen(told, "wb") as pipe:
                    # What `multiprocessing.spawn` reads in the new process: how to prepare it, and what to do there.
                    pickle.dump({}, pipe)
                    pickle.dump(beginning, pipe)
                return Forked(forkserver.read_signed(status), status)
            except BaseException:
                os.close(status)
                raise
        except EOFError as error:
            raise ServeError("no reader can be started: what it is forked from has ended") from error
        except OSError as error:
            raise ServeError(f"no reader can be started: {visible(str(error)) or type(error).__name__}") from error

    def kill(self) -> None:
        """End it at once; those who wait for it learn that, and the next process has another."""
        if server := self.pid:
            with suppress(ProcessLookupError):
                os.kill(server, signal.SIGKILL)

    def close(self) -> None:
        """End it and wait for that."""
        self.kill()
        forkserver._forkserver._stop()  # type: ignore[attr-defined] # noqa: SLF001 - see `pid`


def exit_code(status: int) -> int | None:
    """The exit code that a status descriptor tells once it is readable; None where the fork server has ended before."""
    try:
        return int(forkserver.read_signed(status))
    except EOFError:
        return None


@contextmanager
def _environment(loading: Mapping[str, object]) -> Iterator[None]:
    """The environment in which a fork server starts.

    No module is loaded from the folder where the program was started, such as a course; and a thread has no arena of memory of
    its own, which costs each reader a mebibyte.
    """
    wanted = {"PYTHONSAFEPATH": "1", "MALLOC_ARENA_MAX": "1", LOADING: json.dumps(loading)}
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
