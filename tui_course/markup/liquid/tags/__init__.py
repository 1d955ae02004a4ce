"""Every tag there is, by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup.liquid.tags import choice, cycle, include, loop, scholar, site, tablerow, variable

if TYPE_CHECKING:
    from tui_course.markup.liquid.parser import BlockTag, Tag

TAGS: dict[str, type[Tag | BlockTag]] = {
    "if": choice.IfTag,
    "unless": choice.UnlessTag,
    "case": choice.CaseTag,
    "ifchanged": choice.IfChangedTag,
    "for": loop.ForTag,
    "tablerow": tablerow.TablerowTag,
    "cycle": cycle.CycleTag,
    "break": loop.BreakTag,
    "continue": loop.ContinueTag,
    "assign": variable.AssignTag,
    "capture": variable.CaptureTag,
    "increment": variable.IncrementTag,
    "decrement": variable.DecrementTag,
    "echo": variable.EchoTag,
    "raw": variable.RawTag,
    "comment": variable.CommentTag,
    "#": variable.CommentTag,
    "include": include.IncludeTag,
    "include_cached": include.IncludeTag,
    "include_relative": include.IncludeRelativeTag,
    "link": site.LinkTag,
    "post_url": site.PostUrlTag,
    "highlight": site.HighlightTag,
    "gist": site.GistTag,
    "seo": site.SilentTag,
    "feed_meta": site.SilentTag,
    "cite": scholar.ScholarTag,
    "nocite": scholar.ScholarTag,
    "quote": scholar.QuoteTag,
    "reference": scholar.ScholarTag,
    "cite_details": scholar.ScholarTag,
    "bibliography": scholar.ScholarTag,
    "bibliography_count": scholar.ScholarTag,
}
