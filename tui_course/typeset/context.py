"""What the blocks of a page share while they are typeset: the setting, and what is counted over the page."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from tui_course.language import gettext as _
from tui_course.model.block import ListBlock, Paragraph
from tui_course.typeset.drawing import ASCII, UNICODE, ascii_drawing
from tui_course.typeset.inlines import flow
from tui_course.typeset.line import Line, Role, Run, Target, Weight
from tui_course.typeset.patience import Patience
from tui_course.typeset.spacing import gap
from tui_course.typeset.wrap import chop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tui_course.model.block import Block
    from tui_course.model.inline import Inline
    from tui_course.typeset.drawing import Drawing
    from tui_course.typeset.setting import Setting

_LEAST_INNER = 10
_LEAST_INNER_TIGHT = 6


class Place(NamedTuple):
    """How far a page is counted: reveals, targets, anchors that wait for a line, and questions."""

    reveals: int = 0
    targets: int = 0
    waiting: tuple[str, ...] = ()
    questions: int = 0


class Context:
    """Typesets blocks inside blocks; `dispatch` is the function that knows every kind.

    `measuring` says that only the number of lines matters, and where anchors begin: colours of code may be left out.
    `patience` is for the diagrams of the page. `picture_rows` and `no_pictures` are those of the setting, where pictures may
    stand.
    """

    def __init__(
        self,
        setting: Setting,
        dispatch: Callable[[Block, Context, int], list[Line]],
        *,
        drawing: Drawing | None = None,
        place: Place | None = None,
    ) -> None:
        self.setting = setting
        self.cells = setting.cells
        self.drawing = drawing or (ascii_drawing(_(ASCII.picture)) if setting.ascii else UNICODE)
        self.reveals, self.targets, waiting, self.questions = place or Place()
        self.waiting = list(waiting)
        self.depth = 0
        self.bullets = 0
        self.measuring = False
        self.patience = Patience()
        self.picture_rows = setting.picture_rows
        self.no_pictures = setting.no_pictures
        self._dispatch = dispatch
        self._floor = max(_LEAST_INNER_TIGHT, min(_LEAST_INNER, setting.measure - 4))

    @property
    def place(self) -> Place:
        """Where counting stands; `return_to` comes back here, for what is typeset twice."""
        return Place(self.reveals, self.targets, tuple(self.waiting), self.questions)

    def return_to(self, place: Place) -> None:
        """Count on from `place`."""
        self.reveals, self.targets, waiting, self.questions = place
        self.waiting = list(waiting)

    def numbered(self, target: Target) -> Target:
        """The target with the next number."""
        target = Target(target.kind, target.href, target.page, target.anchor, self.targets)
        self.targets += 1
        return target

    def wait(self, *anchors: str) -> None:
        """The next line that is set takes these anchors; empty ones are none."""
        self.waiting.extend(anchor for anchor in anchors if anchor)

    def inside(self, width: int, by: int) -> int:
        """The width inside an indentation of `by` cells; `width` itself where too little would be left."""
        return width - by if width - by >= self._floor else width

    def inlines(
        self, children: Sequence[Inline], width: int, role: Role = Role.TEXT, weight: Weight = Weight.NONE
    ) -> list[Line]:
        """Inlines as lines of at most `width` cells; anchors without a text wait for the next line."""
        waiting, self.waiting = self.waiting, []
        flowed = flow(children, self, role, weight)
        lines = flowed.lines(width, self.cells)
        if not lines:
            self.waiting = [*waiting, *(name for _, name in flowed.anchors)]
        elif waiting:
            lines[0] = anchored(lines[0], waiting)
        return lines

    def block(self, block: Block, width: int) -> list[Line]:
        """One block, with the anchors that waited for a line."""
        waiting, self.waiting = self.waiting, []
        self.depth += 1
        lines = self._dispatch(block, self, width)
        self.depth -= 1
        if waiting:
            if lines:
                lines[0] = anchored(lines[0], waiting)
            else:
                self.waiting = waiting + self.waiting
        return lines

    def blocks(self, blocks: Iterable[Block], width: int, *, tight: bool = False) -> list[Line]:
        """Blocks below each other, with what stands between them; `tight` leaves no line between text and lists."""
        lines: list[Line] = []
        above: Block | None = None
        for block in blocks:
            below = self.block(block, width)
            if not below:
                continue
            if above is not None and not (tight and isinstance(block, Paragraph | ListBlock)):
                lines.extend([Line()] * min(1, gap(above, block, self.setting.density)))
            lines.extend(below)
            above = block
        return lines

    @contextmanager
    def without_pictures(self) -> Iterator[None]:
        """What is typeset meanwhile shows pictures as words."""
        before = self.picture_rows, self.no_pictures
        self.picture_rows, self.no_pictures = 0, ""
        try:
            yield
        finally:
            self.picture_rows, self.no_pictures = before

    def text(self, text: str, role: Role = Role.TEXT, weight: Weight = Weight.NONE) -> Run:
        """A run of our own words."""
        return Run(text, role, weight)

    def rule(self, character: str, width: int) -> str:
        """A line of `character`, at most `width` cells and at least one character."""
        return character * max(1, width // max(1, self.cells(character)))


def anchored(line: Line, anchors: Iterable[str]) -> Line:
    """The line with more anchors before its own."""
    return Line(line.runs, (*anchors, *line.anchors), line.wide)


def inset(lines: Iterable[Line], first: tuple[Run, ...], rest: tuple[Run, ...]) -> list[Line]:
    """Lines behind a prefix: `first` before the first, `rest` before the others; no line ends with the prefix's spaces."""
    found: list[Line] = []
    prefix = first
    empty = _trimmed(rest)
    for line in lines:
        runs = prefix + line.runs if line.runs else (empty if found else _trimmed(first))
        found.append(Line(runs, line.anchors, line.wide))
        prefix = rest
    return found


def _trimmed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    kept = list(runs)
    while kept:
        last = kept.pop()
        text = last.text.rstrip(" ")
        if text:
            return (*kept, Run(text, last.role, last.weight, last.target))
    return ()


def indent(lines: Iterable[Line], by: int) -> list[Line]:
    """Lines behind `by` spaces."""
    space = (Run(" " * by),) if by > 0 else ()
    return inset(lines, space, space)


def split(lines: Iterable[Line], width: int, cells: Callable[[str], int]) -> list[Line]:
    """Lines of at most `width` cells: what is wider goes on in lines below, cut between characters."""
    found: list[Line] = []
    for line in lines:
        if cells(line.text) <= width:
            found.append(line)
            continue
        text, anchors, start = line.text, line.anchors, 0
        for part in chop(text, width, cells):
            stop = start + len(part)
            found.append(Line(tuple(_cut(line.runs, start, stop)), anchors))
            anchors, start = (), stop
    return found


def _cut(runs: Iterable[Run], start: int, stop: int) -> Iterator[Run]:
    """The runs from one character to another."""
    for run in runs:
        if start < len(run.text) and stop > 0:
            yield Run(run.text[max(0, start) : stop], run.role, run.weight, run.target)
        start -= len(run.text)
        stop -= len(run.text)
