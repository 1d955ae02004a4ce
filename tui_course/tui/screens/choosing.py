"""A screen to choose one of many things, by moving or by typing some of their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui_course.language import gettext as _
from tui_course.language import later
from tui_course.model.visible import visible
from tui_course.tui.keys import bindings
from tui_course.tui.keys.lists import CHOOSING_KEYS
from tui_course.tui.screens.dressed import DressedScreen
from tui_course.tui.widgets.bars import Hint
from tui_course.tui.widgets.choices import Choices, Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_course.tui.theme import Look

# What moves the cursor while letters go into the query, and by how many options, or screens of them.
_STEPS = {"down": 1, "ctrl+n": 1, "tab": 1, "up": -1, "ctrl+p": -1, "shift+tab": -1}
_SCREENS = {"pagedown": 1, "pageup": -1}


class ChoosingScreen(DressedScreen):
    """The options of a subclass, between the two lines.

    Where `typing` is set at the start, letters go into the query at once, and Escape leaves; else letters are keys, `/` begins
    the query and Escape ends it first. A subclass makes the options (`options`) and acts on the one that is chosen (`choose`).
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("choose", CHOOSING_KEYS)
    PROMPT: ClassVar[str] = "/"
    EMPTY: ClassVar[str] = later("there is nothing here")
    """What is said below where there is nothing to choose and nothing was typed."""

    def __init__(self, look: Look, title: str, *, typing: bool = False) -> None:
        super().__init__(look)
        self.title_words = title
        self.choices = Choices(look)
        self.query_words = ""
        self.typing = typing
        self._starts_typing = typing

    # For a subclass

    def options(self, query: str, room: int) -> Sequence[Option]:
        """What can be chosen with some words typed; their lines are `room` cells wide."""
        raise NotImplementedError

    def choose(self, option: Option) -> None:
        """Do what an option stands for."""
        raise NotImplementedError

    def found_words(self) -> str:
        """What is said behind the query, such as how many were found."""
        count = sum(option.value is not None for option in self.choices.options)
        return str(count) if count else _("nothing")

    def hints(self) -> Sequence[Hint]:
        """The keys that matter here."""
        return (
            Hint("Enter", _("go there")),
            Hint("j k", _("move")),
            Hint("/", _("find")),
            Hint("Esc", _("back")),
            Hint("q", _("quit")),
        )

    def told_keys(self, words: str) -> str:
        """Keys as they are called; while letters go into the query they are what they are."""
        return words if self.typing else super().told_keys(words)

    # The screen

    def compose(self) -> ComposeResult:
        """The options between the two lines."""
        yield self.top_line
        yield self.choices
        yield self.bottom_line
        self.top_line.tell((self.title_words,))
        self.bottom_line.offer(self.hints())

    def on_mount(self) -> None:
        """The options have the focus."""
        self.choices.focus()
        self.call_after_refresh(self.renew)

    def on_resize(self) -> None:
        """Other lines fit."""
        self.call_after_refresh(self.renew)

    def wear(self, look: Look) -> None:
        """Draw everything in another look."""
        super().wear(look)
        self.renew()

    def renew(self) -> None:
        """Make the options anew; the cursor stays on the same one where it is still there."""
        now = self.choices.option
        self.show_options(self.options(self.query_words, self.choices.room), now.value if now is not None else None)

    def show_options(self, options: Sequence[Option], value: object = None) -> None:
        """Show options, and tell below what was typed and found."""
        self.choices.show(options, value)
        self.tell_query()

    def tell_query(self) -> None:
        """Show what is typed, or the keys."""
        if self.typing:
            found = f"  {self.found_words()}" if self.query_words.strip() else ""
            self.bottom_line.ask(f"{self.PROMPT}{visible(self.query_words)}", found)
            return
        self.bottom_line.ask(None)
        self.bottom_line.offer(self.hints())
        if not self.choices.options and not self.query_words:
            self.say(_(self.EMPTY))

    # Typing

    def look_for(self, query: str) -> None:
        """Show what can be chosen with other words typed."""
        self.query_words = query
        self.show_options(self.options(query, self.choices.room))

    def on_key(self, event: events.Key) -> None:
        """While a query is typed, letters go into it."""
        if not self.typing:
            return
        event.stop()
        event.prevent_default()
        self.say("")
        match event.key:
            case "enter":
                self.action_choose()
            case "escape":
                self.action_leave()
            case "backspace":
                self._take_back(self.query_words[:-1])
            case "ctrl+w" | "ctrl+backspace":
                self._take_back(self.query_words.rstrip().rpartition(" ")[0])
            case "ctrl+u":
                self._take_back("")
            case key if key in _STEPS:
                self.action_cursor(_STEPS[key])
            case key if key in _SCREENS:
                self.action_screen(_SCREENS[key])
            case _ if event.is_printable and event.character:
                self.look_for(self.query_words + event.character)

    def _take_back(self, query: str) -> None:
        if not self.query_words:
            self.action_leave()
        else:
            self.look_for(query)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text goes into the query."""
        if self.typing:
            event.stop()
            event.prevent_default()
            self.look_for(self.query_words + " ".join(visible(event.text).split()))

    # Keys

    def on_choices_chosen(self, message: Choices.Chosen) -> None:
        """An option was clicked."""
        self.choose(message.option)

    def action_choose(self) -> None:
        """Take the option under the cursor."""
        option = self.choices.option
        if option is not None:
            self.choose(option)

    def action_cursor(self, by: int) -> None:
        """Move by options."""
        if not self.choices.move(by) and not self.typing:
            self.say(_("this is the last one") if by > 0 else _("this is the first one"))

    def action_screen(self, by: int) -> None:
        """Move by screens."""
        self.choices.move(by * self.choices.screenful)

    def action_first(self) -> None:
        """Go to the first option."""
        self.choices.move(-len(self.choices.options))

    def action_last(self) -> None:
        """Go to the last option."""
        self.choices.move(len(self.choices.options))

    def action_find(self) -> None:
        """Begin to type."""
        self.typing = True
        self.tell_query()

    def action_leave(self) -> None:
        """End the query where it was begun here, else leave the screen."""
        if self.typing and not self._starts_typing:
            self.typing = False
            if self.query_words:
                self.look_for("")
            else:
                self.tell_query()
        else:
            self.dismiss()
