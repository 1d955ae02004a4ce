"""A server's health and its figures over HTTP, on a port of the loopback interface."""

from __future__ import annotations

import ipaddress
import socket
import threading
from enum import Enum
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer
from typing import TYPE_CHECKING, ClassVar

from tui_course.errors import SettingsError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from tui_course.serve.figures import Figures

PROBE = 2.0
"""How long the event loop may take, in seconds, to say that it still runs."""
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Health(Enum):
    """Whether a server takes learners."""

    READY = "ok"
    FULL = "full: as many sessions as this server takes"
    DRAINING = "draining: this server is about to end"
    STUCK = "stuck: the event loop does not answer"


class Status:
    """Answers `/healthz`, `/readyz` and `/metrics` from a thread of its own, from `start` until `close`.

    `health` is called in the event loop; a loop that does not run is found out by that. `/healthz` fails where the
    server should be replaced: it is stuck, or ends. `/readyz` fails also where it is full, so that a balancer prefers another.
    Neither fails where the store cannot be reached: all servers of a workshop have the same one, those who are here read
    on, and a learner whom no server takes is told less than one who hears the reason. The figures say so instead.
    """

    def __init__(self, figures: Figures, health: Callable[[], Health], loop: asyncio.AbstractEventLoop) -> None:
        self._figures = figures
        self._health = health
        self._loop = loop
        self._server: TCPServer | None = None
        self._thread: threading.Thread | None = None

    def start(self, host: str, port: int) -> int:
        """Listen on an address of the loopback interface; the port, also where 0 let the system choose one.

        Raises SettingsError for any other address, and where nobody can listen there.
        """
        if not _loopback(host):
            raise SettingsError(f"health and metrics are told on a loopback address alone, such as 127.0.0.1:{port or 9722}")
        handler = type("_BoundHandler", (_Handler,), {"status": self})
        try:
            self._server = (_SixthServer if ":" in host else _Server)((host, port), handler)
        except (OSError, OverflowError) as error:
            raise SettingsError(f"nobody can listen on {host}:{port} for health and metrics: {error}") from error
        self._thread = threading.Thread(target=self._server.serve_forever, name="status", args=(0.1,), daemon=True)
        self._thread.start()
        return int(self._server.server_address[1])

    def close(self) -> None:
        """Stop listening; twice is once."""
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._thread.join(PROBE)
            self._server.server_close()
            self._server = self._thread = None

    def health(self) -> Health:
        """How the server is, as the event loop sees it; called from another thread than the loop's."""
        answers: list[Health] = []
        answered = threading.Event()

        def ask() -> None:
            answers.append(self._health())
            answered.set()

        try:
            self._loop.call_soon_threadsafe(ask)
        except RuntimeError:
            # The loop was closed.
            return Health.DRAINING
        return answers[0] if answered.wait(PROBE) else Health.STUCK

    def metrics(self) -> str:
        """All figures, also where the event loop is stuck."""
        return self._figures.text(draining=self.health() is Health.DRAINING)


class _Server(TCPServer):
    # Not http.server's, which asks for the name of the host when it begins: that may take as long as a name server does.
    allow_reuse_address = True


class _SixthServer(_Server):
    address_family = socket.AF_INET6


class _Handler(BaseHTTPRequestHandler):
    status: ClassVar[Status]
    timeout = PROBE
    server_version = "tui-course"
    sys_version = ""

    def do_GET(self) -> None:
        match self.path.partition("?")[0]:
            case "/healthz":
                self._health(self.status.health(), {Health.READY, Health.FULL})
            case "/readyz":
                self._health(self.status.health(), {Health.READY})
            case "/metrics":
                self._answer(HTTPStatus.OK, self.status.metrics(), METRICS_TYPE)
            case _:
                self._answer(HTTPStatus.NOT_FOUND, "there are /healthz, /readyz and /metrics\n")

    do_HEAD = do_GET  # noqa: N815 - as http.server wants it

    def log_message(self, *_: object) -> None:
        """Say nothing: what asks every few seconds is no event."""

    def _health(self, health: Health, well: set[Health]) -> None:
        self._answer(HTTPStatus.OK if health in well else HTTPStatus.SERVICE_UNAVAILABLE, f"{health.value}\n")

    def _answer(self, status: HTTPStatus, text: str, kind: str = "text/plain; charset=utf-8") -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
