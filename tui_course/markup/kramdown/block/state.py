"""Where the block rules stand in a text, and what they have made of it so far."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup import quiz_marks
from tui_course.markup.kramdown import elements, patterns
from tui_course.markup.kramdown.attributes import AttributeList
from tui_course.markup.kramdown.document import DEEPEST
from tui_course.markup.kramdown.missing import Missing
from tui_course.markup.kramdown.tags import ClosingTags
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tui_course.markup.kramdown.document import Document

    BlockRule = Callable[["BlockState"], bool]
    BlockRules = Mapping[str, Sequence[BlockRule]]

_FIRST_CHARACTER: Final = re.compile(r" {0,3}(.)", re.DOTALL)
_TAG: Final = re.compile(patterns.TAG)
_FIRST_WORD: Final = re.compile(r"\w+")


@dataclass(slots=True)
class Block:
    """A block among its siblings; `token` is its opening one, `text` and `close` those of a paragraph.

    `kind` is the token's type without `_open`, or `blank`, `end` (a mark that ends a block), `definition` (of a link, a note
    or an abbreviation) or `silent` (another line that shows nothing).
    """

    kind: str
    token: Token | None = None
    text: Token | None = None
    close: Token | None = None
    attributes: AttributeList | None = None
    source: str = ""

    def attribute_list(self) -> AttributeList:
        """The list to which `{: ...}` adds."""
        if self.attributes is None:
            self.attributes = AttributeList()
            self._attach()
        return self.attributes

    def take(self, attributes: AttributeList | None) -> None:
        """Take over the list that was written before the block."""
        if attributes is not None:
            self.attributes = attributes
            self._attach()

    def _attach(self) -> None:
        if self.token is not None:
            self.token.meta["attributes"] = self.attributes


class BlockState:
    """A scanner over one container's text.

    `children` are the container's blocks so far, `tokens` what will be rendered, `pending` the attribute list that waits for
    the next block, `element` the HTML element whose end tag ends the container.
    """

    __slots__ = (
        "_counted",
        "_line",
        "children",
        "closed",
        "closing",
        "depth",
        "document",
        "element",
        "missing",
        "open_fences",
        "pending",
        "pos",
        "src",
        "tokens",
    )

    def __init__(self, src: str, document: Document, line: int = 1, depth: int = 0) -> None:
        self.src = src
        self.document = document
        self.depth = depth
        self.pos = 0
        self.tokens: list[Token] = []
        self.children: list[Block] = []
        self.pending: AttributeList | None = None
        self.element = ""
        self.closed = False
        self.closing: ClosingTags | None = None
        self.missing = Missing()
        self.open_fences: dict[str, int] = {}
        self._line = line
        self._counted = 0

    def parse(self) -> None:
        """Apply the rules until the text or the container ends."""
        src, rules = self.src, self.document.rules.blocks
        otherwise = rules[""]
        length = len(src)
        while self.pos < length and not self.closed:
            match = _FIRST_CHARACTER.match(src, self.pos)
            character = match.group(1) if match else ""
            if not any(rule(self) for rule in rules.get(character, otherwise)):
                self._take_bare_line()

    def nested(self, src: str, line: int) -> BlockState:
        """A state for a text of its own inside this one."""
        self.document.reading -= len(src)
        return BlockState(src, self.document, line, self.depth + 1)

    def nested_here(self, element: str) -> BlockState:
        """A state for the content of an HTML element, in the same text; the caller moves on to where it ends."""
        state = BlockState(self.src, self.document, self.line(), self.depth + 1)
        state.pos = state._counted = self.pos
        state.closing = self.closing = self.closing or ClosingTags(self.src)
        state.open_fences = self.open_fences
        state.missing = self.missing
        state.element = element
        return state

    @property
    def too_deep(self) -> bool:
        """Whether another level would be deeper than is shown, or too much text has been read again level by level."""
        return self.depth >= DEEPEST or self.document.reading < 0

    def line(self, pos: int | None = None) -> int:
        """The line of the page at a position, which must not lie before one asked for earlier."""
        pos = self.pos if pos is None else pos
        if pos > self._counted:
            self._line += self.src.count("\n", self._counted, pos)
            self._counted = pos
        return self._line

    # -- what has been made ------------------------------------------------------------------------------------------

    @property
    def last(self) -> Block | None:
        """The block before this place."""
        return self.children[-1] if self.children else None

    def add(self, kind: str, token: Token | None = None, source: str = "") -> Block:
        """Add a block, which takes the waiting attribute list."""
        block = Block(kind, token, source=source)
        block.take(self.pending)
        self.pending = None
        self.children.append(block)
        if token is not None:
            self.tokens.append(token)
        return block

    def add_unattributed(self, kind: str, token: Token | None) -> None:
        """Add what takes no attributes, such as a comment; a waiting list goes on waiting."""
        self.children.append(Block(kind, token))
        if token is not None:
            self.tokens.append(token)

    def add_leaf(self, kind: str, tag: str, text: str) -> Block:
        """Add a block that holds a line of text, such as a heading or a paragraph."""
        opening = Token(kind + "_open", tag, 1, block=True)
        block = self.add(kind, opening)
        line = self.line()
        block.text = self.add_text(text, line)
        block.close = Token(kind + "_close", tag, -1, block=True)
        self.tokens.append(block.close)
        return block

    def add_text(self, text: str, line: int) -> Token:
        """Add text that the span rules will read."""
        token = Token("inline", "", 0, map=[line, line], content=text)
        if self.document.outside is not None:
            token.meta["blanks"] = True
        self.tokens.append(token)
        return token

    def add_container(self, kind: str, tag: str, content: BlockState) -> Block:
        """Add a block that holds other blocks."""
        block = self.add(kind, Token(kind + "_open", tag, 1, block=True))
        self.tokens += content.tokens
        self.tokens.append(Token(kind + "_close", tag, -1, block=True))
        return block

    def add_too_deep(self, source: str, line: int) -> None:
        """Show as it stands what is nested too deeply, from `line` of the page on."""
        self.document.report("nesting-too-deep", f"more than {DEEPEST} levels: shown as it stands", line)
        token = Token("unknown", "tui-unknown", 0, attrs={"reason": "nesting-too-deep"}, content=source, block=True)
        self.add("unknown", token)

    def _take_bare_line(self) -> None:
        """Text that no rule wants, such as a line that begins with a space and a tab."""
        match = patterns.LINE.match(self.src, self.pos)
        text = match.group() if match else self.src[self.pos :]
        block = Block("text")
        block.text = self.add_text(text, self.line())
        self.children.append(block)
        self.pos += len(text)

    # -- where this place is -----------------------------------------------------------------------------------------

    def after_boundary(self) -> bool:
        """Whether a block may begin here that needs a boundary before it."""
        last = self.last
        return last is None or last.kind in {"blank", "end"} or self.pending is not None

    def before_boundary(self) -> bool:
        """Whether a boundary follows."""
        return patterns.BOUNDARY.match(self.src, self.pos) is not None or self.quiz_line(self.pos) is not None

    def line_end(self, pos: int) -> int:
        """The position after the line's end."""
        end = self.src.find("\n", pos)
        return len(self.src) if end < 0 else end + 1

    def ends_lazy_line(self, pos: int) -> bool:
        """Whether the line at `pos` cannot continue the block before it."""
        if self.document.quizzes and self.quiz_line(pos):
            return True
        match = patterns.LAZY_END.match(self.src, pos)
        if match is None:
            return False
        name = match.group(3) or match.group(4)
        return not name or self.starts_html(pos, name, end=match.group(3) is not None)

    def quiz_line(self, pos: int) -> re.Match[str] | None:
        """The comment alone on the line at `pos` that begins or ends a question, or gives an answer inside one."""
        match = quiz_marks.LINE.match(self.src, pos) if self.document.quizzes else None
        return None if match and quiz_marks.is_answer(match) and self.document.outside is None else match

    def starts_html(self, pos: int, name: str, *, end: bool) -> bool:
        """Whether the tag at `pos` of a line ends lazy continuation: a block's element, not a span's or no element at all."""
        word = _FIRST_WORD.match(name)
        if (word and (word.group() in elements.SPAN_ELEMENTS or word.group() == "script")) or name in elements.OWN_SPAN:
            return name in elements.OWN_SPAN and not end and self.own_block(pos)
        if end:
            return self.is_element(name, pos)
        tag = _TAG.match(self.src, self.src.index("<", pos))
        return tag is None or self.is_element(name, pos)

    def own_block(self, pos: int) -> bool:
        """Whether the element of our own at `pos` says that it is a block."""
        tag = _TAG.match(self.src, self.src.index("<", pos))
        return tag is not None and 'display="block"' in tag.group(2)

    def is_element(self, name: str, pos: int) -> bool:
        """Whether a tag of this name is an element, not text between angle brackets."""
        if self.closing is None:
            self.closing = ClosingTags(self.src)
        return self.closing.is_element(name, pos)
