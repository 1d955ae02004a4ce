"""The patterns that several block rules share; all match at the beginning of a line."""

from __future__ import annotations

import re
from typing import Final

SPACE: Final = "[ \\t\\r\\n\\f\\v]"
BLANK: Final = "[ \\t\\r\\f\\v]"
WHITESPACE: Final = frozenset(" \t\r\n\f\v")
NAME: Final = "[A-Za-z0-9_][A-Za-z0-9_-]*"
# An attribute list may go over several lines; the bound keeps unclosed ones cheap.
ATTRIBUTE_TEXT: Final = r"[^}]{1,500}(?:(?<=\\)\}[^}]{0,500}){0,4}"
ATTRIBUTES: Final = rf"\{{:(?![:/])({ATTRIBUTE_TEXT})\}}{BLANK}*\n"

ELEMENT_NAME: Final = r"[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?"
TAG: Final = rf"<((?>{ELEMENT_NAME}))((?>{SPACE}+{ELEMENT_NAME}(?:{SPACE}*={SPACE}*(?>\w+|\"[^\"]*\"|'[^']*'))?)*){SPACE}*(/)?>"
CLOSE_TAG: Final = rf"</({ELEMENT_NAME}){SPACE}*>"

BLANK_LINES: Final = re.compile(rf"{SPACE}*\n")
LINE: Final = re.compile(r".*\n?")
INDENT: Final = re.compile(r"\t| {4}")
ATTRIBUTES_START: Final = re.compile(rf" {{0,3}}{ATTRIBUTES}")
END_OF_BLOCK: Final = re.compile(rf"\^{BLANK}*\n")
BOUNDARY: Final = re.compile(rf"{BLANK}*\n|\^{BLANK}*\n| {{0,3}}{ATTRIBUTES}|\Z")
TRAILING_SPACE: Final = re.compile(r"[ \t]*\n")

# What ends lazy continuation; a tag does only if it is one (group 2: the slash, group 3: the name).
LAZY_END: Final = re.compile(
    rf"{BLANK}*\n|\^{BLANK}*\n| {{0,3}}(?:{ATTRIBUTES}|<(?:(/)({ELEMENT_NAME}){SPACE}*>|({ELEMENT_NAME})))|\Z"
)
HTML_LINE: Final = re.compile(rf" {{0,3}}<(?:(/)({ELEMENT_NAME}){SPACE}*>|({ELEMENT_NAME}))")

BULLET_START: Final = re.compile(r"( {0,3}[+*-])([\t| ].*\n)")
NUMBER_START: Final = re.compile(r"( {0,3}[0-9]+\.)([\t| ].*\n)")
DEFINITION_START: Final = re.compile(r"( {0,3}:)([\t| ].*\n)")
HEADING_START: Final = re.compile(r"(#{1,6})[\t ]+(.*)\n")
QUOTE_START: Final = re.compile(r" {0,3}> ?")
RULE_START: Final = re.compile(r" {0,3}([*_-])[ \t]*\1[ \t]*\1(?:\1|[ \t])*\n")
# What may interrupt a paragraph in GFM besides the ends of lazy continuation, and what may in kramdown itself.
INTERRUPTION: Final = re.compile(r" {0,3}(?:(?:[+*-]|[0-9]+\.|:)[\t| ].*\n|>|[~`]{3})|#{1,6}[\t ]+.*\n")
