"""What a reader sees of a label: its text without tags, entities, icon codes and Markdown's marks."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING, Final

from tui_course.model.visible import visible

if TYPE_CHECKING:
    from tui_course.markup.mermaid.report import Report

_BREAK: Final = re.compile(r"<[bB][rR][ \t]*/?>|\\n")
_FORMULA: Final = re.compile(r"\$\$([^$]++)\$\$")
_TAG: Final = re.compile(
    r"</?(?:a|b|center|code|del|div|em|font|i|ins|kbd|mark|p|pre|s|small|span|strong|sub|sup|u)(?:\s[^<>]*+)?/?>", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"(?<!&)#(\d{1,7});")
_NAME: Final = re.compile(r"(?<!&)#([A-Za-z]\w{0,30});")
_ICON: Final = re.compile(r"\b(?:fa[bsrlk]?|mdi):[\w-]++[ \t]*")
# Marks stand close to what they mark, and no mark of the same kind is inside: so each is looked at once.
_STRONG: Final = re.compile(r"\*\*(?=\S)([^*]++)\*\*")
_EMPHASIS: Final = re.compile(r"(?<![\w*])\*(?=\S)([^*]++)\*(?![\w*])|(?<![\w_])_(?=\S)([^_]++)_(?![\w_])")
_STRONG_UNDERLINED: Final = re.compile(r"(?<![\w_])__(?=\S)([^_]++)__(?![\w_])")
_SPECIAL: Final = re.compile(r'[\[\](){}|"]')
QUOTES: Final = "a text that holds brackets or quotes has to stand in quotes as a whole"
_BLANKS: Final = re.compile(r"[ \t]+")
_EMPTY_LINES: Final = re.compile(r"\n[ \t]*+(?=\n)")


def label(source: str, report: Report, line: int) -> str:
    """The text of a label as written, with quotes or without; its lines are divided by line feeds.

    A text in quotes and backticks is Markdown, what stands between two dollar signs and two others a formula. One that is too
    long is cut and reported for `line`.
    """
    text = report.bounded(source.strip(), line)
    # A comment inside a text left an empty line; whoever wants one writes <br><br>.
    text = _EMPTY_LINES.sub("", text)
    text = text.removeprefix('"').removesuffix('"') if is_quoted(text) else text
    if len(text) > 1 and text[0] == text[-1] == "`":
        text = plain_of_markdown(text[1:-1])
    return plain(_FORMULA.sub(_formula, text))


def _formula(match: re.Match[str]) -> str:
    """A formula in Unicode, each character by its number: it has no tags, breaks and icons."""
    from tui_course.markup.math import to_text

    return "".join(f"&#{ord(character)};" for character in to_text(match[1]))


def needs_quotes(text: str) -> bool:
    """Whether Mermaid takes `text` only in quotes: it has brackets, pipes or quotes."""
    return not is_quoted(text.strip()) and _SPECIAL.search(text) is not None


def is_quoted(text: str) -> bool:
    """Whether `text` is one string in quotes."""
    return len(text) > 1 and text[0] == text[-1] == '"'


def plain(text: str) -> str:
    """`text` without tags, entities and icon codes, with visible control characters, no blanks around its lines."""
    text = _TAG.sub("", _BREAK.sub("\n", text))
    text = _NAME.sub(_named, _NUMBER.sub(r"&#\1;", text))
    text = _ICON.sub("", visible(unescape(text)))
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.split("\n")).strip("\n")


def _named(match: re.Match[str]) -> str:
    return f"&{match[1]};" if f"{match[1]};" in html5 else match[0]


def plain_of_markdown(text: str) -> str:
    """`text` without the marks of strong and emphasised words."""
    text = _STRONG_UNDERLINED.sub(r"\1", _STRONG.sub(r"\1", text))
    return _EMPHASIS.sub(lambda match: match[1] or match[2], text)
