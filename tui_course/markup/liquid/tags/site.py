"""Tags of Jekyll and of its usual plugins that need the site."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, cast

from liquid.exceptions import LiquidSyntaxError

from tui_course.markup.liquid.filters.urls import relative_url
from tui_course.markup.liquid.parser import BlockTag, JekyllTag, Section
from tui_course.markup.liquid.template import Block, JekyllNode
from tui_course.markup.liquid.values import strip

if TYPE_CHECKING:
    from liquid.token import Token

    from tui_course.markup.liquid.context import JekyllContext, Output
    from tui_course.markup.liquid.template import JekyllTemplate

_HIGHLIGHT = re.compile(r"([a-zA-Z0-9.+#_-]+)(\s+.*)?", re.DOTALL)
_LINE_ENDS = "\n\r"


class LinkNode(JekyllNode):
    """`link` and `post_url`: the url of a file of the site."""

    __slots__ = ("path", "templated")

    def __init__(self, token: Token, path: str, templated: JekyllTemplate | None) -> None:
        super().__init__(token)
        self.path = path
        self.templated = templated

    def run(self, context: JekyllContext, output: Output) -> None:
        """Write the url, or the path as it stands if the site has no such file."""
        path = self.path
        if self.templated is not None:
            path, _ = context.capture(self.templated.block, output)
        url = context.host.post_url(path) if self.token.value == "post_url" else context.host.link(path)
        if url is None:
            context.report("link-missing", f"{self.token.value} names no file of the site: {path}", self)
            output.write(html.escape(path, quote=True))
        else:
            output.write(str(relative_url(url, context=context)))


class LinkTag(JekyllTag):
    """`{% link _modules/page.md %}`."""

    name = "link"

    def build(self, token: Token, markup: str) -> JekyllNode:
        """The node."""
        path = strip(markup)
        return LinkNode(token, path, cast("JekyllTemplate", self.env.from_string(path)) if "{{" in path else None)


class PostUrlTag(JekyllTag):
    """`{% post_url 2020-01-01-title %}`."""

    name = "post_url"

    def build(self, token: Token, markup: str) -> JekyllNode:
        """The node."""
        return LinkNode(token, strip(markup), None)


class HighlightNode(JekyllNode):
    """`highlight`: its content as code."""

    __slots__ = ("block", "language")

    def __init__(self, token: Token, language: str, block: Block) -> None:
        super().__init__(token, blank=block.blank)
        self.block = block
        self.language = language

    def run(self, context: JekyllContext, output: Output) -> None:
        """Write the code."""
        code, interrupt = context.capture(self.block, output)
        language = html.escape(self.language.replace("+", "-"))
        output.write(f'<pre><code class="language-{language}">{html.escape(code.strip(_LINE_ENDS), quote=False)}</code></pre>')
        if interrupt:
            raise interrupt


class HighlightTag(BlockTag):
    """`{% highlight ruby linenos %} {% endhighlight %}`."""

    name = "highlight"
    end = "endhighlight"

    def build(self, token: Token, sections: list[Section]) -> JekyllNode:
        """The node; raises LiquidSyntaxError if no language is named."""
        match = _HIGHLIGHT.fullmatch(strip(sections[0].markup))
        if match is None:
            raise LiquidSyntaxError("highlight without a language", token=None)
        return HighlightNode(token, match[1].lower(), sections[0].block)


class GistNode(JekyllNode):
    """`gist`: a link to it."""

    __slots__ = ("arguments",)

    def __init__(self, token: Token, arguments: list[str]) -> None:
        super().__init__(token)
        self.arguments = arguments

    def run(self, context: JekyllContext, output: Output) -> None:  # noqa: ARG002 - the interface
        """Write the link."""
        url = html.escape(f"https://gist.github.com/{self.arguments[0]}", quote=True)
        output.write(f'<a href="{url}">{html.escape(" ".join(self.arguments))}</a>')


class GistTag(JekyllTag):
    """`{% gist user/id file %}`."""

    name = "gist"

    def build(self, token: Token, markup: str) -> JekyllNode:
        """The node; raises LiquidSyntaxError if no gist is named."""
        arguments = [argument.strip("\"'") for argument in markup.split()]
        if not arguments:
            raise LiquidSyntaxError("gist without its id", token=None)
        return GistNode(token, arguments)


class SilentTag(JekyllTag):
    """A tag that writes what only browsers and search engines read."""

    name = "seo"

    def build(self, token: Token, markup: str) -> JekyllNode:  # noqa: ARG002 - the interface
        """A node that writes nothing."""
        return JekyllNode(token)
