"""A server of one course for the browser of who started it: a reader of its own for each tab."""

from __future__ import annotations

import asyncio
import os
import shlex
import socket
import sys
from typing import TYPE_CHECKING, Final

from aiohttp import WSMsgType, web
from textual_serve.server import Server

from tui_course.errors import ServeError
from tui_course.language import gettext as _
from tui_course.language import spoken_now
from tui_course.web.door import Door
from tui_course.web.page import SCRIPT, page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual_serve.app_service import AppService

_MOST_TABS: Final = 8
_DIGITS: Final = 2
_MOST_CELLS: Final = (500, 200)
_PATIENCE: Final = 2.0
_SAVING_SECONDS: Final = 8.0
LOOPBACK: Final = "127.0.0.1"


class BrowserServer(Server):
    """Serves what `reader`, the words of a command, draws in a terminal, on a port of this machine alone.

    `tell` is called with the address to open when it can be opened.
    """

    def __init__(self, reader: Sequence[str], port: int, title: str, tell: Callable[[str], None]) -> None:
        # A shell starts it, which the reader then replaces.
        super().__init__(f"exec {shlex.join(reader)}", host=LOOPBACK, port=port, title=title)
        self.door = Door(self.public_url)
        self._tell = tell
        self._tabs = 0

    async def application(self) -> web.Application:
        """What answers the browser, behind its door."""
        app = web.Application()
        app.add_routes(
            [
                web.get("/", self.show),
                web.get("/page.js", self.script),
                web.get("/ws", self.handle_websocket),
                web.get("/download/{key}", self.handle_download),
                web.static("/static", self.statics_path),
            ]
        )
        app.on_startup.append(self.on_startup)
        self.door.admit_to(app)
        return app

    async def show(self, request: web.Request) -> web.Response:
        """The page; `?fontsize=N` says how many pixels its letters have."""
        size = request.query.get("fontsize", "")
        known = size.isascii() and size.isdigit() and len(size) <= _DIGITS
        socket_address = f"{self.door.address.replace('http', 'ws', 1)}/ws"
        ended = _("The reader has ended; reload the page to read on.")
        text = page(self.title, socket_address, ended, spoken_now(), min(max(int(size), 8), 40) if known else 16)
        return web.Response(text=text, content_type="text/html")

    async def script(self, _request: web.Request) -> web.Response:
        """What the page does by itself."""
        return web.Response(text=SCRIPT, content_type="text/javascript")

    async def on_startup(self, app: web.Application) -> None:  # noqa: ARG002 - as it is called
        """Say where the course is to be read."""
        self._tell(self.door.invitation)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Read in one tab."""
        if self._tabs >= _MOST_TABS:
            raise web.HTTPServiceUnavailable(text=_("The course is open in too many tabs.") + "\n")
        if not web.WebSocketResponse().can_prepare(request).ok:
            raise web.HTTPBadRequest(text="Only its own page reads a course.\n")
        self._tabs += 1
        try:
            return await super().handle_websocket(request)
        finally:
            self._tabs -= 1

    async def _process_messages(self, websocket: web.WebSocketResponse, app_service: AppService) -> None:
        """Pass on what a tab sends, and see that its reader ends with it."""
        try:
            await _pass_on(websocket, app_service)
        finally:
            await _end(app_service)


async def _pass_on(websocket: web.WebSocketResponse, app_service: AppService) -> None:
    """Pass on what a tab sends, as long as it is what the page sends."""
    async for message in websocket:
        if message.type != WSMsgType.TEXT:
            continue
        match _envelope(message):
            case ["stdin", str(typed)]:
                await app_service.send_bytes(typed.encode("utf-8", "replace"))
            case ["resize", {"width": int(width), "height": int(height)}] if width > 0 and height > 0:
                await app_service.set_terminal_size(min(width, _MOST_CELLS[0]), min(height, _MOST_CELLS[1]))
            case ["ping", str() | int() | float() as sent]:
                await websocket.send_json(["pong", sent])
            case ["blur", *_rest]:
                await app_service.blur()
            case ["focus", *_rest]:
                await app_service.focus()
            case _:
                continue


async def _end(app_service: AppService) -> None:
    """End a reader, which saves and goes; one that does not in a few seconds is killed."""
    process = app_service._process  # noqa: SLF001 - the package waits for its output alone
    try:
        async with asyncio.timeout(_SAVING_SECONDS):
            await app_service.stop()
            if process is not None:
                await process.wait()
    except TimeoutError:
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()
    if process is not None and process.stdin is not None:
        process.stdin.close()


def _envelope(message: object) -> object:
    try:
        return message.json()  # type: ignore[attr-defined]
    except (ValueError, RecursionError):
        return None


def serve(words: Sequence[str], port: int, title: str, tell: Callable[[str], None]) -> None:
    """Serve a reader that is called with these arguments, until it is interrupted; 0 is any free port. Raises ServeError."""
    # What it draws on is the page, whatever this terminal is.
    os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor"})
    try:
        listening = socket.create_server((LOOPBACK, port))
    except OSError as error:
        raise ServeError(f"port {port} of {LOOPBACK} cannot be opened: {error.strerror or error}") from error
    reader = [sys.executable, "-P", "-m", "tui_course", *words]
    server = BrowserServer(reader, listening.getsockname()[1], title, tell)
    web.run_app(server.application(), sock=listening, print=None, access_log=None, shutdown_timeout=_PATIENCE)
