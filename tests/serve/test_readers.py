from __future__ import annotations

import asyncio
import fcntl
import json
import os
import signal
import struct
import sys
import termios
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from tui_course.config import Settings
from tui_course.errors import ServeError
from tui_course.model.workshop import Way
from tui_course.serve.forked import FAILED
from tui_course.serve.limits import FILES, MEMORY, NICENESS
from tui_course.serve.readers import RAN_AWAY, ForkedReaders
from tui_course.serve.starting import Hosting, NewEdition, Start
from tui_course.workshop.attending import Closing, Remark

PROGRAMS = Path(__file__).with_name("programs")
PATIENCE = 30


class Terminal:
    """A pseudo terminal: `slave` for a reader, and what it shows."""

    def __init__(self):
        self.master, self.slave = os.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.shown = ""
        self._changed = asyncio.Condition()
        os.set_blocking(self.master, False)
        asyncio.get_running_loop().add_reader(self.master, self._read)
        self._tasks = set()

    def _read(self):
        try:
            self.shown += os.read(self.master, 65536).decode("utf-8", "replace")
        except OSError:
            asyncio.get_running_loop().remove_reader(self.master)
        task = asyncio.create_task(self._tell())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _tell(self):
        async with self._changed:
            self._changed.notify_all()

    async def wait(self, mark):
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(lambda: mark in self.shown)

    async def line(self, mark):
        """The rest of the line that begins with a mark, as JSON."""
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(lambda: mark in self.shown and "\n" in self.shown.split(mark, 1)[1])
        return json.loads(self.shown.split(mark, 1)[1].splitlines()[0])

    def type(self, keys):
        os.write(self.master, keys.encode())

    def close(self):
        if self.master is not None:
            asyncio.get_running_loop().remove_reader(self.master)
            os.close(self.master)
            self.master = None


class Host:
    """Readers that run odd programs, and what is logged of them."""

    def __init__(self, artist=None, loaded="odd_reader", every=5.0, store=""):
        self.log = []
        self.readers = ForkedReaders(
            Hosting("robots", Settings(store=store)), "odd_reader", loaded, artist=artist, log=self.log.append, every=every
        )
        self.terminals = []

    async def start(self, name, learner="somebody", **more):
        terminal = Terminal()
        self.terminals.append(terminal)
        start = Start(str(uuid4()), learner, name, Way.CODE, "xterm-256color", 100, 30, **more)
        reader = await self.readers.start(start, terminal.slave)
        os.close(terminal.slave)
        return reader, terminal

    async def close(self):
        await self.readers.close()
        for terminal in self.terminals:
            terminal.close()


@asynccontextmanager
async def hosting(**more):
    host = Host(**more)
    try:
        yield host
    finally:
        await host.close()


@pytest.fixture(autouse=True)
def programs(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.fspath(PROGRAMS))


async def ended(reader):
    async with asyncio.timeout(PATIENCE):
        return await reader.exited


def is_gone(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


def descriptors():
    return len(list(Path("/dev/fd").iterdir()))


async def until(holds):
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110 - processes tell nobody of their end, and logs are lists
            await asyncio.sleep(0.01)


async def gone(pid):
    await until(lambda: is_gone(pid))


# What a reader has


async def test_a_reader_has_its_terminal_and_nothing_of_the_host(monkeypatch):
    monkeypatch.setenv("SSH_AUTH_SOCK", "/run/agent")
    monkeypatch.setenv("TUI_COURSE_STORE", "postgresql://user:secret@host/db")
    async with hosting() as host:
        host.readers.tell(NewEdition("/course", "/edition"))
        reader, terminal = await host.start("looks", colours="truecolor", language="de_DE.UTF-8")
        found = await terminal.line("found ")
        assert await ended(reader) == 7
        assert found["start"][1:] == ["somebody", "looks", "code", "de_DE.UTF-8"]
        assert found["workshop"] == "robots"
        assert found["editions"] == [["/course", "/edition"]]
        assert len(found["descriptors"]) == 4
        assert found["descriptors"][:3] == [0, 1, 2]
        assert len(set(found["terminal"])) == 1
        assert found["terminal"][0].startswith("/dev/pts/")
        assert found["size"] == [100, 30]
        assert found["leads"]
        zone = {"TZ"} & set(os.environ)
        assert set(found["environment"]) == {"TERM", "LANG", "HOME", "PATH", "COLORTERM"} | zone
        assert found["environment"]["HOME"] == "/"
        assert found["folder"] == "/"
        assert "" not in found["places"]
        assert found["limits"] == [MEMORY, FILES, 0]
        assert found["niceness"] == min(19, os.nice(0) + NICENESS)
        assert found["threads"] == 1
        assert found["main"] is None
        assert found["handlers"] == [True, True]
        assert host.log == []


async def test_a_reader_speaks_to_a_database_as_the_host_does(monkeypatch, tmp_path):
    for name in ("PGPASSFILE", "PGSERVICEFILE", "PGSSLROOTCERT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PGPASSWORD", "of nobody")
    monkeypatch.setenv("PGSERVICEFILE", "/etc/services")
    for name in (".pgpass", ".pg_service.conf"):
        (tmp_path / name).touch()
    for store, expected in {
        "postgresql://host/db": {
            "PGPASSWORD": "of nobody",
            "PGSERVICEFILE": "/etc/services",
            "PGPASSFILE": f"{tmp_path}/.pgpass",
        },
        "/var/progress.sqlite": {},
    }.items():
        async with hosting(store=store) as host:
            _, terminal = await host.start("looks")
            environment = (await terminal.line("found "))["environment"]
            assert expected.items() <= environment.items()
            assert ("PGPASSWORD" in environment) == ("PGPASSWORD" in expected)
            assert environment["HOME"] == "/"


@pytest.mark.parametrize(("colours", "variable"), [("", None), ("none", "NO_COLOR"), ("truecolor", "COLORTERM")])
async def test_colours_are_those_of_the_learners_terminal(colours, variable):
    async with hosting() as host:
        _, terminal = await host.start("looks", colours=colours)
        environment = (await terminal.line("found "))["environment"]
        assert {"NO_COLOR", "COLORTERM"} & set(environment) == ({variable} if variable else set())


async def test_a_reader_starts_no_process_and_loads_no_library():
    async with hosting() as host:
        reader, terminal = await host.start("starts")
        assert await terminal.line("done ") == []
        assert await ended(reader) == 0


async def test_memory_and_files_are_bounded():
    async with hosting() as host:
        _, eater = await host.start("eats")
        await eater.wait("it was too much")
        _, opener = await host.start("opens")
        opened = await opener.line("opened ")
        assert FILES - 16 < opened < FILES


async def test_a_reader_that_cannot_have_its_terminal_leaves_nothing_open():
    async with hosting() as host:
        await host.readers.open()
        before = descriptors()
        start = Start(str(uuid4()), "somebody", "looks", Way.CODE, "xterm-256color", 100, 30)
        with pytest.raises(ServeError, match="no reader can be started: Bad file descriptor"):
            await host.readers.start(start, -1)
        assert descriptors() == before


# Its end


async def test_a_fault_goes_to_the_log_and_not_to_the_learner():
    async with hosting() as host:
        reader, terminal = await host.start("fails")
        assert await ended(reader) == FAILED
        await until(lambda: host.log)
        assert "ValueError: nobody foresaw this" in host.log[0]
        assert "\x1b" not in host.log[0]
        assert "ValueError" not in terminal.shown


async def test_what_threads_and_warnings_say_goes_to_the_log():
    async with hosting() as host:
        reader, terminal = await host.start("complains")
        assert await ended(reader) == 0
        await until(lambda: len(host.log) >= 2)
        assert "in the thread odd one" in host.log[0]
        assert "a thread failed" in host.log[0]
        assert host.log[1] == f"reader {reader.pid}: a warning"
        assert terminal.shown == "seen\r\n"


async def test_the_end_of_a_terminal_is_a_hangup():
    async with hosting() as host:
        reader, terminal = await host.start("stays")
        await terminal.wait("here")
        terminal.close()
        assert await ended(reader) == -signal.SIGHUP
        assert reader.reason == ""


async def test_a_terminal_that_is_gone_before_its_reader_is_no_fault(capfd):
    async with hosting() as host:
        await host.readers.open()
        terminal = Terminal()
        terminal.close()
        reader = await host.readers.start(Start(str(uuid4()), "a", "stays", Way.CODE, "xterm", 100, 30), terminal.slave)
        os.close(terminal.slave)
        assert await ended(reader) == 128 + signal.SIGHUP
        assert host.log == []
    assert capfd.readouterr().err == ""


async def test_a_reader_is_asked_to_end_or_ended_with_a_reason():
    async with hosting() as host:
        polite, terminal = await host.start("stays")
        await terminal.wait("here")
        polite.end("time is up")
        assert await ended(polite) == -signal.SIGTERM
        assert polite.reason == "time is up"
        deaf, terminal = await host.start("stays")
        await terminal.wait("here")
        deaf.kill("it does not listen")
        assert await ended(deaf) == -signal.SIGKILL
        deaf.kill("again")
        deaf.end()
        assert deaf.reason == "it does not listen"
        assert len(host.readers) == 0


async def test_closing_ends_all_and_what_they_were_forked_from():
    async with hosting() as host:
        readers = [await host.start("stays") for _ in range(3)]
        for _, terminal in readers:
            await terminal.wait("here")
        server = host.readers._forks.pid
        await host.readers.close()
        assert [await ended(reader) for reader, _ in readers] == [-signal.SIGTERM] * 3
        assert is_gone(server)


async def test_two_hundred_ends_leave_no_descriptor():
    async with hosting() as host:
        before = None
        for number in range(8):
            reader, terminal = await host.start("opens")
            await ended(reader)
            terminal.close()
            await asyncio.sleep(0.05)
            if number == 1:
                before = descriptors()
        assert descriptors() == before


class Strict:
    """Takes whoever has used any time for one that ran away."""

    def __init__(self):
        self.used = []

    def ran_away(self, _at, used):
        self.used.append(used)
        return used > 0


async def test_what_runs_away_is_ended_and_the_learner_learns_why():
    async with hosting(every=0.05) as host:
        busy, terminal = await host.start("turns")
        # Who is taken for one that ran away before it has said anything says nothing.
        await terminal.wait("busy")
        busy.busy = strict = Strict()
        assert await ended(busy) == -signal.SIGKILL
        assert busy.reason == RAN_AWAY
        assert strict.used
        assert host.log == [f"reader {busy.pid} ran away and was ended"]


# What is told


async def test_words_arrive_in_their_order_and_editions_also_at_those_who_come_later():
    async with hosting() as host:
        first = await host.start("listens")
        await first[1].wait("listening")
        host.readers.tell(NewEdition("/course", "/second"))
        first[0].tell(Closing(12.5, "the host ends \N{BLACK HEART SUIT}", idle=True))
        first[0].tell(Remark("cut"))
        await first[1].wait('["Remark", "cut"]')
        heard = [line[6:] for line in first[1].shown.splitlines() if line.startswith("heard ")]
        assert [json.loads(line) for line in heard] == [
            ["NewEdition", "/course", "/second"],
            ["Closing", 12.5, "the host ends \N{BLACK HEART SUIT}", True],
            ["Remark", "cut"],
        ]
        _, later = await host.start("looks")
        assert (await later.line("found "))["editions"] == [["/course", "/second"]]


async def test_what_a_reader_says_is_bounded():
    async with hosting() as host:
        reader, terminal = await host.start("deafens")
        await terminal.wait("sent")
        await until(lambda: len(host.log) >= 2)
        assert "nothing is heard any more" in host.log[1]
        reader.tell(Remark("it stays"))
        assert not reader.exited.done()


class Artist:
    def __init__(self):
        self.asked = []

    async def draw(self, path, columns, rows):
        self.asked.append((path, columns, rows))
        if path == "odd":
            raise RuntimeError("nobody foresaw this\x1b[2J")
        return "" if path == "good" else "it is no picture"


async def test_the_host_draws_for_a_reader():
    artist = Artist()
    async with hosting(artist=artist) as host:
        _, good = await host.start("draws", learner="good")
        assert await good.line("said ") == "drawn"
        _, bad = await host.start("draws", learner="bad\udcff")
        assert await bad.line("said ") == "it is no picture"
        assert artist.asked == [("good", 10, 5), ("bad\udcff", 10, 5)]
        assert host.log == []
        odd, terminal = await host.start("draws", learner="odd")
        assert await terminal.line("said ") == "the host could not draw it"
        assert host.log == [f"a picture for reader {odd.pid} failed: RuntimeError('nobody foresaw this\\x1b[2J')"]
    async with hosting() as host:
        _, terminal = await host.start("draws")
        assert await terminal.line("said ") == "the host draws no picture now"


# What readers are forked from


async def test_readers_outlive_what_they_were_forked_from():
    async with hosting() as host:
        reader, terminal = await host.start("listens")
        await terminal.wait("listening")
        os.kill(host.readers._forks.pid, signal.SIGKILL)
        await gone(host.readers._forks.pid)
        another, second = await host.start("looks")
        assert await ended(another) == 7
        assert second.shown
        assert not reader.exited.done()
        reader.tell(Remark("still here"))
        await terminal.wait("still here")
        assert any("started again" in line for line in host.log)
        reader.kill()
        await ended(reader)
        await gone(reader.pid)


@pytest.mark.parametrize(("loaded", "reason"), [("broken_start", "broken_start"), ("fatal_start", "ended")])
async def test_what_cannot_be_loaded_is_said(loaded, reason, capfd):
    async with hosting(loaded=loaded) as host:
        with pytest.raises(ServeError, match=reason):
            await host.readers.open()
    capfd.readouterr()


async def test_nothing_is_loaded_from_where_the_server_was_started(tmp_path, monkeypatch):
    mark = tmp_path / "mark"
    for name in ("json", "textual", "tui_course", "odd_reader", "sitecustomize", "selectors"):
        (tmp_path / f"{name}.py").write_text(f"open({os.fspath(mark)!r}, 'a').write('{name} ')")
    monkeypatch.chdir(tmp_path)
    async with hosting() as host:
        await host.readers.open()
        reader, _ = await host.start("looks")
        assert await ended(reader) == 7
    assert not mark.exists()


@pytest.mark.parametrize("what", ["stays", "listens", "turns"])
async def test_a_front_that_is_killed_leaves_nothing_behind(what):
    front = await asyncio.create_subprocess_exec(
        sys.executable, PROGRAMS / "front_alone.py", what, stdout=asyncio.subprocess.PIPE
    )
    try:
        reader, server = map(int, (await front.stdout.readline()).split())
        assert not is_gone(reader)
    finally:
        front.kill()
        await front.wait()
    await gone(reader)
    await gone(server)


async def test_whoever_gives_up_while_a_reader_starts_leaves_none():
    async with hosting() as host:
        starting = asyncio.create_task(host.start("stays"))
        await asyncio.sleep(0)
        starting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await starting
        terminal = host.terminals[0]
        os.close(terminal.slave)
        terminal.close()
        another, second = await host.start("looks")
        await ended(another)
        assert second.shown
        assert len(host.readers) == 0
