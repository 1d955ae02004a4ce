"""One entry of a reference list in APA style, as HTML."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from tui_course.markup.bibliography.citation import day_is_shown
from tui_course.markup.bibliography.dates import UNDATED, written
from tui_course.markup.bibliography.genres import GENRES, TYPES
from tui_course.markup.bibliography.names import split_names
from tui_course.markup.bibliography.people import PERIODICAL, author_list, container, creators, editor_list, is_part

if TYPE_CHECKING:
    from tui_course.markup.bibliography.citation import Citation
    from tui_course.model.reference import Reference

_CONFERENCE: Final = frozenset({"conference", "inproceedings"})
_REPORTS: Final = frozenset({"report", "techreport"})
_THESES: Final = frozenset({"mastersthesis", "phdthesis", "thesis"})
_NUMBERED: Final = _REPORTS | {"legislation", "patent", "standard"}
_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ADDRESS: Final = re.compile(r"\(?((?:https?|ftp)://[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)\)?")
_LEAD_TO_ADDRESS: Final = re.compile(
    r"(?:[,;:.(\s]|\b(?:(?:also )?available|accessible|online|retrieved|accessed|url|website)\b|\b(?:at|from|on|via)\b)+$",
    re.IGNORECASE,
)
_LONGEST_LEAD: Final = 80
_ACCESS_NOTE: Final = re.compile(
    r"\W*(?:online\W+)?(?:(?:last )?(?:accessed|visited|retrieved|checked)\b.*"
    r"|(?:also )?available (?:at|from|online)\b.*|online\W*)",
    re.IGNORECASE,
)
_DOI: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:?)\s*", re.IGNORECASE)
_FINISHED: Final = re.compile(r"[.?!][”’\"]?(?:</em>)?$")
_RANGE: Final = re.compile(r"([0-9]+)\s*(?:--+|-|–|—)\s*([0-9]+)")


def entry_html(reference: Reference, citation: Citation) -> str:
    """Return the entry with text escaped, `<em>` around what is italic and `<a>` around its address.

    Order and form of the parts follow the Publication Manual of the APA, 7th edition, sections 9.7 to 9.41; where it leaves
    a choice, the widely used citation style "apa" does.
    """
    if not reference.kind:
        return f"<code>{escape(reference.fields.get('source', reference.key), quote=False)}</code>"
    head = _author(reference)
    detail = citation.issued.detail if day_is_shown(reference) else ""
    date = f"({_text(citation.issued.label(citation.letter))}{', ' if detail else ''}{_text(detail)})"
    title = _title(reference)
    if not head and not title:
        title = _text(f"[{reference.key}]")
    parts = [head, date, title] if head else [title, date]
    parts += [*_source(reference)]
    text = " ".join(_sentence(part) for part in parts if part)
    history = f"(Original work published {_text(citation.issued.original)})" if citation.issued.original else ""
    return " ".join(part for part in (text, _access(reference, citation), history) if part)


def link(reference: Reference) -> str:
    """The address of a work: that of its DOI, else its URL, else one that `howpublished`, an arXiv number or, if nothing
    else tells where the work is, its note gives. Empty if there is none.
    """
    fields = reference.fields
    if doi := _DOI.sub("", fields.get("doi", "")).strip():
        return f"https://doi.org/{doi}"
    if fields.get("url"):
        return fields["url"]
    if match := _ADDRESS.search(fields.get("howpublished", "")):
        return match[1].rstrip(".,;")
    if _is_arxiv(reference) and fields.get("eprint"):
        return f"https://arxiv.org/abs/{fields['eprint'].removeprefix('arXiv:')}"
    if (match := _ADDRESS.search(fields.get("note", ""))) and not is_part(reference) and not _publisher(reference):
        return match[1].rstrip(".,;")
    return ""


def _text(text: str) -> str:
    return escape(text, quote=False)


def _em(text: str) -> str:
    return f"<em>{_text(text)}</em>" if text else ""


def _sentence(part: str) -> str:
    return part if _FINISHED.search(part) else f"{part}."


def _author(reference: Reference) -> str:
    names = creators(reference)
    if not names:
        return ""
    text = author_list(names, others=reference.others)
    if not reference.authors:
        text += " (Eds.)" if len(names) > 1 or reference.others else " (Ed.)"
    return _text(text)


def _full_title(reference: Reference) -> str:
    fields = reference.fields
    title = fields.get("title") or fields.get("booktitle", "")
    if fields.get("subtitle") and fields.get("title"):
        title = f"{title}: {fields['subtitle']}"
    if fields.get("maintitle") and not is_part(reference):
        volume = f"Vol. {fields['volume']}. " if fields.get("volume") else ""
        title = f"{fields['maintitle']}: {volume}{title}"
    return title


def _title(reference: Reference) -> str:
    """The title with what follows it in parentheses and brackets."""
    title = _full_title(reference)
    part = is_part(reference)
    details = "; ".join(_contributors(reference) + ([] if part or _is_like_periodical(reference) else _details(reference)))
    text = [_text(title) if part else _em(title), f"({_text(details)})" if details else ""]
    text += [f"[{_text(description)}]" for description in _descriptions(reference)]
    return " ".join(piece for piece in text if piece)


def _contributors(reference: Reference) -> list[str]:
    """Those who helped: editors of a book that has authors, and translators."""
    found = []
    editors = reference.editors if reference.authors and not is_part(reference) else ()
    translators = split_names(reference.fields.get("translator", "")).names
    if editors:
        role = _role("Ed", len(editors))
        found.append(f"{editor_list(editors)}, {f'{role} & Trans.' if editors == translators else role}")
    if translators and editors != translators:
        found.append(f"{editor_list(translators)}, Trans.")
    return found


def _role(role: str, count: int) -> str:
    return f"{role}s." if count > 1 else f"{role}."


def _details(reference: Reference) -> list[str]:
    """Number, version, edition, volume and pages of a book or a report."""
    fields = reference.fields
    numbered = []
    if reference.kind in _NUMBERED and fields.get("number"):
        number = fields["number"]
        genre = _genre(reference)
        genre = " ".join(word[:1].upper() + word[1:] for word in genre.split())
        numbered.append(f"{genre} No. {number}".strip() if number[:1].isdigit() else f"{genre} {number}".strip())
    volume = "" if fields.get("maintitle") and not is_part(reference) else fields.get("volume", "")
    located = [
        _labelled("Version", re.sub(r"^v(?=[0-9])", "", fields.get("version", ""))),
        _edition(fields.get("edition", "")),
        _labelled("Vol.", volume) if volume else _labelled("Vols.", f"1–{fields['volumes']}" if fields.get("volumes") else ""),
        _labelled("Chapter", fields.get("chapter", "")) if not is_part(reference) else "",
        _pages(fields.get("pages", ""), labelled=True),
    ]
    located = [text for text in located if text]
    return [*numbered, ", ".join(located)] if located else numbered


def _labelled(label: str, value: str) -> str:
    if not value or value.lower().startswith(label.lower().rstrip(".")):
        return value
    return f"{label} {value}"


def _edition(edition: str) -> str:
    if not edition:
        return ""
    word = re.sub(r"\W*\bed(?:ition|n)?\b\.?$", "", edition, flags=re.IGNORECASE).strip()
    if word.lower() in _ORDINALS:
        word = str(_ORDINALS.index(word.lower()) + 1)
    if word.isdecimal() and word.isascii():
        ending = "th" if word[-2:] in {"11", "12", "13"} else {"1": "st", "2": "nd", "3": "rd"}.get(word[-1], "th")
        word += ending
    return f"{word} ed."


def _pages(pages: str, *, labelled: bool = False) -> str:
    """Pages with en dashes and whole numbers: 2149–54 becomes 2149–2154."""

    def whole(match: re.Match[str]) -> str:
        start, end = match[1], match[2]
        return f"{start}–{start[: max(0, len(start) - len(end))]}{end}"

    pages = _RANGE.sub(whole, pages.strip()).replace("--", "–")
    pages = re.sub(r"(?<=\w)-(?=\w)", "–", pages) if pages.count("-") == 1 else pages
    if labelled and pages and not pages.lower().startswith("p"):
        return f"pp. {pages}" if re.search(r"[–,&+-]", pages) else f"p. {pages}"
    return pages


def _genre(reference: Reference) -> str:
    given = reference.fields.get("type", "")
    return TYPES.get(given.lower(), given) or GENRES.get(reference.kind, "")


def _descriptions(reference: Reference) -> list[str]:
    fields = reference.fields
    found = [fields["titleaddon"]] if fields.get("titleaddon") else []
    genre = _genre(reference)
    genre = genre[:1].upper() + genre[1:]
    if reference.kind in _THESES and link(reference):
        genre = ", ".join(part for part in (genre, _publisher(reference)) if part)
    if genre and not (reference.kind in _NUMBERED and fields.get("number")) and reference.kind not in PERIODICAL | _CONFERENCE:
        found.append(genre)
    if reference.kind == "unpublished" and fields.get("note") and not _ACCESS_NOTE.fullmatch(fields["note"]):
        found.append(fields["note"])
    return found


def _source(reference: Reference) -> list[str]:
    """The journal, or the book and its publisher, or the publisher alone."""
    if _is_like_periodical(reference):
        return [_periodical(reference)]
    publisher = "" if reference.kind in _THESES and link(reference) else _publisher(reference)
    book = _book(reference) if is_part(reference) else ""
    if not book and not publisher and not link(reference) and reference.kind != "unpublished":
        note = reference.fields.get("note", "")
        publisher = "" if _ACCESS_NOTE.fullmatch(note) else note
    return [book, _text(publisher)]


def _is_like_periodical(reference: Reference) -> bool:
    """Proceedings without editors are cited like a journal."""
    if reference.kind in _CONFERENCE:
        return not reference.editors
    return reference.kind in PERIODICAL or (is_part(reference) and not reference.fields.get("booktitle"))


def _periodical(reference: Reference) -> str:
    fields = reference.fields
    volume, number = fields.get("volume", ""), fields.get("number") or fields.get("issue", "")
    issue = f"{_em(volume)}({_text(number)})" if volume and number else _em(volume or number)
    pages = _pages(fields.get("pages", "")) or (f"Article {fields['eid']}" if fields.get("eid") else "")
    return ", ".join(part for part in (_em(container(reference)), issue, _text(pages)) if part)


def _book(reference: Reference) -> str:
    who = ""
    if reference.editors:
        who = f"{editor_list(reference.editors)} ({_role('Ed', len(reference.editors))}), "
    details = "; ".join(_details(reference))
    return f"In {_text(who)}{_em(container(reference))}{f' ({_text(details)})' if details else ''}"


def _publisher(reference: Reference) -> str:
    fields = reference.fields
    names = [fields.get(name, "") for name in ("school", "institution", "organization")]
    names += [_without_address(fields.get("howpublished", "")), fields.get("publisher", "")]
    if _is_arxiv(reference) and not any(names):
        return "arXiv"
    return "; ".join(dict.fromkeys(name for name in names if name))


def _without_address(text: str) -> str:
    match = _ADDRESS.search(text)
    if not match:
        return "" if _ACCESS_NOTE.fullmatch(text) else text
    before = text[: match.start()]
    before = before[:-_LONGEST_LEAD] + _LEAD_TO_ADDRESS.sub("", before[-_LONGEST_LEAD:]).strip()
    after = text[match.end() :].strip(" .,;)")
    return before if _ACCESS_NOTE.fullmatch(after) else " ".join(part for part in (before, after) if part)


def _is_arxiv(reference: Reference) -> bool:
    kind = reference.fields.get("eprinttype") or reference.fields.get("archiveprefix", "")
    return kind.lower() == "arxiv"


def _access(reference: Reference, citation: Citation) -> str:
    target = link(reference)
    if not target:
        return ""
    web = target.lower().startswith(("http://", "https://", "ftp://"))
    text = f'<a href="{escape(target)}">{_text(target)}</a>' if web else _text(target)
    if citation.issued.group != UNDATED or reference.fields.get("doi"):
        return text
    date = written(reference.fields.get("urldate", ""))
    return f"Retrieved {_text(date)}, from {text}" if date else f"Retrieved {text}"
