"""A page by any name that a user may give it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from tui_course.errors import PageNotFound

if TYPE_CHECKING:
    from tui_course.model.course import Course, PageRef


def find_page(course: Course, name: str) -> tuple[PageRef, str]:
    """The page that `PAGE[#HEADING]` names, and the heading's id (empty: none).

    PAGE is an id, a source path, an address, or the tail of one of them or a title where that is unique. Raises PageNotFound
    with what comes close.
    """
    wanted, _, anchor = name.partition("#")
    wanted = wanted.strip()
    if not wanted and anchor:
        return course.pages[0], anchor
    plain = wanted.strip("/").removeprefix("./")
    for page in course.pages:
        if plain in {page.id, page.source, page.url.strip("/"), page.source.lstrip("_")} or wanted == page.url:
            return page, anchor
    tails = [page for page in course.pages if f"/{page.id}".endswith(f"/{plain}") or f"/{page.source}".endswith(f"/{plain}")]
    if len(tails) == 1:
        return tails[0], anchor
    folded = wanted.casefold()
    titled = [page for page in course.pages if folded in {page.title.casefold(), page.name.casefold()}]
    if len(titled) == 1:
        return titled[0], anchor
    parts = [page for page in course.pages if folded and folded in f"{page.id} {page.title} {page.name}".casefold()]
    if len(parts) == 1:
        return parts[0], anchor
    several = tails or titled or parts
    if several:
        raise PageNotFound(f"{wanted!r} could be any of: {', '.join(page.id for page in several[:8])}")
    names = {candidate: page.id for page in course.pages for candidate in (page.id, page.title, page.id.rpartition("/")[2])}
    close = dict.fromkeys(names[match] for match in get_close_matches(wanted, list(names), n=3))
    hint = f"; did you mean {', '.join(close)}?" if close else ""
    raise PageNotFound(f"there is no page {wanted!r}{hint}")
