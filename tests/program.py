"""The program in a process of its own, without what whoever runs the tests has set and kept."""

from __future__ import annotations

import os
import subprocess
import sys


def run_program(*arguments, folder, **variables):
    """Run a command in `folder`, below which it keeps all that it keeps; returns its status, output and errors."""
    settings = {
        **os.environ,
        "PYTHONUTF8": "1",
        "TUI_COURSE_STATE": str(folder / "state"),
        "TUI_COURSE_CACHE": str(folder / "cache"),
        "TUI_COURSE_CONFIG": str(folder / "none.toml"),
        **variables,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tui_course", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=settings,
        cwd=folder,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr
