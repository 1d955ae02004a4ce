"""What is written in a notation of its own: code, diagrams, formulas, and what nobody understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup.html.diagrams import diagram_block
from tui_course.markup.html.element import attributes, language
from tui_course.markup.mermaid.languages import is_mermaid
from tui_course.model.block import Block, CodeBlock, MathBlock, Unknown
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from tui_course.markup.html.walker import Walker


def code(walker: Walker, node: LexborNode, attrs: dict[str, str]) -> list[Block]:
    """Code, or the diagram that code in a notation for diagrams is."""
    table = node.css_first("table.rouge-table td.rouge-code, td.code")
    name = ""
    for element in (node.css_first("code"), node, node.parent, node.parent.parent if node.parent else None):
        name = name or (language(attributes(element).get("class", "")) if element is not None else "")
    text = visible((table or node).text()).strip("\n")
    if is_mermaid(name) or "mermaid" in attrs.get("class", "").split():
        walker.diagrams += 1
        return [diagram_block(text, walker.diagrams, walker.around)]
    return [CodeBlock(text, name)]


def math(walker: Walker, node: LexborNode, attrs: dict[str, str]) -> list[Block]:
    """A formula of its own."""
    del attrs
    tex = visible(node.text()).strip()
    return [MathBlock(tex, walker.around.math_lines(tex))] if tex else []


def unknown(walker: Walker, node: LexborNode, attrs: dict[str, str]) -> list[Block]:
    """What an earlier step could not understand, with its source."""
    del walker
    return [Unknown(visible(node.text()), visible(attrs.get("reason", "")))]
