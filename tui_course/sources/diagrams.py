"""Questions about diagrams, made when the whole page is known."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from tui_course.markup.html import read_blocks
from tui_course.model.block import Ask, Block, DiagramBlock, Heading, Paragraph, Unknown
from tui_course.model.inline import LinkKind
from tui_course.model.walk import all_blocks
from tui_course.sources.asking import with_place
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui_course.sources.surroundings import PageSurroundings, Waiting


def page_blocks(
    html: str, around: PageSurroundings, diagrams_of: Callable[[str], tuple[DiagramBlock, ...]]
) -> tuple[Block, ...]:
    """The blocks of a page with the questions about its diagrams.

    Such a question may stand before its diagram, or ask about another page's: while the page is read an Unknown keeps its
    place, whose words no page can have, and `around.waiting` what its author wrote. `diagrams_of` gives the diagrams of
    another page by its id.
    """
    blocks = read_blocks(html, around)
    if not around.waiting:
        return blocks
    search = _Search(around, diagrams_in(blocks, around), diagrams_of)
    made = {place: _made(around, waiting, search) for place, waiting in around.waiting.items()}
    settled: tuple[Block, ...] = _settled(blocks, made)
    return settled


def diagrams_in(blocks: tuple[Block, ...], around: PageSurroundings) -> tuple[DiagramBlock, ...]:
    """The diagrams of a page in the order of its source, then those inside the questions that wait for one."""
    inside = (block for waiting in around.waiting.values() for block in waiting.blocks)
    return tuple(block for block in all_blocks((*blocks, *inside)) if isinstance(block, DiagramBlock))


@dataclass(frozen=True, slots=True)
class _Search:
    """Where a page looks for diagrams: on itself, and on others as `PAGE#NAME`."""

    around: PageSurroundings
    here: tuple[DiagramBlock, ...]
    diagrams_of: Callable[[str], tuple[DiagramBlock, ...]]

    def find(self, name: str) -> DiagramBlock | str:
        """The diagram with a name, the only one without; or why there is none."""
        if not name:
            only = self.here[0] if len(self.here) == 1 else None
            return only or f"say which diagram of the page is meant, diagram=NAME; {_known(self.here)}"
        page, mark, inner = name.partition("#")
        if not mark or not page:
            return _named(self.here, inner or page)
        target = self.around.link(name)
        if target.kind is not LinkKind.PAGE:
            return f"the course has no page {page[:80]!r}, whose diagram is asked about"
        return _named(self.here if target.page == self.around.page_id else self.diagrams_of(target.page), target.anchor)


def _named(diagrams: tuple[DiagramBlock, ...], name: str) -> DiagramBlock | str:
    found = next((block for block in diagrams if block.id == name), None)
    return found or f"the page has no diagram {name[:80]!r}; {_known(diagrams)}"


def _known(diagrams: tuple[DiagramBlock, ...]) -> str:
    names = ", ".join(dict.fromkeys(block.id for block in diagrams))
    return f"those that it has are {names}" if names else "it has none at all"


def _made(around: PageSurroundings, waiting: Waiting, search: _Search) -> tuple[Block, ...]:
    """The question, or why there is none and the author's words."""
    from tui_course.questions import read_diagram_question

    read = read_diagram_question(waiting.attributes, waiting.blocks, waiting.answers, search.find, around.source, waiting.line)
    around.take(read.problems)
    if isinstance(read.question, Unknown):
        return (read.question, *waiting.blocks)
    return (Ask(f"{around.page_id}#{read.question.id}", (with_place(around, read.question),)),)


def _settled(value: Any, made: Mapping[Unknown, tuple[Block, ...]]) -> Any:  # noqa: ANN401 - any value of the model
    """A value with the questions that were waited for in their places; what has none in it is the same object."""
    if isinstance(value, tuple):
        parts: list[Any] = []
        for part in value:
            if isinstance(part, Unknown) and part in made:
                parts += made[part]
            else:
                parts.append(_settled(part, made))
        same = len(parts) == len(value) and all(new is old for new, old in zip(parts, value, strict=True))
        return value if same else tuple(parts)
    if not is_dataclass(value) or isinstance(value, type | Paragraph | Heading | DiagramBlock):
        return value
    changed = {}
    for one in fields(value):
        old = getattr(value, one.name)
        if isinstance(old, tuple) and (new := _settled(old, made)) is not old:
            changed[one.name] = new
    return replace(value, **changed) if changed else value
