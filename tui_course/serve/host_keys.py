"""The host's own keys: by which learners know that it is the same host, and from which the workshop's secret comes."""

from __future__ import annotations

import hmac
import os
import stat
from typing import TYPE_CHECKING, Final

from tui_course.errors import SettingsError
from tui_course.own_files import locked, replaced
from tui_course.serve.installed import require_ssh
from tui_course.serve.trusted_files import read_trusted
from tui_course.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from asyncssh import SSHKey

NAME: Final = "ssh_host_ed25519_key"
"""The key that is made on the first run, by the name that OpenSSH gives it."""
_OTHERS: Final = ("ssh_host_ecdsa_key", "ssh_host_rsa_key")
_MOST_BYTES: Final = 100_000
_PATIENCE: Final = 10.0


@dataclass(frozen=True, slots=True)
class HostKeys:
    """What a server is known by.

    `keys` are private, the one that is made here first; `fingerprint` is that one's, as a client shows it. `secret` is 32 bytes
    that follow from it: hosts which share the key share it too, and the database, which all of them read, does not have it.
    """

    folder: Path
    keys: tuple[SSHKey, ...]
    fingerprint: str
    secret: bytes


def host_keys(folder: Path) -> HostKeys:
    """The host keys of a folder; where it has none, an Ed25519 key is made, by one of several programs that begin at once.

    Raises SettingsError where a key cannot be read, made or trusted, and ServeError where nothing is installed that could.
    """
    require_ssh()
    path = folder / NAME
    try:
        if not path.exists():
            _make(path)
        keys = [_read(path), *(_read(other) for name in _OTHERS if (other := folder / name).exists())]
    except OSError as error:
        where = error.filename or folder
        raise SettingsError(f"the host key {where} cannot be read or made: {error.strerror or error}") from error
    secret = hmac.digest(keys[0].export_private_key("pkcs8-der"), b"tui-course workshops 1", "sha256")
    return HostKeys(folder, tuple(keys), keys[0].get_fingerprint(), secret)


def _make(path: Path) -> None:
    from asyncssh import generate_private_key

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    busy = SettingsError(f"another program has been making the host key in {path.parent} for {_PATIENCE:.0f} s")
    with locked(path.with_name(f".{NAME}.lock"), _PATIENCE, busy):
        if path.exists():
            return
        key = generate_private_key("ssh-ed25519", comment="tui-course")
        public = path.with_name(f"{NAME}.pub")
        with replaced(public) as half:
            half.write_bytes(key.export_public_key())
            half.chmod(0o644)
        with replaced(path) as half, half.open("wb") as file:
            file.write(key.export_private_key())
            file.flush()
            # Learners would be warned of another host if the machine lost it after the first of them has seen it.
            os.fsync(file.fileno())


def _read(path: Path) -> SSHKey:
    """A private key that no stranger on this machine can have read."""
    from asyncssh import KeyImportError, import_private_key

    data, mode = read_trusted(path, _MOST_BYTES)
    # A group may read it, since that is how clusters hand secrets to programs that are not root.
    if mode & (stat.S_IRWXO | stat.S_IWGRP):
        reason = f"the host key {path} is open to others on this machine, who could pass for this host"
        raise SettingsError(f"{reason}: chmod 600 {path}, or delete it for a new one if somebody may have read it")
    try:
        return import_private_key(data)
    except (KeyImportError, ValueError) as error:
        if "assphrase" in str(error):
            raise SettingsError(f"the host key {path} has a passphrase: ssh-keygen -p -f {path} takes it away") from error
        raise SettingsError(f"{path} is no private key: {error}") from error
