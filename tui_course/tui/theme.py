"""The colours of the two themes, and the look of every role."""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich.style import Style

from tui_course.model.annotation import AnnotationKind
from tui_course.tui.keymap import Keymap
from tui_course.typeset.line import Role, Weight
from tui_course.typeset.setting import TEXT_WIDTH
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as Rich reads them, mostly `#rrggbb`: text, one accent, one for right, one for wrong, dim for the rest.

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

# Signs in the margin and in lists, and their ASCII stand-ins.
ANNOTATION_SIGNS: Mapping[AnnotationKind, tuple[str, str]] = MappingProxyType(
    {
        AnnotationKind.NOTE: ("✎", "+"),
        AnnotationKind.HIGHLIGHT: ("≡", "="),
        AnnotationKind.BOOKMARK: ("⚑", "#"),
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
    """How everything is drawn: a theme, ASCII or not, colour or not.

    `colours` is `truecolor`, `256` or `standard`, for sixteen. `width` is the most cells of a column of text, `density` one of
    `config.DENSITIES`. `accent` is the course's own colour as `#rrggbb`, or empty. `keymap` knows how keys are called.
    """

    theme: str = "dark"
    ascii: bool = False
    monochrome: bool = False
    colours: str = "truecolor"
    width: int = TEXT_WIDTH
    density: str = "normal"
    accent: str = ""
    keymap: Keymap = field(default_factory=Keymap, compare=False)

    @cached_property
    def palette(self) -> Palette:
        """The colours; an unknown theme is the dark one."""
        if self.theme in PALETTES and self.colours == "truecolor" and not self.accent:
            return PALETTES[self.theme]
        from tui_course.tui.palettes import palette_of

        return palette_of(self.theme, self.colours, self.accent)

    @cached_property
    def is_dark(self) -> bool:
        """Whether the ground is dark."""
        if self.theme in PALETTES:
            return self.theme != "light"
        from tui_course.tui.palettes import is_dark

        return is_dark(self.theme)

    @property
    def is_sparing(self) -> bool:
        """Whether the colours are so few that code has no ground of its own."""
        return self.monochrome or self.palette.code == self.palette.ground

    @cached_property
    def _styles(self) -> dict[tuple[Role, Weight, bool], Style]:
        return {}

    def style(self, role: Role, weight: Weight = Weight.NONE, *, flat: bool = False) -> Style:
        """The style of a role with more weight; if `flat`, on the ground of the page, not on the role's own."""
        found = self._styles.get((role, weight, flat))
        if found is None:
            colours, attributes = ROLES[role]
            found = self.painted(colours.partition(" on ")[0] if flat else colours) + Style.parse(attributes)
            for flag, name in _WEIGHTS:
                # The dim attribute would take contrast away: the colour says it.
                if flag in weight and flag is not Weight.DIM:
                    found += Style.parse(name)
            if Weight.DIM in weight and role is Role.TEXT:
                found += Style(color=self.palette.dim)
            self._styles[role, weight, flat] = found
        return found

    def painted(self, names: str) -> Style:
        """A style of palette colours, as `text` (on the ground) or `text on code`."""
        front, _, back = names.partition(" on ")
        return Style(color=getattr(self.palette, front), bgcolor=getattr(self.palette, back or "ground"))

    @cached_property
    def ground(self) -> Style:
        """Plain text on the page."""
        return self.painted("text")

    @cached_property
    def quiet(self) -> Style:
        """What matters less."""
        return self.painted("dim")

    @cached_property
    def bar(self) -> Style:
        """Text in the lines above and below."""
        return self.painted("text on bar")

    @cached_property
    def bar_dim(self) -> Style:
        """What matters less in the lines above and below."""
        return self.painted("dim on bar")

    @cached_property
    def bar_key(self) -> Style:
        """A key in the line below."""
        return self.painted("accent on bar") + Style(bold=True)

    @cached_property
    def cursor(self) -> Style:
        """The place where typing goes on."""
        return self.painted("text on bar") + Style(reverse=True)

    @cached_property
    def strong(self) -> Style:
        """What stands out among plain lines."""
        return self.ground + Style(bold=True)

    @cached_property
    def current(self) -> Style:
        """The page that is read, in the contents."""
        return self.painted("accent") + Style(bold=True)

    @cached_property
    def module(self) -> Style:
        """The title of a module in the contents."""
        return self.painted("dim") + Style(bold=True)

    @cached_property
    def lines(self) -> Style:
        """Lines drawn between things."""
        return self.painted("rule")

    @cached_property
    def focus(self) -> Style:
        """What has the focus: reversed and heavy, which needs no colour."""
        return self._turned(self.palette.accent) + Style(bold=True, underline=False)

    @cached_property
    def label(self) -> Style:
        """A letter to type: heavier than all else, what has the focus included."""
        return self._turned(self.palette.text) + Style(bold=True, underline=False)

    @cached_property
    def edge(self) -> Style:
        """Where a wide line goes on beyond the edge."""
        return self.painted("accent") + Style(bold=True)

    @cached_property
    def hover(self) -> Style:
        """What the mouse is over."""
        return Style(bold=True, underline=True)

    @cached_property
    def found(self) -> Style:
        """What was searched for."""
        return Style(bgcolor=self.palette.found, color=self.palette.text, underline=self.monochrome, bold=self.monochrome)

    @cached_property
    def annotated(self) -> Style:
        """What the learner has highlighted: the ground of a text marker and a line below, which needs no colour."""
        return Style(color=self.palette.text, bgcolor=self.palette.found, underline=True)

    def annotation_sign(self, kind: AnnotationKind) -> str:
        """The sign of something that the learner added, one cell wide."""
        unicode, plain = ANNOTATION_SIGNS[kind]
        return self.mark(unicode, plain)

    @cached_property
    def selected(self) -> Style:
        """What the mouse has selected."""
        return self._turned(self.palette.dim)

    def _turned(self, colour: str) -> Style:
        """The ground on a colour; where colours are the terminal's own only it can turn them round."""
        if self.monochrome or not colour.startswith(("#", "color(")):
            return Style(color=colour, bgcolor=self.palette.ground, reverse=True)
        return Style(color=self.palette.ground, bgcolor=colour, reverse=False)

    def mark(self, unicode: str, plain: str) -> str:
        """A drawing character, or its ASCII stand-in."""
        return plain if self.ascii else unicode
