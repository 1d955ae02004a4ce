"""Small raised and lowered characters, alphabets, and marks over letters.

Bold, calligraphic and fraktur letters are plain ones unless the Basic Multilingual Plane has them: few monospaced fonts hold
the mathematical alphabets beyond it, terminals then show boxes or letters of another width, and a search for `x` does not find
a bold one.
"""

from __future__ import annotations

from typing import Final

_RAISED_FROM: Final = "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθφχ⊤"
_RAISED_TO: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᵠᵡᵀ"
_LOWERED_FROM: Final = "0123456789+−=()aehijklmnoprstuvxβγρφχ"
_LOWERED_TO: Final = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"

RAISED: Final = dict(zip(_RAISED_FROM, _RAISED_TO, strict=True))
LOWERED: Final = dict(zip(_LOWERED_FROM, _LOWERED_TO, strict=True))

# Signs that stand high by themselves.
HIGH: Final = frozenset("*†‡′″‴⁗°⋆")

VULGAR: Final = {
    ("1", "2"): "½",
    ("1", "3"): "⅓",
    ("2", "3"): "⅔",
    ("1", "4"): "¼",
    ("3", "4"): "¾",
    ("1", "8"): "⅛",
    ("3", "8"): "⅜",
    ("5", "8"): "⅝",
    ("7", "8"): "⅞",
}

_DOUBLE: Final = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))
_SCRIPT: Final = dict(zip("BEFHILMReglo", "ℬℰℱℋℐℒℳℛℯℊℓℴ", strict=True))
_CALLIGRAPHIC: Final = {letter: form for letter, form in _SCRIPT.items() if letter.isupper()}
_FRAKTUR: Final = dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True))

_PLAIN: Final = """
    mathrm mathbf mathit mathsf mathtt mathnormal mathup boldsymbol bm bold pmb symbf symup symit symrm rm bf it sf tt mit
    mathbfit mathsfit bfseries itshape mathbfsf symbfit symsf
"""

ALPHABETS: Final[dict[str, dict[str, str]]] = {
    "mathbb": _DOUBLE,
    "Bbb": _DOUBLE,
    "mathds": _DOUBLE,
    "mathcal": _CALLIGRAPHIC,
    "cal": _CALLIGRAPHIC,
    "mathscr": _CALLIGRAPHIC,
    "scr": _CALLIGRAPHIC,
    "mathfrak": _FRAKTUR,
    "frak": _FRAKTUR,
    **{name: {} for name in _PLAIN.split()},
}
# Alphabets that also act without an argument, to the end of the group.
SWITCHES: Final = frozenset("rm bf it sf tt mit cal scr frak bfseries itshape".split())
# Alphabets in which letters side by side are a word.
UPRIGHT: Final = frozenset("mathrm mathup symup symrm mathsf mathtt rm sf tt mathbf bf symbf mathit it".split())

# Marks over one letter; over more than one they read as a function in a line.
ACCENTS: Final = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "check": "\u030c",
    "widecheck": "\u030c",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "acute": "\u0301",
    "grave": "\u0300",
    "dot": "\u0307",
    "ddot": "\u0308",
    "dddot": "\u20db",
    "ddddot": "\u20dc",
    "breve": "\u0306",
    "bar": "\u0304",
    "vec": "\u20d7",
    "mathring": "\u030a",
    "overrightarrow": "\u20d7",
    "overleftarrow": "\u20d6",
    "overleftrightarrow": "\u20e1",
    "Overrightarrow": "\u20d7",
    "overrightharpoon": "\u20d1",
    "underrightarrow": "\u20ef",
    "underleftarrow": "\u20ee",
}
# Marks that join from letter to letter.
LINES: Final = {
    "overline": "\u0305",
    "bar": "\u0305",
    "underline": "\u0332",
    "underbar": "\u0332",
    "cancel": "\u0336",
    "bcancel": "\u0336",
    "xcancel": "\u0336",
    "sout": "\u0336",
}
# What a drawing sets over a wide formula: one sign in the middle, or a line with a head.
WIDE: Final = {
    "hat": "^",
    "widehat": "^",
    "check": "ˇ",
    "widecheck": "ˇ",
    "tilde": "~",
    "widetilde": "~",
    "dot": "·",
    "ddot": "··",
    "dddot": "···",
    "ddddot": "····",
    "acute": "´",
    "grave": "`",
    "breve": "˘",
    "mathring": "∘",
}
NEGATION: Final = "\u0338"
TEXT_ACCENTS: Final = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "c": "\u0327",
}


def small(table: dict[str, str], text: str) -> str | None:
    """`text` in the small characters of `table`, None where one has no such form."""
    return "".join(table[character] for character in text) if text and all(character in table for character in text) else None
