"""The contents of a course as they are shown, and the title that each page begins with."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.language import later
from tui_course.model.block import Ask, Heading
from tui_course.model.inline import Text
from tui_course.model.visible import visible
from tui_course.study.places import ContentsEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_course.model.block import Block
    from tui_course.model.course import Module, Page


_UNLISTED = later("More pages")


def module_title(module: Module) -> str:
    """The module's title, or "More pages" for what no navigation lists."""
    title = visible(module.title)
    # What gathers pages that nobody listed has a name of ours, in English.
    return title if module.listed else _(title or _UNLISTED)


def with_title(page: Page) -> tuple[Block, ...]:
    """The blocks of a page that begins with its title: its own first heading, else one made of the title."""
    first = next((block for block in page.blocks if isinstance(block, Heading)), None)
    if (first is not None and first.level == 1) or not page.ref.title:
        return page.blocks
    return (Heading(1, (Text(visible(page.ref.title)),)), *page.blocks)


def contents_entries(modules: Sequence[Module]) -> Iterator[ContentsEntry]:
    """A line for each module that has a title of its own, and one for each of its pages; each page once."""
    seen: set[str] = set()
    for module in modules:
        pages = [page for page in module.pages if page.id not in seen]
        seen.update(page.id for page in pages)
        title = module_title(module)
        if not pages:
            continue
        if title and not (len(pages) == 1 and _folded(visible(pages[0].name)) == _folded(title)):
            yield ContentsEntry(title)
        for page in pages:
            yield ContentsEntry(visible(page.name) or visible(page.id), page.id)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def apart(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks in which each question of an assessment is a block of its own, below one for title and introduction."""
    found: list[Block] = []
    for block in blocks:
        if not isinstance(block, Ask) or (len(block.questions) <= 1 and not (block.title or block.description)):
            found.append(block)
            continue
        if block.title or block.description:
            found.append(replace(block, questions=()))
        found.extend(Ask(block.id, (question,)) for question in block.questions)
    return tuple(found)
