"""What a citation, a note, a term, a link or a picture stands for, to be looked at without leaving the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_course.errors import PageNotFound
from tui_course.language import gettext as _
from tui_course.model.block import Bibliography, Footnotes, Heading, Paragraph
from tui_course.model.inline import Anchor, Break, Image, Style, Styled, Text
from tui_course.model.visible import visible
from tui_course.model.walk import all_blocks, all_inlines, flat_inlines, own_inlines
from tui_course.model.words import inline_words
from tui_course.study.contents import module_title
from tui_course.study.places import Elsewhere, Nowhere, Place
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_course.model.block import Block
    from tui_course.model.course import Page
    from tui_course.model.glossary import GlossaryEntry
    from tui_course.model.inline import Inline
    from tui_course.study.study import Study
    from tui_course.typeset.line import Target

LOOKED_AT: Final = frozenset(("cite", "note", "term", "page", "anchor", "external", "file", "picture", "broken"))
"""The kinds of targets that there is something to show of."""

_SENTENCE: Final = re.compile(r"(?<=[.!?…])[\"”’)]?\s+")
_LETTERS: Final = 280


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown of a target: `name` says in a word or two what it is."""

    name: str
    blocks: tuple[Block, ...]


def at_hand(study: Study, page: Page, target: Target) -> Preview | None:
    """What a target of a page stands for, at once; None where another page or a list of the course is needed for it."""
    match target.kind:
        case "cite":
            entries = _listed(page)
            keys = target.href.split()
            return _references([entries[key] for key in keys]) if keys and all(key in entries for key in keys) else None
        case "note":
            return _note(page, target.anchor)
        case "term":
            glossary = study.edition.glossary
            entry = glossary.entry(target.href) if glossary is not None else None
            return Preview(_("Term"), explained(entry)) if entry is not None else None
        case "page" | "anchor":
            return _page_at_hand(study, page, target)
        case "picture":
            return _picture(page, target)
        case _:
            return _address(study, target)


def looked_up(study: Study, page: Page, target: Target) -> Preview:
    """The same for a target that needs more than its page; that is read, which takes time. From any thread."""
    if target.kind == "cite":
        keys, entries, index = target.href.split(), _listed(page), study.references()
        works = {work.key: work.children for work in index.works}
        return _references([entries.get(key) or works.get(key) or _unknown(key) for key in keys])
    if target.kind == "term":
        entry = study.learn_terms().entry(target.href)
        return Preview(_("Term"), explained(entry)) if entry is not None else Preview(_("Term"), _words(target.href))
    try:
        return _of_page(study, study.read(target.page), target.anchor)
    except PageNotFound:
        # What led there was made of the course before it was read again.
        return Preview(_("Nowhere"), _words(_("this course has no page {page}").format(page=visible(target.page))))


def explained(entry: GlossaryEntry) -> tuple[Block, ...]:
    """A term in bold with its aliases, what it means, and what to see as well."""
    head: list[Inline] = [_strong(entry.term)]
    if entry.aliases:
        head.append(Styled(Style.SMALL, (Text(" " + _("(also: {names})").format(names=", ".join(entry.aliases))),)))
    below = entry.definition
    if below and isinstance(below[0], Paragraph):
        head += [Break(), *below[0].children]
        below = below[1:]
    see = _("See also: {names}").format(names=", ".join(entry.see)) if entry.see else ""
    return (Paragraph(tuple(head)), *below, *(_small(see) if see else ()))


def _listed(page: Page) -> dict[str, tuple[Inline, ...]]:
    lists = (block for block in all_blocks(page.blocks) if isinstance(block, Bibliography))
    return {entry.key: entry.children for block in lists for entry in block.entries}


def _references(entries: Sequence[tuple[Inline, ...]]) -> Preview:
    name = _("Reference") if len(entries) == 1 else _("References")
    return Preview(name, tuple(Paragraph(children) for children in entries))


def _unknown(key: str) -> tuple[Inline, ...]:
    return (Text(_("no list of references in this course has {key}").format(key=visible(key))),)


def _note(page: Page, name: str) -> Preview:
    notes = (note for block in all_blocks(page.blocks) if isinstance(block, Footnotes) for note in block.notes)
    note = next((note for note in notes if note.id == name), None)
    if note is None:
        return Preview(_("Note"), _words(_("this page has no place called {name}").format(name=visible(name))))
    return Preview(_("Note {label}").format(label=visible(note.label)).strip(), note.blocks)


def _page_at_hand(study: Study, page: Page, target: Target) -> Preview | None:
    where = study.destination(target)
    if isinstance(where, Nowhere):
        return _address(study, target)
    if not isinstance(where, Place):
        return None
    if where.page == page.ref.id:
        return _of_page(study, page, target.anchor)
    held = study.held(where.page)
    return _of_page(study, held, target.anchor) if held is not None else None


def _of_page(study: Study, page: Page, anchor: str) -> Preview:
    """The title of a page, its module, the heading that is led to, and the first sentences below it."""
    title = visible(page.ref.name)
    module = study.course.module_of(page.ref.id)
    name = module_title(module) if module is not None else ""
    heading, sentences = _beginning(page.blocks, anchor)
    head: list[Inline] = [_strong(title)]
    if heading and heading != title:
        head += [Break(), _strong(heading)]
    if sentences:
        head += [Break(), Text(sentences)]
    kind = _("Page of {module}").format(module=name) if name and name != title else _("Page")
    return Preview(kind, (Paragraph(tuple(head)),))


def _beginning(blocks: Sequence[Block], anchor: str) -> tuple[str, str]:
    """The heading at an anchor or above it, empty for the page's own, and the first sentences from there on."""
    inside = not anchor
    heading = ""
    for block in all_blocks(blocks):
        if isinstance(block, Heading):
            if inside and anchor and heading and block.id != anchor:
                break
            if anchor and not inside:
                heading = inline_words(block.children)
        inside = inside or anchor in _places(block)
        if inside and isinstance(block, Paragraph) and (words := inline_words(block.children)):
            return heading, first_sentences(words)
    return (heading, "") if inside else ("", "")


def _places(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield block.id
    for run in own_inlines(block):
        yield from (one.id for one in flat_inlines(run) if isinstance(one, Anchor))


def first_sentences(words: str) -> str:
    """The first sentences of a paragraph, about three lines of them; of a long one its beginning."""
    kept, end = "", 0
    for match in (*_SENTENCE.finditer(words), None):
        end = match.start() if match is not None else len(words)
        if kept and end > _LETTERS:
            break
        kept = words[:end]
    kept = kept.strip()
    return kept if len(kept) <= 2 * _LETTERS else kept[: 2 * _LETTERS].rstrip() + "…"


def _picture(page: Page, target: Target) -> Preview:
    images = (one for one in all_inlines(page.blocks) if isinstance(one, Image))
    image = next((one for one in images if visible(one.src) == target.href and one.file == target.page), None)
    words = visible(image.alt or image.title) if image is not None else ""
    return Preview(_("Picture"), (*_words(words or _("this picture has no description")), *_small(target.page or target.href)))


def _address(study: Study, target: Target) -> Preview:
    match study.destination(target):
        case Elsewhere("external", address):
            return Preview(_("Outside the course"), _words(address))
        case Elsewhere(_kind, address):
            return Preview(_("A file of the course"), _words(address))
        case Nowhere(reason):
            return Preview(_("Nowhere"), _words(reason))
        case Place():
            return Preview(_("Page"), _words(visible(target.href)))


def _strong(words: str) -> Inline:
    return Styled(Style.STRONG, (Text(words),))


def _words(words: str) -> tuple[Block, ...]:
    return (Paragraph((Text(words),)),)


def _small(words: str) -> tuple[Block, ...]:
    return (Paragraph((Styled(Style.SMALL, (Text(words),)),)),)
