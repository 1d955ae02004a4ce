"""Liquid as Jekyll runs it: `engine.Liquid` renders, and is slow to import; what a host needs to know is here and light."""

from tui_course.markup.liquid.host import Bibliography, Citation, Expanded, Host, Place
from tui_course.markup.liquid.objects import Drop, Tracked

__all__ = ["Bibliography", "Citation", "Drop", "Expanded", "Host", "Place", "Tracked"]
