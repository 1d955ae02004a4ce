"""What a search in a course has found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.search.passages import Kind
    from tui_course.search.query import Query
    from tui_course.study.places import Place

_LEAD = 0.25
_LINES = re.compile(r"\s*\n\s*")
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Result:
    """A passage that was found: `page` is its page's id, `name` what the contents call that, `module` what holds it.

    `heading` is the nearest one above or its own, `anchor` where a link leads to it; both may be empty. `text` is the passage,
    of a title or a heading what it stands above; `found` are starts and stops in that. `seconds` is when a transcript says it,
    `place` where to go.
    """

    page: str
    name: str
    module: str
    heading: str
    anchor: str
    kind: Kind
    text: str
    found: tuple[tuple[int, int], ...]
    place: Place
    seconds: float | None = None

    def snippet(self, length: int, ellipsis: str = "…", gap: str = " · ") -> list[tuple[str, bool]]:
        """About `length` characters around what was found, on one line, in pieces with whether they were found.

        `gap` stands between parts, such as the items of a list, `ellipsis` where something is left out.
        """
        start, stop = _window(self.text, self.found, length)
        while start < stop and self.text[start].isspace():
            start += 1
        while start < stop and self.text[stop - 1].isspace():
            stop -= 1
        pieces = [(ellipsis, False)] if self.text[:start].strip() else []
        at = start
        for first, last in self.found:
            if first >= stop:
                break
            if last > start:
                pieces.append((self.text[at : max(at, first)], False))
                pieces.append((self.text[max(at, first) : min(last, stop)], True))
                at = min(last, stop)
        pieces.append((self.text[at:stop], False))
        if self.text[stop:].strip():
            pieces.append((ellipsis, False))
        return [(words, lit) for text, lit in pieces if (words := _on_one_line(text, gap))]


@dataclass(frozen=True, slots=True)
class Results:
    """What was found, best first, at most one passage below a heading.

    `query` is what the passages were looked through for. `more` says that others were left out, `whole` that they have all
    words, not just some. Of the course's `pages` so many were `read`; the rest is still to be.
    """

    query: Query
    found: tuple[Result, ...] = ()
    more: bool = False
    whole: bool = True
    read: int = 0
    pages: int = 0

    @property
    def complete(self) -> bool:
        """Whether all pages were looked through."""
        return self.read >= self.pages


def _window(text: str, found: tuple[tuple[int, int], ...], length: int) -> tuple[int, int]:
    """Where to cut a text: all of it if it is short, else from before the place with most that was found, between words."""
    if len(text) <= length:
        return 0, len(text)
    best, most = 0, 0
    for number, (first, _) in enumerate(found):
        inside = sum(last <= first + length * (1 - _LEAD) for _, last in found[number:])
        if inside > most:
            best, most = first, inside
    start = max(0, min(best - int(length * _LEAD), len(text) - length))
    if start:
        # Not in the middle of a word, as far as there are any.
        start = next((at + 1 for at in range(start, min(start + 20, best)) if text[at].isspace()), start)
    stop = min(len(text), start + length)
    if stop < len(text):
        stop = next((at for at in range(stop, max(stop - 20, start), -1) if text[at].isspace()), stop)
    return start, stop


def _on_one_line(text: str, gap: str) -> str:
    """A piece with single spaces, those at its ends included."""
    return _SPACES.sub(" ", _LINES.sub("\n", text)).replace("\n", gap)
