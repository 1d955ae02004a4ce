"""Attribute lists of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup.kramdown.attributes import attribute_list_of
from tui_course.markup.kramdown.core.notes import bodies
from tui_course.markup.kramdown.document import document_of

if TYPE_CHECKING:
    from markdown_it.rules_core.state_core import StateCore


def attributes(state: StateCore) -> None:
    """Give every block its attributes, now that all named lists are known."""
    lists = document_of(state.env).attribute_lists
    for tokens, _ in bodies(state):
        for token in tokens:
            given = attribute_list_of(token) if token.meta else None
            if given is not None:
                given.apply(token.attrs, lists)
