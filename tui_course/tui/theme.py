"""The colours of the two themes, and the look of every role."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich.style import Style

from tui_course.typeset.line import Role, Weight

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as `#rrggbb`: text, one accent, one for right, one for wrong, dim for the rest.

    `rule` draws lines and is no text. `code` stands behind literal text, `found` behind what was searched for and what the
    author marked, `bar` behind the lines above and below.
    """

    ground: str
    text: str
    dim: str
    accent: str
    right: str
    wrong: str
    rule: str
    code: str
    found: str
    bar: str


PALETTES: Mapping[str, Palette] = MappingProxyType(
    {
        "dark": Palette(
            ground="#14171c",
            text="#d5d9e0",
            dim="#8d96a5",
            accent="#7db4f0",
            right="#8cc98f",
            wrong="#f09a8c",
            rule="#4a525f",
            code="#20252d",
            found="#4d4419",
            bar="#1c2027",
        ),
        "light": Palette(
            ground="#fbfaf7",
            text="#24292f",
            dim="#5f6772",
            accent="#0b5cad",
            right="#1c6b31",
            wrong="#a8321f",
            rule="#b9bdc4",
            code="#eeece6",
            found="#fbe9a4",
            bar="#f0eee8",
        ),
    }
)

# What each role looks like: colours of the palette, and attributes of Rich, which stay where there is no colour.
ROLES: Mapping[Role, tuple[str, str]] = MappingProxyType(
    {
        Role.TEXT: ("text", ""),
        Role.HEADING: ("accent", "bold"),
        Role.RULE: ("rule", ""),
        Role.MARKER: ("dim", ""),
        Role.CODE: ("text on code", ""),
        Role.KEY: ("text on code", "bold"),
        Role.LINK: ("accent", "underline"),
        Role.EXTERNAL: ("accent", "underline"),
        Role.BROKEN: ("wrong", "underline"),
        Role.CITE: ("accent", ""),
        Role.TERM: ("text", "underline"),
        Role.MATH: ("text", "italic"),
        Role.MARK: ("text on found", "bold"),
        Role.CAPTION: ("dim", "italic"),
        Role.PICTURE: ("dim", ""),
        Role.TABLE: ("rule", ""),
        Role.QUOTE: ("dim", ""),
        Role.NOTE: ("accent", ""),
        Role.TIP: ("right", ""),
        Role.WARNING: ("wrong", ""),
        Role.DANGER: ("wrong", "bold"),
        Role.QUESTION: ("accent", ""),
        Role.RIGHT: ("right", "bold"),
        Role.WRONG: ("wrong", "bold"),
        Role.CURSOR: ("accent", "bold"),
        Role.INPUT: ("text on code", "underline"),
        Role.CARET: ("text on code", "reverse"),
        Role.DIM: ("dim", ""),
        Role.PROBLEM: ("wrong", ""),
        Role.KEYWORD: ("accent on code", ""),
        Role.STRING: ("right on code", ""),
        Role.COMMENT: ("dim on code", "italic"),
        Role.NUMBER: ("accent on code", ""),
        Role.NAME: ("text on code", "bold"),
        Role.OPERATOR: ("text on code", ""),
    }
)

_WEIGHTS = (
    (Weight.BOLD, "bold"),
    (Weight.ITALIC, "italic"),
    (Weight.UNDERLINE, "underline"),
    (Weight.STRIKE, "strike"),
    (Weight.DIM, "dim"),
)


@dataclass(frozen=True)
class Look:
    """How everything is drawn: a theme, ASCII or not, colour or not."""

    theme: str = "dark"
    ascii: bool = False
    monochrome: bool = False

    @cached_property
    def palette(self) -> Palette:
        """The colours; an unknown theme is the dark one."""
        return PALETTES.get(self.theme, PALETTES["dark"])

    @cached_property
    def _styles(self) -> dict[tuple[Role, Weight, bool], Style]:
        return {}

    def style(self, role: Role, weight: Weight = Weight.NONE, *, flat: bool = False) -> Style:
        """The style of a role with more weight; if `flat`, on the ground of the page, not on the role's own."""
        found = self._styles.get((role, weight, flat))
        if found is None:
            colours, attributes = ROLES[role]
            found = self.colours(colours.partition(" on ")[0] if flat else colours) + Style.parse(attributes)
            for flag, name in _WEIGHTS:
                # The dim attribute would take contrast away: the colour says it.
                if flag in weight and flag is not Weight.DIM:
                    found += Style.parse(name)
            if Weight.DIM in weight and role is Role.TEXT:
                found += Style(color=self.palette.dim)
            self._styles[role, weight, flat] = found
        return found

    def colours(self, names: str) -> Style:
        """A style of palette colours, as `text` (on the ground) or `text on code`."""
        front, _, back = names.partition(" on ")
        return Style(color=getattr(self.palette, front), bgcolor=getattr(self.palette, back or "ground"))

    @cached_property
    def ground(self) -> Style:
        """Plain text on the page."""
        return self.colours("text")

    @cached_property
    def quiet(self) -> Style:
        """What matters less."""
        return self.colours("dim")

    @cached_property
    def bar(self) -> Style:
        """Text in the lines above and below."""
        return self.colours("text on bar")

    @cached_property
    def bar_dim(self) -> Style:
        """What matters less in the lines above and below."""
        return self.colours("dim on bar")

    @cached_property
    def bar_key(self) -> Style:
        """A key in the line below."""
        return self.colours("accent on bar") + Style(bold=True)

    @cached_property
    def cursor(self) -> Style:
        """The place where typing goes on."""
        return self.colours("text on bar") + Style(reverse=True)

    @cached_property
    def strong(self) -> Style:
        """What stands out among plain lines."""
        return self.ground + Style(bold=True)

    @cached_property
    def current(self) -> Style:
        """The page that is read, in the contents."""
        return self.colours("accent") + Style(bold=True)

    @cached_property
    def module(self) -> Style:
        """The title of a module in the contents."""
        return self.colours("dim") + Style(bold=True)

    @cached_property
    def lines(self) -> Style:
        """Lines drawn between things."""
        return self.colours("rule")

    @cached_property
    def focus(self) -> Style:
        """What has the focus: reversed and heavy, which needs no colour."""
        return Style(
            color=self.palette.ground, bgcolor=self.palette.accent, bold=True, underline=False, reverse=self.monochrome
        )

    @cached_property
    def label(self) -> Style:
        """A letter to type: heavier than all else, what has the focus included."""
        return Style(color=self.palette.ground, bgcolor=self.palette.text, bold=True, underline=False, reverse=self.monochrome)

    @cached_property
    def edge(self) -> Style:
        """Where a wide line goes on beyond the edge."""
        return self.colours("accent") + Style(bold=True)

    @cached_property
    def hover(self) -> Style:
        """What the mouse is over."""
        return Style(bold=True, underline=True)

    @cached_property
    def found(self) -> Style:
        """What was searched for."""
        return Style(bgcolor=self.palette.found, color=self.palette.text, underline=self.monochrome, bold=self.monochrome)

    @cached_property
    def selected(self) -> Style:
        """What the mouse has selected."""
        return Style(color=self.palette.ground, bgcolor=self.palette.dim, reverse=self.monochrome)

    def mark(self, unicode: str, plain: str) -> str:
        """A drawing character, or its ASCII stand-in."""
        return plain if self.ascii else unicode
