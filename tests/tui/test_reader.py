from __future__ import annotations

import base64
import gc
import threading
from dataclasses import replace

import pytest
from textual import events

from tests.tui.seeing import press, row_of, rows, until
from tui_course.errors import CourseError
from tui_course.model import block as b
from tui_course.model import inline as i
from tui_course.model.index import PageQuestions, QuestionIndex
from tui_course.study import Place
from tui_course.tui.keys.reading import READER_KEYS
from tui_course.tui.screens.reader import ReaderScreen
from tui_course.tui.screens.sheet import SheetScreen


def styles_of(app, number):
    """The colours of the words of a row."""
    return [segment.style.color for segment in app.screen._compositor.render_strips()[number] if segment.text.strip()]


def bottom(app):
    return rows(app)[-1].strip()


# What stands where


async def test_what_starting_made_is_not_looked_through_for_garbage(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0


async def test_the_first_frame_has_the_text(make_app):
    app = make_app()
    frames = []

    class Watched(type(app)):
        def _display(self, screen, renderable):
            frames.append((screen, renderable))
            super()._display(screen, renderable)

    app.__class__ = Watched
    async with app.run_test(size=(80, 24)):
        text = "".join(str(segment.text) for strip in frames[0][1].strips for segment in strip)
        assert "A robot that moves in a warehouse" in text
        assert "Why simulate" in text
        assert "1 of 5" in text


async def test_at_80_columns_there_is_text_between_two_lines(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)):
        shown = rows(app)
        assert shown[0].startswith(" Robots at work › Simulation › Why simulate")
        assert shown[0].endswith("1 of 5 ")
        assert shown[1].strip() == ""
        assert shown[2] == "  Why simulate".ljust(80)
        assert shown[23].rstrip() == " n next  < > sideways  p back  t contents  / search  S course  Tab link  ? help"
        assert all(row.endswith("  ") for row in shown[1:23])


@pytest.mark.parametrize("size", [(20, 5), (33, 9), (80, 24), (99, 30), (100, 30), (120, 40), (400, 120)])
async def test_any_window_is_filled_and_its_text_no_wider_than_80_cells(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        shown = rows(app)
        assert len(shown) == size[1]
        assert all(len(row) == size[0] for row in shown)
        assert app.screen.page_view.text_width <= 80
        for keys in "space space space t j enter n ? escape ! escape / r o escape tab tab enter backspace G g > < T".split():
            await press(pilot, keys)
        assert isinstance(app.screen, ReaderScreen)


async def test_contents_stand_beside_the_text_where_there_is_room(make_app):
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        assert "▸ Why simulate" in rows(app)[4]
        assert "More pages" in "\n".join(rows(app))
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "More pages" not in "\n".join(rows(app))
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert "More pages" in "\n".join(rows(app))


async def test_colours_of_code_come_later_and_move_nothing(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen, code = app.screen, row_of(app, "import robot")
        before, coloured = rows(app), styles_of(app, code)
        screen._plain_code = True
        screen.page_view.set_again()
        await pilot.pause()
        assert rows(app) == before
        assert styles_of(app, code) != coloured
        screen._colour()
        await pilot.pause()
        assert rows(app) == before
        assert styles_of(app, code) == coloured


# Moving in a page


async def test_keys_move_by_lines_screens_and_ends(make_app):
    app = make_app(at="costs")
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.screen.page_view
        assert view.top == -1
        last = view.last_top
        for keys, top in (
            (["j"], 0),
            (["down"], 1),
            (["k", "up"], -1),
            (["d"], 10),
            (["u"], -1),
            (["pagedown"], 19),
            (["b"], -1),
            (["G"], last),
            (["g"], -1),
            (["end"], last),
            (["home"], -1),
        ):
            await press(pilot, *keys)
            assert view.top == top, keys
            assert app.screen.bottom_line.message == ""


@pytest.mark.parametrize(
    ("at", "keys", "said"),
    [
        ("why", "k", "this is the top of the page"),
        ("why", "g", "this is the top of the page"),
        ("why", "G j", "this is the end of the page; Space or n: What it costs"),
        ("notes", "j", "this is the end of the last page"),
        ("notes", "n", "this is the last page of the course"),
        ("notes", "space", "this is the last page of the course"),
        ("why", "p", "this is the first page of the course"),
        ("why", "b", "this is the beginning of the course"),
        ("why", "[", "no heading further up"),
        ("fleet", "]", "no heading further down"),
        ("why", "backspace", "this is where you began"),
        ("why", "L", "there is nowhere to go forward to"),
        ("why", "enter", "no link has the focus; Tab goes to the next one"),
        ("fleet", "tab", "no link further down"),
        ("fleet", "shift+tab", "no link further up"),
        ("fleet", ">", "nothing here is wider than the screen"),
        ("why", "o", "o opens a link that leads outside the course; Tab goes to the next link"),
        ("fleet", "y", "y copies the address of the link in focus or the code in view; here is neither"),
        ("fleet", "!", "nothing is wrong with this page"),
        ("why", "N", "N goes to the match before; / searches"),
        ("why#gone", "", "this page has no place called gone"),
        ("why", "/ q u u x enter", "nothing on this page reads quux"),
    ],
)
async def test_a_key_that_can_do_nothing_says_why(make_app, at, keys, said):
    app = make_app(at=at)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *keys.split())
        assert app.screen.bottom_line.message == said
        assert bottom(app) == said
        await press(pilot, "escape")
        assert app.screen.bottom_line.message == ""


@pytest.mark.parametrize("key", ["space", "n"])
async def test_one_key_walks_all_pages(make_app, key):
    app = make_app()
    seen = []
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(40):
            if app.screen.study.page.id not in seen:
                seen.append(app.screen.study.page.id)
            await press(pilot, key)
        assert seen == ["why", "costs", "fleet", "books", "notes"]
        assert bottom(app) == "this is the last page of the course"


async def test_b_at_the_top_goes_to_the_end_of_the_page_before(make_app):
    app = make_app(at="fleet")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b")
        assert app.screen.study.page.id == "costs"
        assert app.screen.page_view.at_end


async def test_headings_and_anchors_stand_below_an_empty_row(make_app):
    app = make_app(at="why#does")
    async with app.run_test(size=(80, 24)) as pilot:
        assert row_of(app, "What a simulator does") == 2
        await press(pilot, "]")
        assert row_of(app, "What it cannot do") == 2
        await press(pilot, "[")
        assert row_of(app, "What a simulator does") == 2


@pytest.mark.parametrize("sizes", [[(60, 24), (80, 24)], [(80, 9), (80, 24)], [(41, 13), (120, 40), (80, 24)]])
async def test_resizing_keeps_the_line_at_the_top(make_app, sizes):
    app = make_app(at="costs")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *["j"] * 17)
        before = rows(app)
        first = before[1].split()[0]
        for size in sizes[:-1]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert first in "\n".join(rows(app)[1:4])
        await pilot.resize_terminal(*sizes[-1])
        await pilot.pause()
        assert rows(app)[1:23] == before[1:23]


async def test_wide_lines_move_sideways(make_app):
    code = b.CodeBlock("\n".join(["short", "x" * 90 + "END"]))
    app = make_app(blocks=(code, b.Paragraph((i.Text("Prose stays."),))))
    async with app.run_test(size=(80, 24)) as pilot:
        wide = row_of(app, "xxxx")
        assert rows(app)[wide].rstrip().endswith("›")
        assert "< > sideways" in bottom(app)
        await press(pilot, ">")
        assert "‹" in rows(app)[wide]
        await press(pilot, ">", ">")
        assert rows(app)[wide].rstrip().endswith("END")
        assert " short" in rows(app)[wide - 1]
        assert "  Prose stays." in rows(app)[wide + 2]
        await press(pilot, ">")
        assert bottom(app) == "this is where the widest line ends"
        await press(pilot, "<", "<", "<", "<")
        assert bottom(app) == "this is where the lines begin"


# Links


async def test_tab_goes_from_link_to_link_and_says_where_they_lead(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for said in (
            "Enter to What it costs",
            "Enter to What it costs",
            "Enter https://example.org/robots?page=1",
            "Enter why it leads nowhere",
            "Enter to the reference",
            "Enter to the note",
            "Enter to the reference",
            "Enter open or close",
        ):
            await press(pilot, "tab")
            assert bottom(app).startswith(said)
        await press(pilot, "shift+tab", "shift+tab")
        assert bottom(app).startswith("Enter to the note")
        await press(pilot, "escape")
        assert app.screen.page_view.target is None
        assert bottom(app).startswith("n next")


async def test_the_focus_of_a_link_goes_when_it_leaves_the_view(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab", "G")
        assert app.screen.page_view.target is None
        await press(pilot, "shift+tab")
        assert app.screen.page_view.target is not None


async def test_tab_beyond_the_view_scrolls(make_app):
    app = make_app(at="costs")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab")
        view = app.screen.page_view
        placed = view.scroll.targets()[view.focused_target]
        assert view.top > 0
        assert view.view.first <= placed.line < view.view.last


async def test_back_comes_to_the_very_line_and_link(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "j", "tab", "tab")
        before = rows(app)
        await press(pilot, "enter")
        assert app.screen.study.place.page == "costs"
        assert "The end" in "\n".join(rows(app))
        await press(pilot, "backspace")
        assert rows(app) == before
        await press(pilot, "L")
        assert app.screen.study.place.page == "costs"
        await press(pilot, "H")
        assert rows(app) == before


async def test_links_outside_show_their_address_and_open_only_here(make_app, monkeypatch):
    opened = []
    for local in (True, False):
        app = make_app(local=local)
        monkeypatch.setattr(app, "open_url", opened.append)
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, "tab", "tab", "tab", "enter")
            assert bottom(app) == "https://example.org/robots?page=1"
            await press(pilot, "o")
            assert ("there is no browser here" in bottom(app)) is not local
            assert ("o open" in " ".join(f"{hint.key} {hint.word}" for hint in app.screen.hints())) is local
    assert opened == ["https://example.org/robots?page=1"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "ssh://example.org"])
async def test_only_the_web_and_mail_open(make_app, monkeypatch, address):
    blocks = (b.Paragraph((i.Link((i.Text("x"),), address, i.LinkKind.EXTERNAL),)),)
    app = make_app(blocks=blocks)
    opened = []
    monkeypatch.setattr(app, "open_url", opened.append)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab", "o")
        assert opened == []
        assert bottom(app) == f"only http, https and mailto open in a browser: {address}"


async def test_a_long_address_takes_the_rows_it_needs_and_moves_nothing(make_app):
    address = "https://example.org/" + "/".join(f"part{number}" for number in range(30))
    blocks = (b.Paragraph((i.Link((i.Text("there"),), address, i.LinkKind.EXTERNAL),)),)
    app = make_app(blocks=blocks)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab")
        before = rows(app)
        await press(pilot, "enter")
        await pilot.pause()
        said = [row.strip() for row in rows(app)[-3:]]
        assert "".join(said) == address
        assert rows(app)[:20] == before[:20]
        await press(pilot, "escape")
        await pilot.pause()
        assert rows(app)[-3].strip() == ""


async def test_citations_jump_to_their_entry_here_or_on_another_page(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *["tab"] * 5, "enter")
        assert app.screen.study.place.page == "why"
        assert "Koenig, N., & Howard" in "\n".join(rows(app))
        await press(pilot, "backspace", "tab", "tab", "enter")
        await until(lambda: app.screen.study.place.page == "books")
        await pilot.pause()
        assert "Quigley, M. (2009)" in "\n".join(rows(app))


async def test_a_citation_without_entry_says_so(make_app):
    app = make_app(blocks=(b.Paragraph((i.Cite(("lost",), (i.Text("(Lost)"),)),)),))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab", "enter")
        await until(lambda: "lost" in app.screen.bottom_line.message)
        assert app.screen.bottom_line.message == "no list of references in this course has lost"


async def test_a_reveal_opens_in_place(make_app):
    app = make_app(at="why#does")
    async with app.run_test(size=(80, 24)) as pilot:
        where = row_of(app, "What is a world file?")
        await press(pilot, *["tab"] * 4)
        await press(pilot, "enter")
        assert row_of(app, "What is a world file?") == where
        assert "It lists what stands where" in "\n".join(rows(app))
        await press(pilot, "n", "p")
        assert "It lists what stands where" in "\n".join(rows(app)) or app.screen.open_reveals
        await press(pilot, "backspace", "backspace")
        assert "It lists what stands where" in "\n".join(rows(app))
        await press(pilot, "enter")
        assert "It lists what stands where" not in "\n".join(rows(app))


async def test_the_line_above_tells_how_long_the_module_takes_where_there_is_room(make_app, pages):
    class Counted(pages):
        @property
        def index(self):
            return QuestionIndex(tuple(PageQuestions(ref.id, words=900) for ref in self.course.pages))

    app = make_app(course=Counted())
    async with app.run_test(size=(120, 40)) as pilot:
        await until(lambda: "min left in this module" in rows(app)[0])
        await press(pilot, "G")
        assert "5 min left in this module" in rows(app)[0]
        await press(pilot, "n")
        assert "min left" in rows(app)[0]
        await pilot.resize_terminal(60, 24)
        await pilot.pause()
        assert "min left" not in rows(app)[0]
        assert "2 of 5" in rows(app)[0]


async def test_y_again_copies_the_next_code_in_view(make_app):
    app = make_app(blocks=(b.CodeBlock("ls\n"), b.CodeBlock("cd robots\nls\n"), b.CodeBlock("pwd\n")))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "y")
        assert (app.clipboard, bottom(app)) == ("ls\n", "copied code 1 of 3 in view, 1 line: ls")
        await press(pilot, "y")
        assert (app.clipboard, bottom(app)) == ("cd robots\nls\n", "copied code 2 of 3 in view, 2 lines: cd robots")
        await press(pilot, "y", "y")
        assert app.clipboard == "ls\n"
        await press(pilot, "y", "j", "y")
        assert app.clipboard == "ls\n"


async def test_code_is_numbered_on_demand(make_app):
    app = make_app(blocks=(b.CodeBlock("\n".join(f"step {number}" for number in range(12))),))
    async with app.run_test(size=(80, 24)) as pilot:
        before = app.screen.page_view.scroll.height
        await press(pilot, "number_sign")
        assert any("  1  step 0 " in row for row in rows(app))
        assert any(" 12  step 11 " in row for row in rows(app))
        assert app.screen.page_view.scroll.height == before
        await press(pilot, "y")
        assert app.clipboard.startswith("step 0\nstep 1")
        await press(pilot, "number_sign")
        assert not any("12  step 11" in row for row in rows(app))


async def test_y_copies_addresses_and_code(make_app):
    app = make_app()
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "tab", "tab", "tab", "y")
        assert app.clipboard == "https://example.org/robots?page=1"
        await press(pilot, "escape", "y")
        assert app.clipboard.startswith("import robot")
        assert bottom(app) == "copied the code: 4 lines"


async def test_the_clipboard_is_reached_in_base64_alone(make_app):
    app = make_app(blocks=(b.CodeBlock("\x1b]0;evil\x07"),))
    async with app.run_test(size=(80, 24)) as pilot:
        written = []
        app._driver.write = written.append
        await press(pilot, "y")
        assert any(base64.b64encode(b"\x1b]0;evil\x07").decode() in data for data in written)
        assert not any("evil\x07" in data for data in written)


# Mouse


async def test_the_mouse_scrolls_hovers_and_clicks(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.screen.page_view
        placed = view.scroll.targets()[0]
        offset = (placed.column + view.margin + 1, placed.line - view.top)
        await pilot.hover(view, offset)
        await pilot.pause()
        assert view._hovered.number == 0
        await pilot.click(view, offset)
        await pilot.pause()
        assert app.screen.study.place.page == "costs"
        await pilot._post_mouse_events([events.MouseScrollDown], view, (5, 5))
        await pilot.pause()
        assert view.top == 2


async def test_selecting_with_the_mouse_gives_the_text_and_follows_nothing(make_app):
    app = make_app(at="fleet")
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.screen.page_view
        await pilot.mouse_down(view, offset=(2, 4))
        await pilot.hover(view, offset=(9, 4))
        await pilot.mouse_up(view, offset=(9, 4))
        await pilot.pause()
        assert app.screen.get_selected_text() == view.scroll.lines(3, 4)[0].text[:8]
        assert app.screen.study.place.page == "fleet"
        await press(pilot, "y")
        assert app.clipboard == app.screen.get_selected_text()
        await press(pilot, "escape")
        assert app.screen.get_selected_text() is None


# Contents


async def test_contents_lie_over_a_narrow_text_and_open_pages(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "t")
        assert app.screen.contents.has_focus
        assert "On the floor" in "\n".join(rows(app))
        assert bottom(app).startswith("Enter open")
        await press(pilot, "j", "j", "enter")
        assert app.screen.study.page.id == "fleet"
        assert app.screen.page_view.has_focus
        assert "On the floor  " not in "\n".join(rows(app)[1:])


async def test_escape_and_t_leave_the_contents(make_app):
    for size, key, shown in (
        ((80, 24), "escape", False),
        ((80, 24), "t", False),
        ((120, 40), "escape", True),
        ((120, 40), "t", False),
    ):
        app = make_app()
        async with app.run_test(size=size) as pilot:
            await press(pilot, "t", key)
            assert app.screen.page_view.has_focus
            assert ("More pages" in "\n".join(rows(app))) is shown
            await press(pilot, "t")
            assert "More pages" in "\n".join(rows(app))


async def test_contents_can_be_filtered(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "t", "/", *"boo")
        assert [entry.page for entry in app.screen.contents.shown] == ["books"]
        await press(pilot, "backspace", "backspace", "backspace", *"notes", "enter")
        assert app.screen.study.page.id == "notes"
        assert app.screen.contents.filter is None


async def test_letters_go_to_the_filter_and_escape_ends_it(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "t", "/", *"jqkt")
        assert app.screen.contents.filter == "jqkt"
        assert app.screen.contents.shown == ()
        await press(pilot, "enter", "escape")
        assert app.screen.contents.filter is None
        assert app.screen.contents.has_focus


async def test_a_title_that_does_not_fit_is_told_in_full(make_app, pages):
    long = "A page whose title is a good deal longer than the contents are wide"
    course = replace(
        pages().course,
        modules=(
            replace(pages().course.modules[0], pages=(pages().course.pages[0], replace(pages().course.pages[1], title=long))),
        ),
    )
    app = make_app(course=pages(course=course))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "t", "j")
        assert bottom(app) == long


async def test_a_click_in_the_contents_opens(make_app):
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.click(app.screen.contents, (6, row_of(app, "What it costs") - 1))
        await pilot.pause()
        assert app.screen.study.page.id == "costs"


# Search


async def test_search_finds_marks_and_goes_round(make_app):
    app = make_app(at="costs")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "/", *"wheel")
        assert bottom(app) == "/wheel   1 of 12"
        await press(pilot, "enter")
        assert bottom(app).startswith("1 of 12  n next  N previous")
        await press(pilot, "n", "n")
        assert app.screen.searching.current == 2
        await press(pilot, "N", "N", "N")
        assert app.screen.searching.current == 11
        assert bottom(app) == "the last match again"
        assert app.screen.page_view.top > 10
        await press(pilot, "escape")
        assert not app.screen.searching.active
        await press(pilot, "n")
        assert app.screen.study.page.id == "fleet"


async def test_escape_while_typing_goes_back(make_app):
    app = make_app(at="costs")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "j", "j", "/", *"the end")
        assert app.screen.page_view.top > 20
        await press(pilot, "escape")
        assert app.screen.page_view.top == 1
        assert app.screen.bottom_line.message == ""


# Pages that come late


async def test_a_late_page_leaves_a_placeholder_and_keys_work_meanwhile(make_app, pages):
    gate = threading.Event()
    app = make_app(course=pages(gate=gate))
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.screen.page is None
        assert bottom(app) == "reading Why simulate …"
        for keys in ("j", "tab", "enter", "y", "/", "]", ">", "!", "space"):
            await press(pilot, keys)
        gate.set()
        await until(lambda: app.screen.page is not None)
        await pilot.pause()
        assert "A robot that moves" in "\n".join(rows(app))


async def test_the_last_page_asked_for_is_the_one_shown(make_app, pages):
    gate = threading.Event()
    app = make_app(course=pages(gate=gate))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", "n", "n")
        gate.set()
        await until(lambda: len(app.screen.study.edition._pages.asked) >= 4)
        await until(lambda: app.screen.page is not None)
        await pilot.pause()
        assert app.screen.page.ref.id == app.screen.study.page.id == "books"


async def test_the_next_page_is_read_while_nothing_happens(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)):
        await until(lambda: app.screen.study.held("costs") is not None)
        assert app.screen.study.edition._pages.asked[0] == "why"


async def test_a_page_that_cannot_be_read_is_shown_as_such(make_app, pages):
    app = make_app(course=pages({"costs": CourseError("the file is gone")}))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n")
        await until(lambda: app.screen.page is not None and app.screen.page.ref.id == "costs")
        await pilot.pause()
        assert "the file is gone" in "\n".join(rows(app))
        assert "⚠ 1" in rows(app)[0]


# The rest


async def test_help_lists_every_key_within_80_by_24(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "?")
        assert isinstance(app.screen, SheetScreen)
        shown = "\n".join(rows(app))
        assert app.screen.page_view.at_end
        assert app.screen.page_view.top == -1
        for group in READER_KEYS:
            assert group.title in shown
            for key in group.keys:
                assert key.text in shown
        assert "›" not in shown
        await press(pilot, "escape")
        assert isinstance(app.screen, ReaderScreen)


async def test_problems_are_counted_and_listed_with_file_and_line(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        assert "⚠ 1" in rows(app)[0]
        await press(pilot, "!")
        assert "warning in _parts/why.md:7: nothing at gone.html (link-broken)" in "\n".join(rows(app))
        await press(pilot, "!")
        assert isinstance(app.screen, ReaderScreen)


async def test_the_theme_changes_everywhere(make_app):
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "?", "T", "escape")
        grounds = {
            segment.style.bgcolor.name for line in app.screen._compositor.render_strips() for segment in line if segment.style
        }
        palette = app.look.palette
        assert app.look.theme == "light"
        assert grounds <= {palette.ground, palette.bar, palette.code}


async def test_q_quits_at_once(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "q")
    assert app.return_code == 0


async def test_nothing_of_textual_acts_on_the_machine(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+s", "ctrl+z", "f1")
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.page_view.top == -1
    assert app.ENABLE_COMMAND_PALETTE is False


async def test_ascii_chrome_and_bars(make_app):
    blocks = (b.Quote((b.Paragraph((i.Text("words"),)),)), b.Rule(), b.CodeBlock("x" * 100), b.Reveal((i.Text("more"),), ()))
    app = make_app(ascii=True, blocks=blocks)
    async with app.run_test(size=(120, 40)) as pilot:
        assert all(row.isascii() for row in rows(app))
        await press(pilot, "t", "/", "w")
        assert all(row.isascii() for row in rows(app))
        await press(pilot, "escape", "escape", "!", "escape", "?")
        assert all(row.isascii() for row in rows(app))


async def test_without_colour_none_is_sent(make_app, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "tab")
        for widget in (app.screen.page_view, app.screen.contents, app.screen.top_line, app.screen.bottom_line):
            for strip in widget.render_lines(widget.size.region):
                for segment in strip:
                    assert segment.style is None or (segment.style.color.is_default and segment.style.bgcolor.is_default)
        focused = [
            segment
            for strip in app.screen.page_view.render_lines(app.screen.page_view.size.region)
            for segment in strip
            if segment.style.reverse
        ]
        assert "".join(segment.text for segment in focused) == "the costs"


@pytest.mark.parametrize("keys", [("x",), ("enter",), ("escape",), ("j", "enter"), ("x", "enter")], ids=" ".join)
@pytest.mark.parametrize("begun", ["f", "h", "a", "K", "/"])
async def test_what_was_begun_ends_where_a_slow_page_takes_the_text_away(make_app, pages, begun, keys):
    gate = threading.Event()
    gate.set()
    app = make_app(course=pages(gate=gate))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: app.screen.study.held("costs") is not None)
        gate.clear()
        app.screen.go(Place("books"))
        await press(pilot, begun)
        await until(lambda: not app.screen.is_ready)
        await press(pilot, *keys)
        screen = app.screen
        assert not any((screen.jumping, screen.picked, screen.subject, screen.previewing, screen.searching.typing))
        gate.set()
        await until(lambda: screen.is_ready)
        assert (screen.study.place.page, screen.page.ref.id) == ("books", "books")


async def test_letters_on_links_go_with_their_page(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: app.screen.study.held("costs") is not None)
        await press(pilot, "f")
        assert app.screen.jumping
        app.screen.go(Place("costs"))
        await pilot.pause()
        assert not app.screen.jumping
        assert "type the letters" not in bottom(app)
