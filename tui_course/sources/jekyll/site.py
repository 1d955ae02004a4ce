"""A Jekyll site opened as a course."""

from __future__ import annotations

from dataclasses import field, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from tui_course.errors import NotACourse, PageNotFound
from tui_course.markup.html import read_blocks
from tui_course.markup.kramdown import Kramdown, Options
from tui_course.model.block import Ask, Bibliography, Unknown
from tui_course.model.course import Course, Module, Page
from tui_course.model.visible import visible
from tui_course.sources.asking import with_place
from tui_course.sources.diagrams import diagrams_in, page_blocks
from tui_course.sources.files import CourseFiles
from tui_course.sources.glossary import NAMES, read_glossary
from tui_course.sources.in_files import CourseInFiles
from tui_course.sources.jekyll import navigation
from tui_course.sources.jekyll.config import Config, load_config
from tui_course.sources.jekyll.data import DataFile, data_folder, read_data
from tui_course.sources.jekyll.documents import read_documents
from tui_course.sources.jekyll.scholar import Scholar
from tui_course.sources.locate import Locator
from tui_course.sources.references import every_work
from tui_course.sources.surroundings import PageSurroundings, joined
from tui_course.sources.text import with_remains
from tui_course.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from tui_course.model.block import DiagramBlock
    from tui_course.model.glossary import Glossary
    from tui_course.model.problem import Problem
    from tui_course.sources.jekyll.document import Document
    from tui_course.sources.jekyll.expansion import Expansion


@dataclass
class JekyllSite(CourseInFiles):
    """The pages of a site; everything is read when it is first asked for.

    Raises NotACourse where the site has no page.
    """

    root: Path
    files: CourseFiles = field(init=False)
    config: Config = field(init=False)

    def __post_init__(self) -> None:
        """Read the configuration."""
        self.files = CourseFiles.at(self.root)
        self.config = load_config(self.files)
        source = str(self.config.values.get("source") or "").removeprefix("./").strip("/")
        if source and source != "." and self.files.is_dir(source):
            self.files = CourseFiles.at(self.files.resolve(source))
        if not self.pages:
            raise NotACourse(f"{self.root} looks like a Jekyll site, but has no page with front matter")

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Every document."""
        return read_documents(self.files, self.config)

    @cached_property
    def pages(self) -> dict[str, Document]:
        """The documents that are pages of the course, by id."""
        return {document.id: document for document in self.documents if document.output}

    @cached_property
    def _by_address(self) -> dict[str, Document]:
        """Documents by every path that leads to them, without leading slash: address, file written, source."""
        out: dict[str, Document] = {}
        for document in self.pages.values():
            url = document.url.strip("/")
            if document.url.endswith("/"):
                names = [url, f"{url}/index.html".lstrip("/"), f"{url}/index".lstrip("/")]
            else:
                bare = url.removesuffix(".html")
                names = [
                    url,
                    bare,
                    bare + ".html",
                    *([bare.removesuffix("index").rstrip("/")] if bare.endswith("index") else []),
                ]
            for name in names:
                out.setdefault(name, document)
        for document in self.pages.values():
            out.setdefault(document.path, document)
        return out

    def find(self, address: str) -> Document | None:
        """The document at an address of the site, with or without its base, as menus and links write it."""
        path = address.partition("#")[0].partition("?")[0]
        for own in self.own_addresses:
            if own and path.startswith(own):
                path = path[len(own) :]
        name = joined("", path)
        return self._by_address.get(name) or self._by_address.get(name.casefold())

    @cached_property
    def own_addresses(self) -> tuple[str, ...]:
        """What the site's absolute addresses begin with."""
        host, base = self.config.text("url").rstrip("/"), self.config.text("baseurl").rstrip("/")
        return tuple(dict.fromkeys(part for part in (host + base, host, base) if part))

    @cached_property
    def data(self) -> dict[str, DataFile]:
        """The files of `_data`, by path."""
        return read_data(self.files, self.config)

    @cached_property
    def course(self) -> Course:
        """The outline."""
        about = next((one.value for path, one in self.data.items() if PurePosixPath(path).stem == "course"), None)
        about = about if isinstance(about, dict) else {}
        title = str(about.get("title") or self.config.text("title") or self.files.root.name)
        description = str(about.get("description") or self.config.text("description"))
        words = visible(title).strip(), self._modules[0], visible(description).strip()
        return Course(self.files.root.name, *words, self.config.accent)

    @cached_property
    def _modules(self) -> tuple[tuple[Module, ...], tuple[Problem, ...]]:
        documents = [document for document in self.documents if document.output]
        modules: list[Module] = []
        problems: list[Problem] = []
        for path, one in self.data.items():
            if not modules and PurePosixPath(path).stem in navigation.DATA and one.value is not None:
                reader = navigation.Navigation(self.find, path)
                modules = reader.modules(one.value)
                problems = reader.problems
        if not modules:
            labels = [
                collection.label for collection in self.config.collections if collection.output and collection.label != "posts"
            ]
            modules = navigation.from_front_matter(documents) or navigation.from_collections(
                documents, [*labels, "posts"], navigation.START
            )
        listed = {page.id for module in modules for page in module.pages}
        rest = tuple(document.ref for document in documents if document.id not in listed)
        if rest and not modules:
            return (Module(navigation.START, rest),), tuple(problems)
        return (*modules, *([Module(navigation.MORE, rest, listed=False)] if rest else [])), tuple(problems)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the site itself: its configuration, its data, its navigation."""
        data = tuple(problem for one in self.data.values() for problem in one.problems)
        return (*self.config.problems, *data, *self._modules[1], *self.terms.problems)

    @cached_property
    def scholar(self) -> Scholar:
        """The site's bibliography."""
        return Scholar(self.files, self.config)

    @cached_property
    def kramdown(self) -> Kramdown:
        """Markdown as the site's configuration wants it."""
        settings = self.config.mapping("kramdown")
        return Kramdown(Options.from_config(settings))

    @cached_property
    def expansion(self) -> Expansion:
        """Liquid with the site's own includes."""
        from tui_course.sources.jekyll.expansion import Expansion

        return Expansion(self)

    def page(self, page_id: str) -> Page:
        """Read a page; raises PageNotFound."""
        document = self.pages.get(page_id)
        if document is None:
            raise PageNotFound(f"there is no page {page_id}")
        around = self._surroundings(document)
        around.take(document.problems)
        blocks = page_blocks(self._page_html(document, around), around, self._diagrams)
        return Page(document.ref, with_remains(blocks, document.source, document.broken), tuple(around.problems))

    def _page_html(self, document: Document, around: PageSurroundings) -> str:
        """The page as the site publishes it."""
        text = document.body
        if "{{" in text or "{%" in text:
            expanded = self.expansion.expand(document)
            text = expanded.text
            around.take(expanded.problems)
        first_line = document.body_line if text is document.body else 0
        html = self._html(text, around, first_line) if document.markdown else text
        if self._has_layout(document):
            html = self.expansion.laid_out(document, html)
        return html

    def _diagrams(self, page_id: str) -> tuple[DiagramBlock, ...]:
        """The diagrams of a page that another one asks about."""
        document = self.pages[page_id]
        around = self._surroundings(document)
        return diagrams_in(read_blocks(self._page_html(document, around), around), around)

    @cached_property
    def bibliography(self) -> Bibliography:
        """Every work of the course's bibliographies."""
        return every_work(self.scholar.apa, self._aside("", ""))

    @cached_property
    def terms(self) -> Glossary:
        """The terms of the site's glossary file, which may be one of its data files."""
        folder = data_folder(self.config)
        return read_glossary(self.files, (*NAMES, *(f"{folder}/{name}" for name in NAMES)), self._aside)

    def source(self, page_id: str) -> str:
        """The source of a page; raises PageNotFound."""
        if page_id not in self.pages:
            raise PageNotFound(f"there is no page {page_id}")
        return visible(self.pages[page_id].text)

    def _html(self, text: str, around: PageSurroundings, first_line: int) -> str:
        rendered = self.kramdown.render(text, first_line)
        around.take_moved(rendered.problems, text)
        return rendered.html

    def _has_layout(self, document: Document) -> bool:
        folder = str(self.config.values.get("layouts_dir") or "_layouts").strip("/")
        layout = document.values.get("layout")
        return bool(layout) and any(self.files.is_file(f"{folder}/{layout}{ending}") for ending in (".html", ".md", ""))

    def _surroundings(self, document: Document) -> PageSurroundings:
        folder = document.url if document.url.endswith("/") else document.url.rpartition("/")[0]
        return PageSurroundings(
            self.files,
            document.path,
            document.id,
            (folder.strip("/"), PurePosixPath(document.path).parent.as_posix().removeprefix(".")),
            Locator(document.text),
            self._page_at,
            self.quiz,
            self.kramdown.fragment,
            self.own_addresses,
        )

    def _aside(self, path: str, text: str) -> PageSurroundings:
        """What surrounds a file of the site that is no page and holds `text`."""
        return PageSurroundings(
            self.files,
            path,
            "",
            ("",),
            Locator(text),
            self._page_at,
            lambda _: (Unknown("", ""), ()),
            self.kramdown.fragment,
            self.own_addresses,
        )

    def _page_at(self, path: str) -> str:
        document = self._by_address.get(path)
        return document.id if document is not None else ""

    def quiz(self, path: str) -> tuple[Ask | Unknown, tuple[Problem, ...]]:
        """The assessment kept in a data file of the site."""
        from tui_course.questions import is_assessment, read_assessment

        one = self.data.get(path)
        if one is None or not is_assessment(one.value):
            return Unknown(visible(path), "there are no questions in this file"), (one.problems if one else ())
        around = self._aside(path, one.text)
        around.markdown = self.kramdown.render
        found = read_assessment(one.value, path, around.blocks)
        ask = found.ask
        if isinstance(ask, Ask):
            ask = replace(ask, questions=tuple(with_place(around, question) for question in ask.questions))
        return ask, (*one.problems, *found.problems, *around.problems)
