"""Every problem of a course, those between its pages included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.block import Bibliography, DiagramBlock, Footnotes, Heading
from tui_course.model.diagram import Diagram
from tui_course.model.inline import Anchor, Link, LinkKind
from tui_course.model.problem import Problem, Severity
from tui_course.model.walk import all_blocks, all_inlines, all_questions
from tui_course.sources.locate import Locator
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_course.model.course import Page
    from tui_course.model.diagram import Destination, Group, Node
    from tui_course.model.question import Question
    from tui_course.sources.pages import Pages


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A heading that is named at a line of a file, or somewhere in the source of the page `within`."""

    page: str
    anchor: str
    file: str
    line: int = 0
    within: str = ""


def course_problems(pages: Pages, read: Callable[[Page], None] = lambda _: None) -> Iterator[Problem]:
    """The problems of a course, each once: its own, its pages', its questions', links to headings that are not there.

    `read` is called with each page as it is read.
    """
    seen: set[Problem] = set()
    for problem in _all_problems(pages, read):
        if problem not in seen:
            seen.add(problem)
            yield problem


def _all_problems(pages: Pages, read: Callable[[Page], None]) -> Iterator[Problem]:
    from tui_course import questions

    yield from pages.problems
    anchors: dict[str, frozenset[str]] = {}
    wanted: list[_Wanted] = []
    asked: list[Question] = []
    ids = {ref.id for ref in pages.course.pages}
    for ref in pages.course.pages:
        page = pages.page(ref.id)
        read(page)
        yield from page.problems
        anchors[ref.id] = page_anchors(page)
        links = (one for one in all_inlines(page.blocks) if isinstance(one, Link) and one.kind is LinkKind.PAGE and one.anchor)
        wanted += [_Wanted(link.page, link.anchor, ref.source, within=ref.id) for link in links]
        wanted += [_Wanted(link.page, link.anchor, ref.source, within=ref.id) for link in _drawn_links(page)]
        found = list(all_questions(page.blocks))
        asked += found
        wanted += [see for question in found if (see := _see(question)).anchor and see.page in ids]
    yield from questions.course_problems(asked)
    yield from _missing_anchors(pages, wanted, anchors)


def _drawn_links(page: Page) -> Iterator[Destination]:
    """The links of diagrams that lead to headings."""
    for block in all_blocks(page.blocks):
        if isinstance(block, DiagramBlock) and isinstance(block.diagram, Diagram):
            parts: tuple[Node | Group, ...] = (*block.diagram.nodes, *block.diagram.groups)
            yield from (part.link for part in parts if part.link is not None and part.link.page and part.link.anchor)


def _see(question: Question) -> _Wanted:
    page, _, anchor = question.see.partition("#")
    return _Wanted(page, anchor, question.file, question.line)


def _missing_anchors(pages: Pages, wanted: list[_Wanted], anchors: dict[str, frozenset[str]]) -> Iterator[Problem]:
    locators: dict[str, Locator] = {}
    for one in wanted:
        if one.anchor.casefold() in anchors.get(one.page, frozenset()) or one.anchor == "top":
            continue
        if one.within and one.within not in locators:
            locators[one.within] = Locator(pages.source(one.within))
        line = locators[one.within].line(f"#{one.anchor}") if one.within else one.line
        message = f"the page {one.page} has no heading {one.anchor}"
        yield Problem("anchor-missing", Severity.WARNING, message, one.file, line)


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
