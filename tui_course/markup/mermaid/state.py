"""State diagrams as flowcharts: states are nodes, what holds others is a group, transitions are edges."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.markup.mermaid.builder import Builder, Link
from tui_course.markup.mermaid.flowchart import DIRECTIONS
from tui_course.markup.mermaid.labels import label
from tui_course.markup.mermaid.looks import KEYWORDS, read_look
from tui_course.markup.mermaid.steps import read_steps
from tui_course.model.diagram import Diagram, Direction, Head, Shape, Stroke
from tui_course.model.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.markup.mermaid.report import Report
    from tui_course.markup.mermaid.source import Source

_NAME: Final = r'(?:\[\*\]|[^\s:;{}"\[\]<>-](?:[^\s:;{}"\[\]<>-]|-(?!->))*+)'
_STYLED: Final = rf"({_NAME})(?:[ \t]*:::[ \t]*([\w-]+))?"
_HEADER: Final = re.compile(r"stateDiagram(?:-v2)?\b[ \t]*")
_TRANSITION: Final = re.compile(rf"{_STYLED}[ \t]*-->[ \t]*{_STYLED}[ \t]*(?::(.*))?")
_DESCRIBED: Final = re.compile(rf"({_NAME})[ \t]*:(?!::)(.*)")
_ALONE: Final = re.compile(_STYLED)
_STATE: Final = re.compile(
    rf"""state[ \t]+(?:"(?P<text>[^"]*)"[ \t]+as[ \t]+)?(?P<name>{_NAME})[ \t]*
    (?:(?:<<|\[\[)[ \t]*(?P<kind>\w+)[ \t]*(?:>>|\]\])|:::[ \t]*(?P<style>[\w-]+))?[ \t]*(?:(?P<open>\{{)|:(?P<more>.*))?""",
    re.VERBOSE,
)
_NOTE: Final = re.compile(rf"note[ \t]+(left|right)[ \t]+of[ \t]+({_NAME})[ \t]*(?::(.*))?", re.IGNORECASE)
_FLOATING: Final = re.compile(rf'note[ \t]+"([^"]*)"[ \t]+as[ \t]+({_NAME})', re.IGNORECASE)
_END_NOTE: Final = re.compile(r"end[ \t]*note", re.IGNORECASE)
_DIRECTION: Final = re.compile(r"direction[ \t]+(TB|TD|BT|LR|RL)")
_LOOK: Final = re.compile(rf"({'|'.join(KEYWORDS)})\b(.*)")
_NOT_DRAWN: Final = re.compile(r"hide[ \t]+empty[ \t]+description|scale[ \t]+\d+[ \t]+width", re.IGNORECASE)
_COMMENT: Final = re.compile(r"(?<!\S)%%.*")
_STOP: Final = "[*]"
_KINDS: Final = {"choice": Shape.DIAMOND, "fork": Shape.BAR, "join": Shape.BAR}
_ASIDE: Final = Link(stroke=Stroke.DOTTED, end=Head.NONE)


def read_state(source: Source, report: Report) -> Diagram:
    """Read a text that begins with `stateDiagram` or `stateDiagram-v2`."""
    return _States(report).read(source)


class _States:
    __slots__ = (
        "_builder",
        "_declared",
        "_direction",
        "_kinds",
        "_line",
        "_notes",
        "_open",
        "_regions",
        "_report",
        "_texts",
        "_written",
    )

    def __init__(self, report: Report) -> None:
        self._report = report
        self._builder = Builder(report, last_counts=True)
        self._direction = Direction.DOWN
        self._line = 0
        self._notes = 0
        self._kinds: dict[str, Shape] = {}
        # The state that was declared last, whose brace may follow in a line of its own.
        self._declared = ""
        # What describes each state, in order: they are the lines of its text.
        self._texts: dict[str, list[str]] = {}
        # For each state that is open: its id, and whether it is divided.
        self._open: list[tuple[str, bool]] = []
        # The regions of each state: one that begins twice goes on.
        self._regions: dict[str, dict[str, None]] = {}
        # Transitions as their author writes them, and the ids that they have.
        self._written: dict[str | tuple[str, str], tuple[str, str]] = {}

    def read(self, source: Source) -> Diagram:
        lines = enumerate(source.text.split("\n"), 1)
        for number, line in lines:
            self._line = number
            text = _COMMENT.sub("", line).strip()
            note = _NOTE.fullmatch(text)
            if note:
                self._note(note[1].lower(), note[2], note[3] if note[3] is not None else self._note_text(lines))
            else:
                self._read_line(text)
        while self._open:
            self._report.add("diagram-unclosed", Severity.WARNING, f"no }} ends the state {self._open[-1][0]}", self._line)
            self._leave()
        for name, texts in self._texts.items():
            self._builder.retitle(name, self._report.bounded("\n".join(texts), self._line))
        diagram = self._builder.build(self._direction, (), source.title, source.description)
        return read_steps(diagram, source.comments, self._written, self._report)

    def _note_text(self, lines: Iterator[tuple[int, str]]) -> str:
        """What stands in the lines up to `end note`."""
        words: list[str] = []
        for _, line in lines:
            if _END_NOTE.fullmatch(line.strip()):
                break
            words.append(line.strip())
        else:
            self._report.add("diagram-unclosed", Severity.WARNING, "no end note ends this note", self._line)
        return "\n".join(words)

    def _read_line(self, text: str) -> None:
        """Read a line, in which states around others may begin and end."""
        header = _HEADER.match(text)
        at = header.end() if header else 0
        while at < len(text):
            if text[at] == "}":
                self._leave()
                at += 1
            elif text[at] in " \t;":
                at += 1
            elif text[at] == "{" and self._declared:
                self._enter(self._declared)
                at += 1
            elif (match := _STATE.match(text, at)) and match["open"]:
                self._state(match)
                at = match.end()
            else:
                statement = _unbraced(text[at:]) if self._open else text[at:].rstrip(" \t;")
                self._statement(statement)
                at += max(len(statement), 1)

    def _statement(self, text: str) -> None:
        if text == "--":
            self._divide()
        elif match := _DIRECTION.fullmatch(text):
            self._turn(DIRECTIONS[match[1]])
        elif match := _STATE.fullmatch(text):
            self._state(match)
        elif match := _TRANSITION.fullmatch(text):
            self._transition(match)
        elif match := _LOOK.fullmatch(text):
            read_look(match[1], match[2], self._builder, self._report, self._line)
        elif match := _FLOATING.fullmatch(text):
            self._builder.node(match[2], self._line, label(match[1], self._report, self._line), Shape.TEXT)
        elif match := _DESCRIBED.fullmatch(text):
            self._describe(self._mention(match[1]), match[2])
        elif match := _ALONE.fullmatch(text):
            self._mention(match[1], match[2] or "")
        elif not _NOT_DRAWN.fullmatch(text):
            self._report.unread(text, "not understood", self._line)

    def _state(self, match: re.Match[str]) -> None:
        """A state that is declared; with a brace it is open from now on."""
        name = self._report.bounded(match["name"], self._line)
        if kind := match["kind"]:
            if kind in _KINDS:
                self._kinds[name] = _KINDS[kind]
            else:
                self._report.unread(kind, "states are choice, fork or join", self._line)
        if match["open"]:
            self._enter(name)
        else:
            self._mention(name)
            self._declared = name
        if match["style"]:
            self._builder.classify(name, match["style"])
        for text in filter(None, (match["text"], match["more"])):
            self._describe(name, text)

    def _enter(self, name: str) -> None:
        """Open a state: what follows is inside."""
        self._builder.open_group(name, name, self._line)
        self._open.append((name, False))
        self._declared = ""

    def _leave(self) -> None:
        """End the state that began last, and its last region."""
        if not self._open:
            self._report.unread("}", "no state is open here", self._line)
            return
        _, divided = self._open.pop()
        if divided:
            self._builder.close_group()
        self._builder.close_group()

    def _divide(self) -> None:
        """End a region of the open state, and begin the next."""
        if not self._open:
            self._report.unread("--", "only what is inside a state is divided", self._line)
            return
        name, divided = self._open[-1]
        regions = self._regions.setdefault(name, {})
        if divided:
            self._builder.close_group()
        else:
            first = f"{name} {len(regions) + 1}"
            if not self._builder.split_group(first, self._line, regions):
                return
            regions[first] = None
        self._open[-1] = (name, True)
        following = f"{name} {len(regions) + 1}"
        regions[following] = None
        self._builder.open_group(following, "", self._line)

    def _turn(self, direction: Direction) -> None:
        if self._builder.depth:
            self._builder.turn(direction)
        else:
            self._direction = direction

    def _mention(self, name: str, style: str = "", *, target: bool = False) -> str:
        """A state that is spoken of here; its id, which is one of its own for the start and the end of each state."""
        name = self._report.bounded(name, self._line)
        if name == _STOP:
            name = f"{self._builder.inside} [*] {'end' if target else 'start'}".lstrip()
            self._builder.node(name, self._line, "", Shape.DOT)
        else:
            shape = self._kinds.get(name, Shape.ROUNDED)
            self._builder.node(name, self._line, None if name in self._texts or shape is Shape.ROUNDED else "", shape)
        if style:
            self._builder.classify(name, style)
        return name

    def _transition(self, match: re.Match[str]) -> None:
        source = self._mention(match[1], match[2] or "")
        target = self._mention(match[3], match[4] or "", target=True)
        self._written.setdefault((match[1], match[3]), (source, target))
        text = label(match[5] or "", self._report, self._line)
        self._builder.edge(source, target, Link(text), self._report.in_file(self._line))

    def _describe(self, name: str, text: str) -> None:
        """Add a line to the text of a state, whose text is its id only where it has no other."""
        self._texts.setdefault(name, []).append(label(text, self._report, self._line))

    def _note(self, side: str, name: str, text: str) -> None:
        """Words beside a state."""
        self._notes += 1
        note = f"note {self._notes}"
        name = self._mention(name)
        self._builder.node(note, self._line, label(text, self._report, self._line), Shape.TEXT)
        ends = (name, note) if side == "right" else (note, name)
        self._builder.edge(*ends, _ASIDE, self._report.in_file(self._line))


def _unbraced(text: str) -> str:
    """A statement without the braces at its end that end the states around it."""
    excess = text.count("}") - text.count("{")
    text = text.rstrip(" \t;")
    while excess > 0 and text.endswith("}"):
        text = text[:-1].rstrip(" \t;")
        excess -= 1
    return text
