"""Work of other threads that a screen waits for without holding up a key; the line below says how far it is."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from tui_course.errors import TuiCourseError
from tui_course.language import gettext as _
from tui_course.tui.loading import in_background
from tui_course.tui.screens.entering import EnteringScreen
from tui_course.typeset.bar import bar, waiting

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from tui_course.tui.theme import Look

_T = TypeVar("_T")

_TICK = 0.15
_PATIENCE = 0.5
_BAR = 12


class Stopped(Exception):
    """The learner has had enough of waiting."""


class Told:
    """How far something is that another thread does; it ends there once `stopped` is set."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self.stopped = False

    def __call__(self, done: int, total: int) -> None:
        """Called by the other thread; raises Stopped."""
        if self.stopped:
            raise Stopped
        self.done, self.total = done, total


class WaitingScreen(EnteringScreen):
    """A list that waits for what takes long; `stop_waiting` ends what can be ended."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__(look, title)
        self._told: Told | None = None

    def stop_waiting(self) -> bool:
        """End what is waited for; False where nothing is that can be ended."""
        if self._told is None:
            return False
        self._told.stopped = True
        return True

    async def waited(self, future: Future[_T], words: str, told: Told | None = None) -> _T:
        """What another thread makes; after half a second a bar below says how far it is."""
        arriving = asyncio.wrap_future(future)
        self._told = told
        passed = 0.0
        try:
            while not arriving.done():
                await asyncio.wait((arriving,), timeout=_TICK)
                passed += _TICK
                if passed >= _PATIENCE and not arriving.done():
                    self._say_progress(words, told, int(passed / _TICK))
            return await arriving
        finally:
            if self._told is told:
                self._told = None
            self.say("")

    def _say_progress(self, words: str, told: Told | None, step: int) -> None:
        plain = self.look.ascii
        if told is not None and told.total:
            share = told.done / told.total
            drawn = f"{bar(share, _BAR, ascii=plain)} {int(100 * share):>3} %"
        else:
            drawn = waiting(step, _BAR, ascii=plain)
        ends = "  " + _("Esc stops it") if told is not None else ""
        self.say(f"{words}  {drawn}{ends}")

    async def tried(self, work: Callable[[], _T], words: str, told: Told | None = None) -> _T | None:
        """What `work` makes in another thread; None where it could not, which is said."""
        try:
            return await self.waited(in_background(work, "library"), words, told)
        except Stopped:
            self.say(_("stopped"))
        except (TuiCourseError, OSError) as error:
            self.say(self.reason(error))
        return None
