"""The very sequences that a terminal gets: only colours that it has, and nothing written on its own colour."""

from __future__ import annotations

import re

import pytest
from rich.console import Console

SGR = re.compile(r"\x1b\[([0-9;]*)m")
PAGES = ["", "tab", "T", "]", "slash", "r", "o", "b", "enter", "escape", "t", "j", "escape", "question_mark", "escape", "space"]
QUIZ = ["Q", "2", "1", "enter", "x", "Q", "1", "enter", "Q", "s"]


def pairs(output):
    """Every pair of colours that something is written in, with whether they are turned round, by the sequences before it."""
    fore = back = "default"
    turned = False
    found = set()
    position = 0
    for match in SGR.finditer(output):
        if output[position : match.start()].strip():
            found.add((fore, back, turned))
        position = match.end()
        codes = [int(code or 0) for code in match[1].split(";")]
        while codes:
            code = codes.pop(0)
            if code == 0:
                fore = back = "default"
                turned = False
            elif code == 7:
                turned = True
            elif code in {38, 48}:
                size = {5: 2, 2: 4}[codes[0]]
                value = tuple(codes[:size])
                del codes[:size]
                fore, back = (value, back) if code == 38 else (fore, value)
            elif 30 <= code <= 39 or 90 <= code <= 97:
                fore = (code,) if code != 39 else "default"
            elif 40 <= code <= 49 or 100 <= code <= 107:
                back = (code - 10,) if code != 49 else "default"
    return found


async def written(app, system, keys):
    console = Console(color_system=system, force_terminal=True, legacy_windows=False)
    found = []
    async with app.run_test(size=(110, 40)) as pilot:
        for key in keys:
            if key:
                await pilot.press(key)
            await pilot.pause()
            found.extend(strip.render(console) for strip in app.screen._compositor.render_strips())
    return "".join(found)


@pytest.mark.parametrize("theme", ["dark", "light", "nord", "solarized-light"])
async def test_a_terminal_with_256_colours_gets_their_numbers(make_app, theme):
    found = pairs(await written(make_app(theme=theme, colours="256"), "256", PAGES))
    assert len(found) > 6
    for fore, back, turned in found:
        assert fore[0] == back[0] == 5
        assert min(fore[1], back[1]) >= 16, "the first sixteen are what the user made of them"
        assert fore != back
        assert not turned


@pytest.mark.parametrize("theme", ["dark", "light", "nord", "solarized-light", "ansi-dark"])
async def test_a_terminal_with_sixteen_colours_gets_those(make_app, make_quiz, theme):
    output = await written(make_app(theme=theme, colours="standard"), "standard", PAGES)
    output += await written(make_quiz(theme=theme, colours="standard"), "standard", QUIZ)
    found = pairs(output)
    assert len(found) > 4
    for fore, back, _ in found:
        assert "default" in {fore, back} or fore != back
        for code in (*fore, *back) if "default" not in {fore, back} else ():
            assert 30 <= code <= 37 or 90 <= code <= 97
        # Bright grounds are not everywhere.
        assert back == "default" or back[0] <= 37


async def test_code_is_told_in_letters_where_it_has_no_ground(make_app):
    async with make_app(colours="standard").run_test(size=(100, 40)) as pilot:
        text = "\n".join(line.text for line in pilot.app.screen.page_view.scroll.lines(0, 40))
        assert "`colcon build`" in text
    async with make_app(colours="256").run_test(size=(100, 40)) as pilot:
        text = "\n".join(line.text for line in pilot.app.screen.page_view.scroll.lines(0, 40))
        assert " colcon build" in text
        assert "`" not in text


async def test_a_terminal_without_colours_gets_none(make_app, make_quiz):
    output = await written(make_app(monochrome=True), "truecolor", PAGES)
    output += await written(make_quiz(monochrome=True), "truecolor", QUIZ)
    codes = {code for match in SGR.finditer(output) for code in match[1].split(";")}
    # 39 and 49 are the terminal's own.
    assert codes <= {"", "0", "1", "3", "4", "7", "9", "39", "49"}
    assert {"1", "4", "7"} <= codes


async def test_no_color_does_the_same(make_app, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    output = await written(make_app(theme="nord"), "truecolor", PAGES)
    codes = {code for match in SGR.finditer(output) for code in match[1].split(";")}
    assert codes <= {"", "0", "1", "3", "4", "7", "9", "39", "49"}
