"""What a learner has to do, drawn: the place that knows every task."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from tui_course.language import gettext as _
from tui_course.model.answer import Chosen, Ordered, Reflected, SelfMark
from tui_course.model.block import Paragraph
from tui_course.model.draft import Choosing, Marking, Ordering, Pairing, Typing
from tui_course.model.inline import Text
from tui_course.model.question import Choose, Match, Order, Reflect, TypedTask
from tui_course.model.words import block_words
from tui_course.typeset.labels import handed_in_label, self_mark_label
from tui_course.typeset.line import Line, Role, Run
from tui_course.typeset.questions.blanks import blanks
from tui_course.typeset.questions.pairs import pairs, still_pairs
from tui_course.typeset.questions.parts import alphabetical
from tui_course.typeset.questions.rows import Row, set_rows
from tui_course.typeset.questions.scene import sign

if TYPE_CHECKING:
    from tui_course.model.question import Choice, Question
    from tui_course.typeset.context import Context
    from tui_course.typeset.questions.scene import Scene

_BLANK = "____"


def still(question: Question, context: Context, width: int) -> list[Line]:
    """What is to be done, only to be read."""
    task = question.task
    match task:
        case Choose():
            mark = context.drawing.many_choice if task.several else context.drawing.choice
            rows = [Row(f"{number}  {mark}", choice.blocks) for number, choice in enumerate(task.choices, 1)]
            return set_rows(rows, context, width)
        case Match():
            return still_pairs(task, context, width)
        case Order():
            rows = [Row(str(number), item.blocks) for number, item in enumerate(alphabetical(task.items), 1)]
            return set_rows(rows, context, width)
        case TypedTask():
            return [] if _BLANK in block_words(question.prompt) else [Line((Run(_BLANK, Role.QUESTION),))]
        case Reflect():
            return _reflection(task, context, width)
        case _:
            assert_never(task)


def live(scene: Scene, context: Context, width: int) -> list[Line]:
    """What is to be done, as far as the learner has done it."""
    match scene.asked.question.task, scene.asked.draft:
        case Choose() as task, Choosing() as draft:
            return _choices(task, draft, scene, context, width)
        case TypedTask() as task, Typing() as draft:
            return blanks(task, draft, scene, context, width)
        case Match() as task, Pairing() as draft:
            return pairs(task, draft, scene, context, width)
        case Order() as task, Ordering() as draft:
            return _order(task, draft, scene, context, width)
        case Reflect() as task, Marking() as draft:
            lines = _reflection(task, context, width)
            return [*lines, *([Line()] if lines else []), *_marks(draft, scene, context, width)]
        case _:
            return still(scene.asked.question, context, width)


def _choices(task: Choose, draft: Choosing, scene: Scene, context: Context, width: int) -> list[Line]:
    by_key = {choice.key: choice for choice in task.choices}
    rows = [_choice(number, by_key[key], draft, scene, context) for number, key in enumerate(draft.order) if key in by_key]
    return set_rows(rows, context, width)


def _choice(number: int, choice: Choice, draft: Choosing, scene: Scene, context: Context) -> Row:
    drawing, asked = context.drawing, scene.asked
    picked = choice.key in draft.chosen
    if draft.several:
        mark, role = drawing.many_chosen if picked else drawing.many_choice, Role.MARKER
    else:
        mark, role = drawing.chosen if picked else drawing.choice, Role.MARKER
    word = ""
    shows = False
    if asked.judged:
        given = scene.given(choice.key)
        shows = given is not None or asked.settled
        if given is not None:
            mark, role = sign(drawing, right=choice.correct)
            word = _("your answer")
        elif isinstance(asked.solution, Chosen) and choice.key in asked.solution.keys:
            mark, role = sign(drawing, right=True)
            word = _("right")
    return Row(
        f"{number + 1}  {mark}",
        choice.blocks,
        role,
        scene.at(choice.key),
        current=scene.focused and not asked.judged and number == draft.cursor,
        word=word,
        comment=choice.comment if shows else (),
    )


def _order(task: Order, draft: Ordering, scene: Scene, context: Context, width: int) -> list[Line]:
    drawing, asked = context.drawing, scene.asked
    by_key = {item.key: item for item in task.items}
    shown = asked.solution.keys if isinstance(asked.solution, Ordered) and asked.revealed else draft.order
    rows = []
    for number, key in enumerate(shown):
        if key not in by_key:
            continue
        given = scene.given(key) if asked.judged and not asked.revealed else None
        current = scene.focused and not asked.judged and number == draft.cursor
        held = drawing.held if current and draft.held else ""
        mark, role = sign(drawing, right=given) if given is not None else (held, Role.MARKER)
        label = f"{number + 1}  {mark}{' ' * (context.cells(drawing.right) - context.cells(mark))}"
        rows.append(Row(label, by_key[key].blocks, role, scene.at(key), current=current))
    return set_rows(rows, context, width)


def _reflection(task: Reflect, context: Context, width: int) -> list[Line]:
    rows = [Row(context.drawing.dot, item.blocks) for item in task.items]
    lines = set_rows(rows, context, width)
    if task.handed_in:
        if lines:
            lines.append(Line())
        lines.extend(context.inlines((Text(handed_in_label()),), width, Role.DIM))
    return lines


def _marks(draft: Marking, scene: Scene, context: Context, width: int) -> list[Line]:
    drawing, asked = context.drawing, scene.asked
    mark = asked.answer.mark if isinstance(asked.answer, Reflected) else draft.mark
    rows = []
    for number, one in enumerate(SelfMark):
        sign_of = drawing.chosen if one is mark else drawing.choice
        current = scene.focused and not asked.judged and number == draft.cursor
        words = (Paragraph((Text(self_mark_label(one)),)),)
        rows.append(Row(f"{number + 1}  {sign_of}", words, Role.MARKER, scene.at(one.value), current=current))
    return set_rows(rows, context, width)
