"""What a learner reads of a block itself, without the blocks inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from tui_course.model.diagram import Diagram, Frame, Message, Outline, Remark, Sequence
from tui_course.model.inline import (
    Anchor,
    Break,
    Checkbox,
    Cite,
    CodeSpan,
    FootnoteRef,
    Image,
    Link,
    MathSpan,
    Styled,
    Term,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Sequence as Run

    from tui_course.model.block import MathBlock
    from tui_course.model.diagram import Event
    from tui_course.model.inline import Inline


def inline_text(children: Iterable[Inline]) -> str:
    """The words of inlines on one line, those for pictures among them."""
    return " ".join("".join(_parts(children)).split())


def _parts(children: Iterable[Inline]) -> Iterator[str]:
    stack = [iter(tuple(children))]
    while stack:
        child = next(stack[-1], None)
        match child:
            case None:
                stack.pop()
            case Text() | CodeSpan() | MathSpan():
                yield child.text
            case Break():
                yield " "
            case Image():
                yield f" {child.alt} " if child.alt else ""
            case Styled() | Link() | Cite() | Term():
                stack.append(iter(child.children))
            case FootnoteRef() | Anchor() | Checkbox():
                continue
            case _:
                assert_never(child)


def formula_text(block: MathBlock) -> str:
    """A formula as it is drawn where that is one line, else as its author wrote it: several have no order of reading."""
    return " ".join((block.lines[0] if len(block.lines) == 1 else block.tex).split())


def diagram_texts(diagram: Diagram | Sequence | Outline) -> Iterator[str]:
    """Every label of a diagram, each on one line."""
    for text in (diagram.title, diagram.description, *_labels(diagram)):
        words = " ".join(text.split())
        if words:
            yield words


def _labels(diagram: Diagram | Sequence | Outline) -> Iterator[str]:
    match diagram:
        case Diagram():
            yield from (group.text for group in diagram.groups)
            yield from (node.text for node in diagram.nodes)
            yield from (edge.text for edge in diagram.edges)
            for step in diagram.steps:
                yield f"{step.title} {step.text}"
        case Sequence():
            yield from (box.text for box in diagram.boxes)
            yield from (one.text for one in diagram.participants)
            yield from _event_texts(diagram.events)
        case Outline():
            yield from (text for _, text in diagram.lines)
        case _:
            assert_never(diagram)


def _event_texts(events: Run[Event]) -> Iterator[str]:
    stack = [iter(events)]
    while stack:
        event = next(stack[-1], None)
        match event:
            case None:
                stack.pop()
            case Message() | Remark():
                yield event.text
            case Frame():
                yield from (condition for condition, _ in event.branches)
                stack.append(iter([inner for _, branch in event.branches for inner in branch]))
            case _:
                assert_never(event)
