"""A bar on standard error for what takes longer than half a second; nothing in a pipe."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from typing import TYPE_CHECKING, Final, Self

from tui_course.model.visible import visible
from tui_course.typeset.bar import bar, waiting

if TYPE_CHECKING:
    from types import TracebackType
    from typing import TextIO

PATIENCE: Final = 0.5
_TICK: Final = 0.1
_BAR: Final = 20
_LEAST_WORDS: Final = 8


class Waiting:
    """Shows `words` and a bar on `out` while it is entered, where that is a terminal.

    Call it with how much of how much is done. On a terminal that cannot move its cursor the words are said once.
    """

    def __init__(self, words: str, out: TextIO | None = None, *, ascii: bool = False) -> None:  # noqa: A002  the option's name
        self._words = visible(words)
        self._out = out if out is not None else sys.stderr
        self._ascii = ascii or "utf" not in (getattr(self._out, "encoding", "") or "").lower()
        self._done = (0, 0)
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self._shown = False

    def __enter__(self) -> Self:
        """Begin to wait."""
        if self._out.isatty():
            self._thread = threading.Thread(target=self._show, name="waiting", daemon=True)
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Leave nothing behind."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()
        if self._shown and not _is_dumb():
            self._write("\r\x1b[K")

    def __call__(self, done: int, total: int) -> None:
        """How much is done; 0 of 0 where that is not known."""
        self._done = (done, total)

    def _show(self) -> None:
        step = 0
        if self._over.wait(PATIENCE):
            return
        self._shown = True
        if _is_dumb():
            self._write(f"{self._words} ...\n")
            return
        while True:
            self._write(f"\r{self._line(step)}\x1b[K")
            step += 1
            if self._over.wait(_TICK):
                return

    def _line(self, step: int) -> str:
        done, total = self._done
        if total:
            share = done / total
            drawn = f"{bar(share, _BAR, ascii=self._ascii)} {int(100 * share):>3} %"
        else:
            drawn = waiting(step, _BAR, ascii=self._ascii)
        room = max(_LEAST_WORDS, shutil.get_terminal_size().columns - len(drawn) - 3)
        return f"{self._words[:room]}  {drawn}"

    def _write(self, text: str) -> None:
        try:
            self._out.write(text)
            self._out.flush()
        except (OSError, ValueError):
            # The terminal is gone; what is waited for goes on.
            self._over.set()


def _is_dumb() -> bool:
    return os.environ.get("TERM") == "dumb"
