"""Peers that install from a package, each into an environment of its own below the system's folder for temporary files."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import NamedTuple

LIST = Path(__file__).resolve().parent / "peers.txt"
PATIENCE = 300


class Peer(NamedTuple):
    """A package with its version."""

    name: str
    version: str

    @property
    def key(self) -> str:
        """Its name as a place's."""
        return self.name.replace("-", "_")

    @property
    def folder(self) -> Path:
        return kept() / f"{self.name}-{self.version}-{sysconfig.get_python_version()}"


class NotInstalled(Exception):
    """Says why not."""


def listed() -> tuple[Peer, ...]:
    """Those in the list."""
    lines = (line.strip() for line in LIST.read_text(encoding="utf-8").splitlines())
    return tuple(Peer(*line.split("==")) for line in lines if line and not line.startswith("#"))


def kept() -> Path:
    """The folder that is kept between runs, which nobody else may have put there; raises NotInstalled."""
    folder = Path(tempfile.gettempdir(), f"tui-course-bench-{os.getuid()}")
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if folder.is_symlink() or status.st_uid != os.getuid() or status.st_mode & 0o022:
        raise NotInstalled(f"{folder} is somebody else's")
    return folder


def installed(peer: Peer) -> Path:
    """The folder with a peer's programs, installed now where it was not; raises NotInstalled."""
    ready = peer.folder / "ready"
    programs = peer.folder / "bin"
    if ready.is_file():
        return programs
    _called([sys.executable, "-m", "venv", "--clear", str(peer.folder)])
    pip = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _called([*pip, f"{peer.name}=={peer.version}"])
    _called([str(programs / "python"), "-m", "compileall", "-q", str(peer.folder / "lib")], may_fail=True)
    ready.touch()
    return programs


def told(peer: Peer) -> str:
    """Its version, and that of the Textual that it brings."""
    textual = next((one.name for one in peer.folder.glob("lib/*/site-packages/textual-*.dist-info")), "")
    beside = f" (with Textual {textual.removeprefix('textual-').removesuffix('.dist-info')})" if textual else ""
    return f"{peer.name} {peer.version}{beside}"


def _called(command: list[str], *, may_fail: bool = False) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotInstalled(str(error)) from error
    if done.returncode and not may_fail:
        raise NotInstalled(next(iter(reversed(done.stderr.strip().splitlines())), f"status {done.returncode}"))
