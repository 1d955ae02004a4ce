"""The data files of a Jekyll site."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from tui_course.markup.data import load_json, load_table, load_yaml
from tui_course.markup.decode import decode
from tui_course.model.problem import Problem, Severity
from tui_course.sources.files import CourseFiles, Refused
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.sources.jekyll.config import Config

MAX_BYTES: Final = 4_194_304
_ENDINGS: Final = (".yml", ".yaml", ".json", ".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of `_data`: its path, its text, and its content (None where it could not be read)."""

    path: str
    text: str
    value: Any
    problems: tuple[Problem, ...]


def read_data(files: CourseFiles, config: Config) -> dict[str, DataFile]:
    """The data files of a site, by path."""
    return {path: _read(files, path) for path in files.walk(data_folder(config)) if path.endswith(_ENDINGS)}


def data_folder(config: Config) -> str:
    """The folder of a site's data files."""
    return str(config.values.get("data_dir") or "_data").strip("/")


def _read(files: CourseFiles, path: str) -> DataFile:
    try:
        decoded = decode(files.read(path, MAX_BYTES), path)
    except Refused as refused:
        return DataFile(path, "", None, (Problem("data-unreadable", Severity.ERROR, str(refused), path),))
    match PurePosixPath(path).suffix:
        case ".json":
            loaded = load_json(decoded.text, path)
        case ".csv":
            loaded = load_table(decoded.text, path)
        case ".tsv":
            loaded = load_table(decoded.text, path, "\t")
        case _:
            loaded = load_yaml(decoded.text, path)
    return DataFile(path, decoded.text, loaded.value, (*decoded.problems, *loaded.problems))
