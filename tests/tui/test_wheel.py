"""The wheel of the mouse: what lies under it moves, and nothing behind that."""

from __future__ import annotations

from textual import events
from textual.app import App

from tui_course.study import ContentsEntry
from tui_course.tui.strips import fitted
from tui_course.tui.theme import Look
from tui_course.tui.widgets.choices import Choices, Option
from tui_course.tui.widgets.contents import ContentsPane
from tui_course.tui.widgets.wheel import WheelWidget
from tui_course.typeset.line import Line, Run

NAMES = [f"part {number}" for number in range(40)]


class Turned(WheelWidget):
    """Keeps how it was moved."""

    def __init__(self):
        super().__init__(Look())
        self.turned = []

    def wheel(self, rows):
        self.turned.append(rows)

    def row(self, y, width):  # noqa: ARG002
        return fitted((), width, self.look.ground)


class Around(App):
    """One widget that fills the screen, and what the wheel moves behind it."""

    CSS = "Turned, Choices, ContentsPane { height: 1fr; width: 1fr; }"

    def __init__(self, widget):
        super().__init__()
        self._widget = widget
        self.reached = 0

    def compose(self):
        yield self._widget

    def on_mouse_scroll_down(self):
        self.reached += 1


async def turn(pilot, *ways):
    await pilot.pause()
    for way in ways:
        await pilot._post_mouse_events([way], offset=(5, 5))
    await pilot.pause()


async def test_it_moves_by_some_rows_what_is_under_it():
    widget = Turned()
    app = Around(widget)
    async with app.run_test(size=(40, 12)) as pilot:
        await turn(pilot, events.MouseScrollDown, events.MouseScrollDown, events.MouseScrollUp)
        assert widget.turned == [3, 3, -3]
        assert app.reached == 0


def choices():
    found = Choices(Look())
    found.show([Option(name, (Line((Run(name),)),)) for name in NAMES])
    return found


def contents():
    return ContentsPane(Look(), [ContentsEntry(name, name) for name in NAMES], "Parts")


async def test_lists_move_between_their_ends():
    for widget in (choices(), contents()):
        async with Around(widget).run_test(size=(40, 12)) as pilot:
            await turn(pilot, events.MouseScrollDown, events.MouseScrollDown)
            assert widget._top == 6
            await turn(pilot, *[events.MouseScrollUp] * 4)
            assert widget._top == 0
            await turn(pilot, *[events.MouseScrollDown] * 20)
            assert 28 <= widget._top <= 30
