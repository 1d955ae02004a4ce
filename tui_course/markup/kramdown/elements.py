"""Which names are HTML elements, and what kramdown lets stand in them."""

from __future__ import annotations

from typing import Final

BLOCK_MODEL: Final = frozenset(
    """address applet article aside blockquote body dd details div dl fieldset figure figcaption footer form header hgroup
    iframe li main map menu nav noscript object section summary td""".split()
)
SPAN_MODEL: Final = frozenset(
    """a abbr acronym b bdo big button cite caption del dfn dt em h1 h2 h3 h4 h5 h6 i ins label legend optgroup p q rb rbc
    rp rt rtc ruby select small span strong sub sup th tt""".split()
)
RAW_MODEL: Final = frozenset("script style math option textarea pre code kbd samp var".split())

SPAN_ELEMENTS: Final = frozenset(
    """a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option q rb rbc rp rt rtc
    ruby samp select small span strong sub sup tt u var""".split()
)
BLOCK_ELEMENTS: Final = frozenset(
    """address article aside applet body blockquote caption col colgroup dd div dl dt fieldset figcaption footer form h1 h2
    h3 h4 h5 h6 header hgroup hr html head iframe legend menu li main map nav ol optgroup p pre section summary table tbody
    td th thead tfoot tr ul""".split()
)
VOID_ELEMENTS: Final = frozenset("area base br col command embed hr img input keygen link meta param source track wbr".split())

# The names whose case kramdown does not mind.
CASELESS: Final = BLOCK_MODEL | SPAN_MODEL | RAW_MODEL | SPAN_ELEMENTS | BLOCK_ELEMENTS | VOID_ELEMENTS

HTML_ELEMENTS: Final = CASELESS | frozenset(
    """audio basefont bgsound blink canvas center content data datalist dialog dir font frame frameset image isindex listing
    marquee meter multicol nextid nobr noembed noframes output picture plaintext progress rtc s search shadow slot spacer
    strike svg template time title video xmp""".split()
)

# Elements whose content a browser reads as text until their end tag: left open, they would swallow the page.
SWALLOWING: Final = frozenset("script style textarea title xmp iframe noembed noframes plaintext".split())

# Elements with a vocabulary of their own inside.
FOREIGN: Final = frozenset(("svg", "math"))

# What earlier stages put into a page: formulas stand in a line, the others as blocks.
OWN_SPAN: Final = frozenset(("tui-math",))
OWN_ELEMENTS: Final = frozenset(("tui-math", "tui-quiz", "tui-unknown", "tui-cite"))


def content_model(name: str) -> str:
    """What may stand in an element: `block`, `span` or `raw`."""
    if name in RAW_MODEL:
        return "raw"
    if name in SPAN_MODEL:
        return "span"
    return "block" if name in BLOCK_MODEL else "raw"
