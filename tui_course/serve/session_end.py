"""Why a session ends, and its reader brought to an end."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_course.serve.admission import Limits
    from tui_course.serve.figures import Ending
    from tui_course.serve.starting import Reader


class SessionEnd:
    """`ending` is what the first said who ended the session, `reason` that in the learner's words; neither while it goes on."""

    def __init__(self, limits: Limits) -> None:
        self.ending: Ending | None = None
        self.reason = ""
        self._limits = limits

    def note(self, ending: Ending, reason: str) -> None:
        """Note what ends the session: the first that does."""
        if self.ending is None:
            self.ending, self.reason = ending, reason

    def insist(self, reader: Reader) -> None:
        """End a reader that was asked to, and does not."""
        loop = asyncio.get_running_loop()
        left = self._limits.ending - self._limits.politely
        asked = loop.call_later(left / 2, reader.end, self.reason)
        forced = loop.call_later(left, reader.kill, self.reason)
        for timer in (asked, forced):
            reader.exited.add_done_callback(partial(_cancel, timer))


def _cancel(timer: asyncio.TimerHandle, _exited: asyncio.Future[int]) -> None:
    timer.cancel()
