"""The rules of kramdown, in the order in which they are tried."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from tui_course.markup.kramdown.block.abbreviation import abbreviation
from tui_course.markup.kramdown.block.blank import blank
from tui_course.markup.kramdown.block.blockquote import blockquote
from tui_course.markup.kramdown.block.definition_list import definition_list
from tui_course.markup.kramdown.block.end_of_block import end_of_block
from tui_course.markup.kramdown.block.extension import extension as block_extension
from tui_course.markup.kramdown.block.fenced_code import fenced_code
from tui_course.markup.kramdown.block.footnote import footnote as footnote_definition
from tui_course.markup.kramdown.block.heading import heading
from tui_course.markup.kramdown.block.horizontal_rule import horizontal_rule
from tui_course.markup.kramdown.block.html import html as block_html
from tui_course.markup.kramdown.block.indented_code import indented_code
from tui_course.markup.kramdown.block.link_definition import link_definition
from tui_course.markup.kramdown.block.list_block import list_block
from tui_course.markup.kramdown.block.math import math as block_math
from tui_course.markup.kramdown.block.paragraph import paragraph
from tui_course.markup.kramdown.block.quiz import quiz
from tui_course.markup.kramdown.block.table import table
from tui_course.markup.kramdown.block.underlined_heading import underlined_heading
from tui_course.markup.kramdown.core.abbreviations import abbreviations
from tui_course.markup.kramdown.core.attributes import attributes
from tui_course.markup.kramdown.core.blocks import blocks
from tui_course.markup.kramdown.core.contents import contents
from tui_course.markup.kramdown.core.figures import figures
from tui_course.markup.kramdown.core.footnotes import footnotes
from tui_course.markup.kramdown.core.identifiers import identifiers
from tui_course.markup.kramdown.core.spans import spans
from tui_course.markup.kramdown.inline.autolink import autolink
from tui_course.markup.kramdown.inline.code import code
from tui_course.markup.kramdown.inline.emphasis import emphasis
from tui_course.markup.kramdown.inline.entity import entity
from tui_course.markup.kramdown.inline.escape import escape
from tui_course.markup.kramdown.inline.extension import extension
from tui_course.markup.kramdown.inline.footnote import footnote
from tui_course.markup.kramdown.inline.html import html
from tui_course.markup.kramdown.inline.line_break import line_break
from tui_course.markup.kramdown.inline.link import link
from tui_course.markup.kramdown.inline.math import math
from tui_course.markup.kramdown.inline.quotes import quotes
from tui_course.markup.kramdown.inline.strikethrough import strikethrough
from tui_course.markup.kramdown.inline.symbols import symbols
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markdown_it.rules_core.state_core import StateCore

    from tui_course.markup.kramdown.block.state import BlockRule, BlockRules
    from tui_course.markup.kramdown.inline.state import InlineRule, InlineRules

RuleT = TypeVar("RuleT")


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of blocks, of spans and of raw HTML in a line, by the characters with which they begin."""

    blocks: BlockRules
    spans: InlineRules
    raw_spans: InlineRules


# What is done with a page, one after the other.
CORE: Final[tuple[tuple[str, Callable[[StateCore], None]], ...]] = (
    ("blocks", blocks),
    ("spans", spans),
    ("attributes", attributes),
    ("identifiers", identifiers),
    ("abbreviations", abbreviations),
    ("figures", figures),
    ("footnotes", footnotes),
    ("contents", contents),
)

# A rule, and the characters with which it begins (behind up to three spaces for blocks); none: any character.
_BLOCKS: Final[tuple[tuple[BlockRule, str], ...]] = (
    (blank, "\n \t\r\f\v"),
    (indented_code, " \t"),
    (fenced_code, "~`"),
    (blockquote, ">"),
    (heading, "#"),
    (horizontal_rule, "*-_"),
    (list_block, "*-+0123456789"),
    (definition_list, ":"),
    (quiz, "<"),
    (block_html, "<"),
    (underlined_heading, ""),
    (block_math, "$\\"),
    (table, ""),
    (footnote_definition, "["),
    (link_definition, "["),
    (abbreviation, "*"),
    (block_extension, "{"),
    (end_of_block, "^"),
    (paragraph, ""),
)
_SPANS: Final[tuple[tuple[InlineRule, str], ...]] = (
    (emphasis, "*_"),
    (code, "`"),
    (autolink, "<"),
    (html, "<"),
    (footnote, "["),
    (link, "[!"),
    (quotes, ""),
    (math, "$"),
    (extension, "{"),
    (entity, "&"),
    (symbols, "-.\\< >"),
    (line_break, " \\"),
    (escape, "\\"),
    (strikethrough, "~"),
)


def _by_character(rules: Sequence[tuple[RuleT, str]]) -> Mapping[str, Sequence[RuleT]]:
    characters = {character for _, begins in rules for character in begins}
    table = {character: tuple(rule for rule, begins in rules if not begins or character in begins) for character in characters}
    return {**table, "": tuple(rule for rule, begins in rules if not begins)}


# In an element that holds no Markdown only other elements are looked for.
RULES: Final = Rules(_by_character(_BLOCKS), _by_character(_SPANS), {"<": (html,), "": ()})
