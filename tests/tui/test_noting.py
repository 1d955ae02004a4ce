"""Notes, highlights and bookmarks on the page and in their list."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.geometry import Offset
from textual.selection import Selection

from tests.tui.seeing import press, row_of, shown_rows, until
from tui_course.model import block as b
from tui_course.model import inline as i
from tui_course.model.annotation import MAX_NOTE, AnnotationKind
from tui_course.model.course import Page
from tui_course.progress.memory import MemoryStore
from tui_course.progress.recorder import Saved
from tui_course.progress.sqlite.store import SqliteStore
from tui_course.study import Study
from tui_course.study.keeping import Keeping
from tui_course.tui.app import CourseApp
from tui_course.tui.screens.notes import NotesScreen
from tui_course.tui.screens.reader import ReaderScreen
from tui_course.tui.theme import Look
from tui_course.tui.widgets.note import wrapped

NOTE, HIGHLIGHT, BOOKMARK = AnnotationKind
WORDS = "A robot that moves in a warehouse meets people, pallets and other robots."
LONG = " ".join(f"word{number}" for number in range(40))
SIZE = (80, 24)


def paragraph(words):
    return b.Paragraph((i.Text(words),))


BLOCKS = (
    b.Heading(2, (i.Text("Robots"),), "robots"),
    paragraph(WORDS),
    paragraph(LONG),
    b.ListBlock(tuple(b.ListItem((paragraph(f"item {name} of the list"),)) for name in ("one", "two", "three"))),
    b.Reveal((i.Text("What is hidden?"),), (paragraph("A hidden answer."),)),
    paragraph("The last words of the page."),
)


def bottom(app):
    return shown_rows(app)[-1].strip()


def marked(app):
    """What has the style of a highlight, row by row."""
    style = app.look.annotated
    return [
        words
        for line in app.screen._compositor.render_strips()
        if (words := "".join(one.text for one in line if one.style.underline and one.style.bgcolor == style.bgcolor))
    ]


async def written(pilot, *keys):
    await press(pilot, *keys)
    await until(lambda: pilot.app.screen_stack[0].study.keeping.state == Saved())
    await pilot.pause()


def standing(app):
    return app.screen_stack[0].annotated.annotating.standing()


def told(app):
    """What stands, in short."""
    return [(one.kind, (one.anchor.exact or one.anchor.passage)[:20], one.note) for one in standing(app)]


@pytest.fixture
def make(pages, keeping):
    """An app on the small course with pages of our own, by their ids."""

    def made(blocks=BLOCKS, *, at="", kept=keeping, others=None, **look):
        own = pages()
        given_ = {"why": Page(own.course.pages[0], tuple(blocks))} | {
            page: Page(own.course.pages[own.course.position(page)], tuple(found)) for page, found in (others or {}).items()
        }
        return CourseApp(Study(pages(given_), at, kept), look=Look(**look))

    return made


def select(app, first, start, last, stop):
    """Select as with the mouse: from a character of a row of the text to before one of another."""
    screen, view = app.screen, app.screen.page_view
    lines = [number - view.top for number in (first, last)]
    screen.selections = {view: Selection(Offset(start, lines[0] + view.top), Offset(stop, lines[1] + view.top))}


def line_of(app, words):
    view = app.screen.page_view
    return next(number for number, line in enumerate(view.scroll.lines(0, view.scroll.height)) if words in line.text)


# Bookmarks


async def test_m_sets_a_bookmark_at_the_top_of_the_view_and_takes_it_away(make, store):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        before = shown_rows(app)[:-1]
        await written(pilot, "m")
        assert told(app) == [(BOOKMARK, "Why simulate", "")]
        assert bottom(app) == "bookmark at “Why simulate”; ' lists all"
        shown = shown_rows(app)[:-1]
        assert shown[2] == "⚑ Why simulate"
        assert [row[2:] for row in shown[1:]] == [row[2:] for row in before[1:]]
        await written(pilot, "m")
        assert told(app) == []
        assert bottom(app).startswith("bookmark taken away")
        assert shown_rows(app)[1:-1] == before[1:]
        await until(lambda: app.screen.bottom_line.standing == "saved ✓")
    assert [one.removed for one in store.annotations("ada")] == [False, True]


async def test_a_bookmark_is_at_the_link_in_focus(make):
    app = make((paragraph(WORDS), b.Paragraph((i.Link((i.Text("a link"),), "x", i.LinkKind.EXTERNAL),))))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "tab", "m")
        assert told(app) == [(BOOKMARK, "a link", "")]


async def test_of_a_long_paragraph_the_one_that_goes_on_is_meant(make):
    app = make((paragraph(" ".join(LONG for _ in range(20))), paragraph(WORDS)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "space", "m")
        assert told(app) == [(BOOKMARK, LONG[:20], "")]


# Highlights


async def test_what_is_selected_is_highlighted_to_the_word(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        line = line_of(app, WORDS[:20])
        select(app, line, 3, line, 20)
        await press(pilot, "h")
        assert told(app) == [(HIGHLIGHT, "robot that moves in", "")]
        assert marked(app) == ["robot that moves in"]
        assert shown_rows(app)[row_of(app, WORDS[:20])].startswith("≡ A robot")
        assert not app.screen.selections
        # What is broken over lines, and more than one passage.
        select(app, line, len("A robot that moves in a warehouse "), line_of(app, "word12"), 5)
        await press(pilot, "h")
        assert len(told(app)) == 3
        assert marked(app)[0] == "robot that moves in" + "meets people, pallets and other robots."
        # Again on some of it takes that away.
        select(app, line, 3, line, 6)
        await press(pilot, "h")
        assert len(told(app)) == 2
        assert bottom(app).startswith("highlight taken away")
        await pilot.resize_terminal(50, 30)
        await pilot.pause()
        assert " ".join(marked(app)).startswith("meets people, pallets and other robots. word0 word1")


async def test_what_the_mouse_drags_over_is_highlighted(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        view = app.screen.page_view
        row = row_of(app, WORDS[:20]) - 1
        await pilot.mouse_down(view, offset=(view.margin + 2, row))
        await pilot.hover(view, offset=(view.margin + 11, row))
        await pilot.mouse_up(view, offset=(view.margin + 11, row))
        await press(pilot, "h")
        assert told(app) == [(HIGHLIGHT, "robot that", "")]


async def test_a_choice_tells_the_notes_that_it_comes_to(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "down", *"mind", "enter", "h", "k")
        assert bottom(app).startswith("Enter highlight")
        await press(pilot, "j")
        assert bottom(app) == "✎ mind"


async def test_h_begins_a_choice_that_arrows_move_and_enter_ends(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "h")
        assert [row[:3] for row in shown_rows(app) if "▌" in row[:3]] == [" ▌A"]
        assert bottom(app).startswith("Enter highlight  j k another paragraph  a note  m bookmark  Esc leave")
        await press(pilot, "k")
        assert shown_rows(app)[5].startswith(" ▌Robots")
        await press(pilot, "escape")
        assert not any("▌" in row[:2] for row in shown_rows(app)[1:-1])
        assert told(app) == []
        await press(pilot, "h", "j", "down", "enter")
        assert told(app) == [(HIGHLIGHT, "item one of the list", "")]
        assert marked(app) == ["item one of the list"]
        await press(pilot, "h", "h")
        assert told(app) == []


async def test_the_choice_ends_at_the_ends_and_with_any_other_key(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "h", *"kkk")
        assert bottom(app) == "this is the first paragraph"
        await press(pilot, *"jjjjjjjjj")
        assert bottom(app) == "this is the last paragraph"
        assert app.screen.picked.words == "The last words of the page."
        await press(pilot, "n")
        assert app.screen.study.place.page == "costs"
        assert app.screen.picked is None
        assert told(app) == []


async def test_what_is_hidden_is_stepped_over(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "h", *"jjjjj")
        assert app.screen.picked.words == "What is hidden?"
        await press(pilot, "j")
        assert app.screen.picked.words == "The last words of the page."


async def test_m_and_a_act_on_what_was_chosen(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "h", "j", "m", "h", "a", *"yes", "enter")
        assert told(app) == [(BOOKMARK, LONG[:20], ""), (NOTE, LONG[:20], "yes")]
        # There is room for one of two signs.
        assert shown_rows(app)[row_of(app, "word0 ")].startswith("✎ word0")


# Notes


async def test_a_writes_a_note_below_the_text(make, store):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a")
        assert shown_rows(app)[-4].strip() == f"Note on “{WORDS[:59]}…”"
        assert bottom(app).startswith("Enter save  Ctrl-J new line  ↑ ↓ another paragraph  Esc leave")
        await press(pilot, "down", *"mind ", "ctrl+j", *"q?", "left", "x")
        assert shown_rows(app)[-3:-1] == [" mind", " qx?"]
        await written(pilot, "enter")
        assert told(app) == [(NOTE, LONG[:20], "mind \nqx?")]
        assert shown_rows(app)[row_of(app, "word0 ")].startswith("✎ word0")
        assert not app.screen.writing.active
    assert [one.note for one in store.annotations("ada")] == ["mind \nqx?"]


async def test_a_backslash_before_enter_is_a_new_line(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "a", "backslash", "enter", "b", "enter")
        assert told(app)[0][2] == "a\nb"


async def test_a_note_is_gone_on_with_and_taken_away_with_its_words(make, store):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", *"one", "enter", "a", *" two", "enter")
        assert told(app) == [(NOTE, WORDS[:20], "one two")]
        await press(pilot, "a", "enter")
        await written(pilot, "a", "ctrl+w", "ctrl+w", "enter")
        assert told(app) == []
        assert bottom(app).startswith("the note is taken away")
        assert [(one.note, one.removed) for one in store.annotations("ada")] == [
            ("one", False),
            ("one two", False),
            ("one two", True),
        ]
        await press(pilot, "a", "enter")
        assert bottom(app) == "nothing was written"


async def test_what_was_not_saved_comes_back_on_its_paragraph(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", "down", *"draft", "escape")
        assert bottom(app).startswith("not saved: a on this paragraph brings your words back")
        assert told(app) == []
        await press(pilot, "a")
        assert app.screen.writing.text == "draft"
        await press(pilot, "enter")
        assert told(app) == [(NOTE, LONG[:20], "draft")]
        await press(pilot, "a", "escape")
        assert bottom(app).startswith("Space to What it costs")


async def test_a_note_on_selected_words_marks_them(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        line = line_of(app, WORDS[:20])
        select(app, line, 2, line, 12)
        await press(pilot, "a", "down", *"who", "enter")
        assert told(app) == [(NOTE, "robot that", "who")]
        assert marked(app) == ["robot that"]
        # Words that are highlighted already get the note themselves.
        select(app, line, 15, line, 18)
        await press(pilot, "h")
        select(app, line, 15, line, 18)
        await press(pilot, "a", *"how", "enter")
        assert told(app)[1] == (HIGHLIGHT, "moves", "how")


async def test_letters_are_letters_and_pasted_lines_stay(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", *"qnh?/'", "space", "1")
        from textual.events import Paste

        app.screen.post_message(Paste("two\r\nlines\x1b[31m"))
        await pilot.pause()
        await press(pilot, "enter")
        assert told(app)[0][2] == "qnh?/' 1two\nlines␛[31m"
        assert app.screen.study.place.page == "why"


async def test_markup_is_text_wherever_it_stands(make):
    evil = "[/] [@click=app.quit]x[/] [bold]"
    app = make((paragraph(evil), *BLOCKS))
    async with app.run_test(size=SIZE) as pilot:
        from textual.events import Paste

        await press(pilot, "a")
        assert f"Note on “{evil}”" in shown_rows(app)[-4]
        app.screen.post_message(Paste(evil))
        await pilot.pause()
        assert shown_rows(app)[-3] == f" {evil}"
        await press(pilot, "enter", "h", "enter", "m", "apostrophe")
        shown = "\n".join(shown_rows(app))
        assert f"✎ {evil}" in shown
        assert f"    {evil}" in shown
        await press(pilot, "j", "e", "escape", "escape")
        await pilot.click(offset=(0, row_of(app, "[bold]")))
        await pilot.pause()
        assert bottom(app) == f"✎ {evil}"


async def test_a_note_has_an_end(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        from textual.events import Paste

        await press(pilot, "a")
        app.screen.post_message(Paste("x" * MAX_NOTE))
        await pilot.pause()
        await press(pilot, "y")
        assert bottom(app) == "a note has at most 10,000 characters; nothing was put in"
        app.screen.post_message(Paste("yy"))
        await press(pilot, "enter")
        assert len(told(app)[0][2]) == MAX_NOTE


async def test_the_paragraph_stays_in_view_also_at_the_end_of_a_page(make):
    app = make((*(paragraph(f"{number} {WORDS}") for number in range(30)), paragraph("The very last.")))
    async with app.run_test(size=(40, 12)) as pilot:
        await press(pilot, "G", "h", *"jjjjjjj", "a")
        assert any(row.endswith("The very last.") for row in shown_rows(app)[1:-4])
        await press(pilot, *(["ctrl+j"] * 9), "x")
        assert shown_rows(app)[-2] == " x"
        assert sum(row == "" for row in shown_rows(app)[-6:-2]) == 4


async def test_what_was_annotated_last_comes_first_until_the_text_moves(make):
    app = make((*BLOCKS, *(paragraph(f"{number} {WORDS}") for number in range(20))))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "h", "j", "enter", "a", *"about it", "enter", "h", "enter")
        assert told(app) == [(NOTE, LONG[:20], "about it")]
        await press(pilot, "j", "h", "enter")
        assert told(app)[1] == (HIGHLIGHT, WORDS[:20], "")


async def test_another_size_moves_the_bar_with_its_paragraph(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        for keys in (["h", "j"], ["a"]):
            await press(pilot, *keys)
            for width in (40, 80):
                await pilot.resize_terminal(width, 24)
                await pilot.pause(0.1)
                beside = [row for row in shown_rows(app) if "▌" in row[:3]]
                assert beside[0].strip().startswith("▌word0")
                assert beside[-1].strip().endswith("word39")
        await press(pilot, "escape")
        assert not app.screen.writing.active


async def test_another_page_keeps_the_words_for_later(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        screen = app.screen
        await press(pilot, "a", *"draft")
        screen.action_next()
        await pilot.pause()
        assert not screen.writing.active
        await press(pilot, "p", "a")
        assert screen.writing.text == "draft"


async def test_words_that_were_not_saved_outlast_a_visit_to_the_library(make_shelf, listed):
    app = CourseApp(make_shelf(*listed), look=Look())
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "enter")
        await until(lambda: isinstance(app.screen, ReaderScreen) and app.screen.is_ready)
        await press(pilot, "a", *"kept", "escape", "backspace")
        await until(lambda: not isinstance(app.screen, ReaderScreen))
        await press(pilot, "enter")
        await until(lambda: isinstance(app.screen, ReaderScreen) and app.screen.is_ready)
        await press(pilot, "a")
        assert app.screen.writing.text == "kept"


async def test_a_page_that_is_read_again_keeps_what_is_being_written(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        screen = app.screen
        await press(pilot, "a", "down", *"draft")
        now = replace(screen.page, blocks=(paragraph("New above."), *screen.page.blocks))
        screen.show_page(now, screen.study.place)
        await press(pilot, "enter")
        assert told(app) == [(NOTE, LONG[:20], "draft")]
        assert standing(app)[0].anchor.number == screen.annotated.passages.index(
            next(one for one in screen.annotated.passages if one.words == LONG)
        )


async def test_the_note_at_the_top_stands_below(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "h", "k", "k", "a", *"mind this", "enter")
        assert bottom(app).startswith("✎ mind this  Space to What it costs")


async def test_a_click_on_a_sign_tells_the_note(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", *"mind this", "enter")
        await pilot.click(offset=(0, row_of(app, WORDS[:20])))
        await pilot.pause()
        assert bottom(app) == "✎ mind this"


async def test_where_nothing_is_kept_it_says_so(make, clock):
    kept = Keeping(MemoryStore(), "ada", clock)
    app = make(kept=kept)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "m")
        assert app.screen.bottom_line.standing == "not kept"
    kept.close()


async def test_an_empty_page_says_that_there_is_nothing(make):
    app = make(at="fleet", others={"fleet": ()})
    async with app.run_test(size=SIZE) as pilot:
        screen = app.screen
        screen.page = replace(screen.page, blocks=())
        screen.show_page(screen.page, screen.study.place)
        await pilot.pause()
        for key in "mha":
            await press(pilot, key)
            assert bottom(app).startswith("here is nothing to ")
        assert told(app) == []


async def test_in_ascii_and_without_colour(make, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = make(ascii=True)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "m", "h", "enter", "h", "j", "a", "x", "enter")
        shown = shown_rows(app)
        assert shown[2] == "# Why simulate"
        assert shown[row_of(app, WORDS[:20])].startswith("= A robot")
        assert shown[row_of(app, "word0 ")].startswith("+ word0")
        assert all(row.isascii() for row in shown)


async def test_the_page_changes_and_the_notes_stay(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        line = line_of(app, WORDS[:20])
        select(app, line, 2, line, 12)
        await written(pilot, "h")
    changed = (paragraph("New."), *BLOCKS[2:], paragraph(f"Often {WORDS.replace('meets', 'sees')}"))
    app = make(changed)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert marked(app) == ["robot that"]


# The list


async def annotated(pilot):
    await press(pilot, "m", "h", "enter", "a", "down", *"my note", "enter", "n", "m")


async def test_the_list_has_this_page_first_and_goes_there(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await annotated(pilot)
        await press(pilot, "apostrophe")
        shown = [row.strip() for row in shown_rows(app)[1:-1] if row.strip()]
        assert [row.partition("  ")[0] for row in shown] == [
            "This page: What it costs",
            "▸ ⚑ What it costs",
            "Why simulate",
            "⚑ Why simulate",
            f"≡ {WORDS[:60].rstrip()}…",
            f"✎ {LONG[:60].rstrip()}…",
            "my note",
        ]
        assert shown[1].endswith("2023-11-14")
        assert bottom(app) == "Enter go there  e write  x take away  u undo  s all  / find  Esc back"
        await press(pilot, "G", "enter")
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.study.place.page == "why"
        assert shown_rows(app)[row_of(app, "word0 ")].startswith("✎▌word0")
        await press(pilot, "j")
        assert shown_rows(app)[row_of(app, "word0 ")].startswith("✎ word0")
        await press(pilot, "backspace")
        assert app.screen.study.place.page == "costs"


async def test_the_list_writes_takes_away_and_brings_back(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await annotated(pilot)
        await press(pilot, "apostrophe", "e", *"the name", "enter")
        assert (BOOKMARK, "What it costs", "the name") in told(app)
        assert "the name" in "\n".join(shown_rows(app))
        await press(pilot, "e", *" x", "escape")
        assert bottom(app).startswith("not saved")
        await press(pilot, "j", "x")
        assert bottom(app).startswith("taken away; u brings it back")
        assert (BOOKMARK, "Why simulate", "") not in told(app)
        assert app.screen.annotating.find(app.screen.choices.option.value).kind is HIGHLIGHT
        await press(pilot, "delete", "u", "u", "u")
        assert bottom(app).startswith("nothing was taken away")
        assert len(told(app)) == 4
        await press(pilot, "G", "a", "ctrl+w", "ctrl+w", "enter")
        assert len(told(app)) == 3
        await press(pilot, "escape")
        assert isinstance(app.screen, ReaderScreen)
        assert not shown_rows(app)[2].startswith("✎")


async def test_a_click_in_the_list_does_not_take_away_what_is_being_written(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await written(pilot, "a", *"first", "enter")
        await press(pilot, "apostrophe", "e", *" and more")
        await pilot.click(offset=(10, row_of(app, "A robot that moves")))
        await press(pilot, "enter")
        assert isinstance(app.screen, NotesScreen)
        assert [note for _, _, note in told(app)] == ["first and more"]
        await pilot.click(offset=(10, row_of(app, "A robot that moves")))
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)


async def test_the_list_shows_one_kind_or_what_has_some_words(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await annotated(pilot)
        await press(pilot, "apostrophe")
        kinds = []
        for _ in range(4):
            await press(pilot, "s")
            kinds.append(sorted(app.screen.annotating.find(one.value).kind for one in app.screen.choices.options if one.value))
        assert kinds == [[NOTE], [HIGHLIGHT], [BOOKMARK, BOOKMARK], sorted([BOOKMARK, BOOKMARK, HIGHLIGHT, NOTE])]
        await press(pilot, "slash", *"MY NO")
        assert [one.value is None for one in app.screen.choices.options] == [True, False]
        assert bottom(app).endswith("1 found")
        await press(pilot, "enter")
        assert app.screen.study.place.page == "why"


async def test_an_empty_list_says_how_to_begin(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "apostrophe")
        assert bottom(app) == "nothing yet: in the text a writes a note, h highlights, m sets a bookmark"
        await press(pilot, "e")
        assert bottom(app) == "there is nothing to write to"
        await press(pilot, "x")
        assert bottom(app) == "there is nothing to take away"
        await press(pilot, "s")
        assert bottom(app).startswith("there are no notes")


async def test_what_is_lost_is_listed_with_its_old_words(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await written(pilot, "a", *"mind", "enter")
    app = make((*BLOCKS[:1], paragraph("All is new here."), *BLOCKS[2:]))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "apostrophe")
        await until(lambda: "these words are no longer on the page" in "\n".join(shown_rows(app)))
        shown = "\n".join(shown_rows(app))
        assert "these words are no longer on the page" in shown
        assert WORDS[:40] in shown
        await press(pilot, "enter")
        await pilot.pause()
        assert "its words are no longer on this page" in " ".join(shown_rows(app)[-3:])
        assert len(standing(app)) == 1


async def test_a_page_that_is_gone_is_told(make):
    app = make()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "m")
        one = standing(app)[0]
        app.screen.study.learning.record_annotation(replace(one, id="x", annotation="x", page="gone"))
        await press(pilot, "apostrophe", "G")
        assert "gone (the course has no such page any more)" in "\n".join(shown_rows(app))
        await press(pilot, "enter")
        assert bottom(app).startswith("the course has no such page any more")


# Several windows


async def test_two_windows_on_one_store_keep_the_notes_of_both(make, tmp_path, clock):
    kept = [Keeping(SqliteStore(tmp_path / "progress.sqlite"), "ada", clock) for _ in range(2)]
    one, other = (make(kept=keeping) for keeping in kept)
    async with one.run_test(size=SIZE) as first:
        await written(first, "a", *"first", "enter")
        async with other.run_test(size=SIZE) as second:
            clock.now += 1
            await written(second, "h", "j", "a", *"second", "enter")
            await press(second, "apostrophe")
            await until(lambda: len(told(other)) == 2)
            assert [note for _, _, note in told(other)] == ["first", "second"]
        await press(first, "apostrophe")
        await until(lambda: len(told(one)) == 2)
        assert isinstance(one.screen, NotesScreen)
        assert sorted(note for _, _, note in told(one)) == ["first", "second"]
    for keeping in kept:
        keeping.close()
    with closing(SqliteStore(tmp_path / "progress.sqlite")) as store:
        assert {note.note for note in store.annotations("ada")} == {"first", "second"}


# The field


@given(st.text(st.sampled_from("ab \n漢🪁e\u0301-")), st.integers(2, 12))
def test_rows_of_a_note_hold_all_of_it(text, width):
    found = wrapped(text, width)
    assert found[0][0] == 0
    assert found[-1][1] == len(text)
    for (_, stop), (start, _) in pairwise(found):
        assert text[stop:start] in {"", "\n"}
    assert all(cell_len(text[start:stop]) <= width + 1 for start, stop in found)
    assert "".join(text[start:stop] for start, stop in found) == text.replace("\n", "")


def test_rows_break_between_words():
    assert wrapped("one two  three", 7) == [(0, 8), (8, 14)]
    assert wrapped("", 5) == [(0, 0)]
    assert wrapped("abcdefgh", 3) == [(0, 3), (3, 6), (6, 8)]
    assert wrapped("a\n\nb", 5) == [(0, 1), (2, 2), (3, 4)]
