"""Sequence diagrams: who takes part, and what they send each other, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from tui_course.markup.mermaid.labels import label, plain
from tui_course.markup.mermaid.messages import ARROW, WRAP, read_message
from tui_course.markup.mermaid.report import DEEPEST, MOST_EDGES, MOST_NODES
from tui_course.markup.mermaid.steps import first_step
from tui_course.model.diagram import Box, Frame, Message, Participant, Remark, Sequence
from tui_course.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.markup.mermaid.report import Report
    from tui_course.markup.mermaid.source import Source
    from tui_course.model.diagram import Event

_HEADER: Final = re.compile(r"sequenceDiagram\b[ \t]*")
_PARTICIPANT: Final = re.compile(
    r"(?:create[ \t]+)?(?P<kind>participant|actor)[ \t]+(?P<id>\S(?:(?![ \t]as[ \t]|@\{).)*+)"
    r"(?:@\{(?P<more>[^}]*)\})?[ \t]*(?:[ \t]as[ \t]+(?P<text>.*))?",
    re.IGNORECASE,
)
_ALIAS: Final = re.compile(r"""["']?alias["']?[ \t]*:[ \t]*["']([^"']*)["']""")
_ACTOR: Final = re.compile(r"""["']?type["']?[ \t]*:[ \t]*["']actor["']""")
_NOTE: Final = re.compile(r"note[ \t]+(?:(left|right)[ \t]+of|over)[ \t]++([^:]++):(.*)", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"autonumber(?:[ \t]+(off|(\d*\.?\d+)(?:[ \t]+(\d*\.?\d+))?))?")
_TITLE: Final = re.compile(r"title[ \t]*(?::|[ \t])(.*)")
_FRAME: Final = re.compile(r"(loop|alt|opt|par_over|par|critical|break|rect)\b(.*)")
_BRANCH: Final = re.compile(r"(else|and|option)\b(.*)")
_BOX: Final = re.compile(r"box\b(.*)")
_COLOUR: Final = re.compile(
    r"[ \t]*(transparent|#[0-9a-f]{3,8}|(?:rgb|hsl)a?\([^()]*\)"
    r"|(?:light|dark|medium|pale|deep|sky|royal|navy)*"
    r"(?:aqua|black|blue|brown|coral|cyan|gold|gr[ae]y|green|lime|magenta|maroon|navy|olive|orange|pink|purple|red|salmon|silver"
    r"|teal|violet|white|yellow))(?=[ \t]|$)",
    re.IGNORECASE,
)
# What says when somebody is at work, or links to other places: the order of events is the same without.
_LEFT_OUT: Final = re.compile(r"(activate|deactivate|destroy)\b.*")
_LINKS: Final = re.compile(r"(links?|properties|details)[ \t]++[^:]++:.*")
_STATEMENT: Final = re.compile(
    r"[ \t]*(?:create|participant|actor|note|autonumber|loop|alt|opt|par|critical|break|rect|else|and|option|end|box"
    r"|(?:de)?activate|destroy)\b",
    re.IGNORECASE,
)
_SEMICOLON: Final = re.compile(r"#\w+;|(;)")
# As much of a line as shows whether a statement begins there.
_LOOK_AHEAD: Final = 200
_BRANCHES: Final = {"else": "alt", "and": "par", "option": "critical"}
_BEHIND: Final = {"par_over": "par"}


@dataclass(slots=True)
class _Open:
    """A frame, or a box, that has not ended."""

    kind: str
    line: int
    branches: list[tuple[str, list[Event]]] = field(default_factory=list)


def read_sequence(source: Source, report: Report) -> Sequence:
    """Read a text that begins with `sequenceDiagram`."""
    if comment := first_step(source.comments):
        report.add("diagram-step", Severity.NOTE, "a sequence has no steps: its messages are its steps", comment.line)
    return _Reader(report).read(source)


class _Reader:
    __slots__ = ("_boxes", "_count", "_events", "_line", "_next", "_open", "_participants", "_report", "_step", "_title")

    def __init__(self, report: Report) -> None:
        self._report = report
        self._line = 0
        self._title = ""
        self._participants: dict[str, Participant] = {}
        self._boxes: list[tuple[Box, list[str]]] = []
        self._events: list[Event] = []
        self._count = 0
        self._open: list[_Open] = []
        self._next = Decimal(1)
        self._step = Decimal(0)

    def read(self, source: Source) -> Sequence:
        for number, line in enumerate(source.text.split("\n"), 1):
            self._line = number
            text = line.strip()
            header = _HEADER.match(text)
            for statement in _statements(text[header.end() :] if header else text):
                self._statement(statement)
        while self._open:
            self._report.add(
                "diagram-unclosed", Severity.WARNING, f"no end for this {self._open[-1].kind}", self._open[-1].line
            )
            self._end()
        boxes = tuple(Box(box.text, tuple(inside), box.colour, box.line) for box, inside in self._boxes)
        title = source.title or self._title
        return Sequence(tuple(self._participants.values()), tuple(self._events), title, source.description, boxes)

    def _statement(self, text: str) -> None:
        if text == "end":
            self._end()
        elif match := _PARTICIPANT.fullmatch(text):
            self._declare(match)
        elif match := _NOTE.fullmatch(text):
            self._note((match[1] or "over").lower(), match[2], match[3])
        elif sent := read_message(text, self._participants):
            source, target = self._mention(sent.source), self._mention(sent.target)
            number, self._next = (str(self._next) if self._step else ""), self._next + self._step
            words = label(sent.text, self._report, self._line)
            line = self._report.in_file(self._line)
            if source and target:
                self._add(Message(source, target, words, sent.stroke, sent.end, sent.start, number, line))
        elif match := _FRAME.fullmatch(text):
            self._begin(match[1], "" if match[1] == "rect" else self._label(match[2]))
        elif match := _BRANCH.fullmatch(text):
            self._branch(match[1], self._label(match[2]))
        elif match := _BOX.fullmatch(text):
            self._box(match[1])
        elif match := _NUMBERS.fullmatch(text):
            self._next, self._step = Decimal(match[2] or 1), Decimal(0 if match[1] == "off" else match[3] or 1)
        elif match := _TITLE.fullmatch(text):
            self._title = plain(match[1])
        elif match := _LINKS.fullmatch(text):
            self._report.add("diagram-ignored", Severity.NOTE, f"{match[1]} of participants are not shown", self._line)
        elif not _LEFT_OUT.fullmatch(text):
            self._report.unread(text, "not understood", self._line)

    def _label(self, text: str) -> str:
        return label(text, self._report, self._line)

    def _declare(self, match: re.Match[str]) -> None:
        more = match["more"] or ""
        alias = _ALIAS.search(more)
        actor = match["kind"].lower() == "actor" or _ACTOR.search(more) is not None
        words = match["text"] or (alias[1] if alias else "")
        self._mention(match["id"].strip(), self._label(WRAP.sub("", words, count=1)) if words else "", actor=actor)

    def _mention(self, name: str, text: str = "", *, actor: bool = False) -> str:
        """The id of somebody who takes part from here on, empty where there is no room for more."""
        name = self._report.bounded(name, self._line)
        known = self._participants.get(name)
        if known is None and len(self._participants) >= MOST_NODES:
            self._report.limit(f"the diagram has more than {MOST_NODES} participants; the others are left out", self._line)
            return ""
        if known is None or text or actor:
            words = text or (known.text if known else plain(name))
            line = self._report.in_file(self._line)
            self._participants[name] = Participant(name, words, actor or (known is not None and known.actor), line)
        if self._open and self._open[-1].kind == "box" and not any(name in inside for _, inside in self._boxes[-1:]):
            self._boxes[-1][1].append(name)
        return name

    def _note(self, side: str, names: str, text: str) -> None:
        found = tuple(filter(None, (self._mention(name.strip()) for name in names.split(",") if name.strip())))
        self._add(Remark(found, self._label(WRAP.sub("", text, count=1)), side, self._report.in_file(self._line)))

    def _add(self, event: Event) -> None:
        if self._count >= MOST_EDGES:
            self._report.limit(f"the diagram has more than {MOST_EDGES} events; the others are left out", self._line)
            return
        self._count += 1
        self._events_here().append(event)

    def _events_here(self) -> list[Event]:
        """Where an event is put: in the frame that began last, or in none."""
        branches = next((frame.branches for frame in reversed(self._open) if frame.branches), None)
        return branches[-1][1] if branches else self._events

    def _begin(self, kind: str, condition: str) -> None:
        if len(self._open) >= DEEPEST:
            message = f"frames are nested deeper than {DEEPEST}; what is inside the others is in the last of these"
            self._report.limit(message, self._line)
            self._open.append(self._open[-1])
            return
        self._open.append(_Open(_BEHIND.get(kind, kind), self._line, [(condition, [])]))

    def _branch(self, keyword: str, condition: str) -> None:
        if self._open and self._open[-1].kind == _BRANCHES[keyword]:
            self._open[-1].branches.append((condition, []))
        else:
            self._report.unread(f"{keyword} {condition}", f"there is no open {_BRANCHES[keyword]} here", self._line)

    def _box(self, text: str) -> None:
        colour = _COLOUR.match(text)
        words = text[colour.end() :] if colour else text
        hint = "" if colour is None or colour[1].lower() == "transparent" else colour[1]
        self._boxes.append((Box(self._label(words), (), hint, self._report.in_file(self._line)), []))
        self._open.append(_Open("box", self._line))

    def _end(self) -> None:
        """End what began last."""
        if not self._open:
            self._report.unread("end", "nothing is open here", self._line)
            return
        frame = self._open.pop()
        if frame.kind != "box" and not any(frame is other for other in self._open[-1:]):
            branches = tuple((condition, tuple(events)) for condition, events in frame.branches)
            self._events_here().append(Frame(frame.kind, branches, self._report.in_file(frame.line)))


def _statements(line: str) -> Iterator[str]:
    """The statements of a line: a semicolon divides them where another follows, and is text where none does."""
    start = 0
    for match in _SEMICOLON.finditer(line):
        if match[1] is None:
            continue
        rest = line[match.end() : match.end() + _LOOK_AHEAD]
        if not rest.strip() or _STATEMENT.match(rest) or ARROW.search(rest):
            if text := line[start : match.start()].strip():
                yield text
            start = match.end()
    if last := line[start:].strip():
        yield last
