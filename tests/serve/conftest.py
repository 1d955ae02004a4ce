from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

import asyncssh
import pytest

from tui_course.errors import ServeError
from tui_course.progress.memory import MemoryStore
from tui_course.progress.memory_workshops import MemoryWorkshops
from tui_course.serve.admission import Limits
from tui_course.serve.audit import Audit
from tui_course.serve.figures import Figures
from tui_course.serve.front import Front
from tui_course.serve.identity.doorkeeper import Doorkeeper
from tui_course.serve.identity.ways import Ways
from tui_course.serve.listening import listen
from tui_course.serve.presence import Presence
from tui_course.serve.server import ServerParts

SMALL_READER = Path(__file__).with_name("small_reader.py")
WORKSHOP = "robots"


class SmallReader:
    """A reader that is a program of its own, with what it was told."""

    def __init__(self, process: asyncio.subprocess.Process):
        self.pid = process.pid
        self.exited = asyncio.get_running_loop().create_future()
        self.reason = ""
        self.told = []
        self._process = process
        self._task = asyncio.create_task(self._wait())

    async def _wait(self):
        self.exited.set_result(await self._process.wait())

    def tell(self, word):
        self.told.append(word)

    def end(self, reason=""):
        if not self.exited.done():
            self.reason = self.reason or reason
            # It may be over already, and nobody have been told yet.
            with suppress(ProcessLookupError):
                self._process.terminate()

    def kill(self, reason=""):
        if not self.exited.done():
            self.reason = self.reason or reason
            with suppress(ProcessLookupError):
                self._process.kill()


class SmallReaders:
    """Starts small readers on terminals, as real ones are started.

    `fault` is what the next start fails with, `unforeseen` an exception that is none of ours.
    """

    def __init__(self, mark: Path):
        self.mark = mark
        self.started = []
        self.starts = []
        self.fault = ""
        self.unforeseen = None

    async def open(self):
        pass

    async def start(self, start, slave):
        if self.fault:
            raise ServeError(self.fault)
        if self.unforeseen is not None:
            raise self.unforeseen
        environment = {
            "LEARNER": start.learner,
            "TERM": start.term,
            "LANGUAGE": start.language or "any",
            "COLOURS": start.colours or "plain",
            "PATH": os.environ["PATH"],
        }
        # `setsid -c` makes it the leader of a session with this terminal.
        process = await asyncio.create_subprocess_exec(
            "setsid",
            "-c",
            sys.executable,
            "-I",
            SMALL_READER,
            self.mark,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
        )
        self.starts.append(start)
        self.started.append(SmallReader(process))
        return self.started[-1]

    def tell(self, word):
        for one in self.started:
            one.tell(word)

    async def close(self):
        for one in self.started:
            one.kill()
            await one.exited

    @property
    def marks(self) -> list[str]:
        """What readers did at their end."""
        return self.mark.read_text().splitlines() if self.mark.exists() else []


class Hosted:
    """A server in this process with small readers."""

    def __init__(self, front, parts, sockets, workshops, complaints):
        self.front = front
        self.port = sockets[0].getsockname()[1]
        self.readers = parts.readers
        self.figures = parts.figures
        self.workshops = workshops
        self.complaints = complaints

    def figure(self, name: str) -> float:
        """A figure by its name in Prometheus' text."""
        return next(float(line.rpartition(" ")[2]) for line in self.figures.text().splitlines() if line.startswith(f"{name} "))


@pytest.fixture(scope="session")
def host_key():
    return asyncssh.generate_private_key("ssh-ed25519")


@pytest.fixture
def hosted(tmp_path, host_key):
    """A server with given limits and ways in: guests without questions where none are given."""

    @asynccontextmanager
    async def open_it(ways=None, **limits):
        workshops = MemoryWorkshops(MemoryStore())
        figures, complaints = Figures(), []
        audit = Audit(tmp_path / "audit", complaints.append)
        readers = SmallReaders(tmp_path / "marks")
        parts = ServerParts(
            line="ssh -p 2222 host",
            host="here",
            readers=readers,
            door=Doorkeeper(WORKSHOP, ways or Ways(guests=True), workshops, b"secret", audit=audit, figures=figures),
            presence=Presence(workshops, "here", lambda _: figures.store_failed()),
            figures=figures,
            audit=audit,
            limits=replace(Limits(), **limits),
            complain=complaints.append,
        )
        sockets = listen("127.0.0.1", 0)
        front = Front(parts, [host_key], sockets)
        front.start()
        try:
            yield Hosted(front, parts, sockets, workshops, complaints)
        finally:
            front.drain()
            front.drain()
            await front.closed()
            parts.door.close()
            audit.close()

    return open_it


@pytest.fixture
def openssh(tmp_path):
    """Runs OpenSSH's client against a port: its status, what it printed and what it complained of."""
    if shutil.which("ssh") is None or shutil.which("scp") is None:
        pytest.skip("OpenSSH's client is not here: the Debian package openssh-client")
    known = tmp_path / "known_hosts"

    async def run(port, *arguments, stdin=subprocess.DEVNULL, user="guest", program="ssh", environment=None):
        options = ["-F", "none", "-o", "StrictHostKeyChecking=no", "-o", f"UserKnownHostsFile={known}", "-o", "LogLevel=ERROR"]
        options += ["-o", "BatchMode=yes", "-o", "IdentityAgent=none", "-o", "IdentitiesOnly=yes", "-o", "ConnectTimeout=10"]
        where = ["-P", str(port)] if program in {"scp", "sftp"} else ["-p", str(port), f"{user}@127.0.0.1"]
        command = [program, *options, *where, *arguments]
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TERM": "xterm", **(environment or {})},
        )
        try:
            async with asyncio.timeout(20):
                out, err = await process.communicate()
        except TimeoutError:
            process.kill()
            out, err = await process.communicate()
        return process.returncode, out, err

    return run
