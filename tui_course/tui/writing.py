"""A note while it is written: keys and pasted text on their way into its field."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.language import number
from tui_course.model.annotation import MAX_NOTE
from tui_course.model.visible import visible
from tui_course.tui.widgets.bars import Hint

if TYPE_CHECKING:
    from textual import events

    from tui_course.tui.screens.dressed import DressedScreen
    from tui_course.tui.widgets.note import NoteField

# Terminals that tell these from Enter do so; Ctrl-J and a backslash before Enter work in all of them.
_LINE_ENDS = frozenset(("ctrl+j", "newline", "shift+enter", "ctrl+enter", "alt+enter"))
_STEPS = {"up": -1, "down": 1}


class Wish(Enum):
    """What a key asks of the screen that a note is written on."""

    NOTHING = auto()
    SAVE = auto()
    LEAVE = auto()
    ABOVE = auto()
    BELOW = auto()


class Writing:
    """A field on `screen` that is there while a note is written."""

    def __init__(self, screen: DressedScreen) -> None:
        self._screen = screen
        self._field: NoteField | None = None
        self._before = ""

    @property
    def active(self) -> bool:
        """Whether a note is written."""
        return self._field is not None

    @property
    def text(self) -> str:
        """What is written."""
        return self._field.text if self._field is not None else ""

    @property
    def changed(self) -> bool:
        """Whether that is not what it began with."""
        return self.text != self._before

    def begin(self, title: str, text: str) -> None:
        """Write a note that has some text already; one that is written becomes this one."""
        from tui_course.model.draft import Typing
        from tui_course.tui.widgets.note import NoteField

        self._before = text
        draft = Typing((text,), 0, len(text))
        if self._field is not None:
            self._field.tell(title, draft)
            return
        self._field = NoteField(self._screen.look, title, draft)
        self._screen.add_class("writing")
        self._screen.mount(self._field)

    def unsaved(self, text: str) -> None:
        """Put in words that were written before and not saved."""
        if self._field is not None and text != self._field.text:
            from tui_course.model.draft import Typing

            self._field.draft = Typing((text,), 0, len(text))
            self._field.renew()

    def end(self) -> str:
        """Take the field away; what was written."""
        text = self.text
        if self._field is not None:
            self._screen.remove_class("writing")
            self._field.remove()
            self._field = None
        return text

    def key(self, event: events.Key) -> Wish:
        """Take a key."""
        field = self._field
        if field is None:
            return Wish.NOTHING
        if event.key == "escape":
            return Wish.LEAVE
        if event.key == "enter":
            if not field.draft.text[: field.draft.caret].endswith("\\"):
                return Wish.SAVE
            field.draft = field.draft.erased(1)
            self._put_in("\n")
        elif event.key in _LINE_ENDS:
            self._put_in("\n")
        elif not field.press(event.key, event.character):
            if event.key in _STEPS:
                return Wish.ABOVE if _STEPS[event.key] < 0 else Wish.BELOW
            if event.is_printable:
                self._too_long()
        return Wish.NOTHING

    def paste(self, text: str) -> None:
        """Take pasted text, its line ends as they are."""
        self._put_in(visible(text.replace("\r\n", "\n").replace("\r", "\n")))

    def _put_in(self, text: str) -> None:
        field = self._field
        if field is None:
            return
        if len(field.text) + len(text) > MAX_NOTE:
            self._too_long()
        else:
            field.put_in(text)

    def _too_long(self) -> None:
        self._screen.say(_("a note has at most {count} characters; nothing was put in").format(count=number(MAX_NOTE)))

    def hints(self, *, moves: bool) -> tuple[Hint, ...]:
        """The keys while writing; `moves` says that the arrows lead to other passages."""
        others = (Hint(self._screen.look.mark("↑ ↓", "Up Down"), _("another paragraph")),) if moves else ()
        return (Hint("Enter", _("save")), Hint("Ctrl-J", _("new line")), *others, Hint("Esc", _("leave")))
