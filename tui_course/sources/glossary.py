"""The glossary of a course: a file of terms, and the definition lists of its pages."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tui_course.errors import TuiCourseError
from tui_course.markup.decode import decode
from tui_course.model.block import DefinitionList, Heading
from tui_course.model.glossary import Glossary, GlossaryEntry
from tui_course.model.problem import Problem, Severity
from tui_course.model.visible import visible
from tui_course.model.walk import all_blocks
from tui_course.model.words import inline_words
from tui_course.sources.files import CourseFiles, Refused
from tui_course.sources.locate import Locator
from tui_course.sources.pages import was_unlucky

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tui_course.model.block import Block, Definition
    from tui_course.model.course import Page, PageRef
    from tui_course.sources.pages import Pages
    from tui_course.sources.surroundings import PageSurroundings

NAMES: Final = ("glossary.yml", "glossary.yaml")
MAX_TERMS: Final = 1_000
MAX_LETTERS: Final = 100
_WORDS: Final = frozenset(("glossary", "glossar"))
_COMMON: Final = "glossar"
_NUMBER: Final = re.compile(r"^[\d._ )-]+")


class _Written(NamedTuple):
    """An entry as its author wrote it, not looked at yet."""

    term: Any
    definition: Any
    aliases: Any = None
    see: Any = None


def read_glossary(files: CourseFiles, names: Iterable[str], around: Callable[[str, str], PageSurroundings]) -> Glossary:
    """The terms of the first file of `names` that there is; never raises.

    `around` makes the surroundings of a file from its path and its text.
    """
    path = next((name for name in names if files.is_file(name)), "")
    if not path:
        return Glossary()
    try:
        decoded = decode(files.read(path), path)
    except Refused as refused:
        return Glossary(problems=(Problem("glossary-unreadable", Severity.ERROR, f"it cannot be read: {refused}", path),))
    # Most courses have no such file, and need no YAML once they come from the cache.
    from tui_course.markup.data import load_yaml

    loaded = load_yaml(decoded.text, path)
    reader = _Reader(around(path, decoded.text))
    reader.around.take((*decoded.problems, *loaded.problems))
    entries = reader.entries(loaded.value)
    return Glossary(in_order(entries), tuple(reader.around.problems))


class _Reader:
    """Makes entries of what a file holds, and reports what is none."""

    def __init__(self, around: PageSurroundings) -> None:
        self.around = around
        self._lines = Locator(around.locator.text)

    def entries(self, value: Any) -> list[GlossaryEntry]:  # noqa: ANN401 - anything that YAML can hold
        """The entries; the first of several for one term counts."""
        found: dict[str, GlossaryEntry] = {}
        for written in self._written(value):
            if len(found) >= MAX_TERMS:
                self._report("glossary-size", f"only the first {MAX_TERMS} terms are read", 0)
                break
            line = self._line(written.term)
            entry = self._entry(written, line)
            if entry is None:
                continue
            if found.setdefault(folded(entry.term), entry) is not entry:
                self._report("glossary-duplicate", f"the term {entry.term} is explained twice; the first counts", line)
        self._check_names(found)
        return list(found.values())

    def _written(self, value: Any) -> Iterator[_Written]:  # noqa: ANN401 - likewise
        if isinstance(value, dict):
            for term, about in value.items():
                if isinstance(about, dict):
                    yield _Written(term, about.get("definition"), about.get("aliases"), about.get("see"))
                else:
                    yield _Written(term, about)
        elif isinstance(value, list):
            for about in value:
                if isinstance(about, dict):
                    yield _Written(about.get("term"), about.get("definition"), about.get("aliases"), about.get("see"))
                else:
                    self._report(
                        "glossary-entry", "an entry is not a list of `term`, `definition` and the like", self._line(about)
                    )
        elif value is not None:
            self._report("glossary-entry", "the file is neither `term: definition` nor a list of terms", 1)

    def _entry(self, written: _Written, line: int) -> GlossaryEntry | None:
        term, definition = _one_line(written.term), _text(written.definition)
        if not any(letter.isalnum() for letter in term) or len(term) > MAX_LETTERS:
            message = f"a term needs a letter or a digit, and at most {MAX_LETTERS} characters: {term[:MAX_LETTERS]}"
            self._report("glossary-entry", message, line)
            return None
        blocks = self.around.blocks(definition) if definition.strip() else ()
        if not blocks:
            self._report("glossary-entry", f"the term {term} has no definition", line)
            return None
        return GlossaryEntry(term, blocks, self._names(written.aliases, term, line), self._names(written.see, term, line))

    def _names(self, value: Any, term: str, line: int) -> tuple[str, ...]:  # noqa: ANN401 - likewise
        if value is None:
            return ()
        names = [_one_line(one) for one in (value if isinstance(value, list) else [value])]
        kept = tuple(dict.fromkeys(name for name in names if any(map(str.isalnum, name)) and len(name) <= MAX_LETTERS))
        if len(kept) < len(names):
            self._report("glossary-entry", f"not all other names of the term {term} can be read", line)
        return kept

    def _check_names(self, found: dict[str, GlossaryEntry]) -> None:
        """Report aliases that are terms of their own, and terms to see that are not there."""
        known = {folded(alias) for entry in found.values() for alias in entry.aliases} | found.keys()
        taken: dict[str, str] = {key: entry.term for key, entry in found.items()}
        for entry in found.values():
            for alias in entry.aliases:
                if taken.setdefault(folded(alias), entry.term) != entry.term:
                    message = f"{alias} stands for {taken[folded(alias)]} already, not for {entry.term}"
                    self._report("glossary-duplicate", message, self._line(entry.term))
            for name in entry.see:
                if folded(name) not in known:
                    message = f"the term {entry.term} names {name}, which the glossary does not explain"
                    self._report("glossary-see", message, self._line(entry.term))

    def _line(self, subject: Any) -> int:  # noqa: ANN401 - likewise
        return self._lines.line(subject) if isinstance(subject, str) else 0

    def _report(self, code: str, message: str, line: int) -> None:
        self.around.report(code, Severity.WARNING, message, file=self.around.source, line=line)


def course_glossary(pages: Pages, terms: Glossary) -> Glossary:
    """All terms of a course: those of its file, then those that pages define; the pages that may are read, which takes time.

    Such a page is called Glossary or Glossar, by its file or its title, or has a heading of that name.
    """
    found = {folded(entry.term): entry for entry in terms.entries}
    failed = False
    for ref in pages.course.pages:
        whole = _is_named(ref)
        try:
            if not whole and _COMMON not in pages.source(ref.id).casefold():
                continue
            page = pages.page(ref.id)
        except (TuiCourseError, OSError):
            failed = True
            continue
        failed = failed or was_unlucky(page)
        for entry in _defined(page, whole=whole):
            if len(found) < MAX_TERMS:
                found.setdefault(folded(entry.term), entry)
    return Glossary(in_order(found.values()), terms.problems, failed)


def in_order(entries: Iterable[GlossaryEntry]) -> tuple[GlossaryEntry, ...]:
    """Entries in the order of the alphabet, capital letters and accents aside."""
    import unicodedata

    return tuple(sorted(entries, key=lambda entry: (unicodedata.normalize("NFKD", entry.term).casefold(), entry.term)))


def folded(term: str) -> str:
    """A term as it is compared with others."""
    return " ".join(term.casefold().split())


def _is_named(ref: PageRef) -> bool:
    return any(_is_glossary(name) for name in (PurePosixPath(ref.source).stem, ref.title, ref.label))


def _is_glossary(words: str) -> bool:
    return _NUMBER.sub("", words.strip()).casefold() in _WORDS


def _defined(page: Page, *, whole: bool) -> Iterator[GlossaryEntry]:
    """The entries of the definition lists of a page, of all or of those below a heading that says so."""
    below = 0
    for block in all_blocks(page.blocks):
        if isinstance(block, Heading):
            if _is_glossary(inline_words(block.children)):
                below = block.level
            elif block.level <= below:
                below = 0
        elif isinstance(block, DefinitionList) and (whole or below):
            for item in block.items:
                yield from _of_item(item, page.ref.id)


def _of_item(item: Definition, page: str) -> Iterator[GlossaryEntry]:
    names = [words for term in item.terms if (words := inline_words(term)) and len(words) <= MAX_LETTERS]
    names = [name for name in names if any(map(str.isalnum, name))]
    blocks: Sequence[Block] = [block for description in item.descriptions for block in description]
    if names and blocks:
        yield GlossaryEntry(names[0], tuple(blocks), tuple(names[1:]), page=page)


def _one_line(value: Any) -> str:  # noqa: ANN401 - anything that YAML can hold
    return " ".join(_text(value).split())


def _text(value: Any) -> str:  # noqa: ANN401 - likewise
    return visible(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
