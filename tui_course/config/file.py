"""The settings file: its values, the line of each, and what is wrong with it."""

from __future__ import annotations

import re
import stat
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MOST_BYTES = 1 << 18
# How many characters are read again to find lines: a file that people write needs a few thousand.
_MOST_AGAIN = 1 << 18
_MOST_DEEP = 20
_LINE = re.compile(r"\(at line (\d+)")


class Written(NamedTuple):
    """What a settings file says: its values, their lines by their names (`theme`, `keys.reader.next`), and what is wrong."""

    values: dict[str, Any]
    lines: dict[str, int]
    complaint: str = ""


def read_file(path: Path) -> Written:
    """Read a settings file; one that is not there says nothing, one that cannot be understood says what is wrong."""
    try:
        status = path.stat()
        # Anything else than a file may have no end.
        if not stat.S_ISREG(status.st_mode):
            return Written({}, {}, f"{path} is no file: no setting of it is used")
        if status.st_size > _MOST_BYTES:
            return Written({}, {}, f"{path} is larger than {_MOST_BYTES >> 10} KiB: no setting of it is used")
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Written({}, {})
    except (OSError, ValueError) as error:
        return Written({}, {}, f"{path} cannot be read: {error}: no setting of it is used")
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        line = found[1] if found else max(1, len(text.splitlines()))
        return Written({}, {}, f"{path}:{line}: {str(error).partition(' (at ')[0]}: no setting of this file is used")
    except ValueError as error:  # a number of thousands of digits
        return Written({}, {}, f"{path} cannot be read: {error}: no setting of it is used")
    except RecursionError:
        return Written({}, {}, f"{path} cannot be read, for it is nested too deeply: no setting of it is used")
    if _is_deep(values):
        return Written({}, {}, f"{path} cannot be read, for it is nested too deeply: no setting of it is used")
    return Written(values, dict(_lines(text)))


def _is_deep(values: dict[str, Any]) -> bool:
    """Whether tables stand in tables, deeper than anybody who names an action has them stand: `a.b.c` is one in another."""
    level: list[Any] = [values]
    for _ in range(_MOST_DEEP):
        level = [value for table in level if isinstance(table, dict) for value in table.values()]
        if not level:
            return False
    return True


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """The name of every value in a file that can be read, with the line where its statement begins, from 1.

    The end of a file that would take long has no lines.
    """
    import tomllib

    table, statement, start, again = "", "", 0, 0
    for number, line in enumerate(text.split("\n"), 1):
        if not statement:
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            start = number
        statement += line + "\n"
        again += len(table) + len(statement)
        if again > _MOST_AGAIN:
            return
        # A statement is over where it can be read alone.
        try:
            values = tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue
        if statement.lstrip().startswith("["):
            table = statement
            yield from ((name, start) for name in _names(values))
        else:
            yield from ((name, start) for name in _names(tomllib.loads(table + statement)))
        statement = ""


def _names(values: dict[str, Any], above: str = "") -> Iterator[str]:
    for key, value in values.items():
        name = f"{above}.{key}" if above else key
        yield name
        if isinstance(value, dict):
            yield from _names(value, name)
