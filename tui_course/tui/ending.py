"""Signals that end the program, after the terminal has been given back."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection
    from types import FrameType

    from textual.app import App

_SIGNALS: Final = (signal.SIGTERM, signal.SIGHUP)
_PATIENCE: Final = 2.0
"""Seconds for the terminal to take its last sequences."""
_AT_ONCE: Final = 64


def end_on_signals(app: App[int]) -> None:
    """Leave `app` with status 128 + number when a signal asks the process to end; called in the main thread, before it runs.

    Once a process: a thread listens from then on, since the app may wait for a terminal that has gone while it took nothing.
    """
    numbers = frozenset(number for number in _SIGNALS if signal.getsignal(number) is not signal.SIG_IGN)
    heard, told = os.pipe()
    os.set_blocking(told, False)
    threading.Thread(target=_listen, args=(app, heard, numbers), name="signals", daemon=True).start()
    signal.set_wakeup_fd(told, warn_on_full_buffer=False)
    for number in numbers:
        signal.signal(number, _once)


def _once(number: int, _frame: FrameType | None) -> None:
    """A second signal ends the process at once."""
    signal.signal(number, signal.SIG_DFL)


def _listen(app: App[int], heard: int, numbers: Collection[int]) -> None:
    # The numbers of all signals come, such as that of another size of the terminal.
    while not (ending := [number for number in os.read(heard, _AT_ONCE) if number in numbers]):
        pass
    status = 128 + ending[0]
    threading.Thread(target=_leave, args=(app, status), name="leaving", daemon=True).start()
    # A terminal that is gone or stalled takes nothing more, and Textual would wait for it for ever.
    time.sleep(_PATIENCE)
    os._exit(status)


def _leave(app: App[int], status: int) -> None:
    """Have the app end; waits until it has heard, which may be never."""
    with suppress(RuntimeError):  # it does not run yet, or any more
        app.call_from_thread(app.exit, status, return_code=status)
