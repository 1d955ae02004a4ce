"""What the engine asks of the site around a page, and what it hands back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tag stands: `file` is relative to the course folder, `line` counts from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citing tag of jekyll-scholar asks for.

    `locators` and `labels` belong to `keys` one by one (a label says what a locator counts: `page`, `chapter`); either may be
    shorter than `keys`. `files` names bibliographies other than the site's own. `text` is the link text of `cite_details`.
    """

    keys: tuple[str, ...]
    locators: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    prefix: str = ""
    suffix: str = ""
    text: str = ""
    suppress_author: bool = False
    files: tuple[str, ...] = ()
    place: Place = Place("", 0)


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What a tag that lists references asks for.

    `cited` restricts the list to what the page has cited before; `in_order` keeps the order of citing instead of the
    bibliography's. `clear` forgets what was cited afterwards. `query` is a BibTeX-Ruby query such as `@book[year>2000]`.
    `maximum` is None for all entries; `offset` skips as many first. `group_by` is `none`, or field names with commas.
    """

    cited: bool = False
    in_order: bool = False
    clear: bool = False
    query: str = ""
    files: tuple[str, ...] = ()
    prefix: str = ""
    group_by: str = ""
    group_order: str = ""
    offset: int = 0
    maximum: int | None = None
    place: Place = Place("", 0)


@dataclass(frozen=True, slots=True)
class Expanded:
    """A page after Liquid: its Markdown, and what was found wrong on the way, in the order of finding."""

    text: str
    problems: tuple[Problem, ...] = ()


class Host(Protocol):
    """The site: answers what only it can know. None of its methods raises; what is missing is None or an empty text.

    Names come as the author wrote them: the host keeps paths inside the course. Texts that come back are HTML or Liquid of the
    site and are used as they are.
    """

    def include(self, name: str) -> str | None:
        """The text of `_includes/NAME`, or None if there is none."""

    def include_relative(self, name: str, file: str) -> str | None:
        """The text of NAME beside the page `file`, or None if there is none."""

    def link(self, path: str) -> str | None:
        """The url, without the site's baseurl, of a page, document or static file of the site by its source path."""

    def post_url(self, name: str) -> str | None:
        """The url, without the site's baseurl, of the post `YEAR-MONTH-DAY-TITLE`."""

    def markdownify(self, text: str) -> str:
        """`text` as HTML by the site's Markdown."""

    def smartify(self, text: str) -> str:
        """`text` with typographic quotes, dashes and ellipses."""

    def cite(self, citation: Citation) -> str:
        """The citation as HTML; the host notes the keys as cited on this page."""

    def nocite(self, citation: Citation) -> str:
        """Nothing, or HTML that says what is missing; the host notes the keys as cited on this page."""

    def reference(self, citation: Citation) -> str:
        """The entries of the list of references as HTML, without a list around them."""

    def cite_details(self, citation: Citation) -> str:
        """Links to the pages of the works, as HTML."""

    def bibliography(self, bibliography: Bibliography) -> str:
        """The list of references as HTML."""

    def bibliography_count(self, bibliography: Bibliography) -> int:
        """How many entries that list has."""
