"""Courses that hold a payload in every place: a page for each payload, with a word before it that says where it stands.

The places are those of the templates beside this file, `@@form:place@@`; a form says how words are written down there, so that
the reader gets them as they are.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

HERE = Path(__file__).parent
PLACE = re.compile(r"@@(?:(\w+):([\w-]+)|(n|maths))@@")
MARKER = re.compile(r"Z[a-z]{2}q[a-z]{2}", re.IGNORECASE)
LETTERS = "abcdefghijklmnoprstuvwxyz"
TEMPLATES = {
    "folder": ("page.md", "talk.vtt", "references.bib", "glossary.yml"),
    "jekyll": ("page.md",),
    "people": (),
}


@cache
def payloads():
    """Every payload by its name; raises TypeError where one is no text."""
    found = yaml.safe_load((HERE / "payloads.yml").read_text(encoding="utf-8"))
    found["many-marks"] = "e" + "\u0301" * 2_000
    if not all(isinstance(one, str) and one for one in found.values()):
        raise TypeError(found)
    return found


@cache
def template(kind, name):
    return (HERE / kind / name).read_text(encoding="utf-8")


@cache
def places(kind):
    """The places of a kind of course in the order in which they stand."""
    found = [match[2] for name in TEMPLATES[kind] for match in PLACE.finditer(template(kind, name)) if match[2]]
    return tuple(dict.fromkeys(found)) + EXTRA[kind]


EXTRA = {
    "folder": ("module-name", "file-name"),
    "jekyll": ("data-word", "data-item", "module-title", "entry-title"),
    # What does not come from a course, in the tests of people and of commands.
    "people": tuple(
        """note highlight passage note-heading gone-page bookmark message remark closing-reason learner-name learner-page
        learner-slowest workshop-name line-to-type board-course board-module board-question bar store-trouble detail-page
        detail-question detail-answer poll-words course-title course-path course-address course-description
        listed-page complaint typed-search typed-note typed-find typed-address argument option setting variable
        typed-name key-comment key-file audit""".split()
    ),
}


class Cell(NamedTuple):
    """A payload in a place."""

    place: str
    payload: str


class Spread(NamedTuple):
    """Which payload stands in which place of which page: each place has another one, and over all pages as many as there are.

    With as many `pages` as there are payloads every payload stands in every place.
    """

    kind: str
    pages: int

    def payload(self, page, place):
        names = list(payloads())
        return names[(page * (len(names) // self.pages) + places(self.kind).index(place)) % len(names)]

    def cells(self):
        return [Cell(place, self.payload(page, place)) for place in places(self.kind) for page in range(self.pages)]

    def text(self, page, place):
        """What stands in a place, as the reader shall get it."""
        name = self.payload(page, place)
        return marker(self.kind, Cell(place, name)) + payloads()[name]


def _letters(number):
    return LETTERS[number // len(LETTERS)] + LETTERS[number % len(LETTERS)]


@cache
def marker(kind, cell):
    """The word that stands before a payload in a place: no other word of the course, short enough for every line."""
    return f"Z{_letters(places(kind).index(cell.place))}q{_letters(list(payloads()).index(cell.payload))}"


@cache
def _markers(kind):
    cells = (Cell(place, payload) for place in places(kind) for payload in payloads())
    return {marker(kind, cell).lower(): cell for cell in cells}


def cells_in(kind, text):
    """The cells whose words a text has."""
    known = _markers(kind)
    return {known[word] for word in map(str.lower, set(MARKER.findall(text))) if word in known}


def _one_line(text):
    return text.replace("\n", " ")


def in_yaml(text):
    """A text between the quotation marks of YAML; lone surrogates, for which that has no escape, stand there as they are."""

    def escape(character):
        if character in '"\\':
            return f"\\{character}"
        if character.isprintable() or "\ud800" <= character <= "\udfff":
            return character
        return f"\\U{ord(character):08x}"

    return f'"{"".join(map(escape, text))}"'


FORMS = {
    "data": lambda word, payload: in_yaml(f"{word}{payload}"),
    "line": lambda word, payload: f"{word}{_one_line(payload)}",
    "text": lambda word, payload: f"{word}{payload}",
    "block": lambda word, payload: f"{word}{payload}",
    "code": lambda word, payload: f"{word}{_one_line(payload).replace('`', '')}",
    "cell": lambda word, payload: f"{word}{_one_line(payload).replace('|', chr(92) + '|')}",
    "quoted": lambda word, payload: f"{word}{_one_line(payload).replace(chr(34), chr(39))}",
    "href": lambda word, payload: f"{word}{re.sub('[<>]', '', _one_line(payload))}",
    "word": lambda word, payload: word,  # noqa: ARG005 - nothing but a word may stand there
    "wordonly": lambda word, payload: word,  # noqa: ARG005 - likewise
    "mermaid": lambda word, payload: f"{word}{_one_line(payload).replace(chr(34), chr(39))}",
    "bib": lambda word, payload: f"{word}{re.sub('[{}]', '', payload)}",
}


def filled(spread, name, page):
    """A template with a payload in every place."""

    def fill(match):
        form, place, other = match.groups()
        if other == "n":
            return f"{page:02}"
        if other == "maths":
            return re.sub(r"[$\\{}\n]", "", payloads()[spread.payload(page, "display-math")])
        payload = spread.payload(page, place)
        return FORMS[form](marker(spread.kind, Cell(place, payload)), payloads()[payload])

    return PLACE.sub(fill, template(spread.kind, name))


def named(spread, place, page):
    """A name for a file or a folder with a payload in it."""
    words = re.sub(r"[/\0]", "", spread.text(page, place))[:60]
    return words.encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def write_folder(root, pages):
    """A plain course; its pages, each in a module of its own, have payloads in their names too."""
    spread = Spread("folder", pages)
    write(root / "course.yml", 'title: "Payloads"\nid: payloads\n')
    for page in range(pages):
        module = root / f"{page:02}-{named(spread, 'module-name', page)}"
        write(module / f"{named(spread, 'file-name', page)}.md", filled(spread, "page.md", page))
        write(module / f"talk{page:02}.vtt", filled(spread, "talk.vtt", page))
        write(root / f"works{page:02}.bib", filled(spread, "references.bib", page))
    write(root / "glossary.yml", "".join(filled(spread, "glossary.yml", page) for page in range(pages)))
    return root


def write_jekyll(root, pages):
    """A Jekyll site, whose data and navigation have payloads too."""
    spread = Spread("jekyll", pages)

    def said(place, page):
        payload = spread.payload(page, place)
        return in_yaml(marker("jekyll", Cell(place, payload)) + payloads()[payload])

    write(root / "_config.yml", "title: Site\npermalink: pretty\n")
    write(root / "_includes" / "box.html", '<div class="box">{{ include.words }}</div>\n')
    menu = words = items = ""
    for page in range(pages):
        write(root / f"p{page:02}.md", filled(spread, "page.md", page))
        words += f"p{page:02}: {said('data-word', page)}\n"
        items += f"p{page:02}: [{said('data-item', page)}]\n"
        entry = f"{{title: {said('entry-title', page)}, url: /p{page:02}/}}"
        menu += f"- title: {said('module-title', page)}\n  children: [{entry}]\n"
    write(root / "_data" / "words.yml", words)
    write(root / "_data" / "list.yml", items)
    write(root / "_data" / "navigation.yml", f"main:\n{menu}")
    return root
