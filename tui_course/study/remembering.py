"""A spot as the text that a visit keeps, found again in a page that its author may have changed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_course.model.block import Heading
from tui_course.model.visible import visible
from tui_course.model.walk import all_questions
from tui_course.study.places import Spot
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_course.model.block import Block
    from tui_course.model.course import Page

_WORDS = 80
_ALIKE = 0.6
_FARTHEST = 1_000_000


@dataclass(frozen=True, slots=True)
class _Note:
    """A spot, the words that its block began with, and those of the heading above."""

    spot: Spot
    words: str
    under: str


def noted(spot: Spot, page: Page) -> str:
    """The spot with the first words of its block and of the heading above, as at most 1,000 characters of JSON."""
    words = _words(page.blocks[spot.block]) if spot.block < len(page.blocks) else ""
    headings = [block for block in page.blocks[: spot.block] if isinstance(block, Heading)]
    data: dict[str, int | str] = {"block": spot.block, "row": spot.row, "letters": spot.letters, "width": spot.width}
    data |= {"words": words, "under": _words(headings[-1]) if headings else ""}
    if 0 < len(spot.question) <= _WORDS:
        data["question"] = spot.question
    return json.dumps(data, ensure_ascii=False)


def found(text: str, page: Page) -> Spot | None:
    """The spot that was noted, or None where nothing is left of it.

    It is in the block that begins with the same words, of several in the nearest; else in the one that holds the question
    which had the focus; else in the one that begins most alike; else at the heading that it was below.
    """
    note = _read(text)
    if note is None:
        return None
    blocks, spot = page.blocks, note.spot
    same = _nearest((number for number, block in enumerate(blocks) if _words(block) == note.words), spot.block)
    if same is not None:
        return replace(spot, block=same)
    # Its lines are others now: only the letters above can tell where in it the learner was.
    loose = replace(spot, width=0)
    asking = next((number for number, block in enumerate(blocks) if _asks(block, spot.question)), None)
    alike = asking if asking is not None else _most_alike(blocks, note)
    if alike is not None:
        return replace(loose, block=alike)
    headings = (number for number, block in enumerate(blocks) if isinstance(block, Heading) and _words(block) == note.under)
    below = _nearest(headings, spot.block)
    return Spot(below) if below is not None else None


def _read(text: str) -> _Note | None:
    try:
        data = json.loads(text)
        spot = Spot(int(data["block"]), int(data["row"]), int(data["letters"]), int(data["width"]))
        words, under, question = (str(data.get(name, "")) for name in ("words", "under", "question"))
    except (ValueError, TypeError, KeyError, OverflowError, AttributeError, RecursionError):
        return None
    if max(map(abs, (spot.block, spot.row, spot.letters, spot.width))) > _FARTHEST:
        return None
    return _Note(replace(spot, question=question), words[:_WORDS], under[:_WORDS])


def _nearest(numbers: Iterable[int], to: int) -> int | None:
    return min(numbers, key=lambda number: abs(number - to), default=None)


def _asks(block: Block, question: str) -> bool:
    return bool(question) and any(one.id == question for one in all_questions((block,)))


def _most_alike(blocks: Iterable[Block], note: _Note) -> int | None:
    """The block whose first words are most like those of the note, of equals the nearest."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, "", note.words, autojunk=False)
    best: tuple[float, int] | None = None
    found_at = None
    for number, block in enumerate(blocks):
        matcher.set_seq1(_words(block))
        if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
            continue
        rank = (matcher.ratio(), -abs(number - note.spot.block))
        if rank[0] >= _ALIKE and (best is None or rank > best):
            best, found_at = rank, number
    return found_at


def _words(block: Block) -> str:
    # It brings hashes, which the first page can do without.
    from tui_course.questions.keys import words_of

    return visible(words_of((block,)))[:_WORDS]
