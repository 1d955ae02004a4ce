"""What a key does to a draft: one function for each shape of answer, and the place that knows them all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from tui_course.model.answer import SelfMark
from tui_course.model.draft import Choosing, Marking, Ordering, Pairing, Typing
from tui_course.typeset.scripts import labels

if TYPE_CHECKING:
    from tui_course.model.draft import Draft

_STEPS = {"up": -1, "down": 1}
_NONE = -1


def pressed(draft: Draft, key: str) -> Draft | None:
    """The draft after a key, by Textual's name for it; None where the key means nothing to it."""
    match draft:
        case Choosing():
            return _choosing(draft, key)
        case Pairing():
            return _pairing(draft, key)
        case Ordering():
            return _ordering(draft, key)
        case Marking():
            return _marking(draft, key)
        case Typing():
            return None
        case _:
            assert_never(draft)


def touched(draft: Draft, part: str) -> Draft | None:
    """The draft after a click on one of its parts, by the key that `typeset.questions` gave it; None where that is nothing."""
    match draft:
        case Choosing():
            return draft.toggled(draft.order.index(part)) if part in draft.order else None
        case Pairing():
            side, _, key = part.partition(" ")
            if side == "left" and key in draft.left:
                return draft.picked(draft.left.index(key))
            return draft.paired(draft.right.index(key)) if side == "right" and key in draft.right else None
        case Ordering():
            if part not in draft.order:
                return None
            row = draft.order.index(part)
            return replace(draft.moved(row), held=False) if draft.held else replace(draft, cursor=row, held=True)
        case Marking():
            marks = [mark.value for mark in SelfMark]
            return draft.marked(marks.index(part)) if part in marks else None
        case Typing():
            number = int(part) if part.isdecimal() else _NONE
            return draft.at_blank(number) if 0 <= number < len(draft.texts) else None
        case _:
            assert_never(draft)


def _digit(key: str, rows: int) -> int:
    """The row that a digit names, from 0; -1 for another key or where there is no such row."""
    row = int(key) - 1 if len(key) == 1 and key.isascii() and key.isdigit() else _NONE
    return row if 0 <= row < rows else _NONE


def _step(cursor: int, key: str, rows: int) -> int:
    return max(0, min(rows - 1, cursor + _STEPS[key]))


def _choosing(draft: Choosing, key: str) -> Choosing | None:
    rows = len(draft.order)
    if (row := _digit(key, rows)) >= 0:
        return draft.toggled(row)
    if key == "space" and rows:
        return draft.toggled(draft.cursor)
    return replace(draft, cursor=_step(draft.cursor, key, rows)) if key in _STEPS and rows else None


def _pairing(draft: Pairing, key: str) -> Pairing | None:
    if (row := _digit(key, len(draft.left))) >= 0:
        return draft.picked(row)
    if draft.waiting and len(key) == 1 and "a" <= key <= "z":
        return _lettered(draft, key)
    if key == "u":
        return draft.undone()
    if key == "space" and draft.left:
        return replace(draft, waiting=not draft.waiting)
    if key in _STEPS and draft.left:
        return replace(draft, cursor=_step(draft.cursor, key, len(draft.left)), waiting=False)
    return replace(draft, waiting=False) if key == "escape" and draft.waiting else None


def _lettered(draft: Pairing, key: str) -> Pairing:
    """The draft with one letter more of the partner; `u` undoes the pick where it is no partner's."""
    names = labels(len(draft.right))
    typed = draft.letter + key
    if typed in names:
        return draft.paired(names.index(typed))
    if any(name.startswith(typed) for name in names):
        return replace(draft, letter=typed)
    return draft.undone() if key == "u" else draft


def _ordering(draft: Ordering, key: str) -> Ordering | None:
    rows = len(draft.order)
    if (row := _digit(key, rows)) >= 0:
        return replace(draft.moved(row), held=False) if draft.held else replace(draft, cursor=row, held=True)
    if key == "u":
        return draft.undone()
    if key == "space" and rows:
        return replace(draft, held=not draft.held)
    if key in _STEPS and rows:
        row = _step(draft.cursor, key, rows)
        return draft.moved(row) if draft.held else replace(draft, cursor=row)
    return replace(draft, held=False) if key == "escape" and draft.held else None


def _marking(draft: Marking, key: str) -> Marking | None:
    rows = len(SelfMark)
    if (row := _digit(key, rows)) >= 0:
        return draft.marked(row)
    if key == "space":
        return draft.marked(draft.cursor)
    return replace(draft, cursor=_step(draft.cursor, key, rows)) if key in _STEPS else None
