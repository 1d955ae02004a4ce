"""The floor: a Textual app with a header, a footer and one line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import Footer, Header, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Bare(App[None]):
    BINDINGS = (("q", "quit", "Quit"), ("j", "down", "Down"))

    def compose(self) -> ComposeResult:
        yield Header()
        yield Static("the text of the bare app", markup=False)
        yield Footer()


if __name__ == "__main__":
    Bare().run()
