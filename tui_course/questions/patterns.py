"""Patterns of authors, used only where they cannot run away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

MAX_PATTERN: Final = 200
MAX_MATCHED: Final = 100
"""The most characters of a pattern, and of a text that is compared with one."""

_MAX_WAYS: Final = 10_000_000
_TOKEN = re.compile(
    r"(?P<escape>\\.)|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<open>\((?:\?:)?)|(?P<close>\))|(?P<either>\|)"
    r"|(?P<repeat>(?:[*+?]|\{(?:[0-9]+(?:,[0-9]*)?|,[0-9]*)\})[?+]?)|(?P<other>.)",
    re.DOTALL,
)
_COUNTED = re.compile(r"\{([0-9]*)(,?)([0-9]*)\}")
_DOUBTFUL_IN_SET = re.compile(r"\[|--|&&|~~|\|\|")


@dataclass(slots=True)
class _Group:
    """How many ways there are to match what is read of a group: `done` branches, the branch up to now, its last piece.

    `repeats` says that something in the group repeats, `last_repeats` that something in its last piece does.
    """

    done: int = 0
    branch: int = 1
    last: int = 1
    repeats: bool = False
    last_repeats: bool = False

    def next_piece(self) -> None:
        self.branch, self.last, self.last_repeats = _within(self.branch * self.last), 1, False

    def next_branch(self) -> None:
        self.next_piece()
        self.done, self.branch = self.done + self.branch, 1


class _Refused(Exception):
    """The pattern may run away, or is more than is known here."""


def why_unusable(pattern: str) -> str:
    """Why a pattern is not used, in a sentence, or the empty string.

    The number of ways in which backtracking may try to match a text of `MAX_MATCHED` characters is bounded: nothing that
    repeats or has alternatives may repeat without end, and three open repeats may follow one another. References back, looking
    ahead or behind and flags are not known.
    """
    if len(pattern) > MAX_PATTERN:
        return f"it is longer than {MAX_PATTERN} characters"
    try:
        _check(pattern)
        re.compile(pattern)
    except _Refused as refused:
        return str(refused)
    except (re.error, RecursionError, OverflowError) as error:
        return f"it is no regular expression: {error}"
    return ""


def _check(pattern: str) -> None:
    groups = [_Group()]
    for token in _TOKEN.finditer(pattern):
        group = groups[-1]
        match token.lastgroup:
            case "repeat":
                _repeat(group, token.group())
            case "either":
                group.next_branch()
            case "open":
                if pattern.startswith("(?", token.start()) and token.group() != "(?:":
                    raise _Refused("after (? only : is known")
                group.next_piece()
                groups.append(_Group())
            case "close" if len(groups) > 1:
                group.next_branch()
                groups.pop()
                groups[-1].last, groups[-1].last_repeats = _within(group.done), group.repeats
                groups[-1].repeats |= group.repeats
            case _:
                _check_piece(token)
                group.next_piece()
    groups[0].next_branch()
    _within(groups[0].done)


def _check_piece(token: re.Match[str]) -> None:
    if token["escape"] and token.group()[1].isdigit():
        raise _Refused("references back to a group are not known")
    # Python warns of these inside a set: they may mean something else one day.
    if token["set"] and _DOUBTFUL_IN_SET.search(re.sub(r"\\.", "", token["set"], flags=re.DOTALL)[1:]):
        raise _Refused("a set holds signs that must be escaped by \\")


def _within(ways: int) -> int:
    if ways > _MAX_WAYS:
        raise _Refused("there are so many ways to match it that it could take too long: use fewer open repeats")
    return ways


def _repeat(group: _Group, repeat: str) -> None:
    """Count the ways to match the last piece of a group repeated."""
    if repeat.startswith("?"):
        group.last = _within(group.last + 1)
        return
    if group.last_repeats:
        raise _Refused("something that repeats is repeated")
    group.repeats = group.last_repeats = True
    least, most = 0, MAX_MATCHED
    if counted := _COUNTED.match(repeat):
        least = int(counted[1] or 0)
        most = int(counted[3]) if counted[3] else (max(least, MAX_MATCHED) if counted[2] else least)
    if most > MAX_MATCHED:
        raise _Refused(f"nothing is repeated more than {MAX_MATCHED} times")
    if group.last == 1:
        group.last = max(1, most - least + 1)
    elif most == MAX_MATCHED:
        raise _Refused("something that has alternatives is repeated without end")
    else:
        group.last = sum(_within(group.last**count) for count in range(least, most + 1)) or 1


@lru_cache(maxsize=256)
def _usable(pattern: str) -> re.Pattern[str] | None:
    return None if why_unusable(pattern) else re.compile(pattern)


def matches(pattern: str, text: str) -> bool:
    """Whether the whole of a text matches a pattern; a text that is too long, or a pattern that is unusable, never does."""
    usable = _usable(pattern) if len(text) <= MAX_MATCHED else None
    return usable is not None and usable.fullmatch(text) is not None
