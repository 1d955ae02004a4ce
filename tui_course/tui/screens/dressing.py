"""How the text looks: its colours, its width, how dense it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_course.config import DENSITIES, THEMES, WIDTHS
from tui_course.language import gettext as _
from tui_course.language import later
from tui_course.tui.palettes import is_dark
from tui_course.tui.screens.choosing import ChoosingScreen
from tui_course.tui.screens.paging import PagingScreen
from tui_course.tui.widgets.bars import Hint
from tui_course.tui.widgets.choices import Option
from tui_course.typeset.line import Line, Role, Run, Weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.tui.theme import Look

_WIDTH_STEP = 4
_DENSITIES = {"compact": later("compact"), "normal": later("normal"), "airy": later("airy")}


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
        now = f"  {_('as it was')}" if theme == self._before else ""
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


class DressingScreen(PagingScreen):
    """Changes how the text looks; what is chosen is remembered."""

    def action_widen(self) -> None:
        """Make the text wider; the line that is read stays."""
        self._widen(1)

    def action_narrow(self) -> None:
        """Make the text narrower."""
        self._widen(-1)

    def _widen(self, by: int) -> None:
        room = self.page_view.room if self.is_ready else self.look.width
        now = min(self.look.width, room)
        least, most = WIDTHS
        # From a width between two steps, to the next step.
        steps = now // _WIDTH_STEP + 1 if by > 0 else (now - 1) // _WIDTH_STEP
        width = max(least, min(steps * _WIDTH_STEP, most))
        if by > 0 and self.look.width >= most:
            self.say(_("the text is as wide as it gets: {width}").format(width=most))
        elif by < 0 and now <= least:
            self.say(_("the text is as narrow as it gets: {width}").format(width=now))
        elif by > 0 and self.look.width > room:
            self.say(_("the window has room for {width} cells of text").format(width=room))
        else:
            self.dress({"width": width})
            self.say(_("text width {width}").format(width=width))

    def action_density(self) -> None:
        """Go to the next density."""
        following = DENSITIES[(DENSITIES.index(self.look.density) + 1) % len(DENSITIES)]
        self.dress({"density": following})
        self.say(_("density: {name}").format(name=_(_DENSITIES[following])))

    def action_themes(self) -> None:
        """Choose a theme."""
        self.app.push_screen(ThemesScreen(self.look))

    def course_changed(self) -> None:
        """The course may have another colour now."""
        super().course_changed()
        if self.look.accent != self.study.course.accent:
            self.look = replace(self.look, accent=self.study.course.accent)
            self.wear(self.look)

    def wear(self, look: Look) -> None:
        """Draw everything in another look; diagrams are drawn ahead for its width."""
        super().wear(look)
        self.study.text_width = look.width


def _line_text(theme: str) -> str:
    return f"{theme} {_('dark') if is_dark(theme) else _('light')}".casefold()
