"""The tags of jekyll-scholar, read as its option parser reads them and answered by the host."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_course.markup.liquid import numeric, printing, values
from tui_course.markup.liquid.expressions import Lookup, parse_expression
from tui_course.markup.liquid.host import Bibliography, Citation
from tui_course.markup.liquid.parser import BlockTag, Section, Tag
from tui_course.markup.liquid.template import Block, Node

if TYPE_CHECKING:
    from tui_course.markup.liquid.context import Context, Output
    from tui_course.markup.liquid.tokens import Token

# Long name, short name, whether a value follows; `--label` and `--offset` differ from jekyll-scholar's list of short names
# only where that list forgets them.
_OPTIONS: tuple[tuple[str, str, bool], ...] = (
    ("cited_in_order", "C", False),
    ("cited", "c", False),
    ("clear", "", False),
    ("remove_duplicates", "r", True),
    ("suppress_author", "A", False),
    ("file", "f", True),
    ("query", "q", True),
    ("bibliography_list_tag", "h", True),
    ("prefix", "p", True),
    ("suffix", "", True),
    ("text", "t", True),
    ("locator", "l", True),
    ("label", "L", True),
    ("offset", "o", True),
    ("max", "m", True),
    ("style", "s", True),
    ("group_by", "g", True),
    ("group_order", "G", True),
    ("type_order", "O", True),
    ("template", "T", True),
)
_LONG = {long: (long, takes) for long, _, takes in _OPTIONS}
_SHORT = {short: (long, takes) for long, short, takes in _OPTIONS if short}
_OPTION = rf"(?<!\S)(?:--({'|'.join(sorted(_LONG, key=len, reverse=True))})(?=[\s=]|\Z)|-([{''.join(_SHORT)}]))"
_INTERPOLATED = r"\{\{\s*([\w.]+)\s*\}\}"


def read_options(arguments: str) -> dict[str, list[str]]:
    """The values given to each option by its long name; one without a value has an empty text."""
    options: dict[str, list[str]] = {}
    matches = list(re.finditer(_OPTION, arguments))
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        name, takes = _LONG[match[1]] if match[1] else _SHORT[match[2]]
        value = arguments[match.end() : following.start() if following else len(arguments)].strip().removeprefix("=").strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        options.setdefault(name, []).append(value if takes else "")
    return options


class ScholarNode(Node):
    """A tag with citation keys and options."""

    __slots__ = ("block", "keys", "options")

    def __init__(self, token: Token, block: Block | None = None) -> None:
        super().__init__(token)
        self.block = block
        words = token.markup.split()
        count = next((index for index, word in enumerate(words) if word.startswith("-")), len(words))
        self.keys = [(key, parse_expression(key)) for key in words[:count]]
        self.options = read_options(" ".join(words[count:]))

    def _key(self, key: str, variable: object, context: Context) -> str:
        value = variable.evaluate(context) if isinstance(variable, Lookup) else None
        return value if isinstance(value, str) and value else key

    @staticmethod
    def _interpolated(text: str, context: Context) -> str:
        """A value of an option with the variables in it."""

        def variable(match: re.Match[str]) -> str:
            value = parse_expression(match[1]).evaluate(context)
            return printing.to_s(value) if values.truthy(value) else match[0]

        return re.sub(_INTERPOLATED, variable, text, flags=re.ASCII)

    def _text(self, name: str, context: Context) -> str:
        """The last value of an option, with the variables in it."""
        given = self.options.get(name)
        return self._interpolated(given[-1], context) if given else ""

    def _all(self, name: str) -> tuple[str, ...]:
        return tuple(self.options.get(name, ()))

    def citation(self, context: Context) -> Citation:
        """What a citing tag asks for."""
        return Citation(
            keys=tuple(self._key(key, variable, context) for key, variable in self.keys),
            locators=self._all("locator"),
            labels=self._all("label"),
            prefix=self._text("prefix", context),
            suffix=self._text("suffix", context),
            text=self._text("text", context),
            suppress_author="suppress_author" in self.options,
            files=self._all("file"),
            place=context.place(self),
        )

    def bibliography(self, context: Context) -> Bibliography:
        """What a listing tag asks for."""
        maximum = self._text("max", context)
        return Bibliography(
            cited="cited" in self.options or "cited_in_order" in self.options,
            in_order="cited_in_order" in self.options,
            clear="clear" in self.options,
            query=self._text("query", context),
            files=tuple(self._interpolated(name, context) for name in self._all("file")),
            prefix=self._text("prefix", context),
            group_by=self._text("group_by", context),
            group_order=self._text("group_order", context),
            offset=max(0, numeric.text_to_i(self._text("offset", context))),
            maximum=max(0, numeric.text_to_i(maximum)) if maximum else None,
            place=context.place(self),
        )

    def render(self, context: Context, output: Output) -> None:
        """Write what the host answers."""
        host = context.host
        match self.token.value:
            case "cite":
                output.write(host.cite(self.citation(context)))
            case "nocite":
                output.write(host.nocite(self.citation(context)))
            case "reference":
                output.write(host.reference(self.citation(context)))
            case "cite_details":
                output.write(host.cite_details(self.citation(context)))
            case "bibliography":
                output.write(host.bibliography(self.bibliography(context)))
            case "bibliography_count":
                output.write(str(host.bibliography_count(self.bibliography(context))))
            case _:
                self._quote(context, output)

    def _quote(self, context: Context, output: Output) -> None:
        text, interrupt = context.capture(self.block, output) if self.block else ("", None)
        quoted = values.strip(text).replace("\n\n", "</p><p>").replace("\n", "<br/>")
        output.write(f"<blockquote><p>{quoted}</p><cite>{context.host.cite(self.citation(context))}</cite></blockquote>")
        if interrupt:
            raise interrupt


class ScholarTag(Tag):
    """`{% cite key -l 12 %}`, `{% bibliography --cited %}` and the others without content."""

    def build(self, token: Token) -> Node:
        """The node."""
        return ScholarNode(token)


class QuoteTag(BlockTag):
    """`{% quote key %} {% endquote %}`."""

    def build(self, token: Token, sections: list[Section]) -> Node:
        """The node."""
        return ScholarNode(token, sections[0].block)
