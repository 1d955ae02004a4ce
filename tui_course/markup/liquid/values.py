"""Values as Ruby sees them: what is true, what a number, and what a value holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from tui_course.markup.liquid.objects import Drop

RUBY_SPACE = " \t\n\v\f\r"
_STRIPPED = RUBY_SPACE + "\0"
JULIAN_DAY_ZERO = 1721425
"""The number of the day before the first of the year 1."""
_INTEGER_BYTES = 8


class EmptyLiteral(str):
    """`empty` or `blank` where a value is wanted: prints nothing and equals nothing, as Jekyll has it, until it is stored."""

    __slots__ = ()


def stored(value: object) -> object:
    """A value as it comes out of a variable or a filter."""
    return "" if isinstance(value, EmptyLiteral) else value


def is_number(value: object) -> bool:
    """Whether Ruby counts it among its numbers; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def truthy(value: object) -> bool:
    """Everything but nil and false."""
    return value is not None and value is not False


def strip(text: str) -> str:
    """Ruby's `String#strip`: ASCII blanks and NUL."""
    return text.strip(_STRIPPED)


def aware(value: dt.datetime) -> dt.datetime:
    """A time without a zone is taken as UTC."""
    return value if value.tzinfo else value.replace(tzinfo=dt.UTC)


def size(value: object) -> int | None:
    """Ruby's `size`, or None for what has none; an integer's is its bytes."""
    if isinstance(value, Drop):
        return None
    if isinstance(value, str | list | tuple | Mapping):
        return len(value)
    if isinstance(value, range):
        return max(0, value.stop - value.start)
    if isinstance(value, int) and not isinstance(value, bool):
        return max(_INTEGER_BYTES, (value.bit_length() + 7) // 8)
    return None


def first(value: object) -> object:
    """Ruby's `first`: of an array, a range, or a hash (a pair), else nil."""
    if isinstance(value, list | tuple):
        return value[0] if value else None
    if isinstance(value, Mapping):
        return next(([key, item] for key, item in value.items()), None)
    return value.start if isinstance(value, range) else None


def last(value: object) -> object:
    """Ruby's `last`: of an array or a range, else nil."""
    if isinstance(value, list | tuple):
        return value[-1] if value else None
    return value.stop - 1 if isinstance(value, range) else None


def items_of(value: object) -> list[object] | tuple[object, ...]:
    """What a loop runs over: an array's items, a hash's pairs, a range's numbers, a text as a whole, else nothing."""
    if isinstance(value, list | tuple):
        return value
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, Mapping):
        return [[key, item] for key, item in value.items()]
    return list(value) if isinstance(value, range) else []
