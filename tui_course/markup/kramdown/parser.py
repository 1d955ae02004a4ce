"""Markdown to HTML with kramdown's rules on markdown-it's frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt
from markdown_it.parser_core import RuleFuncCoreType
from markdown_it.ruler import Ruler

from tui_course.markup.kramdown.document import Document, environment
from tui_course.markup.kramdown.options import Options
from tui_course.markup.kramdown.renderer import HtmlRenderer
from tui_course.markup.kramdown.rules import CORE, RULES
from tui_course.values import dataclass

if TYPE_CHECKING:
    from tui_course.model.problem import Problem


_DEFAULTS: Final = Options()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as HTML, and what was wrong with its Markdown; lines count in the text, the file is empty."""

    html: str
    problems: tuple[Problem, ...] = ()


class Kramdown:
    """Renders Markdown as Jekyll does; one instance may render many pages."""

    def __init__(self, options: Options = _DEFAULTS) -> None:
        self.options = options
        self._markdown = MarkdownIt("zero", renderer_cls=HtmlRenderer)
        self._markdown.core.ruler = Ruler[RuleFuncCoreType]()
        for name, rule in CORE:
            self._markdown.core.ruler.push(name, rule)

    def render(self, text: str, first_line: int = 0) -> Rendered:
        """The HTML of a page without its front matter; never raises for what the text says.

        `first_line` is the line of its file where the text begins, 0 where nobody knows: what questions say of their places
        counts from there.
        """
        return self._rendered(text, Document(self.options, RULES, first_line))

    def fragment(self, text: str) -> Rendered:
        """The same for words of a question."""
        document = Document(self.options, RULES)
        document.enter_question()
        return self._rendered(text, document)

    def _rendered(self, text: str, document: Document) -> Rendered:
        html = self._markdown.render(text, environment(document))
        return Rendered(html, tuple(document.problems))
