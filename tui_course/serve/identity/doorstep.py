"""How many stand at the door at once: everybody who has a key gets as far, so that somebody has to make room."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from tui_course.serve.identity.dialogue import Gone
from tui_course.serve.identity.guesses import TooMany

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MOST: Final = 400
"""How many can be asked at once: more than sit in a room."""
GRACE: Final = 20.0
"""For how many seconds nobody has to make room."""
_LONGEST: Final = 900.0


class Displaced(Gone):
    """They had to make room."""


class Doorstep:
    """Places for `most`; one more takes that of whoever has had theirs longest, if that is `grace` seconds or more."""

    def __init__(self, most: int = MOST, grace: float = GRACE) -> None:
        self._most = most
        self._grace = grace
        self._here: dict[asyncio.Timeout, float] = {}

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Stand at the door: raises TooMany where there is no place, Displaced where others need it or it took too long."""
        loop = asyncio.get_running_loop()
        if len(self._here) >= self._most:
            longest, since = next(iter(self._here.items()))
            if loop.time() - since < self._grace:
                raise TooMany("too many stand at the door")
            del self._here[longest]
            longest.reschedule(loop.time())
        try:
            async with asyncio.timeout(_LONGEST) as mine:
                self._here[mine] = loop.time()
                try:
                    yield
                finally:
                    self._here.pop(mine, None)
        except TimeoutError as error:
            raise Displaced("others needed the place, or it took too long") from error
