"""How a line of a table is divided into cells: pipes in code do not count."""

from __future__ import annotations

import re
from typing import Final

from tui_course.markup.kramdown.inline.code import next_code
from tui_course.markup.kramdown.missing import Missing
from tui_course.markup.kramdown.patterns import SPACE, TAG
from tui_course.markup.kramdown.tags import ClosingTags

_CODE_ELEMENT: Final = re.compile(r"(<code.*?>.*?</code>)")
_SPACE: Final = " \t\r\n\f\v\0"
_PIPE: Final = re.compile(r"(?<!\\)\|")
_PIPE_CHECK: Final = re.compile(r"\||.*?[^\\\n]\|")
_BACKTICKS: Final = re.compile("`+")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG: Final = re.compile(TAG, re.DOTALL)


def split_cells(line: str, *, leading_pipe: bool) -> list[str]:
    r"""The cells of a line as written; code in backticks keeps its pipes, elsewhere `\|` is one."""
    cells: list[str] = []

    def join(first: str, *others: str) -> None:
        # The first text of a line opens a cell, later ones go on with the last.
        if cells:
            cells[-1] += first
        else:
            cells.append(first)
        cells.extend(others)

    for index, part in enumerate(_CODE_ELEMENT.split(line) if "<code" in line else [line]):
        if index % 2:
            join(part)
            continue
        for text, code in _split_code(part):
            if code:
                ticks = max(_BACKTICKS.findall(text), default="") + "`"
                space = " " if len(ticks) > 1 else ""
                join(f"{ticks}{space}{text}{space}{ticks}")
            else:
                join(*(cell.replace("\\|", "|") for cell in _PIPE.split(text)))
    if leading_pipe and cells and not cells[0].strip(_SPACE):
        del cells[0]
    if cells and not cells[-1].strip(_SPACE):
        del cells[-1]
    return cells


def _split_code(text: str) -> list[tuple[str, bool]]:
    """A line's runs of text, and the insides of its code."""
    if "`" not in text:
        return [(text, False)] if text else []
    runs: list[tuple[str, bool]] = []
    pending = ""
    pos = 0
    unclosed = Missing()
    while (tick := text.find("`", pos)) >= 0:
        pending += text[pos:tick]
        code, pos = next_code(text, tick, unclosed)
        if code is None:
            pending += text[tick:pos]
            continue
        if pending:
            runs.append((pending, False))
        pending = ""
        runs.append((code, True))
    pending += text[pos:]
    if pending:
        runs.append((pending, False))
    return runs


def spans_rows(source: str) -> bool:
    """Whether each line of a table has a pipe that is neither escaped nor in code nor in an element."""
    if "`" not in source and "<" not in source:
        return _has_pipes([(source, False)])
    return _has_pipes(_runs(source))


def _has_pipes(runs: list[tuple[str, bool]]) -> bool:
    pipe = False
    for text, code in runs:
        lines = text.split("\n")
        while lines and not lines[-1]:
            lines.pop()
        if code:
            if len(lines) > 2 or (len(lines) == 2 and not pipe):  # noqa: PLR2004 (code over a line's end)
                return pipe
            if len(lines) == 2:  # noqa: PLR2004
                pipe = False
        else:
            if len(lines) > 1 and not pipe and not _PIPE_CHECK.match(lines[0]):
                return pipe
            if len(lines) > 1:
                pipe = False
            pipe = pipe or bool(lines and _PIPE_CHECK.match(lines[-1]))
    return pipe


def _runs(source: str) -> list[tuple[str, bool]]:
    """The runs of text between code, comments and elements, and the insides of the code."""
    runs: list[tuple[str, bool]] = []
    pending: list[str] = []
    closing = ClosingTags(source)
    unclosed = Missing()
    pos = 0
    for match in re.finditer("`|<", source):
        start = match.start()
        if start < pos:
            continue
        code: str | None = None
        if match.group() == "`":
            code, end = next_code(source, start, unclosed)
        else:
            end = _element_end(source, start, closing)
        if code is None and (match.group() == "`" or end == start):
            continue
        pending.append(source[pos:start])
        if text := "".join(pending):
            runs.append((text, False))
        pending = []
        if code is not None:
            runs.append((code, True))
        pos = end
    if text := source[pos:]:
        runs.append((text, False))
    return runs


def _element_end(source: str, start: int, closing: ClosingTags) -> int:
    """Where the comment or the element at `start` ends; `start` where there is none."""
    comment = _COMMENT.match(source, start)
    if comment:
        return comment.end()
    tag = _TAG.match(source, start)
    if tag is None or not closing.is_element(tag.group(1), start):
        return start
    end = re.compile(rf"</{re.escape(tag.group(1))}{SPACE}*>", re.IGNORECASE).search(source, tag.end())
    return end.end() if end and not tag.group(3) else tag.end()
