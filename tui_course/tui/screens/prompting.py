"""A line of text asked for below, on a screen whose letters are keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.visible import visible
from tui_course.tui.screens.confirming import ConfirmingScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from tui_course.tui.theme import Look


class PromptingScreen(ConfirmingScreen, room=True):
    """Asks for text: Enter gives it to whoever asked, Escape ends it; `changed` is told of every letter."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._prompt = ""
        self._typed = ""
        self._most = 0
        self._take: Callable[[str], None] | None = None
        self._changed: Callable[[str], None] | None = None

    @property
    def prompting(self) -> bool:
        """Whether text is asked for."""
        return self._take is not None

    def prompt(
        self,
        words: str,
        take: Callable[[str], None],
        changed: Callable[[str], None] | None = None,
        *,
        most: int,
        text: str = "",
    ) -> None:
        """Ask for at most `most` characters behind some words, beginning with `text`; empty ones are not taken."""
        self._prompt, self._typed, self._most, self._take, self._changed = words, text, most, take, changed
        self._tell_typed()

    def _tell_typed(self) -> None:
        left = self._most - len(self._typed)
        self.bottom_line.ask(f"{self._prompt}{visible(self._typed)}", f"  {left}" if left < self._most // 5 else "")

    def _end_prompt(self) -> None:
        self._take = self._changed = None
        self.bottom_line.ask(None)

    def on_key(self, event: events.Key) -> None:
        """While text is asked for, letters go into it."""
        if self._take is None:
            return
        event.stop()
        event.prevent_default()
        self.say("")
        text = self._typed
        match event.key:
            case "enter":
                take = self._take
                self._end_prompt()
                if text.strip():
                    take(text.strip())
                return
            case "escape":
                changed = self._changed
                self._end_prompt()
                if changed is not None:
                    changed("")
                return
            case "backspace":
                text = text[:-1]
            case "ctrl+w" | "ctrl+backspace":
                text = text.rstrip().rpartition(" ")[0]
            case "ctrl+u":
                text = ""
            case _ if event.is_printable and event.character:
                text += event.character
        self._type(text)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text is typed, on one line."""
        if self._take is not None:
            event.stop()
            event.prevent_default()
            self._type(self._typed + " ".join(event.text[: 4 * self._most].split()))

    def _type(self, text: str) -> None:
        self._typed = text[: self._most]
        self._tell_typed()
        if self._changed is not None:
            self._changed(self._typed)
