"""The parser of GitHub-flavoured Markdown: every rule that this package adds, in one table."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from mdit_py_plugins.footnote.index import footnote_def

from tui_course.markup.gfm import (
    alerts,
    autolinks,
    citations,
    footnotes,
    formulas,
    headings,
    media,
    nesting,
    quizzes,
    quotes,
    raw_html,
    references,
    tables,
)
from tui_course.markup.gfm.context import Context, no_works
from tui_course.markup.gfm.texts import text_of
from tui_course.model.problem import Problem, Severity
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.parser_block import RuleFuncBlockType
    from markdown_it.token import Token

    from tui_course.markup.gfm.context import Works

# Each rule with the one that it runs before, its name and the blocks that it may interrupt.
_BLOCK_RULES: Final[tuple[tuple[str, str, RuleFuncBlockType, list[str]], ...]] = (
    ("table", "nesting", nesting.nesting, []),
    ("fence", "formula", formulas.block, ["paragraph", "reference", "blockquote"]),
    ("reference", "footnote_def", footnote_def, ["paragraph", "reference"]),
)
_INLINE_RULES: Final = (
    ("backticks", "formula", formulas.span),
    ("link", "footnote_mark", footnotes.mark),
    ("link", "citation", citations.group),
    ("newline", "scheme_address", autolinks.scheme_address),
)
_BEFORE_INLINES: Final = (("alerts", alerts.alerts), ("quizzes", quizzes.marks))
# In the order in which they run; the text that escapes leave is joined to its neighbours where `text_join` stands.
_AFTER_INLINES: Final = (
    ("other_addresses", autolinks.other_addresses),
    ("footnotes", footnotes.collect),
    ("citations", citations.resolve),
    ("text_join", None),
    ("references", references.lists),
    ("task_boxes", alerts.task_boxes),
    ("heading_ids", headings.heading_ids),
    ("protect_html", raw_html.protect_html),
    ("figures", media.figures),
)
_RENDERERS: Final = {
    "citation": citations.render_citation,
    "figure": media.render_figure,
    "image": media.render_image,
    "formula": formulas.render_formula,
    "footnote_mark": footnotes.render_mark,
    "footnote_open": footnotes.render_note_open,
    "footnote_close": footnotes.render_around,
    "footnotes_open": footnotes.render_around,
    "footnotes_close": footnotes.render_around,
    "references": media.render_figure,
}
_DANGEROUS = re.compile(r"\s*(?:javascript|vbscript):", re.IGNORECASE)


class _Parser(MarkdownIt):
    """Keeps addresses as their authors wrote them: they are shown and looked up, not fetched."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"maxNesting": nesting.MAX_NESTING, "strikethrough_single_tilde": True})
        self.inline = nesting.InlineParser()
        self.configure("commonmark", {"maxNesting": nesting.MAX_NESTING, "strikethrough_single_tilde": True})

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the parser's own name
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802 - likewise
        return not _DANGEROUS.match(url)


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML, the keys it cites in order, and what was wrong with its source."""

    html: str
    cited: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Gfm:
    """GitHub-flavoured Markdown, with formulas, footnotes and citations."""

    @cached_property
    def _parser(self) -> MarkdownIt:
        parser = _Parser()
        parser.enable(["table", "strikethrough"])
        for before, name, rule, interrupted in _BLOCK_RULES:
            parser.block.ruler.before(before, name, rule, {"alt": interrupted})
        parser.block.ruler.at("reference", citations.definition)
        parser.block.ruler.at("blockquote", quotes.quote, {"alt": ["paragraph", "reference", "blockquote", "list"]})
        parser.block.ruler.at("table", tables.table, {"alt": ["paragraph", "reference"]})
        parser.block.ruler.at("html_block", raw_html.html_block, {"alt": ["paragraph", "reference", "blockquote"]})
        for before, name, inline_rule in _INLINE_RULES:
            parser.inline.ruler.before(before, name, inline_rule)
        for name, core_rule in _BEFORE_INLINES:
            parser.core.ruler.before("inline", name, core_rule)
        place = "inline"
        for name, after in _AFTER_INLINES:
            if after is not None:
                parser.core.ruler.after(place, name, after)
            place = name
        for name, render in _RENDERERS.items():
            parser.add_render_rule(name, render)
        parser.add_render_rule("fence", _fence)
        return parser

    def render(self, text: str, file: str = "", first_line: int = 1, works: Callable[[], Works | None] = no_works) -> Rendered:
        """Turn Markdown into HTML.

        `file` and `first_line` say where problems are; `works` is asked for the bibliography when the page cites something.
        Never raises: a page that is nested too deeply to be read is given as its source, and reported.
        """
        return self._rendered(text, Context(file, first_line, works))

    def fragment(self, text: str, works: Callable[[], Works | None] = no_works) -> Rendered:
        """The same for words that belong to a page but stand apart, without a list of what they cite; lines count in `text`."""
        return self._rendered(text, Context("", 1, works, lists=False))

    def _rendered(self, text: str, context: Context) -> Rendered:
        try:
            html = str(self._parser.render(text, context.put({})))
        except RecursionError:
            message = "marks nested too deeply to be read; the source is shown"
            problem = Problem("nesting", Severity.ERROR, message, context.file)
            return Rendered(f'<tui-unknown reason="marks nested too deeply">{escapeHtml(text)}</tui-unknown>', (), (problem,))
        return Rendered(html, tuple(context.cited), tuple(context.problems))

    def words(self, line: str) -> str:
        """The words of one line of Markdown, without its markup."""
        context = Context("", 1, no_works)
        try:
            tokens = self._parser.parseInline(line, context.put({}))
        except RecursionError:
            return line
        return text_of(tokens[0].children if tokens else None).strip()


def _fence(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:  # noqa: ANN401 - the parser's own
    """A block of code, or the formula or the questions that are fenced like one."""
    token = tokens[index]
    if quizzes.is_data(token):
        return quizzes.data(token, Context.of(env))
    if token.info.strip().lower() == "math":
        return formulas.formula_element(token.content.strip())
    return RendererHTML.fence(self, tokens, index, options, env)
