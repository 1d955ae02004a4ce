"""Small raised and lowered characters, and the numerals of lists."""

from __future__ import annotations

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ"
_RAISED_FROM = "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
_LOWERED_FROM = "0123456789+-−=()aehijklmnoprstuvx"

SUPERSCRIPT = str.maketrans(_RAISED_FROM, _RAISED)
SUBSCRIPT = str.maketrans(_LOWERED_FROM, _LOWERED)

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_ROMAN_LIMIT = 4000
_LETTERS = 26


def has_all(table: dict[int, int], text: str) -> bool:
    """Whether every character of `text` has its small form in `table`; a space has none."""
    return bool(text) and all(ord(character) in table for character in text)


def _roman(number: int) -> str:
    digits = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        digits.append(letters * count)
    return "".join(digits)


def _letters(number: int) -> str:
    digits = []
    while number:
        number, digit = divmod(number - 1, _LETTERS)
        digits.append(chr(ord("a") + digit))
    return "".join(reversed(digits))


def numeral(number: int, kind: str) -> str:
    """`number` as HTML's list type `kind` (1, a, A, i or I) writes it; decimal where that type has no such number."""
    if number <= 0 or kind not in {"a", "A", "i", "I"} or (kind in {"i", "I"} and number >= _ROMAN_LIMIT):
        return str(number)
    text = _letters(number) if kind in {"a", "A"} else _roman(number)
    return text.upper() if kind.isupper() else text


def labels(count: int) -> list[str]:
    """Letters for so many things, to be typed: one for each up to 26, else two for each, so that none begins another."""
    alphabet = [chr(ord("a") + number) for number in range(_LETTERS)]
    if count <= _LETTERS:
        return alphabet[:count]
    return [first + second for first in alphabet for second in alphabet][:count]
