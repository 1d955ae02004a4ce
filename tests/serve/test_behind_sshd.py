"""OpenSSH's own server with the lines of the documentation, and its own client."""

from __future__ import annotations

import os
import pty
import pwd
import re
import select
import shutil
import subprocess
import sys
import termios
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.serve.program import below, free_port, greets
from tui_course.progress.open import open_workshops

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
CLIENT = shutil.which("ssh")
DOCS = Path(__file__).parents[2] / "docs" / "hosting.md"
PATIENCE = 40.0
WORKSHOP = "robots"
NAME = "Ada Lovelace"

pytestmark = pytest.mark.skipif(SSHD is None or CLIENT is None, reason="OpenSSH's server and client are not installed")


def recipe(folder: Path, command: str) -> str:
    """The lines of the documentation, with the places of this test in place of its own."""
    (block,) = re.findall(r"```sshd_config\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    places = {
        "Match User workshop": f"Match User {pwd.getpwuid(os.getuid()).pw_name}",
        "/etc/tui-course/roster": str(folder / "roster"),
        "/opt/tui-course/bin/tui-course": command,
        "/srv/robots": str(folder / "course"),
        "/var/lib/tui-course": str(folder / "state"),
        "/var/cache/tui-course": str(folder / "cache"),
    }
    for place, ours in places.items():
        assert place in block
        block = block.replace(place, ours)
    return block


class Host:
    """An sshd in the foreground on a port of its own, in a folder of its own."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.port = free_port()
        self._options = (
            *("-F", "none", "-o", "UserKnownHostsFile=/dev/null", "-o", "StrictHostKeyChecking=no"),
            *("-o", "IdentitiesOnly=yes", "-o", "LogLevel=ERROR", "-i", str(folder / "ada")),
        )
        self.to = f"{pwd.getpwuid(os.getuid()).pw_name}@127.0.0.1"

    def client(self, *words: str, program: str = CLIENT or "", port: str = "-p") -> list[str]:
        return [program, *self._options, port, str(self.port), *words]

    def run(self, *words: str, **options) -> subprocess.CompletedProcess[str]:
        command = self.client(*words, **options)
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE, check=False)

    @contextmanager
    def terminal(self, *words: str, term: str = "xterm-256color", size: tuple[int, int] = (24, 80)):
        """A client on a terminal: its process, and the other end of the terminal."""
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, size)
        with subprocess.Popen(
            self.client(*words, self.to),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": term},
            start_new_session=True,
        ) as process:
            os.close(theirs)
            try:
                yield process, ours
            finally:
                process.kill()
        os.close(ours)


def read_until(terminal: int, wanted: bytes) -> bytes:
    seen = b""
    deadline = time.monotonic() + PATIENCE
    while wanted not in seen:
        assert time.monotonic() < deadline, seen[-2000:]
        if select.select([terminal], [], [], 0.1)[0]:
            seen += os.read(terminal, 65536)
    return seen


def until(wanted):
    deadline = time.monotonic() + PATIENCE
    while not (found := wanted()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sshd")
    for name in ("host", "ada"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", NAME, "-f", folder / name], check=True)
    (folder / "roster").write_text(f"# the class\n{(folder / 'ada.pub').read_text()}", "utf-8")
    (folder / "course").mkdir()
    (folder / "course" / "1-wind.md").write_text("# Wind\n\nA kite needs aerodynamics.\n", "utf-8")
    started = Host(folder)
    program = folder / "tui-course"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -P -m tui_course "$@"\n', "utf-8")
    program.chmod(0o755)
    (folder / "sshd_config").write_text(
        f"Port {started.port}\nListenAddress 127.0.0.1\nHostKey {folder / 'host'}\nPidFile none\nUsePAM no\nStrictModes no\n"
        f"PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin yes\n\n{recipe(folder, str(program))}",
        "utf-8",
    )
    checked = subprocess.run([SSHD, "-t", "-f", folder / "sshd_config"], capture_output=True, text=True, check=False)
    if "ChannelTimeout" in checked.stderr or "separation" in checked.stderr:
        pytest.skip(f"this sshd cannot be started here: {checked.stderr.strip()}")
    assert (checked.returncode, checked.stderr) == (0, "")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([SSHD, "-D", "-e", "-f", folder / "sshd_config"], stdin=subprocess.DEVNULL, stderr=log)
    try:
        until(lambda: greets(started.port))
        started.process = process
        yield started
    finally:
        process.terminate()
        process.wait(PATIENCE)


@pytest.fixture
def workshops(host):
    with closing(open_workshops("", host.folder / "state")) as store:
        yield store


def test_a_learner_is_told_by_the_key_is_seen_and_leaves_nothing_behind(host, workshops):
    for _login in range(2):
        with host.terminal() as (client, terminal):
            read_until(terminal, b"aerodynamics")
            os.write(terminal, b"U")
            (session,) = until(lambda: [one for one in workshops.sessions(WORKSHOP, 15) if one.hand])
            (person,) = workshops.people(WORKSHOP)
            assert (person.name, person.way, person.learner) == (NAME, "roster", session.learner)
            assert session.page == "1-wind"
            (workshop,) = workshops.workshops()
            assert workshop.line == f"ssh -p {host.port} {host.to}"
            assert workshop.courses == (str(host.folder / "course"),)
            client.kill()
        until(lambda: not workshops.sessions(WORKSHOP, 15))
        until(lambda: not below(host.process.pid))


def test_whatever_is_asked_for_it_is_the_course(host):
    asked = host.run(host.to, "cat", str(host.folder / "roster"))
    assert (asked.returncode, asked.stdout) == (2, "")
    assert "this needs a terminal: ssh -t" in asked.stderr
    with host.terminal("-t", "-o", f"RemoteCommand=echo {'x' * 9}") as (_, terminal):
        assert b"x" * 9 not in read_until(terminal, b"aerodynamics")


def test_files_are_not_copied(host):
    copied = host.run(
        f"{host.to}:{host.folder / 'roster'}", str(host.folder / "copy"), program=shutil.which("scp") or "", port="-P"
    )
    assert copied.returncode != 0
    assert not (host.folder / "copy").exists()


def test_no_port_is_forwarded(host):
    far, near = free_port(), free_port()
    refused = host.run("-N", "-o", "ExitOnForwardFailure=yes", "-R", f"{far}:127.0.0.1:{host.port}", host.to)
    assert refused.returncode != 0
    with subprocess.Popen(
        host.client("-N", "-L", f"{near}:127.0.0.1:{host.port}", host.to), stdin=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as client:
        try:
            # The client listens; what connects there is let go of without a word of the server that it asks for.
            until(lambda: not port_is_free(near))
            assert not greets(near)
        finally:
            client.kill()


def port_is_free(port: int) -> bool:
    return (
        subprocess.run(["ssh-keyscan", "-T", "1", "-p", str(port), "127.0.0.1"], capture_output=True, check=False).stderr == b""
    )


def test_by_lines_on_a_terminal_that_can_do_no_more(host, workshops):
    with host.terminal(term="dumb") as (_, terminal):
        read_until(terminal, b"You are in a workshop")
        os.write(terminal, b":lost\n")
        read_until(terminal, b"You say")
        until(lambda: [one.pulse for one in workshops.sessions(WORKSHOP, 15)] == ["lost"])
        os.write(terminal, b"q\n")
        read_until(terminal, b"aved.")


def test_the_name_of_a_terminal_is_none_of_the_readers_affair(host):
    with host.terminal(term="x\x1b]0;owned\x07") as (_, terminal):
        assert b"owned" not in read_until(terminal, b"aerodynamics")


@pytest.mark.parametrize(("size", "rows"), [((0, 0), 24), ((10_000, 10_000), 200)])
def test_a_terminal_of_no_size_has_a_common_one_and_one_that_is_too_large_a_smaller_one(host, size, rows):
    with host.terminal(size=size) as (_, terminal):
        assert b"\x1b[%d;1H" % rows in read_until(terminal, b"quit")
