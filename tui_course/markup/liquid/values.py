"""Values as Ruby sees them: printing, truth, equality, order and numbers."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections.abc import Mapping

from tui_course.markup.liquid.errors import ValueLimitError
from tui_course.markup.liquid.limits import MAX_DIGITS, check_depth, check_items, check_length
from tui_course.markup.liquid.objects import Drop

RUBY_SPACE = " \t\n\v\f\r"
_STRIPPED = RUBY_SPACE + "\0"
_INSPECT_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\f": "\\f",
    "\v": "\\v",
    "\b": "\\b",
    "\a": "\\a",
    "\x1b": "\\e",
}
_JULIAN_DAY_ZERO = 1721425
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


# --- printing -----------------------------------------------------------------------------------------------------------


def _float_text(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    text = repr(value)
    if "e" in text:
        mantissa, exponent = text.split("e")
        return f"{mantissa if '.' in mantissa else mantissa + '.0'}e{exponent}"
    return text


def int_text(value: int) -> str:
    """Decimal digits; raises ValueLimitError when they are too many."""
    if value.bit_length() > MAX_DIGITS * 10 // 3:
        raise ValueLimitError(f"a number of more than {MAX_DIGITS} digits")
    return str(value)


def _time_text(value: dt.datetime) -> str:
    """A time as Ruby prints it: one without a zone is in the zone of the build, which is taken as UTC."""
    zone = "UTC" if value.tzinfo is dt.UTC else aware(value).strftime("%z")[:5]
    return f"{value.year:04}-{value:%m-%d %H:%M:%S} {zone}"


def scalar_text(value: object) -> str | None:
    """Ruby's `to_s` of anything but arrays and hashes, else None."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return int_text(value)
    if isinstance(value, float):
        return _float_text(value)
    if isinstance(value, dt.datetime):
        return _time_text(value)
    if isinstance(value, dt.date):
        return f"{value.year:04}-{value:%m-%d}"
    if isinstance(value, range):
        return f"{value.start}..{value.stop - 1}"
    if isinstance(value, Drop):
        return value.text()
    if isinstance(value, list | tuple | Mapping):
        return None
    return str(value) if isinstance(value, dt.time) else ""


def to_s(value: object) -> str:
    """Ruby's `to_s`: an array or a hash prints as in `inspect`."""
    text = scalar_text(value)
    return inspect(value) if text is None else text


def output_text(value: object) -> str:
    """What `{{ value }}` prints: as `to_s`, but an array's items one after the other."""
    if isinstance(value, str):
        return value
    return join(value, "") if isinstance(value, list | tuple) else to_s(value)


def join(items: list[object] | tuple[object, ...], glue: str) -> str:
    """Ruby's `Array#join`, into nested arrays too; raises ValueLimitError beyond the limits of a value."""
    parts: list[str] = []
    total = 0
    stack = [iter(items)]
    while stack:
        for item in stack[-1]:
            if isinstance(item, list | tuple):
                stack.append(iter(item))
                check_depth(len(stack))
                break
            text = to_s(item)
            parts.append(text)
            total += len(text) + len(glue) + 1
            check_length(total - len(parts))
            check_items(len(parts))
        else:
            stack.pop()
    return glue.join(parts)


def inspect_text(value: str) -> str:
    """Ruby's `String#inspect`."""
    out = ['"']
    for index, char in enumerate(value):
        if char in _INSPECT_ESCAPES:
            out.append(_INSPECT_ESCAPES[char])
        elif char == "#" and value[index + 1 : index + 2] in ("{", "$", "@"):
            out.append("\\#")
        elif " " <= char <= "~" or (char > "\x9f" and unicodedata.category(char)[0] not in "CZ") or char == "\u3000":
            out.append(char)
        elif ord(char) < 0x80:  # noqa: PLR2004 - ASCII
            out.append(f"\\x{ord(char):02X}")
        elif unicodedata.category(char) in ("Zs", "Cf"):
            out.append(char)
        else:
            out.append(f"\\u{ord(char):04X}" if ord(char) <= 0xFFFF else f"\\u{{{ord(char):X}}}")  # noqa: PLR2004 - the BMP
    out.append('"')
    return "".join(out)


class _Inspector:
    """Writes values as Ruby's `inspect` does, within the limits of a value."""

    __slots__ = ("parts", "total")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.total = 0

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.total += len(text)
        check_length(self.total)
        check_items(len(self.parts))

    def write(self, value: object, depth: int = 0) -> None:
        check_depth(depth)
        if isinstance(value, str):
            self.put(inspect_text(value))
        elif value is None:
            self.put("nil")
        elif isinstance(value, Drop):
            self.put(value.inspect())
        elif isinstance(value, Mapping):
            self.put("{")
            for index, (key, item) in enumerate(value.items()):
                self.put(", " if index else "")
                self.write(key, depth + 1)
                self.put("=>")
                self.write(item, depth + 1)
            self.put("}")
        elif isinstance(value, list | tuple):
            self.put("[")
            for index, item in enumerate(value):
                self.put(", " if index else "")
                self.write(item, depth + 1)
            self.put("]")
        elif isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            day = value.toordinal() + _JULIAN_DAY_ZERO
            self.put(f"#<Date: {to_s(value)} (({day}j,0s,0n),+0s,2299161j)>")
        else:
            self.put(scalar_text(value) or "")


def inspect(value: object) -> str:
    """Ruby's `inspect`; raises ValueLimitError when it would become too long or is nested too deep."""
    inspector = _Inspector()
    inspector.write(value)
    return "".join(inspector.parts)


# --- equality and order -------------------------------------------------------------------------------------------------


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


def aware(value: dt.datetime) -> dt.datetime:
    """A time without a zone is taken as UTC."""
    return value if value.tzinfo else value.replace(tzinfo=dt.UTC)


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
        return _compare(left.toordinal() + _JULIAN_DAY_ZERO - 0.5, right, depth, walk)
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


# --- sizes and items ----------------------------------------------------------------------------------------------------


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
