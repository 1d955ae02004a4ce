"""Style sheets that are parsed once for all readers that are forked from a process in which an app has run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.css.stylesheet import Stylesheet

if TYPE_CHECKING:
    from textual.css.model import RuleSet
    from textual.css.types import CSSLocation


class ParsedOnce(Stylesheet):
    """A style sheet whose rules are those that any other of this kind made of the same text, with the same variables."""

    _made: ClassVar[dict[tuple[Any, ...], list[RuleSet]]] = {}

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,  # noqa: FBT001, FBT002 - as Textual has it
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        key = (css, read_from, is_default_rules, tie_breaker, scope, frozenset(self._variables.items()))
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = super()._parse_rules(css, read_from, is_default_rules, tie_breaker, scope)
        return made
