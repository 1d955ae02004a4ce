"""A page cut into text, outputs and tags, with every block's end found and every loose end marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_course.markup.liquid.limits import MAX_BLOCK_DEPTH
from tui_course.markup.liquid.tokens import Kind, Token
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

_TAG = re.compile(r"\{%-?\s*(#|\w+)\s*(.*?)-?%\}", re.ASCII | re.DOTALL)
_END_RAW = re.compile(r"\{%\s*endraw\b.*?%\}", re.ASCII | re.DOTALL)
_LOOSE_END_RAW = re.compile(r"\{%-?\s*endraw\b.*?%\}", re.ASCII | re.DOTALL)
_LINE_TAG = r"\s*(#|\w+)\s*(.*)"
_SPACE = " \t\n\v\f\r\0"


@dataclass(slots=True)
class _Piece:
    """A token before it is known what it belongs to."""

    kind: Kind
    start: int
    stop: int
    name: str = ""
    markup: str = ""
    markup_start: int = 0
    trims_left: bool = False
    trims_right: bool = False


class _Finder:
    """Where a delimiter comes next; asking again from before the last answer costs nothing, so that a page is read once."""

    __slots__ = ("_answer", "_asked", "delimiter", "source")

    def __init__(self, source: str, delimiter: str) -> None:
        self.source = source
        self.delimiter = delimiter
        self._asked, self._answer = 1, 0

    def __call__(self, start: int) -> int:
        if self._answer < 0 or self._asked <= start <= self._answer:
            return self._answer
        self._asked = start
        self._answer = self.source.find(self.delimiter, start)
        return self._answer


class _Scanner:
    """Cuts a source at its delimiters, as Ruby does: the first `%}` ends a tag, the first `}` an output."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tag_end = _Finder(source, "%}")
        self.brace = _Finder(source, "}")
        self.opening = _Finder(source, "{{")
        self.end_raw: re.Pattern[str] | None = _END_RAW
        self.last_tag_end = source.rfind("%}") + 2
        self.pieces: list[_Piece] = []

    def scan(self) -> list[_Piece]:
        source, at, text = self.source, 0, 0
        opener = _Finder(source, "{")
        while True:
            at = opener(at)
            if at < 0:
                break
            follows = source[at + 1 : at + 2]
            if follows not in ("%", "{"):
                at += 1
                continue
            piece = self._tag(at) if follows == "%" else self._output(at)
            self._text(text, at)
            self.pieces.append(piece)
            at = text = piece.stop
            if piece.kind == Kind.TAG and piece.name == "raw":
                at = text = self._raw(piece)
        self._text(text, len(source))
        return self.pieces

    def _text(self, start: int, stop: int) -> None:
        if stop > start:
            self.pieces.append(_Piece(Kind.TEXT, start, stop))

    def _tag(self, at: int) -> _Piece:
        end = self.tag_end(at + 2)
        match = _TAG.fullmatch(self.source, at, end + 2) if end >= 0 else None
        if match is None:
            return _Piece(Kind.UNCLOSED, at, at + 2)
        return _Piece(
            Kind.TAG,
            at,
            end + 2,
            name=match[1],
            markup=match[2],
            markup_start=match.start(2),
            trims_left=self.source.startswith("-", at + 2),
            trims_right=self.source.startswith("-", end - 1),
        )

    def _output(self, at: int) -> _Piece:
        end = self.brace(at + 2)
        if end < 0 or not self.source.startswith("}}", end) or self._swallows(at + 2, end):
            return _Piece(Kind.UNCLOSED, at, at + 2)
        start = at + 3 if self.source.startswith("-", at + 2) and end > at + 2 else at + 2
        stop = end - 1 if self.source.startswith("-", end - 1) and end - 1 >= start else end
        return _Piece(
            Kind.OUTPUT,
            at,
            end + 2,
            markup=self.source[start:stop],
            markup_start=start,
            trims_left=self.source.startswith("-", at + 2),
            trims_right=self.source.startswith("-", end - 1),
        )

    def _swallows(self, start: int, end: int) -> bool:
        """Whether another output opens before this one closes: Ruby would lose all text between, and the other output."""
        other = self.opening(start)
        if not start <= other < end:
            return False
        between = self.source[start:other]
        return between.count('"') % 2 == 0 and between.count("'") % 2 == 0

    def _raw(self, piece: _Piece) -> int:
        match = self.end_raw.search(self.source, piece.stop, self.last_tag_end) if self.end_raw else None
        if match is None and self.end_raw is _END_RAW:
            # Ruby does not see `{%- endraw %}`; where there is no other end, its author meant it.
            self.end_raw = _LOOSE_END_RAW
            return self._raw(piece)
        if match is None:
            self.end_raw = None
            piece.kind = Kind.OPEN_BLOCK
            return piece.stop
        piece.markup, piece.markup_start = self.source[piece.stop : match.start()], piece.stop
        piece.stop = match.end()
        return piece.stop


def _comment_ends(pieces: list[_Piece]) -> dict[int, int]:
    """The index of the end of each outermost comment by the index of its start."""
    ends: dict[int, int] = {}
    stack: list[int] = []
    for index, piece in enumerate(pieces):
        if piece.kind == Kind.TAG and piece.name == "comment":
            stack.append(index)
        elif piece.kind == Kind.TAG and piece.name == "endcomment" and stack:
            ends[stack.pop()] = index
    return ends


def _without_comments(pieces: list[_Piece]) -> Iterator[_Piece]:
    ends = _comment_ends(pieces)
    skip_to = -1
    trims_right = False
    for index, piece in enumerate(pieces):
        if index <= skip_to:
            continue
        if index in ends:
            skip_to = ends[index]
            end = pieces[skip_to]
            trims_right = end.trims_right
            yield _Piece(Kind.TAG, piece.start, end.stop, "comment", trims_left=piece.trims_left, trims_right=trims_right)
        else:
            if piece.kind == Kind.TAG and piece.name == "comment":
                piece.kind = Kind.OPEN_BLOCK
            yield piece


def _expand_liquid(pieces: list[_Piece]) -> Iterator[_Piece]:
    """The lines of `{% liquid %}` as tags of their own."""
    for piece in pieces:
        if piece.kind != Kind.TAG or piece.name != "liquid":
            yield piece
            continue
        yield _Piece(Kind.TAG, piece.start, piece.stop, "comment", trims_left=piece.trims_left)
        at = piece.markup_start
        for line in piece.markup.split("\n"):
            if match := re.fullmatch(_LINE_TAG, line, flags=re.ASCII | re.DOTALL):
                yield _Piece(Kind.TAG, at + match.start(1), at + len(line), match[1], match[2], at + match.start(2))
            at += len(line) + 1
        yield _Piece(Kind.TAG, piece.stop, piece.stop, "comment", trims_right=piece.trims_right)


def _mark_blocks(pieces: list[_Piece], blocks: AbstractSet[str]) -> None:
    """Find the end of every block; tags of blocks that have none, or lie too deep, get a kind of their own."""
    open_blocks: list[_Piece] = []
    counts = dict.fromkeys(blocks, 0)
    for piece in pieces:
        if piece.kind != Kind.TAG:
            continue
        if piece.name in blocks:
            open_blocks.append(piece)
            counts[piece.name] += 1
        elif piece.name.startswith("end") and counts.get(piece.name[3:]):
            name = piece.name[3:]
            while open_blocks[-1].name != name:
                unclosed = open_blocks.pop()
                unclosed.kind = Kind.OPEN_BLOCK
                counts[unclosed.name] -= 1
            opening = open_blocks.pop()
            counts[name] -= 1
            if len(open_blocks) >= MAX_BLOCK_DEPTH:
                opening.kind = piece.kind = Kind.DEEP_BLOCK
    for piece in open_blocks:
        piece.kind = Kind.OPEN_BLOCK


def tokenize(source: str, blocks: AbstractSet[str]) -> Iterator[Token]:
    """The tokens of a template, the last of which is its end.

    `blocks` names the tags that need an end; in what comes out each of them has one. Text is trimmed where a tag beside it asks
    for it; comments are tags without a body. Takes time linear in the length of the source.
    """
    pieces = _Scanner(source).scan()
    pieces = list(_expand_liquid(list(_without_comments(pieces))))
    _mark_blocks(pieces, blocks)
    trim = False
    for index, piece in enumerate(pieces):
        if piece.kind == Kind.TEXT:
            text = source[piece.start : piece.stop]
            if trim:
                text = text.lstrip(_SPACE)
            if index + 1 < len(pieces) and pieces[index + 1].trims_left:
                text = text.rstrip(_SPACE)
            trim = False
            if text:
                yield Token(Kind.TEXT, text, piece.start, piece.stop, source)
            continue
        trim = piece.trims_right
        if piece.kind in (Kind.UNCLOSED, Kind.OPEN_BLOCK, Kind.DEEP_BLOCK):
            yield Token(piece.kind, source[piece.start : piece.stop], piece.start, piece.stop, source)
            continue
        yield Token(piece.kind, piece.name, piece.start, piece.stop, source, piece.markup)
    yield Token(Kind.END, "", len(source), len(source), source)
