"""LaTeX's commands that take arguments, one function for each kind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tui_course.markup.math import environments
from tui_course.markup.math.chemistry import compound
from tui_course.markup.math.delimiters import BIG_NAMES, FENCED, big, binomial, fenced, left_right
from tui_course.markup.math.letters import ACCENTS, LINES
from tui_course.markup.math.relations import HEADS, ROLES, arrow, brace, modulo, negated, overset, prescript, with_role
from tui_course.markup.math.tree import (
    NOTHING,
    Accent,
    Array,
    Boxed,
    Fraction,
    Malformed,
    Node,
    Role,
    Root,
    Row,
    Space,
    Style,
    Symbol,
    Words,
)
from tui_course.markup.math.units import quantity
from tui_course.markup.math.words import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui_course.markup.math.reader import Reader


def set_limits(nodes: list[Node], *, limits: bool) -> None:
    """Say of the operator just read where its scripts go."""
    if nodes and isinstance(last := nodes[-1], Symbol):
        nodes[-1] = replace(last, limits=limits)


def _malformed(_: Reader, __: str) -> Node:
    raise Malformed


def _fraction(reader: Reader, name: str) -> Node:
    top, bottom = reader.argument(), reader.argument()
    return Fraction(top, bottom, small=name in ("tfrac", "sfrac", "nicefrac"))


def _root(reader: Reader, _: str) -> Node:
    index = reader.optional()
    if index is None and reader.next_name() == "[":
        raise Malformed
    return Root(reader.argument(), NOTHING if index is None else reader.inner(index).everything())


def _accent(reader: Reader, name: str) -> Node:
    return Accent(reader.argument(), name)


def _text(reader: Reader, _: str) -> Node:
    nodes = [part if isinstance(part, str) else reader.inner(part.nodelist).everything() for part in plain(reader.tokens())]
    parts = [Words(node) if isinstance(node, str) else node for node in nodes if node]
    return parts[0] if len(parts) == 1 else Row(tuple(parts))


def _operator(reader: Reader, _: str) -> Node:
    limits = reader.next_name() == "*"
    if limits:
        reader.take()
    text = "".join(part if isinstance(part, str) else part.latex_verbatim() for part in plain(reader.tokens()))
    return Symbol(" ".join(text.split()), Role.FUNCTION, limits)


def _boxed(reader: Reader, name: str) -> Node:
    if name in ("colorbox", "fcolorbox"):
        for _ in range(1 + (name == "fcolorbox")):
            reader.raw()
        return _text(reader, name)
    if name == "bbox":
        reader.optional()
    return Boxed(Row((_text(reader, name),)) if name in ("fbox", "framebox") else reader.argument())


def _dropped(reader: Reader, _: str) -> Node | None:
    if reader.next_name() == "*":
        reader.take()
    reader.raw()
    return None


def _reference(reader: Reader, name: str) -> Node:
    target = reader.raw()
    return Words(f"({target})" if name == "eqref" else target)


def _tag(reader: Reader, _: str) -> Node:
    starred = reader.next_name() == "*"
    if starred:
        reader.take()
    text = "".join(part if isinstance(part, str) else part.latex_verbatim() for part in plain(reader.tokens()))
    return Words(f"    {text}" if starred else f"    ({text})")


def _colour(reader: Reader, _: str) -> None:
    reader.optional()
    reader.raw()


def _second(reader: Reader, _: str) -> Node:
    reader.optional()
    reader.raw()
    return reader.argument()


def _same(reader: Reader, _: str) -> Node:
    return reader.argument()


def _nothing(_: Reader, __: str) -> None:
    return None


def _space(_: Reader, name: str) -> Node:
    return Space(_SPACES[name])


def _length(reader: Reader, _: str) -> Node:
    """Room of some length, as an argument or as TeX writes it: a number and a unit of two letters."""
    if reader.next_name() == "*":
        reader.take()
    reader.skip_blanks()
    if len(reader.next_name()) != 1:
        text = reader.raw().strip()
    else:
        text = ""
        while (name := reader.next_name()) and name in "+-.0123456789 ":
            text += reader.take()
        for _unit in range(2 if text else 0):
            if len(name := reader.next_name()) == 1 and name.isalpha():
                reader.take()
    return Space(0 if text[:1] in ("", "-", "0") else 1)


def _phantom(reader: Reader, name: str) -> Node | None:
    reader.argument()
    return None if name == "vphantom" else Space(1)


def _substack(reader: Reader, _: str) -> Node:
    return Array(environments.rows(reader.inner(reader.tokens())), Style.STACKED)


def _chemical(reader: Reader, _: str) -> Node:
    return Words(compound(reader.raw()))


def _quantity(reader: Reader, name: str) -> Node:
    reader.optional()
    number = "" if name in ("si", "unit") else reader.raw()
    unit = "" if name in ("num", "ang") else reader.raw()
    return Words(quantity(number, unit, angle=name == "ang"))


def _code_point(reader: Reader, _: str) -> Node:
    reader.optional()
    digits = reader.raw().strip()
    try:
        character = chr(int("0" + digits if digits[:1] in "xX" else digits, 0))
    except (ValueError, OverflowError) as error:
        raise Malformed from error
    return Symbol(character, Role.MARK) if character.isprintable() else Words("\ufffd")


_SPACES: Final = {
    ",": 1,
    ":": 1,
    ";": 1,
    ">": 1,
    " ": 1,
    "\n": 1,
    "\t": 1,
    "!": -1,
    "/": 0,
    "-": 0,
    "quad": 2,
    "qquad": 4,
    "thinspace": 1,
    "medspace": 1,
    "thickspace": 1,
    "enspace": 1,
    "enskip": 1,
    "space": 1,
    "nobreakspace": 1,
    "negthinspace": -1,
    "negmedspace": -1,
    "negthickspace": -1,
}
_NO_SHOW: Final = (
    "displaystyle textstyle scriptstyle scriptscriptstyle nonumber notag allowbreak nobreak break strut mathstrut relax hfill"
    " hline bgroup egroup tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge centering noindent protect"
    " leavevmode null par boldmath unboldmath mathsurround upshape mdseries normalfont"
).split()
_TEXTS: Final = (
    "text textrm textnormal textbf textit textsf texttt textup textsl textsc textmd emph mbox hbox vbox intertext"
    " shortintertext textsuperscript textsubscript"
).split()


def _each(handler: Any, *names: str) -> dict[str, Any]:  # noqa: ANN401 - a handler
    return dict.fromkeys(names, handler)


HANDLERS: Final[Mapping[str, Callable[[Reader, str], Node | None]]] = {
    **_each(_malformed, "right", "middle", "\\", "cr", "newline", "tabularnewline"),
    **_each(_nothing, *_NO_SHOW),
    **_each(_space, *_SPACES),
    **_each(_length, "hspace", "hskip", "mspace", "mskip", "kern", "mkern"),
    **_each(_accent, *ACCENTS, *LINES),
    **_each(_text, *_TEXTS),
    **_each(big, *BIG_NAMES),
    **_each(with_role, *ROLES),
    **_each(fenced, *FENCED),
    **_each(arrow, *HEADS),
    **_each(_fraction, "frac", "dfrac", "tfrac", "cfrac", "sfrac", "nicefrac"),
    **_each(binomial, "binom", "dbinom", "tbinom"),
    **_each(overset, "overset", "underset", "stackrel", "stackbin"),
    **_each(brace, "overbrace", "underbrace", "overbracket", "underbracket"),
    **_each(_boxed, "boxed", "fbox", "framebox", "bbox", "colorbox", "fcolorbox"),
    **_each(_dropped, "label", "vspace", "vskip", "setlength"),
    **_each(_reference, "ref", "eqref"),
    **_each(_colour, "color"),
    **_each(_second, "textcolor", "href", "class", "cssId", "style", "htmlClass", "htmlId", "raisebox"),
    **_each(_same, "mathord", "mathinner", "smash", "mathclap", "mathllap", "mathrlap", "clap", "llap", "rlap", "ensuremath"),
    **_each(_phantom, "phantom", "hphantom", "vphantom"),
    **_each(modulo, "pmod", "pod", "mod"),
    **_each(_operator, "operatorname", "operatornamewithlimits"),
    **_each(_chemical, "ce", "cee"),
    **_each(_quantity, "SI", "qty", "si", "unit", "num", "ang"),
    "left": left_right,
    "sqrt": _root,
    "not": negated,
    "substack": _substack,
    "tag": _tag,
    "unicode": _code_point,
    "prescript": prescript,
}
