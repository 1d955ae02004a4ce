"""Statements that are written once, for every database."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from tui_course.progress.workshop_codec import NOTICE, PERSON, SESSION, VOTE, WORKSHOP

if TYPE_CHECKING:
    from collections.abc import Mapping

_COLUMNS: Final[Mapping[str, list[str]]] = {
    "workshop": WORKSHOP,
    "person": PERSON,
    "session": SESSION,
    "notice": NOTICE,
    "vote": VOTE,
}
_WORD: Final = re.compile(r"@(\w+)(?::(\w+))?|\?\?|\?")


class Dialect(NamedTuple):
    """How a database says what stands for it in our statements.

    `@name` is one of our tables, which has `prefix` before its name; `@name:columns` are the columns of its rows as the codec
    makes them, and `@name:marks` are marks for their values. `@now` is the database's clock, in seconds since 1970. `?` is the
    mark of a value, and `??` as many as there are values for.
    """

    prefix: str
    mark: str
    now: str

    def translated(self, statement: str, values: int) -> str:
        """A statement for so many values, in the words of the database."""
        return _translated(self, statement, values)


@lru_cache(maxsize=256)
def _translated(dialect: Dialect, statement: str, values: int) -> str:
    def said(found: re.Match[str]) -> str:
        match found[0], found[1], found[2]:
            case "?", _, _:
                return dialect.mark
            case "??", _, _:
                return ", ".join([dialect.mark] * (values - single))
            case _, "now", None:
                return dialect.now
            case _, table, "columns":
                return ", ".join(_COLUMNS[table])
            case _, table, "marks":
                return ", ".join([dialect.mark] * len(_COLUMNS[table]))
            case _, table, _:
                return f"{dialect.prefix}{table}"
        raise AssertionError(found)

    single = sum(found[0] == "?" for found in _WORD.finditer(statement))
    return _WORD.sub(said, statement)
