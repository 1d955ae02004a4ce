"""Citations and reference lists in APA style, 7th edition."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from tui_course.markup.bibliography.citation import cite_all, locator_text
from tui_course.markup.bibliography.entry import entry_html
from tui_course.markup.bibliography.people import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.reference import Reference


class Apa:
    """The works of one list as they are cited and listed.

    All works have to be given at once: the letters of "2020a" and the initials of authors with the same surname depend on
    them. Of works with the same key the first is meant. `order` has the keys as APA sorts the list.
    """

    def __init__(self, references: Sequence[Reference]) -> None:
        self._references: dict[str, Reference] = {}
        for reference in references:
            self._references.setdefault(reference.key, reference)
        self._citations, self.order = cite_all(self._references.values())
        self._rank = {key: rank for rank, key in enumerate(self.order)}
        self._other_keys: dict[str, str] = {}
        for reference in self._references.values():
            for other in reference.fields.get("ids", "").split(","):
                self._other_keys.setdefault(other.strip(), reference.key)

    def __contains__(self, key: object) -> bool:
        """Whether a work can be cited by `key`."""
        return isinstance(key, str) and self._cited(key) is not None

    def in_text(self, keys: Sequence[str], locator: str = "", *, suppress_author: bool = False) -> str:
        """Return a citation in parentheses as plain text: "(Dudek & Jenkin, 2010; LaValle, 2006, p. 12)".

        Works stand in the order of the list, those by the same author under one name. `locator` is a place in the first of
        `keys`. A key that is not known, or whose entry could not be read, is shown with a question mark, at the end.
        """
        pieces = self.in_text_pieces(keys, locator, suppress_author=suppress_author)
        return f"({'; '.join(text for _, text in pieces)})"

    def in_text_pieces(
        self, keys: Sequence[str], locator: str = "", *, suppress_author: bool = False
    ) -> list[tuple[tuple[str, ...], str]]:
        """Return what `in_text` joins, each with the keys that it stands for: one, or several by the same author."""
        known = {cited: key for key in reversed(keys) if (cited := self._cited(key)) is not None}
        pieces: list[tuple[tuple[str, ...], str]] = []
        ordered = sorted(known, key=self._rank.__getitem__)
        place = locator_text(locator) if locator.strip() else ""
        located = self._cited(keys[0]) if place and keys else None
        for (author, _), group in groupby(ordered, lambda key: (self._citations[key].author, key == located)):
            works = list(group)
            years = ", ".join(self._citations[key].year for key in works)
            parts = ["" if suppress_author else author, years, place if works == [located] else ""]
            pieces.append((tuple(known[key] for key in works), ", ".join(part for part in parts if part)))
        return pieces + [((key,), f"{key}?") for key in dict.fromkeys(keys) if self._cited(key) is None]

    def narrative(self, keys: Sequence[str], locator: str = "") -> str:
        """Return a citation that is part of a sentence, as plain text: "Dudek and Jenkin (2010) and LaValle (2006)"."""
        texts = []
        place = locator_text(locator) if locator.strip() else ""
        for index, key in enumerate(dict.fromkeys(keys)):
            cited = self._cited(key)
            if cited is None:
                texts.append(f"({key}?)")
                continue
            citation = self._citations[cited]
            year = f"{citation.year}, {place}" if place and not index else citation.year
            texts.append(f"{citation.narrative} ({year})")
        return joined(texts, "and")

    def entry(self, key: str) -> str:
        """Return the entry of the list as HTML, text escaped; `[key?]` for an unknown key, the source of a broken entry."""
        key = key if key in self._references else self._other_keys.get(key, key)
        if key not in self._references:
            return escape(f"[{key}?]", quote=False)
        return entry_html(self._references[key], self._citations[key])

    def _cited(self, key: str) -> str | None:
        """The key of the readable work that `key` means."""
        key = key if key in self._references else self._other_keys.get(key, key)
        return key if key in self._references and self._references[key].kind else None
