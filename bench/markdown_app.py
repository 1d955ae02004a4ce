"""The rival: `textual.widgets.Markdown` on a file, with a mark when it has mounted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.containers import VerticalScroll
from textual.widgets import Markdown, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult


TEXT = Path(sys.argv[1]).read_text(encoding="utf-8")


class Rival(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("waiting", id="mark", markup=False)
        yield VerticalScroll(Markdown(id="page"))

    async def on_mount(self) -> None:
        await self.query_one("#page", Markdown).update(TEXT)
        self.call_after_refresh(self.query_one("#mark", Static).update, "MOUNTED")


if __name__ == "__main__":
    Rival().run()
