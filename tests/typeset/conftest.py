"""A short notation for pages: YAML for blocks, a little Markdown for inlines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tui_course.model import block as b
from tui_course.model import inline as i
from tui_course.model.question import (
    Blank,
    Choice,
    Choose,
    Comparison,
    Fill,
    Item,
    Match,
    Measure,
    Order,
    Question,
    Reflect,
    Task,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_INLINE = re.compile(
    r"""
    `(?P<code>[^`]+)`
    | <kbd>(?P<key>[^<]+)</kbd>
    | \$(?P<math>[^$]+)\$
    | !\[(?P<alt>[^]]*)\]\((?P<src>[^)]*)\)
    | \[\^(?P<note>[^]]+)\]
    | \[@(?P<cite>\w+)\ (?P<cited>[^]]*)\]
    | \[(?P<box>[ x])\]
    | \[(?P<link>[^]]*)\]\((?P<href>[^)]*)\)
    | \{\#(?P<anchor>[^}]+)\}
    | (?P<open>\*\*|\*|~~|==|\^|~)(?P<inner>.+?)(?P=open)
    | (?P<br>\\\n)
    """,
    re.VERBOSE,
)
_STYLES = {
    "**": i.Style.STRONG,
    "*": i.Style.EMPH,
    "~~": i.Style.STRIKE,
    "==": i.Style.MARK,
    "^": i.Style.SUP,
    "~": i.Style.SUB,
}


def inlines(text: str) -> tuple[i.Inline, ...]:
    found: list[i.Inline] = []
    end = 0
    for match in _INLINE.finditer(text):
        if match.start() > end:
            found.append(i.Text(text[end : match.start()]))
        found.append(_inline(match))
        end = match.end()
    if end < len(text):
        found.append(i.Text(text[end:]))
    return tuple(found)


def _inline(match: re.Match[str]) -> i.Inline:
    part = match.groupdict()
    if part["code"]:
        return i.CodeSpan(part["code"])
    if part["key"]:
        return i.CodeSpan(part["key"], keyboard=True)
    if part["math"]:
        return i.MathSpan(part["math"], part["math"])
    if part["src"] is not None:
        return i.Image(part["src"], part["alt"], file=part["src"])
    if part["note"]:
        return i.FootnoteRef(part["note"], f"fn:{part['note']}")
    if part["cite"]:
        return i.Cite((part["cite"],), inlines(part["cited"]))
    if part["box"]:
        return i.Checkbox(part["box"] == "x")
    if part["href"] is not None:
        return _link(inlines(part["link"]), part["href"])
    if part["anchor"]:
        return i.Anchor(part["anchor"])
    if part["open"]:
        return i.Styled(_STYLES[part["open"]], inlines(part["inner"]))
    return i.Break()


def _link(children: tuple[i.Inline, ...], href: str) -> i.Link:
    kind, _, page = href.partition(":")
    if kind in {"page", "file", "broken"}:
        return i.Link(children, page, i.LinkKind(kind), page if kind != "broken" else "")
    return i.Link(children, href)


def blocks(source: Any) -> tuple[b.Block, ...]:
    if isinstance(source, str):
        return (b.Paragraph(inlines(source)),)
    return tuple(_block(one) for one in source or ())


def _item(source: Any, number: int | None) -> b.ListItem:
    return b.ListItem(blocks(source), number)


def _cell(source: Any, row: int, column: int, table: dict[str, Any]) -> b.TableCell:
    given = source if isinstance(source, dict) else {"text": source}
    align = (table.get("align") or {}).get(column)
    return b.TableCell(
        blocks(given["text"]),
        row < table.get("head", 1),
        b.Align(align) if align else None,
        given.get("across", 1),
        given.get("down", 1),
    )


def _question(source: dict[str, Any], number: int) -> Question:
    return Question(
        str(source.get("id", number)),
        source["kind"],
        blocks(source["prompt"]),
        _task(source),
        source.get("points", 1),
        praise=blocks(source.get("praise")),
        advice=blocks(source.get("advice")),
        hints=tuple(map(blocks, source.get("hints", ()))),
        explanation=blocks(source.get("explanation")),
        fault=source.get("fault", ""),
        file=source.get("file", ""),
        line=source.get("line", 0),
    )


def _task(source: dict[str, Any]) -> Task:
    if "choices" in source:
        return Choose(tuple(map(_choice, range(999), source["choices"])), source["kind"] == "multiple-answer", shuffled=False)
    if "left" in source:
        left, right, distractors = (_items(source.get(name, ()), name) for name in ("left", "right", "distractors"))
        return Match(left, right, distractors)
    if "accepted" in source:
        how = Comparison(source.get("comparison", "text"))
        return Fill(tuple(Blank(tuple(texts), how) for texts in source["accepted"]), source.get("ordered", True))
    if "number" in source:
        return Measure(source["number"], unit=source.get("unit", ""))
    if "order" in source:
        return Order(_items(source["order"], "item"))
    if source["kind"] == "text":
        return Fill((Blank(("x",)),))
    return Reflect(source["kind"] == "file-upload", _items(source.get("items", ()), "item"))


def _choice(number: int, source: Any) -> Choice:
    given = source if isinstance(source, dict) and "text" in source else {"text": source}
    return Choice(str(number), blocks(given["text"]), given.get("right", False), blocks(given.get("comment")))


def _items(listed: Any, side: str) -> tuple[Item, ...]:
    return tuple(Item(f"{side}{number}", blocks(item)) for number, item in enumerate(listed))


def _heading(level: int) -> Callable[[dict[str, Any]], b.Block]:
    return lambda source: b.Heading(level, inlines(source[f"h{level}"]), source.get("id", ""))


def _table(source: dict[str, Any]) -> b.Block:
    rows = tuple(
        b.TableRow(tuple(_cell(cell, row, column, source) for column, cell in enumerate(cells)))
        for row, cells in enumerate(source["table"])
    )
    return b.Table(rows, source.get("head", 1), inlines(source.get("caption", "")))


def _call_out(kind: str) -> Callable[[dict[str, Any]], b.Block]:
    return lambda source: b.Admonition(kind, inlines(source.get("title", "")), blocks(source[kind]))


_BLOCKS: dict[str, Callable[[dict[str, Any]], b.Block]] = {
    **{f"h{level}": _heading(level) for level in range(1, 7)},
    **{kind: _call_out(kind) for kind in ("note", "tip", "warning", "danger", "exercise")},
    "ul": lambda s: b.ListBlock(tuple(_item(one, None) for one in s["ul"])),
    "ol": lambda s: b.ListBlock(
        tuple(_item(one, number) for number, one in enumerate(s["ol"], s.get("start", 1))),
        ordered=True,
        numeral=s.get("numeral", "1"),
    ),
    "terms": lambda s: b.DefinitionList(
        tuple(b.Definition((inlines(term),), tuple(map(blocks, given))) for term, given in s["terms"].items())
    ),
    "code": lambda s: b.CodeBlock(s["code"], s.get("language", "")),
    "quote": lambda s: b.Quote(blocks(s["quote"])),
    "table": _table,
    "figure": lambda s: b.Figure(
        tuple(i.Image(src, alt, file=src) for src, alt in s["figure"].items()),
        inlines(s.get("caption", "")),
        id=s.get("id", ""),
    ),
    "video": lambda s: b.Media(
        (s["video"],),
        tuple(s.get("tracks", ())),
        tuple(b.Cue(start, start + 1, text) for start, text in s.get("cues", ())),
        inlines(s.get("caption", "")),
    ),
    "embed": lambda s: b.Embed(s["embed"], s.get("title", "")),
    "columns": lambda s: b.Columns(
        tuple(b.Column(blocks(one["blocks"]), one.get("width")) for one in s["columns"]), s.get("reverse", False)
    ),
    "reveal": lambda s: b.Reveal(inlines(s["reveal"]), blocks(s["blocks"]), s.get("open", False), s.get("hidden", False)),
    "math": lambda s: b.MathBlock(s["math"], tuple(s["math"].rstrip("\n").split("\n"))),
    "footnotes": lambda s: b.Footnotes(
        tuple(b.Footnote(f"fn:{label}", str(label), blocks(given)) for label, given in s["footnotes"].items())
    ),
    "references": lambda s: b.Bibliography(
        tuple(b.BibliographyEntry(key, inlines(text)) for key, text in s["references"].items())
    ),
    "rule": lambda _: b.Rule(),
    "ask": lambda s: b.Ask(
        "ask", tuple(map(_question, s["questions"], range(1, 99))), s["ask"], blocks(s.get("description", ()))
    ),
    "unknown": lambda s: b.Unknown(s["unknown"], s["reason"]),
}


def _block(source: Any) -> b.Block:
    if isinstance(source, str):
        return b.Paragraph(inlines(source))
    return _BLOCKS[next(iter(source))](source)


@pytest.fixture
def read_page() -> Callable[[Path], tuple[b.Block, ...]]:
    """Reads the blocks of a `.yml` file."""
    return lambda path: blocks(yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.fixture
def read_asked() -> Callable[[Path], tuple[Question, dict[str, list[Any]]]]:
    """Reads the question of a `.yml` file, and by the name of each state what a learner does to come there."""

    def read(path: Path) -> tuple[Question, dict[str, list[Any]]]:
        source = yaml.safe_load(path.read_text(encoding="utf-8"))
        return _question(source["question"], 1), source["states"]

    return read
