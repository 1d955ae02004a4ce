"""Typing into the blanks of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_course.language import gettext as _
from tui_course.language import number
from tui_course.model.answer import MAX_ANSWER
from tui_course.typeset.wrap import clusters

if TYPE_CHECKING:
    from tui_course.model.draft import Typing

_LONGEST = 64  # code points of one character, more than any that people type


def too_long() -> str:
    """What is said of a text that is too long to be put in."""
    return _("an answer has at most {count} characters; nothing was put in").format(count=number(MAX_ANSWER))


def typed(draft: Typing, key: str, character: str | None) -> Typing | None:
    """The draft after a key, by Textual's name for it, with the character it stands for; None where it means nothing."""
    if character is not None and character.isprintable():
        return inserted(draft, character)
    return _moved(draft, key) or _erased(draft, key)


def inserted(draft: Typing, text: str) -> Typing | None:
    """The draft with text put in, its line ends as spaces; None where that would be too long."""
    if len(draft.text) + len(text) > MAX_ANSWER:
        return None
    return draft.typed(" ".join(text.splitlines()) if text else "")


def _moved(draft: Typing, key: str) -> Typing | None:
    match key:
        case "left":
            return draft.moved(draft.caret - _before(draft))
        case "right":
            return draft.moved(draft.caret + _after(draft))
        case "home" | "ctrl+a":
            return draft.moved(0)
        case "end" | "ctrl+e":
            return draft.moved(len(draft.text))
        case "up" if draft.cursor > 0:
            return draft.at_blank(draft.cursor - 1)
        case "down" | "tab" if draft.cursor + 1 < len(draft.texts):
            return draft.at_blank(draft.cursor + 1)
        case "shift+tab" if draft.cursor > 0:
            return draft.at_blank(draft.cursor - 1)
        case "up" | "down":
            return draft
        case _:
            return None


def _erased(draft: Typing, key: str) -> Typing | None:
    match key:
        case "backspace":
            return draft.erased(_before(draft))
        case "delete" | "ctrl+d":
            return draft.erased(0, _after(draft))
        case "ctrl+u":
            return draft.erased(draft.caret)
        case "ctrl+k":
            return draft.erased(0, len(draft.text) - draft.caret)
        case "ctrl+w":
            return draft.erased(_word_before(draft))
        case _:
            return None


def _before(draft: Typing) -> int:
    """How many code points the character before the caret has, as readers count characters."""
    near = draft.text[max(0, draft.caret - _LONGEST) : draft.caret]
    return len(clusters(near, cell_len)[-1]) if near else 0


def _after(draft: Typing) -> int:
    """How many code points the character behind the caret has."""
    near = draft.text[draft.caret : draft.caret + _LONGEST]
    return len(clusters(near, cell_len)[0]) if near else 0


def _word_before(draft: Typing) -> int:
    """How many code points the word before the caret has, with what stands between them."""
    start = draft.caret
    while start and not draft.text[start - 1].isalnum():
        start -= 1
    while start and draft.text[start - 1].isalnum():
        start -= 1
    return draft.caret - start
