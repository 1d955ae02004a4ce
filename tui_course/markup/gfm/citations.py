"""Citations as pandoc writes them: `[@key]`, `[see @a, p. 3; @b]`, `[-@key]`, and `@key` in a sentence."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from markdown_it.common.utils import escapeHtml, normalizeReference
from markdown_it.rules_block import reference as read_definition
from markdown_it.token import Token

from tui_course.markup.gfm.context import Context, lines_of
from tui_course.markup.gfm.texts import plain_texts
from tui_course.model.problem import Severity
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

    from tui_course.markup.gfm.context import Works

_KEY: Final = r"(?:\{(?P<braced>[^{}\s]{1,200})\}|(?P<key>\w(?:[\w:.#$%&+?<>~/-]{0,198}\w)?))"
_GROUP = re.compile(r"\[([^\[\]]{2,600})\](?![(\[])")
_PART = re.compile(rf"\s*(?:(?P<prefix>[^@]*\s))?(?P<minus>-)?@{_KEY}\s*(?:,\s*|(?=\s)|\Z)(?P<locator>.*)\Z", re.DOTALL)
_NARRATIVE = re.compile(rf"(?<![\w@./\\-])@{_KEY}(?P<place> \[(?P<locator>[^\[\]@]{{1,100}})\](?![(\[]))?")
_SPACE = re.compile(r"\s+")
_Piece = tuple[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class _Part:
    key: str
    prefix: str
    locator: str
    suppress: bool


def group(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's own
    """A citation in brackets; it is resolved when the whole page has been read."""
    if state.src[state.pos] != "[" or state.linkLevel > 0:
        return False
    match = _GROUP.match(state.src, state.pos, state.posMax)
    if match is None or "@" not in match[1] or normalizeReference(match[1]) in state.env.get("references", {}):
        return False
    parts = _parts(match[1])
    if not parts:
        return False
    works = Context.of(state.env).find_works()
    if parts[0].prefix and (works is None or not any(part.key in works for part in parts)):
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = match[0]
        token.meta = {"parts": parts}
    state.pos = match.end()
    return True


def definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's own
    """The definition of a link, unless its name is a citation of a work that there is: the sentence goes on after a colon."""
    at = state.bMarks[start] + state.tShift[start]
    match = _GROUP.match(state.src, at, state.eMarks[start]) if state.src.startswith("[", at) else None
    if match is not None and "@" in match[1] and (parts := _parts(match[1])):
        works = Context.of(state.env).find_works()
        if works is not None and any(part.key in works for part in parts):
            return False
    return read_definition(state, start, end, silent)


def _parts(words: str) -> tuple[_Part, ...]:
    out = []
    for piece in words.split(";"):
        match = _PART.fullmatch(piece)
        if match is None:
            return ()
        prefix, locator = (_SPACE.sub(" ", match[name] or "").strip() for name in ("prefix", "locator"))
        out.append(_Part(match["braced"] or match["key"], prefix, locator, bool(match["minus"])))
    return tuple(out)


def resolve(state: StateCore) -> None:
    """Put words in place of every citation, and report keys that the bibliography does not have."""
    context = Context.of(state.env)
    for block in state.tokens:
        if block.type != "inline" or "@" not in block.content:
            continue
        for child, line in zip(block.children or (), lines_of(block), strict=True):
            if child.type == "citation":
                _resolve(child, context, line)
        works = context.find_works()
        if works is not None:
            plain_texts(block, partial(_narrative, context, works))


def _resolve(token: Token, context: Context, line: int) -> None:
    parts: tuple[_Part, ...] = token.meta["parts"]
    works = context.find_works()
    keys = list(dict.fromkeys(part.key for part in parts))
    for key in keys:
        if works is None:
            message = f'there is no work "{key}": the course has no bibliography'
            context.report("citation-unknown", Severity.WARNING, message, line)
        elif key not in works:
            context.report("citation-unknown", Severity.ERROR, f'there is no work "{key}" in the bibliography', line)
        else:
            context.cited.setdefault(key)
    if works is None:
        token.type = "text"
        return
    token.meta["pieces"], token.meta["brackets"] = _pieces(parts, works)


def _pieces(parts: tuple[_Part, ...], works: Works) -> tuple[list[_Piece], str]:
    """The words of a citation, each piece with the keys that it stands for, and the brackets around all.

    Works with details of their own are cited one by one, in the author's order.
    """
    if not any(part.key in works for part in parts):
        return [((part.key,), f"{part.key}?") for part in parts], "[]"
    details = [part for part in parts if part.locator or part.prefix]
    together = len(details) <= 1 and len({part.suppress for part in parts}) == 1 and not any(part.prefix for part in parts)
    if together or len(parts) == 1:
        first = details[0] if details else parts[0]
        keys = [first.key, *(part.key for part in parts if part is not first)]
        pieces = works.in_text_pieces(keys, first.locator, suppress_author=first.suppress)
        if first.prefix:
            pieces[0] = (pieces[0][0], f"{first.prefix} {pieces[0][1]}")
        return pieces, "()"
    found: list[_Piece] = []
    for part in parts:
        for keys_of, words in works.in_text_pieces([part.key], part.locator, suppress_author=part.suppress):
            found.append((keys_of, f"{part.prefix} {words}" if part.prefix else words))
    return found, "()"


def _narrative(context: Context, works: Works, text: str, level: int) -> list[Token] | None:
    out: list[Token] = []
    done = 0
    for match in _NARRATIVE.finditer(text):
        key = match["braced"] or match["key"]
        if key not in works:
            continue
        context.cited.setdefault(key)
        if match.start() > done:
            out.append(Token("text", "", 0, content=text[done : match.start()], level=level))
        words = works.narrative([key], match["locator"] or "")
        out.append(Token("citation", "", 0, meta={"pieces": [((key,), words)], "brackets": ""}, level=level))
        done = match.end()
    if not out:
        return None
    if done < len(text):
        out.append(Token("text", "", 0, content=text[done:], level=level))
    return out


def render_citation(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:  # noqa: ANN401 - the parser's own
    """A citation with its keys: a link of its own for each piece, so that each can be reached."""
    pieces, brackets = tokens[index].meta["pieces"], tokens[index].meta["brackets"]
    opening, closing = brackets[:1], brackets[1:]
    if len(pieces) == 1:
        keys, words = pieces[0]
        return _link(keys, f"{opening}{words}{closing}")
    return f"{opening}{'; '.join(_link(keys, words) for keys, words in pieces)}{closing}"


def _link(keys: Sequence[str], words: str) -> str:
    escaped = [escapeHtml(key) for key in keys]
    return f'<a class="citation" href="#{escaped[0]}" data-keys="{" ".join(escaped)}">{escapeHtml(words)}</a>'
