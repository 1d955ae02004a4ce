from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest

from tui_course.errors import CourseError
from tui_course.serve.publishing import Publisher
from tui_course.sources.published import PublishedCourse
from tui_course.study import Study

PATIENCE = 30


class Workshop:
    """A course of two pages, what is logged of it, and the editions that came."""

    def __init__(self, folder):
        self.root = folder / "course"
        self.root.mkdir()
        (self.root / "course.yml").write_text("title: Robots\n")
        self.write("one", "# One\n\nA robot *senses*.\n")
        self.write("two", "# Two\n\n```quiz\n- prompt: What does it do?\n  choices: [senses, sleeps]\n  answer: senses\n```\n")
        self.editions = folder / "editions"
        self.log = []
        self.came = []
        self.publishers = []
        self._changed = threading.Condition()

    def write(self, page, text):
        (self.root / f"{page}.md").write_text(text)

    def publisher(self):
        self.publishers.append(Publisher(self.root, self.editions, self._logged))
        return self.publishers[-1]

    def watch(self, publisher):
        publisher.watch(self._edition)

    def _logged(self, line):
        with self._changed:
            self.log.append(line)
            self._changed.notify_all()

    def _edition(self, edition):
        with self._changed:
            self.came.append(edition)
            self._changed.notify_all()

    def wait(self, holds):
        with self._changed:
            assert self._changed.wait_for(holds, PATIENCE), self.log

    @property
    def folders(self):
        return sorted(path for place in self.editions.iterdir() for path in place.iterdir())

    def close(self):
        for publisher in self.publishers:
            publisher.close()


@pytest.fixture
def workshop(tmp_path):
    workshop = Workshop(tmp_path)
    yield workshop
    workshop.close()


def text_of(edition, page="one"):
    return repr(PublishedCourse(Path(edition.folder)).page(page).blocks)


def test_a_course_is_published_with_what_search_needs(workshop):
    told = []
    edition = workshop.publisher().open(lambda done, of: told.append((done, of)))
    assert edition.course == os.fspath(workshop.root)
    assert told == [(1, 2), (2, 2)]
    study = Study(PublishedCourse(Path(edition.folder)))
    assert study.course.title == "Robots"
    assert len(study.index().pages) == 2
    shutil.rmtree(workshop.root)
    assert [result.page for result in study.search("senses").found]
    assert workshop.log == []


def test_a_course_that_was_published_is_not_read_again(workshop):
    first, told = workshop.publisher().open(), []
    assert workshop.publisher().open(lambda *_: told.append(1)) == first
    workshop.close()
    assert workshop.publisher().open(lambda *_: told.append(1)) == first
    assert told == []


def test_a_change_is_published_and_told(workshop):
    publisher = workshop.publisher()
    first = publisher.open()
    workshop.watch(publisher)
    workshop.write("one", "# One\n\nA robot *acts*.\n")
    workshop.wait(lambda: workshop.came)
    second = workshop.came[-1]
    assert publisher.current == second != first
    assert "acts" in text_of(second)
    assert "senses" in text_of(first)
    workshop.write("one", "# One\n\nA robot *senses*.\n")
    workshop.wait(lambda: len(workshop.came) == 2)
    assert workshop.came[-1] == first


def test_a_broken_course_keeps_the_edition_and_the_log_says_where(workshop):
    publisher = workshop.publisher()
    first = publisher.open()
    workshop.watch(publisher)
    (workshop.root / "course.yml").write_text("title: Robots\nbroken: [\n")
    workshop.wait(lambda: any("for the worse" in line for line in workshop.log))
    assert any("course.yml:" in line and "yaml" in line for line in workshop.log)
    assert workshop.came == []
    assert publisher.current == first
    for page in ("one", "two"):
        (workshop.root / f"{page}.md").unlink()
    workshop.wait(lambda: any("cannot be opened" in line for line in workshop.log))
    assert publisher.current == first
    assert "senses" in text_of(first)
    (workshop.root / "course.yml").write_text("title: Robots\n")
    workshop.write("one", "# One\n\nMended.\n")
    workshop.wait(lambda: workshop.came)
    assert "Mended" in text_of(workshop.came[-1])


def test_mistakes_on_pages_are_logged_with_file_and_line_and_published(workshop):
    workshop.write("one", "---\ntitle: [\n---\n# One\n\nWhat is here stays.\n")
    edition = workshop.publisher().open()
    assert [line.split()[0] for line in workshop.log] == ["one.md:3:"]
    assert "stays" in text_of(edition)


def test_what_is_no_course_is_refused(workshop, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    for root in (empty, tmp_path / "nowhere"):
        publisher = Publisher(root, workshop.editions, workshop.log.append)
        workshop.publishers.append(publisher)
        with pytest.raises(CourseError):
            publisher.open()
    assert not workshop.editions.exists() or all(path.name != "about.json" for path in workshop.editions.rglob("*.json"))


def test_editions_go_when_nobody_uses_them(workshop):
    older, newer = workshop.publisher(), workshop.publisher()
    first = older.open()
    workshop.write("one", "# One\n\nAnother.\n")
    second = newer.open()
    assert workshop.folders == sorted([Path(first.folder), Path(second.folder)])
    older.close()
    assert Path(first.folder) in workshop.folders
    newer.close()
    assert workshop.folders == [Path(second.folder)]


def test_only_the_last_editions_are_kept(workshop):
    publisher = workshop.publisher()
    found = []
    for number in range(23):
        workshop.write("one", f"# One\n\nThe {number}th.\n")
        found.append(Path(publisher.open().folder))
    assert workshop.folders == sorted(found[-20:])


def test_an_edition_that_was_harmed_is_published_again(workshop):
    edition = workshop.publisher().open()
    (Path(edition.folder) / "about.json").unlink()
    again = workshop.publisher().open()
    assert again.folder != edition.folder
    assert "senses" in text_of(again)


def test_what_a_crash_left_half_written_is_removed_later(workshop):
    workshop.publisher().open()
    (place,) = workshop.editions.iterdir()
    young, old = place / ".half-young", place / ".half-old"
    for half in (young, old):
        half.mkdir()
        (half / "outline").write_bytes(b"half")
    os.utime(old, (1, 1))
    workshop.publisher().open()
    assert young.exists()
    assert not old.exists()
