"""What a class said in a poll, as lines: each answer with its share, what is right, and the author's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.typeset.bar import bar
from tui_course.typeset.document import Document
from tui_course.typeset.labels import explanation_label
from tui_course.typeset.line import Line, Role, Run, Weight
from tui_course.typeset.wrap import breaks

if TYPE_CHECKING:
    from tui_course.model.block import Block
    from tui_course.model.question import Question
    from tui_course.typeset.setting import Setting
    from tui_course.workshop.counting import Bar, Histogram

_LONGEST_BAR: Final = 40
_LEAST_BAR: Final = 4
_INDENT: Final = 3


def result_lines(question: Question, found: Histogram, setting: Setting, mine: str) -> list[Line]:
    """The question, what was answered to it, and its author's words; `mine` is the learner's own vote in words, or empty."""
    lines = _set(question.prompt, setting)
    lines += [Line(), *_wrapped(_count(found), setting, Role.QUESTION, Weight.BOLD), Line()]
    lines += _bars(found, setting, mine)
    if found.others:
        others = ngettext("{n} other answer", "{n} other answers", found.others).format(n=found.others)
        lines += _wrapped(others, setting, Role.DIM)
    if mine and all(one.text != mine for one in found.bars):
        lines += [Line(), *_wrapped(_("Your vote: {words}").format(words=mine), setting)]
    if question.explanation:
        lines += [Line(), *_wrapped(explanation_label(), setting, Role.NOTE, Weight.BOLD), *_set(question.explanation, setting)]
    return lines


def _wrapped(words: str, setting: Setting, role: Role = Role.TEXT, weight: Weight = Weight.NONE) -> list[Line]:
    rows = breaks(words, setting.measure, setting.cells)
    return [Line((Run(words[start:stop], role, weight),)) for start, stop in rows]


def _set(blocks: tuple[Block, ...], setting: Setting) -> list[Line]:
    document = Document(blocks, setting)
    return list(document.lines(0, document.height))


def _count(found: Histogram) -> str:
    if not found.learners:
        return _("Nobody has voted.")
    return ngettext("{n} vote", "{n} votes", found.learners).format(n=found.learners)


def _bars(found: Histogram, setting: Setting, mine: str) -> list[Line]:
    """Each answer with its bar, all of them of one scale."""
    joint = " | " if setting.ascii else " · "
    labels = [[_("right")] * bool(one.right) + [_("your vote")] * (one.text == mine) for one in found.bars]
    figures = [joint.join([str(one.count), *said]) for one, said in zip(found.bars, labels, strict=True)]
    room = max(1, setting.measure - _INDENT)
    beside = room - max(map(setting.cells, figures), default=0) - 1
    cells = min(_LONGEST_BAR, beside) if beside >= _LEAST_BAR else room
    lines: list[Line] = []
    for one, said in zip(found.bars, figures, strict=True):
        lines += _answer(one, room, setting)
        share = one.count / found.learners if found.learners else 0.0
        drawn = bar(share, cells, ascii=setting.ascii).rstrip(" .")
        indent = Run(" " * _INDENT)
        if beside >= _LEAST_BAR:
            lines.append(Line((indent, Run(drawn, Role.NOTE), Run(f"{' ' if drawn else ''}{said}", Role.DIM))))
        else:
            rows = [said[start:stop] for start, stop in breaks(said, room, setting.cells)]
            lines += [Line((indent, Run(drawn, Role.NOTE))), *(Line((indent, Run(row, Role.DIM))) for row in rows)]
    return lines


def _answer(one: Bar, room: int, setting: Setting) -> list[Line]:
    """An answer in its words, with a mark where it is right."""
    sign = ("*" if setting.ascii else "✓") if one.right else ""
    role = Role.RIGHT if one.right else Role.TEXT
    rows = [one.text[start:stop] for start, stop in breaks(one.text, room, setting.cells)] or [""]
    return [Line((Run(f"{sign if not number else '':<{_INDENT}}", role), Run(row, role))) for number, row in enumerate(rows)]
