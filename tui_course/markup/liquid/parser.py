"""Nodes of tokens, and the tags that make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup.liquid.errors import LiquidError
from tui_course.markup.liquid.expressions import parse_filtered
from tui_course.markup.liquid.template import Block, LiteralNode, Node, OutputNode, SourceNode, TextNode
from tui_course.markup.liquid.tokens import Kind, Token

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from tui_course.markup.liquid.engine import Environment


class Parser:
    """Makes nodes of the tokens of one template; blocks are known to be closed."""

    __slots__ = ("_env", "_position", "_tokens")

    def __init__(self, env: Environment, tokens: Iterable[Token]) -> None:
        self._env = env
        self._tokens = list(tokens)
        self._position = 0

    def take(self) -> Token:
        """The next token, consumed unless it is the end."""
        token = self._tokens[self._position]
        if token.kind is not Kind.END:
            self._position += 1
        return token

    def parse(self, end: AbstractSet[str] = frozenset()) -> list[Node]:
        """Nodes up to the end or to a tag in `end`, which is left for the caller to take."""
        nodes: list[Node] = []
        while True:
            token = self._tokens[self._position]
            if token.kind is Kind.END or (token.kind is Kind.TAG and token.value in end):
                return nodes
            self._position += 1
            if token.kind is Kind.TAG:
                nodes.extend(self._tag(token))
            else:
                nodes.append(_leaf(token))

    def _tag(self, token: Token) -> list[Node]:
        tag = self._env.tags.get(token.value)
        if tag is None:
            return [SourceNode(token, "liquid-unknown-tag", f"unknown tag {token.value}")]
        return tag.parse(token, self)


def _leaf(token: Token) -> Node:
    match token.kind:
        case Kind.TEXT:
            return TextNode(token, token.value)
        case Kind.OUTPUT:
            try:
                return OutputNode(token, parse_filtered(token.markup))
            except LiquidError as error:
                return SourceNode(token, "liquid-syntax", str(error.args[0]))
        case Kind.UNCLOSED:
            return LiteralNode(token)
        case Kind.OPEN_BLOCK:
            return SourceNode(token, "liquid-unclosed-block", "a block without its end")
        case _:
            return SourceNode(token, "liquid-limit", "a block nested too deep")


class Tag:
    """A tag that makes a node of its markup."""

    __slots__ = ("env",)

    def __init__(self, env: Environment) -> None:
        self.env = env

    def parse(self, token: Token, parser: Parser) -> list[Node]:  # noqa: ARG002 - nothing follows that belongs to it
        """The node; one that shows its source if the markup cannot be read."""
        try:
            return [self.build(token)]
        except LiquidError as error:
            return [SourceNode(token, "liquid-syntax", str(error.args[0]))]

    def build(self, token: Token) -> Node:
        """The node; raises LiquidSyntaxError if the markup cannot be read."""
        raise NotImplementedError


class Section:
    """A part of a block: the tag it begins with, and what follows."""

    __slots__ = ("block", "token")

    def __init__(self, token: Token, nodes: list[Node]) -> None:
        self.token = token
        self.block = Block(nodes)


class BlockTag:
    """A tag with an end, and perhaps with branches between."""

    __slots__ = ("env",)

    branches: AbstractSet[str] = frozenset()

    def __init__(self, env: Environment) -> None:
        self.env = env

    def parse(self, token: Token, parser: Parser) -> list[Node]:
        """The node; its tags as source, each before its content, if one of them cannot be read."""
        end = f"end{token.value}"
        stops = self.branches | {end}
        sections: list[Section] = []
        opening = token
        while opening.value != end and opening.kind is not Kind.END:
            sections.append(Section(opening, parser.parse(stops)))
            opening = parser.take()
        try:
            node = self.build(token, sections)
        except LiquidError as error:
            nodes: list[Node] = []
            reason = str(error.args[0])
            for section in sections:
                nodes += (SourceNode(section.token, "liquid-syntax", reason), *section.block.nodes)
                reason = "it belongs to a block that cannot be read"
            return nodes
        node.stop = opening.stop
        return [node]

    def build(self, token: Token, sections: list[Section]) -> Node:
        """The node; raises LiquidSyntaxError if a tag's markup cannot be read."""
        raise NotImplementedError
