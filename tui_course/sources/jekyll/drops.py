"""The site, its documents and its collections as templates see them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from tui_course.markup.liquid import Drop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_course.sources.jekyll.document import Document
    from tui_course.sources.jekyll.expansion import Expansion
    from tui_course.sources.jekyll.site import JekyllSite

_HTML: Final = frozenset((".html", ".htm", ".xhtml"))


class DocumentDrop(Drop):
    """A page, a post or a document of a collection; `own` marks the page that is being rendered."""

    __slots__ = ("_document", "_expansion", "_own", "_site", "_values")

    def __init__(self, site: JekyllSite, expansion: Expansion, document: Document, *, own: bool = False) -> None:
        self._site = site
        self._expansion = expansion
        self._document = document
        self._own = own
        self._values: dict[str, object] = {**document.values, **_fixed(document)}

    def __getitem__(self, name: str) -> object:
        """A value of the document; raises KeyError."""
        if name in self._values:
            return self._values[name]
        compute = _COMPUTED.get(name)
        if compute is None:
            raise KeyError(name)
        value = self._values[name] = compute(self)
        return value

    def __iter__(self) -> Iterator[str]:
        """The names of its values."""
        yield from self._values
        yield from (name for name in _COMPUTED if name not in self._values)

    def text(self) -> str:
        """A document prints as its rendered text."""
        return str(self["content"])

    def content(self) -> object:
        """The text: as written where the page looks at itself, else rendered."""
        return self._document.body if self._own else self._expansion.html(self._document)

    def excerpt(self) -> object:
        """The first paragraph, rendered."""
        separator = self._site.config.text("excerpt_separator", "\n\n") or "\n\n"
        given = self._document.values.get("excerpt_separator")
        first = self._document.body.lstrip("\n").partition(str(given) if given else separator)[0]
        return self._expansion.excerpt(self._document, first)

    def neighbour(self, step: int) -> object:
        """The document before or after this one in its collection, or nothing."""
        inside = [one for one in self._site.documents if one.label == self._document.label]
        if self._document.label == "posts":
            inside.reverse()
        place = inside.index(self._document) + step
        return DocumentDrop(self._site, self._expansion, inside[place]) if 0 <= place < len(inside) else None


_COMPUTED: Final[dict[str, Callable[[DocumentDrop], object]]] = {
    "content": DocumentDrop.content,
    "excerpt": DocumentDrop.excerpt,
    "next": lambda drop: drop.neighbour(1),
    "previous": lambda drop: drop.neighbour(-1),
}


def _fixed(document: Document) -> dict[str, object]:
    path = PurePosixPath(document.path)
    values: dict[str, object] = {"url": document.url, "path": document.path}
    if document.label == "pages":
        folder = document.url if document.url.endswith("/") else document.url.rpartition("/")[0] + "/"
        values |= {"name": path.name, "dir": folder}
        return values
    slug = str(document.values.get("slug") or document.slug)
    values |= {
        "id": (PurePosixPath(unquote(document.url)).parent / slug.lstrip("/")).as_posix(),
        "relative_path": document.path,
        "collection": document.label,
        "slug": slug,
        "date": document.date or datetime.now(UTC),
        "ext": path.suffix,
        "title": document.values.get("title") or _spoken(slug),
        "categories": list(document.categories),
        "tags": list(document.tags),
        "draft": False,
    }
    return values


def _spoken(slug: str) -> str:
    return " ".join(word.capitalize() for word in slug.split("-"))


class SiteDrop(Drop):
    """`site`: the configuration, and lists of everything that the site holds."""

    __slots__ = ("_documents", "_expansion", "_site", "_values")

    def __init__(self, site: JekyllSite, expansion: Expansion) -> None:
        self._site = site
        self._expansion = expansion
        self._values: dict[str, object] = {}
        self._documents: dict[str, DocumentDrop] = {}

    def __getitem__(self, name: str) -> object:
        """A list, or a setting; raises KeyError."""
        if name not in self._values:
            compute = _LISTS.get(name)
            if compute is not None:
                self._values[name] = compute(self)
            elif any(collection.label == name for collection in self._site.config.collections):
                self._values[name] = self.of(name)
            else:
                self._values[name] = self._site.config.values[name]
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        """The names of lists, collections and settings."""
        labels = (collection.label for collection in self._site.config.collections)
        yield from dict.fromkeys((*_LISTS, *labels, *self._site.config.values))

    def of(self, label: str) -> list[DocumentDrop]:
        """The documents of a collection, in its order."""
        return [self._drop(document) for document in self._site.documents if document.label == label]

    def _drop(self, document: Document) -> DocumentDrop:
        if document.path not in self._documents:
            self._documents[document.path] = DocumentDrop(self._site, self._expansion, document)
        return self._documents[document.path]

    def data(self) -> object:
        """The data files."""
        return self._expansion.data

    def all_documents(self) -> list[DocumentDrop]:
        """Every document of every collection, posts included."""
        return [self._drop(document) for document in self._site.documents if document.label != "pages"]

    def html_pages(self) -> list[DocumentDrop]:
        """Pages whose address is that of a page of HTML."""
        return [page for page in self.of("pages") if str(page["url"]).endswith((".html", "/"))]

    def collections(self) -> list[object]:
        """The collections with their settings and documents."""
        listed: list[object] = []
        for collection in self._site.config.collections:
            settings = self._site.config.mapping("collections").get(collection.label)
            shown = dict(settings) if isinstance(settings, dict) else {}
            docs = self.of(collection.label)
            listed.append({**shown, "label": collection.label, "docs": docs, "files": [], "output": collection.output})
        if not any(collection.label == "posts" for collection in self._site.config.collections):
            listed.append({"label": "posts", "docs": self.of("posts"), "files": [], "output": True})
        return listed

    def static_files(self) -> list[dict[str, str]]:
        """Files without front matter, in the folders that the site publishes."""
        documents = {document.path for document in self._site.documents}
        out: list[dict[str, str]] = []
        for path in self._site.files.walk(skip=frozenset(("_site", "node_modules"))):
            if path in documents or self._site.config.excluded(path):
                continue
            name = PurePosixPath(path)
            out.append({"path": f"/{path}", "name": name.name, "basename": name.stem, "extname": name.suffix})
        return out

    def html_files(self) -> list[dict[str, str]]:
        """Static files that are HTML."""
        return [file for file in self.static_files() if PurePosixPath(file["path"]).suffix in _HTML]

    def grouped(self, name: str) -> dict[str, list[DocumentDrop]]:
        """Posts by category or tag: the names as the oldest posts bring them, the newest post first in each."""
        out: dict[str, list[DocumentDrop]] = {}
        for post in reversed(self.of("posts")):
            words = post[name]
            for word in words if isinstance(words, list) else ():
                out.setdefault(str(word), []).insert(0, post)
        return out


_LISTS: Final[dict[str, Callable[[SiteDrop], object]]] = {
    "pages": lambda site: site.of("pages"),
    "html_pages": SiteDrop.html_pages,
    "posts": lambda site: site.of("posts"),
    "related_posts": lambda site: site.of("posts")[:10],
    "documents": SiteDrop.all_documents,
    "collections": SiteDrop.collections,
    "static_files": SiteDrop.static_files,
    "html_files": SiteDrop.html_files,
    "data": SiteDrop.data,
    "categories": lambda site: site.grouped("categories"),
    "tags": lambda site: site.grouped("tags"),
    "time": lambda _: datetime.now(UTC),
}
