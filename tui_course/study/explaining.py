"""Where the course explains what a question asks for: the paragraph that shares its rarest words."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_course.model.block import Ask, Bibliography, CodeBlock, Footnotes, Heading
from tui_course.model.question import Choose, Fill, Match, Order
from tui_course.model.walk import all_blocks
from tui_course.model.words import block_words
from tui_course.study.places import Place, Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui_course.model.block import Block
    from tui_course.model.course import Page
    from tui_course.model.question import Question

# Okapi BM25 with its usual constants: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), section 3.
_K1 = 1.2
_B = 0.75
_LEAST_SHARED = 2
_SAME_PAGE = 1.3
_WORD = re.compile(r"\w+")
_STEM = 5
_LEAST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class _Passage:
    page: str
    block: int
    words: Counter[str]


def explaining_place(question: Question, page_id: str, pages: Iterable[Page]) -> Place | None:
    """The best place among `pages` to read about a question that stands on page `page_id`; None where nothing fits.

    A place is a block of a page; headings count with the block below them. Of two that fit alike the one on the question's own
    page is better.
    """
    passages = [passage for page in pages for passage in _passages(page)]
    wanted = set(_words(_asked_words(question)))
    if not passages or not wanted:
        return None
    total = len(passages)
    holding = Counter(word for passage in passages for word in passage.words if word in wanted)
    average = sum(passage.words.total() for passage in passages) / total
    best, best_score = None, 0.0
    for passage in passages:
        shared = wanted & passage.words.keys()
        if len(shared) < min(_LEAST_SHARED, len(wanted)):
            continue
        length = _K1 * (1 - _B + _B * passage.words.total() / average)
        score = sum(
            math.log(1 + (total - holding[word] + 0.5) / (holding[word] + 0.5))
            * passage.words[word]
            * (_K1 + 1)
            / (passage.words[word] + length)
            for word in shared
        )
        if passage.page == page_id:
            score *= _SAME_PAGE
        if score > best_score:
            best, best_score = passage, score
    return Place(best.page, spot=Spot(best.block)) if best is not None else None


def _passages(page: Page) -> Iterable[_Passage]:
    heading = ""
    for number, block in enumerate(page.blocks):
        if isinstance(block, Heading):
            heading = block_words((block,))
            continue
        if isinstance(block, Ask | Footnotes | Bibliography) or any(isinstance(one, Ask) for one in all_blocks((block,))):
            continue
        words = Counter(_words(f"{heading} {_text(block)}"))
        heading = ""
        if words:
            yield _Passage(page.ref.id, number, words)


def _text(block: Block) -> str:
    code = (one.text for one in all_blocks((block,)) if isinstance(one, CodeBlock))
    return " ".join((block_words((block,)), *code))


def _words(text: str) -> list[str]:
    """Words in lower case without their endings: the first letters tell most inflected forms from others."""
    return [word[:_STEM] for word in _WORD.findall(text.casefold()) if len(word) >= _LEAST_LETTERS]


def _asked_words(question: Question) -> str:
    """The words of the prompt, of the right answer and of the explanation."""
    return " ".join((block_words(question.prompt), *_right_words(question), block_words(question.explanation)))


def _right_words(question: Question) -> Sequence[str]:
    task = question.task
    match task:
        case Choose():
            right = [choice for choice in task.choices if choice.correct]
            return [block_words((*choice.blocks, *choice.comment)) for choice in right]
        case Match():
            return [block_words(item.blocks) for item in (*task.left, *task.right)]
        case Order():
            return [block_words(item.blocks) for item in task.items]
        case Fill():
            return [text for blank in task.blanks for text in blank.accepted]
        case _:
            return []
