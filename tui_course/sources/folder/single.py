"""One Markdown file opened as a course of one page."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tui_course.errors import NotACourse, PageNotFound
from tui_course.markup.data import split_front_matter
from tui_course.markup.gfm import Gfm
from tui_course.model.block import Ask, Bibliography, Block, Unknown
from tui_course.model.course import Course, Module, Page
from tui_course.model.inline import Link, LinkKind
from tui_course.model.visible import visible
from tui_course.sources.diagrams import page_blocks
from tui_course.sources.files import CourseFiles
from tui_course.sources.folder.names import spoken, stem
from tui_course.sources.folder.page import FolderPage, read_page
from tui_course.sources.folder.torn import is_torn, without_site
from tui_course.sources.glossary import NAMES, read_glossary
from tui_course.sources.in_files import CourseInFiles
from tui_course.sources.locate import Locator
from tui_course.sources.references import every_work
from tui_course.sources.sidecars import NamedDiagrams
from tui_course.sources.surroundings import PageSurroundings
from tui_course.sources.text import read_text, with_remains
from tui_course.sources.works import Works

if TYPE_CHECKING:
    from tui_course.markup.kramdown import Kramdown
    from tui_course.model.course import PageRef
    from tui_course.model.glossary import Glossary
    from tui_course.model.problem import Problem
    from tui_course.sources.jekyll.site import JekyllSite

_CONFIGURATION: Final = ("_config.yml", "_config.yaml")


@dataclass
class FileCourse(CourseInFiles):
    """The page of a file. Inside a Jekyll site it is read as the site reads it; else its folder has its pictures and works.

    Links to other pages lead to their files. Raises NotACourse where the file cannot be found.
    """

    path: Path
    files: CourseFiles = field(init=False)

    def __post_init__(self) -> None:
        """Find the file's folder and site."""
        real = Path(os.path.realpath(self.path))
        if not real.is_file():
            raise NotACourse(f"{self.path} is no file")
        self._real = real
        self.files = self._site.files if self._site else CourseFiles.at(real.parent)

    @cached_property
    def _site(self) -> JekyllSite | None:
        """The site that publishes the file, None where there is none."""
        for folder in self._real.parents:
            if any((folder / name).is_file() for name in _CONFIGURATION):
                return self._published_by(folder)
        return None

    def _published_by(self, folder: Path) -> JekyllSite | None:
        from tui_course.sources.jekyll.site import JekyllSite

        try:
            site = JekyllSite(folder)
        except NotACourse:
            return None
        root = site.files.root
        return site if self._real.is_relative_to(root) and _at(site, self._real.relative_to(root).as_posix()) else None

    @cached_property
    def _plain(self) -> FolderPage:
        name = self._real.name
        return read_page(self.files, name, stem(name), Gfm().words, spoken(name))

    @cached_property
    def _ref(self) -> PageRef:
        if self._site is not None:
            path = self._real.relative_to(self._site.files.root).as_posix()
            return next(page.ref for page in self._site.pages.values() if page.path == path)
        return self._plain.ref

    @cached_property
    def course(self) -> Course:
        """The outline: one page."""
        return Course(visible(stem(self._real.name)), self._ref.title, (Module("", (self._ref,)),))

    @cached_property
    def works(self) -> Works:
        """The bibliographies beside the file."""
        return Works(self.files, tuple(name for name in self.files.names("") if name.lower().endswith(".bib")))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Nothing is wrong with a course of one page but what is wrong with the page, and with the glossary beside it."""
        return self.terms.problems if self._site is None else ()

    @cached_property
    def bibliography(self) -> Bibliography:
        """Every work of the course's bibliographies."""
        return self._site.bibliography if self._site else every_work(self.works.apa, self._aside("", ""))

    @cached_property
    def terms(self) -> Glossary:
        """The terms of the course's glossary file."""
        return self._site.terms if self._site else read_glossary(self.files, NAMES, self._aside)

    def source(self, page_id: str) -> str:
        """The source of the page; raises PageNotFound."""
        self._check(page_id)
        return self._site.source(page_id) if self._site is not None else visible(self._plain.source.text)

    def _check(self, page_id: str) -> None:
        if page_id != self._ref.id:
            raise PageNotFound(f"there is no page {page_id}")

    def page(self, page_id: str) -> Page:
        """Read the page; raises PageNotFound."""
        self._check(page_id)
        if self._site is None:
            return self._read(self._plain)
        page = self._site.page(page_id)
        paths = {other.id: other.path for other in self._site.pages.values() if other.id != page_id}
        return replace(page, ref=self._ref, blocks=_with_files(page.blocks, paths))

    def _read(self, page: FolderPage) -> Page:
        torn = is_torn(page.body)
        around = self._aside(page.path, page.source.text, page.id)
        around.named_diagrams = NamedDiagrams.of(page.values)
        if torn:
            around.markdown = _as_a_site().fragment
        around.take(page.problems)
        html = self._torn(page, around) if torn else self._gfm(page, around)
        blocks = with_remains(page_blocks(html, around, lambda _: ()), page.source, page.broken)
        around.named_diagrams.report_rest(around)
        return Page(page.ref, blocks, tuple(around.problems))

    def _aside(self, path: str, text: str, page_id: str = "") -> PageSurroundings:
        """What surrounds the page, or a file beside it, that holds `text`."""
        page = self._plain
        return PageSurroundings(
            self.files,
            path,
            page_id,
            ("",),
            Locator(text),
            lambda address: page.id if address in {page.path, page.id} else "",
            no_quiz,
            lambda words: Gfm().fragment(words, lambda: self.works.apa),
        )

    def _gfm(self, page: FolderPage, around: PageSurroundings) -> str:
        rendered = Gfm().render(page.body, page.path, page.body_line, lambda: self.works.apa)
        around.take(rendered.problems)
        if rendered.cited:
            around.take(self.works.problems)
        return rendered.html

    def _torn(self, page: FolderPage, around: PageSurroundings) -> str:
        mended = without_site(page.body, page.path, page.body_line, page.values, self._beside)
        rendered = _as_a_site().render(mended.text)
        around.take(mended.problems)
        around.take(replace(problem, file=page.path, line=0) for problem in rendered.problems)
        return rendered.html

    def _beside(self, path: str) -> str:
        """The text of a file that a page includes, without its front matter; empty where there is none."""
        return split_front_matter(read_text(self.files, path).text, path).body if self.files.is_file(path) else ""


def _as_a_site() -> Kramdown:
    """Markdown as a site reads it that has set nothing."""
    from tui_course.markup.kramdown import Kramdown

    return Kramdown()


def no_quiz(path: str) -> tuple[Ask | Unknown, tuple[Problem, ...]]:
    """Plain Markdown has no assessments in data files."""
    return Unknown(visible(path), "questions that only a site can show"), ()


def _at(site: JekyllSite, path: str) -> bool:
    return any(document.path == path for document in site.pages.values())


def _with_files(blocks: tuple[Block, ...], paths: dict[str, str]) -> tuple[Block, ...]:
    """Blocks whose links to other pages lead to the files of those pages."""
    changed: tuple[Block, ...] = _changed(blocks, paths)
    return changed


def _changed(value: Any, paths: dict[str, str]) -> Any:  # noqa: ANN401 - any value of the model
    if isinstance(value, Link) and value.kind is LinkKind.PAGE and value.page in paths:
        value = replace(value, kind=LinkKind.FILE, page=paths[value.page])
    if isinstance(value, tuple):
        parts = tuple(_changed(part, paths) for part in value)
        return parts if any(new is not old for new, old in zip(parts, value, strict=True)) else value
    if is_dataclass(value) and not isinstance(value, type):
        made = {
            one.name: _changed(old, paths) for one in fields(value) if isinstance(old := getattr(value, one.name), tuple | dict)
        }
        made = {name: new for name, new in made.items() if new is not getattr(value, name)}
        return replace(value, **made) if made else value
    if isinstance(value, dict):
        return {key: _changed(part, paths) for key, part in value.items()}
    return value
