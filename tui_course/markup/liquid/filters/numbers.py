"""Liquid's filters on numbers: decimals are exact, as in Ruby's BigDecimal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup.liquid import numeric
from tui_course.markup.liquid.errors import ValueLimitError
from tui_course.markup.liquid.limits import MAX_DIGITS
from tui_course.markup.liquid.numeric import divide, plain, to_number

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

_PRECISION = 2 * MAX_DIGITS


def _calculate(left: object, right: object, sign: int) -> int | float:
    one, other = to_number(left), to_number(right)
    if isinstance(one, int) and isinstance(other, int):
        return plain(one + sign * other)
    from decimal import Decimal, localcontext

    with localcontext() as context:
        context.prec = _PRECISION
        return plain(Decimal(one) + sign * Decimal(other))


def plus(value: object, operand: object) -> int | float:
    """The sum."""
    return _calculate(value, operand, 1)


def minus(value: object, operand: object) -> int | float:
    """The difference."""
    return _calculate(value, operand, -1)


def times(value: object, operand: object) -> int | float:
    """The product; raises ValueLimitError when it has too many digits."""
    one, other = to_number(value), to_number(operand)
    if isinstance(one, int) and isinstance(other, int):
        if one.bit_length() + other.bit_length() > MAX_DIGITS * 10 // 3:
            raise ValueLimitError(f"a number of more than {MAX_DIGITS} digits")
        return one * other
    from decimal import Decimal, localcontext

    with localcontext() as context:
        context.prec = _PRECISION
        return plain(Decimal(one) * Decimal(other))


def divided_by(value: object, operand: object) -> int | float:
    """The quotient, rounded down between integers; raises RubyError for zero."""
    return plain(divide(to_number(value), to_number(operand)))


def modulo(value: object, operand: object) -> int | float:
    """The remainder; raises RubyError for zero."""
    return plain(numeric.modulo(to_number(value), to_number(operand)))


def abs_(value: object) -> int | float:
    """Without its sign."""
    number = to_number(value)
    return plain(-number if number < 0 else number)


def _rounded(number: int | Decimal, digits: int) -> int | Decimal:
    if isinstance(number, int):
        if digits >= 0:
            return number
        if -digits > MAX_DIGITS:
            return 0
        unit = 10**-digits
        whole = int((abs(number) + unit // 2) // unit * unit)
        return whole if number >= 0 else -whole
    from decimal import ROUND_HALF_UP, Decimal, localcontext

    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or digits >= -exponent:
        return number
    if digits < -MAX_DIGITS:
        return Decimal(0)
    with localcontext() as context:
        context.prec = _PRECISION
        return number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def round_(value: object, digits: object = 0) -> int | float:
    """Rounded half away from zero to `digits` decimals, to an integer without."""
    count = to_number(digits)
    result = _rounded(to_number(value), int(count))
    return int(result) if count <= 0 else plain(result)


def _whole(value: object, rounding: str) -> int:
    number = to_number(value)
    if isinstance(number, int):
        return number
    from decimal import localcontext

    with localcontext() as context:
        context.prec = _PRECISION
        return int(number.to_integral_value(rounding))


def ceil(value: object) -> int:
    """The next integer above."""
    return _whole(value, "ROUND_CEILING")


def floor(value: object) -> int:
    """The next integer below."""
    return _whole(value, "ROUND_FLOOR")


def at_least(value: object, limit: object) -> int | float:
    """The larger of the two."""
    number, bound = to_number(value), to_number(limit)
    return plain(max(number, bound))


def at_most(value: object, limit: object) -> int | float:
    """The smaller of the two."""
    number, bound = to_number(value), to_number(limit)
    return plain(min(number, bound))


def to_integer(value: object) -> int:
    """Jekyll's: true is 1, false is 0, a text the integer it begins with; raises RubyError for lists and hashes."""
    return int(value) if isinstance(value, bool) else numeric.to_i(value)


NUMBER_FILTERS: dict[str, Callable[..., object]] = {
    "plus": plus,
    "minus": minus,
    "times": times,
    "divided_by": divided_by,
    "modulo": modulo,
    "abs": abs_,
    "round": round_,
    "ceil": ceil,
    "floor": floor,
    "at_least": at_least,
    "at_most": at_most,
    "to_integer": to_integer,
}
