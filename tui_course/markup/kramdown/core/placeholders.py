"""Lists that stand for something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup.kramdown.attributes import attribute_list_of

if TYPE_CHECKING:
    from markdown_it.token import Token


def placeholder(tokens: list[Token], name: str) -> tuple[int, int]:
    """The slice of the first list with `{:name}`; the end of the tokens where there is none."""
    for start, token in enumerate(tokens):
        given = attribute_list_of(token) if token.type in {"bullet_list_open", "ordered_list_open"} else None
        if given is not None and name in given.references:
            depth = 0
            for end in range(start, len(tokens)):
                depth += tokens[end].nesting if tokens[end].tag == token.tag else 0
                if depth == 0:
                    return start, end + 1
    return len(tokens), len(tokens)
