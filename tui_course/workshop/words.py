"""Words of learners and courses on one line: visible, with single spaces, and no longer than they need to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.model.visible import visible
from tui_course.model.words import block_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.block import Block

MOST_TITLE: Final = 80
"""The most characters of a title, of a name or of an answer."""


def on_one_line(text: str, most: int = MOST_TITLE) -> str:
    """A text with every character visible and single spaces, at most so many characters, with an ellipsis for the rest."""
    # What is much longer is not looked at as a whole: nobody has to see the end of it.
    begun = " ".join(visible(text[: 8 * most]).split())
    return begun if len(begun) <= most else begun[: most - 1].rstrip() + "…"


def words_on_one_line(blocks: Sequence[Block], most: int = MOST_TITLE) -> str:
    """The words of blocks likewise; of code and pictures alone their text and source."""
    words = block_words(blocks)
    if not words.strip():
        from tui_course.questions.keys import words_of

        words = words_of(blocks)
    return on_one_line(words, most)
