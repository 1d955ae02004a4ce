"""Every theme, to try on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_course.config import THEMES
from tui_course.language import gettext as _
from tui_course.tui.palettes import is_dark
from tui_course.tui.screens.choosing import ChoosingScreen
from tui_course.tui.widgets.bars import Hint
from tui_course.tui.widgets.choices import Option
from tui_course.typeset.line import Line, Role, Run, Weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.tui.theme import Look


class ThemesScreen(ChoosingScreen):
    """Every theme; the one under the cursor is worn at once, and given back where the learner leaves without choosing."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, _("Themes"))
        self._before = look.theme
        self._leaving = False

    def options(self, query: str, room: int) -> Sequence[Option]:
        """The themes with such words in their names; the dark ones first."""
        words = query.casefold().split()
        found = [theme for theme in THEMES if theme != "auto" and all(word in _line_text(theme) for word in words)]
        themes = [Option(theme, (self._line(theme, room),)) for theme in sorted(found, key=lambda one: not is_dark(one))]
        return [Option(None, self._sample(room)), *themes]

    def _sample(self, room: int) -> tuple[Line, ...]:
        """A little of everything, in as many lines as it needs."""
        mark = self.look.mark
        parts = (
            Run(_("Heading"), Role.HEADING, Weight.BOLD),
            Run(_("text"), Role.TEXT),
            Run(_("a link"), Role.LINK),
            Run(_("code"), Role.CODE),
            Run(mark("✓ ", "* ") + _("right"), Role.RIGHT),
            Run(mark("✗ ", "x ") + _("wrong"), Role.WRONG),
            Run(_("found"), Role.MARK),
            Run(_("caption"), Role.CAPTION),
        )
        lines: list[list[Run]] = [[]]
        for part in parts:
            if lines[-1] and sum(cell_len(run.text) for run in lines[-1]) + 2 + cell_len(part.text) > room:
                lines.append([])
            if lines[-1]:
                lines[-1].append(Run("  "))
            lines[-1].append(part)
        return (*(Line(tuple(line)) for line in lines), Line())

    def _line(self, theme: str, room: int) -> Line:
        kind = _("dark") if is_dark(theme) else _("light")
        now = "  " + _("as it was") if theme == self._before else ""
        name = theme + now
        return Line((Run(theme), Run(now, Role.DIM), Run(kind.rjust(max(1, min(room, 40) - cell_len(name))), Role.DIM)))

    def hints(self) -> Sequence[Hint]:
        """The keys that matter here."""
        return (
            Hint("Enter", _("take it")),
            Hint("j k", _("try on")),
            Hint("/", _("find")),
            Hint("Esc", _("as it was")),
            Hint("q", _("quit")),
        )

    def on_mount(self) -> None:
        """The cursor begins on the theme that is worn."""
        self.call_after_refresh(self.show_options, self.options("", self.choices.room), self._before)

    def on_choices_pointed(self) -> None:
        """Wear what the cursor is on."""
        option = self.choices.option
        # Where the cursor moved just before the learner left is told after that.
        if option is not None and option.value != self.look.theme and not self._leaving:
            self.dress({"theme": option.value}, keep=False)

    def choose(self, option: Option) -> None:
        """Keep it."""
        self._leaving = True
        self.dress({"theme": option.value})
        self.dismiss()

    def action_leave(self) -> None:
        """End the query, or wear what was worn before."""
        leaves = not self.typing
        super().action_leave()
        if leaves:
            self._leaving = True
            self.dress({"theme": self._before}, keep=False)

    def action_theme(self) -> None:
        """The cursor does that here."""
        self.say(_("here the cursor chooses"))


def _line_text(theme: str) -> str:
    side = _("dark") if is_dark(theme) else _("light")
    return f"{theme} {side}".casefold()
