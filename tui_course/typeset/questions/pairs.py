"""Matching: the left side with what was put to it, the right side with its letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.model.answer import Paired
from tui_course.typeset.columns import beside
from tui_course.typeset.line import Line, Role
from tui_course.typeset.questions.parts import alphabetical
from tui_course.typeset.questions.rows import Row, set_rows
from tui_course.typeset.questions.scene import sign
from tui_course.typeset.scripts import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.draft import Pairing
    from tui_course.model.question import Match
    from tui_course.typeset.context import Context
    from tui_course.typeset.questions.scene import Scene

_LEAST_HALF = 24
_BETWEEN = 3


def still_pairs(task: Match, context: Context, width: int) -> list[Line]:
    """What is to be matched, only to be read."""
    left = [Row(str(number), item.blocks) for number, item in enumerate(task.left, 1)]
    items = alphabetical((*task.right, *task.distractors))
    right = [Row(label, item.blocks) for label, item in zip(labels(len(items)), items, strict=False)]
    return _sides(left, right, context, width)


def pairs(task: Match, draft: Pairing, scene: Scene, context: Context, width: int) -> list[Line]:
    """What is to be matched, and what was put together so far: the letter stands in the brackets."""
    letters = dict(zip(draft.right, labels(len(draft.right)), strict=False))
    asked, drawing = scene.asked, context.drawing
    solved = asked.solution.pairs if asked.revealed and isinstance(asked.solution, Paired) else None
    made = dict(solved if solved is not None else draft.pairs)
    # The two sides have keys of their own: what stands on both may be written in two ways.
    on_left = {item.key: item.blocks for item in task.left}
    on_right = {item.key: item.blocks for item in (*task.distractors, *task.right)}
    widest = max(map(len, letters.values()), default=1)
    left = []
    for number, key in enumerate(draft.left):
        given = scene.given(key) if asked.judged and solved is None else None
        # The room for a sign is there from the start, so that a verdict moves nothing.
        mark, role = sign(drawing, right=given) if given is not None else (" " * context.cells(drawing.right), Role.MARKER)
        current = scene.focused and not asked.judged and number == draft.cursor
        slot = letters.get(made.get(key, ""), f"{draft.letter}?" if current and draft.waiting else " ")
        label = f"{number + 1} [{slot:>{widest}}] {mark}"
        left.append(Row(label, on_left.get(key, ()), role, scene.at(f"left {key}"), current=current))
    used = set(made.values())
    right = [
        Row(letters.get(key, ""), on_right.get(key, ()), Role.DIM if key in used else Role.MARKER, scene.at(f"right {key}"))
        for key in draft.right
    ]
    return _sides(left, right, context, width)


def _sides(left: Sequence[Row], right: Sequence[Row], context: Context, width: int) -> list[Line]:
    """Two lists, side by side where both have room."""
    half = (width - _BETWEEN) // 2
    if half >= _LEAST_HALF:
        before = context.place
        columns = [(set_rows(rows, context, half), half) for rows in (left, right)]
        if all(context.cells(line.text) <= half for lines, _ in columns for line in lines):
            return beside(columns, context)
        context.return_to(before)
    lines = set_rows(left, context, width)
    below = set_rows(right, context, width)
    return [*lines, *([Line()] if lines and below else []), *below]
