"""References, notes and terms looked at without leaving the page; the works and the glossary of the course."""

import asyncio
from dataclasses import replace

import pytest

from tests.tui.conftest import PAGES, PIECES, REFS, SmallCourse, link, paragraph, text
from tests.tui.seeing import until
from tui_course.model import block as b
from tui_course.model import inline as i
from tui_course.model.course import Page
from tui_course.model.glossary import Glossary, GlossaryEntry
from tui_course.model.walk import all_inlines
from tui_course.study import Place, Study
from tui_course.study.previewing import Preview
from tui_course.tui.app import CourseApp
from tui_course.tui.screens.glossary import GlossaryScreen
from tui_course.tui.screens.listing import MOST_SHOWN
from tui_course.tui.screens.references import CitingScreen, ReferencesScreen
from tui_course.tui.theme import Look
from tui_course.tui.widgets.preview import PreviewPane

SIZES = [(80, 24), (120, 40)]
LOOKS = {"dark": {}, "light": {"theme": "light"}}
KOENIG = b.BibliographyEntry("koenig2004", text("Koenig, N., & Howard, A. (2004). A simulator for many robots."))
QUIGLEY = b.BibliographyEntry("quigley2009", text("Quigley, M. (2009). An operating system."))
LONG = "They take larger steps, and smaller ones where something moves fast. " * 12


def cite(*keys):
    return i.Cite(keys, text("(" + ", ".join(keys) + ")"))


BLOCKS = (
    paragraph("Robots follow in a simulation. ", PIECES),
    paragraph("A simulator computes forces ", cite("koenig2004"), " in steps", i.FootnoteRef("1", "fn:1"), "."),
    paragraph("Both say so: (", cite("koenig2004"), "; ", cite("quigley2009"), ", and ", cite("lost"), "."),
    paragraph("More in ", link("the costs", page="costs"), ", at ", link("their end", page="costs", anchor="end"), ", on "),
    paragraph(link("the web", kind=i.LinkKind.EXTERNAL, href="https://example.org/robots"), " or in a picture: "),
    paragraph(i.Image("kite.png", "A kite above a field")),
    paragraph("It says nothing of a ", link("thing", kind=i.LinkKind.BROKEN, href="gone.html"), "."),
    b.Heading(2, text("The simulation again"), "again"),
    *(paragraph(f"{number}. {PIECES}") for number in range(1, 9)),
    b.Footnotes((b.Footnote("fn:1", "1", (paragraph("Others take larger steps."), paragraph(LONG))),)),
    b.Bibliography((KOENIG,)),
)
GLOSSARY = Glossary(
    (
        GlossaryEntry("robot", (paragraph("A machine that acts on what it senses."),), ("robots", "Robots"), ("simulation",)),
        GlossaryEntry("simulation", (paragraph("A world that is computed."),)),
        GlossaryEntry("unicorn", (paragraph("Nobody has met one."),)),
    )
)


def course(glossary=GLOSSARY, **pages):
    """The small course, with all that can be looked at on its first page."""
    books = replace(PAGES["books"], blocks=(b.Bibliography((QUIGLEY,)),))
    costs = (*PAGES["costs"].blocks, paragraph("Cited here as well: ", cite("koenig2004"), "."))
    found = {"why": Page(REFS[0], BLOCKS), "books": books, "costs": replace(PAGES["costs"], blocks=costs)}
    return SmallCourse(found | pages, glossary=glossary)


def make(glossary=GLOSSARY, at="", **look):
    return CourseApp(Study(course(glossary), at), look=Look(**look))


async def learned(pilot):
    """The terms of the first page are marked by another thread."""
    screen = pilot.app.screen
    for _ in range(500):
        if screen.study.edition.glossary is not None and screen.index is not None:
            break
        await asyncio.sleep(0.01)
    await pilot.pause(0.05)


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def shown(screen):
    """The words of the pane."""
    document = screen.preview.document
    return " ".join(line.text for line in document.lines(0, document.height)).split()


async def focus(pilot, kind, number=0):
    """Give the focus to a target of a kind with Tab."""
    screen = pilot.app.screen
    targets = screen.page_view.scroll.targets()
    wanted = [one.target for one in targets if one.target.kind == kind][number]
    for _ in range(len(targets) + 1):
        if screen.target == wanted:
            return
        await pilot.press("tab")
    raise AssertionError(kind)


LOOKED_AT = {
    ("cite", 0): "Koenig, N., & Howard, A. (2004). A simulator for many robots.",
    ("cite", 1): "Koenig, N., & Howard, A. (2004). A simulator for many robots.",
    ("cite", 2): "Quigley, M. (2009). An operating system.",
    ("cite", 3): "no list of references in this course has lost",
    ("note", 0): f"Others take larger steps. {LONG}",
    ("term", 0): "robot (also: robots, Robots) A machine that acts on what it senses. See also: simulation",
    ("page", 0): f"What it costs Cost 0. {PIECES}",
    ("page", 1): "What it costs The end Back to the beginning.",
    ("external", 0): "https://example.org/robots",
    ("picture", 0): "A kite above a field kite.png",
    ("broken", 0): "broken link: nothing at gone.html",
}


@pytest.mark.parametrize("target", LOOKED_AT, ids=lambda target: f"{target[0]} {target[1]}")
async def test_k_shows_what_has_the_focus_and_nothing_moves(target):
    async with make().run_test(size=(80, 24)) as pilot:
        await learned(pilot)
        screen = pilot.app.screen
        await focus(pilot, *target)
        top, spot = screen.page_view.top, screen.target
        await press(pilot, "K")
        await until(lambda: screen.previewing)
        assert shown(screen) == LOOKED_AT[target].split()
        assert screen.page_view.top == top
        assert screen.target == spot
        await press(pilot, "K")
        assert not screen.previewing


async def test_without_a_focus_k_takes_the_first_in_view_or_says_what_it_does():
    async with make().run_test(size=(80, 24)) as pilot:
        await learned(pilot)
        screen = pilot.app.screen
        await press(pilot, "K")
        assert screen.previewing
        assert screen.target.href == "robot"
    async with make(Glossary(), at="fleet").run_test(size=(80, 24)) as pilot:
        await press(pilot, "K")
        assert "K shows" in pilot.app.screen.bottom_line.message


async def test_keys_scroll_close_and_go_on():
    async with make().run_test(size=(80, 24)) as pilot:
        await learned(pilot)
        screen = pilot.app.screen
        await focus(pilot, "note")
        top = screen.page_view.top
        await press(pilot, "K", "j", "j")
        assert screen.previewing
        assert screen.preview.longer
        assert screen.page_view.top == top
        await press(pilot, "escape")
        assert not screen.previewing
        assert screen.target.kind == "note"
        await press(pilot, "K", "n")
        assert not screen.previewing
        assert screen.study.place.page == "costs"


async def test_the_pane_never_lies_over_what_it_explains():
    async with make().run_test(size=(40, 12)) as pilot:
        await learned(pilot)
        screen = pilot.app.screen
        for _ in range(12):
            await press(pilot, "tab", "K")
            await until(lambda: screen.previewing or screen.bottom_line.message)
            if screen.previewing:
                await pilot.pause()
                view = screen.page_view
                row = view.region.y + view.scroll.targets()[view.focused_target].line - view.top
                assert not screen.preview.region.contains(view.region.x, row)
                assert view.region.contains_region(screen.preview.region)


def test_a_name_without_room_is_cut_in_ascii_where_that_is_asked_for():
    pane = PreviewPane(Look(ascii=True))
    pane.show(Preview("reference " * 9, ()))
    assert pane.row(0, 40).text.isascii()
    assert "r... --" in pane.row(0, 40).text


async def test_a_preview_can_be_copied():
    async with make().run_test(size=(80, 24)) as pilot:
        await learned(pilot)
        await focus(pilot, "cite", 2)
        await press(pilot, "K")
        await until(lambda: pilot.app.screen.previewing)
        await press(pilot, "y")
        assert pilot.app.clipboard == "Quigley, M. (2009). An operating system."


async def test_enter_goes_to_the_list_and_backspace_to_the_citation():
    async with make().run_test(size=(80, 24)) as pilot:
        await learned(pilot)
        screen = pilot.app.screen
        await focus(pilot, "cite", 0)
        cited = screen.target
        await press(pilot, "enter")
        assert screen.study.place == Place("why", "koenig2004")
        await press(pilot, "backspace")
        assert screen.target == cited
        await focus(pilot, "cite", 2)
        cited = screen.target
        await press(pilot, "enter")
        await until(lambda: screen.study.place.page == "books")
        await press(pilot, "backspace")
        assert screen.study.place.page == "why"
        assert screen.target == cited


async def test_a_note_leads_back_to_its_mark():
    async with make().run_test(size=(80, 24)) as pilot:
        await learned(pilot)
        screen = pilot.app.screen
        await focus(pilot, "note")
        await press(pilot, "enter")
        assert screen.study.place.anchor == "fn:1"
        await focus(pilot, "mark")
        await press(pilot, "enter")
        assert screen.target.kind == "note"
        await press(pilot, "backspace", "backspace")
        assert screen.target.kind == "note"


async def test_a_work_that_no_page_lists_is_found_among_the_works_of_the_course():
    small = course(books=replace(PAGES["books"], blocks=()))
    small.bibliography = b.Bibliography((QUIGLEY,))
    async with CourseApp(Study(small), look=Look()).run_test(size=(80, 24)) as pilot:
        await learned(pilot)
        await focus(pilot, "cite", 2)
        await press(pilot, "enter")
        await until(lambda: isinstance(pilot.app.screen, ReferencesScreen))
        await until(lambda: pilot.app.screen.choices.option is not None)
        assert pilot.app.screen.choices.option.value == "quigley2009"
        await press(pilot, "escape")
        await focus(pilot, "cite", 3)
        await press(pilot, "enter")
        await until(lambda: "lost" in pilot.app.screen.bottom_line.message)


async def test_the_works_of_the_course_lead_to_where_they_are_cited():
    async with make(at="notes").run_test(size=(80, 24)) as pilot:
        await learned(pilot)
        reader = pilot.app.screen
        await press(pilot, "C")
        await until(lambda: isinstance(pilot.app.screen, ReferencesScreen))
        await pilot.pause()
        works = pilot.app.screen
        assert [one.value for one in works.choices.options] == ["koenig2004", "lost", "quigley2009"]
        await press(pilot, "y")
        assert pilot.app.clipboard.startswith("Koenig")
        await press(pilot, "/", *"quig", "enter")
        await until(lambda: pilot.app.screen is reader)
        assert reader.study.place.page == "why"
        assert reader.target.href == "quigley2009"


async def test_of_several_pages_that_cite_a_work_one_is_chosen():
    async with make(at="notes").run_test(size=(80, 24)) as pilot:
        await learned(pilot)
        reader = pilot.app.screen
        await press(pilot, "C")
        await until(lambda: isinstance(pilot.app.screen, ReferencesScreen))
        await pilot.pause()
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CitingScreen)
        await pilot.pause()
        await press(pilot, "j", "enter")
        await until(lambda: pilot.app.screen is reader)
        assert reader.study.place.page == "costs"
        assert reader.target.href == "koenig2004"
        await press(pilot, "backspace")
        assert reader.study.place.page == "notes"


async def test_the_glossary_leads_to_the_first_use():
    async with make(at="notes").run_test(size=(80, 24)) as pilot:
        await learned(pilot)
        reader = pilot.app.screen
        await press(pilot, "W")
        await until(lambda: isinstance(pilot.app.screen, GlossaryScreen))
        await pilot.pause()
        glossary = pilot.app.screen
        assert [one.value for one in glossary.choices.options] == ["robot", "simulation", "unicorn"]
        await press(pilot, "G", "enter")
        await until(lambda: glossary.bottom_line.message == "no page uses this term")
        await press(pilot, "/", *"comput", "enter")
        await until(lambda: pilot.app.screen is reader)
        assert reader.study.place.page == "why"
        assert reader.target.href == "simulation"


async def test_a_term_of_a_page_leads_to_its_entry_where_no_page_uses_it():
    listed = b.DefinitionList((b.Definition((text("unicorn"),), ((paragraph("Nobody has met one."),),)),))
    glossary = Glossary((GlossaryEntry("unicorn", (paragraph("Nobody has met one."),), page="fleet"),))
    small = course(glossary, fleet=replace(PAGES["fleet"], blocks=(*(paragraph(PIECES) for _ in range(9)), listed)))
    async with CourseApp(Study(small), look=Look()).run_test(size=(80, 24)) as pilot:
        await learned(pilot)
        reader = pilot.app.screen
        await press(pilot, "W")
        await until(lambda: isinstance(pilot.app.screen, GlossaryScreen))
        await pilot.pause()
        await press(pilot, "enter")
        await until(lambda: reader.study.place.page == "fleet")
        await pilot.pause()
        assert reader.page_view.top > 0
        assert "C" not in reader.bottom_line.message


async def test_a_term_shows_its_meaning_with_enter_and_then_the_glossary():
    async with make().run_test(size=(80, 24)) as pilot:
        await learned(pilot)
        await focus(pilot, "term", 1)
        await press(pilot, "enter")
        assert pilot.app.screen.previewing
        await press(pilot, "enter")
        await until(lambda: isinstance(pilot.app.screen, GlossaryScreen))
        await until(lambda: pilot.app.screen.choices.option is not None)
        assert pilot.app.screen.choices.option.value == "simulation"


async def test_a_course_without_works_and_terms_says_so():
    small = SmallCourse({page: replace(PAGES[page], blocks=(paragraph("Words."),)) for page in PAGES})
    async with CourseApp(Study(small), look=Look()).run_test(size=(80, 24)) as pilot:
        await learned(pilot)
        await press(pilot, "C")
        await until(lambda: pilot.app.screen.bottom_line.message == "this course cites no works")
        await press(pilot, "W")
        await until(lambda: pilot.app.screen.bottom_line.message == "this course has no glossary")


async def test_terms_that_arrive_late_leave_the_focus_and_the_text_where_they_are():
    async with make().run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        assert screen.study.edition.glossary is None
        await press(pilot, "tab", "tab")
        focused, top = screen.target, screen.page_view.top
        lines = [line.text for line in screen.page_view.scroll.lines(0, 999)]
        await learned(pilot)
        assert any(one.target.kind == "term" for one in screen.page_view.scroll.targets())
        assert replace(screen.target, number=0) == replace(focused, number=0)
        assert screen.page_view.top == top
        assert [line.text for line in screen.page_view.scroll.lines(0, 999)] == lines


async def test_of_very_many_terms_those_around_the_wanted_one_are_shown():
    entries = tuple(GlossaryEntry(f"term {number:04}", (paragraph("It means something."),)) for number in range(1000))
    screen = GlossaryScreen(Look(), Study(course()), Glossary(entries), lambda *_: None, at="term 0500")
    async with make().run_test(size=(80, 24)) as pilot:
        await pilot.app.push_screen(screen)
        await until(lambda: screen.choices.option is not None)
        assert screen.choices.option.value == "term 0500"
        assert len(screen.choices.options) == MOST_SHOWN + 2
        assert "450 more" in screen.choices.options[0].lines[0].text
        await press(pilot, "/", *"0007")
        assert [one.value for one in screen.choices.options] == ["term 0007"]


async def test_the_cursor_of_a_list_stays_when_the_window_changes():
    async with make().run_test(size=(80, 24)) as pilot:
        await learned(pilot)
        await press(pilot, "W")
        await until(lambda: isinstance(pilot.app.screen, GlossaryScreen))
        await pilot.pause()
        await press(pilot, "j")
        await pilot.resize_terminal(50, 12)
        await pilot.pause()
        assert pilot.app.screen.choices.option.value == "simulation"


async def test_the_pane_stays_at_the_edge_when_the_window_changes_and_a_click_beside_it_closes_it():
    async with make().run_test(size=(120, 40)) as pilot:
        await learned(pilot)
        screen = pilot.app.screen
        await focus(pilot, "cite")
        await press(pilot, "K")
        await pilot.resize_terminal(60, 16)
        await pilot.pause()
        await pilot.pause()
        assert screen.preview.region.bottom == screen.page_view.region.bottom
        assert screen.preview.region.width == screen.page_view.region.width
        await pilot.click(screen.preview, offset=(3, 1))
        assert screen.previewing
        await pilot.click(screen.page_view, offset=(2, 1))
        assert not screen.previewing


async def test_a_course_read_again_keeps_its_terms():
    glossary = Glossary((*GLOSSARY.entries, GlossaryEntry("warehouse", (paragraph("A house for wares."),))))
    study = Study(course(), reopen=lambda: course(glossary))
    study.learn_terms()
    edition = study.opened_again("why")
    assert edition.glossary == glossary
    names = {one.name for one in all_inlines(edition.held("why").blocks) if isinstance(one, i.Term)}
    assert names == {"robot", "simulation", "warehouse"}


def pointed(screen):
    """The rows with a bar beside them."""
    view = screen.page_view
    rows = [view.render_line(y).text for y in range(view.size.height)]
    return [row.partition("▌")[2].strip() for row in rows if "▌" in row[: view.margin]]


async def test_the_entry_that_was_gone_to_is_pointed_at_until_the_next_key():
    async with make().run_test(size=(80, 24)) as pilot:
        await learned(pilot)
        screen = pilot.app.screen
        await focus(pilot, "cite", 0)
        await press(pilot, "enter")
        await pilot.pause()
        assert pointed(screen) == [" ".join(one.text for one in KOENIG.children)]
        await press(pilot, "backspace")
        assert pointed(screen) == []
        await focus(pilot, "note")
        await press(pilot, "enter")
        await pilot.pause()
        assert pointed(screen)[0] == "1 Others take larger steps."
        assert len(pointed(screen)) > 5
        await press(pilot, "k")
        assert pointed(screen) == []


async def test_a_citation_in_closed_details_says_so():
    hidden = b.Reveal(text("More"), (paragraph("Says ", cite("quigley2009"), "."),))
    small = course(fleet=replace(PAGES["fleet"], blocks=(paragraph(PIECES), hidden)))
    async with CourseApp(Study(small), look=Look()).run_test(size=(80, 24)) as pilot:
        await learned(pilot)
        screen = pilot.app.screen
        screen.go(Place("fleet", focus="cite quigley2009"))
        await until(lambda: "details that are closed" in screen.bottom_line.message)


SCREENS = {
    "terms": [],
    "reference": [*["tab"] * 3, "K"],
    "long note": [*["tab"] * 4, "K", "j"],
    "term": ["tab", "K"],
    "page": [*["tab"] * 9, "K"],
    "entry": [*["tab"] * 3, "enter"],
    "references": ["C", "j"],
    "citing": ["C", "enter"],
    "glossary": ["W", "j"],
}


async def play(pilot, keys):
    await learned(pilot)
    reader = pilot.app.screen
    for key in keys:
        await pilot.press(key)
        if key in {"C", "W"}:
            await until(lambda: pilot.app.screen is not reader and pilot.app.screen.choices.options)
        elif key == "K":
            await until(lambda: reader.previewing)
        elif pilot.app.screen is not reader:
            await until(lambda: pilot.app.screen.choices.options)
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("screen", SCREENS)
def test_looks(snap_compare, screen, look, size):
    assert snap_compare(make(**LOOKS[look]), run_before=lambda pilot: play(pilot, SCREENS[screen]), terminal_size=size)


@pytest.mark.parametrize("screen", ["reference", "glossary"])
def test_looks_in_ascii(snap_compare, screen):
    assert snap_compare(make(ascii=True), run_before=lambda pilot: play(pilot, SCREENS[screen]), terminal_size=(80, 24))


@pytest.mark.parametrize("screen", ["terms", "term"])
def test_looks_without_colour(snap_compare, monkeypatch, screen):
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(make(), run_before=lambda pilot: play(pilot, SCREENS[screen]), terminal_size=(80, 24))
