"""What items of lists and descriptions have in common: how their indentation decides what belongs to them."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Final

from tui_course.markup.kramdown.attributes import AttributeList
from tui_course.markup.kramdown.patterns import ATTRIBUTE_TEXT, ATTRIBUTES, HTML_LINE, NAME, SPACE
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.markup.kramdown.block.state import BlockState

_ITEM_ATTRIBUTES: Final = re.compile(rf"{SPACE}*\{{:(?!(?:{NAME})?:|/)({ATTRIBUTE_TEXT})\}}{SPACE}*")
_SPACE_LINE: Final = re.compile(rf"{SPACE}*\n")
_SPACES: Final = re.compile(" *")
_TABS: Final = re.compile(r"( *)(\t+)")
_ITEM_LINES: dict[int, tuple[re.Pattern[str], re.Pattern[str]]] = {}
_TEXT_LINE: Final = re.compile(r".*[^ \t\r\n\f\v].*\n")
_TAB: Final = 4


@dataclass(slots=True)
class Item:
    """The source of an item in parts that are read one after the other, its line and its attributes."""

    line: int
    indentation: int
    parts: list[str]
    attributes: AttributeList | None = None
    first_as_paragraph: bool = False
    lines: tuple[re.Pattern[str], re.Pattern[str]] = field(init=False)

    def __post_init__(self) -> None:
        """Find the patterns for this indentation."""
        self.lines = _patterns(self.indentation)

    def content_line(self, state: BlockState) -> str | None:
        """The line at the scanner's place if it is indented as the item's content, without what makes it so."""
        match = self.lines[0].match(state.src, state.pos)
        return match.group() if match else None

    def lazy_line(self, state: BlockState) -> str | None:
        """The line at the scanner's place if it may continue the item without indentation."""
        match = _TEXT_LINE.match(state.src, state.pos)
        if match is None or self.lines[1].match(state.src, state.pos) or state.quiz_line(state.pos):
            return None
        tag = HTML_LINE.match(state.src, state.pos)
        if tag and (self.indentation >= 3 or tag.start() + self.indentation >= state.src.index("<", tag.start())):  # noqa: PLR2004 (as kramdown)
            name = tag.group(2) or tag.group(3)
            if state.starts_html(state.pos, name, end=tag.group(1) is not None):
                return None
        return match.group()


def first_line(marker: str, content: str, line: int) -> Item:
    """The item that begins with a marker and the rest of its line."""
    attributes = _ITEM_ATTRIBUTES.match(content)
    if _SPACE_LINE.fullmatch(content, attributes.end() if attributes else 0) or (
        attributes and attributes.end() == len(content)
    ):
        indentation = _TAB
    else:
        indentation = len(marker)
        while (tabs := _TABS.match(content)) is not None:
            spaces, run = tabs.groups()
            width = _TAB - (len(spaces) + indentation) % _TAB + (len(run) - 1) * _TAB
            content = spaces + " " * width + content[tabs.end() :]
        indentation += len(content) - len(content.lstrip(" "))
    content = content.lstrip(" \t\r\n\f\v")
    given = None
    attributes = _ITEM_ATTRIBUTES.match(content)
    if attributes:
        given = AttributeList()
        given.read(attributes.group(1))
        content = content[attributes.end() :]
    return Item(line, indentation, [content], given)


def unindent(item: Item, text: str) -> tuple[str, bool]:
    """A line of an item without the item's indentation, and whether it had that."""
    tabs = len(text) - len(text.lstrip("\t"))
    text = " " * (_TAB * tabs) + text[tabs:]
    indent = " " * item.indentation
    return (text[item.indentation :], True) if text.startswith(indent) else (text, False)


def marker_pattern(marker: str, indentation: int) -> re.Pattern[str]:
    """What begins the next item of a list whose last one is indented so."""
    spaces = indentation - 1 if 1 <= indentation <= _TAB else 3
    return re.compile(rf"( {{0,{spaces}}}{marker})([\t| ].*\n)")


def take_item_attributes(text: str) -> tuple[str, AttributeList | None]:
    """A term without the attribute list at its beginning, and that list."""
    match = re.search(rf"^{_ITEM_ATTRIBUTES.pattern}", text, re.MULTILINE)
    if match is None:
        return text, None
    given = AttributeList()
    given.read(match.group(1))
    return text[: match.start()] + text[match.end() :], given


def _patterns(indentation: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a content line looks like for an indentation, and the attribute list that ends lazy continuation."""
    found = _ITEM_LINES.get(indentation)
    if found is None:
        tabs, spaces = divmod(indentation, _TAB)
        step = r"(?:\t| {4})"
        content = rf"(?:{step}{{{tabs}}} {{{spaces}}}|{step}{{{tabs + 1}}}).*[^ \t\r\n\f\v].*\n"
        found = re.compile(content), re.compile(rf" {{0,{min(indentation, 3)}}}{ATTRIBUTES}")
        if len(_ITEM_LINES) < 100:  # noqa: PLR2004 (indentations that occur)
            _ITEM_LINES[indentation] = found
    return found
