"""The way to the command palette, and what is chosen there done."""

from __future__ import annotations

from tui_course.tui.keys.reading import READER_KEYS
from tui_course.tui.keys.workshop import INSTRUCTING_KEYS, WORKSHOP_KEYS
from tui_course.tui.screens.paging import PagingScreen


class CommandingScreen(PagingScreen, room=True):
    """Opens the palette and does what is chosen there."""

    def action_palette(self) -> None:
        """Choose a command by its words."""
        from tui_course.tui.screens.palette import PaletteScreen, commands

        keymap = self.look.keymap
        found = list(commands(READER_KEYS, keymap))
        if self.application.attendance is not None:
            workshop = commands(WORKSHOP_KEYS, keymap, "workshop")
            # The keys of a workshop are those of the application, wherever in it the learner is.
            found[:0] = [one._replace(action=f"app.{one.action}") for one in workshop]
        if self.application.observation is not None:
            found[:0] = commands(INSTRUCTING_KEYS, keymap, "instructor")
        screen = PaletteScreen(self.look, found)

        async def act(_none: None) -> None:
            if screen.action:
                await self.run_action(screen.action)

        self.app.push_screen(screen, act)
