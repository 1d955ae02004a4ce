import os
import pickle
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tui_course.digests import blake2b
from tui_course.errors import CourseError, CourseNotFound, FileRefused, NotACourse, PageNotFound
from tui_course.model.block import Unknown
from tui_course.sources.cache import CachedCourse
from tui_course.sources.isolated import IsolatedCourse, Lost, Worker
from tui_course.sources.jekyll.site import JekyllSite
from tui_course.sources.kept import Unkept, kept
from tui_course.sources.wire import HEAD, Garbled, dump, load, receive

BEES = Path(__file__).parent / "jekyll" / "beekeeping"


@pytest.fixture
def worker():
    with Worker() as one:
        yield one


def test_a_worker_reads_what_the_format_itself_reads(worker):
    isolated, site = IsolatedCourse(worker, BEES), JekyllSite(BEES)
    assert isolated.course == site.course
    assert isolated.problems == site.problems
    assert [isolated.page(page.id) for page in site.course.pages] == [site.page(page.id) for page in site.course.pages]
    assert isolated.source("index") == site.source("index")
    assert isolated.index == site.index


def test_nothing_of_the_folder_where_the_program_was_started_is_run(worker, tmp_path, monkeypatch):
    (tmp_path / "page.md").write_text("---\ntitle: Kites\n---\nThey fly.\n", encoding="utf-8")
    for name in ("yaml", "select", "markdown_it", "tui_course"):
        (tmp_path / f"{name}.py").write_text("open('run', 'w').close()\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert IsolatedCourse(worker, Path()).page("page").ref.title == "Kites"
    assert not (tmp_path / "run").exists()


def test_one_worker_reads_several_courses(worker, tmp_path):
    (tmp_path / "other.md").write_text("# Other\n", encoding="utf-8")
    assert IsolatedCourse(worker, BEES).course.title == "Keeping bees"
    assert IsolatedCourse(worker, tmp_path).course.pages[0].title == "Other"
    assert IsolatedCourse(worker, BEES).page("index").ref.title == "Welcome"


@pytest.mark.parametrize(("path", "kind"), [("nowhere", CourseNotFound), ("empty", NotACourse)])
def test_what_cannot_be_opened_raises_here_what_it_raised_there(worker, tmp_path, path, kind):
    (tmp_path / "empty").mkdir()
    with pytest.raises(kind, match=path):
        _ = IsolatedCourse(worker, tmp_path / path).course


def test_a_page_that_is_not_there(worker):
    with pytest.raises(PageNotFound):
        IsolatedCourse(worker, BEES).page("none")


def test_where_a_file_stands_is_told_through_the_cache(worker, tmp_path):
    pages = CachedCourse.of(IsolatedCourse(worker, BEES), BEES, tmp_path)
    assert pages.locate("_config.yml") == str(BEES / "_config.yml")
    with pytest.raises(FileRefused, match=r"_config\.txt is no file of the course"):
        pages.locate("_config.txt")


def test_a_worker_that_is_late_does_not_say_where_a_file_stands(worker):
    with pytest.raises(FileRefused, match="longer than"):
        IsolatedCourse(worker, BEES, seconds=0.0).locate("_config.yml")


def test_a_page_that_takes_too_long_is_shown_as_its_source_and_the_next_is_read(worker):
    hasty, patient = IsolatedCourse(worker, BEES, seconds=0.0), IsolatedCourse(worker, BEES)
    page = hasty.page("index")
    assert [problem.code for problem in page.problems] == ["page-unreadable"]
    assert isinstance(page.blocks[0], Unknown)
    assert [problem.code for problem in patient.page("index").problems] == ["link-broken"]


def test_a_worker_that_died_is_replaced(worker):
    isolated = IsolatedCourse(worker, BEES)
    assert isolated.course.id == "beekeeping"
    process = worker._process
    process.kill()
    process.wait()
    assert isolated.page("index").ref.id == "index"
    assert worker._process is not process


def test_closing_ends_the_process():
    worker = Worker()
    worker.start(BEES)
    process = worker._process
    worker.close()
    assert process.returncode is not None


def test_only_values_of_the_model_are_unpickled():
    course = JekyllSite(BEES).course
    assert load(dump(course)) == course
    with pytest.raises(Garbled, match=r"builtins\.eval"):
        load(pickle.dumps(eval))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x80",
        b"\x80\x05K",
        b"ctui_course.model.gone\nPage\n.",
        b"ctui_course.model.course\nGone\n.",
        b"ctui_course.model.course\n__builtins__\n.",
        b"ctui_course.model.course\n__loader__\n.",
        b"ctui_course.model.course\ndataclass\n.",
        b"ctui_course.model.visible\nvisible\n.",
        b"ctui_course.model.course\nPage\n(tR.",
        b"ctui_course.model.course\nPage\n)\x81]b.",
        b"h\x05.",
        b"X\x01\x00\x00\x00\xff.",
    ],
)
def test_what_is_no_value_of_the_model_is_garbled(data, tmp_path):
    with pytest.raises(Garbled):
        load(data)
    file = tmp_path / "kept"
    file.write_bytes(blake2b(data, digest_size=16).digest() + data)
    with pytest.raises(Unkept):
        kept(file)


ANSWERING = """
import struct, sys
answer = {answer!r}
head = sys.stdin.buffer.read(8)
sys.stdin.buffer.read(struct.unpack("!Q", head)[0])
sys.stdout.buffer.write(struct.pack("!Q", len(answer)) + answer)
"""


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"!NotACourse\0nothing", NotACourse),
        (b"!annotations\0nothing", CourseError),
        (b"!__doc__\0nothing", CourseError),
        (b"!\0nothing", CourseError),
        (b"=cos\nsystem\n.", Lost),
        (b"=", Lost),
    ],
)
def test_whatever_a_process_answers_is_an_error_that_is_known(answer, kind):
    class Odd(Worker):
        def _pipes(self, arguments=()):  # noqa: ARG002 - as it is called
            if self._process is None:
                command = [sys.executable, "-c", ANSWERING.format(answer=answer)]
                self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            return self._process.stdin, self._process.stdout

    with Odd() as worker, pytest.raises(kind) as raised:
        worker.ask("course", BEES)
    assert type(raised.value) is kind


def test_a_process_is_heard_on_any_descriptor():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    high = 1_500
    if hard != resource.RLIM_INFINITY and hard <= high:
        pytest.skip("no descriptor is that high here")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, high + 1), hard))
    reading, writing = os.pipe()
    try:
        os.dup2(reading, high)
        os.write(writing, HEAD.pack(2) + b"ok")
        assert receive(high, time.monotonic() + 5) == b"ok"
        with pytest.raises(TimeoutError):
            receive(high, time.monotonic())
        os.close(writing)
        with pytest.raises(EOFError):
            receive(high, time.monotonic() + 5)
        os.close(high)
    finally:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_course_that_is_forgotten_is_opened_anew(worker, tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# Old\n", encoding="utf-8")
    before = IsolatedCourse(worker, tmp_path)
    assert before.course.pages[0].title == "Old"
    page.write_text("# New\n", encoding="utf-8")
    (tmp_path / "more.md").write_text("# More\n", encoding="utf-8")
    assert [one.title for one in IsolatedCourse(worker, tmp_path).course.pages] == ["Old"], "a worker keeps what it opened"
    worker.forget(tmp_path)
    assert [one.title for one in IsolatedCourse(worker, tmp_path).course.pages] == ["More", "New"]
    assert [one.title for one in before.course.pages] == ["Old"]


def test_to_forget_starts_no_process_and_needs_none_that_lives():
    with Worker() as worker:
        worker.forget(BEES)
        assert worker._process is None
        assert IsolatedCourse(worker, BEES).course.id == "beekeeping"
        worker._process.kill()
        worker._process.wait()
        worker.forget(BEES)
        assert IsolatedCourse(worker, BEES).course.id == "beekeeping"


def test_a_worker_that_has_nothing_to_do_ends_and_is_replaced():
    with Worker(idle=0.0) as worker:
        isolated = IsolatedCourse(worker, BEES)
        assert isolated.course.id == "beekeeping"
        process = worker._process
        assert process.wait(20) == 0
        assert isolated.page("index").ref.id == "index"
        assert worker._process is not process
