"""Annotations tied to the words of their passage, and found again in a page that its author may have changed."""

from __future__ import annotations

from collections import Counter
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


def found(anchor: Anchor, passages: Sequence[Passage]) -> Held | None:
    """Where an anchor holds in a page: the passage with the same words, else the one most alike; None where nothing is.

    Of several the one with the same surroundings counts, of those the nearest.
    """
    if not anchor.passage:
        return None
    same = [passage for passage in passages if passage.words[:MAX_PASSAGE] == anchor.passage]
    if same:
        best = max(same, key=lambda passage: (_surroundings(anchor, passages, passage), -abs(passage.number - anchor.number)))
    else:
        alike = _most_alike(anchor, passages)
        if alike is None:
            return None
        best = alike
    return Held(best, *_marked(anchor, best)) if anchor.exact else Held(best)


def aligned(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Which word of `after` each word of `before` is, in the same order; those that are gone are left out."""
    if list(before) == list(after):
        return dict(zip(range(len(before)), range(len(after)), strict=True))
    from difflib import SequenceMatcher

    matches = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {match.a + step: match.b + step for match in matches for step in range(match.size)}


def _most_alike(anchor: Anchor, passages: Sequence[Passage]) -> Passage | None:
    wanted = Counter(words_in(anchor.passage))
    best: tuple[float, int] | None = None
    alike = None
    for passage in passages:
        words = Counter(words_in(passage.words[:MAX_PASSAGE]))
        total = wanted.total() + words.total()
        likeness = 2 * (wanted & words).total() / total if total else 0.0
        if likeness < ALIKE:
            continue
        rank = likeness + _surroundings(anchor, passages, passage), -abs(passage.number - anchor.number)
        if best is None or rank > best:
            best, alike = rank, passage
    return alike


def _surroundings(anchor: Anchor, passages: Sequence[Passage], passage: Passage) -> float:
    """How much of what was around the anchor is around a passage."""
    number = passage.number
    return (
        _NEIGHBOUR * (_before(passages, number) == anchor.prefix)
        + _NEIGHBOUR * (_behind(passages, number) == anchor.suffix)
        + _HEADING * (passage.heading[:MAX_CONTEXT] == anchor.heading)
        + _PLACE * (number == anchor.number)
    )


def _before(passages: Sequence[Passage], number: int) -> str:
    return passages[number - 1].words[-MAX_CONTEXT:] if number > 0 else ""


def _behind(passages: Sequence[Passage], number: int) -> str:
    return passages[number + 1].words[:MAX_CONTEXT] if number + 1 < len(passages) else ""


def _marked(anchor: Anchor, passage: Passage) -> tuple[int, int]:
    """The words of a passage that the anchor marks now; zeros where too few of them are left."""
    words, exact = words_in(passage.words), words_in(anchor.exact)
    before = words_in(anchor.passage)
    if not exact:
        return 0, 0
    places = range(anchor.start, anchor.start + len(exact))
    mapped: list[int] = []
    if before[places.start : places.stop] == exact:
        mapping = aligned(before, words)
        mapped = [mapping[place] for place in places if place in mapping]
    if len(mapped) < max(1, _LEAST_MAPPED * len(exact)):
        starts = (at for at in range(len(words) - len(exact) + 1) if words[at : at + len(exact)] == exact)
        at = min(starts, key=lambda at: abs(at - anchor.start), default=None)
        return (at, at + len(exact)) if at is not None else (0, 0)
    return mapped[0], mapped[-1] + 1
