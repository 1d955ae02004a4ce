"""Keys that the user chose: what they do, what is said of them, and what cannot be."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import format_key

import tui_course.tui.screens
import tui_course.tui.widgets
from tui_course.config.settings import KeyChange
from tui_course.tui.keymap import Keymap, key_named, keys_of, screens_of, shown_key
from tui_course.tui.keys.screens import SCREENS
from tui_course.tui.screens.dressed import DressedScreen
from tui_course.tui.widgets.lines import LineWidget


def keymap(**changes):
    return Keymap.of([KeyChange(name.replace("__", ".").replace("_", "-"), keys.split()) for name, keys in changes.items()])


def subclasses(base):
    for one in base.__subclasses__():
        yield one
        yield from subclasses(one)


def test_every_key_of_every_screen_has_a_name():
    for package in (tui_course.tui.screens, tui_course.tui.widgets):
        for module in pkgutil.iter_modules(package.__path__):
            import_module(f"{package.__name__}.{module.name}")
    known = {name for screen in SCREENS for name in keys_of(screen)}
    for one in {*subclasses(DressedScreen), *subclasses(LineWidget)}:
        for binding in vars(one).get("BINDINGS", ()):
            if binding.action.partition("(")[0] not in {"app.copy_text", "screen.copy_text"}:
                assert binding.id in known, (one, binding)


@pytest.mark.parametrize("screen", SCREENS)
def test_no_two_actions_of_a_screen_have_one_name_or_one_key(screen):
    actions = {}
    for group in SCREENS[screen]:
        for key in group.keys:
            if key.action:
                name = tui_course.tui.keymap.action_id(screen, key.action)
                assert actions.setdefault(name, key.action) == key.action
    keys = [key for found in keys_of(screen).values() for key in found]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("n", "n"),
        ("N", "N"),
        ("]", "right_square_bracket"),
        ("?", "question_mark"),
        ("-", "minus"),
        ("+", "plus"),
        ("#", "number_sign"),
        ("ü", "ü"),
        ("Esc", "escape"),
        ("PgDn", "pagedown"),
        ("page_down", None),
        ("Space", "space"),
        ("RIGHT", "right"),
        ("→", "right"),
        ("F5", "f5"),
        ("F25", None),
        ("Ctrl+N", "ctrl+n"),
        ("ctrl + n", "ctrl+n"),
        ("Alt+Left", "alt+left"),
        ("shift+alt+left", "alt+shift+left"),
        ("Shift+n", "N"),
        ("Ctrl++", "ctrl+plus"),
        ("Hyper+n", None),
        ("Ctrl+", None),
        ("Ctrl+Ctrl+n", None),
        ("nn", None),
        ("", None),
        ("comma", "comma"),
        ("\x1b", None),
    ],
)
def test_keys_are_named_as_people_name_them(written, key):
    assert key_named(written) == key


def test_every_key_of_the_tables_is_shown_in_a_way_that_names_it():
    for screen in SCREENS:
        for keys in keys_of(screen).values():
            for key in keys:
                assert key_named(shown_key(key)) == key
                assert shown_key(key)


@given(st.text(max_size=6))
def test_no_name_of_a_key_breaks_anything(written):
    key = key_named(written)
    if key is not None:
        assert shown_key(key)
        assert "," not in key
        format_key(key)


def test_what_cannot_be_is_said_with_its_line(tmp_path):
    path = tmp_path / "config.toml"
    found = Keymap.of(
        [
            KeyChange("reader.nxt", ("x",), 2),
            KeyChange("reader.next", ("x", "nn"), 3),
            KeyChange("reader.previous", ("x",), 4),
            KeyChange("reader.contents", ("d",), 5),
            KeyChange("zzz", ("d",), 6),
        ],
        path,
    )
    assert found.complaints == (
        f"{path}:2: there is no action 'reader.nxt'; did you mean reader.next?",
        f"{path}:3: there is no key 'nn'",
        f"{path}:4: x is a key of reader.next already, which keeps it",
        f"{path}:6: there is no action 'zzz'; `tui-course config keys` lists them",
        f"{path}:5: d was a key of reader.half-down, which loses it",
    )
    assert found.changes == {"reader.next": ("x",), "reader.contents": ("d",)}


def test_many_mistakes_are_told_briefly():
    found = Keymap.of([KeyChange(f"reader.{number}" * 20, ("x",), number) for number in range(5_000)])
    assert found.complaints[-1] == "and 4980 more"
    assert max(map(len, found.complaints)) < 200


def test_two_actions_may_change_places():
    found = keymap(reader__next="p", reader__previous="n")
    assert found.complaints == ()
    shown = {one.id: one.shown for one in found.actions}
    assert (shown["reader.next"], shown["reader.previous"]) == (("p",), ("n",))


def test_hints_tell_the_keys_that_the_user_chose():
    found = keymap(reader__line_down="e", reader__next="", contents__choose="o", reader__half_up="v")
    told = lambda words, *screens: found.told(words, screens)  # noqa: E731  a short name for many lines
    assert told("j k", "reader") == "e k"
    assert told("j k ↓ ↑", "reader") == "e k ↑"
    assert told("n", "reader") == ""
    assert told("Enter", "contents", "reader") == "o"
    assert told("Enter", "reader") == "Enter"
    assert told("j k", "sheet") == "j k"
    assert told("v", "reader") == "", "v went to another action"
    assert told("3", "reader") == "3"
    assert told("end", "reader") == "end"
    assert Keymap().told("n", ["reader"]) == "n"
    moved = keymap(diagram__move_left="a")
    assert moved.told("←↓↑→", ["diagram"]) == "a↓↑→"


async def test_other_keys_do_what_the_user_wants(make_app):
    app = make_app(keymap=keymap(reader__next="x Ctrl+N", reader__back="n", contents__leave="x"))
    async with app.run_test(size=(100, 24)) as pilot:
        screen = pilot.app.screen
        await pilot.press("right")
        assert screen.study.place.page == "why"
        await pilot.press("x")
        assert screen.study.place.page == "costs"
        await pilot.press("ctrl+n")
        assert screen.study.place.page == "fleet"
        await pilot.press("n")
        assert screen.study.place.page == "costs"
        assert "x next" in "".join(segment.text for segment in screen.bottom_line.render_line(0))
        # The widget with the focus comes first.
        await pilot.press("t", "x")
        assert screen.page_view.has_focus
        assert screen.study.place.page == "costs"


async def test_an_action_may_have_no_key(make_app):
    app = make_app(keymap=keymap(reader__next=""))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        await pilot.press("n", "right")
        assert screen.study.place.page == "why"
        text = "".join(segment.text for segment in screen.bottom_line.render_line(0))
        assert "next" not in text
        assert "p back" in text


async def test_help_and_palette_tell_the_keys_that_the_user_chose(make_app):
    app = make_app(keymap=keymap(reader__contents="F3", reader__question="Ctrl+Q"))
    async with app.run_test(size=(80, 60)) as pilot:
        await pilot.press("question_mark")
        lines = pilot.app.screen.page_view.scroll.lines(0, 200)
        text = "\n".join(line.text for line in lines)
        assert "F3          contents" in text
        assert "Ctrl+Q" in text
        await pilot.press("escape", "colon", *"contents")
        option = pilot.app.screen.choices.option
        assert option.lines[0].text.endswith(" F3")


async def test_where_letters_are_typed_hints_stay(make_quiz):
    app = make_quiz(keymap=keymap(reader__follow="o", reader__leave="z", choose__choose="o"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("Q", "Q", "Q", "s")
        assert "Enter check" in "".join(segment.text for segment in pilot.app.screen.bottom_line.render_line(0))


def test_the_tables_of_a_screen_are_found():
    from tui_course.tui.screens.choosing import ChoosingScreen
    from tui_course.tui.screens.reader import ReaderScreen

    assert screens_of(ReaderScreen.__new__(ReaderScreen)) == ["reader", "instructor"]
    assert screens_of(ChoosingScreen.__new__(ChoosingScreen)) == ["choose"]
