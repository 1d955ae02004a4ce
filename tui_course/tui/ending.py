"""Signals that end the program, after the terminal has been given back."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import FrameType

    from textual.app import App

_SIGNALS: Final = (signal.SIGTERM, signal.SIGHUP)
_PATIENCE: Final = 2.0
"""Seconds for the terminal to take its last sequences."""


def end_on_signals(app: App[int]) -> None:
    """Leave `app` with status 128 + number when a signal asks the process to end; called in its event loop (main thread)."""
    loop = asyncio.get_running_loop()

    # Not the loop's own handler: that waits for the loop, and the loop for a terminal that has gone while it took nothing.
    def end(number: int, _frame: FrameType | None) -> None:
        status = 128 + number
        # A second signal ends the process at once.
        signal.signal(number, signal.SIG_DFL)
        # A terminal that is gone or stalled takes nothing more, and Textual would wait for it for ever. An alarm and no thread:
        # what was interrupted here may be the start of one.
        signal.signal(signal.SIGALRM, lambda _number, _frame: os._exit(status))
        signal.setitimer(signal.ITIMER_REAL, _PATIENCE)
        loop.call_soon_threadsafe(lambda: app.exit(status, return_code=status))

    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, end)
