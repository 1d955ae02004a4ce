"""One block to lines: the place that knows every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from tui_course.model.block import (
    Admonition,
    Ask,
    Bibliography,
    Block,
    CodeBlock,
    Columns,
    DefinitionList,
    DiagramBlock,
    Embed,
    Figure,
    Footnotes,
    Heading,
    ListBlock,
    MathBlock,
    Media,
    Paragraph,
    Quote,
    Reveal,
    Rule,
    Table,
    Unknown,
)
from tui_course.model.inline import Text
from tui_course.model.walk import all_blocks, own_inlines
from tui_course.typeset.anchors import own_anchors
from tui_course.typeset.code import code_block
from tui_course.typeset.context import Context
from tui_course.typeset.lists import definition_list, list_block
from tui_course.typeset.media import embed, figure, media
from tui_course.typeset.notes import bibliography, footnotes
from tui_course.typeset.prose import admonition, heading, math_block, paragraph, quote, reveal, rule, unknown
from tui_course.typeset.spacing import gap

if TYPE_CHECKING:
    from tui_course.typeset.line import Line
    from tui_course.typeset.setting import Setting

__all__ = ["gap", "typeset", "typeset_inside"]

_DEEPEST = 60  # levels of blocks in blocks; what is deeper loses its frames, not its words


def typeset(block: Block, setting: Setting) -> list[Line]:
    """One block as lines of at most `setting.width` cells but for those that are wide; no blank lines around it."""
    return Context(setting, typeset_inside).block(block, setting.measure)


def typeset_inside(block: Block, context: Context, width: int) -> list[Line]:  # noqa: C901, PLR0911, PLR0912  a table of all kinds
    """One block in `width` cells; `context` counts on."""
    if context.depth > _DEEPEST:
        return _flattened(block, context, width)
    match block:
        case Heading():
            return heading(block, context, width)
        case Paragraph():
            return paragraph(block, context, width)
        case ListBlock():
            return list_block(block, context, width)
        case DefinitionList():
            return definition_list(block, context, width)
        case CodeBlock():
            return code_block(block, context, width)
        case Quote():
            return quote(block, context, width)
        case Table():
            return _table(block, context, width)
        case Figure():
            return figure(block, context, width)
        case Media():
            return media(block, context, width)
        case Embed():
            return embed(block, context, width)
        case Columns():
            return _columns(block, context, width)
        case Admonition():
            return admonition(block, context, width)
        case Reveal():
            return reveal(block, context, width)
        case MathBlock():
            return math_block(block, context, width)
        case Footnotes():
            return footnotes(block, context, width)
        case Bibliography():
            return bibliography(block, context, width)
        case Rule():
            return rule(context, width)
        case Ask():
            return _ask(block, context, width)
        case DiagramBlock():
            return _diagram(block, context, width)
        case Unknown():
            return unknown(block, context, width)
        case _:
            assert_never(block)


# Few pages have these: the first one should not wait for what they need.


def _table(block: Table, context: Context, width: int) -> list[Line]:
    from tui_course.typeset.tables import table

    return table(block, context, width)


def _columns(block: Columns, context: Context, width: int) -> list[Line]:
    from tui_course.typeset.columns import columns

    return columns(block, context, width)


def _ask(block: Ask, context: Context, width: int) -> list[Line]:
    from tui_course.typeset.questions.frame import ask

    return ask(block, context, width)


def _diagram(block: DiagramBlock, context: Context, width: int) -> list[Line]:
    from tui_course.typeset.diagrams import diagram_block

    return diagram_block(block, context, width)


def _flattened(block: Block, context: Context, width: int) -> list[Line]:
    """Every word of a block and of those inside, one below the other, in a loop: nesting may be of any depth."""
    lines: list[Line] = []
    for inner in all_blocks((block,)):
        match inner:
            case CodeBlock():
                lines.extend(code_block(inner, context, width))
            case MathBlock():
                lines.extend(math_block(inner, context, width))
            case Unknown():
                lines.extend(unknown(inner, context, width))
            case Media():
                lines.extend(media(inner, context, width))
            case Embed():
                lines.extend(embed(inner, context, width))
            case Rule():
                lines.extend(rule(context, width))
            case _:
                context.reveals += isinstance(inner, Reveal)
                context.wait(*own_anchors(inner))
                if isinstance(inner, Ask):
                    lines.extend(context.inlines((Text(inner.title),), width))
                for run in own_inlines(inner):
                    lines.extend(context.inlines(run, width))
    return lines
