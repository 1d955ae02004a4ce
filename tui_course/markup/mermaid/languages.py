"""What authors call Mermaid's notation."""

from __future__ import annotations

from typing import Final

_NAMES: Final = frozenset(("mermaid", "mmd"))


def is_mermaid(language: str) -> bool:
    """Whether the code of this language, such as behind the fence of a block, is a diagram in Mermaid's notation."""
    return language.strip().lower() in _NAMES
