"""Figures, videos, sounds and embedded pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_course.markup.html.diagrams import sidecar_block
from tui_course.markup.html.element import attributes
from tui_course.markup.html.inlines import trimmed
from tui_course.model.block import Block, Embed, Figure, Media, Paragraph
from tui_course.model.inline import Anchor, Image, Text
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from tui_course.markup.html.walker import Walker


def figure(walker: Walker, node: LexborNode, attrs: dict[str, str]) -> list[Block]:
    """A figure with its caption; a figure that only wraps a video or a page is that video or page with a caption."""
    captions = [child for child in node.iter() if child.tag == "figcaption"]
    if not captions and (deep := node.css_first("figcaption")) is not None:
        captions = [deep]
    caption = trimmed([part for child in captions for part in (*walker.inlines.children(child), Text(" "))])
    for child in captions:
        child.decompose()
    walker.figures += 1
    try:
        inner = walker.blocks(node)
    finally:
        walker.figures -= 1
    name = visible(attrs.get("id", ""))
    if len(inner) == 1:
        only = inner[0]
        if isinstance(only, Media):
            return [Media(only.sources, only.tracks, only.transcript, caption or only.caption, only.audio)]
        if isinstance(only, Embed):
            return [Embed(only.src, only.title, caption or only.caption)]
    images: list[Image] = []
    rest: list[Block] = []
    for block in inner:
        if isinstance(block, Figure) and not block.caption and not block.blocks:
            images.extend(block.images)
        else:
            rest.append(block)
    if not images and not caption:
        return rest
    return placed(walker, Figure(tuple(images), caption, tuple(rest), name))


def placed(walker: Walker, found: Figure) -> list[Block]:
    """A figure as it stands in the page: after the diagrams that its author drew for its pictures."""
    if walker.figures and not found.caption and not found.blocks:
        # The figure around it takes its pictures.
        return [found]
    sidecars = [walker.around.sidecar(image.src) for image in found.images if image.src]
    diagrams = [sidecar_block(sidecar, walker.around) for sidecar in sidecars if sidecar is not None]
    if not diagrams:
        return [found]
    anchor = [Paragraph((Anchor(found.id),))] if found.id else []
    return [*anchor, *diagrams, replace(found, id="", redrawn=True)]


def video(walker: Walker, node: LexborNode, attrs: dict[str, str]) -> list[Block]:
    """A video or a sound, with the transcript from its subtitles."""
    listed = [attributes(source).get("src", "") for source in node.css("source")]
    sources = tuple(visible(src) for src in (attrs.get("src", ""), *listed) if src)
    kinds = ("subtitles", "captions", "descriptions", "")
    found = [attributes(track) for track in node.css("track")]
    tracks = tuple(visible(track["src"]) for track in found if track.get("src") and track.get("kind", "") in kinds)
    return [Media(sources, tracks, walker.around.transcript(sources, tracks), audio=node.tag == "audio")]


def embed(walker: Walker, node: LexborNode, attrs: dict[str, str]) -> list[Block]:
    """A page of another site inside this one, and what an object offers to those who cannot see it."""
    src = visible(attrs.get("src") or attrs.get("data") or attrs.get("data-src") or "").strip()
    if not src:
        return walker.blocks(node)
    instead = walker.blocks(node) if node.tag == "object" else []
    return [Embed(src, visible(attrs.get("title", ""))), *instead]
