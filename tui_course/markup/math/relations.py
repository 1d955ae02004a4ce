"""Commands that set one formula over, under or through another, or change what a sign does."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_course.markup.math.letters import NEGATION, UPRIGHT
from tui_course.markup.math.symbols import STACKED_RELATIONS
from tui_course.markup.math.tree import NOTHING, Arrow, Brace, Role, Row, Script, Space, Stack, Symbol, Words

if TYPE_CHECKING:
    from tui_course.markup.math.reader import Reader
    from tui_course.markup.math.tree import Node

ROLES: Final = {
    "mathop": Role.FUNCTION,
    "mathbin": Role.BINARY,
    "mathrel": Role.RELATION,
    "mathopen": Role.OPEN,
    "mathclose": Role.CLOSE,
    "mathpunct": Role.PUNCTUATION,
}
HEADS: Final = {
    "xrightarrow": "─→",
    "xleftarrow": "←─",
    "xleftrightarrow": "←→",
    "xRightarrow": "═⇒",
    "xLeftarrow": "⇐═",
    "xLeftrightarrow": "⇐⇒",
    "xmapsto": "↦→",
    "xhookrightarrow": "↪→",
    "xhookleftarrow": "←↩",
    "xrightharpoonup": "─⇀",
    "xleftharpoonup": "↼─",
    "xrightleftharpoons": "⇌",
    "xlongequal": "══",
    "xtwoheadrightarrow": "─↠",
}


def negated(reader: Reader, _: str) -> Node:
    """The next sign struck through."""
    row = reader.argument()
    if len(row.nodes) == 1 and isinstance(symbol := row.nodes[0], Symbol) and symbol.text:
        return replace(symbol, text=unicodedata.normalize("NFC", symbol.text[0] + NEGATION + symbol.text[1:]))
    return Row((Symbol("¬", Role.PREFIX), row))


def modulo(reader: Reader, name: str) -> Node:
    """The three ways to write a modulus."""
    body = reader.argument()
    if name == "mod":
        return Row((Symbol("mod", Role.FUNCTION), *body.nodes))
    word = [Symbol("mod", Role.FUNCTION)] if name == "pmod" else []
    return Row((Space(1), Symbol("(", Role.OPEN), *word, *body.nodes, Symbol(")", Role.CLOSE)))


def overset(reader: Reader, name: str) -> Node:
    """Something small over or under a sign; some pairs are one character."""
    small, base = reader.argument(), reader.argument()
    if all(isinstance(node, Symbol) and node.role is Role.LETTER for node in small.nodes) and len(small.nodes) > 1:
        small = Row((Symbol("".join(node.text for node in small.nodes if isinstance(node, Symbol)), Role.NAME),))
    if len(base.nodes) == len(small.nodes) == 1 and name != "underset":
        over, under = small.nodes[0], base.nodes[0]
        if isinstance(over, Symbol | Words) and isinstance(under, Symbol):
            single = STACKED_RELATIONS.get((under.text, over.text.strip()))
            if single is not None:
                return Symbol(single, Role.RELATION)
    return Stack(base, under=small) if name == "underset" else Stack(base, over=small)


def brace(reader: Reader, name: str) -> Node:
    """A brace over or under the argument."""
    return Brace(reader.argument(), name.startswith("over"))


def arrow(reader: Reader, name: str) -> Node:
    """An arrow with labels over it and, in brackets, under it."""
    under = reader.optional()
    below = NOTHING if under is None else reader.inner(under).everything()
    return Arrow(HEADS[name], reader.argument(), below)


def with_role(reader: Reader, name: str) -> Node:
    """The argument, with the role that the command gives it."""
    row = reader.argument()
    if len(row.nodes) == 1 and isinstance(symbol := row.nodes[0], Symbol):
        return replace(symbol, role=ROLES[name], limits=name == "mathop")
    text = joined(row, "mathrm")
    return replace(text, role=ROLES[name], limits=name == "mathop") if isinstance(text, Symbol) else row


def joined(row: Row, name: str) -> Node:
    """The argument of an alphabet: letters side by side are a word in an upright one."""
    letters = all(
        isinstance(node, Symbol | Space) and getattr(node, "role", Role.LETTER) in (Role.LETTER, Role.DIGIT)
        for node in row.nodes
    )
    if name not in UPRIGHT or not letters or len(row.nodes) < 2:  # noqa: PLR2004 - a word has two letters
        return row.nodes[0] if len(row.nodes) == 1 else row
    return Symbol("".join(node.text if isinstance(node, Symbol) else " " for node in row.nodes), Role.NAME)


def prescript(reader: Reader, _: str) -> Node:
    """Scripts to the left of their base: the raised one, the lowered one, the base."""
    above, below, base = reader.argument(), reader.argument(), reader.argument()
    return Row((Script(Symbol("", Role.EMPTY), below if below.nodes else None, above if above.nodes else None), *base.nodes))
