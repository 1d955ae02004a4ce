"""Courses in one file: the same bytes each time, the same course again, and nothing hostile gets out of one."""

from __future__ import annotations

import os
import shutil
import stat
import struct
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_course.errors import CourseNotFound, PackRefused
from tui_course.library.completing import completed
from tui_course.library.library import untold
from tui_course.library.pack_names import MAX_FILES, fault, path_fault
from tui_course.library.packing import in_words, pack
from tui_course.library.unpacking import is_untouched, unpack
from tui_course.sources.open import open_course

NAMES = st.text(st.sampled_from("ab .-_é漢/\\\0\n~:*\ud800"), min_size=1, max_size=6)


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def written(path, *members, **options):
    """A zip archive of (name, bytes) or (ZipInfo, bytes)."""
    with zipfile.ZipFile(path, "w", **options) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def member(name, *, mode=stat.S_IFREG | 0o644, data=b"x"):
    about = zipfile.ZipInfo(name)
    about.create_system = 3
    about.external_attr = mode << 16
    return about, data


@pytest.fixture
def packed(make_course, tmp_path):
    folder = make_course("kites", **{"notes.txt": "n"})
    (folder / "figures").mkdir()
    (folder / "figures" / "wind.png").write_bytes(bytes(range(256)) * 40)
    return pack(folder, tmp_path / "kites.course", untold)


def test_a_pack_is_the_course_again(packed, tmp_path):
    root = unpack(packed.file, tmp_path / "packs", untold)
    assert contents(root) == contents(tmp_path / "courses" / "kites")
    assert open_course(root).course == open_course(tmp_path / "courses" / "kites").course
    assert root.name == "kites"


def test_the_same_files_make_the_same_bytes(packed, tmp_path):
    shutil.copytree(tmp_path / "courses" / "kites", tmp_path / "copy" / "kites")
    again = pack(tmp_path / "copy" / "kites", tmp_path / "again.course", untold)
    assert again.file.read_bytes() == packed.file.read_bytes()


def test_it_is_unpacked_once(packed, tmp_path):
    root = unpack(packed.file, tmp_path / "packs", untold)
    (root / "mine.md").write_text("# Mine\n", encoding="utf-8")
    assert unpack(packed.file, tmp_path / "packs", untold) == root
    assert (root / "mine.md").is_file()
    assert [path.name for path in (tmp_path / "packs").iterdir() if path.name.startswith(".")] == []


def test_what_was_changed_in_it_is_seen(packed, tmp_path):
    root = unpack(packed.file, tmp_path / "packs", untold)
    assert is_untouched(root)
    (root / "1-wind.md").write_text("# Wind\n", encoding="utf-8")
    assert not is_untouched(root)


def test_only_what_the_course_needs_is_in_it(make_course):
    folder = make_course("kites")
    for name in (".git", "_site", "node_modules", ".venv"):
        (folder / name).mkdir()
        (folder / name / "file.md").write_text("x", encoding="utf-8")
    (folder / ".hidden").write_text("x", encoding="utf-8")
    (folder / "old.course").write_text("x", encoding="utf-8")
    pack(folder, folder / "kites.course", untold)
    again = pack(folder, folder / "kites.course", untold)
    assert again.files == 2
    with zipfile.ZipFile(again.file) as archive:
        assert archive.namelist() == ["kites/1-wind.md", "kites/course.yml"]


def test_links_are_packed_as_what_they_lead_to_unless_that_is_outside(make_course, tmp_path):
    folder = make_course("kites")
    (tmp_path / "secret").write_text("s", encoding="utf-8")
    (tmp_path / "secrets").mkdir()
    (folder / "inside").symlink_to("1-wind.md")
    (folder / "outside").symlink_to(tmp_path / "secret")
    (folder / "outsides").symlink_to(tmp_path / "secrets")
    (folder / "nowhere").symlink_to("gone")
    (folder / "round").symlink_to(".")
    os.mkfifo(folder / "pipe")
    found = pack(folder, tmp_path / "kites.course", untold)
    assert sorted(found.left_out) == [
        "nowhere: No such file or directory",
        "outside: it leads out of the course",
        "outsides: it leads out of the course",
        "pipe: it is neither a file nor a folder",
    ]
    with zipfile.ZipFile(found.file) as archive:
        assert archive.namelist() == ["kites/1-wind.md", "kites/course.yml", "kites/inside"]
        assert archive.read("kites/inside") == (folder / "1-wind.md").read_bytes()


def test_a_pack_that_cannot_be_written_leaves_what_was_there(make_course, tmp_path):
    folder = make_course("kites")
    with pytest.raises(PackRefused, match="cannot be written"):
        pack(folder, tmp_path / "nowhere" / "kites.course", untold)

    def stops(_done, _total):
        raise KeyboardInterrupt

    (tmp_path / "kites.course").write_bytes(b"before")
    with pytest.raises(KeyboardInterrupt):
        pack(folder, tmp_path / "kites.course", stops)
    assert (tmp_path / "kites.course").read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ([("/etc/passwd", b"x")], "means another folder"),
        ([("kites/../../x.md", b"x")], "means another folder"),
        ([("kites/./x.md", b"x")], "means another folder"),
        ([("kites//x.md", b"x")], "means another folder"),
        ([("kites\\..\\x.md", b"x")], "parts folders"),
        ([("kites/a\x1b[31m.md", b"x")], "control character"),
        ([("kites/" + "a" * 300, b"x")], "too long"),
        ([("kites/" + "a/" * 40 + "x.md", b"x")], "too long"),
        ([member("kites/link", mode=stat.S_IFLNK | 0o777, data=b"/etc/passwd")], "neither a file nor a folder"),
        ([member("kites/device", mode=stat.S_IFCHR | 0o666)], "neither a file nor a folder"),
        ([member("kites/pipe", mode=stat.S_IFIFO | 0o666)], "neither a file nor a folder"),
        ([member("kites/link/", mode=stat.S_IFLNK | 0o777, data=b"")], "neither a file nor a folder"),
        ([("kites/a", b"x"), ("kites/a/b", b"x")], "both a file and a folder"),
        ([("kites/a.md", b"x"), ("boats/a.md", b"x")], "exactly one folder"),
        ([("a.md", b"x")], "exactly one folder"),
        ([], "exactly one folder"),
        ([("kites/", b"")], "exactly one folder"),
    ],
)
def test_hostile_members_are_refused_and_leave_nothing(tmp_path, members, words):
    file = written(tmp_path / "x.course", *members)
    with pytest.raises(PackRefused, match=words):
        unpack(file, tmp_path / "packs", untold)
    assert not (tmp_path / "packs").exists() or list((tmp_path / "packs").iterdir()) == []


def test_a_name_that_is_there_twice_is_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate"):
        file = written(tmp_path / "x.course", ("kites/a.md", b"x"), ("kites/a.md", b"y"))
    with pytest.raises(PackRefused, match="twice"):
        unpack(file, tmp_path / "packs", untold)


def test_bombs_are_refused_before_they_go_off(tmp_path):
    bomb = b"\0" * (100 << 20)
    file = written(tmp_path / "x.course", ("kites/a.md", bomb), compression=zipfile.ZIP_DEFLATED)
    assert file.stat().st_size < 1 << 18
    with pytest.raises(PackRefused, match="would grow from"):
        unpack(file, tmp_path / "packs", untold)


def test_more_files_than_a_course_has_are_refused(tmp_path):
    file = written(tmp_path / "x.course", *((f"kites/{number}", b"") for number in range(MAX_FILES + 1)))
    with pytest.raises(PackRefused, match="20,001 files"):
        unpack(file, tmp_path / "packs", untold)


def test_a_directory_that_says_it_is_huge_is_not_read(packed, tmp_path):
    data = bytearray(packed.file.read_bytes())
    at = data.rfind(b"PK\x05\x06")
    for offset, form, value in ((10, "<H", 0xFFFF), (12, "<L", 1 << 30)):
        changed = bytearray(data)
        struct.pack_into(form, changed, at + offset, value)
        (tmp_path / "x.course").write_bytes(changed)
        with pytest.raises(PackRefused, match="more than"):
            unpack(tmp_path / "x.course", tmp_path / "packs", untold)


def test_sizes_that_lie_are_refused(packed, tmp_path):
    data = bytearray(packed.file.read_bytes())
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 7)
    (tmp_path / "x.course").write_bytes(data)
    with pytest.raises(PackRefused):
        unpack(tmp_path / "x.course", tmp_path / "packs", untold)
    assert list((tmp_path / "packs").iterdir()) == []


def test_encrypted_and_oddly_compressed_members_are_refused(packed, tmp_path):
    data = packed.file.read_bytes()
    at = data.find(b"PK\x01\x02")
    for offset, value, words in ((8, 1, "encrypted"), (10, 12, "compressed in a way")):
        changed = bytearray(data)
        struct.pack_into("<H", changed, at + offset, value)
        (tmp_path / "x.course").write_bytes(changed)
        with pytest.raises(PackRefused, match=words):
            unpack(tmp_path / "x.course", tmp_path / "packs", untold)


def test_no_regular_file_is_no_pack(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder.course").mkdir()
    for name in ("nowhere.course", "folder.course", "pipe"):
        with pytest.raises(PackRefused):
            unpack(tmp_path / name, tmp_path / "packs", untold)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(NAMES, min_size=1, max_size=4, unique=True))
def test_no_name_reaches_out_of_its_folder(names):
    with TemporaryDirectory() as name:
        top = Path(name)
        (top / "around").mkdir()
        below = top / "around" / "packs"
        try:
            file = written(top / "x.course", *((one, b"x") for one in names))
        except (UnicodeEncodeError, IndexError):  # no archive can have such a name
            return
        try:
            root = unpack(file, below, untold)
        except PackRefused:
            assert not below.exists() or not any(below.iterdir())
        else:
            assert root.parent.parent == below
        assert {path.name for path in top.iterdir()} == {"around", "x.course"}
        assert {path.name for path in (top / "around").iterdir()} <= {"packs"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_pack_is_refused_or_whole(packed, tmp_path, data):
    original = packed.file.read_bytes()
    changed = bytearray(original)
    for place in data.draw(st.lists(st.integers(0, len(original) - 1), min_size=1, max_size=3)):
        changed[place] ^= data.draw(st.integers(1, 255))
    file = tmp_path / "damaged.course"
    file.write_bytes(bytes(changed[: data.draw(st.sampled_from([len(changed), len(changed) // 2, 10]))]))
    with TemporaryDirectory() as below:
        try:
            root = unpack(file, Path(below), untold)
        except PackRefused:
            assert list(Path(below).iterdir()) == []
        else:
            # What the sums do not cover: names, and the name of the folder.
            assert sorted(contents(root).values()) == sorted(contents(tmp_path / "courses" / "kites").values())


@given(st.text(max_size=300))
def test_a_name_is_taken_only_where_it_is_one_part_of_a_path(name):
    if not fault(name):
        assert Path("/top", name).parent == Path("/top")
        assert Path("/top", name).name == name
        assert name.encode()
    if not path_fault(name):
        assert Path("/top", name).is_relative_to("/top")
        assert ".." not in Path("/top", name).parts


@pytest.mark.parametrize(("size", "words"), [(0, "0 bytes"), (1023, "1023 bytes"), (1024, "1 KB"), (15_000_000, "14.3 MB")])
def test_sizes_in_words(size, words):
    assert in_words(size) == words


def test_what_could_not_be_unpacked_is_not_packed(tmp_path):
    hidden, deep = tmp_path / ".hidden", tmp_path / "deep"
    hidden.mkdir()
    (hidden / "index.md").write_text("# Wind\n", encoding="utf-8")
    with pytest.raises(PackRefused, match="begins with a dot"):
        pack(hidden, tmp_path / "hidden.course", untold)
    below = deep.joinpath(*["a"] * 30)
    below.mkdir(parents=True)
    for folder in (deep, below):
        (folder / "index.md").write_text("# Wind\n", encoding="utf-8")
    packed = pack(deep, tmp_path / "deep.course", untold)
    assert packed.files == 1
    assert packed.left_out
    assert contents(unpack(packed.file, tmp_path / "packs", untold)) == {"index.md": b"# Wind\n"}


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    folder = tmp_path / "kites"
    folder.mkdir()
    for name in ("1.md", "2.md"):
        (folder / name).write_text("# Wind\n", encoding="utf-8")
    with pytest.raises(PackRefused, match=r"^2\.md cannot be read"):
        pack(folder, tmp_path / "kites.course", lambda _done, _total: (folder / "2.md").unlink())
    assert sorted(one.name for one in tmp_path.iterdir()) == ["kites"]


def test_a_pack_takes_the_place_of_no_device(tmp_path):
    folder, pipe = tmp_path / "kites", tmp_path / "kites.course"
    folder.mkdir()
    (folder / "1.md").write_text("# Wind\n", encoding="utf-8")
    os.mkfifo(pipe)
    with pytest.raises(PackRefused, match="no regular file"):
        pack(folder, pipe, untold)
    assert pipe.is_fifo()


def test_a_folder_of_an_unpacked_course_is_no_copy_of_its_own(library, make_course, tmp_path):
    folder = make_course()
    (folder / "more").mkdir()
    (folder / "more" / "2-rain.md").write_text("# Rain\n", encoding="utf-8")
    [whole] = library.add(str(pack(folder, tmp_path / "kites.course", untold).file))
    inside = Path(whole.path) / "more"
    part = library.remember(inside, open_course(inside).course)
    assert library.copy_of(part) is library.copy_of(whole) is None
    library.remove(whole)
    copy = library.copy_of(part)
    assert copy is not None
    assert copy.samefile(whole.path)
    library.copies.delete(copy)
    assert not list((library.folder / "packs").iterdir())


def test_a_character_that_no_path_has_is_no_place(library):
    with pytest.raises(CourseNotFound):
        library.add("~\0/kites")
    assert completed("~\0/kites") == ("~\0/kites", ())
