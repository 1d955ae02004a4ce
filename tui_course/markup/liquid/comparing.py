"""Values as Ruby compares them: `==`, `<=>` and the `eql?` of keys."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping

from tui_course.markup.liquid.limits import check_depth, check_items
from tui_course.markup.liquid.objects import Drop
from tui_course.markup.liquid.values import JULIAN_DAY_ZERO, EmptyLiteral, aware, is_number


class _Walk:
    """Counts the steps into nested values: a list that holds itself twice, many times over, is small and yet endless."""

    __slots__ = ("steps",)

    def __init__(self) -> None:
        self.steps = 0

    def enter(self, depth: int) -> None:
        self.steps += 1
        check_items(self.steps)
        check_depth(depth)


def equal(left: object, right: object) -> bool:
    """Ruby's `==`: 1 equals 1.0, true equals nothing but true."""
    if isinstance(left, str) or isinstance(right, str):
        alike = isinstance(left, str) and isinstance(right, str) and left == right
        return alike and not isinstance(left, EmptyLiteral) and not isinstance(right, EmptyLiteral)
    return left is right or _equal(left, right, 0, _Walk())


def _equal(left: object, right: object, depth: int, walk: _Walk) -> bool:
    walk.enter(depth)
    if left is right:
        return True
    if left is None or right is None or isinstance(left, bool | Drop) or isinstance(right, bool | Drop):
        return False
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(_equal(a, b, depth + 1, walk) for a, b in zip(left, right, strict=True))
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return len(left) == len(right) and all(key in right and _equal(left[key], right[key], depth + 1, walk) for key in left)
    if isinstance(left, dt.datetime) and isinstance(right, dt.datetime):
        return aware(left) == aware(right)
    if is_number(left) and is_number(right):
        return left == right
    return type(left) is type(right) and left == right


def compare(left: object, right: object) -> int | None:
    """Ruby's `<=>`: -1, 0 or 1, or None where the two cannot be ordered."""
    return _compare(left, right, 0, _Walk())


def _compare(left: object, right: object, depth: int, walk: _Walk) -> int | None:
    if isinstance(left, str):
        if not isinstance(right, str):
            return None
        return (left > right) - (left < right)
    if isinstance(left, int | float) and not isinstance(left, bool):
        if not isinstance(right, int | float) or isinstance(right, bool) or math.isnan(left) or math.isnan(right):
            return None
        return (left > right) - (left < right)
    if isinstance(left, dt.date) and not isinstance(left, dt.datetime) and is_number(right):
        return _compare(left.toordinal() + JULIAN_DAY_ZERO - 0.5, right, depth, walk)
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        walk.enter(depth)
        for a, b in zip(left, right, strict=False):
            order = _compare(a, b, depth + 1, walk)
            if order != 0:
                return order
        return (len(left) > len(right)) - (len(left) < len(right))
    if isinstance(left, dt.datetime) and isinstance(right, dt.datetime):
        one, other = aware(left), aware(right)
        return (one > other) - (one < other)
    if isinstance(left, dt.date) and isinstance(right, dt.date):
        if isinstance(left, dt.datetime) or isinstance(right, dt.datetime):
            return None
        return (left > right) - (left < right)
    if isinstance(left, Drop) and isinstance(right, Drop) and left is not right:
        # Jekyll's documents are ordered by date, then by path.
        walk.enter(depth)
        order = _compare(left.get("date"), right.get("date"), depth + 1, walk)
        return order or _compare(left.get("path"), right.get("path"), depth + 1, walk)
    return 0 if _equal(left, right, depth, walk) else None


def hashable(value: object) -> object:
    """A key under which two values meet when Ruby's `eql?` holds: 1 and 1.0 are two."""
    return value if isinstance(value, str) else _hashable(value, 0, _Walk())


def _hashable(value: object, depth: int, walk: _Walk) -> object:
    walk.enter(depth)
    if isinstance(value, list | tuple):
        return ("list", tuple(_hashable(item, depth + 1, walk) for item in value))
    if isinstance(value, Drop):
        return ("drop", id(value))
    if isinstance(value, Mapping):
        return (
            "hash",
            frozenset((_hashable(key, depth + 1, walk), _hashable(item, depth + 1, walk)) for key, item in value.items()),
        )
    if isinstance(value, dt.datetime):
        return ("time", aware(value))
    return (type(value).__name__, value if isinstance(value, str | int | float | bool | dt.date | range | None) else id(value))
