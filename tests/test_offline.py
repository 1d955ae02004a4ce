"""Reading opens no connection and starts no program but our own, whatever stands in a course."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "offline"
OURS = f"subprocess.Popen ({sys.executable!r}, [{sys.executable!r}, '-m', 'tui_course.pictures.worker'"


def watched(*arguments: str | Path) -> list[str]:
    """What a process of its own, which may be listened to, was seen to do beside reading."""
    command = (sys.executable, "-I", HERE / "watch.py", *arguments)
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 0, ended.stderr
    return [event for event in json.loads(ended.stdout) if not event.startswith(OURS)]


def test_what_is_watched_for_is_seen():
    seen = watched("itself")
    assert {event.split(" ")[0] for event in seen} == {"socket.connect", "subprocess.Popen", "webbrowser.open"}


@pytest.mark.parametrize("course", ["folder", "site"])
def test_no_page_does_anything_but_be_read(course):
    assert watched("printed", HERE / course) == []


@pytest.mark.parametrize("course", ["folder", "site"])
def test_no_key_on_any_page_does_either(course):
    assert watched("walked", HERE / course) == []
