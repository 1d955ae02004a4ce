"""Every file that the program writes, in every state that a disk may leave it in: a sentence, nothing lost, and on it goes."""

from __future__ import annotations

import os
import random
import resource
import shutil
import sqlite3
import stat
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.faults.nobody import nobody
from tests.faults.stores.kinds import KINDS, Said, told

CORRUPTIONS = 20
"""How many damaged copies of each file are read; there are more than 200 in all."""


@pytest.fixture(params=KINDS)
def kind(request):
    return KINDS[request.param]


@pytest.fixture
def folder(kind):
    """A folder that everybody may enter, with a file in it."""
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        top.chmod(0o777)
        place = top / "kept"
        place.mkdir(mode=0o700)
        told(kind.put)(place, "first")
        yield place
        for path in (top, *top.iterdir()):
            path.chmod(0o755)


def look(kind, folder):
    """The words that are there, or what is said in their place: a sentence, and no trace of a program."""
    try:
        return told(kind.found)(folder), ""
    except Said as said:
        return set(), sentence(said)


def put(kind, folder, word):
    """Put a word in; empty, or what is said."""
    try:
        told(kind.put)(folder, word)
    except Said as said:
        return sentence(said)
    return ""


def sentence(said):
    words = str(said)
    assert words.strip()
    for trace in ("Traceback", "Errno", "object at 0x", "sqlite3."):
        assert trace not in words
    return words


def expected(kind, folder):
    """What is there at first."""
    found, said = look(kind, folder)
    assert found
    assert not said
    return found


@contextmanager
def a_full_disk(size):
    """No file grows beyond `size` bytes meanwhile."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [0, 100, 5_000], ids="{} bytes".format)
def test_a_full_disk_takes_nothing_away(kind, folder, size):
    before = expected(kind, folder)
    names = {path.name for path in folder.iterdir()}
    with a_full_disk(size):
        said = put(kind, folder, "second")
    after, _ = look(kind, folder)
    # What is made anew each time may have made way for the other; whatever grows or is precious is there in any case.
    assert after >= before or not (said or kind.precious or kind.grows)
    # Nothing half is left over, but for what SQLite finds again.
    assert {path.name for path in folder.iterdir() if "-" not in path.name[-5:]} <= names | {"library.json.lock"}
    assert put(kind, folder, "third") == ""
    kept = before if kind.precious or kind.grows else set()
    assert expected(kind, folder) >= kept | ({"third"} if kind is not KINDS["host key"] else set())


def test_a_folder_that_may_not_be_written_takes_nothing_away(kind, folder):
    before = expected(kind, folder)
    for path in (folder, *folder.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
        os.chown(path, 65_534, -1) if os.geteuid() == 0 else None
    with nobody():
        said = put(kind, folder, "second")
        found, why = look(kind, folder)
        assert found >= before or why or kind in {KINDS["looks"], KINDS["drawing"]}
    folder.chmod(0o755)
    for path in folder.iterdir():
        path.chmod(0o600)
    assert said or look(kind, folder)[0] >= before
    assert look(kind, folder)[0] >= before


def test_what_is_somebody_elses_costs_a_sentence(kind, folder):
    if os.geteuid():
        pytest.skip("only root has files of somebody else")
    before = expected(kind, folder)
    with nobody():
        put(kind, folder, "second")
        look(kind, folder)
    assert look(kind, folder)[0] == before


def test_a_folder_that_vanishes_is_made_again_or_that_is_said(kind, folder):
    shutil.rmtree(folder)
    found, _ = look(kind, folder)
    assert not found
    said = put(kind, folder, "second")
    if said:
        folder.mkdir(exist_ok=True)
        assert put(kind, folder, "second") == ""
    assert expected(kind, folder)


def _a_folder(path):
    path.mkdir()


def _a_full_folder(path):
    path.mkdir()
    (path / "something").write_text("something of somebody", "utf-8")


STATES = {
    "empty": lambda path: path.touch(),
    "a folder": _a_folder,
    "a folder with something": _a_full_folder,
    "a pipe": os.mkfifo,
    "a socket": lambda path: os.mknod(path, stat.S_IFSOCK | 0o600),
    "a link to nothing": lambda path: path.symlink_to("nowhere/at/all"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to a device": lambda path: path.symlink_to("/dev/full"),
    "words": lambda path: path.write_text("These are the notes of somebody else.\n" * 50, "utf-8"),
    "zeros": lambda path: path.write_bytes(bytes(5_000)),
    "a number": lambda path: path.write_text("1", "utf-8"),
    "deep JSON": lambda path: path.write_text("[" * 100_000, "utf-8"),
    "no text": lambda path: path.write_bytes(b"\xff\xfe\x00\xd8" * 100),
}


@pytest.mark.parametrize("state", STATES)
def test_whatever_stands_there_costs_a_sentence_at_most(kind, folder, state):
    if kind is KINDS["notes"] and state in {"a pipe", "a link to a device"}:
        pytest.skip("whatever it is takes the notes as they come")
    path = folder / kind.file
    for one in folder.iterdir():
        one.unlink()
    STATES[state](path)
    inside = path / "something"
    found, _ = look(kind, folder)
    # Somebody else's words in a file of words are words.
    assert not found or kind is KINDS["notes"]
    said = put(kind, folder, "second")
    assert said or expected(kind, folder) >= ({"second"} if kind is not KINDS["host key"] else set())
    assert not stat.S_ISDIR(os.lstat(path).st_mode) or state != "a folder with something" or inside.exists()
    for one in folder.iterdir():
        shutil.rmtree(one) if one.is_dir() and not one.is_symlink() else one.unlink()
    assert put(kind, folder, "third") == ""
    assert expected(kind, folder)


def damaged(data, chance):
    """Bytes that a disk has changed: some of them flipped, a stretch of them overwritten, or the end gone."""
    changed = bytearray(data)
    match chance.randrange(4):
        case 0:
            for _ in range(chance.randint(1, 8)):
                changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        case 1:
            at = chance.randrange(len(changed))
            changed[at : at + 400] = chance.randbytes(min(400, len(changed) - at))
        case 2:
            at = chance.randrange(len(changed))
            changed[at : at + 4_096] = bytes(min(4_096, len(changed) - at))
        case _:
            del changed[chance.randrange(len(changed)) :]
    return bytes(changed)


def test_no_damage_crashes_anything_and_what_is_precious_is_kept_beside(kind, folder):
    path = folder / kind.file
    sound = path.read_bytes()
    before = expected(kind, folder)
    chance = random.Random(7)  # noqa: S311 - noise is no secret
    told_of = 0
    for _ in range(CORRUPTIONS):
        for one in folder.iterdir():
            one.unlink()
        data = damaged(sound, chance)
        path.write_bytes(data)
        path.chmod(0o600)
        found, _ = look(kind, folder)
        # What is found is what was there: an edition of a course, a page and a drawing are believed as a whole only.
        if kind in {KINDS["page of the cache"], KINDS["edition of a host"], KINDS["drawing"], KINDS["pack"]}:
            assert not found or found == before
        told_of += found != before
        said = put(kind, folder, "second")
        assert said or expected(kind, folder)
        if kind.precious and found != before and data:
            beside = [one for one in folder.iterdir() if one.is_file() and one.read_bytes() == data]
            assert beside
    assert told_of or kind is KINDS["notes"]


def test_another_program_that_holds_the_store_is_waited_for_and_told_of(tmp_path):
    kind = KINDS["answers"]
    told(kind.put)(tmp_path, "first")
    with closing(sqlite3.connect(tmp_path / kind.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        # Whoever only reads does not wait.
        assert "first" in look(kind, tmp_path)[0]
        with ThreadPoolExecutor() as threads:
            written = threads.submit(put, kind, tmp_path, "second")
            with pytest.raises(TimeoutError):
                written.result(0.2)
            assert "second" not in look(kind, tmp_path)[0]
            other.execute("ROLLBACK")
            assert written.result(60) == ""
    assert {"first", "second"} <= look(kind, tmp_path)[0]
