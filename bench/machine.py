"""What a run was made on: the machine, its load, and the versions of everything that was measured."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import peers

from tui_course.version import __version__

ROOT = Path(__file__).resolve().parent.parent
MERGING = Path("/sys/kernel/mm/ksm/run")


def load() -> str:
    """The mean number of processes that wanted to run, of the last minute, five and fifteen minutes."""
    return " ".join(f"{one:.1f}" for one in os.getloadavg())


def machine() -> str:
    """Cores, processor, memory and kernel."""
    described = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace") if Path("/proc/cpuinfo").exists() else ""
    model = next((line.partition(":")[2].strip() for line in described.splitlines() if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    merging = "on" if MERGING.exists() and MERGING.read_text(encoding="ascii").strip() == "1" else "off"
    name = model or platform.processor() or platform.machine()
    system = f"{platform.system()} {platform.release()}"
    return f"{os.cpu_count()} cores ({name}), {memory:.0f} GiB, {system}, merging of memory {merging}"


def versions() -> str:
    """Of Python, of this program with its revision, of what it stands on, and of the peers that are installed."""
    ours = f"tui-course {__version__} ({_revision()})"
    beside = [f"{name} {_version(name)}" for name in ("textual", "rich", "markdown-it-py", "asyncssh", "pillow")]
    found = [peers.told(one) for one in peers.listed() if (one.folder / "ready").is_file()]
    programs = [_said(["ssh", "-V"]).partition(",")[0].replace("_", " "), _said(["jekyll", "-v"])]
    return ", ".join([f"Python {platform.python_version()}", ours, *beside, *found, *(one for one in programs if one)])


def _revision() -> str:
    revision = _said(["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"])
    changed = _said(["git", "-C", str(ROOT), "status", "--porcelain", "--untracked-files=no", "tui_course"])
    return (revision or "no revision") + (" with changes" if changed else "") + (", 32 bits" if sys.maxsize < 1 << 32 else "")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _said(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout or done.stderr).strip() if done.returncode == 0 else ""
