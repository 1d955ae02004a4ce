"""Text inside formulas: the parser's nodes to plain characters."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from pylatexenc.latexwalker import (
    LatexCharsNode,
    LatexCommentNode,
    LatexEnvironmentNode,
    LatexGroupNode,
    LatexMacroNode,
    LatexMathNode,
)

from tui_course.markup.math.letters import TEXT_ACCENTS
from tui_course.markup.math.symbols import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_QUOTES: Final = {"``": "“", "''": "”", "---": "—", "--": "–", "`": "‘", "'": "’", "~": " "}
_QUOTE: Final = re.compile("``|''|---?|[`'~]")
_BLANKS: Final = re.compile(r"\s+")
_STYLES: Final = frozenset(
    (
        "text textrm textnormal textbf textit textsf texttt textup textsl textsc textmd emph mbox hbox mathrm mathbf mathit"
        " mathsf mathtt operatorname rm bf it sf tt bfseries itshape small normalsize large boldsymbol"
    ).split()
)
_SPACES: Final = {
    ",": " ",
    ":": " ",
    ";": " ",
    " ": " ",
    "\n": " ",
    "!": "",
    "/": "",
    "-": "",
    "quad": "  ",
    "qquad": "    ",
    "\\": " ",
}


def plain(nodes: Iterable[Any]) -> Iterator[Any]:
    """The text of `nodes`; a formula inside comes as the parser's own node, for its reader."""
    text = ""
    accent = ""
    for node in nodes:
        if isinstance(node, LatexMathNode):
            if text:
                yield text
            yield node
            text = ""
            continue
        if isinstance(node, LatexGroupNode) and _has_formula(node):
            yield text
            text = ""
            yield from plain(node.nodelist)
            continue
        piece = _piece(node)
        if accent and piece:
            piece = unicodedata.normalize("NFC", piece[0] + accent + piece[1:])
            accent = ""
        if isinstance(node, LatexMacroNode) and node.macroname in TEXT_ACCENTS:
            accent = TEXT_ACCENTS[node.macroname]
        text += piece
    if text:
        yield text


def _has_formula(node: Any) -> bool:  # noqa: ANN401 - the parser has no types
    return any(
        isinstance(child, LatexMathNode) or (isinstance(child, LatexGroupNode) and _has_formula(child))
        for child in node.nodelist
    )


def _piece(node: Any) -> str:  # noqa: ANN401 - the parser has no types
    if isinstance(node, str):
        return node
    if isinstance(node, LatexCharsNode):
        return _QUOTE.sub(lambda match: _QUOTES[match[0]], _BLANKS.sub(" ", node.chars))
    if isinstance(node, LatexGroupNode):
        return "".join(part for part in plain(node.nodelist) if isinstance(part, str))
    if isinstance(node, LatexCommentNode):
        return ""
    if isinstance(node, LatexEnvironmentNode):
        return str(node.latex_verbatim())
    return _command(node)


def _command(node: Any) -> str:  # noqa: ANN401 - the parser has no types
    name = node.macroname
    if name in TEXT_ACCENTS or name in _STYLES:
        return ""
    if name in _SPACES:
        return _SPACES[name]
    if name in COMMANDS:
        return COMMANDS[name].text
    return f"\\{name}{node.macro_post_space}"
