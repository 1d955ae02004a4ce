"""Every kind of diagram in words, line by line, as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from tui_course.diagrams.outline import outline
from tui_course.diagrams.sequence.outline import sequence_lines
from tui_course.language import gettext as _
from tui_course.model.diagram import Diagram, Outline, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.model.diagram import Group, Node, Step

_INDENT: Final = "  "


def tell(diagram: Diagram | Sequence | Outline) -> list[str]:
    """All that a diagram says: title and description, then its parts, those inside others indented by two blanks each.

    A flowchart has its nodes and groups with their links and with what leads in and out, then its steps, numbered. A sequence
    has its participants, then its events, the messages as numbered sentences. No line holds a line feed.
    """
    match diagram:
        case Diagram():
            return [*_flowchart(diagram), *_steps(diagram)]
        case Sequence():
            return [*_head(diagram), *sequence_lines(diagram)]
        case Outline():
            return [*_head(diagram), *(_INDENT * depth + _on_one_line(text) for depth, text in diagram.lines)]
        case _:
            assert_never(diagram)


def _head(diagram: Sequence | Outline) -> list[str]:
    return [_on_one_line(words) for words in (diagram.title, diagram.description) if words.strip()]


def _flowchart(diagram: Diagram) -> Iterator[str]:
    items = _items(diagram)
    for line in outline(diagram):
        yield _INDENT * line.depth + line.text
        # The first line about an item is its name.
        item = items.pop(line.item, None)
        if item is not None and item.tooltip.strip():
            yield _INDENT * (line.depth + 1) + _on_one_line(item.tooltip)
        if item is not None and item.link is not None:
            yield _INDENT * (line.depth + 1) + _("leads to {address}").format(address=_on_one_line(item.link.href))


def _steps(diagram: Diagram) -> Iterator[str]:
    names = {name: _on_one_line(item.text) or name for name, item in _items(diagram).items()}
    for number, step in enumerate(diagram.steps, 1):
        yield from _step(number, step, names)


def _step(number: int, step: Step, names: dict[str, str]) -> Iterator[str]:
    title = _on_one_line(step.title)
    named = bool(title) and title != str(number)
    yield _("Step {number}: {title}").format(number=number, title=title) if named else _("Step {number}").format(number=number)
    for source, target in step.edges:
        yield _INDENT + _("{source} to {target}").format(source=names.get(source, source), target=names.get(target, target))
    for name in step.nodes:
        yield f"{_INDENT}{names.get(name, name)}"
    for line in step.text.split("\n"):
        if line.strip():
            yield f"{_INDENT}{_on_one_line(line)}"


def _items(diagram: Diagram) -> dict[str, Node | Group]:
    items: dict[str, Node | Group] = {group.id: group for group in diagram.groups}
    return items | {node.id: node for node in diagram.nodes}


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
