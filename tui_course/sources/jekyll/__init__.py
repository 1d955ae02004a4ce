"""Jekyll sites: Liquid with the site's own includes, kramdown, collections and data."""

from __future__ import annotations
