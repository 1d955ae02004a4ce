"""What a site may set about Markdown, as `_config.yml` writes it under `kramdown:`."""

from __future__ import annotations

from dataclasses import fields, replace
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADING_LEVELS: Final = range(1, 7)


@dataclass(frozen=True, slots=True)
class Options:
    """The settings of kramdown that change words or structure; the defaults are Jekyll's.

    `smart_quotes` are the four characters for ‘ ’ “ ”; `typographic_symbols` maps kramdown's names (`mdash`, `ndash`,
    `hellip`, `laquo`, `raquo`, `laquo_space`, `raquo_space`) to what is shown instead.
    """

    gfm: bool = True
    hard_wrap: bool = False
    paragraph_end: bool = True
    typographic: bool = True
    auto_ids: bool = True
    auto_id_prefix: str = ""
    header_offset: int = 0
    toc_levels: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    smart_quotes: tuple[str, str, str, str] = ("\u2018", "\u2019", "\u201c", "\u201d")
    typographic_symbols: tuple[tuple[str, str], ...] = ()
    footnote_nr: int = 1
    footnote_prefix: str = ""
    footnote_backlink: str = "\u21a9"
    footnote_backlink_inline: bool = False
    parse_block_html: bool = False
    parse_span_html: bool = True
    remove_line_breaks_for_cjk: bool = False
    link_defs: tuple[tuple[str, str, str | None], ...] = ()

    @classmethod
    def from_config(cls, config: Mapping[str, object]) -> Options:
        """The options of a `kramdown:` mapping; what is unknown or of the wrong kind keeps its default."""
        options = cls(gfm=str(config.get("input", "GFM")).upper() == "GFM")
        quirks = config.get("gfm_quirks")
        if quirks is not None:
            names = {str(name).strip() for name in (quirks if isinstance(quirks, list) else str(quirks).split(","))}
            options = replace(options, paragraph_end="paragraph_end" in names, typographic="no_auto_typographic" not in names)
        for name, value in config.items():
            options = options.with_setting(str(name), value)
        return options

    def with_setting(self, name: str, value: object) -> Options:
        """The same options with one of kramdown's settings changed, or unchanged if it is none or its value is unusable."""
        if name in {"gfm", "paragraph_end", "typographic"} or name not in {field.name for field in fields(self)}:
            return self
        parsed = _parse(name, getattr(self, name), value)
        changes: dict[str, Any] = {} if parsed is None else {name: parsed}
        return replace(self, **changes)


def _parse(name: str, default: object, value: object) -> object:
    """The value in the option's own type, or None."""
    text = str(value).strip()
    parsed: object = None
    if isinstance(default, bool):
        parsed = text.lower() not in {"false", ""} if value is not None else None
    elif isinstance(default, int):
        parsed = int(text) if text.lstrip("-").isdecimal() and len(text) <= 9 else None  # noqa: PLR2004 (more is no footnote number)
    elif isinstance(default, str):
        parsed = unescape(text) if value is not None else ""
    elif name == "toc_levels":
        parsed = _levels(value)
    elif name == "smart_quotes":
        parsed = _quotes(value)
    elif name == "typographic_symbols" and isinstance(value, dict):
        parsed = tuple((str(key), unescape(str(shown))) for key, shown in value.items())
    elif name == "link_defs" and isinstance(value, dict):
        parsed = tuple(_link(str(key), target) for key, target in value.items())
    return parsed


def _levels(value: object) -> tuple[int, ...] | None:
    """Heading levels from `1..6`, `2,3` or a list."""
    text = str(value)
    if isinstance(value, (list, tuple)):
        parts = [str(part) for part in value]
    elif ".." in text:
        first, _, last = text.partition("..")
        if not (first.strip().isdecimal() and last.strip(". ").isdecimal()):
            return None
        low, high = int(first), int(last.strip(". "))
        return tuple(level for level in _HEADING_LEVELS if low <= level <= high)
    else:
        parts = text.split(",")
    return tuple(int(part) for part in parts if part.strip().isdecimal() and int(part) in _HEADING_LEVELS) or None


def _quotes(value: object) -> tuple[str, ...] | None:
    """Four characters from entity names or code points."""
    parts = [str(part).strip() for part in (value if isinstance(value, (list, tuple)) else str(value).split(","))]
    shown = tuple(
        part if len(part) == 1 and not part.isdecimal() else unescape(f"&#{part};" if part.isdecimal() else f"&{part};")
        for part in parts
    )
    return shown if len(shown) == 4 else None  # noqa: PLR2004 (‘ ’ “ ”)


def _link(name: str, target: object) -> tuple[str, str, str | None]:
    """A predefined link from a list of its address and its title, or from its address alone."""
    parts = [str(part) for part in target] if isinstance(target, list) else [str(target)]
    return name, parts[0] if parts else "", parts[1] if len(parts) > 1 else None
