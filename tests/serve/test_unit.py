from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.serve.unit import _quoted, unit

ANALYZE = shutil.which("systemd-analyze")


def values(text, name):
    return [line.partition("=")[2] for line in text.splitlines() if line.startswith(f"{name}=")]


def test_it_runs_the_command_with_what_it_needs_and_no_more():
    text = unit(["/opt/tui course/bin/tui-course", "serve", "/srv/course", "--code", "a b%h$x"], sessions=50)
    assert values(text, "ExecStart") == ['"/opt/tui course/bin/tui-course" serve /srv/course --code "a b%%h$$x"']
    assert values(text, "ExecReload") == ["kill -HUP $MAINPID"]
    assert values(text, "MemoryMax") == ["2368M"]
    assert values(text, "NoNewPrivileges") == ["yes"]
    assert values(text, "CapabilityBoundingSet") == [""]
    assert values(text, "AmbientCapabilities") == []
    assert "${" not in text


def test_a_port_below_1024_takes_one_capability():
    text = unit(["/bin/tui-course"], port=22)
    assert values(text, "CapabilityBoundingSet") == values(text, "AmbientCapabilities") == ["CAP_NET_BIND_SERVICE"]
    assert values(text, "PrivateUsers") == []


def test_what_lies_in_hidden_folders_is_shown():
    paths = map(
        Path, ["/home/ada/course", "/home/ada/course/list", "/srv/course", "/home/ada/100% c", "/run/user/1/x", "/homes/y"]
    )
    assert values(unit(["/bin/x"], read=list(paths)), "BindReadOnlyPaths") == [
        '"/home/ada/100%% c"',
        "/home/ada/course",
        "/run/user/1/x",
    ]


def read_back(text):
    """Words as systemd splits them (config_parse_exec, extract_first_word with EXTRACT_UNQUOTE and EXTRACT_CUNESCAPE)."""
    raw = bytearray()
    body = text[1:-1] if text.startswith('"') else text
    at = 0
    while at < len(body):
        if body[at] != "\\":
            raw += body[at].encode()
            at += 1
        elif body[at + 1] == "x":
            raw.append(int(body[at + 2 : at + 4], 16))
            at += 4
        else:
            raw += body[at + 1].encode()
            at += 2
    return raw.decode("utf-8", "surrogateescape")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_a_word_stays_a_word(word):
    quoted = _quoted(word)
    assert quoted.isascii()
    assert "\n" not in quoted
    assert read_back(quoted) == word
    assert quoted.startswith('"') or " " not in quoted


@pytest.fixture
def service(tmp_path):
    path = tmp_path / "tui-course.service"
    path.write_text(unit([sys.executable, "-m", "tui_course", "serve", "/srv/a course", "--code", 'x"%h$y;'], read=[tmp_path]))
    return path


@pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")
def test_systemd_understands_it(service):
    run = subprocess.run([ANALYZE, "verify", "--man=no", service], capture_output=True, text=True, timeout=60, check=False)
    ours = [line for line in run.stderr.splitlines() if "tui-course.service" in line]
    assert ours == []


@pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")
def test_systemd_finds_little_to_object_to(service):
    run = subprocess.run(
        [ANALYZE, "security", "--offline=yes", "--threshold=20", "--no-pager", service],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
