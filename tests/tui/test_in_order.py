"""Keys that arrive at once, as over a slow network, do what they would one after the other."""

from __future__ import annotations

import asyncio

import pytest
from textual import events
from textual.widget import Widget

from tests.tui.pressing import key_event
from tui_course.tui.app import CourseApp
from tui_course.tui.in_order import InOrderApp


def at_once(app, keys):
    """Have the terminal give keys without any pause between them."""
    for key in keys.split():
        app.post_message(key_event(key).set_sender(app))


def said(app):
    """What a screen looks like, without the colours."""
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


async def until(pilot, true):
    for _ in range(500):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError(said(pilot.app))


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("/ e d o", "/edo"),  # `e` alone opens an editor, `d` moves, `o` opens a browser
        ("S e r q", "erq"),  # and `q` leaves
        ("colon q t", "qt"),
        ("t / n q", "/nq"),
        ("a q e d", "qed"),
    ],
)
async def test_letters_go_into_the_field_that_the_key_before_opened(make_app, keys, shown):
    async with make_app(local=False).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        at_once(pilot.app, keys)
        await until(pilot, lambda: shown in said(pilot.app).replace(" ", ""))
        assert pilot.app.is_running


async def test_a_question_is_gone_to_and_answered(make_quiz):
    async with make_quiz().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        at_once(pilot.app, "Q 1 enter")
        await until(pilot, lambda: "Not right" in said(pilot.app))


async def test_what_is_typed_behind_the_end_is_nobodys(make_app):
    async with make_app(local=False).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        at_once(pilot.app, "q j k j k / e S")
        await until(pilot, lambda: not pilot.app.is_running)


async def test_many_are_taken_in_their_order(make_app):
    async with make_app(local=False).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        letters = "the quick brown fox jumps over the lazy dog".replace(" ", "")
        at_once(pilot.app, "/ " + " ".join(letters))
        await until(pilot, lambda: letters in said(pilot.app))


async def test_a_paste_waits_for_the_key_before_it(make_app):
    async with make_app(local=False).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        at_once(pilot.app, "S")
        pilot.app.post_message(events.Paste("wheels").set_sender(pilot.app))
        await until(pilot, lambda: "wheels" in said(pilot.app))


class Vanishing(Widget, can_focus=True):
    """Takes a key and never lets go of what follows it."""

    async def on_key(self, event: events.Key) -> None:
        if event.key == "x":
            event.stop()
            await asyncio.Event().wait()


class Alone(InOrderApp):
    """Notes the keys that reach it."""

    def __init__(self) -> None:
        super().__init__()
        self.came: list[str] = []

    def compose(self):
        yield Vanishing()

    def on_mount(self) -> None:
        self.query_one(Vanishing).focus()

    def on_key(self, event: events.Key) -> None:
        self.came.append(event.key)


async def test_a_key_that_never_comes_back_holds_up_others_for_a_moment_only():
    async with Alone().run_test() as pilot:
        at_once(pilot.app, "x a b")
        await until(pilot, lambda: pilot.app.came == [] and len(pilot.app._ahead) == 2)
        pilot.app.set_focus(None)
        await until(pilot, lambda: pilot.app.came == ["a", "b"])
        pilot.app.query_one(Vanishing)._task.cancel()


def test_the_reader_is_one():
    assert issubclass(CourseApp, InOrderApp)
