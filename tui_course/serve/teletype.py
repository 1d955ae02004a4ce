"""The channel while somebody is asked who they are, before there is a reader: bytes both ways, and few of them."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tui_course.serve.connection import Channel
    from tui_course.serve.terminal import Window

_MAX_AHEAD: Final = 4 * 1024


class ChannelTeletype:
    """What is typed and shown before the reader, on a terminal whose size is `window`.

    What is typed while nobody asks waits, as far as it is little; more is dropped, for nobody types that much ahead.
    """

    def __init__(self, channel: Channel, window: Window) -> None:
        self.window = window
        self._channel = channel
        self._heard = bytearray()
        self._over = False
        self._news = asyncio.Event()

    @property
    def columns(self) -> int:
        """How many cells a line has now."""
        return self.window.columns

    async def read(self) -> bytes:
        """What was typed since this was asked last, as soon as there is something; nothing when nothing more will come."""
        while not self._heard and not self._over:
            self._news.clear()
            await self._news.wait()
        return self.rest()

    def write(self, data: bytes) -> None:
        """Show something; a terminal that is gone shows nothing."""
        with suppress(OSError):
            self._channel.write(data)

    def heard(self, data: bytes) -> None:
        """Something was typed."""
        self._heard += data[: max(_MAX_AHEAD - len(self._heard), 0)]
        self._news.set()

    def ended(self) -> None:
        """Nothing more will be typed."""
        self._over = True
        self._news.set()

    def rest(self) -> bytes:
        """What was typed and nobody has read."""
        rest = bytes(self._heard)
        self._heard.clear()
        return rest
