"""Footnotes: the numbers of their marks, and the notes behind the page."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui_course.markup.kramdown.core.placeholders import placeholder
from tui_course.markup.kramdown.document import document_of
from tui_course.model.problem import Severity
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.rules_core.state_core import StateCore

    from tui_course.markup.kramdown.document import Document

_BACKLINK: Final = '{space}<a href="#fnref:{name}" class="reversefootnote" role="doc-backlink">{text}</a>'


def footnotes(state: StateCore) -> None:
    """Number the notes in the order of their first marks and put them where the page wants them, or at its end."""
    document = document_of(state.env)
    if not document.footnotes:
        return
    marks = _Marks(document.options.footnote_nr, document.options.footnote_prefix)
    marks.number(state.tokens)
    items: list[Token] = []
    # A note may hold the first mark of another one, which makes the list grow.
    for name in marks.order:
        tokens = document.footnotes[name].tokens
        item = _item(name, document, tokens, marks.repeats[name])
        marks.number(tokens)
        items += item
    for name, definition in document.footnotes.items():
        if name not in marks.repeats:
            document.report(
                "footnote-unused", f"nothing refers to the note [^{name}]: not shown", definition.line, Severity.NOTE
            )
    if items:
        _insert(state.tokens, document, items)


@dataclass(slots=True)
class _Marks:
    """The notes in the order of their first marks, and how often each has been referred to again."""

    first: int
    prefix: str
    order: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    repeats: dict[str, int] = field(default_factory=dict)

    def number(self, tokens: Iterable[Token]) -> None:
        """Number the marks in some text."""
        for token in tokens:
            for child in token.children or ():
                if child.type == "footnote_ref":
                    name = child.meta["name"]
                    if name not in self.numbers:
                        self.numbers[name] = self.first + len(self.order)
                        self.order.append(name)
                    self.repeats[name] = self.repeats.get(name, -1) + 1
                    child.meta.update(number=self.numbers[name], id=self.prefix + name, repeat=self.repeats[name])


def _item(name: str, document: Document, tokens: list[Token], count: int) -> list[Token]:
    """A note with the links back to its marks."""
    options = document.options
    shown = options.footnote_prefix + name
    content = list(tokens)
    inline = _last_text(content, anywhere=options.footnote_backlink_inline)
    if options.footnote_backlink:
        links = [_BACKLINK.format(space="\u00a0" if inline else "", name=shown, text=options.footnote_backlink)]
        links += [
            _BACKLINK.format(space="\u00a0", name=f"{shown}:{index}", text=f"{options.footnote_backlink}<sup>{index + 1}</sup>")
            for index in range(1, count + 1)
        ]
        back = Token("html_raw", "", 0, content="".join(links))
        if inline:
            inline.children = [*(inline.children or ()), back]
        else:
            content += [
                Token("paragraph_open", "p", 1, block=True),
                Token("inline", "", 0, children=[back]),
                Token("paragraph_close", "p", -1, block=True),
            ]
    opening = Token("footnote_open", "li", 1, attrs={"id": f"fn:{shown}", "role": "doc-endnote"}, block=True)
    return [opening, *content, Token("footnote_close", "li", -1, block=True)]


def _last_text(tokens: list[Token], *, anywhere: bool) -> Token | None:
    """The text of the paragraph that ends a note, or with `anywhere` of the one that ends its last list or quote."""
    index = len(tokens)
    while (
        anywhere
        and index
        and tokens[index - 1].nesting == -1
        and tokens[index - 1].tag not in {"p", "h1", "h2", "h3", "h4", "h5", "h6"}
    ):
        index -= 1
    ends = {"paragraph_close", "heading_close"} if anywhere else {"paragraph_close"}
    return tokens[index - 2] if index > 1 and tokens[index - 1].type in ends else None


def _insert(tokens: list[Token], document: Document, items: list[Token]) -> None:
    options = document.options
    order = Token("footnotes_open", "ol", 1, block=True)
    if options.footnote_nr != 1:
        order.attrs["start"] = options.footnote_nr
    section = [
        Token("footnotes_open", "div", 1, attrs={"class": "footnotes", "role": "doc-endnotes"}, block=True),
        order,
        *items,
        Token("footnotes_close", "ol", -1, block=True),
        Token("footnotes_close", "div", -1, block=True),
    ]
    start, end = placeholder(tokens, "footnotes")
    tokens[start:end] = section
