"""A Jekyll site's configuration and the defaults it gives to front matter."""

from __future__ import annotations

import re
from dataclasses import field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, Final

from tui_course.markup.data import load_yaml
from tui_course.markup.decode import decode
from tui_course.model.problem import Problem, Severity
from tui_course.sources.accent import read_accent
from tui_course.sources.files import CourseFiles, Refused
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

MAIN: Final = ("_config.yml", "_config.yaml")
_OVERLAY = re.compile(r"_config[-_.][\w.-]+\.ya?ml")
_ENVIRONMENT = re.compile(
    r"(?:^|[-_.])(?:dev|devel|development|local|localhost|test|testing|stag\w*|prod|production|ci|docker|netlify|travis)[-_.]"
)
_EXCLUDED: Final = (
    ".sass-cache",
    ".jekyll-cache",
    "gemfiles",
    "Gemfile",
    "Gemfile.lock",
    "node_modules",
    "vendor/bundle/",
    "vendor/cache/",
    "vendor/gems/",
    "vendor/ruby/",
)
_NO_COLLECTIONS: Final = frozenset(
    ("_bibliography", "_data", "_drafts", "_includes", "_layouts", "_plugins", "_posts", "_sass", "_site")
)
_MARKDOWN: Final = "markdown,mkdown,mkdn,mkd,md"


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection as configured; `output` says whether its documents are pages."""

    label: str
    output: bool
    permalink: str = ""
    sort_by: str = ""
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """The merged configuration; `values` is what Liquid sees as `site`."""

    values: dict[str, Any]
    problems: tuple[Problem, ...] = ()
    collections: tuple[Collection, ...] = ()
    files: tuple[str, ...] = field(default=())
    accent: str = ""

    def text(self, name: str, default: str = "") -> str:
        """A setting as text, or `default` where it is missing or no scalar."""
        value = self.values.get(name)
        return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else default

    def mapping(self, name: str) -> dict[str, Any]:
        """A setting that is a mapping, else an empty one."""
        value = self.values.get(name)
        return value if isinstance(value, dict) else {}

    def strings(self, name: str) -> tuple[str, ...]:
        """A setting that is a list of text, or one text."""
        value = self.values.get(name)
        if isinstance(value, str):
            return (value,)
        return tuple(str(part) for part in value) if isinstance(value, list) else ()

    @property
    def markdown_endings(self) -> frozenset[str]:
        """The endings of Markdown files, with dot."""
        return frozenset("." + part.strip().lower() for part in self.text("markdown_ext", _MARKDOWN).split(","))

    def excluded(self, path: str) -> bool:
        """Whether the site leaves a file out: by its name, or by `exclude`, unless `include` names it."""
        parts = path.split("/")
        wanted = self.strings("include") or (".htaccess",)
        if any(part[:1] in "_.#" or part.endswith("~") for part in parts) and not any(
            part in wanted or _matches(path, pattern) for part in parts for pattern in wanted
        ):
            return True
        return any(_matches(path, pattern) for pattern in (*_EXCLUDED, *self.strings("exclude")))

    def defaults(self, path: str, kind: str) -> dict[str, Any]:
        """The front matter that `defaults` gives to a file of kind `pages`, `posts` or a collection's label."""
        listed = self.values.get("defaults")
        found = []
        for entry in listed if isinstance(listed, list) else ():
            if not isinstance(entry, dict) or not isinstance(entry.get("values"), dict):
                continue
            scope = entry.get("scope")
            scope = scope if isinstance(scope, dict) else {}
            where, what = str(scope.get("path") or ""), scope.get("type")
            if (what is None or str(what) == kind) and _in_scope(path, where):
                found.append((len(where.strip("/")), what is not None, entry["values"]))
        out: dict[str, Any] = {}
        for _, _, values in sorted(found, key=lambda entry: entry[:2]):
            out = merged(out, values)
        return out


def _matches(path: str, pattern: str) -> bool:
    pattern = pattern.removeprefix("/")
    if not pattern:
        return False
    folder = pattern.rstrip("/")
    return path == folder or path.startswith(folder + "/") or fnmatchcase(path, folder) or fnmatchcase(path, folder + "/*")


def _in_scope(path: str, where: str) -> bool:
    where = where.strip("/")
    if not where:
        return True
    if "*" in where:
        return fnmatchcase(path, where) or fnmatchcase(path, where + "/*")
    return path.startswith(where)


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Two mappings as one; mappings inside are merged too, an empty value does not hide one below."""
    out = dict(below)
    for key, value in above.items():
        old = out.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            out[key] = merged(old, value)
        elif value is not None or key not in out:
            out[key] = value
    return out


def load_config(files: CourseFiles) -> Config:
    """Read `_config.yml` and lay over it what stands beside it as `_config-NAME.yml`, in order of name.

    Files that an environment's name marks (`_config.dev.yml`) are not laid over it: they change where a site is built, not what
    it says.
    """
    names = sorted(name for name in files.names("") if _OVERLAY.fullmatch(name) and not _ENVIRONMENT.search(name))
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    used = []
    accent = ""
    for name in (*MAIN, *names):
        if not files.is_file(name):
            continue
        used.append(name)
        try:
            decoded = decode(files.read(name), name)
        except Refused as refused:
            problems.append(Problem("config", Severity.ERROR, str(refused), name))
            continue
        loaded = load_yaml(decoded.text, name)
        problems += (*decoded.problems, *loaded.problems)
        if isinstance(loaded.value, dict):
            given = {str(key): value for key, value in loaded.value.items()}
            values = merged(values, given)
            colour, wrong = read_accent(given, decoded.text, name)
            accent = colour or accent
            problems += wrong
        elif loaded.value is not None:
            problems.append(Problem("config", Severity.ERROR, "the configuration is not a list of `name: value`", name, 1))
    broken = not values and any(problem.severity is Severity.ERROR for problem in problems)
    return Config(values, tuple(problems), _guessed(files) if broken else _collections(values), tuple(used), accent)


def _guessed(files: CourseFiles) -> tuple[Collection, ...]:
    """Every folder that could be a collection, where the configuration that would say so cannot be read."""
    names = (name for name in files.names("") if name.startswith("_") and name not in _NO_COLLECTIONS and files.is_dir(name))
    return tuple(Collection(name[1:], output=True) for name in names)


def _collections(values: dict[str, Any]) -> tuple[Collection, ...]:
    listed = values.get("collections")
    if isinstance(listed, list):
        listed = {str(label): {} for label in listed}
    if not isinstance(listed, dict):
        return ()
    out = []
    for label, given in listed.items():
        settings = given if isinstance(given, dict) else {}
        order = settings.get("order")
        out.append(
            Collection(
                str(label),
                settings.get("output") is True or str(label) == "posts",
                str(settings.get("permalink") or ""),
                str(settings.get("sort_by") or ""),
                tuple(str(name) for name in order) if isinstance(order, list) else (),
            )
        )
    return tuple(out)
