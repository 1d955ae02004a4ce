"""The characters that typeset draws with, in Unicode and in ASCII."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from tui_course.language import later
from tui_course.values import dataclass


@dataclass(frozen=True, slots=True)
class Drawing:
    """One set of marks; each is drawn as it stands, spaces around it are the caller's."""

    bar: str
    code_bar: str
    rule: str
    heavy_rule: str
    light_rule: str
    dotted_rule: str
    vertical: str
    joints: tuple[
        str, str, str, str, str
    ]  # of a rule with the vertical above and below, above, below, at its right, at its left
    bullets: tuple[str, ...]
    box: str
    checked_box: str
    closed: str
    opened: str
    picture: str
    play: str
    broken: str
    choice: str
    many_choice: str
    chosen: str
    many_chosen: str
    right: str
    wrong: str
    partly: str
    focus_bar: str
    held: str
    dot: str
    scripts: bool


UNICODE = Drawing(
    bar="▌",
    code_bar="▏",
    rule="─",
    heavy_rule="─",
    light_rule="╌",
    dotted_rule="┄",
    vertical="│",
    joints=("┼", "┴", "┬", "├", "┤"),
    bullets=("•", "◦", "▪"),
    box="☐",
    checked_box="☑",
    closed="▸",
    opened="▾",
    picture="▦",
    play="▶",
    broken="✗",
    choice="○",
    many_choice="☐",
    chosen="●",
    many_chosen="☑",
    right="✓",
    wrong="✗",
    partly="◐",
    focus_bar="█",
    held="↕",
    dot="·",
    scripts=True,
)

ASCII = Drawing(
    bar="|",
    code_bar="|",
    rule="-",
    heavy_rule="=",
    light_rule="-",
    dotted_rule="-",
    vertical="|",
    joints=("+", "+", "+", "+", "+"),
    bullets=("*", "-", "+"),
    box="[ ]",
    checked_box="[x]",
    closed=">",
    opened="v",
    picture=later("[image]"),
    play=">",
    broken="[!]",
    choice="( )",
    many_choice="[ ]",
    chosen="(*)",
    many_chosen="[x]",
    right="(+)",
    wrong="(-)",
    partly="(/)",
    focus_bar="#",
    held="^v",
    dot="-",
    scripts=False,
)


@lru_cache(maxsize=2)
def ascii_drawing(picture: str) -> Drawing:
    """ASCII with another word for a picture: the only mark that is one."""
    return replace(ASCII, picture=picture)


# What `text` needs: the words alone, and superscripts as the characters they are.
NONE = Drawing(
    bar="",
    code_bar="",
    rule="",
    heavy_rule="",
    light_rule="",
    dotted_rule="",
    vertical="",
    joints=("", "", "", "", ""),
    bullets=("•", "◦", "▪"),
    box="☐",
    checked_box="☑",
    closed="",
    opened="",
    picture="",
    play="",
    broken="",
    choice="○",
    many_choice="☐",
    chosen="●",
    many_chosen="☑",
    right="",
    wrong="",
    partly="",
    focus_bar="",
    held="",
    dot="·",
    scripts=True,
)
