"""LaTeX source to the parts of a formula, by pylatexenc's parser."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from pylatexenc.latexwalker import (
    LatexCharsNode,
    LatexCommentNode,
    LatexEnvironmentNode,
    LatexGroupNode,
    LatexMacroNode,
    LatexMathNode,
    LatexWalker,
    LatexWalkerParseError,
)
from pylatexenc.macrospec import EnvironmentSpec, LatexContextDb, MacroSpec

from tui_course.markup.math import commands, environments
from tui_course.markup.math.delimiters import infix
from tui_course.markup.math.letters import ALPHABETS, SWITCHES
from tui_course.markup.math.macros import expand
from tui_course.markup.math.relations import joined
from tui_course.markup.math.symbols import COMMANDS, sign
from tui_course.markup.math.tree import (
    EMPTY,
    NOTHING,
    Array,
    Brace,
    Fraction,
    Malformed,
    Node,
    Role,
    Row,
    Script,
    Space,
    Style,
    Symbol,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# No formula that a human reads comes near either.
MOST_CHARACTERS: Final = 20_000
_DEEPEST: Final = 40

_NESTING: Final = re.compile(r"\\\\|\\[{}]|[{}]|\\begin(?![A-Za-z])|\\end(?![A-Za-z])")
_STEP: Final = {"{": 1, "}": -1, r"\begin": 1, r"\end": -1}
_LONE_BACKSLASH: Final = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")

_INFIX: Final = {"over": True, "choose": False, "atop": False, "brace": False, "brack": False}
_NO_STOPS: Final[frozenset[str]] = frozenset()


def read(tex: str) -> Row:
    """The parts of the formula `tex`; raises Malformed where it is none, or is too large or too deep."""
    if len(tex) > MOST_CHARACTERS or _LONE_BACKSLASH.search(tex):
        raise Malformed
    tex = expand(tex, MOST_CHARACTERS)
    depth = 0
    for match in _NESTING.finditer(tex):
        depth += _STEP.get(match[0], 0)
        if depth > _DEEPEST:
            raise Malformed
    known = LatexContextDb()
    known.set_unknown_macro_spec(MacroSpec(""))
    known.set_unknown_environment_spec(EnvironmentSpec(""))
    try:
        nodes, _, _ = LatexWalker(tex, latex_context=known, tolerant_parsing=False).get_latex_nodes()
        return Reader(nodes).document()
    except (LatexWalkerParseError, RecursionError) as error:
        raise Malformed from error


class Reader:
    """One group's tokens, read from left to right.

    `alphabet` is the command that chose the letters' form; `depth` counts the groups around.
    """

    __slots__ = ("_at", "_items", "_no_bracket", "alphabet", "depth")

    def __init__(self, nodes: Iterable[Any], alphabet: str = "", depth: int = 0) -> None:
        self._items: list[Any] = []
        for node in nodes:
            if isinstance(node, LatexCharsNode):
                self._items.extend(node.chars)
            elif node is not None and not isinstance(node, LatexCommentNode):
                self._items.append(node)
        self._at = 0
        # Whether no right bracket is left, so that it is sought once only.
        self._no_bracket = False
        self.alphabet = alphabet
        self.depth = depth
        if depth > _DEEPEST:
            raise Malformed

    def document(self) -> Row:
        """Everything, one row per line where the author broke it."""
        rows = environments.rows(self, cells=False)
        return rows[0][0] if len(rows) == 1 else Row((Array(rows, Style.GATHERED, "l"),))

    def everything(self) -> Row:
        """The rest of the group as one row."""
        row, _ = self.row()
        return row

    # Tokens

    def peek(self) -> Any:  # noqa: ANN401 - the parser has no types
        """The next token, None at the end; a character is a string, anything else a node of the parser."""
        return self._items[self._at] if self._at < len(self._items) else None

    def take(self) -> Any:  # noqa: ANN401 - likewise
        """The next token, which is then behind us."""
        item = self.peek()
        self._at += 1
        return item

    def skip_blanks(self) -> bool:
        """Go past white space; whether there was any."""
        start = self._at
        while isinstance(item := self.peek(), str) and item.isspace():
            self._at += 1
        return self._at > start

    def next_name(self) -> str:
        """What the next token is: a character, a backslash and a command's name, or nothing."""
        item = self.peek()
        return item if isinstance(item, str) else "\\" + item.macroname if isinstance(item, LatexMacroNode) else ""

    def optional(self, pattern: re.Pattern[str] | None = None) -> list[Any] | None:
        """The tokens between brackets where these come next, and where what they hold is plain text that `pattern` matches."""
        start = self._at
        self.skip_blanks()
        if self.next_name() == "[" and not self._no_bracket:
            # The parser's nodes cannot be compared with strings.
            end = next(
                (at for at in range(self._at, len(self._items)) if isinstance(self._items[at], str) and self._items[at] == "]"),
                0,
            )
            found = self._items[self._at + 1 : end]
            if end and (
                pattern is None or pattern.fullmatch("".join(item if isinstance(item, str) else "\\" for item in found))
            ):
                self._at = end + 1
                return found
            self._no_bracket = not end
        self._at = start
        return None

    def raw(self) -> str:
        """The next argument as its source."""
        item = self._argument_item()
        if isinstance(item, str):
            return item
        return (
            "".join(node.latex_verbatim() for node in item.nodelist)
            if isinstance(item, LatexGroupNode)
            else str(item.latex_verbatim())
        )

    def tokens(self) -> list[Any]:
        """The next argument as nodes of the parser, for text."""
        item = self._argument_item()
        return list(item.nodelist) if isinstance(item, LatexGroupNode) else [item]

    def argument(self, alphabet: str | None = None) -> Row:
        """The next argument as a formula."""
        item = self._argument_item()
        chosen = self.alphabet if alphabet is None else alphabet
        if isinstance(item, LatexGroupNode | LatexMathNode):
            return self.inner(item.nodelist, chosen).everything()
        before, self.alphabet = self.alphabet, chosen
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Malformed
        node = self.node(item, single=True)
        self.depth -= 1
        self.alphabet = before
        return NOTHING if node is None else node if isinstance(node, Row) else Row((node,))

    def inner(self, nodes: Sequence[Any], alphabet: str | None = None) -> Reader:
        """A reader of a group inside this one."""
        return Reader(nodes, self.alphabet if alphabet is None else alphabet, self.depth + 1)

    def _argument_item(self) -> Any:  # noqa: ANN401 - likewise
        self.skip_blanks()
        item = self.take()
        if item is None or (isinstance(item, str) and item in "&_^"):
            raise Malformed
        return item

    # Formulas

    def row(self, stops: frozenset[str] = _NO_STOPS) -> tuple[Row, str]:
        """Read to the end or to one of the `stops`, tokens as `next_name` gives them; which one it was, empty at the end."""
        nodes: list[Node] = []
        blank = False
        while (item := self.peek()) is not None:
            name = self.next_name()
            if name in stops:
                self.take()
                return Row(tuple(nodes)), name
            self.take()
            if isinstance(item, str) and item.isspace():
                blank = True
                continue
            if name in ("_", "^", "'", "’"):
                self._script(nodes, name)
            elif name[1:] in _INFIX:
                bottom, stop = self.row(stops)
                return infix(name[1:], Row(tuple(nodes)), bottom), stop
            elif name in (r"\limits", r"\nolimits", r"\displaylimits"):
                commands.set_limits(nodes, limits=name != r"\nolimits")
            elif name[1:] in SWITCHES and name[:1] == "\\":
                self.alphabet = name[1:]
            elif (node := self.node(item)) is not None:
                if blank and _is_letter(item) and nodes and _ends_in_letter(nodes[-1]):
                    nodes.append(Space(1))
                nodes.append(node)
            blank = False
        return Row(tuple(nodes)), ""

    def node(self, item: Any, *, single: bool = False) -> Node | None:  # noqa: ANN401 - likewise
        """What one token stands for; None for a command that shows nothing. A `single` digit is not joined with the next."""
        if isinstance(item, str):
            return self._character(item, single=single)
        if isinstance(item, LatexMacroNode):
            return self._command(item)
        if isinstance(item, LatexEnvironmentNode):
            return environments.environment(self, item)
        row = self.inner(item.nodelist).everything()
        return row.nodes[0] if len(row.nodes) == 1 and isinstance(row.nodes[0], Fraction) else row

    def _character(self, character: str, *, single: bool) -> Node | None:
        if character in "&_^":
            raise Malformed
        if character.isdecimal():
            return Symbol(character if single else character + self._digits(), Role.DIGIT)
        if character == "~":
            return Space(1)
        if character.isalpha():
            return Symbol(ALPHABETS.get(self.alphabet, {}).get(character, character), Role.LETTER)
        return sign(character)

    def _digits(self) -> str:
        found = ""
        while isinstance(item := self.peek(), str):
            after = self._items[self._at + 1] if self._at + 1 < len(self._items) else None
            if not item.isdecimal() and not (item == "." and isinstance(after, str) and after.isdecimal()):
                break
            found += self.take()
        return found

    def _command(self, item: Any) -> Node | None:  # noqa: ANN401 - likewise
        name = item.macroname
        if name in COMMANDS:
            return COMMANDS[name]
        if name in ALPHABETS:
            return joined(self.argument(name), name)
        handler = commands.HANDLERS.get(name)
        if handler is not None:
            return handler(self, name)
        return self._unknown(item)

    def _unknown(self, item: Any) -> Node:  # noqa: ANN401 - likewise
        """A command as written, with the groups after it."""
        nodes: list[Node] = [Symbol("\\" + item.macroname, Role.NAME)]
        while isinstance(self.peek(), LatexGroupNode):
            body = self.argument()
            nodes += [Symbol("{", Role.OPEN), *body.nodes, Symbol("}", Role.CLOSE)]
        return Row(tuple(nodes)) if len(nodes) > 1 else nodes[0]

    def _script(self, nodes: list[Node], name: str) -> None:
        base = nodes.pop() if nodes and not isinstance(nodes[-1], Space) else EMPTY
        script = base if isinstance(base, Script) else Script(base)
        if name in "'’":
            nodes.append(Script(script.base, script.below, script.above, script.primes + 1))
            return
        row = self.argument()
        if isinstance(base, Brace) and base.label is None and base.over == (name == "^"):
            nodes.append(Brace(base.body, base.over, row))
            return
        if (script.below if name == "_" else script.above) is not None:
            raise Malformed
        below, above = (row, script.above) if name == "_" else (script.below, row)
        nodes.append(Script(script.base, below, above, script.primes))


def _is_letter(item: object) -> bool:
    return isinstance(item, str) and item.isalpha()


def _ends_in_letter(node: Node) -> bool:
    return isinstance(node, Symbol) and node.role is Role.LETTER and unicodedata.category(node.text[-1])[0] == "L"
