"""A page taken out of its Jekyll site: its words without the templates that only the site could fill in."""

from __future__ import annotations

import re
from dataclasses import field
from html import escape
from typing import TYPE_CHECKING, Any, Final

from tui_course.markup.gfm.media import element_of
from tui_course.model.problem import Problem, Severity
from tui_course.sources.folder.page import scalar
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_FENCED = re.compile(r"^ {0,3}(`{3,}+|~{3,}+)[^\n]*+\n.*?(?:^ {0,3}\1[`~]*+[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`++)[^\n]{1,2000}?(?<!`)\1(?!`)")
_TEMPLATE = re.compile(r"\{%-?\s*+[a-z_]|\{\{-?\s*+[\w\"'][^\n]{0,500}?\}\}")
_ATTRIBUTES = re.compile(r"^[ \t]*\{:[ \t]*[^{}\n]+\}[ \t]*$", re.MULTILINE)
# What a template holds ends where another begins, so that unclosed ones cost no more than their own length.
_MARK = re.compile(
    r"\{%-?\s*+(?P<tag>[A-Za-z_][\w-]*+)(?P<words>(?:[^%{]|%(?!\})|\{(?!%))*+)%\}|\{\{-?(?P<value>(?:[^{}]|\}(?!\}))*+)\}\}"
)
_MAX_INCLUDED: Final = 1_000_000
_MAX_DEPTH: Final = 20
_PARAMETER = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))")
_QUOTED = re.compile(r"\s*(?:\"([^\"]*)\"|'([^']*)')")
_PICTURE: Final = re.compile(r"[^\s]+\.(?:avif|bmp|gif|jpe?g|png|svg|webp)", re.IGNORECASE)
_SPOKEN: Final = ("description", "caption", "text", "content", "message", "body", "title", "alt", "name", "label", "summary")
_CONTROL: Final = frozenset(
    (
        "assign break capture case continue cycle decrement echo else elsif for if ifchanged increment liquid tablerow "
        "unless when"
    ).split()
)
_ALTERNATIVES: Final = frozenset(("else", "elsif", "when"))
_NO_TEXT: Final = frozenset(("comment",))
_CITING: Final = frozenset(("cite", "citet", "citep", "fullcite", "cite_details", "reference", "quote"))
_SITE_ADDRESS: Final = frozenset(("site.baseurl", "site.url"))


def is_torn(body: str) -> bool:
    """Whether a text has Liquid or kramdown's attributes outside code, so that it was written for Jekyll."""
    if not any(mark in body for mark in ("{%", "{{", "{:")):
        return False
    text = _CODE.sub("", _FENCED.sub("", body))
    return bool(_TEMPLATE.search(text) or _ATTRIBUTES.search(text))


@dataclass(frozen=True, slots=True)
class Mended:
    """Markdown without templates, and what it refers to."""

    text: str
    problems: tuple[Problem, ...]


def without_site(
    body: str, file: str, first_line: int, page: Mapping[str, Any], read: Callable[[str], str] = lambda _: ""
) -> Mended:
    """Take the templates out of a text and keep every word between them.

    `page` is the front matter, which `page.x` refers to; `first_line` is the line of `file` where `body` begins; `read` gives
    the text of a file beside it, empty where there is none. What only the site knows is reported as `outside-site`, and shown
    as its source where nothing of it can be read.
    """
    mender = _Mender(body, file, first_line, page, read, frozenset((file,)), [_MAX_INCLUDED])
    return Mended(mender.text(), tuple(mender.problems))


@dataclass(slots=True)
class _Mender:
    body: str
    file: str
    first_line: int
    page: Mapping[str, Any]
    read: Callable[[str], str]
    within: frozenset[str]
    room: list[int]
    problems: dict[Problem, None] = field(default_factory=dict)
    _counted: tuple[int, int] = (0, 0)
    _endless: set[str] = field(default_factory=set)

    def text(self) -> str:
        out: list[str] = []
        done = 0
        while match := _MARK.search(self.body, done):
            out.append(self.body[done : match.start()])
            done = match.end()
            tag, words = (match["tag"] or "").rstrip("-"), (match["words"] or "").strip().removesuffix("-").rstrip()
            if tag in {"raw", "highlight"} or tag in _NO_TEXT:
                inner, done = self._until(tag, done)
                out.append(_kept(tag, words, inner))
            elif tag:
                out.append(self._tag(tag, words, match))
            else:
                out.append(self._value(match["value"].strip().removesuffix("-").rstrip(), match))
        out.append(self.body[done:])
        return "".join(out)

    def _until(self, tag: str, start: int) -> tuple[str, int]:
        """What stands before the end of a tag, and where to go on; a tag without end has nothing in it."""
        if tag in self._endless:
            return "", start
        match = re.compile(rf"\{{%-?\s*+end{tag}\s*+-?%\}}").search(self.body, start)
        if match is None:
            self._endless.add(tag)
            return "", start
        return self.body[start : match.start()], match.end()

    def _report(self, what: str, match: re.Match[str]) -> None:
        place, line = self._counted
        line += self.body.count("\n", place, match.start())
        self._counted = (match.start(), line)
        problem = Problem(
            "outside-site", Severity.WARNING, f"{what} is part of a site that is not here", self.file, line + self.first_line
        )
        self.problems[problem] = None

    def _tag(self, tag: str, words: str, match: re.Match[str]) -> str:
        if tag in _CONTROL or tag.startswith("end"):
            return " " if tag in _ALTERNATIVES else ""
        if tag == "include_relative" and (text := self._beside(_name(words))):
            return text
        handler = _TAGS.get(tag) or (_cite if tag in _CITING else _unknown)
        what, shown = handler(tag, words)
        self._report(what, match)
        return shown if shown is not None else _as_source(match[0], what)

    def _beside(self, name: str) -> str:
        """The text of a file beside the page, itself without templates; empty where there is none or it includes itself."""
        text = self.read(name) if name not in self.within and len(self.within) < _MAX_DEPTH else ""
        self.room[0] -= len(text)
        if not text or self.room[0] < 0:
            return ""
        return _Mender(text, name, 1, self.page, self.read, self.within | {name}, self.room, self.problems).text()

    def _value(self, words: str, match: re.Match[str]) -> str:
        name, *filters = (part.strip() for part in words.split("|"))
        if quoted := _QUOTED.fullmatch(name):
            return quoted[1] or quoted[2] or ""
        if name in _SITE_ADDRESS or name == "content":
            return ""
        owner, _, key = name.partition(".")
        if owner == "page" and (value := scalar(self.page.get(key))):
            return value
        del filters
        self._report(name or "an empty value", match)
        return match[0]


def _kept(tag: str, words: str, inner: str) -> str:
    if tag == "highlight":
        return f"\n~~~{words.partition(' ')[0]}\n{inner.strip(chr(10))}\n~~~\n"
    return "" if tag in _NO_TEXT else inner


def _name(words: str) -> str:
    return words.split(None, 1)[0].strip("'\"") if words else ""


def _parameters(words: str) -> dict[str, str]:
    return {name: first or second or third for name, first, second, third in _PARAMETER.findall(words)}


def _include(tag: str, words: str) -> tuple[str, str | None]:
    """An include: a figure or a video where its parameters name one, else the words among them."""
    name = _name(words)
    given = _parameters(words)
    spoken = [given[key] for key in _SPOKEN if given.get(key) and not _PICTURE.fullmatch(given[key])]
    caption = " ".join(dict.fromkeys(spoken))
    for value in given.values():
        kind = "img" if _PICTURE.fullmatch(value) else element_of(value)
        if kind:
            shown = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
            element = f'<img src="{escape(value)}" alt="">' if kind == "img" else f'<{kind} src="{escape(value)}"></{kind}>'
            return f"the {tag} {name}", f"<figure>{element}{shown}</figure>"
    return f"the {tag} {name}", caption or None


def _cite(tag: str, words: str) -> tuple[str, str | None]:
    keys = [part for part in words.split(" --", maxsplit=1)[0].split() if not part.startswith("-")]
    return f"the work {' '.join(keys)}" if keys else tag, f"({'; '.join(keys)})"


def _link(_tag: str, words: str) -> tuple[str, str | None]:
    return f"the page {words}", words


def _unknown(tag: str, words: str) -> tuple[str, str | None]:
    del words
    return f"the tag {tag}", None


def _as_source(source: str, reason: str) -> str:
    return f'<tui-unknown reason="{escape(reason)}">{escape(source)}</tui-unknown>'


_TAGS: Final[dict[str, Callable[[str, str], tuple[str, str | None]]]] = {
    "include": _include,
    "include_cached": _include,
    "include_relative": _include,
    "link": _link,
    "post_url": _link,
}
