"""The modules of a plain course: from the order its author gives, else from the names of its files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tui_course.model.course import Module, PageRef
from tui_course.model.problem import Problem, Severity
from tui_course.sources.folder.names import MARKDOWN, is_housekeeping, is_index, spoken
from tui_course.sources.folder.page import scalar
from tui_course.sources.locate import Locator
from tui_course.sources.surroundings import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui_course.sources.folder.page import FolderPage

MORE: Final = "More pages"
_PAGES: Final = ("pages", "order", "children", "items")
_PAGE: Final = ("page", "path", "file", "url")
_MAX_DEPTH: Final = 6
_MAX_PROBLEMS: Final = 200


class Pages:
    """The pages of a course by path, in the order of their names."""

    def __init__(self, by_path: dict[str, FolderPage]) -> None:
        self.by_path = by_path
        self._inside: dict[str, list[FolderPage]] = {}
        for page in by_path.values():
            folder = page.path
            while folder := folder.rpartition("/")[0]:
                self._inside.setdefault(folder, []).append(page)

    def at(self, name: str) -> list[FolderPage]:
        """The page at a path, with or without ending, or all pages of the folder there."""
        path = joined("", name.strip())
        for candidate in (path, *(path + ending for ending in MARKDOWN)):
            if candidate in self.by_path:
                return [self.by_path[candidate]]
        return self._inside.get(path, [])

    def title_of(self, folder: str) -> str:
        """The title of the module that a folder is: that of its first page, else what its name says."""
        for page in self._inside.get(folder, ()):
            parent, _, name = page.path.rpartition("/")
            if parent == folder and is_index(name):
                return page.title
        return spoken(folder.rpartition("/")[2])


def in_order_of_names(pages: Pages) -> list[Module]:
    """Each folder at the top as a module, pages beside them at their place in a module without title."""
    listed = [page for page in pages.by_path.values() if not is_housekeeping(page.path)]
    return list(_grouped((page.ref for page in listed), pages))


def with_the_rest(modules: Sequence[Module], pages: Pages) -> tuple[Module, ...]:
    """Modules, and a last one with the pages that they leave out."""
    listed = {page.id for module in modules for page in module.pages}
    rest = tuple(page.ref for page in pages.by_path.values() if page.id not in listed)
    if rest and not listed:
        return (Module("", rest),)
    return (*modules, Module(MORE, rest, listed=False)) if rest else tuple(modules)


def _grouped(listed: Iterable[PageRef], pages: Pages) -> Iterator[Module]:
    """Runs of pages that stand in the same folder at the top."""
    run: list[PageRef] = []
    top = ""
    for page in listed:
        folder = page.source.partition("/")[0] if "/" in page.source else ""
        if run and folder != top:
            yield Module(pages.title_of(top) if top else "", tuple(run))
            run = []
        top = folder
        run.append(page)
    if run:
        yield Module(pages.title_of(top) if top else "", tuple(run))


class GivenOrder:
    """Reads `order`: pages, folders, and modules with a title and pages of their own."""

    def __init__(self, pages: Pages, file: str, text: str, *, by_folder: bool = True) -> None:
        """`by_folder` says that pages outside such modules belong to those of their folders."""
        self._pages = pages
        self._by_folder = by_folder
        self._file = file
        self._lines = Locator(text)
        self.problems: list[Problem] = []

    def modules(self, order: Sequence[Any]) -> list[Module]:
        """The modules of an order, whatever YAML it is."""
        out: list[Module] = []
        loose: list[PageRef] = []
        for entry in order:
            title, inner = _titled(entry)
            if isinstance(inner, list):
                out += self._outside(loose)
                loose = []
                refs = tuple(dict.fromkeys(self._flat(inner)))
                if refs:
                    out.append(Module(title, refs))
                continue
            found = self._find(inner)
            if title and len(found) > 1:
                out += [*self._outside(loose), Module(title, tuple(page.ref for page in found))]
                loose = []
            else:
                loose += [replace(page.ref, label=title or page.ref.label) for page in found]
        return [*out, *self._outside(loose)]

    def _outside(self, loose: list[PageRef]) -> list[Module]:
        if self._by_folder:
            return list(_grouped(loose, self._pages))
        return [Module("", tuple(loose))] if loose else []

    def _flat(self, entries: list[Any], depth: int = 0) -> Iterator[PageRef]:
        for entry in entries:
            title, inner = _titled(entry)
            if isinstance(inner, list):
                if depth < _MAX_DEPTH:
                    yield from self._flat(inner, depth + 1)
                continue
            found = self._find(inner)
            for page in found:
                yield replace(page.ref, label=title) if title and len(found) == 1 else page.ref

    def _find(self, name: object) -> list[FolderPage]:
        text = scalar(name)
        found = self._pages.at(text.partition("#")[0]) if text else []
        if not found and len(self.problems) < _MAX_PROBLEMS:
            message = f"the order names {text or name}, where there is no page"
            self.problems.append(Problem("order-missing", Severity.WARNING, message, self._file, self._lines.line(text)))
        return found


def _titled(entry: object) -> tuple[str, Any]:
    """The title and the content of an entry: a page or folder, or a list of them; `title: …, pages: …` or `Title: …`."""
    if not isinstance(entry, dict):
        return "", entry
    title = scalar(entry.get("title"))
    inner = next((entry[name] for name in (*_PAGES, *_PAGE) if name in entry), None)
    if inner is None and len(entry) == 1 and not title:
        title, inner = next((scalar(name), value) for name, value in entry.items())
    return title, inner
