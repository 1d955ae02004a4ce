from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from tui_course.pictures.load import MAX_FILE, Loader, Unreadable, _picture


@pytest.fixture
def png(tmp_path):
    path = tmp_path / "a.png"
    Image.new("RGB", (3, 2), (1, 2, 3)).save(path)
    return path


def test_a_picture_comes_through_the_other_process(load, png):
    picture = load(png)
    assert picture.size == picture.grid == (3, 2)
    assert picture.pixels == bytes((1, 2, 3)) * 6


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda _: None, "No such file or directory"),
        (lambda path: path.mkdir(), "it is no regular file"),
        (os.mkfifo, "it is no regular file"),
        (lambda path: path.symlink_to(path.parent / "a.png"), "Too many levels of symbolic links"),
        (lambda path: path.touch(), "the file is empty"),
    ],
    ids=["nothing", "folder", "pipe", "link", "empty"],
)
def test_what_is_no_file(load, png, tmp_path, make, reason):
    assert png.exists()
    make(tmp_path / "b.png")
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        load(tmp_path / "b.png")


def test_a_file_that_is_too_large_is_not_read(load, tmp_path):
    path = tmp_path / "a.png"
    with path.open("wb") as file:
        file.truncate(MAX_FILE + 1)
    with pytest.raises(Unreadable, match="more than the 32 MiB that are read"):
        load(path)


def test_too_long_is_told(png):
    with pytest.raises(Unreadable, match=r"^reading it took longer than 0 seconds$"), Loader(0) as loader:
        loader.load(png)


def test_who_waits_for_a_picture_that_is_stopped_is_told(tmp_path):
    # A filter with a large radius over and over: it would take as long as the process may run.
    blur = '<filter id="f" width="9" height="9">' + '<feMorphology radius="90"/><feGaussianBlur stdDeviation="90"/>' * 400
    path = tmp_path / "slow.svg"
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900">{blur}</filter>'
        '<rect width="900" height="900" filter="url(#f)"/></svg>'
    )
    with ThreadPoolExecutor(1) as pool, Loader() as loader:
        future = pool.submit(loader.load, path)
        while loader._process is None and not future.done():
            time.sleep(0.01)
        loader.close()
        with pytest.raises(Unreadable, match=r"^reading it was stopped$"):
            future.result(20)


def test_what_is_stopped_before_it_began_does_not_begin(png):
    loader = Loader()
    loader.close()
    with pytest.raises(Unreadable, match=r"^reading it was stopped$"):
        loader.load(png)


def test_where_no_process_can_be_started_the_picture_cannot_be_read(png, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    for read in (lambda: Loader().load(png), lambda: Loader().draw(png, 3, 2)):
        with pytest.raises(Unreadable, match="cannot be started: No such file or directory"):
            read()


def test_nothing_is_left_behind(load, tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    load(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>a</text></svg>')
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"!",
        b"=",
        b"={}\n",
        b"=[]\n",
        b'={"size": [1, 1], "grid": [1, 1], "notes": []}\nab',
        b'={"size": [1, 1], "grid": [-1, -1], "notes": []}\nabc',
        b'={"size": [1], "grid": [1, 1], "notes": []}\nabc',
        b'={"size": [0, 1], "grid": [1, 1], "notes": []}\nabc',
        b'={"size": ["a", 1], "grid": [1, 1], "notes": []}\nabc',
    ],
)
def test_an_answer_that_is_none(answer):
    with pytest.raises(Unreadable, match=r"^it cannot be read$"):
        _picture(answer)


def test_what_the_other_process_says_has_no_control_characters():
    with pytest.raises(Unreadable) as caught:
        _picture(b"!a\x1b]0;x\x07\nb\xff")
    assert str(caught.value) == "a␛]0;x␇ b\ufffd"
    assert _picture(b'={"size": [1, 1], "grid": [1, 1], "notes": ["\\u001b[1m"]}\nabc').notes == ("␛[1m",)


def test_nothing_of_it_is_loaded_with_the_loader():
    code = "import sys, tui_course.pictures.load, tui_course.pictures.cells\nprint(*({'PIL', 'resvg_py'} & {*sys.modules}))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "\n"


@pytest.mark.parametrize(("package", "sentence"), [("PIL", "the package pillow"), ("resvg_py", "the package resvg-py")])
def test_a_package_that_is_missing_is_named(package, sentence):
    code = (
        f"import sys; sys.modules[{package!r}] = None\n"
        "from tui_course.pictures.worker import answer\n"
        'svg = b\'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\'\n'
        "sys.stdout.buffer.writelines(answer(svg))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.startswith("!")
    assert sentence in found.stdout
    assert "tui-course[pictures]" in found.stdout
