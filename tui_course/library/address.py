"""Addresses of git repositories, as a learner types them."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from tui_course.errors import LibraryError
from tui_course.values import dataclass

_SCHEMES: Final = frozenset(("https", "http", "ssh", "git", "file"))
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
# What git itself takes for user@host:path; a Windows drive and a transport such as ext:: are none.
_SCP: Final = re.compile(r"(?:[A-Za-z0-9._~-]+@)?[A-Za-z0-9][A-Za-z0-9._-]+:(?!:|//)[^\0]+")
# How the sites that host repositories write the address of a folder: …/tree/BRANCH/FOLDER.
_TREE: Final = re.compile(r"(?P<url>.+?)(?:/-)?/(?:tree|src/branch)/(?P<branch>[^/]+)(?:/(?P<folder>.*))?")
_NAME: Final = re.compile(r"[^A-Za-z0-9._-]+")
_MAX_LENGTH: Final = 2_000


@dataclass(frozen=True, slots=True)
class GitAddress:
    """A repository: what git is given, the branch (empty: the usual one), the folder in it, and what its copy is called."""

    url: str
    name: str
    branch: str = ""
    folder: str = ""


def git_address(text: str) -> GitAddress | None:
    """The repository that a text names, None where it names a place on disk that is none.

    Taken are `https`, `http`, `ssh`, `git` and `file` addresses, `user@host:path`, and paths that end in `.git`; the page of a
    folder on a hosting site, and `#FOLDER` behind any address, name a folder. Raises LibraryError for what is refused.
    """
    text = text.strip()
    address, _, folder = text.partition("#")
    scheme = _SCHEME.match(address)
    if scheme is None and address.endswith(".git") and not _is_remote(address):
        path = Path(os.path.expanduser(address))  # noqa: PTH111 - Path's own fails where there is no home
        return GitAddress(path.absolute().as_uri(), _name(address), folder=_inside(folder))
    if scheme is None and not _is_remote(address):
        return None
    _check(address, scheme[1].lower() if scheme is not None else "")
    branch = ""
    tree = _TREE.fullmatch(address) if scheme is not None else None
    if tree is not None:
        address, branch = tree["url"], unquote(tree["branch"])
        folder = folder or unquote(tree["folder"] or "")
    if branch.startswith("-"):
        raise LibraryError(f"{branch} is no name of a branch")
    return GitAddress(address, _name(address), branch, _inside(folder))


def without_password(address: str) -> str:
    """An address as it may be shown and kept: without a password, and on the web without a name, for that may be a token."""
    scheme, sign, rest = address.partition("://")
    place, slash, path = rest.partition("/")
    login, at, host = place.rpartition("@")
    if not (sign and at):
        return address
    name = "" if scheme.lower() in {"http", "https"} else f"{login.partition(':')[0]}@"
    return f"{scheme}://{name}{host}{slash}{path}"


def _is_remote(address: str) -> bool:
    """Whether it has the form `user@host:path`, or names a transport, and stands for nothing on disk."""
    if "::" in address:
        return not os.path.lexists(address)
    head = address.partition(":")[0]
    return bool(_SCP.fullmatch(address)) and "/" not in head and ("@" in head or address.endswith(".git")) and len(head) > 1


def _check(address: str, scheme: str) -> None:
    """Raises LibraryError for what git could take for an option or a command."""
    if len(address) > _MAX_LENGTH or any(ord(one) < 33 or ord(one) == 127 for one in address):  # noqa: PLR2004 - ASCII
        raise LibraryError("that is no address of a repository: it is too long, or holds spaces or control characters")
    if "::" in address and not scheme:
        raise LibraryError(f"{address.partition('::')[0]}:: addresses are not taken; use https or ssh")
    if not scheme:
        host = address.partition(":")[0].rpartition("@")[2]
    elif scheme not in _SCHEMES:
        raise LibraryError(f"{scheme}:// addresses are not taken; use https or ssh")
    else:
        try:
            host = urlsplit(address).hostname or ""
        except ValueError as error:
            raise LibraryError(f"{address} is no address of a repository") from error
        if not host and scheme != "file":
            raise LibraryError(f"{address} names no host")
    if host.startswith("-") or address.startswith("-"):
        raise LibraryError(f"{address} could be taken for an option; it is refused")


def _name(address: str) -> str:
    """What the copy's folder is called: as git would call it."""
    last = re.split(r"[/:]", address.rstrip("/").removesuffix("/.git"))[-1].removesuffix(".git")
    return _NAME.sub("-", unquote(last)).strip(".-")[:100] or "course"


def _inside(folder: str) -> str:
    """A folder of a repository; raises LibraryError where it leads out of it."""
    parts = [part for part in folder.split("/") if part not in {"", "."}]
    if ".." in parts or "\0" in folder:
        raise LibraryError(f"{folder} leads out of the repository")
    return "/".join(parts)
