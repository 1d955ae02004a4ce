"""Lists, definition lists, footnotes and reference lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_course.markup.html.element import BLOCK, SKIPPED, attributes
from tui_course.markup.html.inlines import trimmed
from tui_course.model.block import (
    Bibliography,
    BibliographyEntry,
    Block,
    Definition,
    DefinitionList,
    Footnote,
    Footnotes,
    ListBlock,
    ListItem,
    Paragraph,
)
from tui_course.model.inline import Anchor
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from tui_course.markup.html.walker import Walker
    from tui_course.model.inline import Inline

_NUMBER = re.compile(r"-?\d{1,9}")


def bullets(walker: Walker, node: LexborNode, attrs: dict[str, str]) -> list[Block]:
    """A list without numbers."""
    if "bibliography" in attrs.get("class", "").split():
        return [_bibliography(walker, node)]
    items = tuple(ListItem(tuple(blocks)) for _, blocks in _items(walker, node))
    return [ListBlock(items)] if items else []


def numbers(walker: Walker, node: LexborNode, attrs: dict[str, str]) -> list[Block]:
    """A numbered list."""
    if "bibliography" in attrs.get("class", "").split():
        return [_bibliography(walker, node)]
    found = _items(walker, node)
    step = -1 if "reversed" in attrs else 1
    number = _integer(attrs.get("start", ""), len(found) if step < 0 else 1)
    items = []
    for value, blocks in found:
        number = _integer(value, number)
        items.append(ListItem(tuple(blocks), number))
        number += step
    numeral = attrs.get("type", "1")
    return (
        [ListBlock(tuple(items), ordered=True, numeral=numeral if numeral in {"1", "a", "A", "i", "I"} else "1")]
        if items
        else []
    )


def stray_item(walker: Walker, node: LexborNode, attrs: dict[str, str]) -> list[Block]:
    """An item outside a list."""
    del attrs
    return [ListBlock((ListItem(tuple(walker.blocks(node))),))]


def _integer(text: str, default: int) -> int:
    return int(text) if _NUMBER.fullmatch(text.strip()) else default


def _items(walker: Walker, node: LexborNode) -> list[tuple[str, list[Block]]]:
    """The items of a list with their `value`; what stands between items is an item too, so that it is not lost."""
    out: list[tuple[str, list[Block]]] = []
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if tag == "li":
            attrs = attributes(child)
            blocks = walker.inner_block(child, "p") if "style" in attrs or "hidden" in attrs else walker.blocks(child, 2)
            if name := visible(attrs.get("id", "")):
                blocks = [Paragraph((Anchor(name),)), *blocks] if not blocks else _marked(blocks, name)
            out.append((attrs.get("value", ""), blocks))
        elif tag == "-text":
            if blocks := walker.paragraphs(walker.inlines.text(child.text_content or "")):
                out.append(("", blocks))
        elif not tag.startswith("-") and tag not in SKIPPED:
            blocks = _between(walker, child, tag)
            if blocks and tag in {"ul", "ol"} and out:
                out[-1][1].extend(blocks)
            elif blocks:
                out.append(("", blocks))
    return out


def _between(walker: Walker, node: LexborNode, tag: str) -> list[Block]:
    """What stands in a list and is no part of one."""
    return walker.inner_block(node, tag) if tag in BLOCK else walker.paragraphs(walker.inlines.element(node, tag))


def _marked(blocks: list[Block], name: str) -> list[Block]:
    first = blocks[0]
    if isinstance(first, Paragraph):
        return [Paragraph((Anchor(name), *first.children)), *blocks[1:]]
    return [Paragraph((Anchor(name),)), *blocks]


def definitions(walker: Walker, node: LexborNode, attrs: dict[str, str]) -> list[Block]:
    """A definition list; terms in a row share the descriptions that follow, and what is neither belongs to those before it."""
    del attrs
    groups: list[tuple[list[tuple[Inline, ...]], list[tuple[Block, ...]]]] = []
    for child in _definition_parts(node):
        if child.tag == "dt":
            if not groups or groups[-1][1]:
                groups.append(([], []))
            name = visible(attributes(child).get("id", ""))
            term = trimmed(walker.inlines.children(child))
            groups[-1][0].append((Anchor(name), *term) if name else term)
            continue
        tag = child.tag or ""
        if tag == "dd":
            found = walker.blocks(child, 2)
        elif tag == "-text":
            found = walker.paragraphs(walker.inlines.text(child.text_content or ""))
        elif tag.startswith("-") or tag in SKIPPED:
            continue
        else:
            found = _between(walker, child, tag)
        if found or tag == "dd":
            if not groups:
                groups.append(([], []))
            groups[-1][1].append(tuple(found))
    return [DefinitionList(tuple(Definition(tuple(terms), tuple(found)) for terms, found in groups))] if groups else []


def _definition_parts(node: LexborNode) -> Iterator[LexborNode]:
    """The children of a definition list, and those of the `div` that may group them."""
    for child in node.iter(include_text=True):
        if child.tag == "div":
            yield from child.iter(include_text=True)
        else:
            yield child


def footnotes(walker: Walker, node: LexborNode) -> Footnotes:
    """The notes at the end of a page; their way back is the reader's own."""
    notes = []
    for number, item in enumerate(_own_items(node), 1):
        name = visible(attributes(item).get("id", ""))
        notes.append(Footnote(name, str(number), tuple(walker.blocks(item, 2))))
    return Footnotes(tuple(notes))


def _own_items(node: LexborNode) -> Iterator[LexborNode]:
    """The items of the first list in an element, not those of a list inside them."""
    first = node if node.tag in {"ol", "ul"} else node.css_first("ol, ul")
    if first is not None:
        yield from (child for child in first.iter() if child.tag == "li")


def _bibliography(walker: Walker, node: LexborNode) -> Bibliography:
    entries = []
    for item in _own_items(node):
        named = item.css_first("[id]")
        key = visible(attributes(item).get("id", "") or (attributes(named).get("id", "") if named is not None else ""))
        children = tuple(child for child in trimmed(walker.inlines.children(item)) if not isinstance(child, Anchor))
        entries.append(BibliographyEntry(key, children))
    return Bibliography(tuple(entries))
