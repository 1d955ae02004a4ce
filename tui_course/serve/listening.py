"""Takes connections from sockets, and leaves them waiting while the system has nothing left to take them with."""

from __future__ import annotations

import asyncio
import errno
import resource
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from tui_course.errors import ServeError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_BACKLOG: Final = 1024
_AT_ONCE: Final = 64
_REST: Final = 0.5
_EXHAUSTED: Final = frozenset((errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM))


def listen(host: str, port: int) -> list[socket.socket]:
    """Sockets that listen at every address of a host, all on one port; 0 lets the system choose it. Raises ServeError."""
    made: list[socket.socket] = []
    try:
        found = socket.getaddrinfo(None if host in {"", "*"} else host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, kind, protocol, _name, address in dict.fromkeys(found):
            one = socket.socket(family, kind, protocol)
            made.append(one)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            one.setblocking(False)  # noqa: FBT003 - the socket's
            one.bind((address[0], port, *address[2:]))
            one.listen(_BACKLOG)
            port = one.getsockname()[1]
    except (OSError, OverflowError, UnicodeError) as error:
        for one in made:
            one.close()
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ServeError(f"cannot listen on {host}, port {port}: {why}") from error
    return made


def raise_file_limit() -> int:
    """Have as many open files as the system gives this process; how many that are."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


class Listener:
    """Calls `take` with each connection and its peer's address; the connection is its callee's to close."""

    def __init__(self, sockets: Sequence[socket.socket], take: Callable[[socket.socket, str], None]) -> None:
        self._sockets = list(sockets)
        self._take = take
        self._loop = asyncio.get_running_loop()
        self._resting: dict[socket.socket, asyncio.TimerHandle] = {}

    def start(self) -> None:
        """Begin to take connections."""
        for one in self._sockets:
            self._loop.add_reader(one, self._accept, one)

    def close(self) -> None:
        """Take no more, and let go of the sockets; twice is once."""
        for timer in self._resting.values():
            timer.cancel()
        for one in self._sockets:
            self._loop.remove_reader(one)
            one.close()
        self._sockets.clear()

    def _accept(self, listening: socket.socket) -> None:
        for _ in range(_AT_ONCE):
            try:
                connection, address = listening.accept()
            except BlockingIOError:
                return
            except OSError as error:
                if error.errno in _EXHAUSTED:
                    # The connection stays in line, and would call us again at once, for ever.
                    self._rest(listening)
                    return
                # It was gone before it was taken.
                continue
            connection.setblocking(False)  # noqa: FBT003 - the socket's
            self._take(connection, str(address[0]))

    def _rest(self, listening: socket.socket) -> None:
        self._loop.remove_reader(listening)
        self._resting[listening] = self._loop.call_later(_REST, self._go_on, listening)

    def _go_on(self, listening: socket.socket) -> None:
        del self._resting[listening]
        self._loop.add_reader(listening, self._accept, listening)
