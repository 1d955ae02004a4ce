"""Whether the files of a course have changed, found out by looking at them again and again."""

from __future__ import annotations

import os
import re
import threading
import time
from typing import TYPE_CHECKING, Final, Self

from tui_course.sources.cache import SKIPPED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from types import TracebackType

EVERY: Final = 0.3
"""Seconds between two looks at a course of usual size; of a very large one a look takes its share of the time at most."""
_SHARE: Final = 20.0
_QUIET: Final = 0.1
_PATIENCE: Final = 1.0
_MOST: Final = 50_000
# What editors write beside a file while they save it: Vim, Emacs, Kate, JetBrains, GNOME, and what begins with a dot.
_PASSING: Final = re.compile(r"\.|.*~\Z|4913\Z|#.*#\Z|.*\.sw[a-p]\Z|.*___jb_(?:tmp|old)___\Z|.*\.kate-swp\Z|.*\.goutputstream-")

Snapshot = dict[str, tuple[int, int, int]]
"""Of each file, by its path: when it was written, in nanoseconds, its size in bytes, and the number of its inode."""


def snapshot(root: Path) -> Snapshot:
    """How the files of a course are now, or one file; empty where there is nothing. What editors leave beside them is left out.

    Folders behind a symbolic link are not entered, so that a loop ends; after 50,000 files it stops to look.
    """
    found: Snapshot = {}
    stack = [os.fspath(root)]
    if not os.path.isdir(root):  # noqa: PTH112 - a Path raises what a folder far away, or one that was closed, answers
        _note(found, stack.pop())
    while stack and len(found) < _MOST:
        try:
            entries = list(os.scandir(stack.pop()))
        except OSError:
            continue
        for entry in entries:
            if _PASSING.match(entry.name):
                continue
            if not _is_folder(entry):
                _note(found, entry.path)
            elif entry.name not in SKIPPED:
                stack.append(entry.path)
    return found


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _note(found: Snapshot, path: str) -> None:
    try:
        status = os.stat(path)  # noqa: PTH116 - a Path a file costs
    except (OSError, ValueError):
        return
    found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> frozenset[str]:
    """The paths that are new, gone, or different."""
    both = before.keys() & after.keys()
    return frozenset(before.keys() ^ after.keys()) | {path for path in both if before[path] != after[path]}


class Noticing:
    """Tells a change once it is over: an editor, or a tool that writes many files, takes its time.

    `look` gives the files as they are now; what differs from the look before is told with the first look that differs no more,
    or after a second. `first` is how the files are at the beginning.
    """

    def __init__(self, look: Callable[[], Snapshot], clock: Callable[[], float] = time.monotonic) -> None:
        self._look = look
        self._clock = clock
        self._seen = look()
        self._told = self._seen
        self._since: float | None = None

    @property
    def restless(self) -> bool:
        """Whether a change is waiting for its end, so that it is worth while to look again soon."""
        return self._since is not None

    def look(self) -> frozenset[str]:
        """The paths that have changed since they were told last; empty while they go on changing, or if none has."""
        now = self._look()
        moving = now != self._seen
        self._seen = now
        if now == self._told:
            self._since = None
            return frozenset()
        began = self._since = self._since if self._since is not None else self._clock()
        if moving and self._clock() - began < _PATIENCE:
            return frozenset()
        found = changes(self._told, now)
        self._told, self._since = now, None
        return found


class Watcher:
    """A thread that calls `tell` when files below `root` have changed; use it as a context manager."""

    def __init__(self, root: Path, tell: Callable[[], None], every: float = EVERY) -> None:
        self._root = root
        self._tell = tell
        self._every = every
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watcher", daemon=True)

    def __enter__(self) -> Self:
        """Begin to watch."""
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Watch no more; `tell` is not called after this."""
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        noticing = Noticing(lambda: snapshot(self._root))
        pause = self._every
        while not self._over.wait(_QUIET if noticing.restless else pause):
            began = time.monotonic()
            if noticing.look():
                self._tell()
            pause = max(self._every, _SHARE * (time.monotonic() - began))
