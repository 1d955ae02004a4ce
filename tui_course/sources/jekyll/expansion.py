"""A Jekyll site as Liquid sees it, and the answers that its tags ask for."""

from __future__ import annotations

import re
from dataclasses import field
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from tui_course.markup.decode import decode
from tui_course.markup.liquid import Bibliography, Citation, Expanded, Tracked
from tui_course.markup.liquid.engine import Liquid
from tui_course.model.problem import Problem, Severity
from tui_course.questions import is_understood
from tui_course.sources.files import Refused
from tui_course.sources.jekyll.drops import DocumentDrop, SiteDrop
from tui_course.sources.jekyll.layouts import around
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui_course.sources.jekyll.document import Document
    from tui_course.sources.jekyll.site import JekyllSite

_MAX_INCLUDE: Final = 1_048_576
_UNSAFE = re.compile(r"[^\w\s-]+|(?<=\b\s)\s+(?=\s?\b)")
_PARAGRAPH = re.compile(r"\A\s*<p>(.*)</p>\s*\Z", re.DOTALL)


@dataclass(slots=True)
class _Rendering:
    """One page while it is expanded: what it cites, and the problems that only the site sees."""

    document: Document
    cited: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    used_bibliography: bool = False


class Expansion:
    """Runs the Liquid of a site's pages; answers what `markup.liquid.Host` asks."""

    def __init__(self, site: JekyllSite) -> None:
        self._site = site
        self._running: list[_Rendering] = []
        self._excerpts: set[str] = set()
        self._includes: dict[str, str | None] = {}

    @cached_property
    def _liquid(self) -> Liquid:
        return Liquid(self, {"site": SiteDrop(self._site, self), "jekyll": {"environment": "development", "version": "4.3.1"}})

    def expand(self, document: Document) -> Expanded:
        """A page's text after Liquid; problems have file and line."""
        return self._expanded(document, document.body)

    def _expanded(self, document: Document, text: str) -> Expanded:
        rendering = _Rendering(document)
        self._running.append(rendering)
        try:
            page = DocumentDrop(self._site, self, document, own=True)
            expanded = self._liquid.render(text, {"page": page}, file=document.path, line=document.body_line)
        finally:
            self._running.pop()
        problems = (*expanded.problems, *rendering.problems)
        if rendering.used_bibliography:
            problems += self._site.scholar.problems
        return Expanded(expanded.text, problems)

    def laid_out(self, document: Document, html: str) -> str:
        """A page's HTML within the main part of its layouts, where the site has them."""
        rendering = _Rendering(document)
        page = DocumentDrop(self._site, self, document, own=True)
        folder = str(self._site.config.values.get("layouts_dir") or "_layouts").strip("/")

        def load(name: str) -> str | None:
            return next(
                (
                    text
                    for ending in (".html", ".md", "")
                    if (text := self._text(f"{folder}/{name}{ending}", folder)) is not None
                ),
                None,
            )

        def render(text: str, variables: Mapping[str, object], name: str, line: int) -> str:
            return self._liquid.render(text, {"page": page, **variables}, file=f"{folder}/{name}", line=line).text

        self._running.append(rendering)
        try:
            return around(html, str(document.values.get("layout") or ""), load, render)
        finally:
            self._running.pop()

    def html(self, document: Document) -> str:
        """A document as HTML, for templates that show one page in another; its source where it is being rendered already."""
        if self._is_running(document):
            return document.body
        return self._rendered(document, document.body)

    def excerpt(self, document: Document, text: str) -> str:
        """The beginning of a document as HTML, also for the page itself; nothing where it asks for itself."""
        if document.path in self._excerpts or len(self._excerpts) > 3:  # noqa: PLR2004 - excerpts in excerpts in excerpts
            return ""
        self._excerpts.add(document.path)
        try:
            return self._rendered(document, text)
        finally:
            self._excerpts.discard(document.path)

    def _is_running(self, document: Document) -> bool:
        return any(one.document is document for one in self._running) or len(self._running) > 3  # noqa: PLR2004 - pages in pages in pages

    def _rendered(self, document: Document, text: str) -> str:
        if "{{" in text or "{%" in text:
            text = self._expanded(document, text).text
        return self._site.kramdown.render(text).html if document.markdown else text

    @cached_property
    def data(self) -> dict[str, object]:
        """`site.data`: folders and files as mappings; files with questions are known again when a page shows them."""
        out: dict[str, object] = {}
        folder = str(self._site.config.values.get("data_dir") or "_data").strip("/")
        for path, one in self._site.data.items():
            inside = PurePosixPath(path).relative_to(folder)
            level = out
            for part in inside.parent.parts:
                below = level.setdefault(_key(part), {})
                level = below if isinstance(below, dict) else {}
            value = Tracked(path, one.value) if is_understood(one.value) else one.value
            name = _key(inside.stem)
            known = level.get(name)
            level[name] = {**known, **value} if isinstance(known, dict) and type(value) is dict else value
        return out

    # What the engine asks.

    def include(self, name: str) -> str | None:
        """The text of an include."""
        if name not in self._includes:
            folder = str(self._site.config.values.get("includes_dir") or "_includes").strip("/")
            self._includes[name] = self._text(f"{folder}/{name.lstrip('/')}", below=folder)
        return self._includes[name]

    def include_relative(self, name: str, file: str) -> str | None:
        """The text of a file beside the page."""
        folder = PurePosixPath(file).parent.as_posix()
        return self._text(f"{folder}/{name}", below="")

    def _text(self, path: str, below: str) -> str | None:
        files = self._site.files
        try:
            if below and not files.resolve(path).is_relative_to(files.resolve(below)):
                return None
            return decode(files.read(path, _MAX_INCLUDE), path).text
        except (Refused, OSError, ValueError):
            return None

    def link(self, path: str) -> str | None:
        """The url of a page, a document or a file of the site by its source path."""
        name = path.strip().lstrip("/").removeprefix("./")
        document = next((one for one in self._site.documents if one.path == name), None)
        if document is not None:
            return document.url
        return f"/{name}" if self._site.files.is_file(name) else None

    def post_url(self, name: str) -> str | None:
        """The url of a post by the name of its file."""
        wanted = PurePosixPath(name.strip().lstrip("/")).as_posix()
        for document in self._site.documents:
            if document.label == "posts":
                path = PurePosixPath(document.path).with_suffix("")
                inside = "/".join(part for part in path.parts if part != "_posts")
                if wanted in {path.name, inside, path.as_posix()}:
                    return document.url
        return None

    def markdownify(self, text: str) -> str:
        """Markdown as HTML."""
        return self._site.kramdown.render(text).html

    def smartify(self, text: str) -> str:
        """Text with typographic quotes and dashes."""
        html = self._site.kramdown.render(text).html
        match = _PARAGRAPH.match(html)
        return match[1] if match else text

    def cite(self, citation: Citation) -> str:
        """A citation as HTML."""
        self._note(citation)
        html = self._site.scholar.in_text(citation.keys, _locator(citation), suppress_author=citation.suppress_author)
        return f"{citation.prefix}{html}{citation.suffix}" if citation.prefix or citation.suffix else html

    def nocite(self, citation: Citation) -> str:
        """Nothing: the works are only noted."""
        self._note(citation)
        return ""

    def reference(self, citation: Citation) -> str:
        """Entries of the list, as HTML."""
        self._report_unknown(citation)
        return "\n".join(self._site.scholar.entry(key) for key in citation.keys)

    def cite_details(self, citation: Citation) -> str:
        """The words of a link to a work's own page, which the terminal has in the list of references."""
        self._note(citation)
        return self._site.scholar.in_text(citation.keys)

    def bibliography(self, bibliography: Bibliography) -> str:
        """The list of references as HTML, in groups where the tag asks for them."""
        scholar = self._site.scholar
        keys = self._listed(bibliography)
        if not keys:
            return ""
        groups = [name.strip() for name in bibliography.group_by.split(",") if name.strip() not in {"", "none"}]
        html = self._grouped(keys, groups, bibliography, level=2) if groups else scholar.listed(keys, bibliography.files)
        if bibliography.clear and self._running:
            self._running[-1].cited.clear()
        return html

    def _grouped(self, keys: Sequence[str], names: Sequence[str], bibliography: Bibliography, level: int) -> str:
        if not names:
            return self._site.scholar.listed(keys, bibliography.files)
        groups: dict[str, list[str]] = {}
        for key in keys:
            groups.setdefault(self._site.scholar.field(key, names[0], bibliography.files), []).append(key)
        down = bibliography.group_order.strip().lower().startswith("desc")
        parts = []
        for value in sorted(groups, reverse=down):
            parts.append(f'<h{level} class="bibliography">{value}</h{level}>\n')
            parts.append(self._grouped(groups[value], names[1:], bibliography, min(level + 1, 6)))
        return "\n".join(parts)

    def bibliography_count(self, bibliography: Bibliography) -> int:
        """How many entries the list has."""
        return len(self._listed(bibliography))

    def _listed(self, bibliography: Bibliography) -> list[str]:
        cited = list(dict.fromkeys(self._running[-1].cited)) if bibliography.cited and self._running else []
        if bibliography.cited and not cited:
            # A page that cites nothing need not load the bibliography's parser.
            return []
        if self._running:
            self._running[-1].used_bibliography = True
        keys = self._site.scholar.chosen(bibliography.query, bibliography.files)
        if bibliography.cited:
            keys = (
                [key for key in cited if key in set(keys)]
                if bibliography.in_order
                else [key for key in keys if key in set(cited)]
            )
        last = None if bibliography.maximum is None else bibliography.offset + bibliography.maximum
        return keys[bibliography.offset : last]

    def _note(self, citation: Citation) -> None:
        if self._running:
            self._running[-1].cited.extend(citation.keys)
            self._running[-1].used_bibliography = True
        self._report_unknown(citation)

    def _report_unknown(self, citation: Citation) -> None:
        for key in citation.keys:
            if key not in self._site.scholar.keys and self._running:
                message = f'there is no work "{key}" in the bibliography'
                place = citation.place
                self._running[-1].problems.append(Problem("citation-unknown", Severity.ERROR, message, place.file, place.line))


def _locator(citation: Citation) -> str:
    """The places in the works, as APA writes them: pages where the author does not say what is counted."""
    out = []
    for number, locator in enumerate(citation.locators):
        label = citation.labels[number] if number < len(citation.labels) else "page"
        several = bool(re.search(r"[-–,]", locator))
        short = {
            "page": "pp." if several else "p.",
            "chapter": "Chapter",
            "section": "Section",
            "paragraph": "para.",
            "figure": "Figure",
        }
        out.append(locator if not locator[:1].isdigit() else f"{short.get(label, label)} {locator}")
    return ", ".join(out)


def _key(name: str) -> str:
    return re.sub(r"\s+", "_", _UNSAFE.sub("", name))
