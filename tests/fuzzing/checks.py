"""What holds for whatever a parser makes of whatever it is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum

from tui_course.model.visible import visible

# A formula and a reference have a source of their own, which nobody shows as it stands.
_SOURCES = frozenset(("tex",))


def texts(value):
    """Every text inside of a value: of dataclasses, mappings and sequences, however deep."""
    stack = [value]
    while stack:
        part = stack.pop()
        if isinstance(part, Enum):
            continue
        if isinstance(part, str):
            yield part
        elif is_dataclass(part) and not isinstance(part, type):
            stack.extend(getattr(part, one.name) for one in fields(part) if one.name not in _SOURCES)
        elif isinstance(part, Mapping):
            stack.extend(part.keys())
            stack.extend(part.values())
        elif isinstance(part, list | tuple | set | frozenset):
            stack.extend(part)


def steers_nothing(value):
    """Every text is safe for a terminal."""
    for text in texts(value):
        assert visible(text) == text


def stand_in(problems, *sources, first=1):
    """Problems of a file have lines that the file has; `sources` are its text before and after it was decoded."""
    lines = max(source.count("\n") + source.count("\r") for source in sources) + first
    for problem in problems:
        assert 0 <= problem.line <= lines, problem
        steers_nothing((problem.message, problem.file))
