"""What concerns everybody is asked for twice: by one key, and the same key again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.tui.screens.dressed import DressedScreen

if TYPE_CHECKING:
    from textual import events

    from tui_course.tui.theme import Look


class ConfirmingScreen(DressedScreen, room=True):
    """Has the next key confirm what the one before asked for; any other key means no."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._asked_for = ""
        self._confirmable = ""

    def on_key(self, event: events.Key) -> None:  # noqa: ARG002  whichever it is
        """What was asked for before this key is what it may confirm."""
        self._confirmable, self._asked_for = self._asked_for, ""

    def is_confirmed(self, what: str, words: str) -> bool:
        """Whether the key before asked for the very same; where it did not, say `words` and wait for the next."""
        if what == self._confirmable:
            self._confirmable = ""
            return True
        self._asked_for = what
        self.say(words)
        return False
