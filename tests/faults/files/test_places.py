"""Files that a course has by their place, and folders that its settings name, where they lead out of it or are no files."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from contextlib import suppress

import pytest

from tests.faults.files.ground import SECRET, content, said, secrets, tells
from tui_course.errors import FileRefused, TuiCourseError
from tui_course.library.packing import pack
from tui_course.search.index import SearchIndex
from tui_course.search.passages import passages
from tui_course.sources.cache import CachedCourse, digest
from tui_course.sources.check import course_problems
from tui_course.sources.isolated import IsolatedCourse, Worker
from tui_course.sources.published import publish

ENDINGS = (".md", ".html", ".yml", ".bib", ".vtt", ".mmd", ".svg", ".png", ".json", ".csv")
JEKYLL = {
    "_config.yml": "title: Kites\ncollections: {parts: {output: true}}\n",
    "index.md": "---\nlayout: page\n---\n{% include part.md %} {{ site.data.facts }} {{ site.data.more }}\n"
    "{{ site.data.table }} {% include_relative beside.md %}\n{% cite work %}\n{% bibliography %}\n"
    "![words](figure.svg) ![words](figure.png)\n<video src='film.mp4'></video>\n",
    "page.md": "---\n---\nA page.\n",
}
JEKYLL_PLACES = (
    "_config_more.yml",
    "_data/facts.yml",
    "_data/more.json",
    "_data/table.csv",
    "_data/course.yml",
    "_data/toc.yml",
    "_data/glossary.yml",
    "_includes/part.md",
    "_layouts/page.html",
    "_bibliography/references.bib",
    "_parts/part.md",
    "_posts/2024-01-01-post.md",
    "beside.md",
    "figure.svg",
    "figure.png",
    "figure.mmd",
    "film.vtt",
    "glossary.yml",
    "other.html",
)
FOLDER = {
    "index.md": "---\ndiagram: drawn.mmd\n---\n# Kites\n\n![words](figure.svg) ![words](figure.png) [@work]\n\n"
    "<video src='film.mp4'></video>\n",
    "page.md": "# A page\n",
}
FOLDER_PLACES = (
    "course.yml",
    "SUMMARY.md",
    "book.toml",
    "glossary.yml",
    "works.bib",
    "sub/other.md",
    "figure.svg",
    "figure.png",
    "figure.mmd",
    "drawn.mmd",
    "film.vtt",
)
KINDS = {"jekyll": (JEKYLL, JEKYLL_PLACES), "folder": (FOLDER, FOLDER_PLACES)}


def _link(at, outside):
    at.symlink_to(outside / f"secret{at.suffix}")


def _pipe(at, _):
    os.mkfifo(at)


def _socket(at, _):
    os.mknod(at, stat.S_IFSOCK | 0o600)


def _two_links(at, outside):
    _link(at.with_name(f"x{at.name}"), outside)
    at.symlink_to(f"x{at.name}")


TRAPS = {
    "a link": _link,
    "a link through proc": lambda at, outside: at.symlink_to(f"/proc/self/root{outside}/secret{at.suffix}"),
    "a link to a link": _two_links,
    "a link to nothing": lambda at, _: at.symlink_to("nowhere"),
    "a link to itself": lambda at, _: at.symlink_to(at.name),
    "a link to a device": lambda at, _: at.symlink_to("/dev/zero"),
    "a link to a terminal": lambda at, _: at.symlink_to("/dev/tty"),
    "a link to what never ends": lambda at, _: at.symlink_to("/proc/kmsg"),
    "a pipe": _pipe,
    "a socket": _socket,
    "a folder": lambda at, _: at.mkdir(),
}


@pytest.fixture(scope="module")
def worker():
    """Reads the courses: what hangs is ended, and says so."""
    with Worker() as running:
        yield running


def laid(root, form):
    """A course of a form without the files at its places."""
    written, places = KINDS[form]
    for name, text in written.items():
        at = root / name
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_text(text, "utf-8")
    for name in places:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
    return root


def everything(pages):
    """All that a reader is told of a course, and the codes of its problems."""
    parts = [repr(pages.course), repr(pages.glossary), repr(pages.bibliography), repr(pages.references), repr(pages.index)]
    parts += [said(pages, ref.id)[0] + pages.source(ref.id) for ref in pages.course.pages]
    problems = list(course_problems(pages))
    return "\n".join((*parts, *map(str, problems))).casefold(), problems


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("form", KINDS)
def test_what_leads_out_is_in_nothing_that_is_made_of_a_course(tmp_path, worker, form, trap):
    outside = tmp_path / "outside"
    secrets(outside, ENDINGS)
    root = laid(outside / "course", form)
    for name in KINDS[form][1]:
        TRAPS[trap](root / name, outside)
    pages = CachedCourse.of(IsolatedCourse(worker, root), root, tmp_path / "cache")
    text, problems = everything(pages)
    assert not tells(text, SECRET)
    assert not [
        one for one in problems if one.code in {"page-unreadable", "course-unreadable"} and "longer than" in one.message
    ]
    for name in KINDS[form][1]:
        with suppress(FileRefused):
            assert os.path.realpath(pages.locate(name)).startswith(f"{root}/")
    index = SearchIndex.new()
    for ref in pages.course.pages:
        index.add(passages(pages.page(ref.id)), ref.title)
    index.save(tmp_path / "cache" / "index.sqlite")
    index.close()
    (tmp_path / "edition").mkdir()
    publish(IsolatedCourse(worker, root), tmp_path / "edition", lambda *_: None)
    packed = pack(root, tmp_path / "kites.course", lambda *_: None)
    with zipfile.ZipFile(packed.file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    kept = [path.read_bytes() for path in tmp_path.glob("[ce]*/**/*") if path.is_file()]
    assert len(kept) > len(list(pages.course.pages))
    # Only the folder of the secrets, which is beside, has them.
    assert not [data for data in (*kept, *members.values()) if tells(data.decode("latin-1").casefold(), SECRET)]
    assert {name.partition("/")[2] for name in members} >= set(KINDS[form][0])


@pytest.mark.parametrize("form", KINDS)
def test_the_same_places_are_read_where_they_are_files(tmp_path, worker, form):
    root = laid(tmp_path / "course", form)
    shown = {name for name in KINDS[form][1] if not name.endswith((".mmd", "toc.yml", "book.toml", "SUMMARY.md"))}
    for name in shown:
        (root / name).write_bytes(content((root / name).suffix, SECRET))
    text, _ = everything(IsolatedCourse(worker, root))
    assert text.count("quokka") > len(shown) / 2
    assert "7717" in text


FOLDERS = ("data_dir", "includes_dir", "layouts_dir", "collections_dir", "source", "scholar")
LEADS = (
    "..",
    "../..",
    "/",
    "{outside}",
    "../outside",
    "out",
    "sub/out",
    "~",
    "./..",
    "sub/../..",
    "..%2f",
    "\\..",
    "\0",
    "x" * 5_000,
)
ASKS = "---\nlayout: secret\n---\n{% include secret.md %} {{ site.data.secret }} {% cite work %}\n{% bibliography %}\n"


@pytest.mark.parametrize("setting", FOLDERS)
def test_a_folder_that_a_site_names_is_one_of_its_own(tmp_path, worker, monkeypatch, setting):
    outside = tmp_path / "outside"
    secrets(outside, ENDINGS)
    monkeypatch.setenv("HOME", str(outside))
    for number, lead in enumerate(LEADS):
        root = laid(outside / f"course{number}", "jekyll")
        (root / "sub").mkdir()
        (root / "out").symlink_to(outside)
        (root / "sub" / "out").symlink_to(outside)
        named = json.dumps(lead.format(outside=outside))
        value = named if setting != "scholar" else f"{{source: {named}, bibliography: secret.bib}}"
        (root / "_config.yml").write_text(
            f"title: Kites\n{setting}: {value}\ncollections: {{parts: {{output: true}}}}\n", "utf-8"
        )
        (root / "index.md").write_text(
            "---\nlayout: secret\n---\n{% include secret.md %} {{ site.data.secret }} {% cite work %}\n{% bibliography %}\n",
            "utf-8",
        )
        with suppress(TuiCourseError):
            text, _ = everything(IsolatedCourse(worker, root))
            assert not tells(text, SECRET), lead


def test_a_file_that_never_ends_is_not_read_for_its_digest(tmp_path):
    root = laid(tmp_path / "course", "folder")
    before = digest(root)
    (tmp_path / "other.md").write_text("other", "utf-8")
    (root / "more.md").symlink_to("/proc/kmsg")
    (root / "other.md").symlink_to(tmp_path / "other.md")
    one = digest(root)
    (tmp_path / "other.md").write_text("changed", "utf-8")
    assert len({before, one, digest(root)}) == 2
