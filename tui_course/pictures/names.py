"""The names that colours have on the web."""

from __future__ import annotations


def named_colour(name: str) -> str:
    """The colour of a name such as `teal`, as `#rrggbb`; empty for a name that no colour has."""
    from PIL.ImageColor import colormap

    found = colormap.get(name.strip().lower(), "")
    return found.lower() if isinstance(found, str) else "#{:02x}{:02x}{:02x}".format(*found[:3])
