"""The tags of jekyll-scholar, read as its option parser reads them and answered by the host."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_course.markup.liquid import numeric, values
from tui_course.markup.liquid.expressions import Lookup, parse_expression
from tui_course.markup.liquid.host import Bibliography, Citation
from tui_course.markup.liquid.parser import BlockTag, JekyllTag, Section
from tui_course.markup.liquid.template import Block, JekyllNode

if TYPE_CHECKING:
    from liquid.token import Token

    from tui_course.markup.liquid.context import JekyllContext, Output

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
_OPTION = re.compile(rf"(?<!\S)(?:--({'|'.join(sorted(_LONG, key=len, reverse=True))})(?=[\s=]|\Z)|-([{''.join(_SHORT)}]))")
_INTERPOLATED = re.compile(r"\{\{\s*([\w.]+)\s*\}\}", re.ASCII)


def read_options(arguments: str) -> dict[str, list[str]]:
    """The values given to each option by its long name; one without a value has an empty text."""
    options: dict[str, list[str]] = {}
    matches = list(_OPTION.finditer(arguments))
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        name, takes = _LONG[match[1]] if match[1] else _SHORT[match[2]]
        value = arguments[match.end() : following.start() if following else len(arguments)].strip().removeprefix("=").strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        options.setdefault(name, []).append(value if takes else "")
    return options


class ScholarNode(JekyllNode):
    """A tag with citation keys and options."""

    __slots__ = ("block", "keys", "options")

    def __init__(self, token: Token, markup: str, block: Block | None = None) -> None:
        super().__init__(token)
        self.block = block
        tokens = markup.split()
        count = next((index for index, word in enumerate(tokens) if word.startswith("-")), len(tokens))
        self.keys = [(key, parse_expression(key)) for key in tokens[:count]]
        self.options = read_options(" ".join(tokens[count:]))

    def _key(self, key: str, variable: object, context: JekyllContext) -> str:
        value = variable.evaluate(context) if isinstance(variable, Lookup) else None
        return value if isinstance(value, str) and value else key

    def _text(self, name: str, context: JekyllContext) -> str:
        """The last value of an option, with the variables in it."""
        given = self.options.get(name)

        def variable(match: re.Match[str]) -> str:
            value = parse_expression(match[1]).evaluate(context)
            return values.to_s(value) if values.truthy(value) else match[0]

        return _INTERPOLATED.sub(variable, given[-1]) if given else ""

    def _all(self, name: str) -> tuple[str, ...]:
        return tuple(self.options.get(name, ()))

    def citation(self, context: JekyllContext) -> Citation:
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

    def bibliography(self, context: JekyllContext) -> Bibliography:
        """What a listing tag asks for."""
        maximum = self._text("max", context)
        return Bibliography(
            cited="cited" in self.options or "cited_in_order" in self.options,
            in_order="cited_in_order" in self.options,
            clear="clear" in self.options,
            query=self._text("query", context),
            files=tuple(_INTERPOLATED.sub(lambda match: self._variable(match, context), name) for name in self._all("file")),
            prefix=self._text("prefix", context),
            group_by=self._text("group_by", context),
            group_order=self._text("group_order", context),
            list_tag=self._text("bibliography_list_tag", context),
            offset=max(0, numeric.text_to_i(self._text("offset", context))),
            maximum=max(0, numeric.text_to_i(maximum)) if maximum else None,
            remove_duplicates="remove_duplicates" in self.options,
            place=context.place(self),
        )

    @staticmethod
    def _variable(match: re.Match[str], context: JekyllContext) -> str:
        value = parse_expression(match[1]).evaluate(context)
        return values.to_s(value) if values.truthy(value) else match[0]

    def run(self, context: JekyllContext, output: Output) -> None:
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

    def _quote(self, context: JekyllContext, output: Output) -> None:
        text, interrupt = context.capture(self.block, output) if self.block else ("", None)
        quoted = values.strip(text).replace("\n\n", "</p><p>").replace("\n", "<br/>")
        output.write(f"<blockquote><p>{quoted}</p><cite>{context.host.cite(self.citation(context))}</cite></blockquote>")
        if interrupt:
            raise interrupt


class ScholarTag(JekyllTag):
    """A tag without content."""

    def build(self, token: Token, markup: str) -> JekyllNode:
        """The node."""
        return ScholarNode(token, markup)


class CiteTag(ScholarTag):
    """`{% cite key -l 12 %}`."""

    name = "cite"


class NociteTag(ScholarTag):
    """`{% nocite key %}`."""

    name = "nocite"


class ReferenceTag(ScholarTag):
    """`{% reference key %}`."""

    name = "reference"


class CiteDetailsTag(ScholarTag):
    """`{% cite_details key --text Details %}`."""

    name = "cite_details"


class BibliographyTag(ScholarTag):
    """`{% bibliography --cited %}`."""

    name = "bibliography"


class BibliographyCountTag(ScholarTag):
    """`{% bibliography_count --query @book %}`."""

    name = "bibliography_count"


class QuoteTag(BlockTag):
    """`{% quote key %} {% endquote %}`."""

    name = "quote"
    end = "endquote"

    def build(self, token: Token, sections: list[Section]) -> JekyllNode:
        """The node."""
        return ScholarNode(token, sections[0].markup, sections[0].block)
