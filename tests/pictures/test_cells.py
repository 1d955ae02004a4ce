from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.pictures.cells import draw, half_blocks, inked
from tui_course.pictures.drawn import HALF_BLOCK, RAMP, Cell, decoded
from tui_course.pictures.picture import Picture
from tui_course.pictures.view import FIT, NATURAL, Frame

RED, GREEN, BLUE, WHITE, BLACK = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0)


def picture(*rows):
    size = (len(rows[0]), len(rows))
    return Picture(size, size, b"".join(bytes(colour) for row in rows for colour in row))


def grey(*tones):
    return picture([(tone,) * 3 for tone in tones])


def test_a_cell_is_two_dots_one_above_the_other():
    drawn = picture([RED, GREEN], [BLUE, WHITE])
    assert half_blocks(drawn, Frame(drawn.size, 2, 1).window(NATURAL)) == [
        [Cell(HALF_BLOCK, RED, BLUE), Cell(HALF_BLOCK, GREEN, WHITE)]
    ]


def test_below_the_last_dot_is_the_screen():
    drawn = picture([RED], [GREEN], [BLUE])
    assert half_blocks(drawn, Frame(drawn.size, 1, 2).window(NATURAL)) == [
        [Cell(HALF_BLOCK, RED, GREEN)],
        [Cell(HALF_BLOCK, BLUE, None)],
    ]


@pytest.mark.parametrize("view", [FIT, NATURAL])
def test_a_pixel_is_its_colour_at_any_size(view):
    drawn = picture([WHITE])
    window = Frame((1, 1), 40, 10).window(view)
    cells = half_blocks(drawn, window)
    assert len(cells) == window.height
    assert {cell.fore for row in cells for cell in row} == {WHITE}


def test_only_what_the_window_shows():
    drawn = picture(*[[RED] * 10 + [BLUE] * 10] * 4)
    frame = Frame(drawn.size, 8, 2)
    left = half_blocks(drawn, frame.window(frame.moved(NATURAL, -99, 0)))
    right = half_blocks(drawn, frame.window(frame.moved(NATURAL, 99, 0)))
    assert {cell.fore for row in left for cell in row} == {RED}
    assert {cell.back for row in right for cell in row} == {BLUE}


def test_a_grid_finer_than_the_picture_is_the_same_picture():
    coarse = picture([RED, GREEN], [BLUE, WHITE])
    fine = Picture((2, 2), (8, 8), b"".join(bytes(a) * 4 + bytes(b) * 4 for a, b in [(RED, GREEN)] * 4 + [(BLUE, WHITE)] * 4))
    window = Frame((2, 2), 2, 1).window(NATURAL)
    for one, other in zip(half_blocks(coarse, window)[0], half_blocks(fine, window)[0], strict=True):
        assert [tone > 128 for tone in one.fore] == [tone > 128 for tone in other.fore]


def test_thin_lines_on_paper_stay_dark_in_few_dots():
    row = [WHITE] * 40 + [BLACK] + [WHITE] * 39
    drawn = picture(*[row] * 80)
    cells = half_blocks(drawn, Frame(drawn.size, 8, 4).window(FIT))
    assert min(cell.fore[0] for cell in cells[0]) < 210
    ink = inked(drawn, Frame(drawn.size, 8, 4).window(FIT), ink_is_bright=True)[0]
    assert {cell.glyph for cell in ink} > {" "}


def test_ink_is_bright_on_a_dark_screen_and_dark_on_a_bright_one():
    tones = grey(*range(0, 160, 10))
    window = Frame(tones.size, 16, 1).window(NATURAL)
    for bright in (True, False):
        (row,) = inked(tones, window, ink_is_bright=bright)
        ink = [RAMP.index(cell.glyph) for cell in row]
        assert ink == sorted(ink, reverse=not bright)
        assert {ink[0], ink[-1]} == {0, len(RAMP) - 1}
        assert {cell.fore for cell in row} == {None}


def test_a_drawing_on_white_paper_has_dark_ink_everywhere():
    drawn = grey(*[255] * 9, *[0] * 3)
    window = Frame(drawn.size, 12, 1).window(NATURAL)
    for bright in (True, False):
        assert "".join(cell.glyph for cell in inked(drawn, window, ink_is_bright=bright)[0]) == " " * 9 + "@@@"


def test_a_picture_of_one_tone_has_one_character():
    drawn = grey(*[90] * 4)
    cells = inked(drawn, Frame(drawn.size, 4, 4).window(FIT), ink_is_bright=True)
    assert len({cell.glyph for row in cells for cell in row}) == 1


@pytest.mark.parametrize("rows", [[[RED, GREEN], [BLUE, WHITE]], [[RED] * 9] * 5, [[BLACK]], [[WHITE, BLACK] * 30] * 31])
def test_a_drawing_shows_what_a_window_on_all_of_it_shows(rows):
    shown = picture(*rows)
    window = Frame(shown.size, 20, 6).window(FIT)
    drawn = draw(shown, 20, 6)
    assert [drawn.blocks(row) for row in range(drawn.rows)] == half_blocks(shown, window)
    for bright in (True, False):
        glyphs = [[cell.glyph for cell in row] for row in inked(shown, window, ink_is_bright=bright)]
        assert [list(drawn.inked(row, ink_is_bright=bright)) for row in range(drawn.rows)] == glyphs
    assert decoded(drawn.encoded()) == drawn


@given(st.binary(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_damage_to_a_drawing_is_noticed_or_harmless(noise, at, lost):
    whole = draw(picture([RED, GREEN], [BLUE, WHITE]), 4, 2).encoded()
    try:
        drawn = decoded(whole[:at] + noise + whole[at + lost :])
    except ValueError:
        return
    for row in range(drawn.rows):
        assert len(drawn.blocks(row)) == len(drawn.inked(row, ink_is_bright=True)) == drawn.across
