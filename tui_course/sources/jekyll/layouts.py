"""What a site's own layouts say around a page's content, without the furniture of the site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from selectolax.lexbor import LexborHTMLParser

from tui_course.markup.data import split_front_matter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from selectolax.lexbor import LexborNode

MAX_DEPTH: Final = 10
_MARK: Final = "data-tui-content"
_CONTAINERS: Final = (
    "main, [role=main], article, #main, #content, #main-content, .main-content, .page-content, .page__content, .markdown-body"
)
_OUTER: Final = frozenset(("main",))
_DROPPED: Final = "nav, footer, aside, form, dialog, [role=navigation], [role=complementary], [role=contentinfo], [role=search]"
_FURNITURE = re.compile(
    r"(?:^|[\s_-])"
    r"(?:nav\w*|menu|breadcrumbs?|pagination|pager|prev\w*|next|permalink|sidebar|toc|share|social|comments?|disqus|related"
    r"|meta|byline|search|skip\w*|edit\w*|masthead|banner)"
    r"(?:$|[\s_-])"
)


def around(
    content: str,
    layout: str,
    load: Callable[[str], str | None],
    render: Callable[[str, Mapping[str, object], str, int], str],
) -> str:
    """A page's HTML with what its chain of layouts adds inside the main part of the page.

    `load` gives the source of a layout by its name, or None; `render` runs Liquid on a text with variables, for a file from a
    line. Where no layout marks a main part (an element such as `main` or `article` around the content), the content comes back
    as it is.
    """
    html = f"<div {_MARK}>{content}</div>"
    seen: set[str] = set()
    while layout and layout not in seen and len(seen) < MAX_DEPTH and (source := load(layout)) is not None:
        seen.add(layout)
        front = split_front_matter(source)
        if "content" not in front.body:
            return content
        html = render(front.body, {"layout": front.values, "content": html}, layout, front.body_line)
        above = front.values.get("layout")
        layout = str(above) if above else ""
    return _main_part(html) if seen and _MARK in html else content


def _main_part(html: str) -> str:
    tree = LexborHTMLParser(html)
    own = tree.css_first(f"[{_MARK}]")
    if own is None or tree.body is None:
        return html
    inside = {node.mem_id for node in own.traverse()}
    above = _ancestors(own)
    ids = {node.mem_id for node in above}
    containers = {node.mem_id for node in tree.css(_CONTAINERS)}
    found = [node for node in above if node.mem_id in containers]
    if not found:
        return own.inner_html or ""
    container = next((node for node in reversed(found) if node.tag in _OUTER), found[-1])
    marked = {node.mem_id for node in container.css(_DROPPED)}
    doomed: list[LexborNode] = []
    for node in container.css("*"):
        if node.mem_id in inside or node.mem_id in ids or node.mem_id == container.mem_id:
            continue
        if node.mem_id in marked or _is_furniture(node):
            doomed.append(node)
    gone: set[int] = set()
    for node in doomed:
        if not gone & {one.mem_id for one in _ancestors(node)}:
            gone.add(node.mem_id)
            node.decompose()
    return container.inner_html or ""


def _ancestors(node: LexborNode) -> list[LexborNode]:
    """The elements around a node, from the inside out."""
    out = []
    above = node.parent
    while above is not None and above.tag not in {"-document", "html"}:
        out.append(above)
        above = above.parent
    return out


def _is_furniture(node: LexborNode) -> bool:
    attrs = node.attributes
    return bool(_FURNITURE.search(f"{attrs.get('class') or ''} {attrs.get('id') or ''}".lower()))
