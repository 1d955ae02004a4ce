"""What a line from the learner means: a command, or words of an answer."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from tui_course.language import gettext as _
from tui_course.model.answer import Confidence, Refusal
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence


class Command(StrEnum):
    """What a learner can ask for besides answering, by its full name."""

    HINT = "hint"
    REVEAL = "reveal"
    SKIP = "skip"
    LIST = "list"
    AGAIN = "again"
    WHERE = "where"
    CHECK = "check"
    UNDO = "undo"
    SURE = "sure"
    UNSURE = "unsure"
    NEXT_PAGE = "next page"
    HELP = "help"
    QUIT = "quit"


_NAMES: Final = {
    "h": Command.HINT,
    "x": Command.REVEAL,
    "s": Command.SKIP,
    "l": Command.LIST,
    "r": Command.AGAIN,
    "w": Command.WHERE,
    "c": Command.CHECK,
    "u": Command.UNDO,
    "n": Command.NEXT_PAGE,
    "?": Command.HELP,
    "q": Command.QUIT,
} | {command.value: command for command in Command}
_SUFFIXES: Final = {"!": Confidence.SURE, "?": Confidence.UNSURE}
_NUMBER: Final = re.compile(r"[0-9]{1,6}")
_PAIR: Final = re.compile(r"([0-9]{1,6})[\s=:.)-]*([A-Za-z]{1,3})(?![A-Za-z])[\s,;.]*")
_PARTS: Final = re.compile(r"[\s,;.>)]+")
_SPACE: Final = " \t"
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Said:
    """Words of an answer, and how sure the learner says to be of it."""

    text: str
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Unheard:
    """A command that there is none of."""

    name: str


def heard(line: str, *, literal: bool) -> Command | Said | Unheard:
    """The meaning of a line; where it is `literal`, every letter belongs to the answer, and only a colon begins a command.

    Two colons begin an answer with one. Elsewhere a command also goes without colon, and `!` or `?` at the end of an answer
    says that the learner is sure or not sure.
    """
    text = line.strip(_SPACE)
    if text.startswith("::"):
        return Said(text[1:])
    if text.startswith(":"):
        name = text[1:].strip(_SPACE)
        return _NAMES.get(name.casefold(), Unheard(shortened(name)))
    if literal:
        return Said(text)
    command = _NAMES.get(text.casefold())
    if command is not None:
        return command
    confidence = _SUFFIXES.get(text[-1:])
    return Said(text if confidence is None else text[:-1].rstrip(_SPACE), confidence)


def agrees(line: str) -> bool:
    """Whether a line says yes, in English or in the language that is spoken."""
    # Translators: what is typed to agree, in lower case, with spaces between the words.
    return line.strip().casefold() in {"y", "yes", *_("y yes").split()}


def numbers(text: str, count: int) -> list[int] | Refusal:
    """The numbers from 1 to `count` in a text, as they stand there."""
    found = []
    for part in filter(None, _PARTS.split(text)):
        number = int(part) if _NUMBER.fullmatch(part) else 0
        if not 1 <= number <= count:
            return Refusal(_("“{text}” is no number from 1 to {count}").format(text=shortened(part), count=count))
        found.append(number)
    return found


def pairs(text: str, count: int, letters: Sequence[str]) -> list[tuple[int, str]] | Refusal:
    """The pairs in a text, such as `1c 2a`: a number from 1 to `count` and one of `letters` each."""
    found = []
    place = 0
    while place < len(text):
        pair = _PAIR.match(text, place)
        if pair is None:
            reason = _("“{text}” is no pair; write a number and a letter, such as {pair}")
            return Refusal(reason.format(text=shortened(text[place:]), pair=f"1{letters[0]}"))
        number, letter = int(pair[1]), pair[2].lower()
        if not 1 <= number <= count:
            return Refusal(_("{number} is no number from 1 to {count}").format(number=number, count=count))
        if letter not in letters:
            reason = _("“{letter}” is no letter from {first} to {last}")
            return Refusal(reason.format(letter=letter, first=letters[0], last=letters[-1]))
        found.append((number, letter))
        place = pair.end()
    return found


def shortened(text: str) -> str:
    """A text that is repeated to whoever typed it, cut where it is long."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
