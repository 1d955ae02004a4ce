"""Numbers as people type them, with a unit after them."""

from __future__ import annotations

import re
import unicodedata
from math import isinf
from typing import Final

from tui_course.language import gettext as _
from tui_course.values import dataclass

_MINUS = str.maketrans({"−": "-", "‐": "-", "‑": "-", "–": "-", "＋": "+", "\xa0": " ", "\u202f": " ", "\u2009": " ", "’": "'"})
_NUMBER = re.compile(
    r"(?P<sign>[+-]?) ?(?P<digits>[.,]?[0-9]+(?:[.,' ][0-9]+)*)[.,]?"
    r"(?:[eE](?P<exponent>[+-]?[0-9]+)| ?[x×·*] ?10 ?\^ ?(?P<power>[+-]?[0-9]+))?"
)
_FIRST_OF_UNIT: Final = "%‰°€$£¥'\"′″"
_INSIDE_UNIT: Final = _FIRST_OF_UNIT + "/*·⋅×"
_NO_UNIT = re.compile(r"[xX] ?[0-9]|[eE][+-]?\Z")
_LONGEST_UNIT: Final = 40
_LONGEST_SYMBOL: Final = 3
_IN_WORDS: Final = (
    ("s", "second sec"),
    ("ms", "millisecond msec"),
    ("min", "minute min"),
    ("h", "hour hr"),
    ("d", "day"),
    ("m", "metre meter"),
    ("mm", "millimetre millimeter"),
    ("cm", "centimetre centimeter"),
    ("km", "kilometre kilometer"),
    ("g", "gram gramme"),
    ("kg", "kilogram kilo"),
    ("l", "litre liter"),
    ("%", "percent"),
    ("°", "degree deg"),
    ("rad", "radian"),
    ("Hz", "hertz"),
    ("V", "volt"),
    ("A", "ampere amp"),
    ("W", "watt"),
    ("N", "newton"),
    ("kB", "kilobyte"),
    ("MB", "megabyte"),
    ("GB", "gigabyte"),
)
_SYMBOLS: Final = {name: symbol for symbol, names in _IN_WORDS for name in names.split()}
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<sign>[.,' ])[0-9]{3})(?:(?P=sign)[0-9]{3})*")
_AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_MOST_SHOWN: Final = 30
_MAX_EXPONENT_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number and the unit after it, empty where there is none."""

    value: float
    unit: str = ""


def parse_number(text: str) -> Number | str:
    """Read a number, or say in a sentence why there is none; linear in the length of `text`.

    A sign, a decimal point or comma, an exponent (`1e3`, `1 x 10^3`) and thousands in groups of three, parted by spaces,
    apostrophes, commas or points, are read. One comma with three digits after it and one to three before it, as in `1,000`,
    may be either, so it is refused; `1,5`, `0,125`, `1234,567` and `1,000,000` are not in doubt.
    """
    plain = " ".join(text.translate(_MINUS).split())
    if any(character.isdecimal() and not character.isascii() for character in plain):
        return _("write the number with the digits 0 to 9")
    found = _NUMBER.match(plain)
    if found is None:
        return _("{text} is not a number").format(text=_shown(plain)) if plain else _("write a number")
    unit = plain[found.end() :].strip()
    if unit and not _is_unit(unit):
        return _not_a_number(plain)
    digits = found["digits"]
    if _AMBIGUOUS.fullmatch(digits):
        reason = _("{number} may mean {whole} or {fraction}: write one of these")
        return reason.format(number=digits, whole=digits.replace(",", ""), fraction=digits.replace(",", "."))
    decimal = _decimal(digits)
    if decimal is None:
        return _not_a_number(plain)
    exponent = found["exponent"] or found["power"] or "0"
    if len(exponent.lstrip("+-0")) > _MAX_EXPONENT_DIGITS:
        return _out_of_range(plain)
    value = float(f"{found['sign']}{decimal}e{exponent}")
    if isinf(value) or (value == 0 and decimal.strip("0.")):
        return _out_of_range(plain)
    return Number(value, unit)


def _is_unit(text: str) -> bool:
    """Whether what stands behind a number can be its unit: a few words or signs, none of them a number."""
    if _NO_UNIT.match(text) or len(text) > _LONGEST_UNIT or not (text[0].isalpha() or text[0] in _FIRST_OF_UNIT):
        return False
    return all(word[0].isalpha() or word[0] in _INSIDE_UNIT for word in text.split())


def _shown(text: str) -> str:
    return _("“{text}”").format(text=f"{text[:_MOST_SHOWN]}…" if len(text) > _MOST_SHOWN else text)


def _not_a_number(text: str) -> str:
    return _("{text} is not a number; write one such as 2.5 or 2e3").format(text=_shown(text))


def _out_of_range(text: str) -> str:
    return _("{text} is out of the range that can be read").format(text=_shown(text))


def _decimal(digits: str) -> str | None:
    """Digits with a decimal point, as Python reads them; None where the signs between them make no sense."""
    if _GROUPED.fullmatch(digits) and not re.fullmatch(r"[0-9]+[.][0-9]+", digits) and not digits.startswith("0"):
        return re.sub(r"[^0-9]", "", digits)
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits if digits.isdigit() else None
    whole, part = digits[:last], digits[last + 1 :]
    if not part.isdigit() or digits[last] in whole:
        return None
    if not (whole.isdigit() or not whole or _GROUPED.fullmatch(whole)):
        return None
    return f"{re.sub('[^0-9]', '', whole) or '0'}.{part}"


def same_unit(one: str, other: str) -> bool:
    """Whether two units are the same as people write them: `min` and `minutes`, `m/s^2` and `m/s²`, `credit` and `credits`."""
    return _folded_unit(one) == _folded_unit(other)


def _folded_unit(unit: str) -> str:
    plain = unicodedata.normalize("NFKC", unit).removesuffix(".")
    plain = re.sub(r"[·⋅×]", "*", re.sub(r"\s*([*/^·⋅×])\s*", r"\1", " ".join(plain.split()))).replace("^", "")
    return " ".join(re.sub(r"[^\W\d_]{3,}", _symbol, plain).split())


def _symbol(word: re.Match[str]) -> str:
    """The symbol of a unit in words, else the word without capitals and plural."""
    simple = word.group().casefold()
    singular = simple.removesuffix("s")
    found = _SYMBOLS.get(singular)
    return found or (singular if len(simple) > _LONGEST_SYMBOL else word.group())
