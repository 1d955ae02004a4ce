"""Where the course explains what a question asks for: the paragraph that shares its rarest words."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from tui_course.model.block import Ask, Bibliography, CodeBlock, Footnotes, Heading
from tui_course.model.question import Choose, Fill, Match, Order
from tui_course.model.walk import all_blocks
from tui_course.model.words import block_words
from tui_course.study.places import Place, Spot
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tui_course.model.block import Block
    from tui_course.model.course import Page
    from tui_course.model.question import Question, Task

# Okapi BM25: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), section 3. K1 is the usual; B is lower, for
# a long paragraph of a lesson does not wander. These and the weights below were tried on the questions of five courses.
_K1 = 1.2
_B = 0.5
_LEAST_SHARED = 2
_SAME_PAGE = 1.3
_RIGHT = 1.5  # what is right says more of the explanation than what is asked
_HEADING = 0.5  # a heading speaks of all that is below it
_WORD = re.compile(r"\w+")
_STEM = 5
_LEAST_LETTERS = 3
# What English asks with, and what joins its words: two of these that are shared explain nothing.
_EMPTY = frozenset(
    "and are can does for from has have how its not that the their them then there these they this was what when where which "
    "who why will with you your following select apply correct true false".split()
)


@dataclass(frozen=True, slots=True)
class _Passage:
    """A block with its words, each as often as it occurs in it, and those of the headings above as if less often."""

    page: str
    block: int
    words: Mapping[str, float]
    length: float


def explaining_place(question: Question, page_id: str, pages: Iterable[Page]) -> Place | None:
    """The best place among `pages` to read about a question that stands on page `page_id`; None where nothing fits.

    A place is a block of a page; headings count with the blocks below them. Of two that fit alike the one on the question's own
    page is better.
    """
    passages = [passage for page in pages for passage in _passages(page)]
    wanted = _wanted_words(question)
    if not passages or not wanted:
        return None
    total = len(passages)
    holding = Counter(word for passage in passages for word in passage.words if word in wanted)
    rarity = {word: math.log(1 + (total - count + 0.5) / (count + 0.5)) for word, count in holding.items()}
    average = sum(passage.length for passage in passages) / total
    best, best_score = None, 0.0
    for passage in passages:
        shared = wanted.keys() & passage.words.keys()
        if sum(passage.words[word] >= 1 for word in shared) < min(_LEAST_SHARED, len(wanted)):
            continue
        damping = _K1 * (1 - _B + _B * passage.length / average)
        score = sum(
            wanted[word] * rarity[word] * passage.words[word] * (_K1 + 1) / (passage.words[word] + damping)
            for word in sorted(shared)
        )
        if passage.page == page_id:
            score *= _SAME_PAGE
        if score > best_score:
            best, best_score = passage, score
    return Place(best.page, spot=Spot(best.block)) if best is not None else None


def _passages(page: Page) -> Iterable[_Passage]:
    above: dict[int, str] = {}
    latest = ""
    for number, block in enumerate(page.blocks):
        if isinstance(block, Heading):
            above = {level: words for level, words in above.items() if level < block.level}
            latest = above[block.level] = block_words((block,))
            continue
        if isinstance(block, Ask | Footnotes | Bibliography) or any(isinstance(one, Ask) for one in all_blocks((block,))):
            continue
        words: dict[str, float] = dict(Counter(_words(f"{latest} {_text(block)}")))
        if _words(_text(block)):
            latest = ""
            for word in (word for heading in above.values() for word in set(_words(heading))):
                words[word] = words.get(word, 0.0) + _HEADING
            yield _Passage(page.ref.id, number, words, sum(words.values()))


def _text(block: Block) -> str:
    code = (one.text for one in all_blocks((block,)) if isinstance(one, CodeBlock))
    return " ".join((block_words((block,)), *code))


def _words(text: str) -> list[str]:
    """Words that say something, in lower case and without endings: the first letters tell most inflected forms from others."""
    found = _WORD.findall(text.casefold())
    return [word[:_STEM] for word in found if len(word) >= _LEAST_LETTERS and word not in _EMPTY]


def _wanted_words(question: Question) -> dict[str, float]:
    """The words of what is asked, of what is said to it and of the right answer, and what each counts."""
    task = question.task
    said = [choice.comment for choice in task.choices if choice.correct] if isinstance(task, Choose) else []
    others = " ".join(block_words(blocks) for blocks in (question.prompt, *said, question.explanation))
    return dict.fromkeys(_words(others), 1.0) | dict.fromkeys(_words(" ".join(_right_words(task))), _RIGHT)


def _right_words(task: Task) -> Sequence[str]:
    match task:
        case Choose():
            return [block_words(choice.blocks) for choice in task.choices if choice.correct]
        case Match():
            return [block_words(item.blocks) for item in (*task.left, *task.right)]
        case Order():
            return [block_words(item.blocks) for item in task.items]
        case Fill():
            return [text for blank in task.blanks for text in blank.accepted]
        case _:
            return []
