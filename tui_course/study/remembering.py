"""A spot as the text that a visit keeps, found again in a page that its author may have changed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_course.model.visible import visible
from tui_course.model.words import block_words
from tui_course.study.places import Spot

if TYPE_CHECKING:
    from tui_course.model.block import Block
    from tui_course.model.course import Page

_WORDS = 80


def noted(spot: Spot, page: Page) -> str:
    """The spot with the first words of its block, as at most 1,000 characters of JSON."""
    words = _words(page.blocks[spot.block]) if spot.block < len(page.blocks) else ""
    data = {"block": spot.block, "row": spot.row, "letters": spot.letters, "width": spot.width, "words": words}
    if 0 < len(spot.question) <= _WORDS:
        data["question"] = spot.question
    return json.dumps(data, ensure_ascii=False)


def found(text: str, page: Page) -> Spot | None:
    """The spot that was noted, in the block that begins with the same words, or None where nothing is left of it."""
    try:
        data = json.loads(text)
        spot = Spot(int(data["block"]), int(data["row"]), int(data["letters"]), int(data["width"]))
        words, question = str(data.get("words", "")), str(data.get("question", ""))
    except (ValueError, TypeError, KeyError, OverflowError, AttributeError, RecursionError):
        return None
    near = range(len(page.blocks))
    same = [number for number in near if _words(page.blocks[number]) == words]
    if not same:
        return None
    block = min(same, key=lambda number: abs(number - spot.block))
    return replace(spot, block=block, question=question)


def _words(block: Block) -> str:
    return visible(block_words((block,)))[:_WORDS]
