"""Where something is explained, said on the spot: the page, the heading and the paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.language import later
from tui_course.model.block import Ask, Heading
from tui_course.model.visible import visible
from tui_course.model.walk import all_blocks
from tui_course.model.words import inline_words
from tui_course.typeset.anchors import anchors_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.linear.talk import Talk
    from tui_course.model.block import Block
    from tui_course.model.course import Page
    from tui_course.model.question import Question
    from tui_course.study import Place, Study

_NOWHERE = later("Nothing on the pages around explains it.")


def tell_explanation(talk: Talk, study: Study, question: Question, page_id: str) -> None:
    """Say the paragraph that explains a question of a page, or the section that its author names."""
    place = study.explanation(question, page_id)
    if place is None:
        talk.say(_(_NOWHERE))
        return
    page = study.read(place.page)
    if not page.blocks:
        talk.say(_(_NOWHERE))
        return
    number = _number(page, place)
    blocks = _section(page.blocks, number)
    heading = _heading_above(page.blocks, number)
    title = visible(page.ref.title or page.ref.name)
    if heading and heading != title:
        talk.say(_("From “{title}”, under “{heading}”:").format(title=title, heading=heading))
    else:
        talk.say(_("From “{title}”:").format(title=title))
    talk.tell(blocks)


def _number(page: Page, place: Place) -> int:
    """The block of a page where a place is: its spot, else its anchor, else the first."""
    if place.spot is not None:
        return min(place.spot.block, len(page.blocks) - 1)
    blocks = page.blocks
    return next((number for number, block in enumerate(blocks) if place.anchor in anchors_in((block,))), 0)


def _section(blocks: Sequence[Block], number: int) -> tuple[Block, ...]:
    """A block; of a heading what stands below it, to the next one. Questions are left out: they do not explain."""
    if not isinstance(blocks[number], Heading):
        return (blocks[number],)
    section: list[Block] = []
    for block in blocks[number + 1 :]:
        if isinstance(block, Heading) and any(not isinstance(one, Heading) for one in section):
            break
        if not any(isinstance(one, Ask) for one in all_blocks((block,))):
            section.append(block)
    return tuple(section)


def _heading_above(blocks: Sequence[Block], number: int) -> str:
    """The words of the heading at a block or above it; empty where there is none."""
    headings = (inline_words(block.children) for block in reversed(blocks[: number + 1]) if isinstance(block, Heading))
    return next(headings, "")
