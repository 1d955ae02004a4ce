"""A unit for systemd that runs a server with no more rights than it needs."""

from __future__ import annotations

from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SESSIONS: Final = 300
_PRIVILEGED_PORTS: Final = 1_024
_MIB_OF_HOST: Final = 768
_MIB_OF_SESSION: Final = 32
_TASKS_OF_HOST: Final = 128
_TASKS_OF_SESSION: Final = 16
_FILES_OF_SESSION: Final = 8
_HIDDEN: Final = ("/home", "/root", "/run/user", "/tmp", "/var/tmp")  # noqa: S108 - hidden from the server, not written to


def unit(command: Sequence[str], *, read: Sequence[Path] = (), port: int = 2222, sessions: int = SESSIONS) -> str:
    """The text of a service that runs `command`, whose first word is an absolute path.

    `read` are the files and folders that it reads; those in home and temporary folders, which the server does not see
    otherwise, are shown to it. `sessions` bounds its memory, its processes and its open files.
    """
    binds = [f"BindReadOnlyPaths={_quoted(_plain(str(path)))}" for path in _needed(read)]
    capability = "CAP_NET_BIND_SERVICE" if port < _PRIVILEGED_PORTS else ""
    text = Template(files(__package__).joinpath("tui-course.service").read_text("utf-8")).substitute(
        command=" ".join(_quoted(_plain(word).replace("$", "$$")) for word in command),
        binds="\n".join(["ProtectHome=tmpfs", *binds]),
        capability=capability,
        ambient=f"AmbientCapabilities={capability}" if capability else "PrivateUsers=yes",
        memory=_MIB_OF_HOST + _MIB_OF_SESSION * sessions,
        tasks=_TASKS_OF_HOST + _TASKS_OF_SESSION * sessions,
        files=max(1_024, _FILES_OF_SESSION * sessions),
    )
    return text if text.endswith("\n") else f"{text}\n"


def _needed(paths: Sequence[Path]) -> list[Path]:
    """The paths that would be hidden, without those inside others."""
    hidden = sorted({path for path in paths if any(path.is_relative_to(folder) for folder in _HIDDEN)})
    return [path for path in hidden if not any(path != other and path.is_relative_to(other) for other in hidden)]


def _plain(word: str) -> str:
    """A word in which systemd sees no specifier of its own."""
    return word.replace("%", "%%")


def _quoted(word: str) -> str:
    """A word as systemd reads it, one word again; what cannot be typed is written as the bytes that it is."""
    if word and all(char.isalnum() or char in "-_./:=@,+%" for char in word) and word.isascii() and word != ";":
        return word
    made = []
    for byte in word.encode("utf-8", "surrogateescape"):
        char = chr(byte)
        if char in '"\\':
            made.append(f"\\{char}")
        else:
            made.append(char if " " <= char <= "~" else f"\\x{byte:02x}")
    return f'"{"".join(made)}"'
