"""Charts and trees as outlines: what stands in which section, and how much there is of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_course.markup.mermaid.lines import Line, indented

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SECTION: Final = re.compile(r"section\b[ \t]*(.*)")
_SLICE: Final = re.compile(r'"([^"]*)"[ \t]*:[ \t]*(.*)')
# How the axis of a Gantt chart is drawn, not what happens when.
_SETTING: Final = re.compile(
    r"(?:dateFormat|axisFormat|tickInterval|todayMarker|inclusiveEndDates|topAxis|weekday|weekend)\b.*"
)
_SHAPED: Final = re.compile(r"[^\s\[\](){}]*(?:\(\(|\)\)|\{\{|\[|\(|\))(.*?)(?:\)\)|\(\(|\}\}|\]|\)|\()(?:@\{[^}]*\})?")
_DECORATION: Final = re.compile(r":::?[ \t]*(?:icon)?.*")


def of_pie(lines: Iterable[Line]) -> Iterator[Line]:
    """A slice a line, with its value."""
    for line in lines:
        yield Line(0, _SLICE.sub(r"\1: \2", line.text), line.number)


def of_gantt(lines: Iterable[Line]) -> Iterator[Line]:
    """Sections, and in them tasks with all that is said about them."""
    depth = 0
    for line in lines:
        if section := _SECTION.fullmatch(line.text):
            depth = 1
            yield Line(0, section[1], line.number)
        elif not _SETTING.fullmatch(line.text):
            task, colon, rest = line.text.partition(":")
            words = ", ".join(part.strip() for part in rest.split(",") if part.strip())
            yield Line(depth, f"{task.strip()}{colon} {words}".strip(), line.number)


def of_journey(lines: Iterable[Line]) -> Iterator[Line]:
    """Sections, and in them tasks with their score of 5 and who has it."""
    depth = 0
    for line in lines:
        if section := _SECTION.fullmatch(line.text):
            depth = 1
            yield Line(0, section[1], line.number)
            continue
        task, *rest = (part.strip() for part in line.text.split(":"))
        score, who = rest[0] if rest else "", ", ".join(part.strip() for part in ":".join(rest[1:]).split(","))
        text = f"{task}: {score} of 5" if score.isdecimal() else f"{task}: {score}" if score else task
        yield Line(depth, f"{text} ({who})" if who else text, line.number)


def of_timeline(lines: Iterable[Line]) -> Iterator[Line]:
    """Sections, in them periods, in these what happened."""
    depth = 0
    for line in lines:
        if section := _SECTION.fullmatch(line.text):
            depth = 1
            yield Line(0, section[1], line.number)
            continue
        period, *events = (part.strip() for part in line.text.split(":"))
        if period:
            yield Line(depth, period, line.number)
        yield from (Line(depth + 1, event, line.number) for event in events if event)


def of_mindmap(lines: Iterable[Line]) -> Iterator[Line]:
    """The tree that indentation makes, without ids and shapes."""
    for line in indented(line for line in lines if not _DECORATION.fullmatch(line.text)):
        shaped = _SHAPED.fullmatch(line.text)
        yield replace(line, text=shaped[1] if shaped else line.text)
