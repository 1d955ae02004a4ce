"""Signals that end the program, after the terminal has been given back."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from textual.app import App

_SIGNALS: Final = (signal.SIGTERM, signal.SIGHUP)
_PATIENCE: Final = 2.0
"""Seconds for the terminal to take its last sequences."""


def end_on_signals(app: App[int]) -> None:
    """Leave `app` with status 128 + number when a signal asks the process to end; called in its event loop (main thread)."""
    loop = asyncio.get_running_loop()
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            loop.add_signal_handler(number, _end, app, loop, number)


def _end(app: App[int], loop: asyncio.AbstractEventLoop, number: signal.Signals) -> None:
    # A second signal ends the process at once.
    loop.remove_signal_handler(number)
    status = 128 + number
    # A terminal that is gone or stalled takes nothing more, and Textual would wait for it for ever.
    deadline = threading.Timer(_PATIENCE, os._exit, (status,))
    deadline.daemon = True
    deadline.start()
    app.exit(status, return_code=status)
