"""Pictures in the lines of a page: how much room they take, where, and what stands there instead."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.model import block as b
from tui_course.model.inline import Anchor, Break, Image, Link, Text
from tui_course.typeset.blocks import typeset
from tui_course.typeset.document import Document
from tui_course.typeset.line import Patch
from tui_course.typeset.pictures import box_of
from tui_course.typeset.setting import Setting

KITE = Image("kite.png", "Our kite", file="kite.png", size=(320, 160))
PICTURES = {"picture_rows": 16}


def figure(*images, caption="", name=""):
    return b.Figure(images, (Text(caption),) if caption else (), (), name)


def shape(lines):
    """Each line as text, rows of pictures as `<file columns row/rows>` in their place."""
    return [
        "".join(
            f"<{run.patch.file} {run.patch.columns} {run.patch.row}/{run.patch.rows}>" if run.patch else run.text
            for run in line.runs
        ).rstrip()
        for line in lines
    ]


def box(columns, rows, before="  "):
    return [f"{before}<kite.png {columns} {row}/{rows}>" for row in range(rows)]


@pytest.mark.parametrize(
    ("size", "columns", "rows"),
    [
        ((8, 16), 1, 1),
        ((16, 16), 2, 1),
        ((1, 1), 1, 1),
        ((320, 160), 40, 10),
        ((5920, 160), 74, 1),
        ((592, 256), 74, 16),
        ((4000, 3000), 43, 16),
        ((100, 10**9), 1, 16),
        ((10**9, 100), 74, 1),
        ((60000, 60000), 32, 16),
    ],
)
def test_a_picture_is_never_larger_than_itself_nor_than_its_room(size, columns, rows):
    assert box_of(size, 74, 16) == (columns, rows)


@given(st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)), st.integers(1, 200), st.integers(1, 80))
def test_a_box_is_inside_its_room_and_keeps_the_form(size, columns, rows):
    across, down = box_of(size, columns, rows)
    assert 1 <= across <= columns
    assert 1 <= down <= rows
    if across > 1 and down > 1:
        assert abs(across * size[1] - 2 * down * size[0]) <= size[1] + 2 * size[0]


def test_a_figure_has_its_picture_above_its_words():
    lines = typeset(figure(KITE, caption="It flies.", name="kite"), Setting(76, **PICTURES))
    assert shape(lines) == [*box(40, 10), "▦ Our kite", "  It flies."]
    assert lines[0].anchors == ("kite",)
    assert {run.target.number for line in lines[:11] for run in line.runs} == {0}
    assert lines[3].runs[-1].patch == Patch("kite.png", 40, 10, 3)


def test_a_caption_that_is_the_description_is_said_once():
    lines = typeset(figure(KITE, caption="Our kite."), Setting(76, **PICTURES))
    assert shape(lines) == [*box(40, 10), "▦ Our kite."]


def test_a_wait_for_a_line_ends_at_the_picture():
    page = (b.Paragraph((Anchor("here"),)), figure(KITE))
    assert Document(page, Setting(76, **PICTURES)).anchor("here") == 0


def test_a_higher_screen_has_larger_pictures():
    large = figure(Image("kite.png", "", file="kite.png", size=(1200, 900)))
    assert len(typeset(large, Setting(76, picture_rows=16))) == 17
    assert len(typeset(large, Setting(76, picture_rows=40))) == 29, "never wider than the text"
    assert len(typeset(large, Setting(40, picture_rows=40))) == 16


def test_several_pictures_stand_apart():
    lines = typeset(figure(KITE, KITE), Setting(76, **PICTURES))
    assert shape(lines) == [*box(40, 10), "▦ Our kite", "", *box(40, 10), "▦ Our kite"]
    assert [lines[0].runs[0].target.number, lines[-1].runs[0].target.number] == [0, 1]


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        (Image("https://example.org/a.png", "Far"), "Not loaded: it is on another site, example.org."),
        (Image("//example.org/a.png", "Far"), "Not loaded: it is on another site, example.org."),
        (Image("gone.png", "Far"), "Not shown: gone.png is not in the course."),
        (Image("data:image/png;base64,AAAA", "Far"), "Not shown: it is written into the page itself."),
        (Image("a.eps", "Far", file="a.eps"), "Not shown: it is no PNG, JPEG, GIF, WebP or SVG that can be read."),
    ],
)
def test_what_is_not_shown_says_why_and_leads_there(image, reason):
    lines = typeset(figure(image, caption="It flies."), Setting(76, **PICTURES))
    assert shape(lines) == ["▦ Far", f"  {reason}", "  It flies."]
    assert lines[1].runs[-1].target == lines[0].runs[0].target
    assert lines[1].runs[-1].target.href == image.src
    assert shape(typeset(figure(image), Setting(76))) == ["▦ Far"]


def test_where_nothing_draws_pictures_each_says_so():
    lines = typeset(figure(KITE), Setting(76, no_pictures="No pictures here."))
    assert shape(lines) == ["▦ Our kite", "  No pictures here."]


@pytest.mark.parametrize(
    ("outer", "expected"),
    [
        (lambda one: b.Quote((one,)), [*box(40, 10, "▌   "), "▌ ▦ Our kite"]),
        (lambda one: b.ListBlock((b.ListItem((one,)),)), ["•   <kite.png 40 0/10>", *box(40, 10, "    ")[1:], "  ▦ Our kite"]),
        (
            lambda one: b.Columns((b.Column((one,)), b.Column((b.Paragraph((Text("Words."),)),)))),
            [*box(40, 10), "▦ Our kite", "", "Words."],
        ),
        (lambda one: b.Table((b.TableRow((b.TableCell((one,)), b.TableCell((one,)))),)), ["▦ Our kite │ ▦ Our kite"]),
        (lambda one: b.Reveal((Text("More"),), (one,), open=True), ["▾ More", *box(40, 10, "▌   "), "▌ ▦ Our kite"]),
    ],
)
def test_inside_of_other_blocks(outer, expected):
    page = outer(figure(KITE))
    assert [line.replace("┃", "▌") for line in shape(typeset(page, Setting(76, **PICTURES)))] == expected


def test_a_picture_that_the_author_drew_as_a_diagram_is_named_only():
    lines = typeset(b.Figure((KITE,), id="kite", redrawn=True), Setting(76, **PICTURES))
    assert shape(lines) == ["▦ Our kite"]
    assert lines[0].anchors == ("kite",)


def paragraph(*children):
    return b.Paragraph(children)


FAR = Image("https://example.org/a.png", "Far")


def linked(image):
    return Link((image,), "https://example.org/about")


@pytest.mark.parametrize(
    ("children", "expected"),
    [
        ((Text("Look:"), Break(), KITE), ["Look:", *box(40, 10), "▦ Our kite"]),
        ((KITE, Break(), Text("That was it.")), [*box(40, 10), "▦ Our kite", "That was it."]),
        ((Text("One"), Break(), Text("two "), KITE), ["One", "two ▦ Our kite", *box(40, 10)]),
        ((Text("One "), replace(KITE, size=(48, 48)), Text(" two")), ["One ▦ Our kite two"]),
        ((Text("One "), FAR, Text(" two")), ["One ▦ Far two", "  Not loaded: it is on another site, example.org."]),
        ((linked(FAR), linked(FAR)), ["▦ Far▦ Far", "  Not loaded: it is on another site, example.org."]),
        ((linked(KITE),), [*box(40, 10), "▦ Our kite"]),
        (
            (linked(FAR), Text(" "), KITE),
            ["▦ Far", "  Not loaded: it is on another site, example.org.", *box(40, 10), "▦ Our kite"],
        ),
    ],
)
def test_pictures_in_lines_of_their_own_in_a_paragraph(children, expected):
    page = (paragraph(*children),)
    document = Document(page, Setting(76, **PICTURES))
    lines = document.lines(0, document.height)
    assert shape(lines) == expected
    assert len(lines) == document.height
    assert sum(bool(run.patch) for line in typeset(page[0], Setting(76)) for run in line.runs) == 0


def test_a_picture_that_is_a_link_leads_where_the_link_does():
    lines = typeset(paragraph(linked(KITE)), Setting(76, **PICTURES))
    assert {run.target.kind for line in lines for run in line.runs} == {"external"}


def test_there_is_room_in_the_narrowest_column():
    lines = typeset(figure(KITE), Setting(10, **PICTURES))
    assert all(len(line.text) <= 10 for line in lines)
    assert any(run.patch for line in lines for run in line.runs)


# Transcripts

CUES = tuple(b.Cue(seconds, seconds + 1, f"Words {seconds}.") for seconds in (0, 70, 3700))
FILM = b.Media(("media/film.mp4",), ("film.vtt",), CUES, (Text("A film"),))


def test_a_transcript_is_folded_and_opens_where_it_stands():
    folded = shape(typeset(FILM, Setting(76)))
    assert folded == ["▶ Video: film.mp4", "  media/film.mp4", "  A film", "  ▸ Transcript, 3 lines"]
    opened = shape(typeset(FILM, Setting(76, open_reveals=frozenset({0}))))
    assert opened == [
        *folded[:-1],
        "  ▾ Transcript, 3 lines",
        "    00:00  Words 0.",
        "    01:10  Words 70.",
        "  1:01:40  Words 3700.",
    ]


def test_where_all_is_open_nothing_opens():
    lines = typeset(FILM, Setting(76, reveal_all=True))
    assert shape(lines) == [
        "▶ Video: film.mp4",
        "  A film",
        "    00:00  Words 0.",
        "    01:10  Words 70.",
        "  1:01:40  Words 3700.",
    ]
    assert not any(run.target and run.target.kind == "reveal" for line in lines for run in line.runs)


def test_transcripts_and_reveals_are_counted_together():
    one = b.Reveal((Text("One"),), (FILM, b.Reveal((Text("Inner"),), ())))
    page = (FILM, one, FILM, b.Reveal((Text("Last"),), ()))
    for opened in (frozenset(), frozenset({1}), frozenset({0, 1, 2, 3, 4, 5})):
        document = Document(page, Setting(76, open_reveals=opened))
        numbers = [placed.target.href for placed in document.targets() if placed.target.kind == "reveal"]
        assert numbers == (["0", "1", "2", "3", "4", "5"] if 1 in opened else ["0", "1", "4", "5"])
