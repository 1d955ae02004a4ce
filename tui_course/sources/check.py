"""Every problem of a course, those between its pages included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.block import Bibliography, Footnotes, Heading
from tui_course.model.inline import Anchor, Link, LinkKind
from tui_course.model.problem import Problem, Severity
from tui_course.model.walk import all_blocks, all_inlines
from tui_course.sources.locate import Locator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.model.course import Page, PageRef
    from tui_course.sources.pages import Pages


def course_problems(pages: Pages) -> Iterator[Problem]:
    """The problems of a course, each once: its own, then page by page, then links to headings that are not there."""
    seen: set[Problem] = set()
    for problem in pages.problems:
        if problem not in seen:
            seen.add(problem)
            yield problem
    anchors: dict[str, frozenset[str]] = {}
    wanted: list[tuple[PageRef, Link]] = []
    for ref in pages.course.pages:
        page = pages.page(ref.id)
        anchors[ref.id] = page_anchors(page)
        for problem in page.problems:
            if problem not in seen:
                seen.add(problem)
                yield problem
        wanted += [
            (ref, one) for one in all_inlines(page.blocks) if isinstance(one, Link) and one.kind is LinkKind.PAGE and one.anchor
        ]
    locators: dict[str, Locator] = {}
    for ref, link in wanted:
        if link.anchor.casefold() not in anchors.get(link.page, frozenset()) and link.anchor != "top":
            message = f"the page {link.page} has no heading {link.anchor}"
            if ref.id not in locators:
                locators[ref.id] = Locator(pages.source(ref.id))
            line = locators[ref.id].line(f"#{link.anchor}")
            problem = Problem("anchor-missing", Severity.WARNING, message, ref.source, line)
            if problem not in seen:
                seen.add(problem)
                yield problem


def page_anchors(page: Page) -> frozenset[str]:
    """Every id in a page that links can lead to, case folded as browsers do not but authors expect."""
    found: set[str] = set()
    for block in all_blocks(page.blocks):
        match block:
            case Heading():
                found.add(block.id)
            case Footnotes():
                found.update(note.id for note in block.notes)
            case Bibliography():
                found.update(entry.key for entry in block.entries)
            case _:
                continue
    found.update(one.id for one in all_inlines(page.blocks) if isinstance(one, Anchor))
    return frozenset(name.casefold() for name in found if name)
