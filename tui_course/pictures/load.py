"""Pictures read in a process of their own, which may be killed: none can hang or fill the reader."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import tempfile
import threading
from typing import TYPE_CHECKING, Any, Final, Self

from tui_course.model.visible import visible
from tui_course.pictures.drawn import Drawn, decoded
from tui_course.pictures.picture import Picture, Unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

MAX_FILE: Final = 33_554_432
# Processor time is what a picture may use (see `worker`); this only bounds what a loaded machine makes of it.
SECONDS: Final = 20.0
_LONGEST_REASON: Final = 300
_COLOURS: Final = 3


class Loader:
    """Reads one picture; `close`, from any thread, stops it. As a context manager it is closed at the end."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = threading.Event()

    def __enter__(self) -> Self:
        """Start nothing yet."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the process."""
        self.close()

    def close(self) -> None:
        """Stop reading: who waits for it gets Unreadable."""
        with self._lock:
            self._closed.set()
            if self._process is not None:
                self._process.kill()

    def load(self, path: Path) -> Picture:
        """The picture at `path`, PNG, JPEG, GIF, WebP or SVG; raises Unreadable."""
        return _picture(self._answer(_bytes(path)))

    def draw(self, path: Path, columns: int, rows: int) -> Drawn:
        """The picture at `path` drawn as large as it can be in so many columns and rows; raises Unreadable."""
        answer = self._answer(_bytes(path), str(columns), str(rows))
        try:
            return decoded(_good(answer))
        except ValueError as error:
            raise Unreadable("it cannot be read") from error

    def _answer(self, data: bytes, *arguments: str) -> bytes:
        # The process works in an empty folder, so that nothing stands beside a picture that could be loaded with it.
        try:
            with tempfile.TemporaryDirectory(prefix="tui-course-", ignore_cleanup_errors=True) as folder:
                return self._asked(data, folder, arguments)
        except OSError as error:
            # A disk is full, or there are too many processes.
            raise Unreadable(f"the process that reads it cannot be started: {error.strerror or error}") from error

    def _asked(self, data: bytes, folder: str, arguments: Sequence[str]) -> bytes:
        with self._lock:
            if self._closed.is_set():
                raise Unreadable("reading it was stopped")
            process = self._process = subprocess.Popen(  # noqa: S603 - our own module, and two numbers
                [sys.executable, "-m", "tui_course.pictures.worker", *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                start_new_session=True,
            )
        with process:
            try:
                found, _ = process.communicate(data, timeout=self._seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                raise Unreadable(f"reading it took longer than {self._seconds:g} seconds") from None
        if process.returncode == 0:
            return found
        raise Unreadable(
            "reading it was stopped" if self._closed.is_set() else "reading it took more memory or time than it may"
        )


def _bytes(path: Path) -> bytes:
    """The bytes of a regular file, sized before it is read; raises Unreadable."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError) as error:
        raise Unreadable(getattr(error, "strerror", None) or "it cannot be opened") from error
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise Unreadable("it is no regular file")
    try:
        with os.fdopen(handle, "rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        raise Unreadable(error.strerror or "it cannot be read") from error
    if len(data) > MAX_FILE:
        raise Unreadable(f"{status.st_size} bytes are more than the {MAX_FILE >> 20} MiB that are read")
    return data


def _good(answer: bytes) -> bytes:
    """What the other process says of a picture that can be read; raises Unreadable."""
    if answer[:1] == b"=":
        return answer[1:]
    reason = visible(answer[1:].decode("utf-8", "replace")).strip()
    raise Unreadable(" ".join(reason.split())[:_LONGEST_REASON] or "it cannot be read")


def _picture(answer: bytes) -> Picture:
    """What the other process says, which is believed no more than the picture itself; raises Unreadable."""
    about, _, pixels = _good(answer).partition(b"\n")
    try:
        said: Any = json.loads(about)
        size, grid = _pair(said["size"]), _pair(said["grid"])
        notes = tuple(visible(str(note)) for note in said["notes"])
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable("it cannot be read") from error
    if len(pixels) != grid[0] * grid[1] * _COLOURS:
        raise Unreadable("it cannot be read")
    return Picture(size, grid, pixels, notes)


def _pair(value: Any) -> tuple[int, int]:  # noqa: ANN401 - anything that JSON can hold
    first, second = value
    if not (isinstance(first, int) and isinstance(second, int) and first > 0 and second > 0):
        raise ValueError(value)
    return first, second
