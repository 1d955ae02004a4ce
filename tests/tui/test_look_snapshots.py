"""What themes, densities, widths and small windows look like."""

from __future__ import annotations

import pytest

SIZES = [(80, 24), (120, 40)]
THEMES = ["dark", "light"]


async def settled(pilot):
    """The marks in the contents come from another thread, and are there or not in a picture."""
    for _ in range(500):
        if pilot.app.screen.index is not None:
            break
        await pilot.pause(0.01)
    await pilot.pause()


def playing(action):
    async def play(pilot):
        await settled(pilot)
        await pilot.app.screen.run_action(action)
        await pilot.pause()
        await pilot.press("down", "down", "up")
        await pilot.pause()

    return play


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("theme", THEMES)
def test_choosing_a_theme(snap_compare, make_app, theme, size):
    assert snap_compare(make_app(theme=theme), run_before=playing("themes"), terminal_size=size)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("theme", ["nord", "solarized-light"])
def test_reading_in_a_theme_of_textual(snap_compare, make_app, theme, size):
    assert snap_compare(make_app(theme=theme), run_before=settled, press=["tab"], terminal_size=size)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("density", ["compact", "airy"])
def test_densities(snap_compare, make_app, density, theme, size):
    assert snap_compare(make_app(theme=theme, density=density), run_before=settled, terminal_size=size)


@pytest.mark.parametrize("theme", THEMES)
def test_narrow_text(snap_compare, make_app, theme):
    assert snap_compare(make_app(theme=theme), run_before=settled, press=["minus"] * 5, terminal_size=(120, 40))


@pytest.mark.parametrize("colours", ["256", "standard"])
def test_few_colours(snap_compare, make_app, colours):
    assert snap_compare(make_app(colours=colours), run_before=settled, press=["tab"], terminal_size=(80, 24))


@pytest.mark.parametrize("size", [(40, 12), (30, 8)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_small_windows(snap_compare, make_app, size):
    assert snap_compare(make_app(), run_before=settled, terminal_size=size)
