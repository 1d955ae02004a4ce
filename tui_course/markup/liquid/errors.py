"""What goes wrong in a template, and what ends its rendering early."""

from __future__ import annotations


class LiquidError(Exception):
    """Only one tag fails: it is shown as its source. The first argument says why."""


class LiquidSyntaxError(LiquidError):
    """A markup that cannot be read."""


class RubyError(LiquidError):
    """What Ruby's Liquid would raise an error for while rendering."""


class ValueLimitError(LiquidError):
    """One value would become larger than a value may be."""


class CaptureLimitError(Exception):
    """What is captured becomes larger than a value may be: the capturing tag fails."""


class PageLimitError(Exception):
    """The page asks for more than a page may: rendering ends here. The first argument says what it asks for."""


class Interrupt(Exception):
    """`break` or `continue`, on its way to the loop that it stands in. The first argument is the tag's name."""


class BreakLoop(Interrupt):
    """The loop ends."""


class ContinueLoop(Interrupt):
    """The turn of the loop ends."""
