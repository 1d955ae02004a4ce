"""Signals that end a server, or have it look again at its files."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def on_signals(drain: Callable[[], None], reload: Callable[[], None]) -> None:
    """Call `drain` on SIGTERM and SIGINT, each time; `reload` on SIGHUP, which ends a server that was started on a terminal.

    Called in the event loop of the main thread.
    """
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, drain)
    loop.add_signal_handler(signal.SIGHUP, drain if _on_a_terminal() else reload)


def _on_a_terminal() -> bool:
    try:
        return sys.stdin is not None and sys.stdin.isatty()
    except ValueError:
        return False
