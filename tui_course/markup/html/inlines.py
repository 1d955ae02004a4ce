"""Elements inside a line of text to inlines."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_course.markup.html.element import BLOCK, CODE, SKIPPED, STYLES, attributes, is_hidden
from tui_course.model.inline import (
    Anchor,
    Break,
    Checkbox,
    Cite,
    CodeSpan,
    FootnoteRef,
    Image,
    Inline,
    Link,
    MathSpan,
    Style,
    Styled,
    Text,
)
from tui_course.model.problem import Severity
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborNode

    from tui_course.markup.html.surroundings import Surroundings

_SPACE = re.compile(r"[ \t\n\f\r]+")
_MATH = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]|\$\$(.+?)\$\$", re.DOTALL)
_NAMED_ID = re.compile(r"#([\w:.-]+)|(?:getElementById|toggle\w*|show\w*|hide\w*|reveal\w*)\(\s*['\"]#?([\w:.-]+)")
_MAX_DEPTH: Final = 60


def trimmed(children: Iterable[Inline]) -> tuple[Inline, ...]:
    """Inlines with white space folded across their borders, as HTML shows them, and none at either end."""
    folded, _ = _fold(children, space=True)
    while folded:
        last = folded[-1]
        if isinstance(last, Break) or (isinstance(last, Text) and not last.text.rstrip(" ")):
            folded.pop()
        else:
            folded[-1] = _trim_end(last)
            break
    return tuple(folded)


def _trim_end(child: Inline) -> Inline:
    match child:
        case Text():
            return Text(child.text.rstrip(" "))
        case Styled() if child.children:
            return Styled(child.style, (*child.children[:-1], _trim_end(child.children[-1])))
        case _:
            return child


def _fold(children: Iterable[Inline], *, space: bool) -> tuple[list[Inline], bool]:
    out: list[Inline] = []
    for child in children:
        match child:
            case Text():
                space = _fold_text(child, out, space=space)
            case Styled() | Link() | Cite():
                inner, space = _fold(child.children, space=space)
                if inner or not isinstance(child, Styled):
                    out.append(replace(child, children=tuple(inner)))
            case Break():
                if out and isinstance(out[-1], Text):
                    out[-1] = Text(out[-1].text.rstrip(" "))
                out.append(child)
                space = True
            case Anchor():
                out.append(child)
            case _:
                out.append(child)
                space = False
    return out, space


def _fold_text(child: Text, out: list[Inline], *, space: bool) -> bool:
    """Append text without doubled white space; returns whether white space ends it."""
    text = child.text.lstrip(" ") if space else child.text
    if not text:
        return space
    if out and isinstance(out[-1], Text):
        out[-1] = Text(out[-1].text + text)
    else:
        out.append(Text(text))
    return text.endswith(" ")


class InlineReader:
    """Reads the inline content of elements.

    What the site hides inside a line is kept in `hidden` until the caller takes it; `buttons` maps the id of an element to the
    words of the button that shows it.
    """

    def __init__(self, surroundings: Surroundings) -> None:
        self._around = surroundings
        self._depth = 0
        self.hidden: list[tuple[Inline, ...]] = []
        self.buttons: dict[str, tuple[Inline, ...]] = {}

    def text(self, raw: str) -> list[Inline]:
        """Character data to inlines: white space folded, formulas between MathJax's delimiters read."""
        raw = visible(raw)
        if "$$" not in raw and "\\(" not in raw and "\\[" not in raw:
            return [Text(_SPACE.sub(" ", raw))] if raw else []
        out: list[Inline] = []
        end = 0
        for match in _MATH.finditer(raw):
            if match.start() > end:
                out.append(Text(_SPACE.sub(" ", raw[end : match.start()])))
            out.append(self.math(match[1] or match[2] or match[3]))
            end = match.end()
        if end < len(raw):
            out.append(Text(_SPACE.sub(" ", raw[end:])))
        return out

    def math(self, tex: str) -> MathSpan:
        """A formula in a line."""
        tex = visible(tex).strip()
        return MathSpan(tex, self._around.math(tex))

    def children(self, node: LexborNode) -> list[Inline]:
        """Everything inside an element, as inlines."""
        out: list[Inline] = []
        for child in node.iter(include_text=True):
            tag = child.tag
            if tag == "-text":
                out.extend(self.text(child.text_content or ""))
            elif tag and not tag.startswith("-") and tag not in SKIPPED:
                if tag in BLOCK and out:
                    out.append(Text(" "))
                out.extend(self.element(child, tag))
                if tag in BLOCK:
                    out.append(Text(" "))
        return out

    def element(self, node: LexborNode, tag: str) -> list[Inline]:
        """One element, as inlines."""
        attrs = attributes(node)
        if self._depth >= _MAX_DEPTH:
            return self.text(node.text())
        self._depth += 1
        try:
            found = self._element(node, tag, attrs)
        finally:
            self._depth -= 1
        if is_hidden(attrs):
            if words := trimmed(found):
                self.hidden.append(words)
            return []
        name = attrs.get("id", "")
        if name and tag != "sup":
            return [Anchor(visible(name)), *found]
        return found

    def _element(self, node: LexborNode, tag: str, attrs: dict[str, str]) -> list[Inline]:
        if (style := STYLES.get(tag)) is not None:
            return self._styled(node, style, attrs)
        if tag in CODE:
            return [CodeSpan(_SPACE.sub(" ", visible(node.text())), keyboard=tag == "kbd")]
        match tag:
            case "a":
                return self._link(node, attrs)
            case "br":
                return [Break()]
            case "img":
                return [self.image(attrs)]
            case "tui-math":
                return [self.math(node.text())]
            case "input":
                return self._input(attrs)
            case "button":
                return self._button(node, attrs)
            case "svg":
                return [Image("", _SPACE.sub(" ", visible(node.text(separator=" "))).strip())]
            case "q":
                return [Text("“"), *self.children(node), Text("”")]
            case "option":
                return [Text(" "), *self.children(node), Text(" ")]
            case "rt":
                return [Text(" ("), *self.children(node), Text(")")]
            case "rp" | "wbr" | "figcaption":
                return []
            case _:
                return self.children(node)

    def image(self, attrs: dict[str, str]) -> Image:
        """A picture from the attributes of its element."""
        src = visible(attrs.get("src") or attrs.get("data-src") or "").strip()
        alt = _SPACE.sub(" ", visible(attrs.get("alt", ""))).strip()
        file = self._around.image(src) if src else ""
        size = self._around.picture_size(file) if file else None
        return Image(src, alt, visible(attrs.get("title", "")), file, size)

    def _styled(self, node: LexborNode, style: Style, attrs: dict[str, str]) -> list[Inline]:
        if style is Style.SUP and (mark := self._footnote(node, attrs)) is not None:
            return mark
        children = self.children(node)
        return [Styled(style, tuple(children))] if children else []

    def _footnote(self, node: LexborNode, attrs: dict[str, str]) -> list[Inline] | None:
        link = node.css_first("a.footnote, a.footnote-ref, a[role=doc-noteref], a[data-footnote-ref]")
        if link is None and attrs.get("class") == "footnote-ref":
            link = node.css_first("a")
        if link is None:
            return None
        label = visible(link.text()).strip().strip("[]")
        name = attrs.get("id") or attributes(link).get("id") or ""
        mark = FootnoteRef(label, visible(attributes(link).get("href", "")).removeprefix("#"))
        return [Anchor(visible(name)), mark] if name else [mark]

    def _link(self, node: LexborNode, attrs: dict[str, str]) -> list[Inline]:
        classes = attrs.get("class", "").split()
        if "reversefootnote" in classes or "footnote-backref" in classes:
            return []
        children = self.children(node)
        href = visible(attrs.get("href", "")).strip()
        if "href" not in attrs:
            name = attrs.get("name", "")
            return [Anchor(visible(name)), *children] if name else children
        if "citation" in classes and "data-keys" in attrs:
            return [Cite(tuple(visible(attrs["data-keys"]).split()), tuple(children))]
        target = self._around.link(href)
        return [Link(tuple(children), href, target.kind, target.page, target.anchor, visible(attrs.get("title", "")))]

    def _input(self, attrs: dict[str, str]) -> list[Inline]:
        kind = attrs.get("type", "text").lower()
        if kind == "checkbox":
            return [Checkbox("checked" in attrs)]
        if kind == "image":
            return [self.image(attrs)]
        if kind != "hidden":
            self._around.report(
                "html-inactive", Severity.NOTE, f"an input field of type {kind} that the terminal cannot offer", "<input"
            )
        return []

    def _button(self, node: LexborNode, attrs: dict[str, str]) -> list[Inline]:
        words = trimmed(self.children(node))
        label = "".join(child.text for child in words if isinstance(child, Text)) or "without words"
        for name in ("onclick", "data-target", "data-bs-target", "aria-controls"):
            value = attrs.get(name, "")
            found = [value] if name == "aria-controls" and value else [a or b for a, b in _NAMED_ID.findall(value)]
            for target in found:
                self.buttons.setdefault(target, words)
        self._around.report("html-inactive", Severity.NOTE, f"a button that needs the site's script: {label}", label)
        return []
