"""All documents of a Jekyll site, in Jekyll's order."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from tui_course.sources.jekyll.document import Document, read_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.sources.files import CourseFiles
    from tui_course.sources.jekyll.config import Collection, Config

_SKIPPED: Final = frozenset(("_site", "node_modules", "vendor"))


def read_documents(files: CourseFiles, config: Config) -> tuple[Document, ...]:
    """Every document: pages first, then posts from the newest on, then collections as the configuration lists them."""
    collections = [collection for collection in config.collections if collection.label != "posts"]
    skipped = _SKIPPED | {f"_{collection.label}" for collection in collections}
    found = [document for path in files.walk(skip=skipped) if (document := _outside(files, config, path)) is not None]
    posts = sorted((one for one in found if one.label == "posts"), key=lambda one: (str(one.date), one.path), reverse=True)
    inside = [document for collection in collections for document in _sorted(_of(files, config, collection), collection)]
    return (*(one for one in found if one.label == "pages"), *posts, *inside)


def _outside(files: CourseFiles, config: Config, path: str) -> Document | None:
    """A page or a post."""
    folders = PurePosixPath(path).parts[:-1]
    if "_posts" in folders:
        if any(part.startswith("_") and part != "_posts" for part in PurePosixPath(path).parts):
            return None
        permalink = next((collection.permalink for collection in config.collections if collection.label == "posts"), "")
        return read_document(files, config, path, "posts", output=True, permalink=permalink)
    return None if config.excluded(path) else read_document(files, config, path, "pages", output=True)


def _of(files: CourseFiles, config: Config, collection: Collection) -> Iterator[Document]:
    """The documents of a collection, by path."""
    above = str(config.values.get("collections_dir") or "").strip("/")
    folder = f"{above}/_{collection.label}" if above else f"_{collection.label}"
    for path in files.walk(folder):
        document = read_document(
            files, config, path, collection.label, output=collection.output, permalink=collection.permalink
        )
        if document is not None:
            yield document


def _sorted(documents: Iterator[Document], collection: Collection) -> list[Document]:
    """Documents of a collection as Jekyll orders them: by its settings, else by date where they have one, then by path."""
    if collection.order:
        places = {name: place for place, name in enumerate(collection.order)}
        return sorted(documents, key=lambda one: places.get(one.path.split("/", 1)[-1], len(places)))
    name = collection.sort_by
    if name:
        return sorted(documents, key=lambda one: (one.values.get(name) is None, _sortable(one.values.get(name)), one.path))
    return sorted(documents, key=lambda one: (one.date is None, one.date.timestamp() if one.date else 0.0, one.path))


def _sortable(value: object) -> tuple[int, float, str]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (0, float(value), "")
    return (1, 0.0, str(value))
