"""A formula in two dimensions."""

from __future__ import annotations

from typing import Final

from tui_course.markup.math.arrays import array_box
from tui_course.markup.math.box import Box, aligned, beside, blank, stacked, text_box, widened
from tui_course.markup.math.clear import is_clear, is_flat, is_wide
from tui_course.markup.math.fences import fence, fenced
from tui_course.markup.math.letters import LINES, RAISED, WIDE, small
from tui_course.markup.math.line import accented, fraction, hung, line, part_text, primes
from tui_course.markup.math.spacing import Placed, has_limits, place, vulgar
from tui_course.markup.math.tree import (
    Accent,
    Array,
    Arrow,
    Boxed,
    Brace,
    Fence,
    Fraction,
    Node,
    Role,
    Root,
    Row,
    Script,
    Space,
    Stack,
    Symbol,
    Words,
)

# An integral grows with what it integrates only where that is taller than a fraction of two lines.
_TALL: Final = 4


def draw(row: Row) -> Box:
    """`row` as a box: one line high where that is clear. Raises TooLarge where it would be immense."""
    if is_clear(row):
        return text_box(line(row).strip())
    return _row(row)


def _row(row: Row) -> Box:
    placed = place(row)
    boxes = [_node(part.node) for part in placed]
    parts: list[Box] = []
    for index, (part, box) in enumerate(zip(placed, boxes, strict=True)):
        parts.append(blank(_gap(placed, boxes, index)))
        parts.append(_grown(part.node, boxes[index + 1 :]) if _is_integral(part.node) else box)
    return beside(parts)


def _gap(placed: tuple[Placed, ...], boxes: list[Box], index: int) -> int:
    """The room before a part; a tall one keeps off a letter, where a line has brackets or small characters to part them."""
    gap = placed[index].gap
    if not index or gap:
        return gap
    before, after = placed[index - 1], placed[index]
    if Role.FRACTION in (before.right, after.left):
        tight = before.right in (Role.OPEN, Role.PREFIX) or after.left in (Role.CLOSE, Role.PUNCTUATION, Role.POSTFIX)
        return int(not tight or before.right is Role.PREFIX)
    return int(isinstance(after.node, Script) and boxes[index].height > 1 and has_limits(after.node))


def _is_integral(node: Node) -> bool:
    sign = node.base if isinstance(node, Script) else node
    return isinstance(sign, Symbol) and sign.text == "∫"


def _grown(node: Node, following: list[Box]) -> Box:
    """An integral, as tall as what stands behind it if that is tall."""
    tallest = max(following, key=lambda box: box.height, default=None)
    if tallest is None or tallest.height < _TALL:
        return _node(node)
    return _limits(fence("∫", tallest.height, tallest.baseline), node if isinstance(node, Script) else Script(node))


def _node(node: Node) -> Box:
    match node:
        case Symbol() | Words() | Space():
            return text_box(part_text(node))
        case Row():
            return _row(node)
        case Fraction():
            return _fraction(node)
        case Root():
            return _root(node)
        case Script():
            return _script(node)
        case Accent():
            return _accent(node)
        case Fence():
            return _fence(node)
        case Array():
            return array_box(node, _row)
        case Stack():
            return _stack(_row(node.base), node.over, node.under)
        case Brace():
            return _brace(node)
        case Arrow():
            return _arrow(node)
        case Boxed():
            return _frame(_row(node.body))


def _fraction(node: Fraction) -> Box:
    if (node.small and is_flat(Row((node,)))) or vulgar(node):
        return text_box(fraction(node))
    top, bottom = _row(node.top), _row(node.bottom)
    if not node.bar:
        return stacked((top, bottom), 0)
    # The bar of a fraction inside is shorter, so that it is plain which one divides what.
    inner = any("─" in text for text in top.lines + bottom.lines)
    width = max(top.width, bottom.width, 1) + 2 * inner
    return stacked((top, text_box("─" * width), bottom), 1)


def _root(node: Root) -> Box:
    """A sign in the line before one line of text, else one that is drawn; the bar is on the line above."""
    text = part_text(node)
    if "(" not in text and is_flat(node.body):
        return text_box(text)
    body = _row(node.body)
    bar = blank(1, 1), text_box("_" * (body.width + 1))
    if body.height == 1:
        sign = text_box(part_text(Root(Row(()), node.index)).removesuffix("()"))
        inner = beside((blank(1), body))
        return stacked(
            (beside((blank(sign.width - 1), *bar)) if sign.width > 1 else beside(bar), beside((sign, inner))), 1, "l"
        )
    return _tall_root(body, line(node.index, compact=True))


def _tall_root(body: Box, index: str) -> Box:
    height = body.height
    slope = [" " * (height - row) + "╱" + " " * row for row in range(height)]
    slope[-1] = "╲" + slope[-1][1:]
    small_index = text_box(small(RAISED, index) or index)
    room = max(small_index.width, 1)
    margin = [" " * room] * height
    margin[-2] = aligned(small_index.lines[0], small_index.width, room, "r")
    sign = Box(tuple(left + right for left, right in zip(margin, slope, strict=True)), room + height + 1, body.baseline)
    if not index:
        sign = Box(tuple(slope), height + 1, body.baseline)
    bar = text_box(" " * sign.width + "_" * (body.width + 1))
    return stacked((bar, beside((sign, blank(1), body))), 1, "l")


def _script(node: Script) -> Box:
    base = _node(node.base)
    if base.height > 1 and isinstance(node.base, Fraction | Row):
        base = fenced("(", base, ")")
    if has_limits(node):
        return _limits(base, node)
    if base.height == 1 and all(row is None or is_flat(row) for row in (node.below, node.above)):
        return text_box(part_text(node))
    return _corners(base, node)


def _limits(base: Box, node: Script) -> Box:
    """An operator with its limits over and under it."""
    if node.primes:
        base = beside((base, text_box(primes(node.primes))))
    return _stack(base, node.above, node.below)


def _corners(base: Box, node: Script) -> Box:
    """A base with scripts at its corners, beside it where they are small characters, else above and below."""
    if node.primes:
        base = _with_corner(base, text_box(primes(node.primes)), None)
    above = None if node.above is None else _corner(node.above, RAISED)
    below = None if node.below is None else _corner(node.below, None)
    return _with_corner(base, above, below)


def _corner(row: Row, table: dict[str, str] | None) -> Box:
    if is_flat(row):
        text = hung(None, row) if table else hung(row, None)
        if text[:1] not in ("^", "_"):
            return text_box(text)
        return text_box(line(row, compact=True))
    return _row(row)


def _with_corner(base: Box, above: Box | None, below: Box | None) -> Box:
    """Flat scripts of a tall base stand in its first and last line, tall ones and those of a flat base beyond them."""
    width = max((box.width for box in (above, below) if box), default=0)
    lines = [" " * width] * base.height
    baseline = base.baseline
    if above is not None:
        shown = list(widened(above, width, "l").lines)
        if base.height > 1 and above.height == 1:
            lines[0] = shown[0]
        else:
            lines = shown + lines
            baseline += len(shown)
    if below is not None:
        shown = list(widened(below, width, "l").lines)
        if base.height > 1 and below.height == 1:
            lines[-1] = shown[0]
        else:
            lines += shown
    return beside((base, Box(tuple(lines), width, baseline)))


def _stack(base: Box, over: Row | None, under: Row | None) -> Box:
    boxes = [base]
    index = 0
    if over is not None and over.nodes:
        boxes.insert(0, _small(over))
        index = 1
    if under is not None and under.nodes:
        boxes.append(_small(under))
    return stacked(boxes, index)


def _small(row: Row) -> Box:
    return text_box(line(row, compact=True).strip()) if is_flat(row) else _row(row)


def _accent(node: Accent) -> Box:
    body = _row(node.body)
    if body.height == 1 and not is_wide(node):
        return text_box(accented(node, compact=False))
    if node.name in WIDE:
        return stacked((text_box(WIDE[node.name]), body), 1)
    if node.name in ("underline", "underbar"):
        return stacked((body, text_box("─" * body.width)), 0)
    if node.name in LINES:
        return stacked((text_box("_" * body.width), body), 1)
    left, right = "left" in node.name, "right" in node.name or node.name == "vec"
    shaft = "←" * left + "─" * (body.width - left - right) + "→" * right
    return stacked((body, text_box(shaft)), 0) if node.name.startswith("under") else stacked((text_box(shaft), body), 1)


def _fence(node: Fence) -> Box:
    parts = [_row(part) for part in node.parts]
    if not node.middles:
        return fenced(node.left, parts[0], node.right)
    inner = beside(parts)
    row = [parts[0]]
    for middle, part in zip(node.middles, parts[1:], strict=True):
        row += [blank(1), fence(middle, inner.height, inner.baseline), blank(1), part]
    return fenced(node.left, beside(row), node.right)


def _brace(node: Brace) -> Box:
    body = _row(node.body)
    width = max(body.width, 1)
    body = widened(body, width)
    ends = ("┌", "┴", "┐") if node.over else ("└", "┬", "┘")
    middle = ends[1] if node.label is not None and node.label.nodes else "─"
    half = (width - 1) // 2
    rule = "─" * width if width < 3 else ends[0] + "─" * (half - 1) + middle + "─" * (width - half - 2) + ends[2]  # noqa: PLR2004
    parts = [text_box(rule), body] if node.over else [body, text_box(rule)]
    if node.label is None or not node.label.nodes:
        return stacked(parts, int(node.over))
    label = _small(node.label)
    return stacked((label, *parts), 2) if node.over else stacked((*parts, label), 0)


def _arrow(node: Arrow) -> Box:
    over, under = _small(node.over), _small(node.under)
    width = max(over.width, under.width, 1) + 2
    head, tail = node.head[0], node.head[-1]
    fill = "═" if "═" in node.head or "⇒" in node.head else "─"
    return _stack(text_box(head + fill * (width - 2) + tail), node.over, node.under)


def _frame(body: Box) -> Box:
    bar = "─" * (body.width + 2)
    lines = (f"┌{bar}┐", *(f"│ {text} │" for text in body.lines), f"└{bar}┘")
    return Box(lines, body.width + 4, body.baseline + 1)
