"""What a process does that was forked to be a reader: it takes a terminal, lets go of everything else, and reads."""

from __future__ import annotations

import errno
import fcntl
import io
import os
import signal
import socket
import sys
import termios
import threading
import traceback
from importlib import import_module
from multiprocessing import forkserver
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from tui_course.serve.limits import limit_myself, refuse_processes
from tui_course.serve.pipe import ReaderPipe

if TYPE_CHECKING:
    from types import TracebackType

    from tui_course.serve.starting import Hosting, NewEdition, Start

FAILED: Final = 70
"""The exit code of a reader that failed in a way that nobody foresaw (EX_SOFTWARE)."""

LOADED: Final = "loaded"
"""What a probe says where all is well."""

DRIVEN: Final = ("postgres://", "postgresql://")
"""How the address of a store begins that is a database's."""

_AT_HOME: Final = {
    "PGPASSFILE": ".pgpass",
    "PGSERVICEFILE": ".pg_service.conf",
    "PGSSLROOTCERT": ".postgresql/root.crt",
    "PGSSLCRL": ".postgresql/root.crl",
    "PGSSLCERT": ".postgresql/postgresql.crt",
    "PGSSLKEY": ".postgresql/postgresql.key",
}
_DESCRIPTORS: Final = "/dev/fd"
_LINE: Final = 2_000


class Beginning(NamedTuple):
    """What a forked process reads, and for whom; it has been passed a terminal and a pipe, in this order.

    `program` is a module whose `read(start, hosting, editions, pipe)` reads and gives an exit code. What it raises goes to the
    host's log, not to the learner.
    """

    program: str
    start: Start
    hosting: Hosting
    editions: tuple[NewEdition, ...]

    def _bootstrap(self, _parent: int) -> NoReturn:
        # The name under which `multiprocessing.spawn` calls what it was sent.
        terminal, descriptor = forkserver.get_inherited_fds()  # type: ignore[misc]
        code = FAILED
        try:
            _take(terminal)
        except OSError:
            # It was hung up on before there was a reader.
            os._exit(128 + signal.SIGHUP)
        pipe = ReaderPipe(socket.socket(fileno=_alone_with(descriptor)))
        _speak(pipe)
        try:
            _surround(self.start, database=self.hosting.settings.store.startswith(DRIVEN))
            limit_myself()
            refuse_processes()
            code = import_module(self.program).read(self.start, self.hosting, self.editions, pipe)
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else 1
        except BaseException:  # noqa: BLE001 - the boundary of a session: it costs this learner a new login, and is logged
            pipe.fault(traceback.format_exc())
        finally:
            _flush()
            # No thread is waited for: the store is closed, and what is left would draw pictures for nobody.
            os._exit(code)


class Probe(NamedTuple):
    """Says into the descriptor that it was passed whether the process that it was forked from has imported a module."""

    loaded: str

    def _bootstrap(self, _parent: int) -> int:
        (answer,) = forkserver.get_inherited_fds()  # type: ignore[misc]
        said = LOADED if self.loaded in sys.modules else f"{self.loaded} cannot be imported"
        os.write(answer, said.encode())
        return 0


def _take(terminal: int) -> None:
    """Make a terminal the one that controls this process, and nothing but it."""
    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    for standard in range(3):
        os.dup2(terminal, standard)
    # A server that shall outlive its own terminal ignores the hangup; a reader ends with its terminal.
    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def _alone_with(pipe: int) -> int:
    """Close every descriptor but the terminal's and the pipe."""
    for name in os.listdir(_DESCRIPTORS):  # noqa: PTH208 - a Path a descriptor
        if (number := int(name)) > 2 and number != pipe:  # noqa: PLR2004 - the standard streams
            try:
                os.close(number)
            except OSError:
                # The one that listed them.
                continue
    return pipe


def _speak(pipe: ReaderPipe) -> None:
    """Open the standard streams on the terminal; what goes wrong is said to the host's log."""
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", errors="replace", closefd=False)  # type: ignore[misc]  # noqa: SIM115
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", errors="replace", closefd=False)  # type: ignore[misc]  # noqa: SIM115
    # Textual paints on this one.
    sys.__stderr__ = open(2, "w", encoding="utf-8", errors="replace", closefd=False)  # type: ignore[misc]  # noqa: SIM115
    sys.stderr = _Log(pipe)

    def in_thread(arguments: threading.ExceptHookArgs) -> None:
        if isinstance(arguments.exc_value, OSError) and arguments.exc_value.errno == errno.EIO:
            # The terminal has gone, which is how most sessions end.
            return
        name = arguments.thread.name if arguments.thread is not None else "?"
        said = traceback.format_exception(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
        pipe.fault(f"in the thread {name}: {''.join(said)}")

    def in_main(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        pipe.fault("".join(traceback.format_exception(kind, error, trace)))

    threading.excepthook = in_thread
    sys.excepthook = in_main


class _Log(io.TextIOBase):
    """A stream to the host's log, line by line."""

    def __init__(self, pipe: ReaderPipe) -> None:
        self._pipe = pipe
        self._begun = ""

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        *lines, self._begun = (self._begun + text).split("\n")
        said = "\n".join(line for line in lines if line.strip())
        if said:
            self._pipe.fault(said)
        if len(self._begun) > _LINE:
            self.flush()
        return len(text)

    def flush(self) -> None:
        begun, self._begun = self._begun, ""
        if begun.strip():
            self._pipe.fault(begun)


def _surround(start: Start, *, database: bool) -> None:
    """An environment from scratch: that of the host is none of a learner's affair, but for how it speaks to a `database`."""
    zone = os.environ.get("TZ")
    kept = _of_the_driver() if database else {}
    os.environ.clear()
    os.environ.update(kept)
    os.environ.update(TERM=start.term, LANG=start.language or "C.UTF-8", HOME="/", PATH="")
    if start.colours == "truecolor":
        os.environ["COLORTERM"] = "truecolor"
    if start.colours == "none":
        os.environ["NO_COLOR"] = "1"
    if zone is not None:
        os.environ["TZ"] = zone
    # Nothing is looked for where the server was started; nor does it keep a disk from being taken out.
    os.chdir("/")


def _of_the_driver() -> dict[str, str]:
    """The variables that PostgreSQL's driver looks at, and those that stand for files of the home that a reader has not."""
    found = {name: value for name, value in os.environ.items() if name.startswith("PG")}
    if home := os.environ.get("HOME"):
        for name, file in _AT_HOME.items():
            path = os.path.join(home, file)  # noqa: PTH118 - a Path for each, in each reader
            if os.path.exists(path):  # noqa: PTH110 - likewise
                found.setdefault(name, path)
    return found


def _flush() -> None:
    for stream in (sys.stdout, sys.__stderr__, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            # The terminal is gone.
            continue
