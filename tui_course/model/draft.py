"""An answer in the making: frozen values whose methods give the next one."""

from __future__ import annotations

from dataclasses import replace
from typing import Self

from tui_course.model.answer import Answer, Chosen, Ordered, Paired, Reflected, SelfMark, Typed
from tui_course.values import dataclass


@dataclass(frozen=True, slots=True)
class Choosing:
    """Choices by their keys in the order on the screen; `cursor` is the row that space toggles, from 0."""

    order: tuple[str, ...]
    several: bool = False
    chosen: frozenset[str] = frozenset()
    cursor: int = 0

    def toggled(self, row: int) -> Self:
        """Choose what is in a row, or take it back; a single choice takes the place of the one before."""
        key = frozenset((self.order[row],))
        alone = key - self.chosen
        return replace(self, chosen=self.chosen ^ key if self.several else alone, cursor=row)

    @property
    def answer(self) -> Answer:
        """What is chosen now."""
        return Chosen(tuple(key for key in self.order if key in self.chosen))


@dataclass(frozen=True, slots=True)
class Typing:
    """A text for each blank; `caret` is the character of the one at `cursor` before which typing goes on."""

    texts: tuple[str, ...] = ("",)
    cursor: int = 0
    caret: int = 0

    @property
    def text(self) -> str:
        """What stands in the blank at the cursor."""
        return self.texts[self.cursor]

    def _with(self, text: str, caret: int) -> Self:
        texts = (*self.texts[: self.cursor], text, *self.texts[self.cursor + 1 :])
        return replace(self, texts=texts, caret=caret)

    def typed(self, characters: str) -> Self:
        """With characters put in at the caret."""
        return self._with(self.text[: self.caret] + characters + self.text[self.caret :], self.caret + len(characters))

    def erased(self, before: int, after: int = 0) -> Self:
        """Without so many characters before and after the caret."""
        start = max(0, self.caret - before)
        return self._with(self.text[:start] + self.text[self.caret + after :], start)

    def moved(self, to: int) -> Self:
        """With the caret at a character, or at the nearer end of the text."""
        return replace(self, caret=max(0, min(to, len(self.text))))

    def at_blank(self, number: int) -> Self:
        """In another blank, behind its text."""
        return replace(self, cursor=number, caret=len(self.texts[number]))

    @property
    def answer(self) -> Answer:
        """What is typed now."""
        return Typed(self.texts)


@dataclass(frozen=True, slots=True)
class Pairing:
    """The left side and the right side by their keys in the order on the screen, and the pairs in the order of making.

    `before` has the pairs as they were, for `undone`. `waiting` says that the item at `cursor` was picked on the left: the next
    letter is its partner. Where there are more than 26 on the right each has two letters: `letter` is the first of them, typed.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...] = ()
    cursor: int = 0
    waiting: bool = False
    before: tuple[tuple[tuple[str, str], ...], ...] = ()
    letter: str = ""

    def picked(self, row: int) -> Self:
        """With an item of the left side waiting for its partner."""
        return replace(self, cursor=row, waiting=True, letter="")

    def paired(self, row: int) -> Self:
        """With an item of the right side put to the one that waits; the cursor moves to the next that has none."""
        left = self.left[self.cursor]
        pairs = (*(pair for pair in self.pairs if pair[0] != left), (left, self.right[row]))
        done = {pair[0] for pair in pairs}
        ahead = [*range(self.cursor + 1, len(self.left)), *range(self.cursor)]
        following = next((number for number in ahead if self.left[number] not in done), self.cursor)
        return replace(self, pairs=pairs, cursor=following, waiting=False, letter="", before=(*self.before, self.pairs))

    def undone(self) -> Self:
        """Without a pick, else without the last pair, for which one from before may come back."""
        if self.waiting:
            return replace(self, waiting=False, letter="")
        if not self.pairs:
            return self
        pairs = self.before[-1] if self.before else self.pairs[:-1]
        return replace(self, pairs=pairs, before=self.before[:-1], cursor=self.left.index(self.pairs[-1][0]))

    def partner(self, left: str) -> str:
        """The key that was put to one of the left side, or the empty string."""
        return next((right for key, right in self.pairs if key == left), "")

    @property
    def answer(self) -> Answer:
        """What is paired now, from top to bottom."""
        return Paired(tuple(sorted(self.pairs, key=lambda pair: self.left.index(pair[0]))))


@dataclass(frozen=True, slots=True)
class Ordering:
    """Items by their keys in the order that they have now; `held` says that the one at `cursor` moves with it.

    `before` has the orders that there were, each with its cursor, for `undone`.
    """

    order: tuple[str, ...]
    cursor: int = 0
    held: bool = False
    before: tuple[tuple[tuple[str, ...], int], ...] = ()

    def moved(self, row: int) -> Self:
        """With the item at the cursor in another row, and the cursor with it."""
        if row == self.cursor:
            return self
        rest = [key for number, key in enumerate(self.order) if number != self.cursor]
        rest.insert(row, self.order[self.cursor])
        return replace(self, order=tuple(rest), cursor=row, before=(*self.before, (self.order, self.cursor)))

    def undone(self) -> Self:
        """As before the last move, with nothing held."""
        if not self.before:
            return replace(self, held=False)
        order, cursor = self.before[-1]
        return replace(self, order=order, cursor=cursor, before=self.before[:-1], held=False)

    @property
    def answer(self) -> Answer:
        """The order now."""
        return Ordered(self.order)


@dataclass(frozen=True, slots=True)
class Marking:
    """How a learner marks a reflection; nothing is marked at first."""

    mark: SelfMark | None = None
    cursor: int = 0

    def marked(self, row: int) -> Self:
        """Marked as one of `SelfMark`, in their order."""
        return replace(self, mark=tuple(SelfMark)[row], cursor=row)

    @property
    def answer(self) -> Answer | None:
        """The mark, where there is one."""
        return Reflected(self.mark) if self.mark is not None else None


Draft = Choosing | Typing | Pairing | Ordering | Marking
