"""`SUMMARY.md`: the contents of a book, as mdBook and GitBook keep them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from tui_course.markup.decode import decode
from tui_course.model.problem import Problem, Severity
from tui_course.sources.files import MAX_PAGE, CourseFiles, Refused
from tui_course.sources.folder.page import scalar
from tui_course.sources.surroundings import is_remote, joined
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HEADING: Final = -1
_BESIDE: Final = -2
NAME: Final = "SUMMARY.md"
_BOOK: Final = "book.toml"
_PART = re.compile(r" {0,3}#{1,6}[ \t]+(.+?)[ \t#]*")
_CHAPTER = re.compile(r"([ \t]*)([-*+][ \t]+)?\[((?:[^\[\]\\]|\\.){0,300}+)\]\(<?([^()<>]{0,500}+)>?\)[ \t]*")


@dataclass(frozen=True, slots=True)
class Summary:
    """The order that the contents give, in the terms of `course.yml`; `file` is empty where there are none."""

    file: str = ""
    text: str = ""
    title: str = ""
    description: str = ""
    order: tuple[Any, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


@dataclass(slots=True)
class _Part:
    title: str
    entries: list[Any] = field(default_factory=list)


def load_summary(files: CourseFiles, words: Callable[[str], str]) -> Summary:
    """Read the contents at the top of the course, or where `book.toml` says; `words` takes the markup off a title."""
    book, problems = _book(files)
    folder = joined("", str(book.get("src") or "src")) if book else ""
    file = next((path for path in (f"{folder}/{NAME}".lstrip("/"), NAME) if files.is_file(path)), "")
    if not file:
        return Summary(problems=problems)
    try:
        text = decode(files.read(file, MAX_PAGE), file).text
    except Refused:
        return Summary(problems=problems)
    order = tuple(_order(text, file.rpartition("/")[0], words))
    if not order:
        return Summary(problems=problems)
    return Summary(file, text, scalar(book.get("title")), scalar(book.get("description")), order, problems)


def _book(files: CourseFiles) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    if not files.is_file(_BOOK):
        return {}, ()
    try:
        found = tomllib.loads(decode(files.read(_BOOK, MAX_PAGE), _BOOK).text).get("book")
    except (Refused, tomllib.TOMLDecodeError, RecursionError) as error:
        return {}, (Problem("course-settings", Severity.WARNING, f"it cannot be read: {error}", _BOOK),)
    return ({"src": "src"} | found, ()) if isinstance(found, dict) else ({"src": "src"}, ())


def _order(text: str, folder: str, words: Callable[[str], str]) -> Iterator[Any]:
    """Parts with their chapters; a chapter with others below it is a part of its own where no part is named."""
    parts: list[_Part] = [_Part("")]
    for indent, title, address in _lines(text):
        if indent == _HEADING:
            parts.append(_Part(words(title)))
            continue
        if indent == _BESIDE:
            parts.append(_Part(""))
        path = joined(folder, unquote(address.partition("#")[0].strip()))
        if not address.strip() or is_remote(address):
            continue
        parts[-1].entries.append((indent, {"title": words(title), "page": path}))
    for part in parts:
        chapters = list(_chapters(part.entries))
        if part.title and chapters:
            flat = [entry for chapter in chapters for entry in chapter]
            yield {"title": part.title, "pages": flat}
        else:
            for chapter in chapters:
                yield {"title": chapter[0]["title"], "pages": chapter} if len(chapter) > 1 else chapter[0]


def _chapters(entries: list[Any]) -> Iterator[list[dict[str, str]]]:
    """Each chapter with those below it."""
    run: list[dict[str, str]] = []
    for indent, entry in entries:
        if run and indent <= 0:
            yield run
            run = []
        run.append(entry)
    if run:
        yield run


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Indent, title and address of each chapter, `_BESIDE` for one outside all parts, and `_HEADING` for the title of a part.

    The first heading names the file and no part.
    """
    first = True
    for line in text.split("\n"):
        if match := _PART.fullmatch(line):
            if not first:
                yield _HEADING, match[1], ""
        elif match := _CHAPTER.fullmatch(line):
            yield len(match[1].expandtabs(4)) if match[2] else _BESIDE, match[3], match[4]
        first = first and not line.strip()
