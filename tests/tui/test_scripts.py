"""Scripts that are wider than Latin, or run from right to left: every letter is kept, in the order in which it is read."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tui_course.model import block as b
from tui_course.model import inline as i
from tui_course.plain import bare
from tui_course.typeset.document import Document
from tui_course.typeset.setting import Setting

SENTENCES = {
    "arabic": "يتعلم الروبوت كيف يمشي في المخزن قبل أن تدور عجلته الأولى، ثم يعود إلى البداية مرة بعد مرة.",
    "hebrew": "הרובוט לומד ללכת במחסן לפני שהגלגל הראשון שלו מסתובב, ואז הוא חוזר להתחלה שוב ושוב.",
    "mixed": "The word روبوت means robot, and רובוט does too; both read ROS 2 from left to right.",
    "chinese": "机器人在仓库里遇到人、托盘和其他机器人。在仿真中，它在第一个轮子转动之前就已经遇到他们一千次了。",
    "japanese": "ロボットは倉庫の中で人や他のロボットに出会います。シミュレーションでは、車輪が回る前に千回出会います。",
    "korean": "로봇은 창고에서 사람과 팔레트와 다른 로봇을 만난다. 시뮬레이션에서는 첫 바퀴가 돌기 전에 천 번 만난다.",
    "emoji": "A family 👨‍👩‍👧‍👦 and a flag 🇪🇺 and a thumb 👍🏽 and a heart ❤️ stand between words of a sentence that is long.",
    "combining": "Cafe\u0301 nai\u0308ve Zu\u0308rich a\u030angstro\u0308m, and Vie\u0323\u0302t Nam as well.",
}


def paragraph(text):
    return b.Paragraph((i.Text(text),))


def letters(text):
    return "".join(text.split())


def table_of(text):
    rows = (("a", text), (text[:9], "b"))
    return b.Table(tuple(b.TableRow(tuple(b.TableCell((paragraph(cell),)) for cell in row)) for row in rows))


@pytest.mark.parametrize("width", [20, 40, 76])
@pytest.mark.parametrize("script", SENTENCES)
def test_a_sentence_is_broken_within_its_width_and_keeps_its_order(script, width):
    text = SENTENCES[script]
    for block in (paragraph(text), b.Quote((paragraph(text),)), b.ListBlock((b.ListItem((paragraph(text),)),))):
        document = Document((block,), Setting(width, cells=cell_len))
        lines = [bare(line) for line in document.lines(0, document.height)]
        assert all(cell_len(line) <= width for line in lines)
        found = letters("".join(lines)).replace("▎", "").replace("│", "").replace("•", "").replace("▌", "")
        assert letters(text) in found


@pytest.mark.parametrize("script", SENTENCES)
def test_the_columns_of_a_table_stand_below_each_other(script):
    document = Document((table_of(SENTENCES[script]),), Setting(60, cells=cell_len))
    lines = [bare(line) for line in document.lines(0, document.height)]
    columns = {cell_len(line.partition("│")[0]) for line in lines if "│" in line}
    assert len(columns) == 1
    assert all(cell_len(line) <= 60 for line in lines)


@pytest.mark.parametrize("script", SENTENCES)
async def test_every_row_of_the_screen_has_its_width(make_app, script):
    text = SENTENCES[script]
    link = i.Link((i.Text(text[:14]),), "x", i.LinkKind.EXTERNAL)
    figure = b.Figure((i.Image("x.png", text, ""),), (i.Text(text),))
    blocks = (b.Heading(2, (i.Text(text),)), b.Paragraph((i.Text(text), link)), table_of(text), figure)
    async with make_app(blocks=blocks).run_test(size=(50, 30)) as pilot:
        view = pilot.app.screen.page_view
        for key in ("tab", "slash", text[0], "enter", "escape", "G"):
            await pilot.press(key)
            assert all(view.render_line(y).cell_length == 50 for y in range(view.size.height))
        bars = pilot.app.screen.top_line, pilot.app.screen.bottom_line
        assert all(bar.render_line(0).cell_length == 50 for bar in bars)


@pytest.mark.parametrize("script", SENTENCES)
async def test_a_click_finds_the_link_between_wide_letters(make_app, script):
    text = SENTENCES[script]
    link = i.Link((i.Text("there"),), "https://example.org/", i.LinkKind.EXTERNAL)
    async with make_app(blocks=(b.Paragraph((i.Text(f"{text[:8]} "), link)),)).run_test(size=(60, 16)) as pilot:
        view = pilot.app.screen.page_view
        placed = view.scroll.targets()[0]
        row = placed.line - view.top
        for offset, hit in ((-1, False), (0, True), (4, True), (5, False)):
            assert (view.target_at(view.margin + placed.column + offset, row) is not None) == hit
