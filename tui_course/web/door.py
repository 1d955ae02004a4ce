"""Who is let in: the browser that was given the address, and no page of another site that is open in it.

A server on this machine can be reached by everybody who uses the machine, and by every web page that its browsers show. So the
first address carries a key, which becomes a cookie that no script reads and no other site sends; and a request whose
`Host` or `Origin` is another one is turned away, whatever it carries.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from aiohttp import web

from tui_course.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

KEY: Final = "key"
"""The word of the first address that carries the key."""
_BITS: Final = 192
_COLUMNS: Final = range(20, 501)
_ROWS: Final = range(5, 201)
_FOREVER: Final = 7 * 86_400


class Door:
    """Lets in whoever has the key of `address`, `http://HOST:PORT` without a slash at its end."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._host = address.partition("://")[2]
        self._key = secrets.token_urlsafe(_BITS // 8)
        # A cookie belongs to all ports of a host: each server has one of its own.
        self._cookie = f"tui-course-{self._host.rpartition(':')[2]}"

    @property
    def invitation(self) -> str:
        """The address that a browser is given."""
        return f"{self.address}/?{KEY}={self._key}"

    def admit_to(self, app: web.Application) -> None:
        """Stand before an application, whatever it serves."""

        @web.middleware
        async def door(
            request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
        ) -> web.StreamResponse:
            return self._refusal(request) or await handler(request)

        app.middlewares.append(door)
        app.on_response_prepare.append(self._sealed)

    def _refusal(self, request: web.Request) -> web.StreamResponse | None:
        """What a request is answered that is not let through; a first one with the key gets its cookie."""
        if request.host != self._host or request.headers.get("Origin", self.address) != self.address:
            return web.Response(status=403, text=_("This course is read under another address.") + "\n")
        if request.method not in {"GET", "HEAD"}:
            return web.Response(status=405, text="There is nothing to change here.\n")
        given = request.query.get(KEY)
        if given is not None and self._is_key(given):
            response = web.Response(status=302, headers={"Location": "/"})
            response.set_cookie(self._cookie, self._key, max_age=_FOREVER, httponly=True, samesite="Strict")
            return response
        if not self._is_key(request.cookies.get(self._cookie, "")):
            return web.Response(status=403, text=_("Open the address that tui-course has printed.") + "\n")
        for name, room in (("width", _COLUMNS), ("height", _ROWS)):
            text = request.query.get(name, str(room[0]))
            if not (text.isascii() and text.isdigit() and len(text) <= len(str(room[-1])) and int(text) in room):
                return web.Response(status=400, text="No terminal is of that size.\n")
        if request.path == "/ws" and "Origin" not in request.headers:
            return web.Response(status=403, text="Only its own page reads a course.\n")
        return None

    def _is_key(self, given: str) -> bool:
        return secrets.compare_digest(given.encode("utf-8", "replace"), self._key.encode())

    async def _sealed(self, _request: web.Request, response: web.StreamResponse) -> None:
        """Have the page load nothing from elsewhere, and stand in no other page."""
        response.headers["Content-Security-Policy"] = (
            "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            f"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws://{self._host}; "
            "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'"
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
