"""What is sent is applied to a terminal of rows and columns, which must then show what was wanted."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, InlineUpdate, LayoutUpdate
from textual.geometry import Size
from textual.strip import Strip

from tests.terminal.reading import strangers
from tests.terminal.screen import Screen
from tui_course.tui.painting import Painting, shorter

SIZE = Size(12, 9)
BAR = 2
TEXT = SIZE.width - BAR
CONSOLE = Console(color_system="truecolor", force_terminal=True)


def terminal():
    return Screen(SIZE.width, SIZE.height)


def take(screen, text):
    """Show a frame, which must leave the terminal as the next one wants it."""
    assert screen.take(text).at_rest()
    assert strangers(text, "hosted") == []


def strip(text, width, colour="#aabbcc"):
    return Strip([Segment(text.ljust(width)[:width], Style(color=colour))], width)


def shown(frame):
    """What a terminal shows after a frame: rows of a text and the colour of a bar."""
    screen = terminal()
    take(screen, layout(frame).render_segments(CONSOLE).replace("\n", ""))
    return screen.cells


def pieces(row):
    text, bar = row
    return {0: strip(text, TEXT), TEXT: strip("|", BAR, "#00ff00" if bar else "#ff0000")}


def layout(frame):
    return LayoutUpdate([pieces(row).values() for row in frame], SIZE.region)


def chops(frame, spans):
    """Rows of a frame within spans; what is beside them must not be taken, and is wrong."""
    rows = [{0: strip("wrong", TEXT), TEXT: strip("wrong", BAR)} for _ in frame]
    for y, begin, end in spans:
        rows[y] = {
            x: piece if x < end and x + piece.cell_length > begin else strip("wrong", piece.cell_length)
            for x, piece in pieces(frame[y]).items()
        }
    return ChopsUpdate(rows, spans, [[TEXT, SIZE.width]] * SIZE.height)


def full(frame):
    return layout(frame)


def partial(before):
    def update(frame):
        spans = []
        for y, (old, new) in enumerate(zip(before, frame, strict=True)):
            if old != new:
                spans.append((y, 0 if old[0] != new[0] else TEXT, TEXT if old[1] == new[1] else SIZE.width))
        return chops(frame, spans) if spans else None

    return update


ROW = st.tuples(st.sampled_from(["", "alpha", "beta", "gamma", "delta", "epsilon", "zeta"]), st.booleans())
ROWS = st.lists(ROW, min_size=SIZE.height, max_size=SIZE.height)


@st.composite
def walks(draw):
    """Frames each of which has some rows of the one before elsewhere, and some other ones; and whether all of it is sent."""
    texts = [f"line {number}" for number in range(40)]
    at = draw(st.integers(0, 30))
    top, bottom = draw(st.integers(0, 2)), SIZE.height - draw(st.integers(0, 2))
    frame = draw(ROWS)
    frames = []
    for _ in range(draw(st.integers(1, 6))):
        frame = [*frame]
        at = max(0, min(30, at + draw(st.integers(-4, 4))))
        thumb = draw(st.integers(0, SIZE.height))
        for y in range(top, bottom):
            frame[y] = (texts[at + y], y == thumb)
        for y in draw(st.lists(st.integers(0, SIZE.height - 1), max_size=3)):
            frame[y] = draw(ROW)
        frames.append((frame, draw(st.booleans())))
    return frames


@given(walks())
def test_any_walk_ends_with_what_is_wanted(walk):
    screen, painting = terminal(), Painting()
    before = None
    for frame, whole in walk:
        update = full(frame) if whole or before is None else partial(before)(frame)
        if update is not None:
            take(screen, painting.changes(update, SIZE).render_segments(CONSOLE))
        assert screen.cells == shown(frame)
        before = frame


@given(ROWS, ROWS)
def test_any_frame_after_any_other(first, second):
    screen, painting = terminal(), Painting()
    for frame in (first, second):
        take(screen, painting.changes(full(frame), SIZE).render_segments(CONSOLE))
        assert screen.cells == shown(frame)


def rows(first, bar=0):
    return [(f"line {first + y}", y == bar) for y in range(SIZE.height)]


def sent(*frames):
    painting = Painting()
    return [painting.changes(full(frame), SIZE).render_segments(CONSOLE) for frame in frames]


def test_what_is_there_is_not_sent_again():
    first, again = sent(rows(0), rows(0))
    assert "line 8" in first
    assert again == ""


def test_text_that_moved_up_is_moved_and_the_new_row_sent():
    _, moved = sent(rows(0), rows(1))
    assert moved.startswith("\x1b[1;9r\x1b[1;1H\x1b[1M\x1b[r")
    assert "line 9" in moved
    assert "line 8" not in moved


def test_text_that_moved_down_is_moved_and_the_new_rows_sent():
    _, moved = sent(rows(5), rows(3))
    assert moved.startswith("\x1b[1;9r\x1b[1;1H\x1b[2L\x1b[r")
    assert "line 3" in moved
    assert "line 5" not in moved


def test_rows_that_stay_above_and_below_are_outside_of_what_moves():
    first, second = ([("top", False), *rows(at)[1:-1], ("bottom", False)] for at in (0, 1))
    _, moved = sent(first, second)
    assert moved.startswith("\x1b[2;8r\x1b[2;1H\x1b[1M\x1b[r")
    assert "top" not in moved
    assert "bottom" not in moved


def test_a_bar_beside_the_text_does_not_move_with_it():
    _, moved = sent(rows(0, bar=4), rows(1, bar=4))
    assert moved.count("|") == 3  # where it was moved to, where it belongs, and in the row that came


def test_a_row_that_nobody_paints_is_where_it_was_after_a_move():
    before = rows(0)
    before[4] = ("stays", False)
    after = [("stays", False) if y == 4 else (f"line {y + 1}", y == 0) for y in range(SIZE.height)]
    screen, painting = terminal(), Painting()
    take(screen, painting.changes(full(before), SIZE).render_segments(CONSOLE))
    moved = painting.changes(partial(before)(after), SIZE).render_segments(CONSOLE)
    assert "M\x1b[r" in moved
    take(screen, moved)
    assert screen.cells == shown(after)


def test_another_text_is_sent_and_nothing_moved():
    _, other = sent(rows(0), rows(20))
    assert "r" not in re.findall(r"\x1b\[[\d;]*([a-zA-Z])", other)
    assert other.count("line") == SIZE.height


def test_after_another_size_all_is_sent():
    painting = Painting()
    painting.changes(full(rows(0)), SIZE).render_segments(CONSOLE)
    smaller = Size(SIZE.width, SIZE.height - 1)
    assert painting.changes(full(rows(0)), smaller).render_segments(CONSOLE).count("line") == smaller.height
    assert painting.changes(full(rows(0)), SIZE).render_segments(CONSOLE).count("line") == SIZE.height


def test_an_update_that_is_never_rendered_changes_nothing():
    painting = Painting()
    painting.changes(full(rows(0)), SIZE).render_segments(CONSOLE)
    painting.changes(full(rows(20)), SIZE)
    assert painting.changes(full(rows(0)), SIZE).render_segments(CONSOLE) == ""


def test_another_kind_of_update_is_left_alone_and_then_all_is_sent():
    painting = Painting()
    painting.changes(full(rows(0)), SIZE).render_segments(CONSOLE)
    inline = InlineUpdate([strip("x", TEXT)])
    assert painting.changes(inline, SIZE) is inline
    assert painting.changes(full(rows(0)), SIZE).render_segments(CONSOLE).count("line") == SIZE.height


LOOKS = st.builds(
    Style,
    color=st.sampled_from([None, "#aabbcc", "#000000", "red", "bright_blue", "color(200)", "default"]),
    bgcolor=st.sampled_from([None, "#aabbcc", "#102030", "green", "bright_white", "color(99)", "default"]),
    bold=st.sampled_from([None, True, False]),
    underline=st.sampled_from([None, True]),
    reverse=st.sampled_from([None, True]),
)


@given(st.lists(st.tuples(st.text("ab", max_size=2), LOOKS), max_size=20), st.sampled_from(["truecolor", "256", "standard"]))
def test_looks_that_are_said_shorter_are_the_same(pieces, colours):
    console = Console(color_system=colours, force_terminal=True)
    system = console._color_system
    said = "".join(
        f"\x1b[{y % SIZE.height + 1};3H{Strip.render_style(look, text, system)}" for y, (text, look) in enumerate(pieces)
    )
    told, long = terminal(), terminal()
    Strip.render_ansi.cache_clear()
    take(told, shorter(said))
    take(long, said)
    assert told.cells == long.cells
    assert len(shorter(said)) <= len(said)


def test_what_is_no_look_of_ours_is_said_whole():
    assert shorter("\x1b[58;5;1mx\x1b[0m\x1b[31my\x1b[0m") == "\x1b[58;5;1mx\x1b[0;31my\x1b[0m"


@pytest.mark.parametrize("by", [1, 2, 5])
def test_a_move_takes_less_than_half_of_the_bytes(by):
    first, moved = sent(rows(0), rows(by))
    assert len(moved) < len(first) * (by + 3.5) / SIZE.height
