"""Typing into the blanks of a question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_course.model.answer import MAX_ANSWER

if TYPE_CHECKING:
    from tui_course.model.draft import Typing

TOO_LONG = f"an answer has at most {MAX_ANSWER:,} characters; nothing was put in"
_WORD_BEFORE = re.compile(r"\w*\W*\Z")


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
            return draft.moved(draft.caret - 1)
        case "right":
            return draft.moved(draft.caret + 1)
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
            return draft.erased(1)
        case "delete" | "ctrl+d":
            return draft.erased(0, 1)
        case "ctrl+u":
            return draft.erased(draft.caret)
        case "ctrl+k":
            return draft.erased(0, len(draft.text) - draft.caret)
        case "ctrl+w":
            before = _WORD_BEFORE.search(draft.text[: draft.caret])
            return draft.erased(len(before.group()) if before else 0)
        case _:
            return None
