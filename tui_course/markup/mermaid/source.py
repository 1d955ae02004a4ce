"""What every kind of Mermaid diagram has in common: front matter, directives, comments, words for those who do not see it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.markup.mermaid.labels import plain
from tui_course.model.problem import Severity
from tui_course.model.visible import visible
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.markup.mermaid.report import Report

_FRONT_MATTER: Final = re.compile(r"\A\s*+---[ \t]*\n((?:(?![ \t]*---)[^\n]*\n)*+)[ \t]*---[ \t]*(?:\n|\Z)")
_COMMENT: Final = re.compile(r"[ \t]*%%(.*)")
_TITLE: Final = re.compile(r"[ \t]*accTitle[ \t]*:(.*)")
_DESCRIPTION: Final = re.compile(r"[ \t]*accDescr[ \t]*:(.*)")
_LONG_DESCRIPTION: Final = re.compile(r"[ \t]*accDescr[ \t]*\{(.*)")


@dataclass(frozen=True, slots=True)
class Comment:
    """What stands behind the percent signs of a comment, and its line, from 1."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Source:
    """A diagram's text without what is no part of it, which left empty lines behind: lines are counted as in the original."""

    text: str
    title: str = ""
    description: str = ""
    comments: tuple[Comment, ...] = ()


def prepare(text: str, report: Report) -> Source:
    """Take a diagram's text apart; control characters are visible in all of it."""
    text = visible(text.replace("\r\n", "\n").replace("\r", "\n"))
    title = ""
    if match := _FRONT_MATTER.match(text):
        title = _front_matter_title(match[1], text.count("\n", 0, match.start(1)) + 1, report)
        text = "\n" * match[0].count("\n") + text[match.end() :]
    lines = _without_directives(text).split("\n")
    last_brace = max((number for number, line in enumerate(lines) if "}" in line), default=-1)
    comments: list[Comment] = []
    words: dict[str, str] = {}
    number = 0
    while number < len(lines):
        line = lines[number]
        lines[number] = ""
        if match := _COMMENT.match(line):
            comments.append(Comment(match[1], number + 1))
        elif match := _TITLE.match(line):
            words["title"] = plain(match[1])
        elif match := _DESCRIPTION.match(line):
            words["description"] = plain(match[1])
        elif (match := _LONG_DESCRIPTION.match(line)) and number <= last_brace:
            words["description"], number = _long_description(lines, number, match[1])
        elif match:
            report.add("diagram-unclosed", Severity.WARNING, "no } ends this description", number + 1)
            words["description"] = plain(match[1])
        else:
            lines[number] = line
        number += 1
    spoken = words.get("title", "")
    description = words.get("description", "")
    if title and spoken and spoken != title:
        description = f"{spoken}\n{description}".strip()
    return Source("\n".join(lines), title or spoken, description, tuple(comments))


def _without_directives(text: str) -> str:
    """`text` without `%%{...}%%`, over any number of lines."""
    if "%%{" not in text:
        return text
    parts: list[str] = []
    at = 0
    while (start := text.find("%%{", at)) >= 0:
        end = text.find("}%%", start)
        if end < 0:
            # It is a comment then, to the end of its line.
            break
        parts += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + 3
    return "".join(parts) + text[at:]


def _long_description(lines: list[str], number: int, begun: str) -> tuple[str, int]:
    """The text of `accDescr { ... }` that begins in a line, and the line where it ends; these lines are emptied."""
    found: list[str] = []
    last = number
    while "}" not in begun:
        found.append(begun)
        last += 1
        begun = lines[last]
    text, _, rest = begun.partition("}")
    lines[number : last + 1] = [""] * (last - number) + [rest]
    return plain("\n".join([*found, text])), last


def _front_matter_title(text: str, line: int, report: Report) -> str:
    from tui_course.markup.data import MAX_FRONT_MATTER, load_yaml

    loaded = load_yaml(text, limit=MAX_FRONT_MATTER)
    for problem in loaded.problems:
        report.add("diagram-front-matter", Severity.WARNING, problem.message, line + max(problem.line - 1, 0))
    value = loaded.value.get("title") if isinstance(loaded.value, dict) else None
    return plain(str(value)) if value is not None else ""
