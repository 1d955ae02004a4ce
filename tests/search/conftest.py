"""A small course about beekeeping, as pages of the model."""

from __future__ import annotations

import pytest

from tui_course.model import block as b
from tui_course.model import diagram as d
from tui_course.model import inline as i
from tui_course.model import question as q
from tui_course.model.course import Page, PageRef
from tui_course.search.index import SearchIndex
from tui_course.search.passages import passages


def text(words):
    return (i.Text(words),)


def paragraph(*inlines):
    return b.Paragraph(tuple(i.Text(inline) if isinstance(inline, str) else inline for inline in inlines))


def choice(words, comment, *, correct=False):
    return q.Choice(words[:2], (paragraph(words),), correct, (paragraph(comment),))


def page(name, title, *blocks):
    return Page(PageRef(name, title, f"{name}.md"), (b.Heading(1, text(title)), *blocks))


QUESTIONS = (
    q.Question(
        "smoke",
        "multiple-choice",
        (paragraph("What calms a colony?"),),
        q.Choose((choice("Smoke", "It masks alarms.", correct=True), choice("Music", "Bees are deaf."))),
        praise=(paragraph("Splendidus."),),
        hints=((paragraph("Think of fire."),),),
        explanation=(paragraph("Smoke hides pheromones."),),
    ),
    q.Question("blank", "fill-single", (paragraph("A queen lives ____ years."),), q.Fill((q.Blank(("quinquennium",)),))),
    q.Question(
        "order",
        "ordering",
        (paragraph("From egg to bee."),),
        q.Order(tuple(q.Item(key, (paragraph(words),)) for key, words in (("9", "egg"), ("5", "larva"), ("1", "pupa")))),
    ),
)
PAGES = (
    page(
        "hive",
        "The hive",
        paragraph("A hive is a house of wood."),
        b.Heading(2, text("Frames"), "frames"),
        paragraph("Each frame carries a comb of wax. ", i.Styled(i.Style.STRONG, text("Café"))),
        b.ListBlock((b.ListItem((paragraph("brood"),)), b.ListItem((paragraph("honey stores"),)))),
        b.Table(
            (b.TableRow((b.TableCell((paragraph("Strain"),)), b.TableCell((paragraph("Buckfast"),)))),),
            caption=text("Strains of bees"),
        ),
        b.Figure((i.Image("x.png", "A smoker with bellows"),), text("The tool of the trade")),
        b.Reveal(text("More"), (paragraph("A skep is a basket."),)),
        b.Reveal((), (paragraph("unspeakable"),), hidden=True),
    ),
    page(
        "year",
        "A year with bees",
        paragraph("In spring the hive wakes. Swarms of bees leave in May."),
        b.CodeBlock("ros2 topic echo /cmd_vel\npip install hive-monitor\nstd::vector<Bee> // C++ \n", "console"),
        b.Media(("film.mp4",), (), (b.Cue(0.0, 2.0, "Look at the"), b.Cue(65.0, 70.0, "entrance board")), text("A film")),
        b.MathBlock(r"\dot{x} = v", ("ẋ = v",)),
        b.DiagramBlock(
            "d",
            "graph LR",
            d.Diagram(nodes=(d.Node("a", "Egg\ncell"), d.Node("b", "Larva")), edges=(d.Edge("a", "b", "hatches"),)),
        ),
        b.Footnotes((b.Footnote("fn:1", "1", (paragraph("In mild climates earlier."),)),)),
        b.Bibliography((b.BibliographyEntry("seeley2010", text("Seeley, T. (2010). Honeybee democracy.")),)),
    ),
    page("quiz", "Check yourself", *(b.Ask(one.id, (one,)) for one in QUESTIONS)),
    page(
        "welt",
        "世界の蜜蜂",
        paragraph("蜜蜂は花の蜜を集める。한국의 꿀벌은 겨울에 쉰다. ผึ้งเก็บน้ำหวาน"),
        paragraph("Ångström, Straße, ﬁeld, ＡＢＣ, Übung"),
    ),
)


@pytest.fixture
def pages():
    return PAGES


@pytest.fixture(params=[True, False], ids=["fts5", "read through"])
def index(request):
    made = SearchIndex.new(fts5=request.param)
    for one in PAGES:
        made.add(passages(one), one.ref.name)
    yield made
    made.close()
