"""A line of text asked for below, and a question that takes yes or no."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from tui_course.model.visible import visible
from tui_course.tui.loading import in_background
from tui_course.tui.screens.choosing import ChoosingScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from tui_course.tui.theme import Look

_MAX_LENGTH = 2_000


class EnteringScreen(ChoosingScreen):
    """A list whose line below may ask for text, or for yes or no: then letters are no keys."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__(look, title)
        self._prompt = ""
        self._entered: str | None = None
        self._take: Callable[[str], None] | None = None
        self._complete: Callable[[str], tuple[str, tuple[str, ...]]] | None = None
        self._agree: Callable[[], None] | None = None

    @property
    def is_asking(self) -> bool:
        """Whether text, or yes or no, is asked for."""
        return self._take is not None or self._agree is not None

    def enter(
        self,
        prompt: str,
        text: str,
        take: Callable[[str], None],
        complete: Callable[[str], tuple[str, tuple[str, ...]]] | None = None,
    ) -> None:
        """Ask for text, beginning with `text`: Enter gives it to `take`, Escape ends it, Tab has another thread complete it."""
        self._prompt, self._entered, self._take, self._complete = prompt, text, take, complete
        self._tell_entered()

    def confirm(self, question: str, agree: Callable[[], None]) -> None:
        """Ask for yes or no; only `y` agrees."""
        self._agree = agree
        self.bottom_line.ask(f"{question} ")

    def tell_query(self) -> None:
        """Show what is typed, or the keys; what is asked for stays."""
        if not self.is_asking:
            super().tell_query()

    def _tell_entered(self, found: str = "") -> None:
        self.bottom_line.ask(f"{self._prompt} {visible(self._entered or '')}", f"  {found}" if found else "")

    def _end(self) -> None:
        self._entered = self._take = self._complete = self._agree = None
        self.tell_query()

    def on_key(self, event: events.Key) -> None:
        """While something is asked for, keys answer it."""
        if not self.is_asking:
            # Textual asks the class above by itself.
            return
        event.stop()
        event.prevent_default()
        self.say("")
        if self._agree is not None:
            agree = self._agree
            self._end()
            if event.key.lower() == "y":
                agree()
            return
        self._type(event)

    def _type(self, event: events.Key) -> None:
        text = self._entered or ""
        match event.key:
            case "enter":
                take, words = self._take, text.strip()
                self._end()
                if take is not None and words:
                    take(words)
                return
            case "escape":
                self._end()
                return
            case "tab":
                self._complete_now(text)
                return
            case "backspace":
                text = text[:-1]
            case "ctrl+w" | "ctrl+backspace":
                text = text.rstrip("/ ").rpartition("/")[0]
                text = f"{text}/" if text else ""
            case "ctrl+u":
                text = ""
            case _ if event.is_printable and event.character:
                text = (text + event.character)[:_MAX_LENGTH]
        self._entered = text
        self._tell_entered()

    def _complete_now(self, text: str) -> None:
        complete = self._complete
        if complete is not None:
            self.begin(partial(self._completed, text, complete), "completing")

    async def _completed(self, text: str, complete: Callable[[str], tuple[str, tuple[str, ...]]]) -> None:
        longer, names = await asyncio.wrap_future(in_background(lambda: complete(text), "completing"))
        if self._entered != text or self._take is None:
            return
        self._entered = longer
        shown = "  ".join(map(visible, names[:6]))
        more = self.look.mark(" …", " ...") if len(names) > 6 else ""  # noqa: PLR2004 - as above
        self._tell_entered(f"{shown}{more}" if len(names) > 1 else "")

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text is typed."""
        if self._take is None:
            return
        event.stop()
        event.prevent_default()
        self._entered = ((self._entered or "") + " ".join(event.text.split()))[:_MAX_LENGTH]
        self._tell_entered()
