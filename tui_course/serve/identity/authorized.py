"""Files of public keys, as OpenSSH's authorized_keys: who is on the roster, and who instructs."""

from __future__ import annotations

import re
import stat
from typing import TYPE_CHECKING, Final, NamedTuple

from tui_course.errors import SettingsError
from tui_course.model.visible import visible
from tui_course.serve.identity.names import display_name
from tui_course.serve.trusted_files import read_trusted
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from asyncssh import SSHKey

MOST_BYTES: Final = 4 << 20
"""How large a file of keys may be."""
MOST_KEYS: Final = 20_000
_LONGEST: Final = 20_000  # characters of a line: a key of RSA with 16,384 bits has 2,800
_MOST_COMPLAINTS: Final = 50
_WEAK_RSA: Final = 2_048

_TYPE: Final = re.compile(r"(?:ssh-|ecdsa-|sk-)[A-Za-z0-9@.-]+")
_CERTIFICATE: Final = "-cert-v"
_OPTION: Final = re.compile(r'[A-Za-z0-9@._-]+(?:="(?:\\.|[^"\\])*")?')
_NARROWING: Final = frozenset("cert-authority expiry-time from principals verify-required".split())
"""Options that say who may use a key, or until when: to ignore one would let in whom the file keeps out."""


class Listed(NamedTuple):
    """A key of a file: whose it is, its fingerprint as `ssh-keygen -l` prints it, and where it stands."""

    name: str
    fingerprint: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Roster:
    """The keys of files by their fingerprints, and what could not be used there, as sentences with file and line."""

    keys: Mapping[str, Listed]
    complaints: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Whose keys they are, each once."""
        return tuple({listed.name: None for listed in self.keys.values()})


NOBODY: Final = Roster({})
"""A roster without a key."""


def read_roster(path: Path) -> Roster:
    """The keys of a file, whose comments are names, or of a folder of files such as `anna.keys`, which give the names.

    Raises SettingsError where it cannot be read, holds no key, or may be changed by everybody on this machine.
    """
    found: dict[str, Listed] = {}
    complaints: list[str] = []
    for file, name in _files(path):
        for entry in parse(_text(file), str(file), name):
            if isinstance(entry, str):
                complaints.append(entry)
            elif (other := found.setdefault(entry.fingerprint, entry)) is not entry and other.name != entry.name:
                complaints.append(f"{entry.file}:{entry.line}: this is the key of {other.name} already, in line {other.line}")
            if len(found) > MOST_KEYS:
                raise SettingsError(f"{path} has more than {MOST_KEYS} keys")
    if not found:
        raise SettingsError(f"{path} holds no key that can be used" + "".join(f"\n  {line}" for line in complaints[:5]))
    if len(complaints) > _MOST_COMPLAINTS:
        complaints[_MOST_COMPLAINTS:] = [f"{path}: {len(complaints) - _MOST_COMPLAINTS} more lines like these"]
    return Roster(found, tuple(complaints))


def parse(text: str, file: str, name: str = "") -> Iterator[Listed | str]:
    """The keys of authorized_keys in `text`, and a sentence for what is no key, or is not as it stands there.

    `name` is whose all of them are; where it is empty, the comment behind each key is.
    """
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        line = raw.strip(" \t\ufeff")
        if not line or line.startswith("#"):
            continue
        where = f"{visible(file)}:{number}"
        if len(line) > _LONGEST:
            yield f"{where}: the line is too long"
            continue
        options, rest = _options(line)
        narrowing = sorted(option for option in options if option in _NARROWING)
        key, comment = _key(rest)
        whose = display_name(name or comment)
        if isinstance(key, str):
            yield f"{where}: {key}"
        elif narrowing:
            yield f"{where}: the key is left out, for {', '.join(narrowing)} cannot be kept to"
        elif not whose:
            yield f"{where}: the key has no name behind it"
        else:
            if options:
                yield f"{where}: no need of {', '.join(options)}: nobody gets more than the course"
            yield Listed(whose, key.get_fingerprint(), file, number)


def name_beside(path: Path, data: str) -> str:
    """The name beside a public key whose base64 is `data`, in a file or folder as `read_roster` takes them; else empty.

    For who knows already that the key is good and the client's, as a program that sshd starts does: what reads keys is not
    loaded, which takes longer than all else, and a memory that each learner would need. Raises SettingsError as `read_roster`.
    """
    for file, name in _files(path):
        for raw in re.split(r"\r\n|\r|\n", _text(file)):
            line = raw.strip(" \t\ufeff")
            if len(line) > _LONGEST or data not in line or line.startswith("#"):
                continue
            options, rest = _options(line)
            kind, _, more = rest.replace("\t", " ").partition(" ")
            found, _, comment = more.lstrip(" ").partition(" ")
            if found == data and _TYPE.fullmatch(kind) and not any(option in _NARROWING for option in options):
                return display_name(name or comment.strip())
    return ""


def _options(line: str) -> tuple[list[str], str]:
    """The names of the options before a key, and the rest of the line."""
    names: list[str] = []
    at = 0
    while not _TYPE.match(line, at) or names:
        match = _OPTION.match(line, at)
        if match is None:
            return [], line
        names.append(match.group().partition("=")[0].lower())
        at = match.end()
        if line[at : at + 1] == ",":
            at += 1
            continue
        return (names, line[at:].lstrip(" \t")) if line[at : at + 1] in {" ", "\t"} else ([], line)
    return names, line[at:]


def _key(text: str) -> tuple[SSHKey | str, str]:
    """A public key or what is wrong with it, and the comment behind it."""
    from asyncssh import KeyImportError, import_public_key

    kind, _, rest = text.replace("\t", " ").partition(" ")
    data, _, comment = rest.lstrip(" ").partition(" ")
    if not _TYPE.fullmatch(kind):
        return "there is no public key of OpenSSH", ""
    if _CERTIFICATE in kind:
        return "a certificate is no key", ""
    try:
        key = import_public_key(f"{kind} {data}".encode("utf-8", "surrogatepass"))
    except (KeyImportError, ValueError, OverflowError):
        return "the public key is damaged, or of a kind that is not known", ""
    if kind == "ssh-dss" or (kind == "ssh-rsa" and _bits(key) < _WEAK_RSA):
        return "the key is too weak: ssh-keygen -t ed25519 makes a better one", ""
    return key, comment.strip()


def _bits(key: SSHKey) -> int:
    return int(getattr(key.pyca_key, "key_size", 0))


def _files(path: Path) -> Iterable[tuple[Path, str]]:
    """The files of keys, and whose keys each has, where its name says so."""
    try:
        if not path.is_dir():
            return ((path, ""),)
        return [
            (file, file.name.removesuffix(".keys")) for file in sorted(path.glob("*.keys")) if not file.name.startswith(".")
        ]
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}") from error


def _text(path: Path) -> str:
    """A file that not everybody can change."""
    try:
        data, mode = read_trusted(path, MOST_BYTES)
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}") from error
    if mode & stat.S_IWOTH:
        raise SettingsError(f"{path} can be changed by everybody on this machine: chmod o-w {path}")
    return data.decode("utf-8", "replace")
