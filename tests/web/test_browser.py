"""The page in a real browser: it shows the course's words, and a key turns the page."""

import asyncio
import base64
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

aiohttp = pytest.importorskip("aiohttp", reason="textual-serve is not installed")
pytest.importorskip("textual_serve", reason="textual-serve is not installed")

BEES = str(Path(__file__).parents[1] / "sources" / "jekyll" / "beekeeping")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --remote-debugging-port=0 --window-size=1000,700"
)
# What the page is sent is kept as text: a canvas does not say what is drawn on it.
RECORDING = """
window.heard = ""; window.left = [];
const Socket = window.WebSocket;
window.WebSocket = class extends Socket {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", event => {
      if (event.data instanceof Blob) event.data.text().then(text => window.heard += text);
      else if (event.data instanceof ArrayBuffer) window.heard += new TextDecoder().decode(event.data);
    });
  }
};
document.addEventListener("securitypolicyviolation", event => window.left.push(event.blockedURI));
"""


def _environment(folder):
    places = {f"TUI_COURSE_{name}": str(folder / name.lower()) for name in ("STATE", "CACHE", "LIBRARY")}
    return {**os.environ, **places, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "HOME": str(folder)}


class _Page:
    """A page of a browser, spoken to by the protocol of its developer tools."""

    def __init__(self, socket):
        self._socket = socket
        self._number = 0

    async def do(self, method, **parameters):
        self._number += 1
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})
        while True:
            answer = await asyncio.wait_for(self._socket.receive_json(), 30)
            if answer.get("id") == self._number:
                return answer["result"]

    async def value(self, expression):
        return (await self.do("Runtime.evaluate", expression=expression))["result"].get("value")

    async def heard(self, words, after=0):
        """Wait until the words were sent to the page, past what was sent before; how much that is now."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            text = await self.value("window.heard")
            if words in re.sub(r"\x1b\[[0-9;?<>=]*[A-Za-z]", "", text[after:]):
                return len(text)
            await asyncio.sleep(0.1)
        raise AssertionError((words, text[after:][-3000:]))

    async def press(self, key):
        for kind in ("keyDown", "keyUp"):
            text = {"text": key} if kind == "keyDown" else {}
            await self.do("Input.dispatchKeyEvent", type=kind, key=key, **text)

    async def repainted(self, before):
        """Wait until it looks otherwise than before."""
        end = time.monotonic() + 30
        while await self.picture() == before:
            assert time.monotonic() < end
            await asyncio.sleep(0.1)

    async def picture(self):
        return base64.b64decode((await self.do("Page.captureScreenshot"))["data"])


def _ended(process):
    process.send_signal(signal.SIGINT)
    try:
        return process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
async def test_a_browser_shows_the_course_and_a_key_turns_the_page(tmp_path):
    server = subprocess.Popen(
        [sys.executable, "-m", "tui_course", "web", BEES, "--listen", ":0", "--at", "index"],
        stdout=subprocess.PIPE,
        env=_environment(tmp_path),
        text=True,
    )
    browser = None
    try:
        address = re.search(r"http://\S+", server.stdout.readline())[0]
        browser = subprocess.Popen(
            [CHROMIUM, *FLAGS.split(), f"--user-data-dir={tmp_path / 'browser'}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        port = tmp_path / "browser" / "DevToolsActivePort"
        end = time.monotonic() + 60
        while not port.exists() or not port.read_text().strip():
            assert time.monotonic() < end
            await asyncio.sleep(0.1)
        tools = f"http://127.0.0.1:{port.read_text().split()[0]}"
        async with aiohttp.ClientSession() as client:
            pages = await (await client.get(f"{tools}/json/list")).json(content_type=None)
            (target,) = (one for one in pages if one["type"] == "page")
            async with client.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                page = _Page(socket)
                await page.do("Page.enable")
                await page.do("Emulation.setFocusEmulationEnabled", enabled=True)
                await page.do("Page.addScriptToEvaluateOnNewDocument", source=RECORDING)
                await page.do("Page.navigate", url=address)
                heard = await page.heard("Keeping bees")
                assert await page.value("location.href") == address.partition("?")[0]
                # The browser paints what it was sent a moment later.
                await page.heard("Welcome")
                before = await page.picture()
                await page.press("n")
                await page.heard("a city", heard)
                await page.repainted(before)
                assert await page.value("document.cookie") == ""
                assert await page.value("JSON.stringify(window.left)") == "[]"
                if os.environ.get("TUI_COURSE_PICTURE"):
                    Path(os.environ["TUI_COURSE_PICTURE"]).write_bytes(await page.picture())
    finally:
        if browser is not None:
            browser.terminate()
            browser.wait()
        status = _ended(server)
        server.stdout.close()
    assert status == 0


async def test_a_reader_ends_with_a_server_that_was_killed(tmp_path):
    server = subprocess.Popen(
        [sys.executable, "-m", "tui_course", "web", BEES, "--listen", ":0"],
        stdout=subprocess.PIPE,
        env=_environment(tmp_path),
        text=True,
    )
    try:
        invitation = re.search(r"http://\S+", server.stdout.readline())[0]
        address = invitation.partition("/?")[0]
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
            await client.get(invitation)
            async with client.ws_connect(f"{address}/ws?width=80&height=24", headers={"Origin": address}) as tab:
                shown = b""
                while b"Keeping bees" not in shown:
                    message = await tab.receive(timeout=60)
                    assert message.type is aiohttp.WSMsgType.BINARY, message
                    shown += message.data
                readers = _children(server.pid)
                assert readers
                server.kill()
        end = time.monotonic() + 30
        while any(map(_is_there, readers)) and time.monotonic() < end:  # noqa: ASYNC110 - another process ends
            await asyncio.sleep(0.1)
        assert not any(map(_is_there, readers))
    finally:
        server.kill()
        server.wait()
        server.stdout.close()


def _children(process):
    said = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False).stdout
    return [int(word) for word in said.split()]


def _is_there(process):
    said = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False).stdout.strip()
    return bool(said) and not said.startswith("Z")
