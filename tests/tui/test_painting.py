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

from tui_course.tui.painting import Painting, shorter

SIZE = Size(12, 9)
BAR = 2
TEXT = SIZE.width - BAR
CONSOLE = Console(color_system="truecolor", force_terminal=True)
TOKEN = re.compile(r"\x1b\[([\d;]*)([a-zA-Z])|([^\x1b])")


PLAIN = (frozenset(), None, None)


def worn(look, numbers):
    """A look after a sequence that changes it: weights, colour of the text, colour of its ground."""
    weights, colour, ground = look
    values = [int(number) for number in numbers.split(";")] if numbers else [0]
    while values:
        code = values.pop(0)
        if code in {38, 48}:
            count = {5: 1, 2: 3}[values.pop(0)]
            value, values = (count, *values[:count]), values[count:]
        else:
            value = None if code in {39, 49} else code
        if code == 0:
            weights, colour, ground = PLAIN
        elif code < 10:
            weights |= {code}
        elif code in {38, 39, *range(30, 38), *range(90, 98)}:
            colour = value
        else:
            assert code in {48, 49, *range(40, 48), *range(100, 108)}
            ground = value
    return weights, colour, ground


class Terminal:
    """A screen of cells, each a character and how it looks; knows what `Painting` may send and nothing else."""

    def __init__(self, size):
        self.size = size
        self.cells = [[(" ", PLAIN)] * size.width for _ in range(size.height)]

    def take(self, text):
        x = y = 0
        look = PLAIN
        top, bottom = 0, self.size.height - 1
        assert TOKEN.sub("", text) == ""
        for numbers, final, character in TOKEN.findall(text):
            if character:
                self.cells[y][x] = (character, look)
                x += 1
                continue
            values = [int(number) for number in numbers.split(";") if number]
            match final:
                case "H":
                    y, x = values[0] - 1, values[1] - 1
                case "m":
                    look = worn(look, numbers)
                case "r":
                    top, bottom = (values[0] - 1, values[1] - 1) if values else (0, self.size.height - 1)
                    x = y = 0
                case "L" | "M":
                    assert top <= y <= bottom
                    for _ in range(values[0]):
                        gone, come = (bottom, y) if final == "L" else (y, bottom)
                        del self.cells[gone]
                        self.cells.insert(come, [(" ", look)] * self.size.width)
                case _:
                    raise AssertionError(final)
        assert (top, bottom, look) == (0, self.size.height - 1, PLAIN)


def strip(text, width, colour="#aabbcc"):
    return Strip([Segment(text.ljust(width)[:width], Style(color=colour))], width)


def shown(frame):
    """What a terminal shows after a frame: rows of a text and the colour of a bar."""
    terminal = Terminal(SIZE)
    terminal.take(layout(frame).render_segments(CONSOLE).replace("\n", ""))
    return terminal.cells


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
    terminal, painting = Terminal(SIZE), Painting()
    before = None
    for frame, whole in walk:
        update = full(frame) if whole or before is None else partial(before)(frame)
        if update is not None:
            terminal.take(painting.changes(update, SIZE).render_segments(CONSOLE))
        assert terminal.cells == shown(frame)
        before = frame


@given(ROWS, ROWS)
def test_any_frame_after_any_other(first, second):
    terminal, painting = Terminal(SIZE), Painting()
    for frame in (first, second):
        terminal.take(painting.changes(full(frame), SIZE).render_segments(CONSOLE))
        assert terminal.cells == shown(frame)


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
    terminal, painting = Terminal(SIZE), Painting()
    terminal.take(painting.changes(full(before), SIZE).render_segments(CONSOLE))
    moved = painting.changes(partial(before)(after), SIZE).render_segments(CONSOLE)
    assert "M\x1b[r" in moved
    terminal.take(moved)
    assert terminal.cells == shown(after)


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
    told, long = Terminal(SIZE), Terminal(SIZE)
    Strip.render_ansi.cache_clear()
    told.take(shorter(said))
    long.take(said)
    assert told.cells == long.cells
    assert len(shorter(said)) <= len(said)


def test_what_is_no_look_of_ours_is_said_whole():
    assert shorter("\x1b[58;5;1mx\x1b[0m\x1b[31my\x1b[0m") == "\x1b[58;5;1mx\x1b[0;31my\x1b[0m"


@pytest.mark.parametrize("by", [1, 2, 5])
def test_a_move_takes_less_than_half_of_the_bytes(by):
    first, moved = sent(rows(0), rows(by))
    assert len(moved) < len(first) * (by + 3.5) / SIZE.height
