"""YAML and JSON, read with guards: no input can hang, crash or blow up the reader."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import field
from typing import TYPE_CHECKING, Any, Final

import yaml

from tui_course.model.problem import Problem, Severity
from tui_course.model.visible import visible
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Hashable

MAX_DEPTH: Final = 50
MAX_NODES: Final = 100_000
MAX_ALIASED: Final = 20_000
MAX_BYTES: Final = 1_048_576
MAX_FRONT_MATTER: Final = 65_536
_MAX_DIGITS: Final = 300

_Base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# A time that Ruby reads and PyYAML takes for text: there is no colon in its offset.
_BARE_OFFSET = re.compile(
    r"([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?[ \t]*[-+][0-9]{2})([0-9]{2})\Z"
)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


class Mapping(dict[Any, Any]):
    """A mapping that knows the line of the file where it begins, from 1."""

    __slots__ = ("line",)

    line: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a data file holds (None where it could not be read), and what was wrong with it."""

    value: Any
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A page's front matter, the text after it and the line where that begins.

    `present` is false where the file has none; `broken` holds the source of one that could not be read.
    """

    values: dict[str, Any]
    body: str
    body_line: int = 1
    present: bool = False
    broken: str = ""
    problems: tuple[Problem, ...] = ()


class _Refused(Exception):
    """The document is too large, too deep or too tangled."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(slots=True)
class _Weight:
    """Nodes of an open collection, aliases counted as what they stand for."""

    anchor: str | None
    nodes: int = 1
    aliased: int = 0

    def add(self, nodes: int, aliased: int, line: int) -> None:
        """Count what stands inside; raises _Refused where aliases stand for too much."""
        self.nodes += nodes
        self.aliased += aliased
        if self.aliased > MAX_ALIASED:
            raise _Refused(f"aliases stand for more than {MAX_ALIASED} values", line)


@dataclass(slots=True)
class _Notes:
    file: str
    first_line: int
    last: int
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, severity: Severity, message: str, line: int) -> None:
        # The parser counts a line more where the text ends without a line feed.
        self.problems.append(Problem(code, severity, visible(message), self.file, min(line, self.last) + self.first_line))


class _Loader(_Base):  # type: ignore[valid-type,misc]
    """SafeLoader that keeps lines, reports duplicate keys and turns what it cannot build into text."""

    notes: _Notes

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - PyYAML's own
        seen: dict[str, int] = {}
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
                line = key.start_mark.line
                if key.value in seen:
                    first = seen[key.value] + self.notes.first_line
                    message = f"the key {key.value!r} stands twice, first in line {first}; the last counts"
                    self.notes.add("yaml-duplicate-key", Severity.WARNING, message, line)
                seen.setdefault(key.value, line)
        self.flatten_mapping(node)
        out = Mapping()
        out.line = node.start_mark.line + self.notes.first_line
        for key, value in node.value:
            name = self.construct_object(key, deep=True)
            if not isinstance(name, str | int | float | bool | None):
                self.notes.add(
                    "yaml-key", Severity.WARNING, "a key that is neither text nor number is read as text", key.start_mark.line
                )
                name = str(name)
            out[name] = self.construct_object(value, deep=deep)
        return out

    def construct_yaml_map(self, node: yaml.MappingNode) -> Any:  # noqa: ANN401 - PyYAML's own
        out = Mapping()
        out.line = node.start_mark.line + self.notes.first_line
        yield out
        built = self.construct_mapping(node)
        out.update(built)

    def construct_text(self, node: yaml.ScalarNode) -> str:
        return visible(str(node.value))

    def construct_checked(self, node: yaml.ScalarNode) -> Any:  # noqa: ANN401 - whatever the tag says
        kind = node.tag.rpartition(":")[2]
        if len(node.value) <= _MAX_DIGITS:
            try:
                found = yaml.ScalarNode(node.tag, _BARE_OFFSET.sub(r"\1:\2", node.value)) if kind == "timestamp" else node
                return getattr(_Base, f"construct_yaml_{kind}")(self, found)
            except (ValueError, OverflowError, AttributeError, TypeError, IndexError):
                pass
        message = f"{node.value[:40]!r} is no {kind}; it is read as text"
        self.notes.add("yaml-value", Severity.WARNING, message, node.start_mark.line)
        return visible(str(node.value))

    def construct_unknown(self, node: yaml.Node) -> Any:  # noqa: ANN401 - whatever the node holds
        self.notes.add(
            "yaml-tag",
            Severity.WARNING,
            f"the tag {node.tag!r} is not known; the value is read without it",
            node.start_mark.line,
        )
        if isinstance(node, yaml.MappingNode):
            return self.construct_mapping(node, deep=True)
        if isinstance(node, yaml.SequenceNode):
            return self.construct_sequence(node, deep=True)
        return visible(str(node.value))


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.construct_yaml_map)
_Loader.add_constructor("tag:yaml.org,2002:str", _Loader.construct_text)
for _kind in ("int", "float", "timestamp", "binary"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_kind}", _Loader.construct_checked)
_Loader.add_constructor(None, _Loader.construct_unknown)
_Loader.add_implicit_resolver("tag:yaml.org,2002:timestamp", _BARE_OFFSET, list("0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]+[eE][-+]?[0-9]+\Z"), list("-+0123456789"))


def load_yaml(text: str, file: str = "", first_line: int = 1, *, limit: int = MAX_BYTES) -> Loaded:
    """Read one YAML document of at most `limit` characters.

    `first_line` is the line of `file` where `text` begins. Never raises: what cannot be read is a problem with its line, and
    the value is then None. Depth is bounded by `MAX_DEPTH`, nodes by `MAX_NODES`, what aliases expand to by `MAX_ALIASED`.
    """
    notes = _Notes(file, first_line, text.count("\n"))
    if len(text) > limit:
        notes.add("yaml-size", Severity.ERROR, f"{len(text)} characters of YAML are more than the {limit} that are read", 0)
        return Loaded(None, tuple(notes.problems))
    text = visible(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    value = None
    try:
        _guard(text)
        loader = _Loader(text)
        loader.notes = notes
        try:
            value = loader.get_single_data()
        finally:
            loader.dispose()
    except _Refused as refused:
        notes.add("yaml-limit", Severity.ERROR, str(refused), refused.line)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        words = ", ".join(part for part in (error.context, error.problem) if part)
        notes.add("yaml-syntax", Severity.ERROR, words, mark.line if mark else 0)
    except (yaml.YAMLError, RecursionError, ValueError, TypeError) as error:
        notes.add("yaml-syntax", Severity.ERROR, str(error).split("\n", 1)[0], 0)
    return Loaded(value, tuple(notes.problems))


def _guard(text: str) -> None:
    """Raise _Refused where building the document would cost too much; reads events only, one after the other."""
    weights: dict[str, int] = {}
    stack = [_Weight(None)]
    for count, event in enumerate(yaml.parse(text, Loader=_Base)):
        line = event.start_mark.line if event.start_mark else 0
        if count > MAX_NODES:
            raise _Refused(f"more than {MAX_NODES} values", line)
        match event:
            case yaml.AliasEvent():
                if any(above.anchor == event.anchor for above in stack):
                    raise _Refused(f"the alias {event.anchor} stands inside what it names", line)
                weight = weights.get(event.anchor or "", 1)
                stack[-1].add(weight, weight, line)
            case yaml.CollectionStartEvent():
                if len(stack) > MAX_DEPTH:
                    raise _Refused(f"nested deeper than {MAX_DEPTH}", line)
                stack.append(_Weight(event.anchor))
            case yaml.CollectionEndEvent():
                closed = stack.pop()
                stack[-1].add(closed.nodes, closed.aliased, line)
                weights[closed.anchor or ""] = closed.nodes
            case yaml.ScalarEvent():
                stack[-1].add(1, 0, line)
                weights[event.anchor or ""] = 1
            case _:
                continue


def load_json(text: str, file: str = "") -> Loaded:
    """Read JSON with the same promises as `load_yaml`."""
    if len(text) > MAX_BYTES:
        message = f"{len(text)} characters of JSON are more than the {MAX_BYTES} that are read"
        return Loaded(None, (Problem("json-size", Severity.ERROR, message, file, 1),))
    try:
        return Loaded(_cleaned(json.loads(text)))
    except _Refused as refused:
        return Loaded(None, (Problem("json-limit", Severity.ERROR, str(refused), file, 1),))
    except json.JSONDecodeError as error:
        return Loaded(None, (Problem("json-syntax", Severity.ERROR, error.msg, file, error.lineno),))
    except (RecursionError, ValueError) as error:
        return Loaded(None, (Problem("json-syntax", Severity.ERROR, str(error) or "nested too deeply", file, 1),))


def _cleaned(value: Any, depth: int = 0) -> Any:  # noqa: ANN401 - any JSON
    """A value of JSON with its control characters visible; raises _Refused for one that is nested too deeply."""
    if isinstance(value, str):
        return visible(value)
    if not isinstance(value, dict | list):
        return value
    if depth >= MAX_DEPTH:
        raise _Refused(f"nested deeper than {MAX_DEPTH}", 0)
    if isinstance(value, list):
        return [_cleaned(part, depth + 1) for part in value]
    return {visible(name): _cleaned(part, depth + 1) for name, part in value.items()}


def load_table(text: str, file: str = "", delimiter: str = ",") -> Loaded:
    """Read CSV or TSV with a head: a list of mappings, as Jekyll gives it."""
    try:
        rows = list(csv.DictReader(io.StringIO(visible(text)), delimiter=delimiter))
    except csv.Error as error:
        return Loaded(None, (Problem("csv-syntax", Severity.ERROR, str(error), file, 1),))
    return Loaded([{key: value for key, value in row.items() if key is not None} for row in rows])


def split_front_matter(text: str, file: str = "") -> FrontMatter:
    """Take the front matter off a page.

    A front matter that is no mapping or cannot be read is kept as `broken`, so that its words can be shown.
    """
    match = _FRONT_MATTER.match(text)
    if match is None:
        return FrontMatter({}, text)
    source, body = match[1], text[match.end() :]
    body_line = text.count("\n", 0, match.end()) + 1
    loaded = load_yaml(source, file, 2, limit=MAX_FRONT_MATTER)
    if loaded.value is None or isinstance(loaded.value, dict):
        values = {str(key): value for key, value in (loaded.value or {}).items()}
        broken = source if loaded.value is None and loaded.problems else ""
        return FrontMatter(values, body, body_line, present=True, broken=broken, problems=loaded.problems)
    problem = Problem("front-matter", Severity.ERROR, "the front matter is not a list of `name: value`", file, 2)
    return FrontMatter({}, body, body_line, present=True, broken=source, problems=(*loaded.problems, problem))
