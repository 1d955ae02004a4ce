from __future__ import annotations

import json

import pytest

from tui_course.model.diagram import Diagram, Direction, Edge, Frame, Head, Message, Outline, Remark, Sequence, Stroke

LEFT = {Head.NONE: "", Head.ARROW: "<", Head.CIRCLE: "o", Head.CROSS: "x"}
RIGHT = {**LEFT, Head.ARROW: ">"}
LINE = {Stroke.SOLID: "--", Stroke.DOTTED: "..", Stroke.THICK: "==", Stroke.INVISIBLE: "~~"}


def shown(text):
    return json.dumps(text, ensure_ascii=False)


def extras(part):
    """What is not always there: a link, a tooltip, a colour."""
    found = [f" link={part.link.href}"] if part.link else []
    found += [f" tooltip={shown(part.tooltip)}"] if part.tooltip else []
    found += [f" colour={part.colour}"] if part.colour else []
    return "".join(found)


def head(name, diagram):
    yield " ".join([name, *(shown(words) for words in (diagram.title, diagram.description) if words)])


def arrow(edge: Edge | Message):
    return f"{LEFT[edge.start]}{LINE[edge.stroke]}{RIGHT[edge.end]}"


def of_diagram(diagram):
    direction = "" if diagram.direction is Direction.DOWN else f" {diagram.direction.value}"
    yield from head(f"diagram{direction}", diagram)
    for node in diagram.nodes:
        yield f"{node.line}: node {node.id} {node.shape.value} {shown(node.text)}{extras(node)}"
    for group in diagram.groups:
        turned = f" {group.direction.value}" if group.direction else ""
        yield f"{group.line}: group {group.id} {shown(group.text)}{turned}{extras(group)}: {', '.join(group.members)}"
    for edge in diagram.edges:
        words = [f"{edge.line}: {edge.source} {arrow(edge)} {edge.target}", shown(edge.text) if edge.text else ""]
        words += [f"length={edge.length}" if edge.length != 1 else "", f"id={edge.id}" if edge.id else ""]
        yield " ".join(filter(None, words))
    for step in diagram.steps:
        parts = [*(f"{source}->{target}" for source, target in step.edges), *step.nodes]
        yield f"{step.line}: step {shown(step.title)}: {', '.join(parts)} {shown(step.text)}"


def of_event(event, indent="  "):
    match event:
        case Message():
            number = f" {event.number}." if event.number else ""
            yield f"{indent}{event.line}:{number} {event.source} {arrow(event)} {event.target} {shown(event.text)}"
        case Remark():
            yield f"{indent}{event.line}: note {event.side} {', '.join(event.participants)} {shown(event.text)}"
        case Frame():
            yield f"{indent}{event.line}: {event.kind}"
            for condition, events in event.branches:
                yield f"{indent}  when {shown(condition)}"
                for inner in events:
                    yield from of_event(inner, indent + "    ")


def of_sequence(sequence):
    yield from head("sequence", sequence)
    for one in sequence.participants:
        yield f"{one.line}: {'actor' if one.actor else 'participant'} {one.id} {shown(one.text)}"
    for box in sequence.boxes:
        colour = f" colour={box.colour}" if box.colour else ""
        yield f"{box.line}: box {shown(box.text)}{colour}: {', '.join(box.participants)}"
    for event in sequence.events:
        yield from of_event(event)


def of_outline(outline):
    yield from head(outline.kind or "nothing", outline)
    yield from ("  " * depth + shown(text)[1:-1] for depth, text in outline.lines)


@pytest.fixture
def dump():
    """What was read, and what was not understood, as readable text, for comparison with a file."""
    of = {Diagram: of_diagram, Sequence: of_sequence, Outline: of_outline}
    return lambda read: "".join(f"{line}\n" for line in [*of[type(read.diagram)](read.diagram), *map(str, read.problems)])
