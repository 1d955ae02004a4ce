"""The addresses that Jekyll gives to pages, posts and documents."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_STYLES: Final = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "none": "/:categories/:title:output_ext",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
}
_FIELD = re.compile(r":([a-z_]+)")
_PRETTY = re.compile(r"[^\w._~!$&'()+,;=@]+", re.UNICODE)


def slugify(text: str, *, pretty: bool = False, cased: bool = False) -> str:
    """Jekyll's slug of a text: letters and digits joined by hyphens; `pretty` keeps the marks that addresses may hold."""
    slug = (_PRETTY if pretty else re.compile(r"[^\w]+")).sub("-", text).strip("-")
    if not pretty:
        slug = slug.replace("_", "-")
        slug = re.sub(r"-{2,}", "-", slug).strip("-")
    return slug if cased else slug.lower()


def page_url(path: str, front_matter: dict[str, Any], style: str, *, html: bool) -> str:
    """The address of a page outside collections; `style` is the site's `permalink`."""
    stem, folder = PurePosixPath(path).stem, PurePosixPath(path).parent.as_posix()
    folder = "" if folder == "." else folder
    given = front_matter.get("permalink")
    if given:
        template = str(given)
    elif not html:
        template = "/:path/:basename" + PurePosixPath(path).suffix
    elif stem == "index":
        template = "/:path/"
    else:
        template = "/:path/:basename" + _suffix(style)
    fields = {"path": folder, "basename": stem, "output_ext": ".html"}
    return _filled(template, fields)


def _suffix(style: str) -> str:
    """What the site's `permalink` adds to an address that ends in a name."""
    if style == "pretty" or (style not in _STYLES and style.endswith("/")):
        return "/"
    return ":output_ext" if style in _STYLES or style.endswith(":output_ext") else ""


def document_url(  # noqa: PLR0913 - everything that an address may name
    path: str,
    label: str,
    front_matter: dict[str, Any],
    *,
    template: str,
    style: str,
    date: datetime | None,
    categories: Sequence[str],
) -> str:
    """The address of a post or of a document in a collection.

    `template` is the collection's own permalink, or empty; `style` is the site's.
    """
    inside = PurePosixPath(path)
    inside = inside.relative_to(f"_{label}") if inside.parts[:1] == (f"_{label}",) else inside
    stem = inside.stem
    slug = str(front_matter.get("slug") or "")
    if label == "posts":
        stem = re.sub(r"^\d{2,4}-\d{1,2}-\d{1,2}-", "", stem)
        template = _STYLES.get(template or style, template or style) or _STYLES["date"]
    else:
        template = _STYLES.get(template, template) or "/:collection/:path" + _suffix(style)
    template = str(front_matter.get("permalink") or template)
    fields = {
        "collection": label,
        "path": inside.with_suffix("").as_posix(),
        "output_ext": ".html",
        "name": slugify(stem),
        "title": slugify(slug or stem, pretty=True, cased=True),
        "slug": slugify(slug or stem),
        "categories": "/".join(dict.fromkeys(name.lower() for name in categories)),
        "slugified_categories": "/".join(dict.fromkeys(slugify(name) for name in categories)),
        "basename": stem,
    }
    if date is not None:
        fields |= _dated(date)
    return _filled(template, fields)


def _dated(date: datetime) -> dict[str, str]:
    calendar = date.isocalendar()
    return {
        "year": f"{date:%Y}",
        "month": f"{date:%m}",
        "day": f"{date:%d}",
        "i_month": str(date.month),
        "i_day": str(date.day),
        "short_month": f"{date:%b}",
        "long_month": f"{date:%B}",
        "short_year": f"{date:%y}",
        "y_day": f"{date:%j}",
        "w_year": str(calendar.year),
        "week": f"{calendar.week:02}",
        "w_day": str(calendar.weekday),
        "short_day": f"{date:%a}",
        "long_day": f"{date:%A}",
        "hour": f"{date:%H}",
        "minute": f"{date:%M}",
        "second": f"{date:%S}",
    }


def _filled(template: str, fields: dict[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        name = match[1]
        while name and name not in fields:
            name = name.rpartition("_")[0]
        return quote(fields[name], safe="/!$&'()*+,;=:@~") + match[1][len(name) :] if name else match[0]

    url = "/" + _FIELD.sub(value, template)
    url = re.sub(r"/{2,}", "/", url)
    return re.sub(r"/\.(?=/)|/\.$", "", url) or "/"
