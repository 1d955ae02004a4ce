"""The audit log: who came, how, and when they went, a line of JSON each; never what somebody typed."""

from __future__ import annotations

import errno
import json
import os
import stat
import time
from contextlib import suppress
from enum import StrEnum
from threading import Lock
from typing import TYPE_CHECKING, Final

from tui_course.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MOST_BYTES: Final = 16 << 20
"""How large the file may become before it is put aside."""
_KEPT: Final = 4
_LONGEST: Final = 200


class Event(StrEnum):
    """What is noted."""

    STARTED = "started"
    CONNECTED = "connected"
    LOGIN = "login"
    REFUSED = "refused"
    JOINED = "joined"
    SESSION_BEGAN = "session began"
    SESSION_ENDED = "session ended"
    READER_DIED = "reader died"
    DRAIN = "drain"
    STOPPED = "stopped"
    LOST = "lines lost"


class Audit:
    """Adds lines to the file at `path`, which is its owner's alone; None notes nothing.

    Nothing that happens to the file stops the server: `complain` is told once that lines are lost, and the log itself how many
    they were, as soon as it can be written again. A file of MOST_BYTES is put aside as `NAME.1`; the last four are kept.
    """

    def __init__(
        self,
        path: Path | None,
        complain: Callable[[str], None],
        *,
        clock: Callable[[], float] = time.time,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._path = path
        self._complain = complain
        self._clock = clock
        self._most = most_bytes
        self._file = -1
        self._size = 0
        self._lost = 0
        self._torn = False
        self._turn = Lock()

    def note(  # noqa: PLR0913 - the columns of the log
        self,
        event: Event,
        *,
        address: str = "",
        way: str = "",
        learner: str = "",
        session: str = "",
        reason: str = "",
        seconds: float | None = None,
    ) -> None:
        """Add a line; `seconds` is how long something took. May be called from any thread, and raises nothing."""
        if self._path is None:
            return
        said = {"event": event.value, "address": address, "way": way, "learner": learner, "session": session, "reason": reason}
        facts: dict[str, object] = {name: _short(text) for name, text in said.items() if text}
        if seconds is not None:
            facts["seconds"] = round(seconds, 3)
        with self._turn:
            if self._lost and self._wrote({"event": Event.LOST.value, "count": self._lost}):
                self._lost = 0
            if self._lost or not self._wrote(facts):
                self._lost += 1

    def reopen(self) -> None:
        """Go on in the file that has the name now: the one so far was moved away."""
        with self._turn:
            self._shut()

    def close(self) -> None:
        """Let go of the file; twice is once."""
        self.reopen()

    def _wrote(self, facts: dict[str, object]) -> bool:
        """Whether a line is in the file, whole."""
        now = self._clock()
        line = (json.dumps({"time": _stamp(now), **facts}) + "\n").encode()
        try:
            self._make_room(len(line))
            file = self._opened()
            if self._torn:
                line = b"\n" + line
            written = os.write(file, line)
            # A disk that fills up takes a part of a line: what comes then begins anew.
            self._torn = written < len(line)
            failed = os.strerror(errno.ENOSPC) if self._torn else ""
        except OSError as error:
            failed = error.strerror or str(error)
        if failed:
            self._shut()
            if not self._lost:
                self._complain(f"the audit log {self._path} cannot be written: {failed}")
            return False
        self._size += len(line)
        return True

    def _opened(self) -> int:
        if self._file < 0:
            path = str(self._path)
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            file = os.open(path, flags, 0o600)
            status = os.fstat(file)
            if not stat.S_ISREG(status.st_mode):
                os.close(file)
                raise OSError(errno.EINVAL, "it is no regular file")
            self._file, self._size = file, status.st_size
            # Whoever wrote it before may have had no room for the end of a line.
            self._torn = bool(status.st_size) and os.pread(file, 1, status.st_size - 1) != b"\n"
            if status.st_mode & 0o077:
                os.fchmod(file, 0o600)
        return self._file

    def _make_room(self, more: int) -> None:
        """Put the file aside where a line would make it too large."""
        if self._path is None or not self._size or self._size + more <= self._most:
            return
        self._shut()
        for number in range(_KEPT - 1, 0, -1):
            with suppress(FileNotFoundError):
                _numbered(self._path, number).replace(_numbered(self._path, number + 1))
        self._path.replace(_numbered(self._path, 1))

    def _shut(self) -> None:
        if self._file >= 0:
            os.close(self._file)
        self._file, self._size = -1, 0


def _numbered(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.{number}")


def _short(text: str) -> str:
    """What a client may have chosen, as it stands in the log."""
    return visible(text[:_LONGEST])


def _stamp(now: float) -> str:
    """A time as everybody reads it, in UTC to the millisecond."""
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(now))}.{int(now % 1 * 1000):03d}Z"
