"""Annotations on the lines of a page: which lines a passage has, which words are marked, what the mouse has selected."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from tui_course.model.annotation import AnnotationKind
from tui_course.study.anchoring import aligned
from tui_course.study.passages import word_spans, words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui_course.study.annotating import Placed
    from tui_course.study.passages import Passage
    from tui_course.tui.scroll import Scroll

# How many words must agree for a passage to begin at a line.
_LEAST_BEGINNING = 4


class Word(NamedTuple):
    """A word on the screen, in lower case: its line, and the characters from `start` to before `stop`."""

    line: int
    start: int
    stop: int
    text: str


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
    """A block on the screen: its words, and the lines and words of each of its passages."""

    def __init__(self, scroll: Scroll, first: int, stop: int, passages: Sequence[Passage]) -> None:
        self.words: list[Word] = []
        last = first
        for number, line in enumerate(scroll.lines(first, stop), first):
            text = line.text
            if text.strip():
                last = number
            self.words += [Word(number, start, end, text[start:end].casefold()) for start, end in word_spans(text)]
        starts = _beginnings(self.words, passages)
        self.passages: dict[int, tuple[Passage, range, range]] = {}
        lines = [self.words[at].line if at < len(self.words) and number else first for number, at in enumerate(starts)]
        for number, passage in enumerate(passages):
            end = starts[number + 1] if number + 1 < len(passages) else len(self.words)
            below = lines[number + 1] if number + 1 < len(passages) else last + 1
            self.passages[passage.number] = (
                passage,
                range(lines[number], max(lines[number] + 1, below)),
                range(starts[number], end),
            )


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
        return self._lay(scroll, passage.block).passages[passage.number][1]

    def is_shown(self, scroll: Scroll, passage: Passage) -> bool:
        """Whether something of a passage is to be seen; what a closed block hides is not."""
        laid = self._lay(scroll, passage.block)
        return len(laid.passages) == 1 or bool(laid.passages[passage.number][2])

    def passage_at(self, scroll: Scroll, line: int) -> Passage | None:
        """The passage at a line, or the last one before it in its block; None where the block has none."""
        if scroll.height <= 0:
            return None
        block = scroll.block_at(min(max(line, 0), scroll.height - 1))
        found = None
        for passage, lines, _ in self._lay(scroll, block).passages.values():
            if found is None or lines.start <= line:
                found = passage
        return found

    def in_view(self, scroll: Scroll, first: int, last: int) -> list[Passage]:
        """The passages that begin in lines from `first` to before `last`; where none does, the one that stands there."""
        if scroll.height <= 0 or last <= first:
            return []
        blocks = range(scroll.block_at(first), scroll.block_at(last - 1) + 1)
        laid = [one for block in blocks for one in self._lay(scroll, block).passages.values()]
        found = [passage for passage, lines, _ in laid if first <= lines.start < last]
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

    def annotations_at(self, scroll: Scroll, line: int) -> list[Placed]:
        """What is annotated of the passage at a line."""
        passage = self.passage_at(scroll, line)
        return self.annotations_of(passage) if passage is not None else []

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
            passage, lines, places = laid.passages[held.passage.number]
            words = laid.words[places.start : places.stop]
            pieces: list[tuple[int, int, int]] = []
            if held.stop or one.annotation.kind is AnnotationKind.HIGHLIGHT:
                pieces = _pieces(words, passage, held.start, held.stop)
            for line, start, stop in pieces:
                spans[line].append((start, stop))
            kinds[pieces[0][0] if pieces else lines.start].append(_shown_as(one))
        return {line: Marked(tuple(dict.fromkeys(kinds[line])), tuple(spans[line])) for line in kinds.keys() | spans.keys()}

    # What is selected

    def selected(self, scroll: Scroll, first: int, last: int, span: Callable[[int], tuple[int, int] | None]) -> list[Selected]:
        """The words of each passage that are selected in lines from `first` to `last`.

        `span` tells the characters of a line that are: from the first to before the second, -1 for its end.
        """
        found = []
        for block in range(scroll.block_at(max(0, first)), scroll.block_at(min(last, scroll.height - 1)) + 1):
            laid = self._lay(scroll, block)
            for passage, _, places in laid.passages.values():
                words = laid.words[places.start : places.stop]
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
    by_line: dict[int, tuple[int, int]] = {}
    for word in (words[mapping[place]] for place in wanted if place in mapping):
        begin, end = by_line.get(word.line, (word.start, word.stop))
        by_line[word.line] = min(begin, word.start), max(end, word.stop)
    return [(line, begin, end) for line, (begin, end) in by_line.items()]


def _shown_as(placed: Placed) -> AnnotationKind:
    """The kind by whose sign an annotation is shown: what has words of the learner's is a note, but for a bookmark's name."""
    annotation = placed.annotation
    if annotation.kind is AnnotationKind.HIGHLIGHT and annotation.note:
        return AnnotationKind.NOTE
    return annotation.kind
