"""Repositories cloned and brought up to date by the git program, within bounds of time and of what it may run."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Final

from tui_course.errors import LibraryError
from tui_course.library.address import without_password
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tui_course.library.address import GitAddress

SILENCE: Final = 60.0
"""After so many seconds without a word git is ended."""
LOCAL_SECONDS: Final = 120.0
_TICK: Final = 0.1
_MAX_OUTPUT: Final = 1 << 20
_MAX_NAMED: Final = 3
_PERCENT: Final = re.compile(r"(Receiving objects|Resolving deltas|Updating files):\s+(\d+)%")
_PHASES: Final = {"Receiving objects": (0, 80), "Resolving deltas": (80, 15), "Updating files": (95, 5)}
_PROTOCOLS: Final = "file:git:http:https:ssh"
# Nothing that a repository brings is run: no hooks, no submodules, no transports but those above, no watchers.
_GUARDS: Final = (
    *("-c", "protocol.ext.allow=never"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "submodule.recurse=false"),
    *("-c", "fetch.recurseSubmodules=false"),
    *("-c", "gc.auto=0"),
)

# What git says when something is wrong, and what is said of it here.
_REASONS: Final = (
    (
        r"could not resolve host|name or service not known|temporary failure in name resolution",
        "there is no network, or no such host",
    ),
    (
        r"network is unreachable|no route to host|connection timed out|failed to connect|connection refused",
        "its host is not reached",
    ),
    (
        r"terminal prompts disabled|authentication failed|permission denied|could not read username",
        "it wants a name and a password, or there is no such repository",
    ),
    (r"host key verification failed", "its host is not known to ssh; connect once with ssh to confirm it"),
    (r"remote branch .* not found", "there is no such branch"),
    (r"not found|does not exist|does not appear to be a git repository|no such file", "there is no such repository"),
    (r"dubious ownership", "it belongs to somebody else on this machine"),
    (r"no space left|disk quota", "the disk is full"),
    (r"certificate", "the certificate of its host is not trusted"),
)


def clone(address: GitAddress, to: Path, tell: Callable[[int, int], None], *, silence: float = SILENCE) -> None:
    """Copy the newest state of a repository into the folder `to`, which is not there yet.

    `tell` is called with how much of how much is done, both 0 where that is not known; what it raises ends git.
    Raises LibraryError with one sentence.
    """
    branch = ["--branch", address.branch] if address.branch else []
    arguments = ["clone", "--depth=1", "--single-branch", "--no-tags", "--no-recurse-submodules", "--template=", "--progress"]
    status, said = _run([*arguments, *branch, "--", address.url, os.fspath(to)], tell, silence)
    if status:
        raise LibraryError(f"{visible(without_password(address.url))} cannot be cloned: {_reason(said)}")


def update(folder: Path, tell: Callable[[int, int], None], *, silence: float = SILENCE) -> bool:
    """Bring a clone up to date, forward only; whether anything came. What was edited in it stays.

    `tell` as in `clone`. Raises LibraryError with one sentence.
    """
    before = _asked(folder, "rev-parse", "HEAD")
    status, said = _run(["-C", os.fspath(folder), "fetch", "--progress", "--no-tags", "--no-recurse-submodules"], tell, silence)
    if status:
        raise LibraryError(f"nothing can be fetched: {_reason(said)}")
    status, said = _run(
        ["-C", os.fspath(folder), "merge", "--ff-only", "--no-overwrite-ignore", "--no-stat", "@{upstream}"], tell, silence
    )
    if status:
        if "fast-forward" in said or "unrelated histories" in said:
            raise LibraryError("its history there is another one now, or you have commits of your own; nothing was updated")
        edited = edits(folder)
        if edited:
            raise LibraryError(f"you edited {_listed(edited)}, which changed there too; your edits stay, nothing was updated")
        raise LibraryError(f"nothing was updated: {_reason(said)}")
    return _asked(folder, "rev-parse", "HEAD") != before


def edits(folder: Path) -> tuple[str, ...]:
    """The files of a clone that were edited or added here, as far as git knows them; raises LibraryError."""
    status = _asked(folder, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames")
    changed = tuple(one[3:] for one in status.split("\0") if len(one) > 3)  # noqa: PLR2004 - two letters and a space
    commits = _asked(folder, "log", "--format=%h", "--max-count=5", "@{upstream}..HEAD")
    return (*changed, *commits.split())


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(visible(name) for name in names[:_MAX_NAMED])
    return f"{shown}, …" if len(names) > _MAX_NAMED else shown


def _asked(folder: Path, *arguments: str) -> str:
    """What git says of a clone; raises LibraryError."""
    try:
        done = subprocess.run(  # noqa: S603 - git, with our own arguments
            ["git", *_GUARDS, "-C", os.fspath(folder), *arguments],  # noqa: S607 - the learner's own git
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=_environment(),
            timeout=LOCAL_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _no_git(error) from error
    if done.returncode:
        raise LibraryError(f"{folder} is no clone that git can read: {_reason(done.stderr.decode('utf-8', 'replace'))}")
    return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")


def _no_git(error: Exception) -> LibraryError:
    if isinstance(error, FileNotFoundError):
        return LibraryError("git is not installed, and repositories are cloned with it; a folder can be added without")
    return LibraryError(f"git cannot be run: {error}")


def _environment() -> dict[str, str]:
    """What git gets: it asks nobody anything, speaks English, and knows only the protocols above."""
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    return kept | {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "",
        "SSH_ASKPASS_REQUIRE": "never",
        "GIT_ALLOW_PROTOCOL": _PROTOCOLS,
        "LC_ALL": "C",
        "LANGUAGE": "C",
    }


# Set by a hook or by a program that calls us from inside a repository, they would lead git to another one.
_FOREIGN: Final = frozenset(
    "GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_COMMON_DIR GIT_PREFIX "
    "GIT_NAMESPACE GIT_CEILING_DIRECTORIES".split()
)


def _run(arguments: Sequence[str], tell: Callable[[int, int], None], silence: float) -> tuple[int, str]:
    """Run git to its end, or until it says nothing for `silence` seconds; its exit status and what it said of errors."""
    try:
        process = subprocess.Popen(  # noqa: S603 - git, with our own arguments
            ["git", *_GUARDS, *arguments],  # noqa: S607 - the learner's own git
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=_environment(),
            start_new_session=True,
        )
    except OSError as error:
        raise _no_git(error) from error
    try:
        said = _followed(process, tell, silence)
        return process.wait(), said
    finally:
        _end(process)


def _followed(process: subprocess.Popen[bytes], tell: Callable[[int, int], None], silence: float) -> str:
    """What git says, told on the way; raises LibraryError after too long a silence."""
    pipe = process.stderr
    if pipe is None:
        return ""
    said = ""
    heard = time.monotonic()
    done = (0, 0)
    while True:
        tell(*done)
        if not select.select([pipe], [], [], _TICK)[0]:
            # What it has started, such as the connection that ssh keeps open, may hold the other end for long.
            if process.poll() is not None:
                return said
            if time.monotonic() - heard > silence:
                raise LibraryError(f"nothing came for {silence:g} seconds, so it was ended")
            continue
        part = os.read(pipe.fileno(), 1 << 16)
        if not part:
            return said
        heard = time.monotonic()
        said = (said + part.decode("utf-8", "replace"))[-_MAX_OUTPUT:]
        found = _PERCENT.findall(said[-200:])
        if found:
            start, share = _PHASES[found[-1][0]]
            done = (start + share * int(found[-1][1]) // 100, 100)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End git and what it has started, such as ssh."""
    if process.poll() is None:
        try:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(2)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            process.kill()
            process.wait()
    if process.stderr is not None:
        process.stderr.close()


def _reason(said: str) -> str:
    """Why, in a few words: what is known of such a message, else its last line."""
    folded = said.casefold()
    for pattern, reason in _REASONS:
        if re.search(pattern, folded):
            return reason
    lines = [line.strip() for line in re.split(r"[\r\n]+", said) if line.strip() and not _PERCENT.search(line)]
    faults = [line for line in lines if line.startswith(("fatal:", "error:"))] or lines or ["git failed"]
    return visible(re.sub(r"^(fatal|error):\s*", "", faults[-1]))[:300].rstrip(".")
