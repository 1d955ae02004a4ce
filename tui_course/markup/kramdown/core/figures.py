"""Pictures that ask to stand alone, with their text as a caption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.token import Token

from tui_course.markup.kramdown.attributes import attribute_list_of
from tui_course.markup.kramdown.core.notes import bodies

if TYPE_CHECKING:
    from markdown_it.rules_core.state_core import StateCore


def figures(state: StateCore) -> None:
    """Make a figure of a paragraph that holds nothing but a picture with `{:standalone}`."""
    for tokens, _ in bodies(state):
        for index, token in enumerate(tokens):
            children = token.children
            if token.type != "inline" or not children or len(children) != 1 or children[0].type != "image":
                continue
            image, opening = children[0], tokens[index - 1]
            given = attribute_list_of(image)
            if given is None or "standalone" not in given.references or opening.type != "paragraph_open" or opening.hidden:
                continue
            for key in ("class", "id"):
                if key in image.attrs and key not in opening.attrs:
                    opening.attrs[key] = image.attrs.pop(key)
            opening.tag = tokens[index + 1].tag = "figure"
            token.children = [
                image,
                Token("caption_open", "figcaption", 1),
                Token("html_text", "", 0, content=str(image.attrs.get("alt", ""))),
                Token("caption_close", "figcaption", -1),
            ]
