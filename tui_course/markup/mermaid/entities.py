"""Classes, entities and what is between them as an outline: members inside, relations as sentences."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_course.markup.mermaid.lines import Line, braced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_RELATION: Final = re.compile(
    r"""(?P<left>[^\s"<>]++)[ \t]*+(?:"(?P<many_left>[^"]*)"[ \t]*)?
    (?P<tail><\||[*o<]|\(\))?(?P<line>--|\.\.)(?P<head>\|>|[*o>]|\(\))?
    [ \t]*(?:"(?P<many_right>[^"]*)"[ \t]*)?(?P<right>[^\s":]++)[ \t]*(?::(?P<text>.*))?""",
    re.VERBOSE,
)
# What a relation says, read from the end without a mark to the end with it: by mark and line.
_SAYS: Final = {
    ("|", "--"): "extends",
    ("|", ".."): "implements",
    ("*", "--"): "is a part of",
    ("*", ".."): "is a part of",
    ("o", "--"): "belongs to",
    ("o", ".."): "belongs to",
    ("(", "--"): "offers",
    ("(", ".."): "offers",
    (">", "--"): "leads to",
    (">", ".."): "depends on",
}
_CLASS: Final = re.compile(r'class[ \t]+([^\s\[]+)[ \t]*(?:\["([^"]*)"\])?(.*)')
_MEMBER: Final = re.compile(r"([^\s:]+)[ \t]*:(?!:)[ \t]*(.*)")
_NAMESPACE: Final = re.compile(r"namespace[ \t]+(.*)")
_NOTE: Final = re.compile(r'note[ \t]+(?:for[ \t]+(\S+)[ \t]+)?"([^"]*)"')
_KIND: Final = re.compile(r"<<[ \t]*([\w -]+?)[ \t]*>>(?:[ \t]*(\S+))?")
_GENERIC: Final = re.compile(r"~([^~\s]+)~")
_CARDINALITIES: Final = {
    "|o": "zero or one",
    "o|": "zero or one",
    "||": "one",
    "}o": "zero or more",
    "o{": "zero or more",
    "}|": "one or more",
    "|{": "one or more",
}
_ENTITY_RELATION: Final = re.compile(
    r'("[^"]*"|[^\s"]+)[ \t]*(\|o|\|\||\}o|\}\|)(?:--|\.\.)(o\||\|\||o\{|\|\{)[ \t]*("[^"]*"|[^\s":]+)[ \t]*(?::(.*))?'
)
_RENAMED: Final = re.compile(r'([^\s\[\]]+)[ \t]*\[[ \t]*"?([^"\[\]]*)"?[ \t]*\]')


def of_classes(lines: Iterable[Line]) -> Iterator[Line]:
    """Classes with their members, and what one is to another."""
    for line in braced(lines, only=True):
        yield replace(line, text=_of_class(line.text))


def _of_class(text: str) -> str:
    if match := _NAMESPACE.fullmatch(text):
        return match[1]
    if match := _NOTE.fullmatch(text):
        return f"{match[1]}: {match[2]}" if match[1] else match[2]
    if match := _KIND.fullmatch(text):
        return f"{match[2]}: {match[1]}" if match[2] else match[1]
    text = _GENERIC.sub(r"<\1>", text)
    if match := _CLASS.fullmatch(text):
        return (match[2] or match[1]) + match[3]
    if match := _RELATION.fullmatch(text):
        return _sentence(match)
    member = _MEMBER.fullmatch(text)
    return f"{member[1]}: {member[2]}" if member else text


def _sentence(match: re.Match[str]) -> str:
    """A relation in words; without a mark, or with two, the author's own line is the clearest."""
    tail, head = match["tail"] or "", match["head"] or ""
    mark = (tail or head).replace("<", ">" if tail == "<" else "").strip(">") or ">"
    says = _SAYS.get((mark, match["line"])) if bool(tail) != bool(head) else None
    left = f"{match['left']} ({match['many_left']})" if match["many_left"] else match["left"]
    right = f"{match['right']} ({match['many_right']})" if match["many_right"] else match["right"]
    label = f": {match['text'].strip()}" if match["text"] else ""
    if says is None:
        return f"{left} {tail}{match['line']}{head} {right}{label}"
    return f"{right} {says} {left}{label}" if tail else f"{left} {says} {right}{label}"


def of_entities(lines: Iterable[Line]) -> Iterator[Line]:
    """Entities with their attributes, and how many of one there are for how many of the other."""
    for line in braced(lines, only=True):
        text = line.text
        if match := _ENTITY_RELATION.fullmatch(text):
            left, right = match[1].strip('"'), match[4].strip('"')
            says = (match[5] or "").strip().strip('"') or "is related to"
            text = f"{left} {says} {right} ({_CARDINALITIES[match[2]]} to {_CARDINALITIES[match[3]]})"
        elif match := _RENAMED.fullmatch(text):
            text = match[2]
        yield replace(line, text=text)
