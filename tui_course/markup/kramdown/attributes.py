"""Attribute lists such as `{: #id .class key="value" reference}`."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Final

from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it.token import Token

_ITEM: Final = re.compile(
    r"""(?:\A|(?<=[ \t\r\n\f\v]))(?:
    ([A-Za-z0-9_][A-Za-z0-9_-]*)=(?:"((?:\\[}"]|[^}"\\]|\\)*?)"|'((?:\\[}']|[^}'\\]|\\)*?)')
    |([A-Za-z0-9_][A-Za-z0-9_-]*)
    |((?:\#[A-Za-z][A-Za-z0-9_:-]*|\.[^ \t\r\n\f\v.\#]+)+)
    )(?=[ \t\r\n\f\v]|\Z)""",
    re.VERBOSE,
)
_ID_OR_CLASS: Final = re.compile(r"#([A-Za-z][A-Za-z0-9_:-]*)|\.([^ \t\r\n\f\v.#]+)")


@dataclass(slots=True)
class AttributeList:
    """Attributes as written, and the names of the lists they refer to."""

    values: dict[str, str] = field(default_factory=dict)
    references: list[str] = field(default_factory=list)

    def read(self, text: str) -> None:
        """Add what stands between `{:` and `}`; what is no attribute is passed over."""
        for key, double, single, reference, marks in _ITEM.findall(text):
            if reference:
                self.references.append(reference)
            elif marks:
                for identifier, name in _ID_OR_CLASS.findall(marks):
                    if name:
                        self._set("class", name)
                    else:
                        self.values["id"] = identifier
            elif double:
                self._set_written(key, double, '"')
            else:
                self._set_written(key, single, "'")

    def apply(self, attributes: dict[str, str | int | float], lists: Mapping[str, AttributeList]) -> None:
        """Set the attributes of an element, those of the named lists first; classes add up."""
        self._apply(attributes, lists, frozenset())

    def _apply(
        self, attributes: dict[str, str | int | float], lists: Mapping[str, AttributeList], seen: frozenset[str]
    ) -> None:
        for name in self.references:
            if name in lists and name not in seen:
                lists[name]._apply(attributes, lists, seen | {name})  # noqa: SLF001 (of the same class)
        for key, value in self.values.items():
            attributes[key] = f"{attributes.get('class', '')} {value}".lstrip() if key == "class" else value

    def _set(self, key: str, value: str) -> None:
        self.values[key] = f"{self.values.get('class', '')} {value}".lstrip() if key == "class" else value

    def _set_written(self, key: str, value: str, quote: str) -> None:
        self.values[key] = value.replace("\\}", "}").replace("\\" + quote, quote)


def attribute_list_of(token: Token) -> AttributeList | None:
    """The attribute list given to a block or a span."""
    attributes = token.meta.get("attributes")
    return attributes if isinstance(attributes, AttributeList) else None
