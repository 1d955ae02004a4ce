"""Fields that an entry takes over from the entries it refers to with `crossref` and `xdata`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui_course.model.reference import Reference

_INHERITED: Final = (
    "address", "booksubtitle", "booktitle", "chapter", "date", "day", "edition", "eventtitle", "institution", "isbn", "issn",
    "journal", "journalsubtitle", "journaltitle", "location", "month", "number", "organization", "origdate", "publisher",
    "school", "series", "translator", "type", "venue", "volume", "volumes", "year",
)  # fmt: skip
_OF_DATA: Final = (
    *_INHERITED,
    "doi",
    "eprint",
    "eprinttype",
    "howpublished",
    "note",
    "pages",
    "subtitle",
    "title",
    "url",
    "urldate",
)
_PARTS: Final = frozenset(
    {"conference", "inbook", "incollection", "inproceedings", "inreference", "suppbook", "suppcollection"}
)
_WITH_OWN_AUTHORS: Final = frozenset({"conference", "incollection", "inproceedings", "inreference", "suppcollection"})
_DEEPEST: Final = 4
_MOST_PARENTS: Final = 10


def parent_keys(reference: Reference) -> tuple[str, ...]:
    """The keys that `crossref` and `xdata` name."""
    keys = f"{reference.fields.get('xdata', '')},{reference.fields.get('crossref', '')}".split(",", _MOST_PARENTS)
    return tuple(key.strip() for key in keys if key.strip())


def inherited(reference: Reference, by_key: Mapping[str, Reference]) -> Reference:
    """Return `reference` with what its parents, and theirs, say about the work as a whole.

    Own fields win, then near parents. A part takes the parent's title as its `booktitle`. Keys are looked up in lower case
    in `by_key`; ones that are not there and loops are passed over.
    """
    fields = dict(reference.fields)
    authors, editors, others = reference.authors, reference.editors, reference.others
    for parent in _ancestors(reference, by_key):
        data = parent.kind == "xdata"
        for name in _OF_DATA if data else _INHERITED:
            if name in parent.fields:
                fields.setdefault(name, parent.fields[name])
        if not data and reference.kind in _PARTS:
            for name, of_parent in (("booktitle", "title"), ("booksubtitle", "subtitle")):
                if of_parent in parent.fields:
                    fields.setdefault(name, parent.fields[of_parent])
        if not authors and parent.authors and (data or reference.kind not in _WITH_OWN_AUTHORS):
            authors, others = parent.authors, parent.others
        editors = editors or parent.editors
    return replace(reference, fields=fields, authors=authors, editors=editors, others=others)


def _ancestors(reference: Reference, by_key: Mapping[str, Reference]) -> Iterator[Reference]:
    seen = {reference.key.lower()}
    generation = [reference]
    for _ in range(_DEEPEST):
        parents: list[Reference] = []
        for key in (key for child in generation for key in parent_keys(child)):
            if key.lower() not in seen and key.lower() in by_key:
                seen.add(key.lower())
                parents.append(by_key[key.lower()])
        yield from parents
        generation = parents[:_MOST_PARENTS]
