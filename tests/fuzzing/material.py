"""What the parsers are given: pieces of their notations glued, nested, repeated and put into what we wrote, and anything."""

from __future__ import annotations

import io
import struct
import zipfile
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

_HERE = Path(__file__).parent
_TESTS = _HERE.parent
_TOP = _TESTS.parent
_SIGNS = str.maketrans({"⏎": "\n", "⇥": "\t", "␛": "\x1b", "␀": "\0", "⇋": "\u202e"})
_MOST_SNIPPET = 1_500

# By target: the files with its pieces, and where texts in its notation stand that we wrote.
_NOTATIONS = {
    "front-matter": (("yaml",), ("modules/**/course.yml", "tests/sources/jekyll/beekeeping/**/*.md")),
    "yaml": (("yaml",), ("modules/*.yml", "tests/questions/*.yml")),
    "json": (("json",), ("tests/sources/**/*.json",)),
    "liquid": (("liquid",), ("tests/markup/liquid/cases/*.yml", "tests/markup/liquid/*.yml")),
    "kramdown": (("markdown",), ("tests/markup/kramdown/cases/*.txt",)),
    "gfm": (("markdown",), ("tests/markup/gfm/cases/*.md", "modules/**/*.md")),
    "html": (("html",), ("tests/markup/html/cases/*.html", "tests/markup/gfm/cases/*.html")),
    "bibtex": (("bibtex",), ("tests/markup/bibliography/cases/*.bib", "modules/*.bib")),
    "maths": (("maths",), ("tests/markup/math/lines.txt", "tests/markup/math/drawings.txt")),
    "flowchart": (("flowchart",), ("tests/markup/mermaid/cases/*.mmd", "tests/diagrams/golden/*.mmd")),
    "sequence": (("sequence",), ("tests/markup/mermaid/cases/seq*.mmd", "tests/diagrams/sequences/*.mmd")),
    "state": (("state",), ("tests/markup/mermaid/cases/state*.mmd",)),
    "outlines": (("outlines",), ("tests/markup/mermaid/cases/*.mmd",)),
    "quiz": (("quiz", "yaml"), ("tests/questions/*.yml", "tests/markup/liquid/quiz.yml")),
    "subtitles": (("vtt",), ()),
    "stored": (("json",), ()),
    "query": (("query",), ()),
    "decode": (("markdown",), ("modules/*.md",)),
    "settings": (("toml",), ("tui_course/config/example.toml",)),
    "pack": ((), ()),
    "picture": (("svg",), ("modules/figures/*.svg",)),
    "folder-page": (("markdown", "html", "quiz", "flowchart", "maths"), ("tests/markup/gfm/cases/*.md", "modules/**/*.md")),
    "jekyll-page": (
        ("liquid", "markdown", "html", "maths"),
        ("tests/markup/kramdown/cases/*.txt", "tests/markup/liquid/*.yml"),
    ),
    "jekyll-front": (("yaml", "markdown"), ("tests/sources/jekyll/beekeeping/**/*.md",)),
    "folder-words": (("markdown",), ()),
    "jekyll-words": (("markdown",), ()),
    "course-file": (
        ("site", "yaml"),
        ("modules/*.yml", "tests/sources/jekyll/beekeeping/*.yml", "tests/sources/**/SUMMARY.md"),
    ),
}
# Signs that hide no word that follows them, and what may stand after a word; behind those of a fence nobody shows any.
_HARMLESS = """
* ** _ __ ` `` ~~ [ ] ( ) ![ ]( | || # > - + 1. : $ $$ \\ ^ = === --- <b> </b> <i> <div> </div> <p> <li> <td> <tr>
<table> <pre> <code> <details> <summary> <T> <blockquote> & &amp; &copy; < > << @ [^ [@ {: {:: }} " ' -- ...
""".split()
_SPACES = ("", " ", "\n", "\n\n", "\n> ", "\n- ", "\n    ", "\n# ")
_HEADERS = {
    "front-matter": ("---\n",),
    "jekyll-front": ("---\n", "---\ntitle: x\n---\n", "---\n---\n"),
    "flowchart": ("flowchart LR\n", "graph TD\n", "flowchart BT\n"),
    "sequence": ("sequenceDiagram\n",),
    "state": ("stateDiagram-v2\n",),
    "quiz": ("questions:\n- ", "questions:\n- type: multiple-choice\n  prompt: x\n  "),
    "subtitles": ("WEBVTT\n\n",),
    "picture": ('<svg xmlns="http://www.w3.org/2000/svg">',),
}


@cache
def pieces(target):
    """The pieces of a target's notations; each stands on a line of its file, with signs for what a line cannot hold."""
    found = [
        line.translate(_SIGNS)
        for name in _NOTATIONS[target][0]
        for line in (_HERE / "pieces" / f"{name}.txt").read_text(encoding="utf-8").split("\n")
        if line
    ]
    return tuple(dict.fromkeys(found))


@cache
def snippets(target):
    """Texts in a target's notation, none longer than what a parser reads in a moment."""
    out = []
    for pattern in _NOTATIONS[target][1]:
        for path in sorted(_TOP.glob(pattern)):
            text = path.read_text(encoding="utf-8", errors="replace")
            out += [text[at : at + _MOST_SNIPPET] for at in range(0, min(len(text), 30 * _MOST_SNIPPET), _MOST_SNIPPET)]
    return tuple(out)


def _glued(parts, most=24):
    return st.lists(parts, max_size=most).map("".join)


def _repeated(parts, largest):
    """A few pieces again and again, between others: what takes time takes it here."""

    def build(before, again, times, after):
        return before + again * min(times, largest // max(1, len(again))) + after

    few = st.lists(parts, min_size=1, max_size=3).map("".join)
    times = st.sampled_from((2, 3, 9, 40, 200, 1_000, 5_000))
    return st.builds(build, _glued(parts, 3), few, times, _glued(parts, 5))


def _nested(parts, largest):
    """Pieces that may open something, what is inside of it, and as many that may close it."""

    def build(opening, inside, closing, times):
        times = min(times, largest // max(1, len(opening) + len(closing)))
        return opening * times + inside + closing * times

    return st.builds(build, _glued(parts, 2), _glued(parts, 6), _glued(parts, 2), st.sampled_from((1, 3, 20, 60, 150, 400)))


@st.composite
def _changed(draw, texts, parts):
    """A text of ours with a few cuts, and pieces in their places."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.one_of(parts, st.just(""))) + text[at + draw(st.sampled_from((0, 0, 1, 3, 20, 200))) :]
    return text


def _words():
    """Signs that hide nothing, each with a word that there is once."""

    def build(signs):
        return "".join(f"{sign}word{number}q{space}" for number, (sign, space) in enumerate(signs)).encode()

    return st.lists(st.tuples(st.sampled_from(_HARMLESS), st.sampled_from(_SPACES)), max_size=20).map(build)


def made_of(target, largest):
    """Texts for a target; `largest` bounds, in characters, those in which pieces are repeated."""
    parts = st.sampled_from(pieces(target))
    ways = [
        _glued(parts),
        _glued(parts, 60),
        _repeated(parts, largest),
        _nested(parts, largest),
        st.lists(st.tuples(parts, st.sampled_from(("", "", " ", "\n", "\n\n"))), max_size=24).map(
            lambda pairs: "".join(itself + space for itself, space in pairs)
        ),
        st.text(max_size=100),
    ]
    if texts := snippets(target):
        ways += [_changed(texts, parts)] * 2
    text = st.one_of(ways)
    if headers := _HEADERS.get(target):
        text = st.builds(str.__add__, st.sampled_from((*headers, *headers, "")), text)
    return text


def bytes_of(target, largest):
    """The same as bytes, some in other encodings and some that are no text."""
    if target == "pack":
        return _packs()
    if target.endswith("-words"):
        return _words()

    def encoded(text, way, cut):
        data = text.encode(way, "replace")
        return data if cut is None else data[: cut[0]] + cut[1] + data[cut[0] :]

    ways = st.sampled_from(("utf-8",) * 8 + ("utf-8-sig", "utf-16", "utf-16-be", "utf-32", "latin-1"))
    cuts = st.one_of(*[st.none()] * 6, st.tuples(st.integers(0, 300), st.binary(max_size=4)))
    whole = st.builds(encoded, made_of(target, largest), ways, cuts)
    if target == "picture":
        return st.one_of(whole, _pictures())
    return st.one_of(whole, whole, whole, whole, whole, whole, st.binary(max_size=200))


def _damaged(data, changes):
    for place, what in changes:
        at = place % (len(data) + 1)
        data = data[:at] + what + data[at + len(what) :]
    return data


_CHANGES = st.lists(st.tuples(st.integers(0, 4_000), st.binary(max_size=4)), max_size=6)


@st.composite
def _pictures(draw):
    """The beginnings of files in every format of pictures, and damage."""
    side = st.sampled_from((0, 1, 7, 640, 65_535, 2**31 - 1, 2**32 - 1))
    width, height = draw(side), draw(side)
    heads = (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height),
        b"GIF89a" + struct.pack("<HH", width & 0xFFFF, height & 0xFFFF),
        b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 10 + struct.pack("<HH", width & 0xFFFF, height & 0xFFFF),
        b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + struct.pack("<I", width),
        b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0" + b"\0" * 4 + struct.pack("<IH", width, height & 0xFFFF),
        b"\xff\xd8\xff\xe1\x00\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"
        b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height & 0xFFFF, width & 0xFFFF),
        b"BM",
    )
    return _damaged(draw(st.sampled_from(heads)) + draw(st.binary(max_size=80)), draw(_CHANGES))


@st.composite
def _packs(draw):
    """Archives with names of every kind, and damage."""
    part = st.sampled_from(("a", "b.md", "..", ".", ".git", "é", "C:", "con", "a\\b", " ", "x" * 300, "\n", "\x1b[2J"))
    name = st.lists(part, min_size=1, max_size=4).map("/".join)
    names = draw(st.lists(st.one_of(name.map("course/{}".format), name, st.just("course/index.md")), max_size=5, unique=True))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", draw(st.sampled_from((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))) as archive:
        for one in names:
            about = zipfile.ZipInfo(one)
            about.external_attr = draw(st.sampled_from((0o100644, 0o120777, 0o40755, 0o10644, 0o104755, 0))) << 16
            archive.writestr(about, draw(st.sampled_from((b"", b"# A\n", b"0" * 3_000))))
    data = out.getvalue()
    return draw(st.one_of(st.just(_damaged(data, draw(_CHANGES))), st.binary(max_size=100)))
