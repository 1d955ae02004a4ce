"""Numbers as Ruby reads and computes them."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING

from tui_course.markup.liquid.errors import RubyError, ValueLimitError
from tui_course.markup.liquid.limits import MAX_DIGITS, MAX_LENGTH, check_length
from tui_course.markup.liquid.printing import int_text, to_s
from tui_course.markup.liquid.values import aware, strip

if TYPE_CHECKING:
    from decimal import Decimal

_LEADING_INT = r"[ \t\n\v\f\r]*([+-]?[0-9]+(?:_[0-9]+)*)"
_LEADING_FLOAT = r"[ \t\n\v\f\r]*([+-]?[0-9]+(?:_[0-9]+)*(?:\.[0-9]+(?:_[0-9]+)*)?(?:[eE][+-]?[0-9]{1,4})?)"
_STRICT_INT = r"([+-]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9][0-9]*(?:_[0-9]+)*|0)"
_DECIMAL = r"-?[0-9]+\.[0-9]+"
_PRECISION = 60


def bounded_int(digits: str) -> int:
    """The integer of decimal digits; raises ValueLimitError when they are too many."""
    if len(digits) > MAX_DIGITS:
        raise ValueLimitError(f"a number of more than {MAX_DIGITS} digits")
    return int(digits)


def text_to_i(text: str) -> int:
    """Ruby's `String#to_i`: the integer it begins with, else 0."""
    match = re.match(_LEADING_INT, text)
    return bounded_int(match[1].replace("_", "")) if match else 0


def text_to_f(text: str) -> float:
    """Ruby's `String#to_f`: the number it begins with, else 0.0."""
    match = re.match(_LEADING_FLOAT, text)
    return float(match[1].replace("_", "")[:MAX_DIGITS]) if match else 0.0


def to_i(value: object) -> int:
    """Ruby's `to_i`; raises RubyError for what has none."""
    if isinstance(value, bool):
        raise RubyError("true and false are no numbers")
    if isinstance(value, int):
        return value
    if value is None:
        return 0
    if isinstance(value, str):
        return text_to_i(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise RubyError("not a finite number")
        return int(value)
    if isinstance(value, dt.datetime):
        return int(aware(value).timestamp())
    raise RubyError("not a number")


def to_integer(value: object) -> int:
    """An argument that must be an integer, as a number or as its digits; raises RubyError for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    match = re.fullmatch(_STRICT_INT, strip(to_s(value)))
    if match is None:
        raise RubyError("invalid integer")
    digits = match[2].replace("_", "")
    base = 16 if digits[:2] in ("0x", "0X") else 2 if digits[:2] in ("0b", "0B") else 8 if digits[0] == "0" else 10
    if len(digits) > MAX_DIGITS:
        raise ValueLimitError(f"a number of more than {MAX_DIGITS} digits")
    number = int(digits.lower().replace("o", ""), base) if base == 8 else int(digits, base)  # noqa: PLR2004 - octal
    return -number if match[1] == "-" else number


def _decimal(digits: str) -> Decimal:
    from decimal import Decimal

    return Decimal(digits)


def to_number(value: object) -> int | Decimal:
    """What arithmetic works on: integers, and decimals that are exact as Ruby's BigDecimal; anything else is 0."""
    if isinstance(value, bool):
        return 0
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise RubyError("not a finite number")
        return _decimal(repr(value))
    if isinstance(value, str):
        if re.fullmatch(_DECIMAL, strip(value)):
            check_length(len(value) * (MAX_LENGTH // MAX_DIGITS))
            return _decimal(strip(value))
        return text_to_i(value)
    return 0


def plain(number: int | Decimal) -> int | float:
    """A result of arithmetic as a template sees it: decimals become floats."""
    if not isinstance(number, int):
        return float(number)
    if number.bit_length() > MAX_DIGITS:
        int_text(number)
    return number


def divide(left: int | Decimal, right: int | Decimal) -> int | Decimal:
    """Integers divide downwards, decimals exactly; raises RubyError for an integer by the integer zero."""
    if isinstance(left, int) and isinstance(right, int):
        if right == 0:
            raise RubyError("divided by 0")
        return left // right
    from decimal import Decimal, InvalidOperation, localcontext

    if right == 0:
        return Decimal("NaN") if left == 0 else Decimal("Infinity") * (1 if left > 0 else -1)
    with localcontext() as context:
        context.prec = _PRECISION
        try:
            return Decimal(left) / Decimal(right)
        except InvalidOperation as error:
            raise RubyError(str(error)) from error


def modulo(left: int | Decimal, right: int | Decimal) -> int | Decimal:
    """The remainder has the sign of the divisor; raises RubyError for division by zero."""
    if right == 0:
        raise RubyError("divided by 0")
    if isinstance(left, int) and isinstance(right, int):
        return left % right
    from decimal import Decimal, InvalidOperation, localcontext

    with localcontext() as context:
        context.prec = 2 * MAX_DIGITS
        try:
            rest = Decimal(left) % Decimal(right)
        except InvalidOperation as error:
            raise RubyError(str(error)) from error
        if not rest:
            return abs(rest)
        return rest + Decimal(right) if (rest < 0) != (right < 0) else rest
