"""Headings, paragraphs, quotes, call-outs, reveals, formulas and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.model.block import Heading, Paragraph
from tui_course.model.inline import Text
from tui_course.model.walk import all_blocks, opens_in_place
from tui_course.typeset.anchors import anchors_in
from tui_course.typeset.context import indent, inset
from tui_course.typeset.inlines import flow
from tui_course.typeset.labels import call_out, unknown_label
from tui_course.typeset.line import Line, Role, Run, Target, Weight
from tui_course.typeset.pictures import has_pictures, with_pictures
from tui_course.typeset.source import literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_course.model.block import Admonition, MathBlock, Quote, Reveal, Unknown
    from tui_course.typeset.context import Context

_HEADING = {
    1: Weight.BOLD,
    2: Weight.BOLD,
    3: Weight.BOLD,
    4: Weight.BOLD | Weight.ITALIC,
    5: Weight.ITALIC,
    6: Weight.ITALIC | Weight.DIM,
}
_FORMULA_INDENT = 4
_RULE_WIDTH = 12


def heading(block: Heading, context: Context, width: int) -> list[Line]:
    """A heading, with a rule of its length below it on the first two levels."""
    context.wait(block.id)
    level = min(max(block.level, 1), 6)
    lines = context.inlines(block.children, width, Role.HEADING, _HEADING[level])
    if lines and level in {1, 2}:
        longest = max(context.cells(line.text) for line in lines)
        drawing = context.drawing
        rule = context.rule(drawing.heavy_rule if level == 1 else drawing.light_rule, longest)
        lines.append(Line((Run(rule, Role.RULE),)))
    return lines


def paragraph(block: Paragraph, context: Context, width: int) -> list[Line]:
    """A paragraph; pictures in lines of their own have the rows that they take."""
    if has_pictures(block.children, context):
        return with_pictures(block.children, context, width)
    return context.inlines(block.children, width)


def paragraph_height(block: Paragraph | Heading, context: Context, width: int) -> tuple[int, list[tuple[int, str]]] | None:
    """The number of lines of a block of text and its anchors by line, without making runs; None where it takes more."""
    if context.waiting or (isinstance(block, Paragraph) and has_pictures(block.children, context)):
        return None
    before = context.place
    flowed = flow(block.children, context)
    named = block.id if isinstance(block, Heading) else ""
    if flowed.anchors:
        context.return_to(before)
        return None
    height = flowed.height(width, context.cells)
    if not height:
        context.wait(named)
        return 0, []
    ruled = isinstance(block, Heading) and block.level <= 2  # noqa: PLR2004  the levels with a rule
    return height + ruled, [(0, named)] if named else []


def barred(lines: Iterable[Line], context: Context, role: Role) -> list[Line]:
    """Lines behind a bar."""
    prefix = (Run(context.drawing.bar, role), Run(" "))
    return inset(lines, prefix, prefix)


def inside_bar(context: Context, width: int) -> tuple[int, bool]:
    """The width behind a bar, and whether there is room for the bar."""
    inner = context.inside(width, context.cells(context.drawing.bar) + 1)
    return inner, inner != width


def quote(block: Quote, context: Context, width: int) -> list[Line]:
    """Words of somebody else, behind a bar."""
    inner, room = inside_bar(context, width)
    lines = context.blocks(block.blocks, inner)
    return barred(lines, context, Role.QUOTE) if room else lines


def admonition(block: Admonition, context: Context, width: int) -> list[Line]:
    """A call-out: its word and title, then its blocks, behind a bar."""
    inner, room = inside_bar(context, width)
    word, role = call_out(block)
    title = [*((Text(word),) if word else ()), *block.title]
    lines = context.inlines(title, inner, role, Weight.BOLD)
    lines += context.blocks(block.blocks, inner)
    return barred(lines, context, role) if room else lines


def reveal(block: Reveal, context: Context, width: int) -> list[Line]:
    """A summary that opens what is below it."""
    number = context.reveals
    context.reveals += 1
    setting = context.setting
    chosen = block.open if setting.open_reveals is None else number in setting.open_reveals
    opened = setting.reveal_all or chosen
    target = context.numbered(Target("reveal", str(number)))
    mark = context.drawing.opened if opened else context.drawing.closed
    head = (Run(f"{mark} ", Role.MARKER, Weight.NONE, target),)
    by = context.cells(mark) + 1
    inner = context.inside(width, by)
    lines = context.inlines(block.summary, inner, Role.QUESTION, Weight.BOLD)
    if not lines:
        lines = [Line((Run(_("Hidden") if block.hidden else _("More"), Role.QUESTION, Weight.BOLD),))]
    lines = [_pressable(line, target) for line in lines]
    lines = inset(lines, head, (Run(" " * by),)) if inner != width else [Line(head), *lines]
    if not opened:
        context.reveals += sum(opens_in_place(inner_block) for inner_block in all_blocks(block.blocks))
        lines[0] = Line(lines[0].runs, (*lines[0].anchors, *anchors_in(block.blocks)))
        return lines
    body_width, room = inside_bar(context, width)
    body = context.blocks(block.blocks, body_width)
    return lines + (barred(body, context, Role.QUESTION) if room else body)


def _pressable(line: Line, target: Target) -> Line:
    """The line of a summary: all of it opens the reveal but the links in it."""
    runs = tuple(run if run.target else Run(run.text, run.role, run.weight, target) for run in line.runs)
    return Line(runs, line.anchors, line.wide)


def math_block(block: MathBlock, context: Context, width: int) -> list[Line]:
    """A formula of its own, indented; wide where it has no room."""
    texts = [text.rstrip(" ") for line in (block.lines or (block.tex,)) for text in literal(line).split("\n")]
    lines = [Line((Run(text, Role.MATH),) if text else (), wide=context.cells(text) > width) for text in texts]
    longest = max((context.cells(line.text) for line in lines), default=0)
    return indent(lines, max(0, min(_FORMULA_INDENT, width - longest)))


def rule(context: Context, width: int) -> list[Line]:
    """A short line in the middle."""
    text = context.rule(context.drawing.rule, min(_RULE_WIDTH, width))
    return indent([Line((Run(text, Role.RULE),))], (width - context.cells(text)) // 2)


def unknown(block: Unknown, context: Context, width: int) -> list[Line]:
    """What could not be understood: why, and its source as it stands."""
    inner, room = inside_bar(context, width)
    lines = context.inlines((Text(unknown_label(block.reason)),), inner, Role.PROBLEM, Weight.BOLD)
    for text in literal(block.source).strip("\n").split("\n"):
        lines.append(Line((Run(text, Role.CODE),) if text else (), wide=context.cells(text) > inner))
    return barred(lines, context, Role.PROBLEM) if room else lines
