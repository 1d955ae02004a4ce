"""Footnotes: `[^name]` in the text, `[^name]:` where the note stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from tui_course.markup.gfm.context import Context, lines_of
from tui_course.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

_MARK = re.compile(r"\[\^([^\s\[\]]{1,200})\]")
_LOOKS_LIKE_MARK = re.compile(r"\[\^([\w-]{1,60})\]")


@dataclass(slots=True)
class _Note:
    label: str
    line: int
    tokens: list[Token] = field(default_factory=list)


def mark(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's own
    """The mark of a note that is defined somewhere on the page."""
    match = _MARK.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    if match is None or f":{match[1]}" not in state.env.get("footnotes", {}).get("refs", {}):
        return False
    if not silent:
        state.push("footnote_mark", "", 0).meta = {"label": match[1]}
    state.pos = match.end()
    return True


def collect(state: StateCore) -> None:
    """Move the notes to the end of the page in the order of their first marks; those that nothing refers to come last."""
    _report_missing(state)
    if "footnotes" not in state.env:
        return
    notes, state.tokens = _taken(state)
    order: dict[str, int] = {}
    counts: dict[str, int] = {}
    queue = [*_marks(state.tokens)]
    for token in queue:
        label = token.meta["label"]
        if label not in order:
            order[label] = len(order) + 1
            queue.extend(_marks(notes[label].tokens))
        counts[label] = counts.get(label, 0) + 1
        token.meta |= {"number": order[label], "count": counts[label]}
    context = Context.of(state.env)
    for label, note in notes.items():
        if label not in order:
            order[label] = len(order) + 1
            context.report("footnote-unused", Severity.WARNING, f"nothing refers to the footnote {note.label}", note.line)
            for token in _marks(note.tokens):
                token.meta.setdefault("number", order.setdefault(token.meta["label"], len(order) + 1))
    if not order:
        return
    state.tokens.append(Token("footnotes_open", "", 1))
    for label in order:
        opening, closing = Token("footnote_open", "", 1, meta={"label": label}), Token("footnote_close", "", -1)
        state.tokens += [opening, *notes[label].tokens, closing]
    state.tokens.append(Token("footnotes_close", "", -1))


def _report_missing(state: StateCore) -> None:
    context = Context.of(state.env)
    for block in state.tokens:
        if block.type != "inline" or "[^" not in block.content:
            continue
        for child, line in zip(block.children or (), lines_of(block), strict=True):
            for match in _LOOKS_LIKE_MARK.finditer(child.content if child.type == "text" else ""):
                context.report("footnote-missing", Severity.WARNING, f"there is no footnote {match[1]}", line)


def _taken(state: StateCore) -> tuple[dict[str, _Note], list[Token]]:
    """The notes by label, and the page without them; of two with the same label the first keeps it."""
    notes: dict[str, _Note] = {}
    page: list[Token] = []
    repeats: dict[str, int] = {}
    stack = [page]
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
            line = token.map[0] if token.map else -1
            if label in notes:
                context = Context.of(state.env)
                message = f"the footnote {label} is defined twice, first in line {notes[label].line + context.first_line}"
                context.report("footnote-duplicate", Severity.WARNING, message, line)
                repeats[label] = repeats.get(label, 1) + 1
                label = f"{label} {repeats[label]}"
            note = notes[label] = _Note(token.meta["label"], line)
            stack.append(note.tokens)
        elif token.type == "footnote_reference_close":
            stack.pop()
        else:
            stack[-1].append(token)
    return notes, page


def _marks(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "footnote_mark":
            yield token
        elif token.children:
            yield from _marks(token.children)


def render_mark(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:  # noqa: ANN401 - the parser's own
    """The number of a note; only the first mark of a note can be led back to."""
    meta = tokens[index].meta
    name = escapeHtml(meta["label"])
    first = f' id="fnref:{name}"' if meta.get("count", 1) == 1 else ""
    number = meta.get("number", meta["label"])
    link = f'<a href="#fn:{name}" class="footnote" rel="footnote">{escapeHtml(str(number))}</a>'
    return f'<sup{first} role="doc-noteref">{link}</sup>'


def render_note_open(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:  # noqa: ANN401 - likewise
    """The start of a note."""
    return f'<li id="fn:{escapeHtml(tokens[index].meta["label"])}" role="doc-endnote">\n'


def render_around(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:  # noqa: ANN401 - likewise
    """What stands around all notes, and the end of one."""
    return {
        "footnotes_open": '<div class="footnotes" role="doc-endnotes">\n<ol>\n',
        "footnotes_close": "</ol>\n</div>\n",
        "footnote_close": "</li>\n",
    }[tokens[index].type]
