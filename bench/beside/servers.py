"""Other servers of SSH on the loopback interface: OpenSSH's, and asyncssh with nothing behind it."""

from __future__ import annotations

import asyncio
import contextlib
import getpass
import shlex
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "hosting"))

import asyncssh
from program import below, end, free_port, greets

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 20.0
CONFIGURATION = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized
PidFile none
StrictModes no
UsePAM no
UseDNS no
PrintMotd no
PrintLastLog no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
MaxStartups 1000
MaxSessions 1
LogLevel ERROR
ForceCommand {command}
"""
EMPTY = """
import asyncio, sys
import asyncssh

class Server(asyncssh.SSHServer):
    def begin_auth(self, username):
        return False

async def handle(process):
    process.stdout.write("here")
    await asyncio.sleep(600)

async def main():
    keys = [asyncssh.generate_private_key("ssh-ed25519")]
    options = {"process_factory": handle, "encoding": "utf-8"}
    await asyncssh.create_server(Server, "127.0.0.1", int(sys.argv[1]), server_host_keys=keys, backlog=512, **options)
    await asyncio.sleep(3600)

asyncio.run(main())
"""
"""The floor of a login with asyncssh: the handshake, nobody who asks who it is, and no reader."""


class Running:
    """A server: its port, its process, and the key with which one comes in where it wants one."""

    def __init__(self, command: list[str], port: int, log: Path, key: asyncssh.SSHKey | None = None) -> None:
        self.port, self.key = port, key
        with log.open("wb") as said:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        until = time.monotonic() + PATIENCE
        while not greets(port):
            if self.process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise TimeoutError(f"it does not greet: {log.read_text(errors='replace')[-500:]}")
            time.sleep(0.05)

    @property
    def user(self) -> str:
        return getpass.getuser() if self.key else "guest"

    def stop(self) -> None:
        left = below(self.process.pid)
        self.process.kill()
        self.process.wait()
        end(left)


@contextlib.contextmanager
def openssh(sshd: str, folder: Path, command: list[str]) -> Iterator[Running]:
    """OpenSSH's server, where whoever comes in with a key gets a command; raises TimeoutError where it does not start."""
    folder.mkdir(mode=0o700)
    key = asyncssh.generate_private_key("ssh-ed25519")
    asyncssh.generate_private_key("ssh-ed25519").write_private_key(folder / "host")
    (folder / "host").chmod(0o600)
    key.write_public_key(folder / "authorized")
    port = free_port()
    text = CONFIGURATION.format(port=port, folder=folder, command=shlex.join(command))
    (folder / "configuration").write_text(text, encoding="utf-8")
    server = Running([sshd, "-D", "-e", "-f", str(folder / "configuration")], port, folder / "log", key)
    try:
        yield server
    finally:
        server.stop()


@contextlib.contextmanager
def empty(folder: Path) -> Iterator[Running]:
    """asyncssh alone."""
    folder.mkdir()
    port = free_port()
    server = Running([sys.executable, "-c", EMPTY, str(port)], port, folder / "log")
    try:
        yield server
    finally:
        server.stop()


async def login(port: int, user: str, key: asyncssh.SSHKey | None, stack: contextlib.AsyncExitStack, address: str) -> float:
    """Milliseconds until a session on a terminal is open; it stays so as long as the stack."""
    begun = time.perf_counter()
    connection = await asyncssh.connect(
        "127.0.0.1",
        port,
        username=user,
        client_keys=[key] if key else None,
        known_hosts=None,
        config=None,
        agent_path=None,
        local_addr=(address, 0),
        login_timeout=60,
        preferred_auth="publickey,none" if key else "none,keyboard-interactive",
    )
    stack.callback(connection.abort)
    await connection.create_session(asyncssh.SSHClientSession, term_type="xterm-256color", term_size=(120, 40), encoding=None)
    return 1000 * (time.perf_counter() - begun)


async def logins(port: int, user: str, key: asyncssh.SSHKey | None, count: int) -> tuple[list[float], list[float]]:
    """Milliseconds of ten logins one by one, and of so many at once, each from an address of its own."""
    async with contextlib.AsyncExitStack() as stack:
        one_by_one = []
        for number in range(10):
            one_by_one.append(await login(port, user, key, stack, f"127.0.4.{number + 1}"))
            await asyncio.sleep(0.3)
    await asyncio.sleep(1)
    async with contextlib.AsyncExitStack() as stack:
        coming = (login(port, user, key, stack, f"127.0.1.{number % 250 + 1}") for number in range(count))
        found = await asyncio.gather(*coming, return_exceptions=True)
        at_once = [one for one in found if isinstance(one, float)]
        if len(at_once) < count:
            print("who stayed out:", *{repr(one) for one in found if not isinstance(one, float)}, sep="\n")
    return one_by_one, at_once
