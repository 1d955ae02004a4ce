"""Blanks: what is typed, the caret in it, and what was accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.answer import Typed
from tui_course.model.question import Measure
from tui_course.model.visible import visible
from tui_course.typeset.line import Line, Role, Run, Weight
from tui_course.typeset.questions.scene import sign
from tui_course.typeset.wrap import chop

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.model.draft import Typing
    from tui_course.model.question import Fill
    from tui_course.typeset.context import Context
    from tui_course.typeset.line import Target
    from tui_course.typeset.questions.scene import Scene

_FIELD = 48
_NUMBER_FIELD = 20


def blanks(task: Fill | Measure, draft: Typing, scene: Scene, context: Context, width: int) -> list[Line]:
    """A line for each blank: its number where there are several, the text, whether it is right, what is right."""
    asked = scene.asked
    lines = []
    unit = f" {task.unit}" if isinstance(task, Measure) and task.unit else ""
    for number, text in enumerate(draft.texts):
        label = f"{number + 1}  " if len(draft.texts) > 1 else ""
        current = scene.focused and not asked.judged and number == draft.cursor
        given = scene.given(str(number)) if asked.judged and not asked.revealed else None
        mark, role = sign(context.drawing, right=given) if given is not None else ("", Role.MARKER)
        head = [Run(label, Role.CURSOR if current else Role.MARKER)] if label else []
        tail = [Run(unit, Role.DIM)] if unit else []
        if mark:
            tail.append(Run(f"  {mark}", role))
        room = width - context.cells(label + unit) - (context.cells(mark) + 2 if mark else 0)
        room = max(1, min(room, _NUMBER_FIELD if isinstance(task, Measure) else _FIELD))
        caret = draft.caret if current and scene.typing else None
        lines.append(Line((*head, *_field(text, caret, room, scene.at(str(number)), context.cells), *tail)))
        if asked.revealed and isinstance(asked.solution, Typed) and number < len(asked.solution.texts):
            right, role = sign(context.drawing, right=True)
            words = f"{right}  {visible(asked.solution.texts[number])}{unit}"
            space = " " * context.cells(label)
            chopped = chop(words, max(1, width - len(space)), context.cells)
            lines.extend(Line((Run(space), Run(part, role))) for part in chopped)
    return lines


def _field(text: str, caret: int | None, room: int, target: Target, cells: Callable[[str], int]) -> list[Run]:
    """A field `room` cells wide with as much of the text as fits around the caret."""
    shown = visible(text).replace("\n", " ").replace("\t", " ")
    if len(shown) != len(text) and caret is not None:
        caret = len(shown)
    at = len(shown) if caret is None else caret
    first = 0
    while first < at and cells(shown[first:at]) >= room:
        first += max(1, (at - first) // 8)
    last = at
    while last < len(shown) and cells(shown[first : last + 1]) < room:
        last += 1
    if caret is None and cells(shown) <= room:
        first, last = 0, len(shown)
    look = (Role.INPUT, Weight.UNDERLINE, target)
    if caret is None:
        return [Run(shown[first:last] + " " * (room - cells(shown[first:last])), *look)]
    under = shown[caret : min(caret + 1, last)]
    before, after = shown[first:caret], shown[caret + 1 : last] if under else ""
    spare = room - cells(before) - cells(under or " ") - cells(after)
    runs = [Run(before, *look), Run(under or " ", Role.CARET, Weight.NONE, target), Run(after + " " * max(0, spare), *look)]
    return [run for run in runs if run.text]
