"""Where the span rules stand in a text, and what they have made of it so far."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup.kramdown.document import DEEPEST
from tui_course.markup.kramdown.missing import Missing
from tui_course.markup.kramdown.tags import ClosingTags

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tui_course.markup.kramdown.document import Document

    InlineRule = Callable[["InlineState"], bool]
    InlineRules = Mapping[str, Sequence[InlineRule]]

# What the spans around a place are.
EMPHASIS: Final = 1
STRONG: Final = 2
LINK: Final = 4

_LINE_END: Final = re.compile("\n")
# Where a rule may begin; each alternative begins with a literal character, which lets the search skip plain text.
SPECIAL: Final = re.compile(r"""\*|_|`|<|\[|\]|\$|&|\\|"|'|~~|!\[|\{:|--|\.\.\.|>>|  (?=\n)""")


class Symbol(str):
    """Text that stands for something else, such as a typographic mark: an attribute list behind it is not text."""

    __slots__ = ()


class InlineState:
    """A scanner over one block's text.

    `out` holds tokens and the text between them. `context` says in which spans this place stands, `parent` in which directly.
    `images` counts the pictures made directly in the span that is being read. `failed` remembers for each kind of span the
    places from which its end was looked for in vain; `fuel` bounds the work on a text whose marks fit together badly. `blanks`
    says that a run of underscores is a place to fill in.
    """

    __slots__ = (
        "blanks",
        "closing",
        "context",
        "depth",
        "document",
        "failed",
        "foreign",
        "fuel",
        "images",
        "last_bracket",
        "line",
        "line_ends",
        "missing",
        "out",
        "parent",
        "pos",
        "raw",
        "rules",
        "src",
        "told",
    )

    def __init__(self, src: str, document: Document, line: int, depth: int = 0) -> None:
        self.src = src
        self.document = document
        self.rules: InlineRules = document.rules.spans
        self.line = line
        self.line_ends: list[int] | None = None
        self.depth = depth
        self.pos = 0
        self.out: list[Token | str] = []
        self.context = 0
        self.parent = 0
        self.images = 0
        self.raw = self.told = self.blanks = False
        self.foreign = False
        self.failed: dict[tuple[str, int], set[int]] = {}
        self.missing = Missing()
        self.fuel = 2 * len(src) + 10_000
        self.closing: ClosingTags | None = None
        self.last_bracket = src.rfind("]")

    def walk(self, stop: Callable[[InlineState], bool] | None = None, failed: set[int] | None = None) -> bool:
        """Apply the rules until `stop` holds at a place where a rule may begin, or the text ends; says whether it held.

        Without `stop` the text is read to its end; with it the caller decides what happens to the rest. `failed` are the
        places from which the stop is known not to be reached.
        """
        src, out, rules = self.src, self.out, self.rules
        begin = len(out)
        visited: list[int] = []
        while True:
            pos = self.pos
            if failed is not None and len(out) > begin:
                if pos in failed:
                    break
                visited.append(pos)
            match = SPECIAL.search(src, pos)
            if match is None:
                break
            at = match.start()
            character = src[at]
            if at > pos:
                before = src[at - 1]
                if character in "\"'" or (before == " " and (character == ">" or src.startswith("<<", at))):
                    at -= 1
                    character = before
                if at > pos:
                    out.append(src[pos:at])
            self.pos = at
            self.fuel -= 1
            if self.fuel < 0 and stop is not None:
                break
            if stop is not None and stop(self):
                return True
            for rule in rules.get(character) or rules[""]:
                if rule(self):
                    break
            else:
                out.append(src[at])
                self.pos = at + 1
        if failed is not None:
            failed.update(visited)
        if stop is None:
            out.append(src[self.pos :])
            self.pos = len(src)
        return False

    def add_text(self, text: str) -> bool:
        """Take characters at this place as text; always true, as a rule's answer."""
        self.out.append(text)
        self.pos += len(text)
        return True

    def replace(self, length: int, text: str) -> bool:
        """Take `length` characters at this place as other text; always true, as a rule's answer."""
        self.out.append(Symbol(text))
        self.pos += length
        return True

    def add(self, token: Token, length: int) -> bool:
        """Take `length` characters at this place as a token; always true, as a rule's answer."""
        self.out.append(token)
        self.pos += length
        return True

    def close(self, opening: Token, kind: str) -> None:
        """Add the closing token of a span."""
        self.out.append(Token(kind, opening.tag, -1, meta={"open": opening}))

    @property
    def here(self) -> int:
        """The line of the page at this place."""
        if self.line_ends is None:
            self.line_ends = [match.start() for match in _LINE_END.finditer(self.src)]
        return self.line + bisect_left(self.line_ends, self.pos)

    def is_element(self, name: str) -> bool:
        """Whether a tag of this name at this place is an element, not text between angle brackets."""
        if self.closing is None:
            self.closing = ClosingTags(self.src)
        return self.closing.is_element(name, self.pos)

    @property
    def exhausted(self) -> bool:
        """Whether marks are taken as text from here on: the spans are too deep, or too much work has been done in vain."""
        if self.depth < DEEPEST and self.fuel >= 0:
            return False
        if not self.told:
            self.told = True
            if self.fuel < 0:
                message = "too many marks that end nowhere: the rest is shown as text"
                self.document.report("marks-unbalanced", message, self.here)
            else:
                message = f"more than {DEEPEST} levels: marks are shown as text"
                self.document.report("nesting-too-deep", message, self.here)
        return True
