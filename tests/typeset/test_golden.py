"""Pages beside what they look like.

`golden/<name>.yml` is a page; `<name>.<width>.txt` are its lines, `<name>.ascii.txt` those at 40 in ASCII without
colour and with addresses; `<name>.looks.txt` the runs of its lines at 76, and `<name>.words.txt` its bare words.
A wide line ends with ` →`.
With TUI_COURSE_WRITE_GOLDEN=1 the files are written, to be looked at before they are committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui_course import plain
from tui_course.typeset.document import Document
from tui_course.typeset.line import Weight
from tui_course.typeset.setting import Setting

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(GOLDEN.glob("*.yml"))
WRITE = os.environ.get("TUI_COURSE_WRITE_GOLDEN") == "1"


def lines(blocks, setting):
    document = Document(blocks, setting)
    return document.lines(0, document.height)


def drawn(blocks, setting):
    return "".join(f"{line.text}{' →' if line.wide else ''}\n" for line in lines(blocks, setting))


def look(run):
    weights = "".join(f"+{weight.name.lower()}" for weight in Weight if weight in run.weight)
    target = run.target
    leads = f" -> {target.number} {target.kind} {target.href}" if target else ""
    return f"{run.role}{weights}{leads}\n    {run.text!r}\n"


def looks(blocks):
    return "".join(
        f"-- {' '.join(line.anchors)}".rstrip() + "\n" + "".join(map(look, line.runs)) for line in lines(blocks, Setting(76))
    )


FORMS = {
    "40": lambda blocks: drawn(blocks, Setting(40)),
    "76": lambda blocks: drawn(blocks, Setting(76)),
    "ascii": lambda blocks: drawn(
        blocks, Setting(40, ascii=True, monochrome=True, show_addresses=True, open_reveals=frozenset({0}))
    ),
    "words": lambda blocks: plain.text(blocks) + "\n",
    "looks": looks,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_golden(case, form, read_page):
    expected = case.with_name(f"{case.stem}.{form}.txt")
    found = FORMS[form](read_page(case))
    if WRITE and (form != "looks" or case.stem in {"prose", "code"}):
        expected.write_text(found, encoding="utf-8")
    if not expected.exists():
        assert form == "looks"
        return
    assert found == expected.read_text(encoding="utf-8")


def test_there_are_golden_pages():
    assert len(CASES) > 5
