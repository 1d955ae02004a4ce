"""The short forms by which a text cites the works of a list, told apart as APA asks for."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from tui_course.markup.bibliography.dates import Issued, issued
from tui_course.markup.bibliography.people import creators, in_order, initials, is_body, is_part, joined, sort_text
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tui_course.model.reference import Name, Reference

_ET_AL: Final = 3
_MOST_NAMES: Final = 20
_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz"
_DATED_TO_THE_DAY: Final = frozenset({"electronic", "online", "presentation", "speech", "webpage", "www"})
_NEWS: Final = frozenset({"magazine", "newspaper"})
_LOCATOR: Final = re.compile(r"([A-Za-z§¶]+)?\.?\s*(.*)", re.DOTALL)
_PAGES: Final = re.compile(r"[0-9]+[a-z]?|[ivxlcdm]+|[A-Z]?[0-9]+(?:\.[0-9]+)?")
_LOCATOR_TERMS: Final = {
    "p": "p.", "pp": "pp.", "pg": "p.", "page": "p.", "pages": "pp.", "para": "para.", "paragraph": "para.", "¶": "para.",
    "ch": "Chapter", "chap": "Chapter", "chapter": "Chapter", "chapters": "Chapters", "sec": "Section", "section": "Section",
    "§": "Section", "sections": "Sections", "fig": "Figure", "figure": "Figure", "table": "Table", "part": "Part",
    "eq": "Equation", "equation": "Equation",
    "vol": "Vol.", "volume": "Vol.", "line": "line", "lines": "lines", "appendix": "Appendix",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """How one work is cited: `author` in brackets ("Dudek & Jenkin"), `narrative` in a sentence ("Dudek and Jenkin")."""

    author: str
    narrative: str
    issued: Issued
    letter: str = ""

    @property
    def year(self) -> str:
        """The year with its letter, after that of the original work: "1900/1953a"."""
        label = self.issued.label(self.letter)
        return f"{self.issued.original}/{label}" if self.issued.original else label


def cite_all(references: Iterable[Reference]) -> tuple[dict[str, Citation], tuple[str, ...]]:
    """Return the citation of each work by its key, and the keys in the order of the list.

    The order is that of names, then undated before dated before unpublished works, then years, then titles (APA 7, sections
    9.44 to 9.48). First authors who share a surname get their initials (8.20); works of three and more authors that would
    look the same get as many names as tell them apart (8.18); what then still looks the same gets letters (8.19).
    """
    works = {reference.key: reference for reference in references}
    dates = {key: issued(work.fields) for key, work in works.items()}
    order = tuple(sorted(works, key=lambda key: _sort_key(works[key], dates[key])))
    shared = _shared_surnames(works.values())
    shown = _names_to_show(works, dates, shared)
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    authors = {key: _author(works[key], shown.get(key, 1), shared) for key in order}
    for key in order:
        if works[key].kind:
            groups[authors[key][0], dates[key].label()].append(key)
    letters = {key: _letter(index) for keys in groups.values() if len(keys) > 1 for index, key in enumerate(keys)}
    citations = {key: Citation(*authors[key], dates[key], letters.get(key, "")) for key in order}
    return citations, order


def short_title(reference: Reference) -> str:
    """What stands for a missing author in the text: the title up to its colon, in quotation marks if the work is a part."""
    title = reference.fields.get("shorttitle") or reference.fields.get("title", "").split(": ", 1)[0].strip()
    if not title:
        return f"[{reference.key}]"
    return f"“{title}”" if is_part(reference) else title


def locator_text(locator: str) -> str:
    """A place in a work as APA names it: "12" is "p. 12", "12-14" is "pp. 12–14", "chap. 3" is "Chapter 3"."""
    locator = re.sub(r"(?<=[0-9a-z])\s*(?:--?|–)\s*(?=[0-9a-z])", "–", locator.strip())
    parts = re.split(r"–|,\s*|\s*&\s*", locator)
    if all(_PAGES.fullmatch(part) for part in parts):
        return f"p. {locator}" if len(parts) == 1 else f"pp. {locator}"
    match = _LOCATOR.fullmatch(locator)
    if match and match[1] and match[2] and (term := _LOCATOR_TERMS.get(match[1].lower())):
        plural = term == "p." and len(re.split("–|,", match[2])) > 1
        return f"{'pp.' if plural else term} {match[2]}"
    return locator


def day_is_shown(reference: Reference) -> bool:
    """Whether the list says month and day: for pages of the web, newspapers and talks, not for books and journals."""
    fields = reference.fields
    if reference.kind == "article":
        return fields.get("entrysubtype", "").lower() in _NEWS
    if reference.kind in {"inproceedings", "conference"}:
        return not reference.editors and not any(fields.get(name) for name in ("pages", "volume", "number", "issue"))
    return reference.kind in _DATED_TO_THE_DAY or (reference.kind == "unpublished" and "eventtitle" in fields)


def _sort_key(reference: Reference, date: Issued) -> tuple[object, ...]:
    names = creators(reference)
    title = sort_text(reference.fields.get("title", ""))
    key = tuple((sort_text(name.family), sort_text(initials(name)), sort_text(name.suffix)) for name in names[:_MOST_NAMES])
    if not key:
        key = ((sort_text(reference.fields.get("sorttitle", "")) or title or sort_text(reference.key), "", ""),)
    order = date.order if day_is_shown(reference) else date.order[:1]
    return key, reference.others, date.group, order, title


def _shared_surnames(references: Iterable[Reference]) -> set[str]:
    """Surnames of first authors who are not the same person."""
    people: dict[str, set[str]] = defaultdict(set)
    for reference in references:
        for name in creators(reference)[:1]:
            if not is_body(name):
                people[name.family.casefold()].add(initials(name))
    return {family for family, found in people.items() if len(found) > 1}


def _surname(name: Name, shared: set[str], *, first: bool) -> str:
    if first and name.family.casefold() in shared and not is_body(name):
        return in_order(name).removesuffix(f", {name.suffix}")
    return name.family


def _names_to_show(works: Mapping[str, Reference], dates: Mapping[str, Issued], shared: set[str]) -> dict[str, int]:
    """For works that "First et al., year" does not tell apart, how many names do."""
    groups: dict[tuple[str, str], dict[tuple[str, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
    for key, work in works.items():
        names = creators(work)
        if len(names) + work.others >= _ET_AL:
            first = _surname(names[0], shared, first=True)
            families = tuple(name.family for name in names[:_MOST_NAMES])
            groups[first, dates[key].label()][families].append(key)
    shown: dict[str, int] = {}
    for lists in groups.values():
        neighbours = sorted(lists)
        for index, families in enumerate(neighbours):
            near = neighbours[max(0, index - 1) : index] + neighbours[index + 1 : index + 2]
            if near:
                count = 1 + max(_common(families, other) for other in near)
                shown.update((key, min(count, len(families))) for key in lists[families])
    return shown


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return next((index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _author(reference: Reference, shown: int, shared: set[str]) -> tuple[str, str]:
    """The author as cited in brackets and in a sentence."""
    names = creators(reference)
    if not names:
        title = short_title(reference)
        return title, title
    surnames = [_surname(name, shared, first=index == 0) for index, name in enumerate(names[:_MOST_NAMES])]
    # "et al." stands for more than one author, unless the file itself says no more.
    more = len(names) >= _ET_AL and (shown < len(names) - 1 or len(names) > _MOST_NAMES)
    if more or reference.others:
        text = f"{', '.join(surnames[:shown])}{',' if shown > 1 else ''} et al."
        return text, text
    return joined(surnames), joined(surnames, "and")


def _letter(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, remainder = divmod(index - 1, len(_ALPHABET))
        letters = _ALPHABET[remainder] + letters
    return letters
