"""HTML blocks that cannot swallow a page, and raw HTML made safe to parse."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from markdown_it.common.html_blocks import block_names
from markdown_it.common.html_re import HTML_OPEN_CLOSE_TAG_STR

from tui_course.markup.gfm.context import MAX_PROBLEMS, Context, lines_of
from tui_course.markup.html.literal import KNOWN, protect
from tui_course.model.problem import Severity

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_LITERAL: Final = "script|pre|style|textarea"
# The start conditions of https://github.github.com/gfm/#html-blocks with what ends each; those of names end at a blank line.
_DELIMITED: Final = (
    (re.compile(rf"<(?:{_LITERAL})(?=[\s>]|\Z)", re.IGNORECASE), re.compile(rf"</(?:{_LITERAL})>", re.IGNORECASE)),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), re.compile(r">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
)
_NAMED = re.compile(rf"</?(?:{'|'.join(block_names)})(?=\s|/?>|\Z)", re.IGNORECASE)
_ALONE = re.compile(HTML_OPEN_CLOSE_TAG_STR.removeprefix("^") + r"\s*\Z")
_NAME = re.compile(r"</?([A-Za-z][\w-]*)")
# Stands in no text: the parser replaces it.
_SEPARATOR: Final = "\0"


def html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's own
    """A block of HTML; one whose end is missing is none, nor is a line with a tag that no browser knows."""
    if state.is_code_block(start):
        return False
    pos = state.bMarks[start] + state.tShift[start]
    line = state.src[pos : state.eMarks[start]]
    if not line.startswith("<"):
        return False
    kind = next((number for number, (opening, _) in enumerate(_DELIMITED) if opening.match(line)), -1)
    if kind >= 0:
        if silent:
            return True
        stop = _find_end(state, start, end, kind)
        if stop < 0:
            if kind:
                message = f"{line[:40].rstrip()} has no end; it is shown as text"
                Context.of(state.env).report("html-unclosed", Severity.WARNING, message, start)
            return False
    else:
        named = bool(_NAMED.match(line))
        if not named and not _is_alone(line):
            return False
        if silent:
            return named
        stop = start + 1
        while stop < end and not state.isEmpty(stop) and state.sCount[stop] >= state.blkIndent:
            stop += 1
    state.line = stop
    token = state.push("html_block", "", 0)
    token.map = [start, stop]
    token.content = state.getLines(start, stop, state.blkIndent, keepLastLF=True)
    return True


def _is_alone(line: str) -> bool:
    name = _NAME.match(line)
    return name is not None and (name[1].lower() in KNOWN or "-" in name[1]) and bool(_ALONE.match(line))


def _find_end(state: StateBlock, start: int, end: int, kind: int) -> int:
    """The line after the one that closes a delimited block, -1 where the container ends before it."""
    closing = _DELIMITED[kind][1]
    searched = Context.of(state.env).closed
    key = (kind, end, state.blkIndent)
    first, last = searched.get(key, (0, 0))
    if first <= start < last:
        return -1
    line = start
    while line < end:
        if line > start and state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            break
        if closing.search(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]):
            return line + 1
        line += 1
    searched[key] = (start, line)
    return -1


def protect_html(state: StateCore) -> None:
    """Make literal what would swallow or lose text, in the page's raw HTML as a whole.

    The tags inside one paragraph count as one piece: what is opened there has to be closed there.
    """
    places = [(block, _tags(block)) for block in state.tokens if block.type in {"html_block", "inline"}]
    places = [(block, found) for block, found in places if found or block.type == "html_block"]
    if not places:
        return
    pieces = [_source(block, found) for block, found in places]
    safe = protect(pieces)
    context = Context.of(state.env)
    # A paragraph may have many tags, and counting its lines takes as long as it is.
    lines = lru_cache(maxsize=1)(lambda fragment: lines_of(places[fragment][0]))
    for literal in safe.literals[:MAX_PROBLEMS]:
        words = literal.source.split("\n", 1)[0].split(_SEPARATOR, 1)[0].strip()
        block, found = places[literal.fragment]
        before = pieces[literal.fragment][: literal.offset]
        if not block.map:
            line = -1
        elif not found:
            line = block.map[0] + before.count("\n")
        else:
            tag = found[before.count(_SEPARATOR)]
            line = lines(literal.fragment)[tag] + before.rpartition(_SEPARATOR)[2].count("\n")
        if literal.unclosed:
            context.report("html-unclosed", Severity.WARNING, f"{words} has no end; it is shown as text", line)
        else:
            context.report("html-literal", Severity.NOTE, f"{words} is no HTML; it is shown as text", line)
    for (block, found), text in zip(places, safe.fragments, strict=True):
        if not found:
            block.content = text
        for number, part in zip(found, text.split(_SEPARATOR) if found else (), strict=True):
            (block.children or [])[number].content = part


def _tags(block: Token) -> list[int]:
    return [number for number, child in enumerate(block.children or []) if child.type == "html_inline"]


def _source(block: Token, found: list[int]) -> str:
    return _SEPARATOR.join((block.children or [])[number].content for number in found) if found else block.content
