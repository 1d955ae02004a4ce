"""Tokens to HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.renderer import RendererHTML

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

_REFERENCE: Final = r"(?!(?:[\w:][\w.:\u00b7-]*|#[0-9]+|#x[0-9a-fA-F]+);)"
_AMPERSAND: Final = re.compile(f"&{_REFERENCE}")
_LANGUAGE: Final = re.compile(r"\blanguage-[^ \t\r\n\f\v]+")
_CONTAINERS: Final = frozenset("ul ol dl blockquote table thead tbody tfoot tr".split())


class HtmlRenderer(RendererHTML):
    """Writes kramdown's HTML, in which a formula is a `tui-math` element."""

    def __init__(self, parser: object = None) -> None:
        super().__init__(parser)
        self.writers: dict[str, Callable[[Token], str]] = {
            "text": _text,
            "html_text": _referring_text,
            "html_raw": _raw,
            "code_inline": _code_span,
            "code_block": _code_block,
            "math": _math,
            "footnote_ref": _footnote_mark,
            "unknown": _unknown,
        }

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        """The HTML of tokens, those of a block's text included."""
        out: list[str] = []
        writers = self.writers
        for token in tokens:
            if token.type == "inline":
                if token.children:
                    out.append(self.render(token.children, options, env))
            elif (write := writers.get(token.type)) is not None:
                out.append(write(token))
            elif not token.hidden:
                out.append(_tag(token))
        return "".join(out)


def _tag(token: Token) -> str:
    if token.nesting == -1:
        return f"</{token.tag}>\n" if token.block else f"</{token.tag}>"
    end = " />" if token.nesting == 0 else ">"
    if token.block and (token.nesting == 0 or token.tag in _CONTAINERS):
        end += "\n"
    return f"<{token.tag}{_attributes(token.attrs)}{end}" if token.attrs else f"<{token.tag}{end}"


def _attributes(attributes: dict[str, str | int | float]) -> str:
    return "".join(
        [
            f' {name}="{_escape_referring(str(value)).replace(chr(34), "&quot;")}"'
            for name, value in attributes.items()
            if name != "id" or str(value).strip()
        ]
    )


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _escape_referring(text: str) -> str:
    """Escape all but character references."""
    if "&" in text:
        text = _AMPERSAND.sub("&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;")


def _text(token: Token) -> str:
    return _escape(token.content)


def _referring_text(token: Token) -> str:
    return _escape_referring(token.content)


def _raw(token: Token) -> str:
    return token.content + "\n" if token.block else token.content


def _code_span(token: Token) -> str:
    return f"<code{_attributes(token.attrs)}>{_escape(token.content)}</code>"


def _code_block(token: Token) -> str:
    attributes = dict(token.attrs)
    language = _LANGUAGE.search(str(attributes.get("class", "")))
    code = f' class="{_escape_referring(language.group()).replace(chr(34), "&quot;")}"' if language else ""
    if language:
        rest = str(attributes["class"]).replace(language.group(), "", 1).strip()
        attributes["class"] = rest
        if not rest:
            del attributes["class"]
    content = _escape(token.content).removesuffix("\n")
    return f"<pre{_attributes(attributes)}><code{code}>{content}\n</code></pre>\n"


def _math(token: Token) -> str:
    formula = f'<tui-math display="{token.info}">{_escape(token.content)}</tui-math>'
    if token.attrs:
        tag = "div" if token.block else "span"
        formula = f"<{tag}{_attributes(token.attrs)}>{formula}</{tag}>"
    return formula + "\n" if token.block else formula


def _footnote_mark(token: Token) -> str:
    name, repeat = token.meta["id"], token.meta["repeat"]
    suffix = f":{repeat}" if repeat else ""
    return (
        f'<sup id="fnref:{name}{suffix}" role="doc-noteref"><a href="#fn:{name}" class="footnote" rel="footnote">'
        f"{token.meta['number']}</a></sup>"
    )


def _unknown(token: Token) -> str:
    return f"<tui-unknown{_attributes(token.attrs)}>{_escape(token.content)}</tui-unknown>\n"
