"""Words as search compares them: without case, accents and forms that only look different."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Accents, and the points of Hebrew and Arabic. The marks of other scripts tell words apart, and stay.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")


def fold(text: str) -> str:
    """`text` without case and accents, in compatible forms: `Ångström` is `angstrom`, a full-width `Ａ` is `a`."""
    return text.lower() if text.isascii() else "".join(map(_folded, text))


@lru_cache(maxsize=1024)
def folded_places(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters, and its end, where in `text` that comes from."""
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    parts = list(map(_folded, text))
    lengths = list(map(len, parts))
    if lengths.count(1) == len(text):
        return "".join(parts), range(len(text) + 1)
    places = [place for place, length in enumerate(lengths) for _ in range(length)]
    return "".join(parts), (*places, len(text))


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    # Case may bring accents, as of the Turkish dotted capital I, and taking apart may bring case.
    apart = unicodedata.normalize("NFKD", character.casefold())
    return unicodedata.normalize("NFC", _MARKS.sub("", apart).casefold())
