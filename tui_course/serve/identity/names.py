"""Names that others see: what may stand in one, and which ones nobody may take."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from tui_course.model.workshop import MAX_DISPLAY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_BYTES: Final = 1_024
"""How much of what a client sends as a name is looked at."""
_MOST_MARKS: Final = 4
_JOINERS: Final = "\u200c\u200d"
_PUNCTUATION: Final = frozenset("-'’.,_·()&+@#!?:")
_FILLERS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5")
_VIRAMA: Final = 9
_TELLING: Final = 6  # letters that are hardly a part of another name by chance
_SHARED: Final = frozenset(
    "admin administrator anonymous course debian ec2-user git guest learner lab me nobody pi pupil root ssh student teacher "
    "test ubuntu user vagrant workshop".split()
)
"""Names of accounts that many people share, which therefore say nothing of who somebody is."""
RESERVED: Final = ("instructor", "guest", "admin")
"""What no learner may be called, however it is written."""

# Letters of other scripts that look like a Latin one, and digits that do.
_LOOKALIKES: Final = str.maketrans(
    "аеорсухіјѕԁһӏкмтвнгαεορυνικτγ015",
    "aeopcyxijsdhlkmtbhraeopuviktyols",
)


def display_name(raw: bytes | str) -> str:
    """The name that is made of what a client sent: at most MAX_DISPLAY_NAME characters, empty where nothing is left of it.

    It has letters, digits, emoji and the punctuation of names alone, and begins with none of the last, so that it is no
    markup, no formula and no option anywhere. It is in form NFKC, as RFC 8266 compares nicknames: full-width letters and
    ligatures are no other name. Doing it twice changes nothing.
    """
    data = raw.encode("utf-8", "replace") if isinstance(raw, str) else raw
    text = data[:MOST_BYTES].decode("utf-8", "ignore")
    while (made := _name(text)) != text:
        # Cutting and dropping may bring together what NFKC composes; it settles after a few rounds.
        text = made
    return text


def _name(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFKC", text):
        category = unicodedata.category(char)
        marks = marks + 1 if category[0] == "M" else 0
        if category[0] == "Z" or char in "\t\r\n":
            if kept and kept[-1] != " ":
                kept.append(" ")
        elif _may_stand(char, category, marks, kept):
            kept.append(char)
    return "".join(kept)[:MAX_DISPLAY_NAME].rstrip(" " + _JOINERS)


def _may_stand(char: str, category: str, marks: int, before: list[str]) -> bool:
    """Whether a character may be the next of a name."""
    if char in _FILLERS:
        return False
    if char in _JOINERS:
        # They change how letters of Arabic and Indic scripts are written; elsewhere they make two names look like one.
        return bool(before) and (unicodedata.bidirectional(before[-1]) == "AL" or unicodedata.combining(before[-1]) == _VIRAMA)
    if category[0] == "M":
        return bool(before) and before[-1] != " " and marks <= _MOST_MARKS
    if category[0] in "LN" or category == "So":
        return True
    return bool(before) and char in _PUNCTUATION


def is_a_name(name: str) -> bool:
    """Whether others can tell somebody by a display name: a letter, a digit or an emoji is in it."""
    return any(unicodedata.category(char)[0] in "LN" or unicodedata.category(char) == "So" for char in name)


def suggestion(user_name: str) -> str:
    """What the name of the account on the client's side suggests as a display name; empty where many people have it."""
    name = display_name(user_name)
    return "" if name.casefold() in _SHARED or not is_a_name(name) else name


def skeleton(name: str) -> str:
    """What a name looks like at a glance, for comparing: without case, accents, punctuation, and the script of a letter."""
    text = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(char for char in text if unicodedata.category(char)[0] in "LN")
    return letters.translate(_LOOKALIKES).replace("i", "l")


def impersonates(name: str, others: Iterable[str]) -> bool:
    """Whether a name looks like one of others with more or less around it, or has a word that looks like one of RESERVED."""
    words = {skeleton(word) for word in (name, *re.split(r"[\W\d_]+", name))}
    if words & set(map(skeleton, RESERVED)):
        return True
    plain = skeleton(name)
    return any(look and (look in words or (len(look) >= _TELLING and look in plain)) for look in map(skeleton, others))
