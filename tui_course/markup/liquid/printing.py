"""Values as Ruby prints them: `to_s`, `join` and `inspect`, within the limits of a value."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections.abc import Mapping

from tui_course.markup.liquid.errors import ValueLimitError
from tui_course.markup.liquid.limits import MAX_DIGITS, check_depth, check_items, check_length
from tui_course.markup.liquid.objects import Drop
from tui_course.markup.liquid.values import JULIAN_DAY_ZERO, aware

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


class Written:
    """A text that is put together piece by piece, within the limits of a value; raises ValueLimitError beyond them."""

    __slots__ = ("_parts", "_total")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._total = 0

    def put(self, text: str) -> None:
        """Write it behind what is there."""
        self._parts.append(text)
        self._total += len(text)
        check_length(self._total)
        check_items(len(self._parts))

    @property
    def text(self) -> str:
        """What was written."""
        return "".join(self._parts)


class _Inspector(Written):
    """Writes values as Ruby's `inspect` does."""

    __slots__ = ()

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
            day = value.toordinal() + JULIAN_DAY_ZERO
            self.put(f"#<Date: {to_s(value)} (({day}j,0s,0n),+0s,2299161j)>")
        else:
            self.put(scalar_text(value) or "")


def inspect(value: object) -> str:
    """Ruby's `inspect`; raises ValueLimitError when it would become too long or is nested too deep."""
    inspector = _Inspector()
    inspector.write(value)
    return inspector.text
