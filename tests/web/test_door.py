"""Who reads a course in a browser: the browser that was given the address, and no page of another site that is open in it."""

import asyncio
import re
import socket
import subprocess
import sys

import pytest

aiohttp = pytest.importorskip("aiohttp", reason="textual-serve is not installed")
pytest.importorskip("textual_serve", reason="textual-serve is not installed")

from aiohttp import WSMsgType  # noqa: E402 - only where it is installed
from aiohttp.test_utils import TestClient, TestServer  # noqa: E402

from tui_course.cli import main  # noqa: E402
from tui_course.web.server import BrowserServer  # noqa: E402

# Stands in for the reader: says that it is one, then sends back what it is sent.
ECHO = """
import sys
out, given = sys.stdout.buffer, sys.stdin.buffer
def send(data):
    out.write(b"D" + len(data).to_bytes(4, "big") + data)
    out.flush()
out.write(b"__GANGLION__\\n")
send(b"ready")
while kind := given.read(1):
    data = given.read(int.from_bytes(given.read(4), "big"))
    if kind == b"M" and b"quit" in data:
        break
    send(kind + data)
"""


class _Opened:
    """A server with a reader that echoes, and a browser's requests to it."""

    async def __aenter__(self):
        told = []
        # The port is part of what is checked, so it is taken first, and kept.
        taken = socket.create_server(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        server = BrowserServer([sys.executable, "-c", ECHO], port, "a course", told.append)
        self._server = TestServer(await server.application(), port=port, socket_factory=lambda *_: taken)
        self.client = TestClient(self._server)
        await self.client.start_server()
        (self.invitation,) = told
        self.address = server.door.address
        self.key = self.invitation.partition("=")[2]
        return self

    async def __aexit__(self, *_error):
        await self.client.close()

    async def status(self, path, **headers):
        answer = await self.client.get(
            path, headers={name.title(): value for name, value in headers.items()}, allow_redirects=False
        )
        return answer.status

    async def enter(self):
        answer = await self.client.get(f"/?key={self.key}")
        assert answer.status == 200
        return answer


async def test_the_address_opens_the_page_once_and_does_not_stay_in_it():
    async with _Opened() as opened:
        answer = await opened.enter()
        assert str(answer.url) == f"{opened.address}/"
        text = await answer.text()
        assert "a course" in text
        assert set(re.findall(r"\w+://[^\"/]+", text)) == {opened.address.replace("http", "ws")}
        assert opened.key not in text
        cookie = answer.history[0].headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert await opened.status("/static/js/textual.js") == 200


@pytest.mark.parametrize(
    "path", ["/", "/ws", "/ws?width=80&height=24", "/page.js", "/static/js/textual.js", "/static/", "/download/x", "/nothing"]
)
@pytest.mark.parametrize(
    "key", ["", "?key=", "?key=guess", "?key=%ff%00", "?KEY={key}"], ids=["none", "empty", "wrong", "bytes", "case"]
)
async def test_nobody_comes_in_without_the_key(path, key):
    async with _Opened() as opened:
        assert await opened.status((path + key).replace("{key}", "x")) == 403
        assert await opened.status(path, cookie="tui-course-1=x") == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:1"},
        {"host": "evil.example"},
        {"host": "localhost"},
        {"host": "127.0.0.1"},
        {"host": "127.0.0.1:1"},
    ],
    ids=lambda headers: "-".join(*headers.items()),
)
@pytest.mark.parametrize("path", ["/", "/ws?width=80&height=24", "/static/js/textual.js"])
async def test_a_page_of_another_site_reads_nothing_though_the_browser_has_the_cookie(path, headers):
    async with _Opened() as opened:
        await opened.enter()
        assert await opened.status(path, **headers) == 403


async def test_what_is_no_page_is_refused():
    async with _Opened() as opened:
        await opened.enter()
        assert await opened.status("/ws?width=80&height=24") == 403  # no Origin
        for size in ("width=999999999", "height=0", "width=-1", "width=x", "height=٣٠", "width="):
            assert await opened.status(f"/ws?{size}", origin=opened.address) == 400
        assert (await opened.client.post("/")).status == 405
        for path in ("/static/../../../etc/passwd", "/static/%2e%2e/%2e%2e/server.py", "/static//etc/passwd", "/download/none"):
            assert await opened.status(path) in {403, 404}


async def test_nothing_is_loaded_from_elsewhere_and_no_page_holds_it():
    async with _Opened() as opened:
        for path in (f"/?key={opened.key}", "/", "/nothing"):
            policy = (await opened.client.get(path)).headers["Content-Security-Policy"]
            sources = set(re.findall(r"\b(?:https?|wss?)://[^ ;]+|\*", policy))
            assert sources == {opened.address.replace("http", "ws")}
            assert "default-src 'self'" in policy
            assert "frame-ancestors 'none'" in policy


async def test_keys_go_to_the_reader_and_nonsense_goes_nowhere():
    async with _Opened() as opened:
        await opened.enter()
        async with opened.client.ws_connect("/ws?width=80&height=24", headers={"Origin": opened.address}) as tab:
            assert (await tab.receive(timeout=20)).data == b"ready"
            for nonsense in (
                "",
                "{",
                "[]",
                "[[]]",
                '["stdin"]',
                '["stdin", 1]',
                '["resize", {"width": "x"}]',
                "[" * 10_000,
                '["quit"]',
            ):
                await tab.send_str(nonsense)
            await tab.send_bytes(b"\xff")
            await tab.send_str('["stdin", "n\\ud800"]')
            assert (await tab.receive(timeout=20)).data == b"Dn?"
            await tab.send_str('["resize", {"width": 99999, "height": 99999}]')
            assert b'"width": 500, "height": 200' in (await tab.receive(timeout=20)).data
            await tab.send_str('["ping", 5]')
            assert (await tab.receive(timeout=20)).data == '["pong", 5]'


async def test_there_is_an_end_of_tabs():
    async with _Opened() as opened:
        await opened.enter()
        tabs = [await opened.client.ws_connect("/ws", headers={"Origin": opened.address}) for _number in range(8)]
        assert await opened.status("/ws", origin=opened.address) == 503
        await tabs[0].close()
        while await opened.status("/ws", origin=opened.address) == 503:  # noqa: ASYNC110 - when it ends is the server's affair
            await asyncio.sleep(0.02)
        assert await opened.status("/ws", origin=opened.address) == 400
        again = await opened.client.ws_connect("/ws", headers={"Origin": opened.address})
        assert (await again.receive(timeout=20)).type is WSMsgType.BINARY
        for tab in (*tabs[1:], again):
            await tab.close()


@pytest.mark.parametrize(
    "address",
    ["0.0.0.0", "0.0.0.0:8000", "[::]:8000", "192.168.1.2", "example.org:80", "127.0.0.1.evil:1"],  # noqa: S104 - refused
)
def test_it_is_served_to_this_machine_alone(address, capsys):
    with pytest.raises(SystemExit) as left:
        main(["web", "--listen", address])
    assert left.value.code == 2
    assert "tui-course serve" in capsys.readouterr().err


def test_what_cannot_be_served_is_said_at_once(tmp_path, capsys):
    assert main(["web", str(tmp_path / "nothing")]) == 3
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["web", "--listen", f":{taken.getsockname()[1]}"]) == 2
    assert "cannot be opened" in capsys.readouterr().err


def test_without_the_extra_it_is_named():
    program = "import sys; sys.modules['textual_serve'] = None; from tui_course.cli import main; sys.exit(main(['web']))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert "its extra web" in done.stderr
