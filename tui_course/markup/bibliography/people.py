"""Names as APA prints them, and what tells authors of the same name apart."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.reference import Name, Reference

_MOST_LISTED: Final = 20
_LISTED_OF_MORE: Final = 19
_GIVEN: Final = re.compile(r"[^\s.]+")
_IGNORED: Final = re.compile(r"[^\w\s&]|_")
_LONGEST_KEY: Final = 200


def is_body(name: Name) -> bool:
    """Whether a name is that of an organization."""
    return not name.given


def initials(name: Name) -> str:
    """Given names as initials: "J.-P. M."; particles that follow them stay as they are: "L. van"."""
    out: list[str] = []
    for word in _GIVEN.findall(" ".join(name.given).replace(".-", "-")):
        if out and word.islower() and word.isalpha() and len(word) > 1:
            out.append(word)
            continue
        letters = [next((char for char in part if char.isalnum()), "") for part in re.split(r"[-‐‑]", word)]
        if any(letters):
            # Scripts without capitals do not abbreviate names.
            cased = all(letter.lower() != letter.upper() for letter in letters if letter)
            out.append("-".join(f"{letter.upper()}." for letter in letters if letter) if cased else word)
    return " ".join(out)


def inverted(name: Name) -> str:
    """Surname first: "Dudek, G.", "King, M. L., Jr.", "Business Wire"."""
    return ", ".join(part for part in (name.family, initials(name), name.suffix) if part)


def in_order(name: Name) -> str:
    """Initials first: "G. Dudek", "M. L. King, Jr."."""
    text = f"{initials(name)} {name.family}".strip()
    return f"{text}, {name.suffix}" if name.suffix else text


def author_list(names: Sequence[Name], *, others: bool) -> str:
    """The names at the head of an entry: up to 20, of more the first 19 and the last (APA 7, section 9.8)."""
    texts = [inverted(name) for name in (*names[:_MOST_LISTED], *names[-1:])]
    if len(names) <= _MOST_LISTED:
        texts = texts[: len(names)]
    if others:
        return ", ".join((*texts[:_LISTED_OF_MORE], "et al."))
    if len(names) > _MOST_LISTED:
        return f"{', '.join(texts[:_LISTED_OF_MORE])}, … {texts[-1]}"
    return ", & ".join((", ".join(texts[:-1]), texts[-1])) if len(texts) > 1 else "".join(texts)


def editor_list(names: Sequence[Name], *, others: bool = False) -> str:
    """Names inside an entry, given names first: "A. One, B. Two, & C. Three"."""
    texts = [in_order(name) for name in names[:_MOST_LISTED]]
    if others or len(names) > _MOST_LISTED:
        return f"{', '.join(texts)}, et al."
    return joined(texts)


def joined(texts: Sequence[str], last: str = "&") -> str:
    """An enumeration: "A", "A & B", "A, B, & C"."""
    if len(texts) > 1:
        comma = "," if len(texts) > len("AB") else ""
        return f"{', '.join(texts[:-1])}{comma} {last} {texts[-1]}"
    return "".join(texts)


def creators(reference: Reference) -> tuple[Name, ...]:
    """Who stands at the head of an entry: authors, else editors unless these edited what the work is only a part of."""
    if reference.authors:
        return reference.authors
    if is_part(reference):
        return ()
    return reference.editors


def is_part(reference: Reference) -> bool:
    """Whether a work came out inside of another one."""
    return bool(container(reference))


def container(reference: Reference) -> str:
    """The title of the journal or book that a work came out in."""
    fields = reference.fields
    if reference.kind in PERIODICAL:
        title, subtitle = fields.get("journaltitle") or fields.get("journal", ""), fields.get("journalsubtitle")
    elif reference.kind in _WHOLE:
        return ""
    else:
        title, subtitle = fields.get("booktitle", ""), fields.get("booksubtitle")
        if not fields.get("title"):
            title = ""
        title = title or fields.get("journaltitle") or fields.get("journal", "")
    return f"{title}: {subtitle}" if title and subtitle else title


# What is never a part of another work, although its file may give it a `booktitle` for its parts to inherit.
_WHOLE: Final = frozenset(
    {"book", "collection", "mvbook", "mvcollection", "mvproceedings", "mvreference", "proceedings", "reference"}
)
PERIODICAL: Final = frozenset({"article", "periodical", "review", "suppperiodical"})


def sort_text(text: str) -> str:
    """What the order of the alphabet looks at: no case, no accents, no punctuation."""
    folded = unicodedata.normalize("NFKD", text[:_LONGEST_KEY]).casefold()
    return " ".join(_IGNORED.sub("", "".join(char for char in folded if not unicodedata.combining(char))).split())
