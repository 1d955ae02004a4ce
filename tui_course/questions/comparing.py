"""Typed text against what is accepted."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Self, assert_never

from tui_course.model.question import Comparison
from tui_course.questions.patterns import matches
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.model.question import Blank

_TYPOGRAPHY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\xad": None, "\u200b": None, "\u2060": None})


@dataclass(frozen=True, slots=True)
class Acceptor:
    """What a blank accepts, folded once for any number of texts; a pattern that cannot be used accepts nothing."""

    blank: Blank
    folded: frozenset[object]
    in_small_letters: frozenset[str]

    @classmethod
    def of(cls, blank: Blank) -> Self:
        """The acceptor of a blank."""
        small = frozenset(text.strip().casefold() for text in blank.accepted)
        return cls(blank, frozenset(_folded(text, blank.comparison) for text in blank.accepted), small)

    def accepts(self, text: str) -> bool:
        """Whether the blank accepts a text. Never raises."""
        if self.blank.comparison is Comparison.REGEX:
            return any(matches(pattern, " ".join(text.split())) for pattern in self.blank.accepted)
        return _folded(text, self.blank.comparison) in self.folded

    def misses_case(self, text: str) -> bool:
        """Whether only capital and small letters keep the blank from accepting a text."""
        is_strict = self.blank.comparison in {Comparison.EXACT, Comparison.COMMAND}
        return is_strict and text.strip().casefold() in self.in_small_letters and not self.accepts(text)


def _folded(text: str, comparison: Comparison) -> object:
    match comparison:
        case Comparison.TEXT:
            return _plain(text)
        case Comparison.EXACT | Comparison.REGEX:
            return text.strip()
        case Comparison.COMMAND:
            return shell_words(text)
        case _:
            assert_never(comparison)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(folded.translate(_TYPOGRAPHY).split())


def shell_words(text: str) -> tuple[str, ...]:
    """The words that a shell would make of a text, operators such as `|` apart; nothing is expanded or run.

    Where a quotation mark is not closed, the words between white space, as they stand after an empty word.
    """
    import shlex

    reader = shlex.shlex(text, posix=True, punctuation_chars=True)
    reader.whitespace_split = True
    reader.commenters = ""
    try:
        return tuple(reader)
    except ValueError:
        return ("", *text.split())


_COMMAND = r"[a-z][a-z0-9_.+-]*"
_PATH = r"(?:~|\.{1,2})?/\S*|~|\.{1,2}"
_IS_PATH = re.compile(_PATH)
_IS_CALL = re.compile(rf"(?:{_COMMAND}|{_PATH})(?: +\S+)*? +(?:--?[A-Za-z]\S*|(?:~|\.{{1,2}})?/\S*)(?: .*)?")
_BEGINS_LIKE_CALL = re.compile(rf"(?:{_COMMAND}|{_PATH})(?:\s.*)?", re.DOTALL)
_TYPING = r"\b(?:run|type|typed|write|use|used|enter|execute|terminal|shell)\b"
_ASKS_FOR_COMMAND = re.compile(
    rf"\b(?:what|which|full|single) command\b|\b(?:full|absolute|relative) path\b"
    rf"|\b(?:shell|the) command\b.{{0,100}}{_TYPING}|{_TYPING}.{{0,100}}\b(?:shell|the) command\b"
    rf"|\b(?:in|on|into) (?:the|a|your) (?:terminal|shell|command line)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_command(accepted: tuple[str, ...], prompt: str) -> bool:
    """Whether accepted answers are commands or paths: by their shape, or because the prompt asks for one.

    A path begins with `/`, `~`, `./` or `../`; a call has an option or a path behind a name in small letters. What a prompt
    asks for as a command must at least begin with such a name.
    """
    texts = [text.strip() for text in accepted]
    if not texts:
        return False
    if all(_IS_PATH.fullmatch(text) or _IS_CALL.fullmatch(text) for text in texts):
        return True
    return bool(_ASKS_FOR_COMMAND.search(prompt)) and all(_BEGINS_LIKE_CALL.fullmatch(text) for text in texts)
