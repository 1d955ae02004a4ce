"""A question as its author wrote it: what is asked, and what a learner has to do."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.model.block import Block


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to choose from, and what its author says to whoever chooses it.

    `key` names the choice among those of its question: a digest of its words, so that it stays when choices are moved.
    `pinned` keeps it in its place when the others are shuffled, as "all of the above" must be.
    """

    key: str
    blocks: tuple[Block, ...]
    correct: bool = False
    comment: tuple[Block, ...] = ()
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """Something to match or to put in order; `key` names it among those of its question, as with a choice."""

    key: str
    blocks: tuple[Block, ...]


class Comparison(StrEnum):
    """How typed text is compared with what is accepted.

    `text`: after NFKC, without case, white space folded. `exact`: as it stands, but for white space around it. `command`: as
    the words of a shell, with case. `regex`: the whole text matches the pattern.
    """

    TEXT = "text"
    EXACT = "exact"
    COMMAND = "command"
    REGEX = "regex"


@dataclass(frozen=True, slots=True)
class Blank:
    """A place for typed text: everything that is accepted there, and how it is compared."""

    accepted: tuple[str, ...]
    comparison: Comparison = Comparison.TEXT


@dataclass(frozen=True, slots=True)
class Choose:
    """Choose one answer, or all that are right where `several`; shown in the author's order unless `shuffled`."""

    choices: tuple[Choice, ...]
    several: bool = False
    shuffled: bool = True


class TypedTask:
    """What is answered by typing: a kind of it that is new needs no other draft, and nothing else that shows it or counts."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Fill(TypedTask):
    """Type text into one blank or several; where they are not `ordered`, each text may stand in any of them."""

    blanks: tuple[Blank, ...]
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """Find what belongs to each of `left`: `right` at the same position; `distractors` belong to none.

    Two of `right` with the same words have the same key, and either is right.
    """

    left: tuple[Item, ...]
    right: tuple[Item, ...]
    distractors: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure(TypedTask):
    """Type a number: right within `absolute` of `value`, or within `relative` times its size; `unit` may be empty."""

    value: float
    absolute: float = 1e-9
    relative: float = 1e-6
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """Put `items` in order; they stand here as they should."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Reflect:
    """Think or do something; the learner marks it, nothing is scored. `handed_in` says that the author wanted a file.

    `items` are what an opinion is asked about, to be read only.
    """

    handed_in: bool = False
    items: tuple[Item, ...] = ()


Task = Choose | Fill | Match | Measure | Order | Reflect


@dataclass(frozen=True, slots=True)
class Question:
    """A question of any kind.

    `kind` is the author's name for it, such as `multiple-choice`; `task` is what it means. `id` is stable: the author's, else
    derived from the kind and the words that tell the question from others. `praise` is said after a right answer, `advice`
    after any other; `hints` are given one after the other; `explanation` follows when the question is settled. `see` is the
    author's link to where it is explained. `fault`, where not empty, says why the question cannot be answered; it is shown all
    the same.
    """

    id: str
    kind: str
    prompt: tuple[Block, ...]
    task: Task
    points: float = 1.0
    praise: tuple[Block, ...] = ()
    advice: tuple[Block, ...] = ()
    hints: tuple[tuple[Block, ...], ...] = ()
    explanation: tuple[Block, ...] = ()
    see: str = ""
    fault: str = ""
    file: str = ""
    line: int = 0

    @property
    def graded(self) -> bool:
        """Whether an answer earns points."""
        return not self.fault and not isinstance(self.task, Reflect)
