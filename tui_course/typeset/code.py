"""Blocks of code behind a thin bar, coloured by kind of token where the language is known."""

from __future__ import annotations

from time import thread_time
from typing import TYPE_CHECKING

from tui_course.limits import TimeUp, interrupted_after
from tui_course.typeset.context import inset
from tui_course.typeset.line import Line, Role, Run
from tui_course.typeset.source import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pygments.token import _TokenType

    from tui_course.model.block import CodeBlock
    from tui_course.typeset.context import Context

_MOST_COLOURED = 16_000  # characters
# The effort of some lexers grows with the square of a line, or of the number of lines, and of a few beyond all measure: what
# they do not reach in time is plain.
_LONGEST_COLOURED = 400  # characters in a line
_MOST_COLOURED_LINES = 2_000
_SECONDS = 0.25  # of processor time
_MOST_LATE = 4  # languages, after which nobody waits for a lexer again
_PLAIN = frozenset(("", "text", "txt", "plain", "plaintext", "none", "nohighlight", "output"))

_late: set[str] = set()
"""The languages whose lexers did not come back in time."""

# The first that a token's type, such as Name.Function.Magic, begins with.
_ROLES = (
    ("Token.Comment", Role.COMMENT),
    ("Token.Keyword", Role.KEYWORD),
    ("Token.Literal.Number", Role.NUMBER),
    ("Token.Literal", Role.STRING),
    ("Token.Operator.Word", Role.KEYWORD),
    ("Token.Operator", Role.OPERATOR),
    ("Token.Name.Function", Role.NAME),
    ("Token.Name.Class", Role.NAME),
    ("Token.Name.Builtin", Role.NAME),
    ("Token.Name.Decorator", Role.NAME),
    ("Token.Name.Tag", Role.KEYWORD),
    ("Token.Name.Attribute", Role.NAME),
    ("Token.Name.Namespace", Role.NAME),
    ("Token.Name.Exception", Role.NAME),
    ("Token.Generic.Prompt", Role.DIM),
    ("Token.Generic.Heading", Role.HEADING),
    ("Token.Generic.Inserted", Role.STRING),
    ("Token.Generic.Deleted", Role.DANGER),
)


def code_text(text: str) -> str:
    """The text of a block of code: literal, without line ends after its last line."""
    return literal(text).rstrip("\n")


def code_block(block: CodeBlock, context: Context, width: int) -> list[Line]:
    """Code as it stands, each line whole; wide where it is longer than the width."""
    text = code_text(block.text)
    by = context.cells(context.drawing.code_bar) + 1
    inner = context.inside(width, by)
    rows = None if context.measuring or context.setting.plain_code else _coloured(text, block.language)
    if rows is None:
        rows = [(Run(line, Role.CODE),) if line else () for line in text.split("\n")]
    if context.setting.numbered_code and inner != width:
        rows = list(_numbered(rows))
    lines = [Line(runs, wide=_is_wide(runs, context, inner)) for runs in rows]
    if inner == width:
        return lines
    prefix = (Run(context.drawing.code_bar, Role.RULE), Run(" "))
    return inset(lines, prefix, prefix)


def _numbered(rows: Sequence[tuple[Run, ...]]) -> Iterator[tuple[Run, ...]]:
    """The rows, each with its number, from 1, before it."""
    widest = len(str(len(rows)))
    for number, runs in enumerate(rows, 1):
        yield (Run(f"{number:>{widest}}  ", Role.DIM), *runs)


def code_height(block: CodeBlock) -> int:
    """The number of lines of a block of code."""
    return code_text(block.text).count("\n") + 1


def _is_wide(runs: tuple[Run, ...], context: Context, width: int) -> bool:
    text = runs[0].text if len(runs) == 1 else "".join(run.text for run in runs)
    return len(text) * 2 > width and context.cells(text) > width


def _coloured(text: str, language: str) -> list[tuple[Run, ...]] | None:
    """The lines of `text` as runs, or None where its language is not known or it is too long."""
    if language in _PLAIN or language in _late or len(_late) >= _MOST_LATE or not _is_small(text):
        return None
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False, stripall=False, ensurenl=False)
    except ClassNotFound:
        return None
    ended = f"{text}\n"  # many rules, such as those for comments, want a line end
    tokens, in_time = _in_time(lexer.get_tokens_unprocessed(ended), ended)
    if not in_time:
        _late.add(language)
    if "".join(value for _, value in tokens) != ended:
        return None
    return list(_rows(tokens))[:-1]


def _in_time(
    found: Iterable[tuple[int, _TokenType, str]], text: str, clock: Callable[[], float] = thread_time
) -> tuple[list[tuple[Role, str]], bool]:
    """The tokens of `text` that are found before time is up, and the rest as one; and whether that is all of them.

    Where a lexer cannot be interrupted, as in another thread than the main one, none is asked.
    """
    end = clock() + _SECONDS
    tokens: list[tuple[Role, str]] = []
    reached = 0
    try:
        with interrupted_after(_SECONDS) as able:
            if not able:
                return [(Role.CODE, text)], True
            for start, kind, value in found:
                if clock() > end:
                    return [*tokens, (Role.CODE, text[start:])], False
                tokens.append((_role(str(kind)), value))
                reached = start + len(value)
    except TimeUp:
        return [*tokens, (Role.CODE, text[reached:])], False
    return tokens, True


def _is_small(text: str) -> bool:
    """Whether the text can be coloured without anybody waiting for it."""
    lines = text.split("\n")
    return len(text) <= _MOST_COLOURED and len(lines) <= _MOST_COLOURED_LINES and max(map(len, lines)) <= _LONGEST_COLOURED


def _role(kind: str) -> Role:
    return next((role for prefix, role in _ROLES if kind.startswith(prefix)), Role.CODE)


def _rows(tokens: list[tuple[Role, str]]) -> Iterator[tuple[Run, ...]]:
    row: list[Run] = []
    for role, value in tokens:
        first, *others = value.split("\n")
        _add(row, role, first)
        for part in others:
            yield tuple(row)
            row = []
            _add(row, role, part)
    yield tuple(row)


def _add(row: list[Run], role: Role, text: str) -> None:
    if not text:
        return
    if row and (row[-1].role is role or text.isspace()):
        row[-1] = Run(row[-1].text + text, row[-1].role)
    else:
        row.append(Run(text, role))
