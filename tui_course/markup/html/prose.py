"""Headings, paragraphs, quotations and links around blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup.html.containers import admonition
from tui_course.markup.html.element import admonition_kind
from tui_course.markup.html.inlines import trimmed
from tui_course.model.block import Admonition, Block, Heading, Paragraph, Quote, Rule
from tui_course.model.inline import Link, Text
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from tui_course.markup.html.walker import Walker


def heading(walker: Walker, node: LexborNode, attrs: dict[str, str]) -> list[Block]:
    """A heading; what is hidden in it stands below."""
    level = int((node.tag or "h1")[1])
    children = trimmed(walker.inlines.children(node))
    hidden = walker.paragraphs([])
    return [Heading(level, children, visible(attrs.get("id", ""))), *hidden] if children else hidden


def paragraph(walker: Walker, node: LexborNode, attrs: dict[str, str]) -> list[Block]:
    """What a paragraph holds; one whose class says so is a callout."""
    inner = walker.blocks(node)
    kind = admonition_kind(attrs.get("class", "")) if "class" in attrs else ""
    return [Admonition(kind, (), tuple(inner))] if kind and inner else inner


def rule(walker: Walker, node: LexborNode, attrs: dict[str, str]) -> list[Block]:
    """A line across."""
    del walker, node, attrs
    return [Rule()]


def quote(walker: Walker, node: LexborNode, attrs: dict[str, str]) -> list[Block]:
    """A quotation, or a callout where its class says so."""
    kind = admonition_kind(attrs.get("class", ""))
    inner = walker.blocks(node)
    if kind:
        return [admonition(kind, inner)]
    return [Quote(tuple(inner))] if inner else []


def link(walker: Walker, node: LexborNode, attrs: dict[str, str]) -> list[Block]:
    """A link around blocks: its first paragraph or heading carries it."""
    inner = walker.blocks(node)
    href = visible(attrs.get("href", "")).strip()
    if not href:
        return inner
    target = walker.around.link(href)
    for index, block in enumerate(inner):
        if isinstance(block, Paragraph | Heading):
            link = Link(block.children, href, target.kind, target.page, target.anchor)
            inner[index] = Paragraph((link,)) if isinstance(block, Paragraph) else Heading(block.level, (link,), block.id)
            return inner
    link = Link((Text(href),), href, target.kind, target.page, target.anchor)
    return [*inner, Paragraph((link,))]
