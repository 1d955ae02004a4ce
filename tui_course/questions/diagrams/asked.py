"""What a question about a diagram is made from, and what it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.model.block import Paragraph
from tui_course.model.inline import Style, Styled, Text
from tui_course.model.question import Choice, Choose
from tui_course.questions.arrangement import order_matters, stays
from tui_course.questions.keys import digest, unique_keys
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_course.model.block import Block
    from tui_course.model.diagram import Diagram
    from tui_course.questions.written import Passage, Reading

DISTRACTORS: Final = 3
FEWEST_DISTRACTORS: Final = 2


@dataclass(frozen=True, slots=True)
class Asking:
    """A diagram that is asked about; `seed` decides where the author leaves a choice, `passage` is what the author wrote."""

    diagram: Diagram
    seed: str
    passage: Passage

    def chance(self, *words: str) -> str:
        """Something to sort by: the same for the same seed and words, so that no other part of the diagram changes it."""
        return digest(self.seed, *words, size=8)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a diagram.

    `about` tells it from others about the same diagram; `words` ask it where the author does not; `kind` is what it is called.
    `shown` is the diagram without what is asked for, None where the question does without one; `explanation` stands before
    the whole diagram.
    """

    about: tuple[str, ...]
    words: str
    kind: str
    reading: Reading
    shown: Diagram | None = None
    explanation: tuple[Block, ...] = ()


def paragraph(words: str, *, strong: bool = False) -> Paragraph:
    """Words as a block."""
    return Paragraph((Styled(Style.STRONG, (Text(words),)) if strong else Text(words),))


def chosen_from(asking: Asking, right: tuple[str, str], wrong: Iterable[tuple[str, str]]) -> Choose:
    """Choices, each with its comment, of which the first is right; they stand as chance has it, so that no place tells."""
    choices = sorted([(*right, True), *((*one, False) for one in wrong)], key=lambda choice: asking.chance("choice", choice[0]))
    bodies = [(paragraph(words),) for words, _, _ in choices]
    made = (
        Choice(key, body, correct, (paragraph(comment),), stays(words))
        for key, body, (words, comment, correct) in zip(unique_keys(bodies), bodies, choices, strict=True)
    )
    return Choose(tuple(made), shuffled=not order_matters([words for words, _, _ in choices]))
