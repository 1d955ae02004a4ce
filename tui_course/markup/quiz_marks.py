"""The comments and fences that hold a question in a page, and the elements of our own that stand for them in HTML."""

from __future__ import annotations

import re
from html import escape
from typing import Final

QUIZ: Final = "quiz"
IN_HTML: Final = "the comment of a quiz has to stand alone on its line, between Markdown: empty lines keep it apart from HTML"
# A comment of one line: group 1 is what it begins with, group 2 the rest.
_COMMENT: Final = r"<!--[ \t]*((?i:/[ \t]*quiz(?=[ \t]|-->)|quiz(?=[ \t]|-->)|answer[ \t]*:))((?:(?!-->)[^\n])*+)-->"
LINE: Final = re.compile(rf" {{0,3}}{_COMMENT}[ \t]*(?:\n|\Z)")
_MARK: Final = re.compile(rf"\s*{_COMMENT}\s*")
_ANY: Final = re.compile(r"<!--[ \t]*/?[ \t]*quiz(?=[ \t]|-->)", re.IGNORECASE)
_END: Final = re.compile(r"<!--[ \t]*/[ \t]*quiz(?=[ \t]|-->)", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"([A-Za-z][\w-]*+)(?:=(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'][^\s]*+)))?(?=\s|\Z)")
_WORD: Final = re.compile(r"\S++")


def has_marks(text: str) -> bool:
    """Whether a question may begin or end in a text."""
    return _ANY.search(text) is not None


def count_ends(text: str) -> int:
    """How many questions may end in a text."""
    return sum(1 for _ in _END.finditer(text))


def is_end(match: re.Match[str]) -> bool:
    """Whether a match of `LINE` ends a question."""
    return match[1].startswith("/")


def is_answer(match: re.Match[str]) -> bool:
    """Whether a match of `LINE` is an answer."""
    return match[1][:1] in "aA"


def answer_of(comment: str) -> str | None:
    """What an answer comment says, None for any other comment."""
    match = _MARK.fullmatch(comment)
    return match[2].strip() if match and is_answer(match) else None


def mark_element(comment: str, line: int) -> str:
    """The element for a comment that begins or ends a question, empty for any other; `line` is in its file, 0 if unknown."""
    match = _MARK.fullmatch(comment)
    if match is None or is_answer(match):
        return ""
    name = "end" if is_end(match) else "begin"
    return f'<tui-quiz {name}="{escape(comment.strip())}" line="{line}"></tui-quiz>'


def data_element(text: str, line: int, source: str) -> str:
    """The element for questions written as data; `line` is where `text` begins in its file, 0 if unknown.

    `source` is the line before `text`, so that it can be found there.
    """
    return f'<tui-quiz data="{escape(source)}" line="{line}">{escape(text)}</tui-quiz>'


def read_attributes(comment: str) -> tuple[dict[str, str], list[str]]:
    """The attributes of a comment that begins a question, and the words that are none, each in the author's order.

    Names are in lower case; one without a value has the empty string; of two with the same name the last counts, and the
    first is among the words that are none.
    """
    match = _MARK.fullmatch(comment)
    text = match[2] if match else ""
    found: dict[str, str] = {}
    faults: list[str] = []
    pos = 0
    while start := _WORD.search(text, pos):
        attribute = _ATTRIBUTE.match(text, start.start())
        pos = (attribute or start).end()
        if attribute is None:
            faults.append(start[0])
            continue
        name = attribute[1].lower()
        if name in found:
            faults.append(f"{name}={found[name]}")
        found[name] = next((value for value in attribute.groups()[1:] if value is not None), "")
    return found, faults
