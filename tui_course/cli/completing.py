"""What can follow on a command line that is being typed: names of commands, options, and what each argument takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.cli.parser import Takes
from tui_course.cli.table import COMMANDS
from tui_course.language import gettext as _
from tui_course.values import dataclass

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from tui_course.cli.parser import Parser
    from tui_course.cli.table import Command

_WIDEST: Final = 72


@dataclass(frozen=True, slots=True)
class Offer:
    """A word that can stand where one is typed, and what it is; more of it may follow after an `unfinished` one."""

    word: str
    about: str = ""
    unfinished: bool = False


def offers(words: Sequence[str]) -> tuple[Offer, ...]:
    """What can stand for the last of the words that follow the program's name, which may be empty; each begins as it does.

    Nothing is offered that a terminal or a shell could take for more than a word: no control characters, no text that
    changes direction.
    """
    *before, typed = words or [""]
    found: dict[str, Offer] = {}
    for offer in _offered(before, typed):
        if offer.word.startswith(typed) and offer.word.isprintable():
            found.setdefault(offer.word, Offer(offer.word, _brief(offer.about), offer.unfinished))
    return tuple(found.values())


def _brief(text: str) -> str:
    """One line of a few words that a terminal only shows."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"


def _offered(before: list[str], typed: str) -> Iterator[Offer]:
    if not before:
        for command in COMMANDS.values():
            yield Offer(command.name, _(command.about))
        if typed.startswith("-"):
            yield Offer("--version", _("print the version and leave"))
    named = bool(before) and before[0] in COMMANDS
    yield from _Line(COMMANDS[before[0] if named else "open"], before[named:]).offered(typed)


class _Line:
    """The words after a command, each given to the argument that takes it."""

    def __init__(self, command: Command, before: list[str]) -> None:
        self._parser: Parser = command.parser()
        self._options = {name: one for one in self._parser.actions for name in one.option_strings}
        self._places = [one for one in self._parser.actions if not one.option_strings]
        self._given: list[str] = []
        self._seen: set[str] = set()
        self._pending: argparse.Action | None = None
        self._ended = False
        for word in before:
            self._take(word)

    def _take(self, word: str) -> None:
        if self._pending is not None:
            self._pending = None
        elif self._ended or not word.startswith("-") or word == "-":
            self._given.append(word)
        elif word == "--":
            self._ended = True
        else:
            name, sign, _value = word.partition("=")
            option = self._options.get(name)
            if option is not None:
                self._seen.add(option.dest)
                self._pending = option if takes_value(option) and not sign else None

    def offered(self, typed: str) -> Iterator[Offer]:
        """What can come next, whether or not it begins as what is typed."""
        if self._pending is not None:
            yield from self._values(self._pending, typed)
        elif typed.startswith("-") and not self._ended:
            name, sign, value = typed.partition("=")
            option = self._options.get(name)
            if not sign:
                yield from self._names()
            elif option is not None and takes_value(option):
                for offer in self._values(option, value):
                    yield Offer(f"{name}={offer.word}", offer.about, offer.unfinished)
        else:
            yield from self._next(typed)

    def _next(self, typed: str) -> Iterator[Offer]:
        place = self._place()
        if place is not None:
            yield from self._values(place, typed)

    def _place(self) -> argparse.Action | None:
        """The argument that the next word goes to."""
        number = len(self._given)
        if number < len(self._places):
            return self._places[number]
        last = self._places[-1] if self._places else None
        return last if last is not None and last.nargs in ("*", "+") else None

    def _names(self) -> Iterator[Offer]:
        for name, option in self._options.items():
            if option.dest not in self._seen and len(name) > len("-o"):
                yield Offer(name, option.help or "")

    def _values(self, argument: argparse.Action, typed: str) -> Iterator[Offer]:
        if argument.choices is not None:
            yield from (Offer(str(choice)) for choice in argument.choices)
        for one in self._parser.takes.get(argument.dest, ()):
            if isinstance(one, str):
                if one != "export" or not self._given:
                    yield Offer(one, unfinished=one.endswith("://"))
            else:
                yield from _found(one, self._given, typed)


def takes_value(argument: argparse.Action) -> bool:
    """Whether a word belongs to the argument."""
    return argument.nargs != 0


def _found(kind: Takes, given: Sequence[str], typed: str) -> Iterator[Offer]:
    from tui_course.commands import offering

    match kind:
        case Takes.COURSE:
            found = [*offering.courses(), *offering.paths(typed, offering.is_course)]
        case Takes.LISTED:
            found = [*offering.courses()]
        case Takes.PAGE:
            found = [*offering.pages(given[0])] if given else []
        case Takes.FILE:
            found = [*offering.paths(typed, offering.is_any)]
        case Takes.FOLDER:
            found = [*offering.paths(typed, offering.is_none)]
    for word, about in found:
        yield Offer(word, about, unfinished=word.endswith("/") and kind is not Takes.PAGE)
