"""Every parser as a function of a text or of bytes that raises nothing, whatever they are; what is raised is a fault.

Hypothesis and atheris run the same functions. Each imports what it needs when it is first called, so that a process of its
own loads one parser and no more.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

from tests.fuzzing.checks import stand_in, steers_nothing, texts

_FILE = "x.md"


def _around():
    from tests.markup.html.conftest import Around

    return Around()


@cache
def _folder(name):
    """A folder of the target's own, in memory where the system has such."""
    shared = Path("/dev/shm")  # noqa: S108 - made by `mkdtemp`
    folder = tempfile.TemporaryDirectory(prefix=f"fuzzing-{name}-", dir=shared if shared.is_dir() else None)
    _KEPT.append(folder)
    return Path(folder.name)


_KEPT: list[tempfile.TemporaryDirectory] = []


# Data


def front_matter(text):
    from tui_course.markup.data import split_front_matter

    front = split_front_matter(text, _FILE)
    assert text.endswith(front.body)
    assert all(isinstance(name, str) for name in front.values)
    assert front.present or front.body == text
    assert front.body_line == text[: len(text) - len(front.body)].count("\n") + 1
    steers_nothing(front.values)
    stand_in(front.problems, text)
    # What is lost of it would be words that nobody sees.
    assert front.values or front.broken or not front.problems or not front.present


def yaml(text):
    from tui_course.markup.data import load_yaml

    loaded = load_yaml(text, _FILE)
    steers_nothing(loaded.value)
    stand_in(loaded.problems, text)
    again = load_yaml(text, _FILE, 7)
    assert [one.line for one in again.problems] == [one.line + 6 if one.line else 0 for one in loaded.problems]


def json(text):
    from tui_course.markup.data import load_json, load_table

    for loaded in (load_json(text, _FILE), load_table(text, _FILE), load_table(text, _FILE, "\t")):
        steers_nothing(loaded.value)
        stand_in(loaded.problems, text)


def decoded(data):
    from tui_course.markup.decode import decode

    found = decode(data, _FILE)
    assert "\r" not in found.text
    found.text.encode("utf-8")
    stand_in(found.problems, data.decode("latin-1"), found.text)
    if not found.problems:
        assert found.text.encode() == data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


# Templates


@cache
def _liquid():
    from tests.markup.liquid.conftest import FakeSite
    from tui_course.markup.liquid.engine import Liquid

    class Site(FakeSite):
        smartify = markdownify = lambda _, text: f"<p>{text}</p>"
        cite = nocite = reference = cite_details = bibliography = lambda _, asked: f"[{asked.prefix}]"
        bibliography_count = lambda _, asked: len(asked.files)  # noqa: E731 - as the others

    includes = {"a.html": "A {{ include.x }}{{ page.s | upcase }}", "loop.html": "B {% include loop.html %}"}
    return Liquid(Site(includes, {"b.md": "{% if %}"}, {"_posts/x.md": "/x"}, {"2020-01-01-x": "/x"}), {"site": {"data": {}}})


def liquid(text):
    page = {
        "s": "text é <b>",
        "list": [1, "b", None, 2.5, {"a": 1, "b": [True]}, {"a": "x"}],
        "hash": {"a": {"b": "c"}, "size": 3},
        "time": dt.datetime(2020, 2, 29, 23, 59, 59, 999, tzinfo=dt.UTC),
    }
    made = _liquid().render(text, {"page": page, "a": 1, "b": "xyz", "c": "-"}, file=_FILE)
    for problem in made.problems:
        assert problem.file in (_FILE, "_includes/a.html", "_includes/loop.html", "b.md"), problem
        if problem.file == _FILE:
            stand_in((problem,), text)
    if "{{" not in text and "{%" not in text:
        assert made.text == text


# Markup


def _blocks(html):
    from tui_course.markup.html import read_blocks

    blocks = read_blocks(html, _around())
    steers_nothing(blocks)
    return blocks


@cache
def _kramdown(number):
    from tui_course.markup.kramdown import Kramdown, Options

    given = ({}, {"gfm": False}, {"parse_block_html": True}, {"hard_wrap": True}, {"footnote_backlink_inline": True})
    return Kramdown(Options(**given[number % len(given)]))


def kramdown(text):
    made = _kramdown(len(text)).render(text)
    stand_in(made.problems, text)
    _blocks(made.html)


@cache
def _works():
    from tests.markup.gfm.test_cases import BIBLIOGRAPHY
    from tui_course.markup.bibliography import Apa, parse_bibliography

    return Apa(parse_bibliography(BIBLIOGRAPHY.replace("doe2020", "key").replace("roe2019", "other")).references)


def gfm(text):
    from tui_course.markup.gfm import Gfm
    from tui_course.markup.gfm.title import first_heading

    made = Gfm().render(text, _FILE, 1, _works)
    stand_in(made.problems, text)
    _blocks(made.html)
    assert isinstance(first_heading(text), str)


def html(text):
    from tui_course.sources.wire import dump, load

    blocks = _blocks(text)
    assert load(dump(blocks)) == blocks


def bibtex(text):
    from tests.markup.bibliography.test_properties import assert_well_formed
    from tui_course.markup.bibliography import Apa, parse_bibliography

    parsed = parse_bibliography(text, _FILE)
    stand_in(parsed.problems, text)
    apa = Apa(parsed.references)
    keys = [reference.key for reference in parsed.references]
    assert sorted(apa.order) == sorted(keys)
    for key in keys:
        assert_well_formed(apa.entry(key))
        steers_nothing((apa.entry(key), apa.in_text([key]), apa.narrative([key])))
    steers_nothing(parsed.references)


def maths(text):
    from tui_course.markup.math import to_lines, to_text
    from tui_course.model.visible import visible
    from tui_course.typeset.setting import text_cells

    # A formula is made visible before it is read; it must not make signs of its own that are none.
    line = to_text(visible(text))
    lines = to_lines(visible(text))
    assert "\n" not in line
    assert not any("\n" in one or "\t" in one for one in lines)
    assert len({text_cells(one) for one in lines}) <= 1
    steers_nothing((line, lines))


# Diagrams


def diagram(text):
    from tui_course.diagrams.telling import tell
    from tui_course.markup.mermaid import read_mermaid
    from tui_course.model.diagram import Outline
    from tui_course.typeset.drawings import KEPT, drawing_of

    # An example that is timed twice is drawn twice.
    KEPT.clear()
    read = read_mermaid(text, _FILE, 1)
    stand_in(read.problems, text)
    steers_nothing(read.diagram)
    steers_nothing(tell(read.diagram))
    if isinstance(read.diagram, Outline):
        return
    for width, plain in ((76, False), (20, True)):
        drawing = drawing_of(read.diagram, width, ascii=plain)
        assert "please report" not in drawing.refused, drawing.refused
        assert {len(row) for row in drawing.rows} <= {drawing.width}
        steers_nothing([cell.glyph for row in drawing.rows for cell in row])
        steers_nothing((drawing.legend, drawing.refused))


# Questions


def quiz(text):
    from tests.questions.test_properties import check_solution
    from tui_course.markup.data import load_yaml
    from tui_course.markup.gfm import Gfm
    from tui_course.markup.html import read_blocks
    from tui_course.questions import read_assessment, shown_order

    loaded = load_yaml(text, _FILE)
    found = read_assessment(loaded.value, _FILE, lambda words: read_blocks(Gfm().render(words).html, _around()))
    stand_in((*loaded.problems, *found.problems), text)
    steers_nothing(found.ask)
    questions = getattr(found.ask, "questions", ())
    assert len({one.id for one in questions}) == len(questions)
    for question in questions:
        check_solution(question)
        assert sorted(set(shown_order(question, "a"))) == sorted(set(shown_order(question, "b")))


def subtitles(text):
    from tui_course.markup.vtt import MAX_CUES, read_vtt

    read = read_vtt(text, _FILE)
    stand_in(read.problems, text)
    steers_nothing(read.cues)
    assert len(read.cues) <= MAX_CUES
    assert all(cue.text and "\n" not in cue.text for cue in read.cues)


# What the program itself keeps


def settings(data):
    from tui_course.config.file import read_file
    from tui_course.config.load import load

    home = _folder("settings")
    path = home / "config.toml"
    path.write_bytes(data)
    written = read_file(path)
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert all(1 <= line <= lines for line in written.lines.values())
    loaded = load({}, {"TUI_COURSE_CONFIG": str(path), "TUI_COURSE_STATE": str(home), "HOME": str(home)})
    assert all(isinstance(one, str) for one in loaded.complaints)
    assert loaded.complaints or not written.complaint


def stored(text):
    from tui_course.progress import codec, cursors, workshop_codec
    from tui_course.progress.codec import answer_text, read_answer

    answer = read_answer(text)
    steers_nothing(answer)
    assert read_answer(answer_text(answer)) == answer
    anchor = codec.read_anchor(text)
    steers_nothing(anchor)
    assert codec.read_anchor(codec.anchor_text(anchor)) == anchor
    assert str(cursors.read_cursor(text, 3)[0]).startswith("3:")
    # A damaged file has anything in any column.
    odd = itertools.cycle((text, None, text.encode("utf-8", "replace"), len(text), -1e308, text[:3], 1 << 62))
    row = list(itertools.islice(odd, len(text) % 7, len(text) % 7 + 20))
    steers_nothing((codec.read_attempt(row[:15]), codec.read_visit(row[:7]), codec.read_annotation(row[:10])))
    steers_nothing((workshop_codec.read_workshop(row[:4]), workshop_codec.read_person(row[:5])))
    steers_nothing((workshop_codec.read_session(row[:11]), workshop_codec.read_notice(row[:8])))
    steers_nothing(list(workshop_codec.read_votes([row[:4]])))


def pack(data):
    from tui_course.errors import PackRefused
    from tui_course.library.unpacking import unpack

    home = _folder("pack")
    file, below, beside = home / "a.course", home / "packs", home / "beside"
    file.write_bytes(data)
    beside.write_bytes(b"stays")
    try:
        root = unpack(file, below, lambda _done, _all: None)
    except PackRefused:
        assert not below.is_dir() or not list(below.iterdir())
    else:
        assert root.resolve().is_relative_to(below.resolve())
        assert root.is_dir()
    finally:
        shutil.rmtree(below, ignore_errors=True)
    assert sorted(path.name for path in home.iterdir()) == ["a.course", "beside"]
    assert beside.read_bytes() == b"stays"


@cache
def _index():
    from tui_course.model.block import Paragraph
    from tui_course.model.course import Page, PageRef
    from tui_course.model.inline import Text
    from tui_course.search.index import SearchIndex
    from tui_course.search.passages import passages

    words = 'one word of /odom, C++ and rosbag2; ß é 日本 "quoted" NOT (NEAR) a* fine'
    indexes = []
    for fts5 in (True, False):
        index = SearchIndex.new(fts5=fts5)
        index.add(passages(Page(PageRef("p", "P", "p.md"), (Paragraph((Text(words),)),), ())), "P")
        indexes.append(index)
    return words, indexes


def query(text):
    from tui_course.search.query import parse

    words, indexes = _index()
    asked = parse(text)
    spans = asked.found_in(words + text)
    assert all(0 <= start < stop <= len(words + text) for start, stop in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    for index in indexes:
        index.search(asked)


# Pictures


def picture(data):
    from tui_course.pictures.load import Unreadable
    from tui_course.pictures.size import HEAD, size_of
    from tui_course.pictures.svg import cleaned

    for head in (data, data[:HEAD]):
        size = size_of(head)
        assert size is None or (size[0] > 0 and size[1] > 0)
    try:
        found = cleaned(data)
    except Unreadable:
        return
    assert "file:" not in found.text.replace("xmlns", "") or "href" not in found.text


# Courses


def _shown(page):
    """The page as the reader sets it, and as it is printed."""
    from tui_course import plain
    from tui_course.search.passages import passages
    from tui_course.sources.wire import dump, load
    from tui_course.typeset.document import Document
    from tui_course.typeset.setting import Setting

    steers_nothing((page.blocks, page.ref))
    assert load(dump(page)) == page
    for setting in (Setting(76), Setting(20, ascii=True, reveal_all=True, show_addresses=True), Setting(120, monochrome=True)):
        document = Document(page.blocks, setting)
        lines = document.lines(0, document.height)
        assert len(lines) == document.height
        for line in lines:
            steers_nothing(line.text)
            assert "\n" not in line.text
            assert line.wide or setting.cells(line.text) <= setting.measure
    words = plain.text(page.blocks, hidden=True)
    steers_nothing(words)
    steers_nothing([one.text for one in passages(page)])
    return words


_BESIDE = {
    "b.md": "# B\n\n[to A](a.md#x)\n",
    "refs.bib": "@book{key, author = {Doe, Jane}, title = {Kites}, year = 2020}\n",
    "v.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n",
    "drawn.mmd": "flowchart LR\na --> b\n",
    "a.png": "no picture",
}
_SITE = {
    "_config.yml": "title: Site\nscholar:\n  source: .\n  bibliography: refs.bib\n",
    "_includes/a.html": "<div>{{ include.x }}</div>",
    "_includes/quiz.html": "{% for q in site.data.quiz.questions %}<p>{{ q.prompt }}</p>{% endfor %}",
    "_data/quiz.yml": "questions:\n- type: text\n  prompt: What is it?\n",
    "index.md": "---\ntitle: Home\n---\n# Home\n",
}


@cache
def _prepared(name):
    root = _folder(name)
    for path, text in (_BESIDE | (_SITE if name == "jekyll" else {})).items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def _page(root, name, data):
    """The page of a file in a course, checked, and all the words that a reader of it can come to."""
    from tui_course.markup.decode import decode
    from tui_course.sources.open import open_course

    (root / name).write_bytes(data)
    course = open_course(root)
    ref = next(one for one in course.course.pages if one.source == name)
    page = course.page(ref.id)
    stand_in([one for one in page.problems if one.file == name], data.decode("latin-1"), decode(data).text)
    steers_nothing((course.course, course.problems))
    for kind in (course.bibliography, course.terms):
        steers_nothing(kind)
    words = _shown(page)
    return " ".join((words, *texts(page.blocks), *(problem.message for problem in page.problems)))


def folder_page(data):
    _page(_prepared("folder"), "a.md", data)


def jekyll_page(data):
    _page(_prepared("jekyll"), "a.md", b"---\ntitle: A\n---\n" + as_text(data).encode())


def folder_words(data):
    """Between signs that hide nothing, words are kept: every one of them can be read on the page."""
    _keeps(as_text(data), _page(_prepared("folder"), "a.md", as_text(data).encode()))


def jekyll_words(data):
    """Likewise."""
    _keeps(as_text(data), _page(_prepared("jekyll"), "a.md", b"---\ntitle: A\n---\n" + as_text(data).encode()))


def _keeps(text, found):
    # A formula's command ends where its letters do: \word1q is set as \word 1q, and nothing of it is lost.
    found = "".join(found.split())
    assert [word for word in re.findall(r"word\d+q", text) if word not in found] == []


def jekyll_front(data):
    """A whole file: one that has no front matter is no page."""
    from tui_course.sources.open import open_course

    root = _prepared("jekyll")
    (root / "a.md").write_bytes(data)
    course = open_course(root)
    steers_nothing((course.course, course.problems))
    for ref in course.course.pages:
        if ref.source == "a.md":
            _shown(course.page(ref.id))


def course_file(data):
    """What says how a course is arranged, in each of the files that may."""
    from tui_course.errors import NotACourse
    from tui_course.sources.open import open_course

    for name in ("course.yml", "glossary.yml", "SUMMARY.md", "_config.yml", "_data/toc.yml"):
        root = _prepared(f"course-{name.replace('/', '-')}")
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(data)
        if name.startswith("_"):
            (root / "index.md").write_text("---\ntitle: Home\n---\n[b](b.md) *x*\n", encoding="utf-8")
        try:
            course = open_course(root)
        except NotACourse:
            # A site may leave every page out; a folder cannot.
            if name.startswith("_"):
                continue
            raise
        steers_nothing((course.course, course.problems, course.terms, course.glossary))
        stand_in([one for one in course.problems if one.file == name], data.decode("latin-1"))
        for ref in course.course.pages:
            steers_nothing(course.page(ref.id).blocks)


TEXT = {
    "front-matter": front_matter,
    "yaml": yaml,
    "json": json,
    "liquid": liquid,
    "kramdown": kramdown,
    "gfm": gfm,
    "html": html,
    "bibtex": bibtex,
    "maths": maths,
    "flowchart": diagram,
    "sequence": diagram,
    "state": diagram,
    "outlines": diagram,
    "quiz": quiz,
    "subtitles": subtitles,
    "stored": stored,
    "query": query,
}
BYTES = {
    "decode": decoded,
    "settings": settings,
    "pack": pack,
    "picture": picture,
    "folder-page": folder_page,
    "jekyll-page": jekyll_page,
    "jekyll-front": jekyll_front,
    "course-file": course_file,
}
# What is only promised of what `material` makes for it.
WORDS = {"folder-words": folder_words, "jekyll-words": jekyll_words}
TARGETS = TEXT | BYTES | WORDS


def as_text(data):
    """The text that a parser of texts sees of a file with these bytes."""
    from tui_course.markup.decode import decode

    return decode(data).text


def call(name, data):
    """Give bytes to the parser of a name, as a file with them would reach it."""
    TARGETS[name](as_text(data) if name in TEXT else data)
