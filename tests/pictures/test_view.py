from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.pictures.view import FIT, NATURAL, Frame, View

frames = st.builds(Frame, st.tuples(st.integers(1, 40_000), st.integers(1, 40_000)), st.integers(1, 300), st.integers(1, 100))
keys = st.lists(
    st.one_of(
        st.tuples(st.just("zoom"), st.integers(-6, 6), st.just(0)),
        st.tuples(st.just("move"), st.integers(-400, 400), st.integers(-400, 400)),
    ),
    max_size=8,
)


def played(frame, start, moves):
    view = start
    for kind, first, second in moves:
        view = frame.zoomed(view, first) if kind == "zoom" else frame.moved(view, first, second)
    return view


@given(frames, st.sampled_from((FIT, NATURAL)), keys)
def test_a_window_stays_inside_picture_and_room(frame, start, moves):
    window = frame.window(played(frame, start, moves))
    left, top, right, bottom = window.box
    assert -1e-6 <= left < right <= frame.size[0] + 1e-6
    assert -1e-6 <= top < bottom <= frame.size[1] + 1e-6
    assert 1 <= window.width <= frame.columns
    assert 1 <= window.height <= frame.rows
    assert 0 <= window.left <= frame.columns - window.width
    assert 0 <= window.top <= frame.rows - window.height


@given(frames, st.sampled_from((FIT, NATURAL)), keys)
def test_proportions_are_kept_to_a_dot(frame, start, moves):
    window = frame.window(played(frame, start, moves))
    for first, last, dots, whole in (
        (window.box[0], window.box[2], window.dots[0], frame.size[0]),
        (window.box[1], window.box[3], window.dots[1], frame.size[1]),
    ):
        if round(whole * window.scale) >= 1:
            assert math.isclose((last - first) * window.scale, dots, rel_tol=0.51 / max(1, round(whole * window.scale)) + 1e-9)


@given(frames)
def test_all_of_a_picture_that_fits_is_seen_and_touches_an_edge(frame):
    window = frame.window(FIT)
    assert window.box == pytest.approx((0, 0, *frame.size))
    assert window.dots[0] == frame.columns or window.dots[1] in {2 * frame.rows, 2 * frame.rows - 1}


@given(frames, keys)
def test_far_enough_out_all_is_seen_again(frame, moves):
    # On the way it may stop at the whole picture and at its natural size.
    view = frame.zoomed(frame.zoomed(frame.zoomed(played(frame, FIT, moves), -100), -100), -100)
    assert frame.window(view).box == pytest.approx((0, 0, *frame.size))


@given(frames, keys)
def test_zooming_keeps_the_middle(frame, moves):
    view = played(frame, FIT, moves)
    before, after = frame.window(view), frame.window(frame.zoomed(view, 1))
    # A dot more or less at the sides.
    for first, last in ((0, 2), (1, 3)):
        middle = (before.box[first] + before.box[last]) / 2
        assert abs((after.box[first] + after.box[last]) / 2 - middle) <= 1.5 / before.scale


@given(frames, keys, st.sampled_from(((1, 0), (-1, 0), (0, 1), (0, -1))))
def test_at_the_edge_it_goes_no_further(frame, moves, way):
    view = frame.moved(played(frame, FIT, moves), *(by * 10_000_000 for by in way))
    window = frame.window(view)
    side = 0 if way[0] else 1
    edge = window.box[side] if sum(way) < 0 else frame.size[side] - window.box[side + 2]
    assert edge == pytest.approx(0, abs=1 / window.scale)
    assert frame.window(frame.moved(view, *way)) == window


def test_zooming_stops_at_the_natural_size_and_at_the_whole():
    frame = Frame((200, 100), 80, 40)
    scales = []
    view = FIT
    for _ in range(5):
        view = frame.zoomed(view, 1)
        scales.append(view.scale)
    assert scales == pytest.approx([0.4 * 2**0.5, 0.8, 1.0, 2**0.5, 2.0])
    view = View(0.5)
    assert frame.zoomed(view, -1) == FIT


def test_moving_by_dots():
    frame = Frame((1000, 1000), 10, 10)
    window = frame.window(frame.moved(frame.moved(NATURAL, 7, -5), 0, 0))
    assert window.box == pytest.approx((502, 485, 512, 505))
    assert frame.window(frame.moved(FIT, 3, 3)) == frame.window(FIT)
