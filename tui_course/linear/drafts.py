"""A line as the answer to a question: its draft with what was said, or why that is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from tui_course.language import gettext as _
from tui_course.linear.hearing import numbers, pairs, shortened
from tui_course.model.answer import Refusal, SelfMark
from tui_course.model.draft import Choosing, Marking, Ordering, Pairing, Typing
from tui_course.typeset.scripts import labels

if TYPE_CHECKING:
    from tui_course.model.draft import Draft


def drafted(draft: Draft, text: str) -> Draft | Refusal:
    """The draft with the words of one line: a whole answer, or one blank of it, or some more pairs."""
    match draft:
        case Choosing():
            chosen = numbers(text, len(draft.order))
            if isinstance(chosen, Refusal):
                return chosen
            return replace(draft, chosen=frozenset(draft.order[number - 1] for number in chosen))
        case Typing():
            return _typed(draft, text)
        case Pairing():
            return _paired(draft, text)
        case Ordering():
            return _ordered(draft, text)
        case Marking():
            return _marked(draft, text)
        case _:
            assert_never(draft)


def _typed(draft: Typing, text: str) -> Typing:
    """With the text in the blank at the cursor; of several blanks an empty line leaves one as it is."""
    if not text and len(draft.texts) > 1:
        return draft
    return draft.at_blank(draft.cursor).erased(before=len(draft.text)).typed(text)


def _paired(draft: Pairing, text: str) -> Pairing | Refusal:
    letters = pair_letters(draft)
    found = pairs(text, len(draft.left), letters)
    if isinstance(found, Refusal):
        return found
    for number, letter in found:
        draft = draft.picked(number - 1).paired(letters.index(letter))
    return draft


def pair_letters(draft: Pairing) -> list[str]:
    """The letters of the right side."""
    return labels(len(draft.right))


def _ordered(draft: Ordering, text: str) -> Ordering | Refusal:
    count = len(draft.order)
    found = numbers(text, count)
    if isinstance(found, Refusal):
        return found
    if not found:
        return Refusal(_("put the items in order first"))
    twice = next((number for number in found if found.count(number) > 1), None)
    if twice is not None:
        return Refusal(
            _("{number} stands there twice; each number from 1 to {count} is needed once").format(number=twice, count=count)
        )
    missing = [str(number) for number in range(1, count + 1) if number not in found]
    if missing:
        return Refusal(
            _("each number from 1 to {count} is needed; missing: {missing}").format(count=count, missing=", ".join(missing))
        )
    return Ordering(tuple(draft.order[number - 1] for number in found))


def _marked(draft: Marking, text: str) -> Marking | Refusal:
    names = [mark.value.replace("-", " ") for mark in SelfMark]
    name = text.casefold().replace("-", " ")
    if not name:
        return Refusal(_("choose one of the marks first"))
    if name in names:
        return draft.marked(names.index(name))
    found = numbers(text, len(names))
    if isinstance(found, Refusal):
        return found
    if len(found) != 1:
        return Refusal(_("“{text}” is not one mark").format(text=shortened(text)))
    return draft.marked(found[0] - 1)
