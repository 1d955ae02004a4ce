"""Commands that a formula defines itself, replaced by what they stand for."""

from __future__ import annotations

import re
from typing import Final

from tui_course.markup.math.tree import Malformed
from tui_course.values import dataclass

# Far more than formulas need, and few enough that definitions which double each other end at once.
_MOST_EXPANSIONS: Final = 400

_DEFINITION: Final = re.compile(
    r"\\(?:(?:re|provide)?newcommand|providecommand|DeclareMathOperator|def|gdef)(?![A-Za-z])(\*?)\s*"
)
_NAME: Final = re.compile(r"\{\s*\\([A-Za-z]+|.)\s*\}|\\([A-Za-z]+|.)", re.DOTALL)
_COUNT: Final = re.compile(r"\s*\[\s*([0-9])\s*\]")
_PARAMETERS: Final = re.compile(r"\s*((?:#[1-9])*)\s*")
_COMMAND: Final = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_PARAMETER: Final = re.compile(r"#([1-9])")
_TOKEN: Final = re.compile(r"\s*(\\(?:[A-Za-z]+|.)|[^\s{}])", re.DOTALL)
_BRACE: Final = re.compile(r"\\.|[{}]", re.DOTALL)
_OPEN_WORD: Final = re.compile(r"\\[A-Za-z]+\Z")


@dataclass(frozen=True, slots=True)
class Macro:
    """`arity` arguments, the first of which is optional where `default` is set, go into `body`."""

    arity: int
    body: str
    default: str | None = None


def expand(tex: str, most: int) -> str:
    """Take the definitions out of `tex` and put in what they define; `most` is how many characters the result may have.

    Raises Malformed where a definition is broken, lacks arguments or grows without bound.
    """
    if _DEFINITION.search(tex) is None:
        return tex
    rest, macros = _collect(tex)
    out: list[str] = []
    size = left = 0
    for _ in range(_MOST_EXPANSIONS):
        found = next((match for match in _COMMAND.finditer(rest, left) if match[1] in macros), None)
        if found is None:
            return "".join(out) + rest[left:]
        out.append(rest[left : found.start()])
        size += found.start() - left
        body, left = _applied(macros[found[1]], rest, found.end())
        rest, left = _glue(body, rest[left:]), 0
        if size + len(rest) > most:
            break
    raise Malformed


def _collect(tex: str) -> tuple[str, dict[str, Macro]]:
    macros: dict[str, Macro] = {}
    kept: list[str] = []
    left = 0
    while match := _DEFINITION.search(tex, left):
        kept.append(tex[left : match.start()])
        name = _NAME.match(tex, match.end())
        if name is None:
            raise Malformed
        kind = match[0].strip("\\* \t\n")
        macro, left = _definition(kind, tex, name.end(), starred=bool(match[1]))
        macros[name[1] or name[2]] = macro
    kept.append(tex[left:])
    return "".join(kept), macros


def _definition(kind: str, tex: str, left: int, *, starred: bool) -> tuple[Macro, int]:
    if kind.endswith("def"):
        parameters = _PARAMETERS.match(tex, left)
        left = parameters.end() if parameters else left
        body, left = _argument(tex, left)
        return Macro(len(parameters[1]) // 2 if parameters else 0, body), left
    if kind == "DeclareMathOperator":
        body, left = _argument(tex, left)
        return Macro(0, rf"\operatorname{'*' * starred}{{{body}}}"), left
    arity, default = 0, None
    if count := _COUNT.match(tex, left):
        arity, left = int(count[1]), count.end()
        default, left = _optional(tex, left)
    body, left = _argument(tex, left)
    return Macro(arity, body, default), left


def _applied(macro: Macro, tex: str, left: int) -> tuple[str, int]:
    arguments: list[str] = []
    if macro.default is not None:
        given, left = _optional(tex, left)
        arguments.append(macro.default if given is None else given)
    while len(arguments) < macro.arity:
        argument, left = _argument(tex, left)
        arguments.append(argument)
    body = ""
    done = 0
    for match in _PARAMETER.finditer(macro.body):
        number = int(match[1]) - 1
        if number >= len(arguments):
            raise Malformed
        body = _glue(body + macro.body[done : match.start()], arguments[number])
        done = match.end()
    return _glue(body, macro.body[done:]), left


def _glue(left: str, right: str) -> str:
    """Join two pieces of source so that a command at the end of `left` keeps its name."""
    return f"{left} {right}" if right[:1].isalpha() and _OPEN_WORD.search(left) else left + right


def _optional(tex: str, left: int) -> tuple[str | None, int]:
    while tex[left : left + 1].isspace():
        left += 1
    end = tex.find("]", left)
    return (tex[left + 1 : end], end + 1) if tex[left : left + 1] == "[" and end >= 0 else (None, left)


def _argument(tex: str, left: int) -> tuple[str, int]:
    """The group or the single token at `left`, without its braces, and where it ends."""
    token = _TOKEN.match(tex, left)
    if token is not None:
        return token[1], token.end()
    while tex[left : left + 1].isspace():
        left += 1
    depth = 0
    for brace in _BRACE.finditer(tex, left):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth <= 0:
            if brace[0] != "}":
                break
            return tex[left + 1 : brace.start()], brace.end()
    raise Malformed
