"""The content of an HTML element: blocks, a line of text, or HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup import quiz_marks
from tui_course.markup.kramdown import elements
from tui_course.markup.kramdown.document import DEEPEST
from tui_course.markup.kramdown.patterns import CLOSE_TAG, TAG, TRAILING_SPACE
from tui_course.markup.kramdown.tags import read_attributes

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState

_START: Final = re.compile(r"<(?=[^\W\d]|/|!--|\?)")
_TAG: Final = re.compile(TAG)
_CLOSE_TAG: Final = re.compile(CLOSE_TAG)
_LITERAL: Final = frozenset(("script", "style"))
_MODELS: Final = {"0": "raw", "span": "span", "block": "block"}
_MARKS: Final = (("<!--", "-->"), ("<?", "?>"))


def element_token(name: str, attributes: dict[str, str | int | float], *, block: bool) -> Token:
    """The opening token of an element."""
    return Token("html_open", name, 1, attrs=attributes, block=block)


def report_unclosed(state: BlockState, name: str, line: int) -> None:
    """Say that an element has no end tag."""
    state.document.report("html-unclosed", f"<{name}> is never closed", line)


def report_mark(state: BlockState, comment: str) -> None:
    """Say that a comment would begin or end a question if it stood elsewhere."""
    if state.document.quizzes and quiz_marks.mark_element(comment, 0):
        state.document.report("quiz-in-html", quiz_marks.IN_HTML, state.line())


def raw_content(state: BlockState, name: str, line: int) -> None:
    """Read HTML up to the end tag of the element `name`, or to the end of the text."""
    _RawHtml(state, name, line).read()


def describe(tag: re.Match[str], *, parse_html: bool) -> tuple[str, bool, dict[str, str | int | float], str]:
    """An element's name, whether it has no content, its attributes, and the kind of its content."""
    name = tag.group(1)
    known = name.lower() in elements.CASELESS
    name = name.lower() if known or name.lower() in elements.HTML_ELEMENTS else name
    attributes = read_attributes(tag.group(2), lower=known)
    model = elements.content_model(name) if parse_html else "raw"
    wanted = str(attributes.pop("markdown", ""))
    model = elements.content_model(name) if wanted == "1" else _MODELS.get(wanted, model)
    return name, tag.group(3) is not None or name in elements.VOID_ELEMENTS, attributes, model


def fill(state: BlockState, name: str, model: str, line: int) -> None:
    """Read the content of an element up to its end tag."""
    if name in _LITERAL:
        raw_content(state, name, line)
    elif model == "block" and not state.too_deep:
        skip_trailing_space(state)
        content = state.nested_here(name)
        content.parse()
        state.pos = content.pos
        state.tokens += content.tokens
        if not content.closed:
            report_unclosed(state, name, line)
    elif model == "span":
        end = re.compile(rf"</{re.escape(name)}[ \t\r\n\f\v]*>", re.IGNORECASE).search(state.src, state.pos)
        if end is None:
            report_unclosed(state, name, line)
        text = state.src[state.pos : end.start() if end else len(state.src)]
        state.add_text(text, state.line())
        state.pos = end.end() if end else len(state.src)
    else:
        raw_content(state, name, line)


def skip_trailing_space(state: BlockState) -> None:
    """Pass over the rest of a line if it is blank."""
    match = TRAILING_SPACE.match(state.src, state.pos)
    if match:
        state.pos = match.end()


class _RawHtml:
    """A walk over tags; `open` are the names and lines of the elements around its place."""

    __slots__ = ("foreign", "open", "state", "suppressed")

    def __init__(self, state: BlockState, name: str, line: int) -> None:
        self.state = state
        self.open: list[tuple[str, int]] = [(name, line)]
        self.foreign = int(name in elements.FOREIGN)
        self.suppressed: dict[str, int] = {}

    def read(self) -> None:
        state = self.state
        src = state.src
        if self.open[0][0] in _LITERAL:
            self._literal()
            return
        while self.open:
            start = _START.search(src, state.pos)
            if start is None:
                self._text(len(src))
                for name, line in self.open:
                    report_unclosed(state, name, line)
                for name, _ in reversed(self.open[1:]):
                    state.tokens.append(Token("html_close", name, -1))
                return
            self._text(start.start())
            if not (self._mark() or self._start_tag() or self._end_tag()):
                self._text(state.pos + 1)

    def _text(self, end: int) -> None:
        state = self.state
        if end > state.pos:
            state.tokens.append(Token("html_text", "", 0, content=state.src[state.pos : end]))
            state.pos = end

    def _mark(self) -> bool:
        """A comment or an instruction."""
        state = self.state
        for start, end in _MARKS:
            if state.src.startswith(start, state.pos):
                found = state.src.find(end, state.pos + len(start))
                if found < 0:
                    return False
                found += len(end)
                report_mark(state, state.src[state.pos : found])
                state.tokens.append(Token("html_raw", "", 0, content=state.src[state.pos : found]))
                state.pos = found
                return True
        return False

    def _start_tag(self) -> bool:
        state = self.state
        tag = _TAG.match(state.src, state.pos)
        if tag is None:
            return False
        name, closed, attributes, model = describe(tag, parse_html=False)
        line = state.line()
        if not (self.foreign or state.is_element(name, state.pos)):
            code = "html-unclosed" if name in elements.SWALLOWING else "html-unknown"
            reason = "is never closed" if name in elements.SWALLOWING else "is no element of HTML"
            state.document.report(code, f"{tag.group()} {reason}: shown as text", line)
            self._text(tag.end())
            return True
        if not closed and state.depth + len(self.open) >= DEEPEST:
            state.document.report("nesting-too-deep", f"more than {DEEPEST} levels: tags are shown as text", line)
            self.suppressed[name] = self.suppressed.get(name, 0) + 1
            self._text(tag.end())
            return True
        state.pos = tag.end()
        opening = element_token(name, attributes, block=False)
        state.tokens.append(opening)
        if name in elements.VOID_ELEMENTS:
            opening.type, opening.nesting = "html_void", 0
        elif closed:
            state.tokens.append(Token("html_close", name, -1))
        elif model == "raw" and name not in _LITERAL:
            self.open.append((name, line))
            self.foreign += name in elements.FOREIGN
        else:
            depth, state.depth = state.depth, state.depth + len(self.open)
            fill(state, name, model, line)
            state.depth = depth
            state.tokens.append(Token("html_close", name, -1))
        return True

    def _end_tag(self) -> bool:
        state = self.state
        tag = _CLOSE_TAG.match(state.src, state.pos)
        if tag is None:
            return False
        current, _ = self.open[-1]
        name = tag.group(1).lower() if current in elements.HTML_ELEMENTS else tag.group(1)
        if self.suppressed.get(name):
            self.suppressed[name] -= 1
            self._text(tag.end())
        elif name == current:
            self.open.pop()
            self.foreign -= name in elements.FOREIGN
            state.pos = tag.end()
            if self.open:
                state.tokens.append(Token("html_close", name, -1))
        else:
            state.document.report("html-stray-end", f"{tag.group()} closes nothing: shown as text", state.line())
            self._text(tag.end())
        return True

    def _literal(self) -> None:
        """A script or a style sheet, as it stands."""
        state, (name, line) = self.state, self.open[0]
        end = re.compile(rf"</{name}[ \t\r\n\f\v]*>", re.IGNORECASE).search(state.src, state.pos)
        if end is None:
            report_unclosed(state, name, line)
        content = state.src[state.pos : end.start() if end else len(state.src)]
        state.tokens.append(Token("html_raw", "", 0, content=content))
        state.pos = end.end() if end else len(state.src)
