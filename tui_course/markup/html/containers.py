"""Elements that hold other blocks: call-outs, columns, details, notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_course.markup.html import lists, quizzes
from tui_course.markup.html.element import admonition_kind, attributes, declarations
from tui_course.markup.html.inlines import trimmed
from tui_course.model.block import Admonition, Block, Column, Columns, Heading, Paragraph, Reveal
from tui_course.model.inline import Style, Styled

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from tui_course.markup.html.walker import Walker

_PERCENT = re.compile(r"(\d{1,3})(?:\.\d+)?%")
_GRID_COLUMN = re.compile(r"(?:^|\s)(?:col|column|columns|col-(?:(?:xs|sm|md|lg|xl)-)?(\d{1,2}|auto))(?=\s|$)")
_GRID_WIDTH = 12
_FULL_WIDTH = 100
_MIN_COLUMNS = 2
_TITLE_CLASSES = frozenset(("admonition-title", "callout-title", "alert-heading", "notice-title", "title"))


def container(walker: Walker, node: LexborNode, attrs: dict[str, str]) -> list[Block]:
    """A `div` or its like: what its classes and style make of it, else just its content."""
    classes = attrs.get("class", "")
    if "footnotes" in classes.split() or attrs.get("role") == "doc-endnotes":
        return [lists.footnotes(walker, node)]
    kind = admonition_kind(classes) if classes else ""
    if kind and node.tag != "li":
        inner = _inside(walker, node)
        return [admonition(kind, inner, titled=_has_title(node))] if inner else []
    return _inside(walker, node)


def _inside(walker: Walker, node: LexborNode) -> list[Block]:
    children = [child for child in node.iter() if child.tag and not child.tag.startswith("-")]
    if len(children) >= _MIN_COLUMNS and (columns := _columns(walker, node, children)) is not None:
        return columns
    return walker.blocks(node)


def _columns(walker: Walker, node: LexborNode, children: list[LexborNode]) -> list[Block] | None:
    """Columns, where the children of an element stand side by side; None where they do not."""
    if walker.quizzes and any(quizzes.is_mark(child) for child in children):
        return None
    if any(child.tag == "-text" and (child.text_content or "").strip() for child in node.iter(include_text=True)):
        return None
    side, width = _float(children[0])
    if side and children[0].tag in {"div", "aside", "section", "figure"}:
        return _floated(walker, children, side, width)
    style = declarations(attributes(node).get("style", ""))
    in_row = style.get("display") in {"flex", "grid", "inline-flex"} and "column" not in style.get("flex-direction", "")
    grid = [_GRID_COLUMN.search(attributes(child).get("class", "")) for child in children]
    if not in_row and not all(grid):
        return None
    found: list[Column] = []
    for child, match in zip(children, grid, strict=True):
        share = int(match[1]) if match and match[1] and match[1].isdigit() else 0
        width = round(_FULL_WIDTH * min(share, _GRID_WIDTH) / _GRID_WIDTH) or None
        found.append(Column(tuple(walker.inner_block(child, child.tag or "div")), width or _width(child)))
    filled = tuple(column for column in found if column.blocks)
    if len(filled) < _MIN_COLUMNS or any(column.width == _FULL_WIDTH for column in filled):
        return [block for column in filled for block in column.blocks]
    return [Columns(filled)]


def _floated(walker: Walker, children: list[LexborNode], side: str, width: int | None) -> list[Block]:
    """A floating element and what flows beside it."""
    first = Column(tuple(walker.inner_block(children[0], children[0].tag or "div")), width)
    rest = tuple(block for child in children[1:] for block in walker.inner_block(child, child.tag or "div"))
    if not first.blocks or not rest:
        return [*first.blocks, *rest]
    return [Columns((first, Column(rest)), reverse=side == "right")]


def _float(node: LexborNode) -> tuple[str, int | None]:
    style = declarations(attributes(node).get("style", ""))
    side = style.get("float", "")
    return (side, _width(node)) if side in {"left", "right"} else ("", None)


def _width(node: LexborNode) -> int | None:
    match = _PERCENT.fullmatch(declarations(attributes(node).get("style", "")).get("width", ""))
    return min(int(match[1]), _FULL_WIDTH) or None if match else None


def _has_title(node: LexborNode) -> bool:
    first = next((child for child in node.iter() if child.tag and not child.tag.startswith("-")), None)
    return first is not None and bool(_TITLE_CLASSES & set(attributes(first).get("class", "").split()))


def admonition(kind: str, blocks: list[Block], *, titled: bool = False) -> Admonition:
    """A call-out; a heading that opens it, or a paragraph all in bold that its author marked, is its title."""
    first = blocks[0] if blocks else None
    if isinstance(first, Heading):
        return Admonition(kind, first.children, tuple(blocks[1:]))
    if titled and isinstance(first, Paragraph):
        children = first.children
        if len(children) == 1 and isinstance(children[0], Styled) and children[0].style is Style.STRONG:
            children = children[0].children
        return Admonition(kind, children, tuple(blocks[1:]))
    return Admonition(kind, (), tuple(blocks))


def details(walker: Walker, node: LexborNode, attrs: dict[str, str]) -> list[Block]:
    """Blocks that open on demand."""
    summary = next((child for child in node.iter() if child.tag == "summary"), None)
    words = trimmed(walker.inlines.children(summary)) if summary is not None else ()
    if summary is not None:
        summary.decompose()
    return [Reveal(words, tuple(walker.blocks(node)), open="open" in attrs)]
