"""A question as its author wrote it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_course.model.block import Block


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to choose from, and what its author says to whoever chooses it."""

    blocks: tuple[Block, ...]
    correct: bool = False
    comment: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question of any kind; what its kind does not use stays empty.

    `kind` is the author's name for it, such as `multiple-choice`. `id` is stable: the author's, else derived from kind and
    prompt. `left`, `right` and `distractors` belong to matching; `answers` to what is typed. `feedback` holds the author's
    words after an answer under the author's own field names.
    """

    id: str
    kind: str
    prompt: tuple[Block, ...]
    points: float = 1.0
    choices: tuple[Choice, ...] = ()
    left: tuple[tuple[Block, ...], ...] = ()
    right: tuple[tuple[Block, ...], ...] = ()
    distractors: tuple[tuple[Block, ...], ...] = ()
    answers: tuple[str, ...] = ()
    feedback: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    file: str = ""
    line: int = 0
