from __future__ import annotations

from pathlib import Path

import pytest

import tui_course
from tests.tui.seeing import shown, until
from tui_course.model import block as b
from tui_course.model.diagram import (
    Destination,
    Diagram,
    Direction,
    Edge,
    Group,
    Head,
    Message,
    Node,
    Outline,
    Participant,
    Sequence,
    Shape,
    Step,
    Stroke,
)
from tui_course.model.inline import Text
from tui_course.study import Study
from tui_course.tui.app import CourseApp
from tui_course.tui.screens.diagram import DiagramScreen
from tui_course.tui.screens.reader import ReaderScreen
from tui_course.tui.screens.sheet import SheetScreen
from tui_course.tui.theme import Look

SIZE = (80, 24)
SIZES = [(80, 24), (120, 40)]
LOOKS = {"dark": {}, "light": {"theme": "light"}}
MODULES = Path(__file__).parents[2] / "modules"

KITE = Diagram(
    Direction.RIGHT,
    (
        Node("flyer", "Flyer", Shape.STADIUM),
        Node("bench", "Workbench", link=Destination("costs.md#end", "costs", "end"), tooltip="Where kites are built."),
        Node("kites", "Kites", Shape.CYLINDER),
        Node("log", "Log books", Shape.CYLINDER),
        Node("wind", "Wind tunnel", link=Destination("https://example.org/wind"), tooltip="Costs a lot."),
    ),
    (
        Edge("flyer", "bench", "works", start=Head.ARROW),
        Edge("bench", "kites", "builds"),
        Edge("kites", "wind", "is tried"),
        Edge("wind", "log", "notes", Stroke.DOTTED),
    ),
    (
        Group("ground", "On the ground", ("bench", "store"), tooltip="Nothing flies here."),
        Group("store", "Store", ("kites", "log")),
    ),
    (
        Step("Build", (("flyer", "bench"), ("bench", "kites")), text="The flyer builds a kite."),
        Step("Try", (("kites", "wind"),), text="Will it fly?"),
        Step("Look back", (("wind", "log"),), ("flyer",)),
    ),
    "How a kite is flown",
)


def page(*diagrams):
    """A short text before each diagram, and its name in order."""
    blocks = []
    for number, diagram in enumerate(diagrams, 1):
        blocks.append(b.Paragraph((Text(f"Diagram {number} follows."),)))
        blocks.append(b.DiagramBlock(f"diagram-{number}", "the source", diagram))
    return tuple(blocks)


def is_drawn(app):
    screen = app.screen
    if isinstance(screen, DiagramScreen):
        return screen.picture is not None and not screen._drawing and not screen._wanted
    return screen.is_ready


async def press(pilot, *keys):
    """Press keys, each after what the one before asked for is there."""
    await until(lambda: is_drawn(pilot.app))
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
        await until(lambda: is_drawn(pilot.app))
    await pilot.pause()


def focus(app):
    return app.screen.standpoint.focus


def said(app):
    return app.screen.bottom_line.message


# Open and leave


async def test_opens_the_diagram_in_view_and_goes_back(make_app):
    app = make_app(blocks=page(KITE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D")
        assert isinstance(app.screen, DiagramScreen)
        text = shown(app)
        assert "How a kite is flown" in text.split("\n")[0]
        assert "┏━━━━━━━┓" in text
        assert "▌ Flyer" in text
        assert "both Workbench  works" in text
        await press(pilot, "escape")
        assert isinstance(app.screen, ReaderScreen)


async def test_opens_the_one_in_focus(make_app):
    app = make_app(blocks=page(KITE, Diagram(nodes=(Node("other", "Another"),), title="The other")))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "tab", "tab", "D")
        assert "The other" in shown(app)
        await press(pilot, "escape", "enter")
        assert "The other" in shown(app)
        await press(pilot, "escape", "shift+tab", "D")
        assert "How a kite is flown" in shown(app).split("\n")[0]


async def test_says_that_there_is_no_diagram(make_app):
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D")
        assert said(app) == "no diagram on this page"
        assert isinstance(app.screen, ReaderScreen)


async def test_comes_back_to_the_same_node(make_app):
    app = make_app(blocks=page(KITE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D", "G", "z", "n", "D", "D")
        screen = app.screen
        assert isinstance(screen, DiagramScreen)
        await press(pilot, "backspace")
        assert isinstance(app.screen, ReaderScreen)
        await press(pilot, "D")
        assert app.screen.standpoint == screen.standpoint
        assert app.screen.standpoint.step == 1


async def test_a_link_leads_into_the_page_and_back(make_app):
    app = make_app(blocks=page(KITE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D", "/", *"bench", "enter", "escape")
        assert focus(app) == "bench"
        assert "explained in: What it costs" in shown(app)
        assert "Where kites are built." in shown(app)
        await press(pilot, "enter")
        await until(lambda: isinstance(app.screen, ReaderScreen) and app.screen.study.place.page == "costs")
        assert app.screen.study.place.anchor == "end"
        assert said(app) == "Backspace leads back, D to the diagram"
        await press(pilot, "backspace")
        assert app.screen.study.place.page == "why"
        await press(pilot, "D")
        assert focus(app) == "bench"


async def test_an_address_is_told_and_a_node_without_link_says_so(make_app):
    app = make_app(blocks=page(KITE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D", "enter")
        assert said(app) == "no page explains this: it has no link"
        await press(pilot, "/", *"wind", "enter", "enter")
        assert said(app) == "https://example.org/wind"
        assert "more at https://example.org/wind" in shown(app)


# From box to box


async def test_arrows_follow_the_drawing(make_app):
    app = make_app(blocks=page(KITE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D", "g")
        assert focus(app) == "flyer"
        await press(pilot, "right")
        assert focus(app) == "bench"
        await press(pilot, "h")
        assert focus(app) == "flyer"
        await press(pilot, "h")
        assert (focus(app), said(app)) == ("flyer", "there is nothing at the left of it")


async def test_tab_goes_to_every_box_once(make_app):
    app = make_app(blocks=page(KITE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D")
        seen = [focus(app)]
        for _ in range(len(KITE.nodes) - 1):
            await press(pilot, "tab")
            seen.append(focus(app))
        assert sorted(seen) == sorted(node.id for node in KITE.nodes)
        await press(pilot, "tab")
        assert focus(app) == seen[0]
        await press(pilot, "shift+tab")
        assert focus(app) == seen[-1]


async def test_a_click_gives_the_focus(make_app):
    app = make_app(blocks=page(KITE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D")
        rows = shown(app).split("\n")
        row = next(number for number, text in enumerate(rows) if "Log books" in text)
        await pilot.click(offset=(rows[row].index("Log books"), row))
        await pilot.pause()
        assert focus(app) == "log"


async def test_the_view_follows_the_focus(make_app):
    long = Diagram(
        Direction.DOWN,
        tuple(Node(f"n{number}", f"Node {number}") for number in range(20)),
        tuple(Edge(f"n{number}", f"n{number + 1}") for number in range(19)),
    )
    app = make_app(blocks=page(long))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D")
        assert "more: ↓" in shown(app).split("\n")[0]
        await press(pilot, "G")
        assert focus(app) == "n19"
        assert "┃ Node 19 ┃" in shown(app)
        assert "more: ↑" in shown(app).split("\n")[0]
        await press(pilot, "]")
        assert said(app) == "the drawing goes no further"
        await press(pilot, "[")
        assert "more: ↑↓" in shown(app).split("\n")[0]
        assert focus(app) == "n19"


# Groups


async def test_zooms_into_a_group_with_its_neighbours_and_out(make_app):
    app = make_app(blocks=page(KITE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D", "/", *"kites", "enter", "escape", "z")
        text = shown(app)
        assert "whole map ▸ On the ground ▸ Store" in text
        assert "Flyer" not in text.split("\n", 1)[1]
        for words in ("Kites", "Log books", "Wind tunnel", "Workbench"):
            assert words in text
        assert focus(app) == "kites"
        await press(pilot, "z")
        assert said(app) == "it is in no group further in"
        await press(pilot, "u")
        assert app.screen.standpoint.group == "ground"
        await press(pilot, "u")
        assert app.screen.standpoint.group == ""
        assert focus(app) == "kites"
        await press(pilot, "u")
        assert said(app) == "this is the whole map"


async def test_folds_and_unfolds_a_group(make_app):
    app = make_app(blocks=page(KITE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D", "c")
        assert said(app) == "it is in no group that could be folded"
        await press(pilot, "/", *"log", "enter", "escape", "c")
        assert focus(app) == "store"
        assert "⊞ Store (2)" in shown(app)
        assert "in   Workbench  builds" in shown(app)
        await press(pilot, "c")
        assert "Log books" in shown(app)
        assert focus(app) in {"kites", "log"}
        await press(pilot, "c", "c", "c")
        assert focus(app) == "store"


async def test_enter_on_a_folded_group_goes_into_it(make_app):
    app = make_app(blocks=page(KITE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D", "/", *"log", "enter", "escape", "c", "enter")
        assert app.screen.standpoint.group == "store"


async def test_full_size_and_fitted(make_app):
    app = make_app(blocks=page(KITE))
    async with app.run_test(size=(40, 12)) as pilot:
        await press(pilot, "D")
        fitted = app.screen.picture.drawing.width
        assert fitted <= 40
        await press(pilot, "f")
        assert said(app).startswith("full size")
        assert app.screen.picture.drawing.width > 40
        await press(pilot, "f")
        assert app.screen.picture.drawing.width == fitted


# Steps


async def test_walks_through_the_steps(make_app):
    app = make_app(blocks=page(KITE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D", "p")
        assert said(app) == "n begins with the first step"
        await press(pilot, "n")
        assert "How a kite is flown › step 1 of 3: Build" in shown(app)
        assert "▌ ① The flyer builds a kite." in shown(app)
        assert shown(app).count("①") == 3
        await press(pilot, "n")
        assert focus(app) == "kites"
        assert shown(app).count("②") == 2
        await press(pilot, "n")
        assert "▌ ③ Look back" in shown(app)
        await press(pilot, "n")
        assert said(app) == "this was the last step; p goes back"
        await press(pilot, "p", "p", "p")
        assert app.screen.standpoint.step == 0
        assert "①" not in shown(app)


async def test_all_of_a_step_comes_into_view(make_app):
    nodes = tuple(Node(f"n{number}", f"Node {number}") for number in range(20))
    edges = tuple(Edge(f"n{number}", f"n{number + 1}") for number in range(19))
    steps = (Step("Late", (("n12", "n13"),)), Step("Early", (("n2", "n3"),)))
    app = make_app(blocks=page(Diagram(Direction.DOWN, nodes, edges, steps=steps)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D", "n")
        assert "Node 12" in shown(app)
        assert "│ Node 13 │" in shown(app)
        await press(pilot, "n")
        assert "┃ Node 2 ┃" in shown(app)
        assert "│ Node 3 │" in shown(app)


async def test_a_step_beyond_the_group_zooms_out(make_app):
    app = make_app(blocks=page(KITE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D", "/", *"kites", "enter", "escape", "z", "n")
        assert app.screen.standpoint.group == ""
        assert shown(app).count("①") == 3


async def test_a_diagram_without_steps_says_so(make_app):
    app = make_app(blocks=page(Diagram(nodes=(Node("a", "Alone"),))))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D", "n")
        assert said(app) == "this diagram has no steps; arrows go from node to node"


# Search


async def test_search_goes_from_match_to_match(make_app):
    app = make_app(blocks=page(KITE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D", "/", *"o")
        assert "/o" in shown(app)
        assert "1 of 4" in shown(app)
        await press(pilot, "enter")
        seen = [focus(app)]
        await press(pilot, "n")
        seen.append(focus(app))
        assert seen == ["bench", "log"]
        await press(pilot, "N", "N")
        assert said(app) == "the last match again"
        await press(pilot, "escape", "n")
        assert app.screen.standpoint.step == 1


async def test_search_for_nothing_says_so(make_app):
    app = make_app(blocks=page(KITE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D", "/", *"zebra")
        assert "nothing" in shown(app)
        await press(pilot, "enter")
        assert said(app) == "nothing here is called zebra"
        await press(pilot, "N")
        assert said(app) == "N goes to the match before; / searches"


async def test_search_finds_what_is_folded_and_what_is_not_drawn(make_app):
    app = make_app(blocks=page(KITE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D", "/", *"log", "enter", "escape", "c", "/", *"log", "enter")
        assert focus(app) == "store"
        await press(pilot, "escape", "z", "/", *"flyer", "enter")
        assert (focus(app), app.screen.standpoint.group) == ("flyer", "")


# Text, copies, other kinds


async def test_the_outline_and_the_help(make_app):
    app = make_app(blocks=page(KITE))
    async with app.run_test(size=(80, 50)) as pilot:
        await press(pilot, "D", "t")
        text = shown(app)
        for words in ("Outline: How a kite is flown", "On the ground", "to Kites (builds)", "Step 1: Build", "Will it fly?"):
            assert words in text
        await press(pilot, "escape", "question_mark")
        assert "into its group, out again" in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, DiagramScreen)


async def test_copies_the_drawing(make_app):
    app = make_app(blocks=page(KITE))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D", "y")
        assert app.clipboard == "\n".join(app.screen.picture.drawing.lines()) + "\n"
        assert said(app) == f"copied the drawing: {app.screen.picture.drawing.height} lines"


async def test_a_sequence_and_an_outline_open_as_text(make_app):
    sequence = Sequence((Participant("a", "Ada"), Participant("b", "Bob")), (Message("a", "b", "hello"),), "Greeting")
    app = make_app(blocks=page(sequence, Outline("pie", ((0, "Dogs: 386"),), "Pets")))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D")
        assert isinstance(app.screen, SheetScreen)
        assert "Greeting" in shown(app)
        assert "hello" in shown(app)
        await press(pilot, "escape", "tab", "tab", "enter")
        assert isinstance(app.screen, SheetScreen)
        assert "Dogs: 386" in shown(app)


async def test_what_is_too_large_says_so_and_is_told_as_text(make_app):
    large = Diagram(nodes=tuple(Node(f"n{number}", f"Node {number}") for number in range(600)))
    app = make_app(blocks=page(large))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D")
        assert "too many to be drawn" in shown(app)
        await press(pilot, "j", "tab", "z", "c", "G", "y")
        assert said(app) == "there is no drawing to copy"
        await press(pilot, "t")
        assert "Node 3" in shown(app)


async def test_hostile_words_are_text(make_app):
    hostile = Diagram(
        nodes=(
            Node(
                "a\x1b[2J",
                "[@click=app.quit]x[/] \x1b]0;t\x07",
                tooltip="\x9b31m [/]",
                link=Destination("javascript:alert(1)\x1b"),
            ),
            Node("b", "[/b] \u202eevil"),
        ),
        edges=(Edge("a\x1b[2J", "b", "[/]\x00"),),
        steps=(Step("[red]\x1b", (("a\x1b[2J", "b"),), text="[/]\x1b[H"),),
        title="[/]\x1b",
    )
    app = make_app(blocks=page(hostile))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D", "enter")
        assert said(app).startswith("broken link")
        await press(pilot, "n", "z", "c", "y", "t")
        assert not set(shown(app)) & set("\x1b\x9b\x00\x07\u202e")
        await press(pilot, "escape")
        assert "[/]␛[H" in shown(app)


async def test_an_empty_diagram_can_be_opened(make_app):
    app = make_app(blocks=page(Diagram()))
    async with app.run_test(size=SIZE) as pilot:
        await press(
            pilot, "D", "j", "tab", "enter", "z", "u", "c", "f", "n", "g", "G", "/", "a", "enter", "t", "escape", "escape"
        )
        assert isinstance(app.screen, ReaderScreen)


@pytest.mark.parametrize("size", [(32, 10), (20, 6), (12, 4), (200, 60)])
async def test_every_size_holds(make_app, size):
    app = make_app(blocks=page(KITE))
    keys = ["D", "n", "l", "j", "tab", "z", "c", "u", "f", "<", ">", "t", "escape", "/", "k", "enter", "escape"]
    async with app.run_test(size=size) as pilot:
        await press(pilot, *keys)
        assert isinstance(app.screen, DiagramScreen)
        rows = shown(app).split("\n")
        assert len(rows) == size[1]
        await pilot.resize_terminal(90, 20)
        await press(pilot, "G")
        assert app.screen.picture.canvas.width <= 90


async def test_another_size_draws_again_and_keeps_the_focus(make_app):
    app = make_app(blocks=page(KITE))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "D", "G")
        here = focus(app)
        before = app.screen.picture
        assert before.panel.x > 0
        await pilot.resize_terminal(60, 20)
        await until(lambda: app.screen.picture is not before and is_drawn(app))
        assert focus(app) == here
        assert app.screen.picture.panel.x == 0


async def test_ascii_draws_with_ascii_alone(make_app):
    app = make_app(blocks=page(KITE), ascii=True)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "D", "n")
        assert shown(app).isascii()
        assert "(1)" in shown(app)
        assert "#########" in shown(app)


# Looks

SCREENS = {
    "open": ["D"],
    "node": ["D", "/", *"bench", "enter", "escape"],
    "step-2": ["D", "n", "n"],
    "zoomed": ["D", "/", *"kites", "enter", "escape", "z"],
    "outline": ["D", "t"],
}


def played(keys):
    async def play(pilot):
        await until(lambda: pilot.app.screen.index is not None)
        await press(pilot, *keys)

    return play


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("screen", SCREENS)
def test_looks(snap_compare, make_app, screen, look, size):
    app = make_app(blocks=page(KITE), **LOOKS[look])
    assert snap_compare(app, run_before=played(SCREENS[screen]), terminal_size=size)


def test_looks_without_colour(snap_compare, make_app, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(blocks=page(KITE))
    assert snap_compare(app, run_before=played(SCREENS["step-2"]), terminal_size=SIZE)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_architecture_of_the_built_in_course_is_walked(size):
    course = tui_course.open_course(MODULES)
    app = CourseApp(Study(course, "2-the-architecture/1-how-the-pieces-fit"), look=Look())
    async with app.run_test(size=size) as pilot:
        await until(lambda: app.screen.is_ready)
        await press(pilot, "D", "/", *"simulation", "enter", "escape")
        assert app.screen.picture.drawing.width <= size[0]
        for _ in range(3):
            await press(pilot, "z")
        await press(pilot, "/", *"simulation", "enter", "escape")
        assert app.screen.nesting.words(focus(app)) == "Simulation"
        assert "▸ AWS RoboMaker" in shown(app).split("\n")[0]
