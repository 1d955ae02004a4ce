"""What the names of files and folders say: order, title, and whether they are pages of the course at all."""

from __future__ import annotations

import re
from typing import Final

MARKDOWN: Final = (".md", ".markdown", ".mkd", ".mkdn", ".mkdown")
_NUMBERED = re.compile(r"(\d+(?:\.\d+)*)(?:[-_. )]+(.*))?", re.DOTALL)
_PARTS = re.compile(r"(\d+)")
_INDEX: Final = ("readme", "index")
# What a code host wants to find beside a course, in the spelling that it wants: a lesson about security is called otherwise.
_HOUSEKEEPING: Final = frozenset(
    (
        "AUTHORS CHANGELOG CHANGES CITATION CODE_OF_CONDUCT CODEOWNERS CONTRIBUTING CONTRIBUTORS COPYING GOVERNANCE HISTORY "
        "ISSUE_TEMPLATE LICENCE LICENSE MAINTAINERS NOTICE PULL_REQUEST_TEMPLATE RELEASES SECURITY SUPPORT THIRD_PARTY_NOTICES"
    ).split()
)
_EITHER_CASE: Final = frozenset("changelog code_of_conduct contributing licence license".split())
_SKIPPED: Final = frozenset(("node_modules", "bower_components", "venv", "site-packages"))

Key = tuple[int, tuple[int, ...], tuple[tuple[int, int, str], ...], str]


def stem(name: str) -> str:
    """A name without its Markdown ending."""
    lower = name.lower()
    return next((name[: -len(ending)] for ending in MARKDOWN if lower.endswith(ending)), name)


def is_markdown(name: str) -> bool:
    """Whether a file's name is that of a page."""
    return name.lower().endswith(MARKDOWN)


def is_index(name: str) -> bool:
    """Whether a page is the first of its folder."""
    return is_markdown(name) and stem(name).lower() in _INDEX


def is_left_out(name: str) -> bool:
    """Whether a file or folder is no part of the course."""
    return name[:1] in {".", "_"} or name in _SKIPPED


def is_housekeeping(path: str) -> bool:
    """Whether a page is about the project and not of the course, such as its licence."""
    folder, _, name = path.rpartition("/")
    plain = stem(name).replace("-", "_").partition(".")[0]
    return plain in _HOUSEKEEPING or (not folder and plain.lower() in _EITHER_CASE)


def order_key(name: str) -> Key:
    """The place of a name in its folder: the first page, then numbered names by their numbers, then others by their letters.

    Digits inside a name count as numbers too: `part-2` stands before `part-10`.
    """
    plain = stem(name)
    numbered = _NUMBERED.fullmatch(plain)
    letters = tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _PARTS.split(plain.casefold()) if part)
    if is_index(name):
        return (0, (_INDEX.index(plain.lower()),), letters, name)
    if numbered:
        return (1, tuple(int(part) for part in numbered[1].split(".")), letters, name)
    return (2, (), letters, name)


def spoken(name: str) -> str:
    """A name as a title: without number and ending, hyphens and underscores as spaces, the first letter capital."""
    plain = stem(name)
    numbered = _NUMBERED.fullmatch(plain)
    words = re.sub(r"[-_\s]+", " ", (numbered[2] if numbered else plain) or plain).strip()
    return words[:1].upper() + words[1:]
