"""Blanks: what is typed, the caret in it, and what was accepted."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.model.answer import Typed
from tui_course.model.question import Comparison, Fill, Measure
from tui_course.model.visible import visible
from tui_course.typeset.anchors import question_cursor
from tui_course.typeset.context import anchored, inset, split
from tui_course.typeset.line import Line, Role, Run, Weight
from tui_course.typeset.questions.scene import sign
from tui_course.typeset.wrap import chop, clusters

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.model.draft import Typing
    from tui_course.model.question import TypedTask
    from tui_course.typeset.context import Context
    from tui_course.typeset.questions.scene import Scene

_FIELD = 48
_NUMBER_FIELD = 20
_LEAST_FIELD = 6


def blanks(task: TypedTask, draft: Typing, scene: Scene, context: Context, width: int) -> list[Line]:
    """The blanks below each other: number where there are several, the text, whether it is right, what is right."""
    several = len(draft.texts) > 1
    by = len(str(len(draft.texts))) + 2 if several else 0
    inner = context.inside(width, by)
    lines: list[Line] = []
    for number in range(len(draft.texts)):
        current = scene.focused and not scene.asked.judged and number == draft.cursor
        blank = [*_blank(number, draft, scene, context, inner), *_accepted(number, task, scene, context, inner)]
        if several:
            role, weight = (Role.CURSOR, Weight.BOLD) if current else (Role.MARKER, Weight.NONE)
            label = Run(f"{number + 1:>{by - 2}}  ", role, weight, scene.at(str(number)))
            blank = inset(blank, (label,), (Run(" " * by),)) if inner != width else [Line((label,)), *blank]
        if current:
            blank[0] = anchored(blank[0], (question_cursor(scene.target.href),))
        lines.extend(blank)
    return lines


def _blank(number: int, draft: Typing, scene: Scene, context: Context, width: int) -> list[Line]:
    """The field and what stands behind it, or below it where there is no room; a verdict moves nothing."""
    asked, cells = scene.asked, context.cells
    task = asked.question.task
    unit = f" {visible(task.unit)}" if isinstance(task, Measure) and task.unit else ""
    given = scene.given(str(number)) if asked.judged and not asked.revealed else None
    tail = [Run(unit, Role.DIM)] if unit else []
    if given is not None:
        mark, role = sign(context.drawing, right=given)
        tail.append(Run(f"  {mark}", role))
    behind = cells(unit) + 2 + max(cells(context.drawing.right), cells(context.drawing.wrong))
    has_room = width - behind >= _LEAST_FIELD
    room = min(width - behind if has_room else width, _NUMBER_FIELD if isinstance(task, Measure) else _FIELD)
    is_open = scene.typing and not asked.judged and number == draft.cursor
    ellipsis = "..." if context.setting.ascii else "…"
    field = _field(draft.texts[number], draft.caret if is_open else None, room, ellipsis, cells)
    runs = [Run(run.text, run.role, run.weight, scene.at(str(number))) for run in field]
    if has_room:
        return [Line((*runs, *tail))]
    return [Line(tuple(runs)), *(split([Line(tuple(tail))], width, cells) if tail else [])]


def _accepted(number: int, task: TypedTask, scene: Scene, context: Context, width: int) -> list[Line]:
    """What is right in a blank, once it is revealed."""
    if not scene.asked.revealed:
        return []
    words = _right_words(number, task, scene)
    mark, role = sign(context.drawing, right=True)
    return [Line((Run(part, role),)) for part in chop(f"{mark}  {words}", width, context.cells)] if words else []


def _right_words(number: int, task: TypedTask, scene: Scene) -> str:
    solution = scene.asked.solution
    if isinstance(solution, Typed) and number < len(solution.texts):
        words = _in_one_line(solution.texts[number])
        unit = _in_one_line(task.unit) if isinstance(task, Measure) else ""
        return f"{words} {unit}" if unit and not words.endswith(unit) else words
    if not isinstance(task, Fill) or number >= len(task.blanks) or not task.blanks[number].accepted:
        return ""
    blank = task.blanks[number]
    first = _in_one_line(blank.accepted[0])
    return _("what matches {pattern}").format(pattern=first) if blank.comparison is Comparison.REGEX else first


def _in_one_line(text: str) -> str:
    return visible(text).replace("\n", " ").replace("\t", " ")


def _field(text: str, caret: int | None, room: int, ellipsis: str, cells: Callable[[str], int]) -> list[Run]:
    """A field `room` cells wide: the part of the text around the caret, or the beginning where the caret is not in it.

    The part begins at multiples of half the room, so that it stays while the caret moves a little.
    """
    shown = _in_one_line(text)
    parts = list(shown) if shown.isascii() else clusters(shown, cells)
    offsets = [0, *accumulate(map(cells, parts))]
    if caret is None:
        return [_entered(_cut(parts, offsets, room, ellipsis, cells), room, cells)]
    at, letters = 0, len(_in_one_line(text[:caret]))
    while at < len(parts) and letters >= len(parts[at]):
        letters -= len(parts[at])
        at += 1
    under = parts[at] if at < len(parts) else " "
    step = max(1, room // 2)
    start = max(0, -(-(offsets[at] + cells(under) - room) // step) * step)
    first = next((number for number in range(at) if offsets[number] >= start), at)
    last = at + 1
    while last < len(parts) and offsets[last + 1] - offsets[first] <= room:
        last += 1
    before = "".join(parts[first:at])
    spare = room - cells(before) - cells(under)
    runs = (
        Run(before, Role.INPUT, Weight.UNDERLINE),
        Run(under, Role.CARET),
        _entered("".join(parts[at + 1 : last]), spare, cells),
    )
    return [run for run in runs if run.text]


def _entered(text: str, room: int, cells: Callable[[str], int]) -> Run:
    return Run(text + " " * max(0, room - cells(text)), Role.INPUT, Weight.UNDERLINE)


def _cut(parts: list[str], offsets: list[int], room: int, ellipsis: str, cells: Callable[[str], int]) -> str:
    """The beginning of a text, and that it goes on."""
    if offsets[-1] <= room:
        return "".join(parts)
    left = max(0, room - cells(ellipsis))
    count = sum(1 for offset in offsets[1:] if offset <= left)
    return "".join(parts[:count]) + ellipsis[: room - offsets[count]]
