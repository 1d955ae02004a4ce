"""Lines of a text, each as deep as its indentation, or the braces around it, say."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CLOSED: Final = re.compile(r"[}\s]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the blanks around it: `depth` counts them, or what is around it; `number` counts from 1."""

    depth: int
    text: str
    number: int

    @classmethod
    def read(cls, text: str, number: int) -> Line:
        """A line as it stands; a tab counts as four blanks."""
        bare = text.strip()
        wide = text.expandtabs(4)
        return cls(len(wide) - len(wide.lstrip()), bare, number)


def indented(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines with their depths from 0: one that is indented further than the one before is inside that."""
    outer: list[int] = []
    for line in braced(lines):
        while outer and line.depth <= outer[-1]:
            outer.pop()
        yield replace(line, depth=len(outer))
        outer.append(line.depth)


def braced(lines: Iterable[Line], *, only: bool = False) -> Iterator[Line]:
    """Lines without the braces at their ends; what is between them is deeper. With `only` nothing else counts."""
    depth = 0
    for line in lines:
        closed = _CLOSED.match(line.text)
        depth = max(depth - closed[0].count("}"), 0) if closed else depth
        text = line.text[closed.end() :] if closed else line.text
        opens = text.endswith("{")
        text = text.removesuffix("{").rstrip()
        if text:
            yield replace(line, text=text, depth=depth if only else line.depth + 2 * depth)
        depth += opens
