"""The lines of a sequence diagram in which somebody sends a message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.model.diagram import Head, Stroke
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Container

ARROW: Final = re.compile(
    r"(?:(?P<start><<|//|\\\\|[/\\]\|)?(?P<line>--?)(?P<end>>>|>|x|\)|\|[/\\]|//|\\\\)|(?P<from>//|\\\\|[/\\]\|)(?P<back>--?))"
)
_REST: Final = re.compile(r"[ \t]*(?:\(\))?[ \t]*[+-]?[ \t]*(?:\(\))?(?P<target>[^:]*)(?::(?P<text>.*))?")
WRAP: Final = re.compile(r"[ \t]*(?:no)?wrap:", re.IGNORECASE)
_HEADS: Final = {None: Head.NONE, ">": Head.NONE, "x": Head.CROSS}
# An arrow within a name, such as the -x of pre-x, is passed over; more than this are none.
_MOST_TRIES: Final = 8


@dataclass(frozen=True, slots=True)
class Sent:
    """Who writes to whom, as written, and what the arrow looks like."""

    source: str
    target: str
    text: str
    stroke: Stroke
    start: Head
    end: Head


def read_message(line: str, known: Container[str]) -> Sent | None:
    """The message in a line, None where there is none; `known` are the ids of those who were mentioned."""
    matches: list[re.Match[str]] = []
    for match in ARROW.finditer(line):
        matches.append(match)
        if line[: match.start()].strip() in known or len(matches) == _MOST_TRIES:
            break
    if not matches:
        return None
    last = matches[-1]
    arrow = last if line[: last.start()].strip() in known else matches[0]
    rest = _REST.fullmatch(line, arrow.end())
    source = line[: arrow.start()].strip().removesuffix("()").strip()
    target = rest["target"].strip() if rest else ""
    if rest is None or not source or not target:
        return None
    stroke = Stroke.DOTTED if len(arrow["line"] or arrow["back"]) > 1 else Stroke.SOLID
    start = Head.NONE if arrow["start"] is None and arrow["from"] is None else Head.ARROW
    end = Head.NONE if arrow["back"] else _HEADS.get(arrow["end"], Head.ARROW)
    return Sent(source, target, WRAP.sub("", rest["text"] or "", count=1), stroke, start, end)
