"""One file of a Jekyll site that becomes a page, a post or a document of a collection."""

from __future__ import annotations

import re
from dataclasses import field
from datetime import UTC, date, datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from tui_course.markup.data import split_front_matter
from tui_course.model.course import PageRef
from tui_course.model.visible import visible
from tui_course.sources.jekyll.config import Config, merged
from tui_course.sources.jekyll.permalink import document_url, page_url
from tui_course.sources.text import SourceText, read_text
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_course.model.problem import Problem
    from tui_course.sources.files import CourseFiles

_DATED = re.compile(r"(\d{2,4})-(\d{1,2})-(\d{1,2})-")
HTML_ENDINGS: Final = frozenset((".html", ".htm", ".xhtml"))
_FENCED = re.compile(r"^(`{3,}|~{3,}).*?^\1", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(?:#[ \t]+(.+?)[ \t#]*|(\S[^\n]*)\n=+[ \t]*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Document:
    """A source file with front matter.

    `label` is its collection (`pages` and `posts` count as such); `values` its front matter with the site's defaults below it;
    `body` the text after it, beginning in line `body_line` of `text`.
    """

    path: str
    label: str
    url: str
    values: dict[str, Any]
    source: SourceText
    body: str
    body_line: int
    markdown: bool
    output: bool
    date: datetime | None = None
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    broken: str = ""
    problems: tuple[Problem, ...] = field(default=())

    @property
    def id(self) -> str:
        """The page's id: the path without ending and leading underscore."""
        return PurePosixPath(self.path).with_suffix("").as_posix().removeprefix("_")

    @property
    def text(self) -> str:
        """The whole of its file."""
        return self.source.text

    @property
    def slug(self) -> str:
        """The file's name without date and ending."""
        return (
            _DATED.sub("", PurePosixPath(self.path).stem, count=1) if self.label == "posts" else PurePosixPath(self.path).stem
        )

    @property
    def title(self) -> str:
        """The page's title: from the front matter, else its first heading, else from the file's name."""
        given = self.values.get("title")
        if given is not None and str(given).strip():
            return visible(str(given)).strip()
        heading = _HEADING.search(_FENCED.sub("", self.body)) if self.markdown else None
        if heading and "{" not in heading[0]:
            return visible(re.sub(r"[*_`]", "", heading[1] or heading[2])).strip()
        return " ".join(word.capitalize() for word in re.split(r"[-_ ]+", self.slug) if word) or self.slug

    @property
    def ref(self) -> PageRef:
        """How the contents list it."""
        return PageRef(self.id, self.title, self.path, self.url)


def read_document(
    files: CourseFiles, config: Config, path: str, label: str, *, output: bool, permalink: str = ""
) -> Document | None:
    """Read a file; None where it has no front matter, is not published, or is neither Markdown nor HTML.

    A file that cannot be read or is too large still gives a document, with its problem and what could be read.
    """
    suffix = PurePosixPath(path).suffix.lower()
    markdown = suffix in config.markdown_endings
    if not markdown and suffix not in HTML_ENDINGS:
        return None
    source = read_text(files, path)
    if not source.refused and not source.text.startswith("---"):
        return None
    document = _document(config, path, label, permalink, source, markdown=markdown, output=output)
    published = document.values.get("published") is not False and (document.body_line > 1 or document.broken)
    return document if source.refused or published else None


def _document(  # noqa: PLR0913 - a private constructor
    config: Config,
    path: str,
    label: str,
    permalink: str,
    source: SourceText,
    *,
    markdown: bool,
    output: bool,
) -> Document:
    front = split_front_matter(source.text, path)
    values = merged(config.defaults(path, label), front.values)
    when = _date(values.get("date")) or (_from_name(path) if label == "posts" else None)
    folders = PurePosixPath(path).parent.parts
    above = folders[: folders.index("_posts")] if label == "posts" else ()
    categories = (*above, *_words(values.get("categories")), *_one(values.get("category")))
    style = str(config.values.get("permalink") or "date")
    if label == "pages":
        url = page_url(path, values, style, html=True)
    else:
        url = document_url(path, label, values, template=permalink, style=style, date=when, categories=categories)
    return Document(
        path,
        label,
        url,
        values,
        source,
        front.body,
        front.body_line,
        markdown,
        output,
        when,
        tuple(dict.fromkeys(categories)),
        tuple(dict.fromkeys((*_words(values.get("tags")), *_words(values.get("tag"))))),
        front.broken,
        (*source.problems, *front.problems),
    )


def _words(value: object) -> Iterable[str]:
    if isinstance(value, list):
        return [str(part) for part in value if part is not None]
    return str(value).split() if isinstance(value, str | int | float) and not isinstance(value, bool) else ()


def _one(value: object) -> Iterable[str]:
    """A single category, which may hold spaces."""
    return () if value is None else _words(value) if isinstance(value, list) else (str(value),)


def _date(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if isinstance(value, str):
        try:
            found = datetime.fromisoformat(value.strip().replace(" +", "+"))
        except ValueError:
            return None
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _from_name(path: str) -> datetime | None:
    match = _DATED.match(PurePosixPath(path).name)
    try:
        return datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=UTC) if match else None
    except ValueError:
        return None
