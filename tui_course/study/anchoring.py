"""Annotations tied to the words of their passage, and found again in a page that its author may have changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui_course.model.annotation import MAX_CONTEXT, MAX_EXACT, MAX_PASSAGE, Anchor
from tui_course.study.passages import word_spans, words_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.study.passages import Passage

ALIKE: Final = 0.6
"""The least likeness of a passage to what it was, 0 to 1, with a third of its words changed it is two thirds."""

# What surroundings that are as they were say for a passage whose own words have changed.
_NEIGHBOUR: Final = 0.2
_HEADING: Final = 0.1
_PLACE: Final = 0.1
_LEAST_MAPPED: Final = 0.5
_MOST_PAIRS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Held:
    """Where an annotation belongs now: a passage, and the words of it that are marked, from `start` to before `stop`.

    Words are counted as `passages.word_spans` does. Where `stop` is 0 nothing less than the passage was annotated, or the
    words that were marked are no more.
    """

    passage: Passage
    start: int = 0
    stop: int = 0


def anchored(passages: Sequence[Passage], number: int, start: int = 0, stop: int = 0) -> Anchor:
    """The anchor of a passage, or of its words from `start` to before `stop`; of all of them it is the passage's."""
    passage = passages[number]
    spans = word_spans(passage.words)
    exact = ""
    if 0 <= start < stop <= len(spans) and (start, stop) != (0, len(spans)):
        exact = passage.words[spans[start][0] : spans[stop - 1][1]]
    return Anchor(
        passage=passage.words[:MAX_PASSAGE],
        exact=exact[:MAX_EXACT],
        start=start if exact else 0,
        prefix=_before(passages, number),
        suffix=_behind(passages, number),
        heading=passage.heading[:MAX_CONTEXT],
        number=number,
    )


class PassageIndex:
    """The passages of a page, in which any number of anchors can be looked for."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self._same: dict[str, list[Passage]] = defaultdict(list)
        for passage in passages:
            self._same[passage.words[:MAX_PASSAGE]].append(passage)
        self._holding: dict[str, list[tuple[int, int]]] | None = None
        self._lengths: list[int] = []

    def found(self, anchor: Anchor) -> Held | None:
        """Where an anchor holds: the passage with the same words, else the one most alike; None where nothing is.

        Of several the one with the same surroundings counts, of those the nearest.
        """
        if not anchor.passage:
            return None
        same = self._same.get(anchor.passage)
        best = max(same, key=lambda one: self._rank(anchor, one.number)) if same else self._most_alike(anchor)
        if best is None:
            return None
        return Held(best, *_marked(anchor, best)) if anchor.exact else Held(best)

    def _most_alike(self, anchor: Anchor) -> Passage | None:
        """The passage that shares most words with the anchor's, however often each occurs."""
        wanted = Counter(words_in(anchor.passage))
        holding = self._words()
        shared: Counter[int] = Counter()
        for word, count in wanted.items():
            for number, there in holding.get(word, ()):
                shared[number] += min(count, there)
        ranked = [
            (likeness + surroundings, near, number)
            for number, common in shared.items()
            if (likeness := 2 * common / (wanted.total() + self._lengths[number])) >= ALIKE
            for surroundings, near in (self._rank(anchor, number),)
        ]
        return self.passages[max(ranked)[2]] if ranked else None

    def _words(self) -> dict[str, list[tuple[int, int]]]:
        """For each word the passages that have it, and how often."""
        if self._holding is None:
            self._holding = defaultdict(list)
            for passage in self.passages:
                counts = Counter(words_in(passage.words[:MAX_PASSAGE]))
                self._lengths.append(counts.total())
                for word, count in counts.items():
                    self._holding[word].append((passage.number, count))
        return self._holding

    def _rank(self, anchor: Anchor, number: int) -> tuple[float, int]:
        """How much of what was around the anchor is around a passage, and how near it is."""
        surroundings = (
            _NEIGHBOUR * (_before(self.passages, number) == anchor.prefix)
            + _NEIGHBOUR * (_behind(self.passages, number) == anchor.suffix)
            + _HEADING * (self.passages[number].heading[:MAX_CONTEXT] == anchor.heading)
            + _PLACE * (number == anchor.number)
        )
        return surroundings, -abs(number - anchor.number)


def found(anchor: Anchor, passages: Sequence[Passage]) -> Held | None:
    """Where one anchor holds in a page; see `PassageIndex`."""
    return PassageIndex(passages).found(anchor)


def aligned(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Which word of `after` each word of `before` is, in the same order; those that are gone are left out."""
    if list(before) == list(after):
        return dict(zip(range(len(before)), range(len(after)), strict=True))
    from difflib import SequenceMatcher

    counts = Counter(after)
    pairs = sum(counts[word] for word in before)
    # Where nearly all words are the same few, those begin no match: else it would take minutes.
    matches = SequenceMatcher(None, before, after, autojunk=pairs > _MOST_PAIRS).get_matching_blocks()
    return {match.a + step: match.b + step for match in matches for step in range(match.size)}


def _before(passages: Sequence[Passage], number: int) -> str:
    return passages[number - 1].words[-MAX_CONTEXT:] if number > 0 else ""


def _behind(passages: Sequence[Passage], number: int) -> str:
    return passages[number + 1].words[:MAX_CONTEXT] if number + 1 < len(passages) else ""


def _marked(anchor: Anchor, passage: Passage) -> tuple[int, int]:
    """The words of a passage that the anchor marks now; zeros where too few of them are left."""
    exact, before = words_in(anchor.exact), words_in(anchor.passage)
    if not exact:
        return 0, 0
    if passage.words == anchor.passage and before[anchor.start : anchor.start + len(exact)] == exact:
        return anchor.start, anchor.start + len(exact)
    # Of a long passage and of long marked words the anchor has the beginning, the last word perhaps cut.
    words = words_in(passage.words[: 2 * MAX_PASSAGE] if len(anchor.passage) == MAX_PASSAGE else passage.words)
    known = before[anchor.start : anchor.start + len(exact)]
    if len(known) < len(exact):
        known = known[:-1]
    mapped: list[int] = []
    if known and exact[: len(known)] == known:
        mapping = aligned(before, words)
        places = range(anchor.start, anchor.start + len(known))
        mapped = [mapping[place] for place in places if place in mapping]
    if len(mapped) < max(1, _LEAST_MAPPED * len(known)):
        words = words_in(passage.words)
        starts = (at for at, word in enumerate(words) if word == exact[0] and words[at : at + len(exact)] == exact)
        start = min(starts, key=lambda at: abs(at - anchor.start), default=None)
        return (start, start + len(exact)) if start is not None else (0, 0)
    return mapped[0], mapped[-1] + 1
