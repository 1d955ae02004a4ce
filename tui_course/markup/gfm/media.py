"""Pictures with a title as figures, and videos and sounds where a picture or a link leads to one."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from tui_course.markup.gfm.texts import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.rules_core import StateCore

_VIDEO: Final = frozenset((".mp4", ".m4v", ".mov", ".ogv", ".webm"))
_AUDIO: Final = frozenset((".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus", ".wav"))


def element_of(address: str) -> str:
    """The element that plays what stands at an address: `video`, `audio`, or none for anything else."""
    try:
        ending = PurePosixPath(urlsplit(address).path).suffix.lower()
    except ValueError:
        return ""
    return "video" if ending in _VIDEO else "audio" if ending in _AUDIO else ""


def figures(state: StateCore) -> None:
    """Make figures of paragraphs that hold nothing but a picture with a title, or a link to a video or a sound."""
    tokens = state.tokens
    for index in range(len(tokens) - 2):
        opening, inline, closing = tokens[index : index + 3]
        if opening.type != "paragraph_open" or inline.type != "inline":
            continue
        made = _figure([child for child in inline.children or [] if not _is_space(child)], state)
        if made:
            opening.hidden = closing.hidden = True
            inline.children = [Token("figure", "", 0, content=made)]


def _figure(children: list[Token], state: StateCore) -> str:
    if not children:
        return ""
    first = children[0]
    renderer, options = state.md.renderer, state.md.options
    if first.type == "image" and len(children) == 1:
        if element_of(str(first.attrs["src"])):
            return str(renderer.render([first], options, state.env))
        if not first.attrs.get("title"):
            return ""
        caption = escapeHtml(str(first.attrs.pop("title")))
        return f"<figure>{renderer.render([first], options, state.env)}<figcaption>{caption}</figcaption></figure>"
    links = [child for child in children if child.type == "link_open"]
    if first.type == "link_open" and children[-1].type == "link_close" and len(links) == 1:
        source = str(first.attrs.get("href", ""))
        if element_of(source):
            words = children[1:-1]
            caption = str(renderer.render(words, options, state.env))
            return _media(source, caption if text_of(words).strip() != source else "")
    return ""


def _is_space(child: Token) -> bool:
    return child.type == "softbreak" or (child.type == "text" and not child.content.strip())


def _media(source: str, caption: str) -> str:
    kind = element_of(source)
    shown = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><{kind} src="{escapeHtml(source)}"></{kind}>{shown}</figure>'


def render_figure(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:  # noqa: ANN401 - the parser's own
    """A figure made before."""
    return tokens[index].content + "\n"


def render_image(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:  # noqa: ANN401 - the parser's own
    """A picture, or the video or sound that is written like one; its words are its caption."""
    token = tokens[index]
    words = text_of(token.children)
    source = str(token.attrs.get("src", ""))
    if element_of(source):
        title = str(token.attrs.get("title", ""))
        return _media(source, escapeHtml(" ".join(part for part in (words, title) if part)))
    token.attrSet("alt", words)
    return str(self.renderToken(tokens, index, options, env))
