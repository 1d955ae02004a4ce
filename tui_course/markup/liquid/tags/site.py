"""Tags of Jekyll and of its usual plugins that need the site."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from tui_course.markup.liquid.errors import LiquidSyntaxError
from tui_course.markup.liquid.filters.urls import relative_url
from tui_course.markup.liquid.parser import BlockTag, Section, Tag
from tui_course.markup.liquid.template import Block, Node
from tui_course.markup.liquid.values import strip

if TYPE_CHECKING:
    from tui_course.markup.liquid.context import Context, Output
    from tui_course.markup.liquid.tokens import Token

_HIGHLIGHT = r"([a-zA-Z0-9.+#_-]+)(\s+.*)?"
_LINE_ENDS = "\n\r"


class LinkNode(Node):
    """`link` and `post_url`: the url of a file of the site."""

    __slots__ = ("path", "templated")

    def __init__(self, token: Token, path: str, templated: Block | None) -> None:
        super().__init__(token)
        self.path = path
        self.templated = templated

    def render(self, context: Context, output: Output) -> None:
        """Write the url, or the path as it stands if the site has no such file."""
        path = self.path
        if self.templated is not None:
            path, _ = context.capture(self.templated, output)
        url = context.host.post_url(path) if self.token.value == "post_url" else context.host.link(path)
        if url is None:
            context.report("link-missing", f"{self.token.value} names no file of the site: {path}", self)
            output.write(html.escape(path, quote=True))
        else:
            output.write(str(relative_url(url, context=context)))


class LinkTag(Tag):
    """`{% link _modules/page.md %}`."""

    def build(self, token: Token) -> Node:
        """The node."""
        path = strip(token.markup)
        return LinkNode(token, path, self.env.block(path) if "{{" in path else None)


class PostUrlTag(Tag):
    """`{% post_url 2020-01-01-title %}`."""

    def build(self, token: Token) -> Node:
        """The node."""
        return LinkNode(token, strip(token.markup), None)


class HighlightNode(Node):
    """`highlight`: its content as code."""

    __slots__ = ("block", "language")

    def __init__(self, token: Token, language: str, block: Block) -> None:
        super().__init__(token, blank=block.blank)
        self.block = block
        self.language = language

    def render(self, context: Context, output: Output) -> None:
        """Write the code."""
        code, interrupt = context.capture(self.block, output)
        language = html.escape(self.language.replace("+", "-"))
        output.write(f'<pre><code class="language-{language}">{html.escape(code.strip(_LINE_ENDS), quote=False)}</code></pre>')
        if interrupt:
            raise interrupt


class HighlightTag(BlockTag):
    """`{% highlight ruby linenos %} {% endhighlight %}`."""

    def build(self, token: Token, sections: list[Section]) -> Node:
        """The node; raises LiquidSyntaxError if no language is named."""
        match = re.fullmatch(_HIGHLIGHT, strip(sections[0].token.markup), flags=re.DOTALL)
        if match is None:
            raise LiquidSyntaxError("highlight without a language")
        return HighlightNode(token, match[1].lower(), sections[0].block)


class GistNode(Node):
    """`gist`: a link to it."""

    __slots__ = ("arguments",)

    def __init__(self, token: Token, arguments: list[str]) -> None:
        super().__init__(token)
        self.arguments = arguments

    def render(self, context: Context, output: Output) -> None:  # noqa: ARG002 - the interface
        """Write the link."""
        url = html.escape(f"https://gist.github.com/{self.arguments[0]}", quote=True)
        output.write(f'<a href="{url}">{html.escape(" ".join(self.arguments))}</a>')


class GistTag(Tag):
    """`{% gist user/id file %}`."""

    def build(self, token: Token) -> Node:
        """The node; raises LiquidSyntaxError if no gist is named."""
        arguments = [argument.strip("\"'") for argument in token.markup.split()]
        if not arguments:
            raise LiquidSyntaxError("gist without its id")
        return GistNode(token, arguments)


class SilentTag(Tag):
    """A tag that writes what only browsers and search engines read."""

    def build(self, token: Token) -> Node:
        """A node that writes nothing."""
        return Node(token)
