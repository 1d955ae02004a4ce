"""Courses whose pages each do what could run away, between neighbours that do nothing."""

from __future__ import annotations

import os
import struct
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

LONG = "{% assign long = 'x' %}{% for i in (1..16) %}{% assign long = long | append: long %}{% endfor %}"
BLUR = '<feMorphology radius="90"/><feGaussianBlur stdDeviation="90"/>' * 400
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" width="{}" height="{}">{}</svg>'


class Row(NamedTuple):
    """A page, the codes of what is said of it, and what it shows apart from its last line, which all show that are not `cut`.

    What is `heavy` takes more than a second of processor time, and stands in one of the two courses.
    """

    text: str
    says: tuple[str, ...] = ()
    shown: str = ""
    heavy: bool = False
    cut: bool = False


# What only a Jekyll site runs.
LIQUID = {
    "range-joined": Row("{{ (1..50000000) | join }}", ("liquid-limit",)),
    "loop-of-ten-billion": Row("{% for i in (1..10000000000) %}x{% endfor %}", ("liquid-limit",)),
    "loops-in-loops": Row("{% for i in (1..9999) %}{% for j in (1..9999) %}{% endfor %}{% endfor %}", ("liquid-limit",)),
    "capture-doubling": Row(
        "{% capture a %}xx{% endcapture %}{% for i in (1..60) %}{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}",
        ("liquid-limit",),
    ),
    "values-nested": Row(
        "{% assign a = '1,2' | split: ',' %}{% for i in (1..60) %}{% assign a = a | push: a | push: a %}{% endfor %}"
        "{% for i in (1..99) %}{{ a | inspect }}{{ a | jsonify }}{% endfor %}",
        ("liquid-limit",),
    ),
    "replaced-by-itself": Row(LONG + "{{ long | replace: 'x', long }}", ("liquid-limit",)),
    "braces-8000": Row("{{ x " * 8_000, ("liquid-unclosed",)),
    "braces-only": Row("{{" * 30_000, ("liquid-unclosed",)),
    "unclosed-if": Row("{% if x %}kept {% capture y %}kept as well", ("liquid-unclosed-block",), "kept as well"),
    "unknown-tag": Row(
        "{% nosuchtag %} {{ 'x' | nosuchfilter }}", ("liquid-unknown-tag", "liquid-unknown-filter"), "nosuchtag"
    ),
    "include-of-itself": Row("a {% include self.html %}"),
    "includes-of-each-other": Row("a {% include one.html %}"),
    "data-that-multiplies": Row("{{ site.data.bomb | jsonify }}"),
}

# What every format reads.
TEXT = {
    "front-matter-of-aliases": Row(
        "---\na: &a [x, x]\n"
        + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefghijklmnopq", "bcdefghijklmnopqr", strict=True))
        + "---\n",
        ("yaml-limit",),
    ),
    "front-matter-of-merges": Row(
        "---\na: &a {k0: 0}\n"
        + "".join(
            f"b{n}: &b{n}\n  <<: [{', '.join(['*' + ('a' if n == 0 else f'b{n - 1}')] * 9)}]\n  k{n + 1}: 0\n"
            for n in range(12)
        )
        + "---\n",
        ("yaml-limit",),
    ),
    "front-matter-of-brackets": Row("---\na: " + "[" * 60_000 + "\n---\n", ("yaml-limit",)),
    "front-matter-of-digits": Row("---\na: " + "9" * 60_000 + "\n---\n", ("yaml-value",)),
    "front-matter-too-long": Row("---\na: " + "x" * 70_000 + "\n---\n", ("yaml-size",)),
    "brackets-100000": Row("[" * 100_000),
    "brackets-and-links": Row("[a](" * 20_000, heavy=True),
    "pictures-unclosed": Row("![" * 20_000, heavy=True),
    "asterisks": Row("*a _b **c __d " * 6_000, heavy=True),
    "backticks": Row("".join("`" * (n % 700) + "a" for n in range(1_500))),
    "quotes-nested": Row(">" * 50_000 + "a"),
    "lists-nested": Row("".join("  " * n + "- a\n" for n in range(400)), shown="a"),
    "comments-unclosed": Row("<!--" * 20_000, says=("html-unclosed",)),
    "divs-nested": Row("<div>" * 20_000 + "inside\n" + "</div>" * 20_000, shown="inside", says=("nesting",)),
    "inlines-nested": Row("<b>" * 20_000 + "inside", shown="inside"),
    "script-unclosed": Row("<script>\nvar a;\n\nkept\n", shown="kept", says=("html-unclosed",)),
    "style-unclosed": Row("<style>\na {}\n\nkept\n", shown="kept", says=("html-unclosed",)),
    "textarea-unclosed": Row("<textarea>\n\nkept\n", shown="kept", says=("html-unclosed",)),
    "unknown-tags": Row("A List<T> of <string> and <dyn> things.", shown="List<T> of <string> and <dyn> things."),
    "attributes": Row("<p " + "a=b " * 100_000 + ">\n"),
    "entities": Row("&amp;&#x1b;&#0;" * 15_000, heavy=True),
    "addresses": Row("http://example.org/a " * 2_000 + "www.example.org " * 2_000),
    "paragraphs-5000": Row("A paragraph of some words.\n\n" * 5_000),
    "words-without-space": Row("x" * 300_000),
    "one-paragraph": Row("word " * 60_000),
    "combining": Row("a" + "\u0301" * 300_000),
    "wide": Row("漢" * 100_000),
    "page-of-10-megabytes": Row(
        "A paragraph of some words.\n\n" * 380_000, ("page-size",), "A paragraph of some words.", heavy=True, cut=True
    ),
    "table-30x300": Row(
        "| " + " | ".join(["h"] * 30) + " |\n" + "|" + "---|" * 30 + "\n" + ("| " + " | ".join(["cell"] * 30) + " |\n") * 300
    ),
    "table-of-many-cells": Row(
        "|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n" + ("|" + "b|" * 500 + "\n") * 900, says=("page-unreadable",), heavy=True
    ),
    "table-of-long-cells": Row("|a|b|\n|-|-|\n" + ("|" + "word " * 2_000 + "|" + "x" * 5_000 + "|\n") * 50),
    "table-of-spans": Row("<table>" + "<tr><td colspan=1000 rowspan=65534>a</td></tr>" * 300 + "</table>\n"),
    "table-in-tables": Row("<table><tr><td>" * 500 + "inside" + "</td></tr></table>" * 500 + "\n"),
    "code-of-a-megabyte": Row("```python\n" + "x = 1 # and so on\n" * 50_000 + "```"),
    "code-in-one-line": Row("```python\n" + "(" * 900_000 + "\n```"),
    "notes": Row("a[^1] " * 4_000 + "\n\n" + "[^1]: note\n\n" * 1_000, says=("footnote-duplicate",), heavy=True),
    "headings": Row("# Same\n\n" * 5_000, heavy=True),
    "formulas": Row("$$" + "\\frac{" * 5_000 + "$$\n\n" + "$$\\sqrt{x}$$ " * 5_000, heavy=True),
    "formula-of-macros": Row(
        "$$\\def\\a{xx}"
        + "".join(f"\\def\\{b}{{\\{a}\\{a}}}" for a, b in zip("abcdefghijklmnop", "bcdefghijklmnopq", strict=True))
        + "\\q$$"
    ),
    "formula-of-matrices": Row("$$" + "\\begin{matrix}" * 500 + "a&b\\\\" * 500 + "$$"),
    "formula-of-rows": Row("$$\\begin{matrix}" + ("a&" * 200 + "\\\\") * 400 + "\\end{matrix}$$"),
    "diagram-of-500": Row("```mermaid\nflowchart TD\n" + "".join(f"n{n} --> n{n * 7 % 500}\n" for n in range(500)) + "```\n"),
    "diagram-of-all-with-all": Row(
        "```mermaid\nflowchart TD\n" + "".join(f"a{n} --> a{m}\n" for n in range(18) for m in range(n)) + "```\n"
    ),
    "diagram-in-groups": Row(
        "```mermaid\nflowchart TD\n" + "".join(f"subgraph g{n}\n" for n in range(90)) + "a --> b\n" + "end\n" * 90 + "```\n"
    ),
    "diagram-of-words": Row("```mermaid\nflowchart TD\na[" + "words " * 20_000 + "] --> b\n```\n", says=("diagram-limit",)),
    "diagram-too-large": Row(
        "```mermaid\nflowchart TD\n" + "".join(f"n{n} --> n{n + 1}\n" for n in range(20_000)) + "```\n", says=("diagram-limit",)
    ),
    "diagram-of-messages": Row(
        "```mermaid\nsequenceDiagram\n" + "".join(f"p{n % 40}->>p{n * 7 % 41}: word\n" for n in range(500)) + "```\n"
    ),
    "diagrams": Row(
        ("```mermaid\nflowchart LR\n" + "".join(f"a{n} --> a{m}\n" for n in range(12) for m in range(n)) + "```\n\n") * 20,
        heavy=True,
    ),
    "questions": Row(
        "```quiz\n" + "- prompt: What?\n  choices: [a, b]\n  correct: a\n" * 2_000 + "```\n",
        says=("quiz-size", "quiz-feedback-missing"),
        heavy=True,
    ),
    "questions-of-aliases": Row(
        "```quiz\n- prompt: &a [x, x]\n"
        + "".join(f"  {b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcde", "bcdef", strict=True))
        + "```\n",
        says=("yaml-limit",),
    ),
    "question-of-patterns": Row(
        "```quiz\n- prompt: What?\n  pattern: '(a+)+(b|b)*(a|a|ab)*$'\n  answer: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n```\n"
    ),
    "figures": Row(
        "".join(
            f"![{name}]({name})\n\n"
            for name in ("bomb.png", "huge.svg", "deep.svg", "blur.svg", "not.png", "pipe.svg", "leads-out.svg")
        ),
        says=("figure-missing",),
    ),
    "citations": Row("[@a; @b] " * 1_000 + "{% cite a b %}"),
    "terms": Row("term and other term, " * 10_000),
    "transcript": Row('<video src="a.mp4" controls><track src="long.vtt"></video>\n'),
}
LATE_CODE = "```cfm\n" + "\n".join(["<!--" * 97] * 40) + "\n```\n"
TEXT["code-of-a-lexer-without-end"] = Row(LATE_CODE)
NEIGHBOURS = ("aaa", "mmm", "zzz")
NEIGHBOUR = "The neighbour is whole, down to its last word."


def ending(name: str) -> str:
    """The last line of the page of a row."""
    return f"Last line of {name}."


def _png(width: int, height: int) -> bytes:
    """A PNG of one colour, so many pixels in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    rows = [packer.compress(bytes(1 + (width + 7) // 8) * 1_000) for _ in range(height // 1_000)]
    head = struct.pack("!IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"".join(rows) + packer.flush()) + chunk(b"IEND", b"")


def _doubling(first: str, count: int, line: str) -> str:
    """`line` with a name and the one before it, again and again."""
    names = [first, *(f"d{number}" for number in range(count))]
    return "".join(line.format(name=name, before=before) for before, name in pairwise(names))


PICTURES = {
    "bomb.png": _png(13_000, 13_000),
    "huge.svg": SVG.format(60_000, 60_000, '<rect width="60000" height="60000"/>').encode(),
    "deep.svg": SVG.format(90, 90, "<g>" * 20_000 + "</g>" * 20_000).encode(),
    "blur.svg": SVG.format(
        900, 900, f'<filter id="f">{BLUR}</filter><rect width="900" height="900" filter="url(#f)"/>'
    ).encode(),
    "uses.svg": SVG.format(
        90,
        90,
        '<g id="d"><rect width="9" height="9"/></g>'
        + _doubling("d", 30, '<g id="{name}"><use x:href="#{before}"/><use x:href="#{before}"/></g>')
        + '<use x:href="#d29"/>',
    ).encode(),
    "entities.svg": (
        '<!DOCTYPE svg [<!ENTITY d "dd">' + _doubling("d", 30, '<!ENTITY {name} "&{before};&{before};">') + "]>"
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&d29;</text></svg>'
    ).encode(),
    "not.png": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n",
    "leads-out.svg": SVG.format(90, 90, '<image width="9" height="9" x:href="pipe.svg"/>').encode(),
}
FILES = {
    "references.bib": (
        "@article{a, title={A}, author={Ann Author}, year={2001}}\n@article{a, title={Second}, year={2002}}\n"
        '@string{d = "xx"}\n'
        + _doubling("d", 60, "@string{{{name} = {before} # {before}}}\n")
        + "@book{b, title = d59, year={2003}}\n"
        "@misc{deep, title={" + "{" * 20_000 + "}" * 20_000 + "}}\n@misc{unclosed, title={" + "{" * 20_000 + "\n"
    ),
    "glossary.yml": "\n".join(f"term{number}: A word of the course." for number in range(990))
    + "\nterm: A word.\nother term: Another one.\n",
    "long.vtt": "WEBVTT\n\n"
    + "".join(f"00:{n // 60:02}:{n % 60:02}.000 --> 00:{n // 60:02}:{n % 60:02}.900\nWords {n}\n\n" for n in range(3_500)),
    "a.mp4": "",
}
SITE_FILES = {
    "_config.yml": "title: Hostile\nmarkdown: kramdown\n",
    "_includes/self.html": "x {% include self.html %}",
    "_includes/one.html": "m{% include two.html %}{% include two.html %}",
    "_includes/two.html": "n{% include one.html %}{% include one.html %}",
    "_data/bomb.yml": "d: &d [x, x]\n" + _doubling("d", 40, "{name}: &{name} [*{before}, *{before}]\n"),
    "_data/merges.yml": "d: &d {k: 0}\n" + _doubling("d", 40, "{name}: &{name}\n  <<: [*{before}, *{before}]\n"),
}


def rows_of(*, site: bool) -> dict[str, Row]:
    """The rows of a course, a Jekyll site or a plain folder, by the id of their page."""
    return LIQUID | TEXT if site else {name: row for name, row in TEXT.items() if not row.heavy}


def write_course(root: Path, *, site: bool) -> None:
    """Write a course of hostile pages into `root`, as a Jekyll site or a plain folder."""
    for name, row in rows_of(site=site).items():
        head = "---\ntitle: Row\n---\n" if site and not row.text.startswith("---\n") else ""
        _write(root / f"{name}.md", f"{head}{row.text}\n\n{ending(name)}\n")
    for name in NEIGHBOURS:
        _write(root / f"{name}.md", ("---\ntitle: Neighbour\n---\n" if site else "# Neighbour\n\n") + NEIGHBOUR)
    for name, content in {**PICTURES, **FILES, **(SITE_FILES if site else {})}.items():
        _write(root / name, content)
    os.mkfifo(root / "pipe.svg")


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
