"""A Jekyll site's bibliography, as jekyll-scholar cites and lists it."""

from __future__ import annotations

import re
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from tui_course.model.visible import visible
from tui_course.sources.works import Works
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.markup.bibliography import Apa
    from tui_course.model.problem import Problem
    from tui_course.model.reference import Reference
    from tui_course.sources.files import CourseFiles
    from tui_course.sources.jekyll.config import Config

_QUERY = re.compile(r"@(\*|\w+)\s*(?:\[(.*?)\])?", re.DOTALL)
_CONDITION = re.compile(r"\s*([\w-]+)\s*(<=|>=|!=|!~|\^=|~=|=|<|>)\s*(.+?)\s*\Z", re.DOTALL)


@dataclass(frozen=True)
class Scholar:
    """The works of a site; reading them takes a parser that is slow to load, so it waits for the first citation."""

    files: CourseFiles
    config: Config

    def _paths(self, names: Sequence[str] = ()) -> list[str]:
        settings = self.config.mapping("scholar")
        folder = str(settings.get("source") or "_bibliography").removeprefix("./").strip("/")
        wanted = names or [str(settings.get("bibliography") or "references.bib")]
        out = []
        for name in wanted:
            path = name if name.endswith(".bib") else name + ".bib"
            for candidate in (f"{folder}/{path}", path.removeprefix("./").lstrip("/")):
                if self.files.is_file(candidate):
                    out.append(candidate)
                    break
        if not out and not names:
            out = [path for path in self.files.walk(folder) if path.endswith(".bib")] or [
                path for path in self.files.walk() if path.endswith(".bib")
            ][:1]
        return out

    @cached_property
    def _read(self) -> tuple[tuple[Reference, ...], Apa, tuple[Problem, ...]]:
        return self._load(tuple(self._paths()))

    def _load(self, paths: tuple[str, ...]) -> tuple[tuple[Reference, ...], Apa, tuple[Problem, ...]]:
        from tui_course.markup.bibliography import Apa

        works = Works(self.files, paths)
        return works.references, works.apa or Apa(()), works.problems

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the bibliography."""
        return self._read[2]

    @property
    def apa(self) -> Apa:
        """The works in APA style."""
        return self._read[1]

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every key of the bibliography."""
        return frozenset(reference.key for reference in self._read[0])

    def in_text(self, keys: Sequence[str], locator: str = "", *, suppress_author: bool = False) -> str:
        """The words of a citation, as HTML."""
        pieces = self._read[1].in_text_pieces(keys, locator, suppress_author=suppress_author)
        if len(pieces) == 1:
            return _link(pieces[0][0], f"({pieces[0][1]})")
        return f"({'; '.join(_link(*piece) for piece in pieces)})"

    def entry(self, key: str) -> str:
        """One entry of the list as HTML."""
        return (
            f'<span id="{escape(key)}">{visible(self._read[1].entry(key))}</span>' if key in self.keys else escape(f"({key}?)")
        )

    def chosen(self, query: str, files: Sequence[str] = ()) -> list[str]:
        """The keys that a query selects, in APA's order; `files` names bibliographies other than the site's own."""
        references, apa, _ = self._load(tuple(self._paths(files))) if files else self._read
        wanted = {reference.key for reference in references if _selected(reference, query)}
        return [key for key in apa.order if key in wanted]

    def listed(self, keys: Sequence[str], files: Sequence[str] = ()) -> str:
        """A list of references as HTML, in the order of `keys`."""
        _, apa, _ = self._load(tuple(self._paths(files))) if files else self._read
        items = "\n".join(f'<li><span id="{escape(key)}">{visible(apa.entry(key))}</span></li>' for key in keys)
        return f'<ol class="bibliography">{items}</ol>' if keys else ""

    def field(self, key: str, name: str, files: Sequence[str] = ()) -> str:
        """A field of a work, or its type; empty where it has none."""
        references = (self._load(tuple(self._paths(files))) if files else self._read)[0]
        work = next((reference for reference in references if reference.key == key), None)
        if work is None:
            return ""
        return work.kind if name == "type" else work.fields.get(name, "")


def _link(keys: Sequence[str], words: str) -> str:
    """A piece of a citation, which leads to the first of its works."""
    first, joined = escape(keys[0]), escape(" ".join(keys))
    return f'<a class="citation" href="#{first}" data-keys="{joined}">{escape(visible(words), quote=False)}</a>'


def _selected(reference: Reference, query: str) -> bool:
    """Whether a query such as `@book[year >= 2000 && keywords ~= robot]` selects a work (BibTeX-Ruby's query language)."""
    query = query.strip().strip("\"'")
    if not query:
        return True
    for kind, conditions in _QUERY.findall(query):
        kinds = {"*", "entry", reference.kind.lower()}
        if kind.lower() not in kinds:
            continue
        if any(
            all(_holds(reference, part) for part in re.split(r"&&|\band\b", group))
            for group in re.split(r"\|\||\bor\b", conditions)
        ):
            return True
    return False


def _holds(reference: Reference, condition: str) -> bool:
    condition = condition.strip()
    if not condition:
        return True
    match = _CONDITION.match(condition)
    if match is None:
        return condition in reference.fields
    name, operator, wanted = match[1].lower(), match[2], match[3].strip("\"'")
    people = " and ".join(" ".join((*person.given, person.family)) for person in (*reference.authors, *reference.editors))
    special = {"key": reference.key, "author": people, "editor": people}
    value = special.get(name, reference.fields.get(name, ""))
    match operator:
        case "=":
            return value == wanted
        case "!=":
            return value != wanted
        case "^=":
            return value.startswith(wanted)
        case "~=" | "!~":
            found = wanted.strip("/").casefold() in value.casefold()
            return found if operator == "~=" else not found
        case _:
            return _compared(value, operator, wanted)


def _compared(value: str, operator: str, wanted: str) -> bool:
    try:
        left, right = float(value), float(wanted)
    except ValueError:
        return False
    return {"<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}[operator]
