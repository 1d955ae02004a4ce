"""The server as a program of its own, with a state folder that nobody else has, and the processes that it starts."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

PATIENCE = 60.0
_GONE = (FileNotFoundError, ProcessLookupError, PermissionError)


class Process(NamedTuple):
    """A process and its parent."""

    pid: int
    parent: int
    command: str


class Server:
    """`tui-course serve` while the context lasts, with guests unless other `arguments` are given.

    `store` is a file in the server's own folder unless another address is given, `environment` is put over what is there.
    """

    def __init__(self, course: Path, arguments=("--guests",), *, store="", host_keys: Path | None = None, environment=None):
        self.course = course
        self.arguments = arguments
        self.store = store
        self.host_keys = host_keys
        self.environment = environment or {}

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="hosting-")
        self.folder = Path(self._folder.name)
        self.store = self.store or str(self.folder / "store.sqlite")
        self.port, self.status = free_port(), free_port()
        self.start()
        return self

    def __exit__(self, *_: object):
        self.stop()
        self._folder.cleanup()

    def start(self) -> None:
        """Start it and wait until it greets; raises TimeoutError with what it said."""
        keys = ["--host-keys", str(self.host_keys)] if self.host_keys else []
        command = [
            *(sys.executable, "-P", "-m", "tui_course", "serve", str(self.course), "--listen", f"127.0.0.1:{self.port}"),
            *("--store", self.store, "--status", f"127.0.0.1:{self.status}"),
            *keys,
            *self.arguments,
        ]
        environment = {
            **os.environ,
            "TUI_COURSE_STATE": str(self.folder / "state"),
            "TUI_COURSE_CACHE": str(self.folder / "cache"),
            "TUI_COURSE_LIBRARY": "off",
            "TUI_COURSE_CONFIG": str(self.folder / "config.toml"),
            **self.environment,
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, cwd=self.folder
            )
        end = time.monotonic() + PATIENCE
        while not greets(self.port):
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise TimeoutError(f"the server does not greet: {self.said()[-2000:]}")
            time.sleep(0.05)

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def pid(self) -> int:
        return self.process.pid

    def said(self) -> str:
        """What it printed."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def stop(self, patience: float = 15.0) -> int:
        """End it as a service manager does, by force where that does not help, and what it left behind; its status."""
        left = below(self.pid)
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        end(left)
        return self.process.returncode

    def kill(self) -> list[Process]:
        """End it as nobody can prepare for; what it had started."""
        left = below(self.pid)
        self.process.kill()
        self.process.wait()
        return left

    def readers(self) -> list[Process]:
        """The processes that were forked to read for somebody."""
        return [one for one in below(self.pid) if self._reads(one)]

    def others(self) -> list[Process]:
        """What runs below the server and is no reader."""
        return [one for one in below(self.pid) if not self._reads(one)]

    def figures(self) -> dict[str, float]:
        """What it counts, by names and labels."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.status}/metrics", timeout=20) as answer:
            lines = answer.read().decode().splitlines()
        samples = (line.rpartition(" ") for line in lines if not line.startswith("#"))
        return {name.removeprefix("tui_course_"): float(value) for name, _, value in samples}

    def _reads(self, process: Process) -> bool:
        # What readers are forked from is started by the front, and they are called as it is.
        return "multiprocessing.forkserver" in process.command and process.parent != self.pid


def greets(port: int) -> bool:
    """Whether an SSH server of this machine greets there."""
    try:
        with socket.create_connection(("127.0.0.1", port), 1) as one:
            one.settimeout(1)
            return one.recv(8).startswith(b"SSH-2.0-")
    except OSError:
        return False


def below(pid: int) -> list[Process]:
    """Every process that the one started, and those that they did; the dead that nobody has waited for are none."""
    parents: dict[int, list[Process]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (fields := stat(int(folder.name))) and fields[0] != "Z":
            one = Process(int(folder.name), int(fields[1]), _command(int(folder.name)))
            # Who is on the way to death has no words any more.
            if one.command:
                parents.setdefault(one.parent, []).append(one)
    found = list(parents.get(pid, ()))
    for one in found:
        found.extend(parents.get(one.pid, ()))
    return found


def stat(pid: int) -> list[str]:
    """What the kernel says of a process after its name, which may hold spaces; nothing where it is gone."""
    with suppress(*_GONE):
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return []


def end(processes: list[Process]) -> None:
    for one in processes:
        with suppress(ProcessLookupError):
            os.kill(one.pid, signal.SIGKILL)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _command(pid: int) -> str:
    with suppress(*_GONE):
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace").replace("\0", " ").strip()
    return ""
