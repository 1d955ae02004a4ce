"""A plain folder of Markdown opened as a course."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from tui_course.errors import NotACourse, PageNotFound
from tui_course.markup.gfm import Gfm
from tui_course.markup.html import read_blocks
from tui_course.model.course import Course, Module, Page
from tui_course.model.problem import Problem, Severity
from tui_course.model.visible import visible
from tui_course.sources.diagrams import diagrams_in, page_blocks
from tui_course.sources.files import CourseFiles
from tui_course.sources.folder.names import MARKDOWN, is_index, spoken, stem
from tui_course.sources.folder.order import GivenOrder, Pages, in_order_of_names, with_the_rest
from tui_course.sources.folder.page import FolderPage, read_page
from tui_course.sources.folder.scan import Found, scan
from tui_course.sources.folder.settings import Settings, load_settings
from tui_course.sources.folder.single import FileCourse, no_quiz
from tui_course.sources.folder.summary import Summary, load_summary
from tui_course.sources.glossary import NAMES, read_glossary
from tui_course.sources.in_files import CourseInFiles
from tui_course.sources.locate import Locator
from tui_course.sources.references import every_work
from tui_course.sources.sidecars import NamedDiagrams
from tui_course.sources.surroundings import PageSurroundings
from tui_course.sources.text import with_remains
from tui_course.sources.works import Works

if TYPE_CHECKING:
    from pathlib import Path

    from tui_course.model.block import Bibliography, DiagramBlock
    from tui_course.model.glossary import Glossary

__all__ = ["FileCourse", "FolderCourse"]


@dataclass
class FolderCourse(CourseInFiles):
    """The pages of a folder; everything is read when it is first asked for.

    Raises NotACourse where the folder has no page.
    """

    root: Path
    files: CourseFiles = field(init=False)

    def __post_init__(self) -> None:
        """Look for pages."""
        self.files = CourseFiles.at(self.root)
        if not self._found.pages:
            raise NotACourse(f"{self.root} holds no Markdown file")

    @cached_property
    def settings(self) -> Settings:
        """What `course.yml` says."""
        return load_settings(self.files)

    @cached_property
    def _found(self) -> Found:
        return scan(self.files)

    @cached_property
    def _summary(self) -> Summary:
        """The contents of a book, unless the course has an order of its own."""
        return Summary() if self.settings.order is not None else load_summary(self.files, self._gfm.words)

    @cached_property
    def _gfm(self) -> Gfm:
        return Gfm()

    @cached_property
    def pages(self) -> dict[str, FolderPage]:
        """Every page by its id, in the order of names."""
        home = self.settings.title or spoken(self.files.root.name)
        out: dict[str, FolderPage] = {}
        for path in self._found.pages:
            if path == self._summary.file:
                continue
            name = stem(path)
            page_id = path if name in out else name
            out[page_id] = read_page(self.files, path, page_id, self._gfm.words, home)
        return out

    @cached_property
    def _by_path(self) -> dict[str, FolderPage]:
        return {page.path: page for page in self.pages.values()}

    @cached_property
    def _by_address(self) -> dict[str, str]:
        """Ids by what links write: the path, without ending or with the one it has on the web, the folder of a first page."""
        out = {page.path: page.id for page in self.pages.values()}
        for page in self.pages.values():
            folder, _, name = page.path.rpartition("/")
            if is_index(name):
                out.setdefault(folder, page.id)
                out.setdefault(f"{folder}/index.html".lstrip("/"), page.id)
            out.setdefault(stem(page.path), page.id)
            out.setdefault(stem(page.path) + ".html", page.id)
        return out

    @cached_property
    def _modules(self) -> tuple[tuple[Module, ...], tuple[Problem, ...]]:
        pages = Pages(self._by_path)
        given: Settings | Summary = self._summary if self._summary.file else self.settings
        if given.order is not None:
            order = GivenOrder(pages, given.file, given.text, by_folder=given is self.settings)
            modules = order.modules(given.order)
            return with_the_rest(modules, pages), tuple(order.problems)
        return with_the_rest(in_order_of_names(pages), pages), ()

    @cached_property
    def course(self) -> Course:
        """The outline."""
        start = next((page for page in self.pages.values() if "/" not in page.path and is_index(page.path)), None)
        title = self.settings.title or self._summary.title or (start.title if start else "") or self.files.root.name
        name = self.settings.id or visible(self.files.root.name)
        description = self.settings.description or self._summary.description
        return Course(name, visible(title), self._modules[0], description, self.settings.accent)

    @cached_property
    def works(self) -> Works:
        """The course's bibliography."""
        named = self.settings.bibliography
        paths = self._found.bibliographies if named is None else filter(self.files.is_file, named)
        return Works(self.files, tuple(paths))

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the course itself: its folder, its settings, its order, its bibliography."""
        missing = []
        lines = Locator(self.settings.text)
        for name in self.settings.bibliography or ():
            if not self.files.is_file(name):
                message = f"there is no bibliography {name}"
                missing.append(Problem("bib-missing", Severity.ERROR, message, self.settings.file, lines.line(name)))
        return (
            *self._found.problems,
            *self.settings.problems,
            *self._summary.problems,
            *self._modules[1],
            *missing,
            *self.works.problems,
            *self.terms.problems,
        )

    @cached_property
    def bibliography(self) -> Bibliography:
        """Every work of the course's bibliographies."""
        return every_work(self.works.apa, self._aside("", ""))

    @cached_property
    def terms(self) -> Glossary:
        """The terms of the course's glossary file."""
        return read_glossary(self.files, NAMES, self._aside)

    def source(self, page_id: str) -> str:
        """The source of a page; raises PageNotFound."""
        return visible(self._page(page_id).source.text)

    def page(self, page_id: str) -> Page:
        """Read a page; raises PageNotFound."""
        page = self._page(page_id)
        around = self._surroundings(page)
        around.take(page.problems)
        blocks = page_blocks(self._html(page, around), around, self._diagrams)
        around.named_diagrams.report_rest(around)
        return Page(page.ref, with_remains(blocks, page.source, page.broken), tuple(around.problems))

    def _html(self, page: FolderPage, around: PageSurroundings) -> str:
        rendered = self._gfm.render(page.body, page.path, page.body_line, lambda: self.works.apa)
        around.take(rendered.problems)
        return rendered.html

    def _diagrams(self, page_id: str) -> tuple[DiagramBlock, ...]:
        """The diagrams of a page that another one asks about."""
        page = self._page(page_id)
        around = self._surroundings(page)
        return diagrams_in(read_blocks(self._html(page, around), around), around)

    def _page(self, page_id: str) -> FolderPage:
        try:
            return self.pages[page_id]
        except KeyError:
            raise PageNotFound(f"there is no page {page_id}") from None

    def _surroundings(self, page: FolderPage) -> PageSurroundings:
        around = self._aside(page.path, page.source.text, page.id)
        around.named_diagrams = NamedDiagrams.of(page.values)
        return around

    def _aside(self, path: str, text: str, page_id: str = "") -> PageSurroundings:
        """What surrounds a file of the course that holds `text`: a page, or one that belongs to all of them."""
        folder = PurePosixPath(path).parent.as_posix()
        around = PageSurroundings(
            self.files,
            path,
            page_id,
            ("" if folder == "." else folder,),
            Locator(text),
            lambda address: self._page_at(address, around),
            no_quiz,
            lambda words: self._gfm.fragment(words, lambda: self.works.apa),
        )
        return around

    def _page_at(self, path: str, around: PageSurroundings) -> str:
        """The id of the page that an address means; one that only differs in capital letters is found and reported."""
        if (found := self._by_address.get(path)) is not None:
            return found
        if not path.lower().endswith(MARKDOWN):
            return ""
        spelled = self.files.spelled(path)
        found = self._by_address.get(spelled, "") if spelled else ""
        if found:
            name = PurePosixPath(path).name
            around.report("link-case", Severity.WARNING, f"the page {path} is spelled {spelled} on disk", name)
        return found
