"""The works that a course cites or lists, with the pages that do."""

from __future__ import annotations

from bisect import bisect
from html import escape
from typing import TYPE_CHECKING

from tui_course.errors import TuiCourseError
from tui_course.markup.html import read_blocks
from tui_course.model.block import Bibliography
from tui_course.model.index import IndexedWork, ReferenceIndex
from tui_course.model.inline import Cite
from tui_course.model.visible import visible
from tui_course.model.walk import all_blocks, all_inlines
from tui_course.model.words import inline_words
from tui_course.sources.pages import was_unlucky

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_course.markup.bibliography import Apa
    from tui_course.model.inline import Inline
    from tui_course.sources.pages import Pages
    from tui_course.sources.surroundings import PageSurroundings


def reference_index(pages: Pages) -> ReferenceIndex:
    """The works of a course, whose pages are all read for it; its bibliography only where something is cited or listed.

    They stand in the bibliography's order; one that is not in it stands where its words belong by the alphabet.
    """
    cited: dict[str, dict[str, None]] = {}
    listed: dict[str, dict[str, None]] = {}
    entries: dict[str, tuple[Inline, ...]] = {}
    failed = False
    for ref in pages.course.pages:
        try:
            page = pages.page(ref.id)
        except (TuiCourseError, OSError):
            failed = True
            continue
        failed = failed or was_unlucky(page)
        for inline in all_inlines(page.blocks):
            if isinstance(inline, Cite):
                for key in inline.keys:
                    cited.setdefault(key, {})[ref.id] = None
        for block in all_blocks(page.blocks):
            if isinstance(block, Bibliography):
                for entry in block.entries:
                    listed.setdefault(entry.key, {})[ref.id] = None
                    entries.setdefault(entry.key, entry.children)
    if not cited and not listed:
        return ReferenceIndex(failed=failed)
    known = {entry.key: entry.children for entry in pages.bibliography.entries}
    found = [
        IndexedWork(key, entries.get(key) or known.get(key, ()), tuple(cited.get(key, ())), tuple(listed.get(key, ())))
        for key in dict.fromkeys((*listed, *cited))
        if key
    ]
    return ReferenceIndex(_in_order(found, tuple(known)), failed)


def _in_order(works: Iterable[IndexedWork], order: tuple[str, ...]) -> tuple[IndexedWork, ...]:
    rank = {key: number for number, key in enumerate(order)}
    found = sorted((work for work in works if work.key in rank), key=lambda work: rank[work.key])
    for work in sorted((work for work in works if work.key not in rank), key=_words):
        found.insert(bisect(found, _words(work), key=_words), work)
    return tuple(found)


def _words(work: IndexedWork) -> str:
    return (inline_words(work.children) or work.key).casefold()


def every_work(apa: Apa | None, around: PageSurroundings) -> Bibliography:
    """Every work of a bibliography, in its order; none where there is no bibliography."""
    if apa is None or not apa.order:
        return Bibliography(())
    items = "".join(f'<li><span id="{escape(key)}">{visible(apa.entry(key))}</span></li>' for key in apa.order)
    found = read_blocks(f'<ol class="bibliography">{items}</ol>', around)
    return next((block for block in found if isinstance(block, Bibliography)), Bibliography(()))
