"""An application in which each key has done what it does before the next one is looked at."""

from __future__ import annotations

from collections import deque
from typing import Final

from textual import events
from textual.app import App
from textual.message import Message

# How long a key may be under way before others no longer wait for it, in seconds.
_PATIENCE: Final = 2.0


class InOrderApp(App[int]):
    """Holds back what is typed while a key is under way.

    A key goes from the widget in focus up to the application, where its binding acts. Of keys that arrive at once, as they do
    over a slow network, the second would reach its widget before the first had acted: of `/red` the `e` would open an editor.
    So a message follows each key on its way, and while it has not arrived, further keys wait.
    """

    class Passed(Message):
        """A key has been wherever it could be taken."""

    class Following(Message):
        """What the key before has begun is there: the next one may go."""

    def __init__(self) -> None:
        super().__init__()
        self._under_way = False
        self._ahead: deque[events.Key | events.Paste] = deque()

    async def on_event(self, event: events.Event) -> None:
        """Pass on what is typed, one after the other."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._under_way:
            if not self._ahead:
                self._wait_for(event)
            self._ahead.append(event)
        else:
            await self._pass_on(event)

    async def _pass_on(self, event: events.Key | events.Paste) -> None:
        target = self.focused or self.screen
        await super().on_event(event)
        self._under_way = target.post_message(self.Passed())

    def on_in_order_app_passed(self, message: Passed) -> None:
        """The key has acted; what it opened takes the keys once it has begun."""
        message.stop()
        self._under_way = False
        if self._ahead and self.screen_stack:
            self._under_way = self.screen.call_later(self.post_message, self.Following()) or self.post_message(self.Following())

    async def on_in_order_app_following(self) -> None:
        """Pass on the next one."""
        if self._ahead and self.screen_stack:
            await self._pass_on(self._ahead.popleft())

    def _wait_for(self, event: events.Key | events.Paste) -> None:
        """Should a widget be gone with the message that follows a key, what waits goes all the same."""

        def look() -> None:
            if self._ahead and self._ahead[0] is event:
                self.post_message(self.Following())
            if self._ahead:
                self._wait_for(self._ahead[0])

        self.set_timer(_PATIENCE, look)
