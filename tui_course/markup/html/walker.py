"""An HTML5 document to blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from selectolax.lexbor import LexborHTMLParser

from tui_course.markup.html import containers, figures, lists, prose, quizzes, tables, verbatim
from tui_course.markup.html.depth import bounded
from tui_course.markup.html.element import (
    BLOCK,
    INLINE,
    SKIPPED,
    attributes,
    is_hidden,
    stands_alone,
)
from tui_course.markup.html.inlines import InlineReader, trimmed
from tui_course.model.block import (
    Block,
    Figure,
    Heading,
    Paragraph,
    Reveal,
)
from tui_course.model.inline import Anchor, Break, Image, Inline, Text
from tui_course.model.problem import Severity
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from selectolax.lexbor import LexborNode

    from tui_course.markup.html.surroundings import Surroundings

MAX_DEPTH: Final = 100


def read_blocks(html: str, surroundings: Surroundings, *, in_question: bool = False) -> tuple[Block, ...]:
    """Read HTML, as browsers parse it, into blocks; `in_question` where it holds words of a question.

    Never raises on any input: what is nested deeper than `MAX_DEPTH` block elements is kept as plain words and reported, and
    so is an element that nobody knows.
    """
    body = LexborHTMLParser(bounded(html)).body
    walker = Walker(surroundings, quizzes=f"<{quizzes.ELEMENT}" in html, in_question=in_question)
    return tuple(walker.blocks(body)) if body is not None else ()


class Walker:
    """Walks a DOM once; handlers for groups of elements stand in their own files and in `_HANDLERS`.

    `quizzes` says whether there may be questions in it, `in_question` whether this place is inside one; `figures` is how many
    figures are around it.
    """

    def __init__(self, surroundings: Surroundings, *, quizzes: bool = True, in_question: bool = False) -> None:
        self.around = surroundings
        self.quizzes = quizzes
        self.in_question = in_question
        self.inlines = InlineReader(surroundings)
        self.diagrams = 0
        self.figures = 0
        self._depth = 0
        self._unknown: set[str] = set()
        self._block_inside: dict[int, bool] = {}

    def blocks(self, node: LexborNode, levels: int = 1) -> list[Block]:
        """The content of an element as blocks; runs of inlines become paragraphs.

        `levels` is how many values of the model the element makes around them: their depth is what costs a reader.
        """
        return self._flow(node.iter(include_text=True), levels) if self._depth < MAX_DEPTH else self._bare(node)

    def inner_block(self, node: LexborNode, tag: str) -> list[Block]:
        """A block element that no `blocks` around it counts: a column, or what stands in a list without being an item."""
        if self._depth >= MAX_DEPTH:
            return self._bare(node)
        self._depth += 2
        try:
            return self.block(node, tag)
        finally:
            self._depth -= 2

    def _bare(self, node: LexborNode) -> list[Block]:
        """The words of what is nested too deep."""
        self.around.report("nesting", Severity.WARNING, f"elements nested deeper than {MAX_DEPTH} are shown as plain words")
        return self.paragraphs(self.inlines.text(node.text(separator=" ")))

    def inside_question(self, nodes: Iterable[LexborNode]) -> list[Block]:
        """What stands between the marks of a question, as blocks."""
        self.in_question = True
        try:
            return self._flow(nodes, 2)
        finally:
            self.in_question = False

    def _flow(self, nodes: Iterable[LexborNode], levels: int) -> list[Block]:
        self._depth += levels
        try:
            return self._read(quizzes.gathered(self, nodes) if self.quizzes else nodes)
        finally:
            self._depth -= levels

    def _read(self, nodes: Iterable[LexborNode | quizzes.Quiz]) -> list[Block]:
        out: list[Block] = []
        run: list[Inline] = []
        for child in nodes:
            if isinstance(child, quizzes.Quiz):
                out.extend(self.paragraphs(run))
                run = []
                out.extend(quizzes.question(self, child))
                continue
            tag = child.tag or ""
            if tag == "-text":
                run.extend(self.inlines.text(child.text_content or ""))
            elif tag.startswith("-") or tag in SKIPPED:
                continue
            elif self.is_block(child, tag):
                out.extend(self.paragraphs(run))
                run = []
                out.extend(self.block(child, tag))
            else:
                if tag not in INLINE:
                    self._note_unknown(tag)
                run.extend(self.inlines.element(child, tag))
        out.extend(self.paragraphs(run))
        return out

    def is_block(self, node: LexborNode, tag: str) -> bool:
        """Whether an element stands on lines of its own: by its name, or because something in it does."""
        if tag in BLOCK:
            return True
        attrs = node.attributes
        if tag == "tui-math":
            return attrs.get("display") == "block"
        if tag == "tui-unknown":
            return stands_alone(node)
        return tag not in {"code", "button", "svg", "math"} and self._has_block(node)

    def _has_block(self, node: LexborNode, depth: int = 0) -> bool:
        key = node.mem_id
        if (known := self._block_inside.get(key)) is not None:
            return known
        found = False
        if depth < MAX_DEPTH:
            for child in node.iter():
                tag = child.tag or ""
                if tag in BLOCK or (tag not in {"code", "svg"} and self._has_block(child, depth + 1)):
                    found = True
                    break
        self._block_inside[key] = found
        return found

    def paragraphs(self, run: list[Inline]) -> list[Block]:
        """A run of inlines as a paragraph, a figure or a formula of its own; then what the run hides."""
        children = trimmed(run)
        out: list[Block] = []
        if children:
            figure = _alone(children)
            out.extend(figures.placed(self, figure) if figure is not None else (Paragraph(children),))
        if self.inlines.hidden:
            out.extend(Reveal((), (Paragraph(words),), hidden=True) for words in self.inlines.hidden)
            self.inlines.hidden.clear()
        return out

    def block(self, node: LexborNode, tag: str) -> list[Block]:
        """One block element."""
        attrs = attributes(node)
        if is_hidden(attrs):
            inner = self.blocks(node) if tag in {"div", "p", "section", "span"} else self._dispatch(node, tag, attrs)
            summary = self.inlines.buttons.get(attrs.get("id", ""), ())
            return [Reveal(summary, tuple(inner), hidden=True)] if inner else []
        found = self._dispatch(node, tag, attrs)
        name = visible(attrs.get("id", ""))
        return anchored(found, name) if name and tag[:1] != "h" and tag != "figure" else found

    def _dispatch(self, node: LexborNode, tag: str, attrs: dict[str, str]) -> list[Block]:
        handler = _HANDLERS.get(tag)
        if handler is not None:
            return handler(self, node, attrs)
        if tag not in BLOCK and tag not in INLINE:
            self._note_unknown(tag)
        return containers.container(self, node, attrs)

    def _note_unknown(self, tag: str) -> None:
        if tag not in self._unknown:
            self._unknown.add(tag)
            self.around.report(
                "html-unknown", Severity.NOTE, f"the element <{tag}> is not known; its content is shown", f"<{tag}"
            )


def anchored(blocks: list[Block], name: str) -> list[Block]:
    """Blocks whose start can be linked to as `name`."""
    mark = Anchor(name)
    if blocks and isinstance(blocks[0], Paragraph):
        return [Paragraph((mark, *blocks[0].children)), *blocks[1:]]
    if blocks and isinstance(blocks[0], Heading):
        first = blocks[0]
        return [Heading(first.level, (mark, *first.children), first.id), *blocks[1:]]
    return [Paragraph((mark,)), *blocks]


def _alone(children: tuple[Inline, ...]) -> Figure | None:
    """A figure where a paragraph is nothing but pictures, else None."""
    images = tuple(child for child in children if isinstance(child, Image))
    if not images:
        return None
    rest = [child for child in children if not isinstance(child, Image | Break | Anchor)]
    if any(not isinstance(child, Text) or child.text.strip() for child in rest):
        return None
    name = next((child.id for child in children if isinstance(child, Anchor)), "")
    return Figure(images, id=name)


_HANDLERS: Final[Mapping[str, Callable[[Walker, LexborNode, dict[str, str]], list[Block]]]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), prose.heading),
    "p": prose.paragraph,
    "pre": verbatim.code,
    "hr": prose.rule,
    "blockquote": prose.quote,
    "a": prose.link,
    "ul": lists.bullets,
    "ol": lists.numbers,
    "menu": lists.bullets,
    "dir": lists.bullets,
    "li": lists.stray_item,
    "dl": lists.definitions,
    "table": tables.table,
    "thead": tables.table,
    "tbody": tables.table,
    "tfoot": tables.table,
    "tr": tables.table,
    "figure": figures.figure,
    "video": figures.video,
    "audio": figures.video,
    "iframe": figures.embed,
    "object": figures.embed,
    "embed": figures.embed,
    "details": containers.details,
    "tui-math": verbatim.math,
    quizzes.ELEMENT: quizzes.element,
    "tui-unknown": verbatim.unknown,
}
