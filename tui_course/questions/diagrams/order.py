"""What comes first: the steps of a diagram to be put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.block import ListBlock, ListItem, Paragraph
from tui_course.model.inline import Style, Styled, Text
from tui_course.model.question import Item, Order
from tui_course.model.visible import visible
from tui_course.questions.diagrams.asked import Asked, Asking, paragraph
from tui_course.questions.diagrams.words import names_of, on_one_line
from tui_course.questions.fields import MAX_CHOICES
from tui_course.questions.keys import unique_keys
from tui_course.questions.written import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_course.model.diagram import Step


def ask(asking: Asking) -> Asked | str:
    """Ask for the order of the steps, or say why that cannot be done; each with its text is a part of the explanation."""
    diagram = asking.diagram
    if not diagram.steps:
        return "the diagram has no steps: write them in it as `%% step TITLE: a-->b | TEXT`"
    if len(diagram.steps) > MAX_CHOICES:
        asking.passage.warn("quiz-size", f"only the first {MAX_CHOICES} of {len(diagram.steps)} steps are asked for")
    steps = diagram.steps[:MAX_CHOICES]
    names = names_of(diagram)
    told = [_told(step, names) for step in steps]
    if len({words.casefold() for words in told}) < len(told):
        return "two steps of the diagram read the same: give them titles of their own"
    if len(told) < 2:  # noqa: PLR2004 - one is in order always
        return "the diagram has a single step, which is in order always"
    bodies = [(paragraph(words),) for words in told]
    task = Order(tuple(Item(key, body) for key, body in zip(unique_keys(bodies), bodies, strict=True)))
    title = on_one_line(diagram.title)
    words = f"Put the steps of “{title}” in order." if title else "Put the steps in order."
    items = (ListItem(_explained(step, name), number) for number, (step, name) in enumerate(zip(steps, told, strict=True), 1))
    listed = ListBlock(tuple(items), ordered=True)
    return Asked(tuple(told), words, "ordering", Reading(task), explanation=(listed,))


def _told(step: Step, names: Mapping[str, str]) -> str:
    """What a step is called: its title; where that is only its number, which would tell its place, what it says or shows."""
    title = on_one_line(step.title)
    if not title.isdecimal():
        return title
    ends = [names.get(end, "") for edge in step.edges for end in edge] + [names.get(node, "") for node in step.nodes]
    return on_one_line(step.text) or " → ".join(dict.fromkeys(filter(None, ends))) or title


def _explained(step: Step, words: str) -> tuple[Paragraph, ...]:
    text = visible(step.text).strip()
    first = Styled(Style.STRONG, (Text(words),))
    if not text or on_one_line(text) == words:
        return (Paragraph((first,)),)
    opening, *others = text.split("\n")
    return (Paragraph((first, Text(f": {opening}"))), *(paragraph(other) for other in others if other.strip()))
