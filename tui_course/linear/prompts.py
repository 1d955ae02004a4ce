"""Prompts: what can be typed now, in one line; and the help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from tui_course.language import gettext as _
from tui_course.language import later
from tui_course.model.draft import Choosing, Marking, Ordering, Pairing, Typing
from tui_course.model.question import Fill, Measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.model.asked import Asked

HELP: Final = later("""\
Answer with what the prompt names: a number, several numbers with spaces between them, pairs such as 1c 2a, or text.
An answer may end with ! if you are sure of it, or with ? if you are not: 2 ?
While you type text, write :sure or :unsure before it instead; two colons begin a text that begins with one.
:h or h: a hint, if there is one
:x or x: show the answer; this counts as not known
:s or s: skip this question
:l or l: say the question again
:c or c: check the pairs; :u or u: take the last pair back
:r or r: answer again; :w or w: where is this explained; both after an answer
:n or n: leave the other questions of this page
:? or ?: this help
:q or q: quit; so does the end of the input
Where text is typed a letter alone is an answer, and a command needs its colon; elsewhere both forms will do.""")


def is_literal(asked: Asked) -> bool:
    """Whether letters belong to the answer, so that commands need a colon."""
    return not asked.judged and isinstance(asked.question.task, Fill)


def answer_prompt(asked: Asked) -> str:
    """The prompt of a question that waits for an answer."""
    colon = ":" if is_literal(asked) else ""
    commands = [f"{colon}{key} {word}" for key, word in _commands(asked)]
    return f"{_wanted(asked)} ({', '.join([_form(asked), *commands])}):"


def vote_prompt(asked: Asked) -> str:
    """The prompt of a poll."""
    colon = ":" if is_literal(asked) else ""
    commands = [("c", _("check"))] if isinstance(asked.draft, Pairing) else []
    said = [_form(asked), *(f"{colon}{key} {word}" for key, word in (*commands, ("s", _("skip"))))]
    return "{} ({}):".format(_("Your vote"), ", ".join(said))


def _wanted(asked: Asked) -> str:
    draft = asked.draft
    match draft:
        case Choosing():
            return _("Your answers") if draft.several else _("Your answer")
        case Typing():
            if len(draft.texts) > 1:
                return _("Blank {number} of {count}").format(number=draft.cursor + 1, count=len(draft.texts))
            return _("Your answer")
        case Pairing():
            return _("Your pairs")
        case Ordering():
            return _("Your order")
        case Marking():
            return _("Your mark")
        case _:
            assert_never(draft)


def _form(asked: Asked) -> str:
    draft = asked.draft
    match draft:
        case Choosing():
            return _("numbers, such as 1 3") if draft.several else _("a number")
        case Typing():
            if isinstance(asked.question.task, Measure):
                unit = asked.question.task.unit
                return _("a number in {unit}").format(unit=unit) if unit else _("a number")
            keeps = draft.text and len(draft.texts) > 1
            return _("text, Enter keeps {text}").format(text=draft.text) if keeps else _("text")
        case Pairing():
            return _("such as 1b 2a")
        case Ordering():
            return _("the numbers 1 to {count} in the right order").format(count=len(draft.order))
        case Marking():
            return _("1 done, 2 partly, 3 not yet")
        case _:
            assert_never(draft)


def _commands(asked: Asked) -> Iterator[tuple[str, str]]:
    if isinstance(asked.draft, Pairing):
        yield ("c", _("check"))
        if asked.draft.pairs:
            yield ("u", _("undo"))
    if asked.hints < len(asked.question.hints):
        yield ("h", _("hint"))
    if asked.question.graded:
        yield ("x", _("reveal"))
    yield ("s", _("skip"))
    yield ("?", _("help"))
    yield ("q", _("quit"))


def judged_prompt(asked: Asked) -> str:
    """The prompt after a verdict."""
    if asked.settled:
        return _("Enter goes on (r again, w where is this explained, ? help, q quit):")
    count = len(asked.question.hints)
    if asked.hints == count:
        return _("Enter goes on (r try again, x reveal, w where is this explained, ? help, q quit):")
    hint = _("hint {number} of {count}").format(number=asked.hints + 1, count=count) if count > 1 else _("hint")
    said = _("Enter goes on (r try again, h {hint}, x reveal, w where is this explained, ? help, q quit):")
    return said.format(hint=hint)
