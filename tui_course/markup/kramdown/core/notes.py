"""The texts of a page: its body and its footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup.kramdown.document import document_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.rules_core.state_core import StateCore
    from markdown_it.token import Token


def bodies(state: StateCore) -> Iterator[tuple[list[Token], bool]]:
    """The page's tokens and then those of each note, with whether they are a note's."""
    yield state.tokens, False
    for definition in document_of(state.env).footnotes.values():
        yield definition.tokens, True
