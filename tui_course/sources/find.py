"""A page by any name that a user may give it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from tui_course.errors import PageNotFound
from tui_course.language import gettext as _
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_course.model.course import Course, PageRef

_SUGGESTIONS: Final = 3


def find_page(course: Course, name: str) -> tuple[PageRef, str]:
    """The page that `PAGE[#HEADING]` names, and the heading's id (empty: none).

    PAGE is an id, a path of a source file, an address of the site, a title, the number of a page, or a part of an id or of a
    title that only one page has; without it the heading is on the first page. Raises PageNotFound, with suggestions.
    """
    wanted, _hash, anchor = name.partition("#")
    if not wanted:
        return course.pages[0], anchor
    for candidates in _matches(course.pages, wanted):
        if len(candidates) == 1:
            return candidates[0], anchor
        if candidates:
            raise PageNotFound(
                _("{page} could be any of: {pages}").format(page=repr(visible(wanted)), pages=_listed(candidates))
            )
    close = _close(course.pages, wanted)
    if not close:
        raise PageNotFound(_("there is no page {page} in this course").format(page=repr(visible(wanted))))
    reason = _("there is no page {page} in this course; did you mean {pages}?")
    raise PageNotFound(reason.format(page=repr(visible(wanted)), pages=_listed(close)))


def _matches(pages: Sequence[PageRef], name: str) -> Iterator[list[PageRef]]:
    """The pages that `name` may mean, the surest way of naming first."""
    path = name.strip("/").removeprefix("./")
    folded = _folded(name)
    yield [page for page in pages if page.id == name]
    yield [page for page in pages if name in (page.source, page.url) or (path and path in (page.source, page.url.strip("/")))]
    yield [page for page in pages if folded in (_folded(page.title), _folded(page.label))]
    if name.isdecimal() and 1 <= int(name) <= len(pages):
        yield [pages[int(name) - 1]]
    yield [page for page in pages if path and (f"/{page.id}".endswith(f"/{path}") or f"/{page.source}".endswith(f"/{path}"))]
    yield [page for page in pages if path and page.id.endswith(path)]
    yield [page for page in pages if path and path in page.id]
    yield [page for page in pages if folded and folded in _folded(page.name)]


def _close(pages: Sequence[PageRef], name: str) -> list[PageRef]:
    from difflib import get_close_matches

    names: dict[str, PageRef] = {}
    for page in pages:
        for known in (page.id, page.id.rpartition("/")[2], page.title, page.label):
            names.setdefault(_folded(known), page)
    found = get_close_matches(_folded(name), [known for known in names if known], n=_SUGGESTIONS, cutoff=0.5)
    return list({names[known].id: names[known] for known in found}.values())


def _listed(pages: Sequence[PageRef]) -> str:
    shown = ", ".join(visible(page.id) for page in pages[:_SUGGESTIONS])
    return f"{shown}, …" if len(pages) > _SUGGESTIONS else shown


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
