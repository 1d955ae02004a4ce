"""Nodes of tokens, and the tags that make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from liquid.exceptions import LiquidSyntaxError
from liquid.tag import Tag
from liquid.token import TOKEN_CONTENT, TOKEN_EOF, TOKEN_OUTPUT, TOKEN_TAG, Token

from tui_course.markup.liquid.expressions import parse_filtered
from tui_course.markup.liquid.lexer import OPEN_BLOCK, UNCLOSED
from tui_course.markup.liquid.template import Block, JekyllNode, LiteralNode, OutputNode, SourceNode, TextNode, source_end

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from liquid.ast import Node
    from liquid.stream import TokenStream

    from tui_course.markup.liquid.engine import JekyllEnvironment


class Parser:
    """Makes nodes of tokens; blocks are known to be closed."""

    __slots__ = ("env",)

    def __init__(self, env: JekyllEnvironment) -> None:
        self.env = env

    def parse(self, stream: TokenStream, end: AbstractSet[str] = frozenset()) -> list[Node]:
        """Nodes up to the end or to a tag in `end`, which is left in the stream."""
        nodes: list[Node] = []
        while True:
            token = stream.current
            kind = token.kind
            if kind == TOKEN_EOF or (kind == TOKEN_TAG and token.value in end):
                return nodes
            if kind == TOKEN_CONTENT:
                nodes.append(TextNode(token, token.value))
                next(stream)
            elif kind == TOKEN_OUTPUT:
                next(stream)
                nodes.append(self._output(token, next(stream).value))
            elif kind == TOKEN_TAG:
                nodes.extend(self._tag(token, stream))
            else:
                next(stream)
                nodes.append(self._loose_end(token))

    @staticmethod
    def _output(token: Token, markup: str) -> Node:
        try:
            return OutputNode(token, parse_filtered(markup))
        except LiquidSyntaxError as error:
            return SourceNode(token, "liquid-syntax", str(error.args[0]))

    def _tag(self, token: Token, stream: TokenStream) -> list[Node]:
        tag = self.env.tags.get(token.value)
        if tag is not None:
            node = tag.get_node(stream)
            return [node, *node.body] if isinstance(node, FailedBlock) else [node]
        next(stream)
        next(stream)
        return [SourceNode(token, "liquid-unknown-tag", f"unknown tag {token.value}")]

    @staticmethod
    def _loose_end(token: Token) -> Node:
        if token.kind == UNCLOSED:
            return LiteralNode(token)
        if token.kind == OPEN_BLOCK:
            return SourceNode(token, "liquid-unclosed-block", "a block without its end")
        return SourceNode(token, "liquid-limit", "a block nested too deep")


class FailedBlock(SourceNode):
    """The first tag of a block that cannot be read; what stands in the block follows it."""

    __slots__ = ("body",)

    def __init__(self, token: Token, message: str, body: list[Node]) -> None:
        super().__init__(token, "liquid-syntax", message)
        self.body = body


class JekyllTag(Tag):
    """A tag that makes a node of its markup."""

    block = False
    env: JekyllEnvironment

    def parse(self, stream: TokenStream) -> Node:
        """The node; one that shows its source if the markup cannot be read."""
        token = next(stream)
        markup = next(stream).value
        try:
            return self.build(token, markup)
        except LiquidSyntaxError as error:
            return SourceNode(token, "liquid-syntax", str(error.args[0]))

    def build(self, token: Token, markup: str) -> Node:
        """The node; raises LiquidSyntaxError if the markup cannot be read."""
        raise NotImplementedError


class Section:
    """A part of a block: the tag it begins with, and what follows."""

    __slots__ = ("block", "markup", "name", "nodes", "token")

    def __init__(self, token: Token, markup: str, nodes: list[Node]) -> None:
        self.name = token.value
        self.token = token
        self.markup = markup
        self.nodes = nodes
        self.block = Block(nodes)


class BlockTag(Tag):
    """A tag with an end, and perhaps with branches between."""

    env: JekyllEnvironment
    branches: AbstractSet[str] = frozenset()

    def parse(self, stream: TokenStream) -> Node:
        """The node; its first tag as source and then its content if that tag cannot be read."""
        token = next(stream)
        sections: list[Section] = []
        opening = token
        parser = Parser(self.env)
        end = frozenset((self.end,))
        while True:
            markup = next(stream).value
            nodes = parser.parse(stream, end | self.branches)
            sections.append(Section(opening, markup, nodes))
            opening = next(stream)
            if opening.kind == TOKEN_EOF or opening.value == self.end:
                break
        next(stream)
        try:
            node = self.build(token, sections)
        except LiquidSyntaxError as error:
            body: list[Node] = [
                node
                for section in sections
                for node in ([_section_source(section)] if section is not sections[0] else []) + section.nodes
            ]
            return FailedBlock(token, str(error.args[0]), body)
        node.stop = source_end(opening)
        return node

    def build(self, token: Token, sections: list[Section]) -> JekyllNode:
        """The node; raises LiquidSyntaxError if a tag's markup cannot be read."""
        raise NotImplementedError


def _section_source(section: Section) -> Node:
    return SourceNode(section.token, "liquid-syntax", "it belongs to a block that cannot be read")
