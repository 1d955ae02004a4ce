"""The way to the command palette, and what is chosen there done."""

from __future__ import annotations

from tui_course.tui.keys import READER_KEYS
from tui_course.tui.screens.paging import PagingScreen


class CommandingScreen(PagingScreen, room=True):
    """Opens the palette and does what is chosen there."""

    def action_palette(self) -> None:
        """Choose a command by its words."""
        from tui_course.tui.screens.palette import PaletteScreen, commands

        screen = PaletteScreen(self.look, tuple(commands(READER_KEYS, self.look.keymap)))

        async def act(_none: None) -> None:
            if screen.action:
                await self.run_action(screen.action)

        self.app.push_screen(screen, act)
