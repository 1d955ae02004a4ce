"""Figures, videos, sounds and what other sites show inside a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.model.inline import Image, Text
from tui_course.model.words import inline_words
from tui_course.typeset.context import indent, inset, split
from tui_course.typeset.flow import fold
from tui_course.typeset.labels import media_label, missing_transcript, timestamp
from tui_course.typeset.line import Line, Role, Run, Target, Weight
from tui_course.typeset.pictures import pictured

if TYPE_CHECKING:
    from tui_course.model.block import Embed, Figure, Media
    from tui_course.model.inline import Inline
    from tui_course.typeset.context import Context


def alt_is_caption(image: Image, caption: tuple[Inline, ...]) -> bool:
    """Whether the text for a picture says no more than its caption."""
    alt = " ".join(image.alt.split()).casefold().rstrip(".")
    return bool(alt) and alt == inline_words(caption).casefold().rstrip(".")


def figure(block: Figure, context: Context, width: int) -> list[Line]:
    """Each picture with its words, what else stands in the figure, and the caption."""
    context.wait(block.id)
    by = context.cells(context.drawing.picture) + 1
    inner = context.inside(width, by)
    by = width - inner
    lines: list[Line] = []
    captioned = False
    for image in block.images:
        if not captioned and alt_is_caption(image, block.caption):
            captioned = True
            words = _captioned(image, block.caption, context, width)
        else:
            words = inset(context.inlines((image,), inner), (), (Run(" " * by),) if by else ())
        shown = words if block.redrawn else pictured(image, words, context, width)
        if lines and len(shown) > len(words):
            lines.append(Line())
        lines.extend(shown)
    body = context.blocks(block.blocks, width)
    if lines and body:
        lines.append(Line())
    lines.extend(body)
    if not captioned:
        lines.extend(_caption(block.caption, context, width, by if lines else 0))
    return lines


def _captioned(image: Image, caption: tuple[Inline, ...], context: Context, width: int) -> list[Line]:
    """A picture whose caption is its description too."""
    mark = context.drawing.picture
    target = context.numbered(Target("picture", fold(image.src), page=image.file))
    by = context.cells(mark) + 1
    inner = context.inside(width, by)
    lines = context.inlines(caption, inner, Role.CAPTION, Weight.ITALIC)
    head = Run(f"{mark} ", Role.MARKER, Weight.NONE, target)
    return inset(lines, (head,), (Run(" " * by),)) if inner != width else [Line((head,)), *lines]


def _caption(caption: tuple[Inline, ...], context: Context, width: int, by: int) -> list[Line]:
    inner = context.inside(width, by)
    return indent(context.inlines(caption, inner, Role.CAPTION, Weight.ITALIC), width - inner)


def media(block: Media, context: Context, width: int) -> list[Line]:
    """A row for the video or sound, its address and caption, and its transcript, which opens in place."""
    source = fold(block.sources[0]).strip(" ") if block.sources else ""
    lines = _played(media_label(block), source, context, width)
    by = width - context.inside(width, context.cells(context.drawing.play) + 1)
    inner = context.inside(width, by)
    if "/" in source and not context.setting.reveal_all:
        lines.extend(indent(context.inlines((Text(source),), inner, Role.DIM), by))
    lines.extend(_caption(block.caption, context, width, by))
    missing = missing_transcript(block)
    if missing:
        lines.extend(indent(context.inlines((Text(missing),), inner, Role.DIM), by))
    if block.transcript:
        lines.extend(_transcript(block, context, width, by))
    return lines


def _transcript(block: Media, context: Context, width: int, by: int) -> list[Line]:
    """The row that opens the transcript, and where it is open what is said; where all is open, that alone."""
    setting = context.setting
    number = context.reveals
    context.reveals += 1
    if setting.reveal_all:
        return _said(block, context, width, by)
    opened = setting.open_reveals is not None and number in setting.open_reveals
    target = context.numbered(Target("reveal", str(number)))
    mark = context.drawing.opened if opened else context.drawing.closed
    count = len(block.transcript)
    words = ngettext("Transcript, {count} line", "Transcript, {count} lines", count).format(count=count)
    inner = context.inside(width, by)
    head = Run(f"{mark} {words}", Role.QUESTION, Weight.NONE, target)
    row = indent(split([Line((head,))], inner, context.cells), width - inner)
    return [*row, *_said(block, context, width, by)] if opened else row


def _said(block: Media, context: Context, width: int, by: int) -> list[Line]:
    """What is said, each line behind its time."""
    lines: list[Line] = []
    times = [timestamp(cue.start) for cue in block.transcript]
    widest = max(map(len, times), default=0)
    inner = context.inside(width, by + widest + 2)
    for time, cue in zip(times, block.transcript, strict=True):
        said = context.inlines((Text(cue.text),), inner)
        if not said:
            continue
        if inner == width:
            lines.extend((*context.inlines((Text(time),), width, Role.DIM), *said))
        else:
            head = (Run(" " * (by + widest - len(time))), Run(f"{time}  ", Role.DIM))
            lines.extend(inset(said, head, (Run(" " * (by + widest + 2)),)))
    return lines


def embed(block: Embed, context: Context, width: int) -> list[Line]:
    """A row for another site's content, its address, and its caption."""
    label = fold(block.title).strip(" ") or _("Embedded")
    lines = _played(label, block.src, context, width)
    by = width - context.inside(width, context.cells(context.drawing.play) + 1)
    inner = context.inside(width, by)
    lines.extend(indent(context.inlines((Text(block.src),), inner, Role.DIM), by))
    lines.extend(_caption(block.caption, context, width, by))
    return lines


def _played(label: str, source: str, context: Context, width: int) -> list[Line]:
    """The row that plays a source."""
    kind = "external" if "//" in source else "file"
    target = context.numbered(Target(kind, fold(source)))
    head = Run(f"{context.drawing.play} ", Role.MARKER, Weight.NONE, target)
    by = context.cells(head.text)
    inner = context.inside(width, by)
    lines = [
        Line(tuple(Run(run.text, run.role, run.weight, target) for run in line.runs), line.anchors)
        for line in context.inlines((Text(label),), inner, Role.PICTURE)
    ]
    return inset(lines, (head,), (Run(" " * by),)) if inner != width else [Line((head,)), *lines]
