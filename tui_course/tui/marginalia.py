"""Annotations on the lines of a page: which lines a passage has, which words are marked, what the mouse has selected."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from tui_course.model.annotation import AnnotationKind
from tui_course.study.anchoring import aligned
from tui_course.study.passages import word_spans, words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tui_course.study.annotating import Placed
    from tui_course.study.passages import Passage
    from tui_course.tui.scroll import Scroll

# How many words must agree for a passage to begin at a line.
_LEAST_BEGINNING = 4
_SOLID = re.compile(r"\S+")


class Word(NamedTuple):
    """A word on the screen, in lower case: its line, and the characters from `start` to before `stop`.

    From `left` to before `right` it has what is written together with it, such as a comma.
    """

    line: int
    start: int
    stop: int
    text: str
    left: int
    right: int


class Marked(NamedTuple):
    """What one line has: kinds of annotations that begin in it, and characters that are marked, as pairs of start and stop."""

    kinds: tuple[AnnotationKind, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


class Selected(NamedTuple):
    """What of a passage is selected: its words from `start` to before `stop`."""

    passage: Passage
    start: int
    stop: int


class _Laid:
    """A block on the screen: the lines of each of its passages by its number, and their words, once they are asked for."""

    def __init__(self, scroll: Scroll, first: int, stop: int, passages: Sequence[Passage]) -> None:
        self._texts = [line.text for line in scroll.lines(first, stop)]
        self._first = first
        self._words: list[Word] | None = None
        self.passages = {passage.number: passage for passage in passages}
        self.places: dict[int, range] = {}
        last = first + max((number for number, text in enumerate(self._texts) if text.strip()), default=0)
        self.lines = {passage.number: range(first, last + 1) for passage in passages}
        if len(passages) > 1:
            self._divide(passages, last)

    def _divide(self, passages: Sequence[Passage], last: int) -> None:
        words = self.words
        starts = _beginnings(words, passages)
        lines = [words[at].line if number and at < len(words) else self._first for number, at in enumerate(starts)]
        for number, passage in enumerate(passages):
            is_last = number + 1 == len(passages)
            below = last + 1 if is_last else lines[number + 1]
            self.lines[passage.number] = range(lines[number], max(lines[number] + 1, below))
            self.places[passage.number] = range(starts[number], len(words) if is_last else starts[number + 1])

    @property
    def words(self) -> list[Word]:
        """The words of the block."""
        if self._words is None:
            self._words = [word for number, text in enumerate(self._texts, self._first) for word in _words(number, text)]
        return self._words

    def words_of(self, number: int) -> list[Word]:
        """The words of a passage."""
        places = self.places.get(number)
        return self.words if places is None else self.words[places.start : places.stop]


def _words(line: int, text: str) -> Iterator[Word]:
    solid = [match.span() for match in _SOLID.finditer(text)]
    for start, stop in word_spans(text):
        while solid[0][1] <= start:
            solid.pop(0)
        left, right = solid[0]
        yield Word(line, start, stop, text[start:stop].casefold(), left, right)


def _beginnings(words: Sequence[Word], passages: Sequence[Passage]) -> list[int]:
    """The word on the screen with which each passage of a block begins; what is not to be seen begins where the next does.

    Passages stand below each other in the order of reading. What the screen adds to them, such as the numbers of a list, stands
    between them.
    """
    texts = [word.text for word in words]
    starts: list[int] = []
    at = 0
    for number, passage in enumerate(passages):
        wanted = words_in(passage.words)[:_LEAST_BEGINNING]
        found = next((place for place in range(at, len(texts)) if texts[place : place + len(wanted)] == wanted), None)
        starts.append(0 if number == 0 else found if found is not None and wanted else at)
        if found is not None and wanted:
            at = found + len(wanted)
    return starts


class Marginalia:
    """The passages of a page, and what of it is annotated; lines are looked at as they come into view.

    `blocks` counts the blocks of the page.
    """

    def __init__(self, passages: Sequence[Passage], placed: Iterable[Placed], blocks: int) -> None:
        self.passages = tuple(passages)
        self._blocks = blocks
        self._inside: dict[int, list[Passage]] = defaultdict(list)
        for passage in passages:
            self._inside[passage.block].append(passage)
        self._placed: dict[int, list[Placed]] = defaultdict(list)
        for one in placed:
            if one.held is not None:
                self._placed[one.held.passage.block].append(one)
        self._scroll: Scroll | None = None
        self._laid: dict[int, _Laid] = {}
        self._marked: dict[int, dict[int, Marked]] = {}

    def _look_at(self, scroll: Scroll) -> None:
        if scroll is not self._scroll:
            self._scroll = scroll
            self._laid.clear()
            self._marked.clear()

    def _lay(self, scroll: Scroll, block: int) -> _Laid:
        self._look_at(scroll)
        laid = self._laid.get(block)
        if laid is None:
            stop = scroll.top_of(block + 1) if block + 1 < self._blocks else scroll.height
            laid = self._laid[block] = _Laid(scroll, scroll.top_of(block), stop, self._inside[block])
        return laid

    # Where passages stand

    def lines_of(self, scroll: Scroll, passage: Passage) -> range:
        """The lines of a passage."""
        return self._lay(scroll, passage.block).lines[passage.number]

    def is_shown(self, scroll: Scroll, passage: Passage) -> bool:
        """Whether something of a passage is to be seen; what a closed block hides is not."""
        laid = self._lay(scroll, passage.block)
        return passage.number not in laid.places or bool(laid.places[passage.number])

    def passage_at(self, scroll: Scroll, line: int) -> Passage | None:
        """The passage at a line, or the last one before it in its block; None where the block has none."""
        if scroll.height <= 0:
            return None
        block = scroll.block_at(min(max(line, 0), scroll.height - 1))
        found = None
        laid = self._lay(scroll, block)
        for passage in laid.passages.values():
            if found is None or laid.lines[passage.number].start <= line:
                found = passage
        return found

    def in_view(self, scroll: Scroll, first: int, last: int) -> list[Passage]:
        """The passages that begin in lines from `first` to before `last`; where none does, the one that stands there."""
        if scroll.height <= 0 or last <= first:
            return []
        blocks = range(scroll.block_at(first), scroll.block_at(last - 1) + 1)
        laid = [self._lay(scroll, block) for block in blocks]
        found = [
            passage for one in laid for passage in one.passages.values() if first <= one.lines[passage.number].start < last
        ]
        if not found:
            spanning = self.passage_at(scroll, first)
            return [spanning] if spanning is not None else []
        return found

    # What is annotated

    def at(self, scroll: Scroll, line: int) -> Marked | None:
        """What a line has; None where it has nothing."""
        if not self._placed:
            return None
        self._look_at(scroll)
        block = scroll.block_at(line)
        if block not in self._placed:
            return None
        if block not in self._marked:
            self._marked[block] = self._mark(scroll, block)
        return self._marked[block].get(line)

    def annotations_of(self, passage: Passage) -> list[Placed]:
        """What is annotated of a passage."""
        inside = self._placed.get(passage.block, ())
        return [one for one in inside if one.held is not None and one.held.passage.number == passage.number]

    def _mark(self, scroll: Scroll, block: int) -> dict[int, Marked]:
        laid = self._lay(scroll, block)
        kinds: dict[int, list[AnnotationKind]] = defaultdict(list)
        spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for one in self._placed[block]:
            held = one.held
            if held is None:
                continue
            number = held.passage.number
            pieces: list[tuple[int, int, int]] = []
            if held.stop or one.annotation.kind is AnnotationKind.HIGHLIGHT:
                pieces = _pieces(laid.words_of(number), held.passage, held.start, held.stop)
            for line, start, stop in pieces:
                spans[line].append((start, stop))
            kinds[pieces[0][0] if pieces else laid.lines[number].start].append(_shown_as(one))
        return {line: Marked(tuple(dict.fromkeys(kinds[line])), tuple(spans[line])) for line in kinds.keys() | spans.keys()}

    # What is selected

    def selected(self, scroll: Scroll, first: int, last: int, span: Callable[[int], tuple[int, int] | None]) -> list[Selected]:
        """The words of each passage that are selected in lines from `first` to `last`.

        `span` tells the characters of a line that are: from the first to before the second, -1 for its end.
        """
        found = []
        for block in range(scroll.block_at(max(0, first)), scroll.block_at(min(last, scroll.height - 1)) + 1):
            laid = self._lay(scroll, block)
            for passage in laid.passages.values():
                words = laid.words_of(passage.number)
                chosen = {number for number, word in enumerate(words) if _overlaps(word, span(word.line))}
                if not chosen:
                    continue
                mapping = aligned([word.text for word in words], words_in(passage.words))
                mapped = [mapping[number] for number in sorted(chosen) if number in mapping]
                if mapped:
                    found.append(Selected(passage, mapped[0], mapped[-1] + 1))
        return found


def _overlaps(word: Word, span: tuple[int, int] | None) -> bool:
    return span is not None and word.stop > span[0] and (span[1] == -1 or word.start < span[1])


def _pieces(words: Sequence[Word], passage: Passage, start: int, stop: int) -> list[tuple[int, int, int]]:
    """Where words of a passage stand: line, start, stop; from `start` to before `stop`, all of them where that is 0."""
    known = words_in(passage.words)
    mapping = aligned(known, [word.text for word in words])
    wanted = range(start, stop) if stop else range(len(known))
    found = [words[mapping[place]] for place in wanted if place in mapping]
    by_line: dict[int, tuple[int, int]] = {}
    for word in found:
        # What is marked ends with its last word; at the end of a line or of the passage a comma or a point belongs to it.
        left = word.start if start and word is found[0] else word.left
        right = word.stop if 0 < stop < len(known) and word is found[-1] else word.right
        begin, end = by_line.get(word.line, (left, right))
        by_line[word.line] = min(begin, left), max(end, right)
    return [(line, begin, end) for line, (begin, end) in by_line.items()]


def _shown_as(placed: Placed) -> AnnotationKind:
    """The kind by whose sign an annotation is shown: what has words of the learner's is a note, but for a bookmark's name."""
    annotation = placed.annotation
    if annotation.kind is AnnotationKind.HIGHLIGHT and annotation.note:
        return AnnotationKind.NOTE
    return annotation.kind
