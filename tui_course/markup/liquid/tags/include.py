"""Jekyll's `include`, `include_relative` and `include_cached`."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from tui_course.markup.liquid.errors import LiquidSyntaxError
from tui_course.markup.liquid.expressions import parse_expression
from tui_course.markup.liquid.limits import MAX_INCLUDE_DEPTH, MAX_INCLUDES
from tui_course.markup.liquid.parser import Tag
from tui_course.markup.liquid.template import Node, show_source

if TYPE_CHECKING:
    from tui_course.markup.liquid.context import Context, Output
    from tui_course.markup.liquid.expressions import Expression
    from tui_course.markup.liquid.template import Block, Template
    from tui_course.markup.liquid.tokens import Token

_PARAMETER = re.compile(
    r"""\s*([\w-]+)\s*=\s*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|'([^'\\]*(?:\\.[^'\\]*)*)'|([\w.-]+))(?=\s|\Z)""",
    re.ASCII | re.DOTALL,
)
_LOOSE_PARAMETER = r"(?as)(?<![\w-])" + _PARAMETER.pattern.removeprefix(r"\s*").removesuffix(r"(?=\s|\Z)")
_TEMPLATED_NAME = r"([^{]*(?:\{\{\s*[\w\-.]+\s*(?:\|[^{}]*)?\}\}[^\s{}]*)+)(.*)"
_NAME = re.compile(r"[\w/.\-()+~#@]+", re.ASCII)
_CLIMBING = r"[./]{2,}"
_SPACE = re.compile(r"[ \t\n\v\f\r]+")


def _split(markup: str) -> tuple[str, str | None]:
    """The file name, which may hold outputs, and the parameters, None if there are none."""
    markup = markup.strip(" \t\n\v\f\r\0")
    if "{{" in markup and (match := re.match(_TEMPLATED_NAME, markup, flags=re.ASCII | re.DOTALL)):
        return match[1].strip(), match[2].strip()
    parts = _SPACE.split(markup, maxsplit=1)
    return parts[0], parts[1] if len(parts) > 1 else None


def _parameters(markup: str) -> tuple[list[tuple[str, str | Expression]], str]:
    """Names with their texts or variables, and what could not be read."""
    found: list[tuple[str, str | Expression]] = []
    at, strict = 0, True
    while match := _PARAMETER.match(markup, at):
        found.append(_parameter(match))
        at = match.end()
    rest = markup[at:].strip()
    if rest:
        strict = False
        found.extend(_parameter(match) for match in re.compile(_LOOSE_PARAMETER).finditer(markup, at))
    return found, "" if strict else rest


def _parameter(match: re.Match[str]) -> tuple[str, str | Expression]:
    name, double, single, variable = match.groups()
    if variable is not None:
        return name, parse_expression(variable)
    return name, double.replace('\\"', '"') if double is not None else single.replace("\\'", "'")


class IncludeNode(Node):
    """A tag that renders another file in its place."""

    __slots__ = ("name", "parameters", "relative", "rest", "templated")

    def __init__(self, token: Token, templated: Block | None, *, relative: bool) -> None:
        super().__init__(token)
        self.name, parameters = _split(token.markup)
        self.templated = templated
        self.relative = relative
        self.parameters: list[tuple[str, str | Expression]] | None = None
        self.rest = ""
        if parameters is not None:
            self.parameters, self.rest = _parameters(parameters)

    def render(self, context: Context, output: Output) -> None:
        """Render the file, or show the tag if there is none or no more may be included."""
        if self.rest:
            context.report("liquid-syntax", f"include {self.name}: cannot read {self.rest.split(chr(10))[0][:60]}", self)
        name = self._file_name(context, output)
        if context.depth >= MAX_INCLUDE_DEPTH or context.budget.includes <= 0:
            reason = (
                f"includes nested deeper than {MAX_INCLUDE_DEPTH}"
                if context.depth >= MAX_INCLUDE_DEPTH
                else f"more than {MAX_INCLUDES} includes on a page"
            )
            context.report("liquid-limit", reason, self)
            show_source(self, reason, output, context)
            return
        template = self._template(context, name)
        if template is None:
            context.report("liquid-include-missing", f"there is no include {name}", self)
            show_source(self, f"there is no include {name}", output, context)
            return
        context.budget.includes -= 1
        self._render(template, context, output)

    def _file_name(self, context: Context, output: Output) -> str:
        return self.name if self.templated is None else context.capture(self.templated, output)[0]

    def _template(self, context: Context, name: str) -> Template | None:
        if re.search(_CLIMBING, name) or not _NAME.fullmatch(name):
            return None
        if self.relative:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(context.page_file), name))
            text = context.host.include_relative(name, context.page_file)
        else:
            path = f"_includes/{name}"
            known = context.env.partials.get(path)
            if known is not None:
                return known
            text = context.host.include(name)
        return None if text is None else context.env.partial(path, text)

    def _render(self, template: Template, context: Context, output: Output) -> None:
        scope: dict[str, object] = {}
        if self.parameters is not None:
            scope["include"] = {
                name: value if isinstance(value, str) else value.evaluate(context) for name, value in self.parameters
            }
        context.depth += 1
        context.quizzes.enter(output)
        try:
            with context.extend(scope, template=template):
                template.block.render(context, output)
        finally:
            context.quizzes.leave()
            context.depth -= 1


class IncludeTag(Tag):
    """`{% include file.html name="value" %}`."""

    relative = False

    def build(self, token: Token) -> Node:
        """The node; raises LiquidSyntaxError if there is no file name."""
        name, _ = _split(token.markup)
        if not name:
            raise LiquidSyntaxError("include without a file name")
        templated = self.env.block(name) if "{{" in name else None
        return IncludeNode(token, templated, relative=self.relative)


class IncludeRelativeTag(IncludeTag):
    """`{% include_relative file.html %}`."""

    relative = True
