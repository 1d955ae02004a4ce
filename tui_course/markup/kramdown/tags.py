"""Which tags of a text are elements: those of HTML, our own, and well-formed custom ones."""

from __future__ import annotations

import re
from typing import Final

from tui_course.markup.kramdown.elements import HTML_ELEMENTS, OWN_ELEMENTS, SWALLOWING
from tui_course.markup.kramdown.patterns import ELEMENT_NAME, SPACE

_CLOSE: Final = re.compile(rf"</({ELEMENT_NAME}){SPACE}*>")
_ATTRIBUTE: Final = re.compile(rf"{SPACE}*({ELEMENT_NAME})(?:{SPACE}*={SPACE}*(?:(\w+)|\"([^\"]*)\"|'([^']*)'))?")


class ClosingTags:
    """The last end tag of each name in a text, found when it is first asked for."""

    __slots__ = ("_last", "_src")

    def __init__(self, src: str) -> None:
        self._src = src
        self._last: dict[str, int] | None = None

    def follows(self, name: str, pos: int) -> bool:
        """Whether an end tag of this name stands after `pos`."""
        if self._last is None:
            self._last = {match.group(1).lower(): match.start() for match in _CLOSE.finditer(self._src)}
        return self._last.get(name.lower(), -1) > pos

    def is_element(self, name: str, pos: int) -> bool:
        """Whether a tag of this name at `pos` is an element: others are text between angle brackets.

        Custom elements (with a hyphen or a namespace) count if they are closed, and so do those whose content a browser
        would read as text up to their end tag.
        """
        lower = name.lower()
        if lower in SWALLOWING:
            return self.follows(lower, pos) or self._closes_itself(pos)
        if lower in HTML_ELEMENTS or lower in OWN_ELEMENTS:
            return True
        return ("-" in name or ":" in name) and (self.follows(name, pos) or self._closes_itself(pos))

    def _closes_itself(self, pos: int) -> bool:
        end = self._src.find(">", pos)
        return end > 0 and (self._src[end - 1] == "/" or self._src.find("</", pos, pos + 6) >= 0)


def read_attributes(text: str, *, lower: bool) -> dict[str, str | int | float]:
    """The attributes of a tag, the last of the same name winning; those without a value are empty."""
    attributes: dict[str, str | int | float] = {}
    for name, bare, double, single in _ATTRIBUTE.findall(text):
        attributes[name.lower() if lower else name] = bare or double or single
    return attributes
