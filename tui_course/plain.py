"""A page as text: its bare words in one piece, or lines for a terminal or a pipe."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from tui_course.language import gettext as _
from tui_course.model.block import (
    Admonition,
    Ask,
    Bibliography,
    Block,
    CodeBlock,
    Columns,
    DefinitionList,
    DiagramBlock,
    Embed,
    Figure,
    Footnotes,
    Heading,
    ListBlock,
    MathBlock,
    Media,
    Paragraph,
    Quote,
    Reveal,
    Rule,
    Table,
    Unknown,
)
from tui_course.model.inline import Style, Styled, Text
from tui_course.model.walk import all_blocks, own_inlines
from tui_course.typeset.blocks import gap, typeset, typeset_inside
from tui_course.typeset.code import code_text
from tui_course.typeset.context import Context
from tui_course.typeset.drawing import NONE
from tui_course.typeset.flow import fold
from tui_course.typeset.inlines import flow
from tui_course.typeset.labels import call_out, media_label, missing_transcript, timestamp, unknown_label
from tui_course.typeset.lists import is_tight, marker, task_box
from tui_course.typeset.media import alt_is_caption
from tui_course.typeset.questions.parts import answer_parts
from tui_course.typeset.setting import Setting
from tui_course.typeset.source import literal
from tui_course.typeset.terminal import bare, paint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui_course.model.inline import Inline

_DEEPEST = 100  # levels of blocks in blocks; what is deeper stands without indentation
_INDENT = "  "


def text(blocks: Iterable[Block], *, transcripts: bool = True, hidden: bool = False, labels: bool = True) -> str:
    """The words of blocks, complete and unwrapped: a line for each paragraph, item of a list, row of a table.

    Blank lines stand where they stand on the screen. `transcripts` says whether the words of videos and sounds are among
    them, `hidden` whether those are that the site hides without a summary, `labels` whether our own words are that say what
    something is, such as "Note".
    """
    return "\n".join(_Writer(transcripts=transcripts, hidden=hidden, labels=labels).blocks(blocks))


def inline_text(children: Sequence[Inline]) -> str:
    """The words of inlines in one line."""
    return " ".join(_Writer(transcripts=True, hidden=False, labels=True).inlines(children))


def render(blocks: Iterable[Block], setting: Setting, *, colour: bool, palette: bool = True) -> Iterator[str]:
    """The lines of blocks for a terminal (`colour`) or bare, without line ends.

    `colour` allows the sequences for bold, italic and the like, and with `palette` (false for NO_COLOR) those for colours.
    Where colours are missing, what they tell is written, such as code in backticks.
    """
    if not (colour and palette):
        setting = replace(setting, monochrome=True)
    context = Context(setting, typeset_inside)
    above: Block | None = None
    for block in blocks:
        lines = context.block(block, setting.measure)
        if not lines:
            continue
        if above is not None:
            yield from [""] * gap(above, block, setting.density)
        above = block
        for line in lines:
            yield paint(line, palette=palette) if colour else bare(line)


def title(page: str, course: str, setting: Setting, *, colour: bool, palette: bool = True) -> Iterator[str]:
    """The head of a printed page: the course, the page's title, and a blank line."""
    parts: tuple[Block, ...] = (Paragraph((Styled(Style.SMALL, (Text(course),)),)), Heading(1, (Text(page),)))
    for part in parts:
        for line in typeset(part, setting):
            yield paint(line, palette=palette) if colour else bare(line)
    yield ""


class _Writer:
    """Blocks to lines of words; each method returns the lines of one block."""

    def __init__(self, *, transcripts: bool, hidden: bool, labels: bool) -> None:
        # Only inlines pass through it: nothing is ever typeset here.
        self._context = Context(Setting(width=80), typeset_inside, drawing=NONE)
        self._transcripts = transcripts
        self._hidden = hidden
        self._labels = labels
        self._depth = 0

    def inlines(self, children: Sequence[Inline]) -> list[str]:
        """Inlines in as many lines as their author wanted."""
        words = flow(children, self._context).text.replace("\u00a0", " ")
        return [line.strip(" ") for line in words.split("\n")] if words else []

    def blocks(self, blocks: Iterable[Block], *, tight: bool = False) -> list[str]:
        """Blocks below each other, a blank line between them unless they are `tight`."""
        lines: list[str] = []
        for block in blocks:
            below = self._block(block)
            if lines and below and not tight:
                lines.append("")
            lines.extend(below)
        return lines

    def _block(self, block: Block) -> list[str]:
        if self._depth >= _DEEPEST:
            return self._flattened(block)
        self._depth += 1
        lines = self._lines(block)
        self._depth -= 1
        return lines

    def _lines(self, block: Block) -> list[str]:  # noqa: C901, PLR0911, PLR0912  a table of all kinds
        match block:
            case Heading() | Paragraph():
                return self.inlines(block.children)
            case ListBlock():
                return self._list(block)
            case DefinitionList():
                return self._definitions(block)
            case CodeBlock():
                return code_text(block.text).split("\n")
            case Quote():
                return _behind("> ", "> ", self.blocks(block.blocks))
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case Media():
                return self._media(block)
            case Embed():
                return [*self._words(block.title or _("Embedded")), *self._words(block.src), *self.inlines(block.caption)]
            case Columns():
                return self.blocks(inner for column in block.columns for inner in column.blocks)
            case Admonition():
                word = call_out(block)[0] if self._labels else ""
                return [*self.inlines((Text(word), *block.title)), *self.blocks(block.blocks)]
            case Reveal():
                if block.hidden and not self._hidden:
                    return []
                return [*self.inlines(block.summary), *self.blocks(block.blocks)]
            case MathBlock():
                return [part.rstrip(" ") for line in block.lines or (block.tex,) for part in literal(line).split("\n")]
            case Footnotes():
                return [
                    line for note in block.notes for line in _behind(f"{fold(note.label)}. ", _INDENT, self.blocks(note.blocks))
                ]
            case Bibliography():
                return [line for entry in block.entries for line in self.inlines(entry.children)]
            case Rule():
                return ["* * *"]
            case Ask():
                return self._ask(block)
            case DiagramBlock():
                return literal(block.source).strip("\n").split("\n")
            case Unknown():
                source = literal(block.source).strip("\n").split("\n")
                return [*self._words(unknown_label(block.reason)), *source] if self._labels else source
            case _:
                assert_never(block)

    def _words(self, words: str) -> list[str]:
        return self.inlines((Text(words),))

    def _list(self, block: ListBlock) -> list[str]:
        tight = is_tight(block)
        lines: list[str] = []
        for position, item in enumerate(block.items):
            box, blocks = task_box(item)
            mark = marker(block, item, position) or ("" if box else "•")
            if box:
                mark = f"{mark} {NONE.checked_box if box.checked else NONE.box}".lstrip(" ")
            if lines and not tight:
                lines.append("")
            lines.extend(_behind(f"{mark} ", _INDENT, self.blocks(blocks, tight=tight) or [""]))
        return lines

    def _definitions(self, block: DefinitionList) -> list[str]:
        lines: list[str] = []
        for item in block.items:
            for term in item.terms:
                lines.extend(self.inlines(term))
            for description in item.descriptions:
                lines.extend(_behind(_INDENT, _INDENT, self.blocks(description)))
        return lines

    def _table(self, block: Table) -> list[str]:
        lines = self.inlines(block.caption)
        for row in block.rows:
            cells = (" ".join(filter(None, self.blocks(cell.blocks, tight=True))) for cell in row.cells)
            lines.append(" | ".join(cells).rstrip(" "))
        return lines

    def _figure(self, block: Figure) -> list[str]:
        lines: list[str] = []
        captioned = False
        for image in block.images:
            if not captioned and alt_is_caption(image, block.caption):
                captioned = True
                lines.extend(self.inlines(block.caption))
            else:
                lines.extend(self.inlines((image,)))
        lines.extend(self.blocks(block.blocks))
        return lines if captioned else [*lines, *self.inlines(block.caption)]

    def _media(self, block: Media) -> list[str]:
        lines = [media_label(block), *self.inlines(block.caption)]
        if missing := missing_transcript(block):
            lines.append(missing)
        if self._transcripts:
            for cue in block.transcript:
                lines.extend(_behind(f"{timestamp(cue.start)} ", _INDENT, self._words(cue.text)))
        return lines

    def _ask(self, block: Ask) -> list[str]:
        lines = [*self._words(block.title), *self.blocks(block.description)]
        for question in block.questions:
            if lines:
                lines.append("")
            lines.extend(self.blocks(question.prompt))
            for blocks in answer_parts(question):
                lines.extend(_behind(f"{NONE.choice} ", _INDENT, self.blocks(blocks)))
        return lines

    def _flattened(self, block: Block) -> list[str]:
        """Every word of a block and of those inside, in a loop: nesting may be of any depth."""
        lines: list[str] = []
        for inner in all_blocks((block,)):
            match inner:
                case CodeBlock() | MathBlock() | DiagramBlock() | Unknown() | Media() | Embed() | Rule():
                    lines.extend(self._lines(inner))
                case Ask():
                    lines.extend(self._words(inner.title))
                case _:
                    for run in own_inlines(inner):
                        lines.extend(self.inlines(run))
        return lines


def _behind(first: str, rest: str, lines: list[str]) -> list[str]:
    """Lines behind a mark; blank ones stay blank."""
    return [f"{first if not row else rest}{line}" if line or not row else rest.rstrip(" ") for row, line in enumerate(lines)]
