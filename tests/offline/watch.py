"""Read a course in one of the ways below, and print as JSON every connection and program that was seen meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
import webbrowser
from pathlib import Path

from tui_course import export, plain
from tui_course.sources.open import open_course
from tui_course.study import Study
from tui_course.tui.app import CourseApp
from tui_course.tui.theme import Look
from tui_course.typeset.setting import Setting

SEEN: list[str] = []
WATCHED = (
    "socket.connect socket.getaddrinfo socket.gethostbyname socket.sendto subprocess.Popen os.system os.exec os.fork "
    "os.forkpty os.posix_spawn os.spawn pty.spawn webbrowser.open urllib.Request ftplib.connect http.client.connect"
).split()
# What a learner presses who looks at everything: `o` and `e`, which ask for a browser and an editor, are not among it.
KEYS = "space tab enter K escape tab enter tab enter f escape v escape D n t escape Q 1 enter x C escape W escape y G space"


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Note an event that somebody who only reads does not cause."""
    if event in WATCHED:
        SEEN.append(f"{event} {arguments!r}")


def itself(_path: str) -> None:
    """Do what is watched for."""
    with socket.socket() as one, contextlib.suppress(OSError):
        one.connect(("127.0.0.1", 9))
    subprocess.run([sys.executable, "-c", ""], check=True)
    webbrowser.register("nobody", None, webbrowser.GenericBrowser(["true", "%s"]), preferred=True)
    webbrowser.open("https://example.org")


def printed(path: str) -> None:
    """Print every page as text, as a terminal has it, and as JSON."""
    pages = open_course(Path(path))
    assert len(pages.course.pages) > 1
    for ref in pages.course.pages:
        page = pages.page(ref.id)
        plain.text(page.blocks)
        list(plain.render(page.blocks, Setting(76), colour=True))
        json.dumps(export.page_data(page))


def walked(path: str) -> None:
    """Press every key on every page."""
    asyncio.run(_walk(path))


async def _walk(path: str) -> None:
    pages = open_course(Path(path))
    for ref in pages.course.pages:
        app = CourseApp(Study(pages, ref.id), look=Look())
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            for key in KEYS.split():
                await pilot.press(key)
            await pilot.pause()


def main() -> None:
    """Do one of these under watch."""
    way, *rest = sys.argv[1:]
    sys.addaudithook(watch)
    {"itself": itself, "printed": printed, "walked": walked}[way](*(rest or [""]))
    sys.stdout.write(json.dumps(SEEN))


main()
