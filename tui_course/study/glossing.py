"""The terms of a glossary in the text of a page: marked where each first occurs in a section."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar, assert_never

from tui_course.model.block import (
    Admonition,
    Ask,
    Bibliography,
    Block,
    CodeBlock,
    Columns,
    DefinitionList,
    DiagramBlock,
    Embed,
    Figure,
    Footnotes,
    Heading,
    ListBlock,
    MathBlock,
    Media,
    Paragraph,
    Quote,
    Reveal,
    Rule,
    Table,
    Unknown,
)
from tui_course.model.inline import Style, Styled, Term, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui_course.model.course import Page
    from tui_course.model.glossary import Glossary
    from tui_course.model.inline import Inline

_T = TypeVar("_T")

_WORD: Final = re.compile(r"\w+")
# What is joined to another word by one of these is part of a longer word, a path or an address.
_BEFORE: Final = re.compile(r"(?<!\w)(?<!\w[-./@:])")
_AFTER: Final = re.compile(r"(?!\w)(?![-./@:]\w)")
_DEEPEST: Final = 60
MOST_COMPARED: Final = 200_000
"""Of a page; a lesson of 5,000 words takes some thousands. What is left of a page that takes more is not marked."""

MOST_MARKED: Final = 400
"""Of a page: Tab sets every block in which something can be reached, and a key waits for that."""


class _Forms:
    """The ways to write terms that begin with one word, `lead` characters of them standing before it."""

    def __init__(self, lead: int) -> None:
        self.lead = lead
        self.names: dict[str, str] = {}
        self.folded: dict[str, str] = {}
        self.lengths: list[int] = []

    def add(self, form: str, name: str) -> None:
        """Add a way to write a term; of several terms that are written so the first counts."""
        (self.folded if form == form.lower() else self.names).setdefault(form, name)
        if len(form) not in self.lengths:
            self.lengths.append(len(form))
            self.lengths.sort(reverse=True)


@dataclass(slots=True)
class Effort:
    """How many more ways to write a term may be compared with words of a page."""

    left: int = MOST_COMPARED


class Terms:
    """Finds the terms of a glossary and their aliases in a text: whole words, of several at one place the longest.

    One written in small letters is found in capitals too; one with a capital letter is found as it is written.
    """

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary
        self._forms: dict[str, dict[int, _Forms]] = defaultdict(dict)
        # A term is never taken for the alias of another.
        named = [(entry.term, entry.term) for entry in glossary.entries]
        named += [(alias, entry.term) for entry in glossary.entries for alias in entry.aliases]
        for words, name in named:
            form = " ".join(words.split())
            first = _WORD.search(form)
            if first is not None:
                lead = first.start()
                self._forms[first.group().casefold()].setdefault(lead, _Forms(lead)).add(form, name)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._forms)

    def found(self, text: str, effort: Effort) -> Iterator[tuple[int, int, str]]:
        """Every place of a term in a text: where it begins and ends, and the term's name; none overlaps another.

        None more where the effort is spent.
        """
        end = 0
        for word in _WORD.finditer(text):
            starting = self._forms.get(word.group().casefold())
            if starting is None or effort.left <= 0:
                continue
            found = [self._at(text, word.start() - lead, forms, effort) for lead, forms in starting.items()]
            places = [place for place in found if place is not None and place[0] >= end]
            if places:
                place = max(places, key=lambda one: one[1] - one[0])
                yield place
                end = place[1]

    @staticmethod
    def _at(text: str, start: int, forms: _Forms, effort: Effort) -> tuple[int, int, str] | None:
        """The longest term that begins at a character."""
        if start < 0 or _BEFORE.match(text, start) is None:
            return None
        effort.left -= len(forms.lengths)
        for length in forms.lengths:
            written = text[start : start + length]
            name = forms.names.get(written) or forms.folded.get(written.lower())
            if name and _AFTER.match(text, start + len(written)) is not None:
                return start, start + len(written), name
        return None


def with_terms(page: Page, terms: Terms) -> Page:
    """The page with the first occurrence of each term in each of its sections marked; its words stay the same.

    Headings, links, citations, formulas, code, captions and questions are left alone, and so are the lists of a page that
    defines terms itself. What opens on demand, and the notes, count as sections of their own. The same page where it has none.
    """
    defines = any(entry.page == page.ref.id for entry in terms.glossary.entries)
    blocks = _Marker(terms, defines=defines).blocks(page.blocks)
    return page if blocks is page.blocks else replace(page, blocks=blocks)


class _Marker:
    """Goes through the blocks of a page; `seen` has the terms of the section that have been marked."""

    def __init__(self, terms: Terms, *, defines: bool) -> None:
        self._terms = terms
        self._defines = defines
        self._seen: set[str] = set()
        self._effort = Effort()
        self._marked = 0
        self._depth = 0

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Blocks with their terms marked; the same ones where nothing is."""
        if self._depth >= _DEEPEST:
            return blocks
        self._depth += 1
        found = _each(blocks, self._block)
        self._depth -= 1
        return found

    def _block(self, block: Block) -> Block:
        match block:
            case Heading():
                self._seen.clear()
            case Paragraph():
                return _changed(block, block.children, self.inlines(block.children), "children")
            case ListBlock():
                return _changed(block, block.items, _each(block.items, self._inside), "items")
            case Quote() | Admonition() | Figure():
                return _changed(block, block.blocks, self.blocks(block.blocks), "blocks")
            case Reveal():
                return self._apart(lambda: _changed(block, block.blocks, self.blocks(block.blocks), "blocks"))
            case Footnotes():
                return self._apart(lambda: _changed(block, block.notes, _each(block.notes, self._inside), "notes"))
            case Columns():
                return _changed(block, block.columns, _each(block.columns, self._inside), "columns")
            case DefinitionList():
                return block if self._defines else self._definitions(block)
            case Table():
                return self._table(block)
            case CodeBlock() | MathBlock() | DiagramBlock() | Media() | Embed() | Rule() | Bibliography() | Ask() | Unknown():
                pass
            case _:
                assert_never(block)
        return block

    def _inside(self, part: _T) -> _T:
        """An item, a note, a column or a cell with the terms of its blocks marked."""
        blocks: tuple[Block, ...] = part.blocks  # type: ignore[attr-defined]
        return _changed(part, blocks, self.blocks(blocks), "blocks")

    def _apart(self, mark: Callable[[], Block]) -> Block:
        """Mark what is a section of its own."""
        outer, self._seen = self._seen, set()
        found = mark()
        self._seen = outer
        return found

    def _definitions(self, block: DefinitionList) -> Block:
        items = []
        for item in block.items:
            runs = _each(item.descriptions, self.blocks)
            items.append(_changed(item, item.descriptions, runs, "descriptions"))
        same = all(new is old for new, old in zip(items, block.items, strict=True))
        return block if same else replace(block, items=tuple(items))

    def _table(self, block: Table) -> Block:
        rows = []
        for number, row in enumerate(block.rows):
            cells = _each(row.cells, lambda cell: cell if cell.header else self._inside(cell))
            rows.append(row if number < block.head else _changed(row, row.cells, cells, "cells"))
        same = all(new is old for new, old in zip(rows, block.rows, strict=True))
        return block if same else replace(block, rows=tuple(rows))

    def inlines(self, children: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """Inlines with their terms marked; the same ones where nothing is."""
        found: list[Inline] = []
        for child in children:
            if isinstance(child, Text):
                found.extend(self._text(child))
            elif isinstance(child, Styled) and child.style not in {Style.SUP, Style.SUB}:
                found.append(_changed(child, child.children, self.inlines(child.children), "children"))
            else:
                found.append(child)
        same = len(found) == len(children) and all(new is old for new, old in zip(found, children, strict=True))
        return children if same else tuple(found)

    def _text(self, text: Text) -> Sequence[Inline]:
        parts: list[Inline] = []
        done = 0
        for start, end, name in self._terms.found(text.text, self._effort):
            if name in self._seen or self._marked >= MOST_MARKED:
                continue
            self._marked += 1
            self._seen.add(name)
            if start > done:
                parts.append(Text(text.text[done:start]))
            parts.append(Term((Text(text.text[start:end]),), name))
            done = end
        if not parts:
            return (text,)
        return [*parts, Text(text.text[done:])] if done < len(text.text) else parts


def _each(parts: tuple[_T, ...], mark: Callable[[_T], _T]) -> tuple[_T, ...]:
    found = tuple(map(mark, parts))
    return parts if all(new is old for new, old in zip(found, parts, strict=True)) else found


def _changed(whole: _T, old: object, new: object, name: str) -> _T:
    """The whole with another value of one field, itself where that is the same."""
    return whole if new is old else replace(whole, **{name: new})  # type: ignore[type-var]
