"""Names of HTML elements and what they mean to a reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.model.inline import Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

BLOCK: Final = frozenset(
    (
        "address article aside blockquote body canvas center dd details dialog dir div dl dt embed fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 header hgroup hr iframe legend li main menu nav object ol optgroup p pre search "
        "section summary table tbody td tfoot th thead tr ul video audio tui-quiz"
    ).split()
)
SKIPPED: Final = frozenset("script style head title meta link template base param source track colgroup col area map".split())
STYLES: Final = {
    "em": Style.EMPH,
    "i": Style.EMPH,
    "cite": Style.EMPH,
    "var": Style.EMPH,
    "dfn": Style.EMPH,
    "address": Style.EMPH,
    "strong": Style.STRONG,
    "b": Style.STRONG,
    "u": Style.UNDERLINE,
    "ins": Style.UNDERLINE,
    "s": Style.STRIKE,
    "strike": Style.STRIKE,
    "del": Style.STRIKE,
    "sub": Style.SUB,
    "sup": Style.SUP,
    "mark": Style.MARK,
    "small": Style.SMALL,
}
CODE: Final = frozenset("code tt samp kbd".split())
PLAIN: Final = frozenset(
    (
        "span font label abbr acronym time data bdi bdo big nobr output ruby rb rt rp q a img br wbr input button select "
        "option textarea svg math picture noscript slot x-math blink marquee meter progress tui-math tui-unknown"
    ).split()
)
INLINE: Final = PLAIN | CODE | frozenset(STYLES)
# Words that themes and curricula use as classes of a call-out, and the kind that each stands for.
ADMONITIONS: Final = {
    "note": "note",
    "notice": "note",
    "info": "note",
    "callout": "note",
    "admonition": "note",
    "important": "important",
    "attention": "important",
    "tip": "tip",
    "hint": "tip",
    "success": "tip",
    "warning": "warning",
    "caution": "caution",
    "danger": "caution",
    "error": "caution",
    "example": "example",
    "exercise": "exercise",
    "challenge": "exercise",
    "discussion": "discussion",
    "solution": "solution",
    "objectives": "objectives",
    "prereq": "prerequisites",
    "prerequisites": "prerequisites",
    "keypoints": "key points",
    "checklist": "checklist",
    "testimonial": "testimonial",
}
_GENERIC: Final = frozenset(("note",))
_COMPOUND = re.compile(r"(?:notice|alert|callout|admonition|message|box)-{1,2}([a-z]+)")
_BOOTSTRAP: Final = {"primary": "note", "secondary": "note", "light": "note", "dark": "note", "default": "note"}
_LANGUAGE = re.compile(r"(?:^|\s)(?:language-|lang-|highlight-source-|brush:\s*)([\w+#.-]+)")


def attributes(node: LexborNode) -> dict[str, str]:
    """The attributes of an element; one without a value has the empty string."""
    return {name: value or "" for name, value in node.attributes.items()}


def admonition_kind(classes: str) -> str:
    """The kind of call-out that an element's classes name, or the empty string."""
    found = ""
    for word in classes.lower().split():
        compound = _COMPOUND.fullmatch(word)
        name = compound[1] if compound else word
        kind = ADMONITIONS.get(name) or (_BOOTSTRAP.get(name, "") if compound else "")
        if kind and (not found or found in _GENERIC):
            found = kind
    return found


def language(classes: str) -> str:
    """The language that the classes of a code block name, or the empty string."""
    match = _LANGUAGE.search(classes)
    return match[1].lower() if match else ""


def declarations(style: str) -> dict[str, str]:
    """The declarations of a `style` attribute, names and values in lower case."""
    pairs = (part.split(":", 1) for part in style.lower().split(";") if ":" in part)
    return {name.strip(): value.replace("!important", "").strip() for name, value in pairs}


def is_hidden(attrs: dict[str, str]) -> bool:
    """Whether the site shows the element only when a script asks for it."""
    if "hidden" in attrs:
        return True
    style = attrs.get("style", "")
    return "none" in style and declarations(style).get("display") == "none"


def stands_alone(node: LexborNode) -> bool:
    """Whether an element has no words beside it in the block that holds it."""
    if node.parent is None or (node.parent.tag not in BLOCK and node.parent.tag != "-document"):
        return False
    for sibling in _beside(node):
        tag = sibling.tag or ""
        if (tag == "-text" and (sibling.text_content or "").strip()) or (tag and tag[0] != "-" and tag not in BLOCK | SKIPPED):
            return False
    return True


def _beside(node: LexborNode) -> Iterator[LexborNode]:
    """What stands next to an element, and next to that where it is white space."""
    for step in ("prev", "next"):
        sibling: LexborNode | None = getattr(node, step)
        while sibling is not None:
            yield sibling
            if sibling.tag != "-text" or (sibling.text_content or "").strip():
                break
            sibling = getattr(sibling, step)
