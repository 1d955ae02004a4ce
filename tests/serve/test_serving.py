"""The whole server as a process of its own, with real readers and real clients."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sqlite3
import sys
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path

import asyncssh
import pytest

from tests.serve.client import connect, learner, open_screen, until
from tests.serve.program import free_port
from tui_course.progress.open import open_workshops

CODE = "robots-are-kind"
COURSE = {
    "1-start.md": "# First steps\n\nA robot turns left.\n\n" + "It goes on.\n\n" * 60,
    "2-more.md": "# Second steps\n\nA robot turns right.\n",
}
PATIENCE = 60.0


class Server:
    """`tui-course serve` on a small course; `port` is known once it stands."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.course = folder / "robots"
        self.course.mkdir()
        for name, text in COURSE.items():
            (self.course / name).write_text(text)
        self.port = 0
        self.printed = b""

    async def start(self, *options):
        self.printed = b""
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("SSH_")},
            "TUI_COURSE_STATE": str(self.folder / "state"),
            "TUI_COURSE_CACHE": str(self.folder / "cache"),
        }
        command = [sys.executable, "-m", "tui_course", "serve", self.course, "--listen", f"127.0.0.1:{self.port}", *options]
        pipes = {"stdin": asyncio.subprocess.DEVNULL, "stdout": asyncio.subprocess.PIPE, "stderr": asyncio.subprocess.PIPE}
        self.process = await asyncio.create_subprocess_exec(*command, **pipes, env=environment)
        async with asyncio.timeout(PATIENCE):
            while b"Host key" not in self.printed:
                line = await self.process.stdout.readline()
                if not line:
                    complaint = (await self.process.stderr.read()).decode()
                    await self.process.wait()
                    raise AssertionError(complaint)
                self.printed += line
        told = re.search(rb"ssh -p (\d+)", self.printed)
        self.port = int(told[1]) if told else self.port

    async def stop(self, number=signal.SIGTERM):
        with suppress(ProcessLookupError):
            self.process.send_signal(number)
        async with asyncio.timeout(PATIENCE):
            return await self.process.wait()

    def family(self) -> dict[int, str]:
        """The processes that the server has started, and theirs."""
        found, waiting = {}, [self.process.pid]
        while waiting:
            for child in children(waiting.pop()):
                with suppress(OSError):
                    found[child] = Path(f"/proc/{child}/cmdline").read_text().replace("\0", " ")
                    waiting.append(child)
        return found

    def readers(self) -> list[int]:
        """The processes that were forked for learners."""
        servers = [
            pid for pid, command in self.family().items() if "forkserver" in command and pid in children(self.process.pid)
        ]
        return [child for one in servers for child in children(one)]


def children(pid: int) -> list[int]:
    try:
        return [int(one) for task in Path(f"/proc/{pid}/task").iterdir() for one in (task / "children").read_text().split()]
    except OSError:
        return []


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@asynccontextmanager
async def serving(folder, *options):
    server = Server(folder)
    await server.start(*options)
    try:
        yield server
    finally:
        if server.process.returncode is None:
            server.process.kill()
            await server.process.wait()


async def test_a_guest_reads_and_leaves_no_process(tmp_path):
    async with serving(tmp_path, "--guests") as server:
        async with learner(server.port, size=(80, 24)) as screen, learner(server.port, size=(10_000, 10_000)) as large:
            await screen.until(b"A robot turns left.")
            await large.until(b"A robot turns left.")
            assert len(server.readers()) == 2
            assert children(server.readers()[0]) == []
            screen.type(b"n")
            await screen.until(b"A robot turns right.")
            screen.type(b"q")
            assert (await screen.end()).endswith(b"To go on: ssh -p %d 127.0.0.1\r\n" % server.port)
            assert screen.status == 0
        await until(lambda: server.readers() == [], PATIENCE)
        assert await server.stop() == 0
        assert server.family() == {}


async def test_a_learner_comes_back_to_where_they_were_whatever_happens_to_the_server(tmp_path):
    async with serving(tmp_path, "--code", CODE) as server:
        async with await connect(server.port, username="ada", password=CODE.title().replace("-", "")) as connection:
            screen = await open_screen(connection)
            await screen.until(b"name")
            screen.type(b"Ada\r")
            token = re.search(rb"([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})", await screen.until(b"Enter begins"))[1]
            screen.type(b"\r")
            await screen.until(b"A robot turns left.")
            screen.type(b"n")
            await screen.until(b"A robot turns right.")
            await asyncio.sleep(0.5)
            [reader] = server.readers()
            family = server.family()
            server.process.kill()
            await server.process.wait()
            await until(lambda: not any(lives(pid) for pid in family), PATIENCE)
            assert reader in family
        await server.start("--code", CODE)
        async with await connect(server.port, username="ada", password=token.decode()) as connection:
            screen = await open_screen(connection)
            await screen.until(b"A robot turns right.")
            screen.type(b"q")
            assert (await screen.end()).endswith(b"Saved. To go on: ssh -p %d 127.0.0.1\r\n" % server.port)
        with pytest.raises(asyncssh.PermissionDenied):
            await connect(server.port, username="ada", password=f"{CODE}er")


async def test_who_is_forgotten_while_they_read_is_sent_away_and_leaves_nothing(tmp_path):
    async with serving(tmp_path, "--code", CODE) as server, await connect(server.port, password=CODE) as connection:
        screen = await open_screen(connection)
        await screen.until(b"name")
        screen.type(b"Ada\r")
        await screen.until(b"Enter begins")
        screen.type(b"\r")
        await screen.until(b"A robot turns left.")
        screen.type(b"n")
        await screen.until(b"A robot turns right.")
        store = f"{tmp_path}/state/progress.sqlite"
        pipes = {"stdout": asyncio.subprocess.PIPE, "stderr": asyncio.subprocess.PIPE}
        command = [sys.executable, "-m", "tui_course", "forget", "Ada", "--yes", "--store", store]
        forgetting = await asyncio.create_subprocess_exec(*command, **pipes)
        shown = await screen.end()
        said, errors = await forgetting.communicate()
        assert (forgetting.returncode, errors) == (0, b"")
        assert b"their session will be ended" in said
        assert b"has not ended" not in said
        assert shown.endswith(b"was deleted. To go on: ssh -p %d 127.0.0.1\r\n" % server.port)
        with closing(open_workshops(store, None)) as workshops:
            assert workshops.people("") == workshops.sessions("robots", 60) == ()
        with closing(sqlite3.connect(store)) as rows:
            assert rows.execute("SELECT count(*) FROM visit").fetchone() == (0,)


async def test_ending_it_gives_terminals_back_and_leaves_nothing(tmp_path):
    async with serving(tmp_path, "--guests") as server:
        async with learner(server.port) as screen, learner(server.port) as other:
            await screen.until(b"A robot turns left.")
            await other.until(b"A robot turns left.")
            family = server.family()
            ending = asyncio.create_task(server.stop())
            for one in (screen, other):
                shown = await one.end()
                assert b"\x1b[?1049l" in shown
                assert shown.endswith(b"The server is about to end. To go on: ssh -p %d 127.0.0.1\r\n" % server.port)
        assert await ending == 0
        await until(lambda: not any(lives(pid) for pid in family), PATIENCE)


async def test_asking_twice_ends_it_at_once(tmp_path):
    async with serving(tmp_path, "--guests") as server, learner(server.port) as screen:
        await screen.until(b"A robot turns left.")
        server.process.send_signal(signal.SIGINT)
        await screen.until(b"about to end")
        assert await server.stop(signal.SIGINT) == 0
        assert b"\x1b[?1049l" in await screen.end()


async def test_a_reader_that_is_killed_is_one_learner_s_affair(tmp_path):
    async with serving(tmp_path, "--guests") as server:
        async with learner(server.port) as screen, learner(server.port) as other:
            await screen.until(b"A robot turns left.")
            [first] = server.readers()[:1]
            await other.until(b"A robot turns left.")
            for reader in server.readers():
                if reader == first:
                    os.kill(reader, signal.SIGKILL)
            gone, stays = (screen, other) if await ended(screen, other) is screen else (other, screen)
            assert gone.shown.endswith(b"The reader ended unexpectedly. To go on: ssh -p %d 127.0.0.1\r\n" % server.port)
            stays.type(b"n")
            await stays.until(b"A robot turns right.")
        assert await server.stop() == 0
        assert b"ended unexpectedly: killed: SIGKILL" in await server.process.stderr.read()


async def ended(*screens):
    """The first of these whose session ends."""
    await until(lambda: any(screen._closed for screen in screens))
    return next(screen for screen in screens if screen._closed)


async def test_a_terminal_that_cannot_move_its_cursor_gets_lines(tmp_path):
    async with serving(tmp_path, "--guests") as server, learner(server.port, term="dumb") as screen:
        await screen.until(b"A robot turns left.")
        assert b"\x1b" not in screen.shown
        screen.type(b"q\x1b[A\r")
        await screen.end()
        assert screen.status == 0


async def test_what_learners_type_may_be_another_address_than_the_one_that_is_listened_on(tmp_path):
    options = ("--guests", "--code", CODE, "--address", "workshop.example.org:22")
    server = Server(tmp_path)
    server.port = free_port()
    await server.start(*options)
    try:
        assert b"ssh workshop.example.org\n" in server.printed
        assert str(server.port).encode() not in server.printed
        async with learner(server.port) as screen:
            await screen.until(b"A robot turns left.")
            screen.type(b"q")
            assert (await screen.end()).endswith(b"To go on: ssh workshop.example.org\r\n")
    finally:
        await server.stop()


@pytest.mark.parametrize("store", ["memory", "off"])
async def test_a_store_that_each_reader_has_for_itself_is_refused(tmp_path, store):
    server = Server(tmp_path)
    with pytest.raises(AssertionError, match=f"store is {store}: each reader would have one of its own"):
        await server.start("--guests", "--store", store)


async def test_a_port_that_is_taken_is_said_before_anything_is_read(tmp_path):
    async with serving(tmp_path, "--guests") as server:
        (tmp_path / "second").mkdir()
        second = Server(tmp_path / "second")
        second.port = server.port
        with pytest.raises(AssertionError, match="Address already in use"):
            await second.start("--guests")
        assert await second.process.wait() == 2
