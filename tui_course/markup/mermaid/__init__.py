"""Mermaid's notation to the model of a diagram. What is imported from here loads when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui_course.markup.mermaid.languages import is_mermaid
    from tui_course.markup.mermaid.read import Read, read_mermaid

__all__ = ["Read", "is_mermaid", "read_mermaid"]

_HOMES = {"Read": "read", "is_mermaid": "languages", "read_mermaid": "read"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """A name of `__all__`, loaded now; raises AttributeError for others."""
    if name not in _HOMES:
        raise AttributeError(f"module 'tui_course.markup.mermaid' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"tui_course.markup.mermaid.{_HOMES[name]}"), name)
