"""Pages with their questions, set again only where a question has changed."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tui_course.model.walk import all_questions
from tui_course.typeset.document import Document
from tui_course.typeset.setting import Setting

if TYPE_CHECKING:
    from tui_course.model.asked import Asked
    from tui_course.model.block import Block
    from tui_course.model.question import Question
    from tui_course.tui.theme import Look

_DOCUMENTS_KEPT = 8


def setting_of(look: Look, width: int) -> Setting:
    """How words are set on this screen, `width` cells wide, in a look."""
    return Setting(width, ascii=look.ascii, cells=cell_len, monochrome=look.is_sparing, density=look.density)


class _State(NamedTuple):
    """What of a question changes its looks."""

    asked: Asked | None
    focused: bool
    typing: bool


class _Kept(NamedTuple):
    blocks: tuple[Block, ...]
    questions: tuple[Question, ...]
    bare: Setting
    states: dict[str, _State]
    document: Document


class Typesetter:
    """Sets pages, and remembers the last few: a page that is looked at again costs what has changed in its questions."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    def document(self, name: str, blocks: tuple[Block, ...], setting: Setting) -> Document:
        """The lines of a page that is known by `name`."""
        before = self._kept.pop(name, None)
        bare = replace(setting, asked=None, in_focus="", typing=False)
        if before is None or before.blocks is not blocks or before.bare != bare:
            questions = tuple(all_questions(blocks))
            document, states = Document(blocks, setting), _states(questions, setting)
        else:
            questions, states = before.questions, _states(before.questions, setting)
            changed = frozenset(key for key, state in states.items() if state != before.states[key])
            document = before.document.again(setting, changed)
        self._kept[name] = _Kept(blocks, questions, bare, states, document)
        while len(self._kept) > _DOCUMENTS_KEPT:
            self._kept.popitem(last=False)
        return document


def _states(questions: tuple[Question, ...], setting: Setting) -> dict[str, _State]:
    found = {}
    for question in questions:
        focused = question.id == setting.in_focus
        asked = setting.asked(question) if setting.asked is not None else None
        found[question.id] = _State(asked, focused, focused and setting.typing)
    return found
