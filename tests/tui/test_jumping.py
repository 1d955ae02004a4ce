"""Letters on the links in view, and the palette of commands."""

from hypothesis import given
from hypothesis import strategies as st

from tests.tui.seeing import press, rows
from tui_course.tui.keys.reading import READER_KEYS
from tui_course.tui.screens.jumping import labels
from tui_course.tui.screens.palette import PaletteScreen, commands


@given(st.integers(min_value=0, max_value=1500))
def test_no_label_begins_another(count):
    found = labels(count)
    assert len(set(found)) == len(found) == count
    assert len({len(label) for label in found}) <= 1


async def test_typing_a_label_follows_its_link(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.screen
        count = len(screen.page_view.targets_in_view())
        await press(pilot, "f")
        assert screen.jumping
        shown = "\n".join(rows(app))
        assert sum(label.upper() in shown for label in labels(count)) == count
        first = screen.page_view.scroll.targets()[screen.page_view.targets_in_view()[0]].target
        await press(pilot, labels(count)[0])
        assert not screen.jumping
        assert screen.study.destination(first).page == screen.study.place.page


async def test_labels_do_not_move_the_text_and_any_other_key_takes_them_away(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        before = rows(app)[:-1]
        await press(pilot, "f")
        with_labels = rows(app)[:-1]
        assert with_labels != before
        assert [len(row) for row in with_labels] == [len(row) for row in before]
        await press(pilot, "escape")
        assert rows(app)[:-1] == before
        await press(pilot, "f", "1")
        assert rows(app)[:-1] == before
        assert app.screen.page_view.top == -1


async def test_without_a_link_in_view_it_says_so(make_app):
    app = make_app(blocks=())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f")
        assert app.screen.bottom_line.message == "no link in view"


async def test_the_palette_does_what_is_chosen(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        here = app.screen.study.place.page
        await press(pilot, "colon")
        assert isinstance(app.screen, PaletteScreen)
        await press(pilot, *"next pa")
        assert app.screen.choices.option.value.action == "next"
        await press(pilot, "enter")
        await pilot.pause()
        assert app.screen.study.place.page != here


async def test_the_palette_is_left_without_doing_anything(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        here = app.screen.study.place
        await press(pilot, "ctrl+p", *"qui", "escape")
        assert app.screen.study.place == here
        assert app.is_running


def test_every_command_has_an_action_of_the_reader():
    from tui_course.tui.screens.reader import ReaderScreen

    for command in commands(READER_KEYS):
        assert hasattr(ReaderScreen, f"action_{command.action.partition('(')[0]}"), command
