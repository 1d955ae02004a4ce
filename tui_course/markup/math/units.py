"""siunitx's numbers and units to a readable line."""

from __future__ import annotations

import re
from typing import Final

from tui_course.markup.math.letters import RAISED, small

_PREFIXES: Final = dict(
    zip(
        "yocto zepto atto femto pico nano micro milli centi deci deca hecto kilo mega giga tera peta exa".split(),
        "y z a f p n µ m c d da h k M G T P E".split(),
        strict=True,
    )
)
_UNITS: Final = dict(
    zip(
        (
            "metre meter gram kilogram second ampere kelvin mole candela hertz newton pascal joule watt coulomb volt farad ohm"
            " siemens weber tesla henry lumen lux radian steradian degree arcminute arcsecond degreeCelsius celsius litre liter"
            " minute hour day tonne electronvolt bar percent bit byte decibel"
        ).split(),
        "m m g kg s A K mol cd Hz N Pa J W C V F Ω S Wb T H lm lx rad sr ° ′ ″ °C °C L L min h d t eV bar % bit B dB".split(),
        strict=True,
    )
)
_SHORT: Final = dict(
    zip(
        "m s kg g N Hz kHz MHz GHz rad V A W J Pa K mm cm km ms us kW kV mA mV Nm".split(),
        "m s kg g N Hz kHz MHz GHz rad V A W J Pa K mm cm km ms µs kW kV mA mV Nm".split(),
        strict=True,
    )
)
_POWERS: Final = {"squared": "²", "cubed": "³", "square": "²", "cubic": "³"}
_COMMAND: Final = re.compile(r"\\([A-Za-z]+)\s*(?:\{([^{}]*)\})?")
_POWER: Final = re.compile(r"\^\{?([-−+0-9]+)\}?")
_EXPONENT: Final = re.compile(r"[eE]([+-]?[0-9]+)")


def quantity(number: str, unit: str, *, angle: bool = False) -> str:
    """A number and its unit; unknown commands stay as written."""
    figure = (
        _EXPONENT.sub(lambda match: " × 10" + _raised(match[1].lstrip("+")), number.strip())
        .replace("+-", " ± ")
        .replace("-", "−")
    )
    if angle:
        return "".join(part + mark for part, mark in zip(figure.split(";"), "°′″", strict=False) if part)
    sign = _unit(unit)
    return figure + ("" if not figure or not sign or (sign[0] == "°" and sign != "°C") else " ") + sign


def _raised(text: str) -> str:
    return small(RAISED, text.replace("-", "−")) or f"^({text})"


def _unit(source: str) -> str:
    if "\\" not in source:
        return _POWER.sub(lambda match: _raised(match[1]), source.strip()).replace(".", "·").replace("~", " ")
    above: list[str] = []
    below: list[str] = []
    where = last = above
    prefix = power = ""
    for match in _COMMAND.finditer(source):
        name = match[1]
        if name == "per":
            where = below
        elif name in _PREFIXES:
            prefix += _PREFIXES[name]
        elif name in ("squared", "cubed", "tothe") and last:
            last[-1] += _POWERS.get(name) or _raised(match[2] or "")
        elif name in ("square", "cubic"):
            power = _POWERS[name]
        else:
            where.append(prefix + (_UNITS.get(name) or _SHORT.get(name) or match[0]) + power)
            last, where = where, above
            prefix = power = ""
    if not below:
        return "·".join(above)
    divisor = below[0] if len(below) == 1 else f"({'·'.join(below)})"
    return f"{'·'.join(above) or '1'}/{divisor}"
