"""The modules of a Jekyll site: from its navigation data, else from its collections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from tui_course.model.course import Module, PageRef
from tui_course.model.problem import Problem, Severity
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_course.sources.jekyll.document import Document

DATA: Final = ("navigation", "nav", "toc", "sidebar", "menu", "contents")
_TITLE: Final = ("title", "name", "text", "label", "folder", "page")
_ADDRESS: Final = ("url", "link", "href", "path", "permalink", "file", "page")
_CHILDREN: Final = (
    "children",
    "sublinks",
    "subfolders",
    "subfolderitems",
    "subitems",
    "items",
    "pages",
    "links",
    "docs",
    "sections",
    "folders",
)
START: Final = "Start here"
MORE: Final = "More pages"


class Navigation:
    """Reads menus into modules; `find` gives the document at an address as a menu writes it, or None."""

    def __init__(self, find: Callable[[str], Document | None], file: str) -> None:
        self._find = find
        self._file = file
        self.problems: list[Problem] = []

    def modules(self, data: Any) -> list[Module]:  # noqa: ANN401 - any YAML
        """The modules of a navigation file: one for each group of a menu; entries outside groups begin the course."""
        menus = data if isinstance(data, dict) else {"": data}
        start: list[PageRef] = []
        groups: list[Module] = []
        for name, menu in menus.items():
            loose, found = self._menu(menu, _spoken(str(name)))
            start += loose
            groups += found
        grouped = {page.id for module in groups for page in module.pages}
        start = [page for page in _unique(start) if page.id not in grouped]
        return [*([Module(START, tuple(start))] if start else []), *groups]

    def _menu(self, menu: Any, name: str) -> tuple[list[PageRef], list[Module]]:  # noqa: ANN401 - any YAML
        """Entries that stand alone, and groups, of one menu."""
        if isinstance(menu, dict):
            menu = _children(menu) or [menu]
        if not isinstance(menu, list):
            return [], []
        loose: list[PageRef] = []
        groups: list[Module] = []
        for entry in menu:
            children = _children(entry) if isinstance(entry, dict) else None
            if children is None:
                loose += self._entry(entry)
                continue
            title = _text(entry, _TITLE) or name
            pages = _unique([*self._entry(entry, optional=True), *self._flat(children)])
            if pages:
                groups.append(Module(title, tuple(pages)))
        return loose, groups

    def _flat(self, entries: list[Any], depth: int = 0) -> list[PageRef]:
        out: list[PageRef] = []
        for entry in entries:
            out += self._entry(entry, optional=isinstance(entry, dict) and _children(entry) is not None)
            inner = _children(entry) if isinstance(entry, dict) and depth < 6 else None  # noqa: PLR2004 - deeper is no menu
            out += self._flat(inner, depth + 1) if inner else []
        return out

    def _entry(self, entry: Any, *, optional: bool = False) -> list[PageRef]:  # noqa: ANN401 - any YAML
        if isinstance(entry, str):
            entry = {"url": entry}
        if not isinstance(entry, dict):
            return []
        address = _text(entry, _ADDRESS)
        if not address:
            return []
        document = self._find(address)
        if document is None:
            if not optional and not re.match(r"[a-z]+:|//|#", address):
                line = int(getattr(entry, "line", 0))
                message = f"the navigation names {address}, where there is no page"
                self.problems.append(Problem("navigation", Severity.WARNING, message, self._file, line))
            return []
        ref = document.ref
        return [
            PageRef(ref.id, ref.title, ref.source, ref.url, _text(entry, _TITLE) if "url" in entry or "title" in entry else "")
        ]


def from_front_matter(documents: Sequence[Document]) -> list[Module] | None:
    """Modules from `nav_order` and `parent`, as documentation themes use them; None where no page has them."""
    if not any("nav_order" in document.values or "parent" in document.values for document in documents):
        return None
    shown = sorted((document for document in documents if document.values.get("nav_exclude") is not True), key=_order)
    children: dict[str, list[Document]] = {}
    for document in shown:
        if parent := document.values.get("parent"):
            children.setdefault(str(parent), []).append(document)
    start: list[PageRef] = []
    groups: list[Module] = []
    for document in shown:
        if document.values.get("parent"):
            continue
        below = children.get(document.title, [])
        if below:
            pages = [
                document.ref,
                *(ref for child in below for ref in (child.ref, *(deep.ref for deep in children.get(child.title, [])))),
            ]
            groups.append(Module(document.title, tuple(_unique(pages))))
        else:
            start.append(document.ref)
    return [*([Module(START, tuple(start))] if start else []), *groups]


def from_collections(documents: Sequence[Document], labels: Sequence[str], title: str) -> list[Module]:
    """One module a collection in the order of the configuration; pages outside collections begin the course, its home first."""
    home = [document.ref for document in documents if document.url in {"/", "/index.html"}]
    out = [Module(title, tuple(home))] if home else []
    for label in labels:
        pages = tuple(document.ref for document in documents if document.label == label)
        if pages:
            out.append(Module(_spoken(label), pages))
    return out


def _order(document: Document) -> tuple[int, float, str]:
    value = document.values.get("nav_order")
    number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else float("inf")
    return (0 if document.url in {"/", "/index.html"} else 1, number, document.title.casefold())


def _children(entry: dict[str, Any]) -> list[Any] | None:
    """What stands below an entry: under a name that is usual for it, else any list of entries, whatever its name."""
    lists: dict[str, list[Any]] = {name: value for name, value in entry.items() if isinstance(value, list)}
    known = next((lists[name] for name in _CHILDREN if name in lists), None)
    if known is not None:
        return known
    return next((value for value in lists.values() if value and all(isinstance(part, dict) for part in value)), None)


def _text(entry: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((visible(str(entry[name])).strip() for name in names if isinstance(entry.get(name), str | int | float)), "")


def _spoken(name: str) -> str:
    words = re.sub(r"[-_]+", " ", name).strip()
    return words[:1].upper() + words[1:]


def _unique(pages: list[PageRef]) -> list[PageRef]:
    return list({page.id: page for page in pages}.values())
