from __future__ import annotations

import json
import os
import resource
import stat

import pytest

from tui_course.serve.audit import Audit, Event


@pytest.fixture
def complaints():
    return []


@pytest.fixture
def audit(tmp_path, complaints):
    log = Audit(tmp_path / "audit.jsonl", complaints.append, clock=lambda: 1_700_000_000.25, most_bytes=400)
    yield log
    log.close()


def lines(path):
    return [json.loads(line) for line in path.read_text("ascii").splitlines()]


def test_a_line_says_what_happened_and_when(audit, tmp_path):
    audit.note(Event.LOGIN, address="192.0.2.7", way="key", learner="l1", seconds=0.12345)
    assert lines(tmp_path / "audit.jsonl") == [
        {
            "time": "2023-11-14T22:13:20.250Z",
            "event": "login",
            "address": "192.0.2.7",
            "way": "key",
            "learner": "l1",
            "seconds": 0.123,
        }
    ]


def test_it_is_its_owners_alone(audit, tmp_path):
    path = tmp_path / "audit.jsonl"
    path.write_text("")
    path.chmod(0o644)
    audit.note(Event.STARTED)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_a_client_chose_begins_no_line_and_steers_no_terminal(audit, tmp_path):
    audit.note(Event.REFUSED, reason='a"\n{"event": "login"}\x1b[2J\u202e\udcff' + "x" * 1_000)
    raw = (tmp_path / "audit.jsonl").read_bytes()
    assert raw.count(b"\n") == 1
    assert b"\x1b" not in raw
    assert len(raw) < 1_000
    [line] = lines(tmp_path / "audit.jsonl")
    assert line["event"] == "refused"
    assert "\u202e" not in line["reason"]


def test_a_large_file_is_put_aside_and_four_are_kept(audit, tmp_path):
    for number in range(60):
        audit.note(Event.CONNECTED, address=str(number))
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["audit.jsonl", *(f"audit.jsonl.{number}" for number in range(1, 5))]
    assert all(path.stat().st_size <= 400 for path in tmp_path.iterdir())
    kept = [line["address"] for name in reversed(names) for line in lines(tmp_path / name)]
    assert kept == [str(number) for number in range(60 - len(kept), 60)]


def test_it_goes_on_in_a_new_file_when_the_old_one_was_moved(audit, tmp_path):
    path = tmp_path / "audit.jsonl"
    audit.note(Event.STARTED)
    path.rename(tmp_path / "moved")
    audit.note(Event.CONNECTED)
    audit.reopen()
    audit.note(Event.STOPPED)
    assert [line["event"] for line in lines(tmp_path / "moved")] == ["started", "connected"]
    assert [line["event"] for line in lines(path)] == ["stopped"]


def test_what_cannot_be_written_is_said_once_and_counted(tmp_path, complaints):
    folder = tmp_path / "gone"
    log = Audit(folder / "audit.jsonl", complaints.append)
    for _ in range(3):
        log.note(Event.CONNECTED)
    assert len(complaints) == 1
    assert "No such file" in complaints[0]
    folder.mkdir()
    log.note(Event.STOPPED)
    log.close()
    written = lines(folder / "audit.jsonl")
    assert [line["event"] for line in written] == ["lines lost", "stopped"]
    assert written[0]["count"] == 3


def test_a_disk_that_fills_up_leaves_whole_lines(tmp_path, complaints):
    path = tmp_path / "audit.jsonl"
    log = Audit(path, complaints.append)
    log.note(Event.STARTED)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 20, limits[1]))
    try:
        log.note(Event.CONNECTED)
        log.note(Event.CONNECTED)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    log.note(Event.STOPPED)
    log.close()
    assert len(complaints) == 1
    *whole, torn = sorted(path.read_text().splitlines(), key=lambda line: not line.endswith("}"))
    assert [json.loads(line)["event"] for line in whole] == ["started", "lines lost", "stopped"]
    assert torn.startswith('{"time"')


@pytest.mark.parametrize("make", [lambda path: path.symlink_to("/dev/null"), os.mkfifo, lambda path: path.mkdir()])
def test_it_writes_to_nothing_but_a_file(tmp_path, complaints, make):
    path = tmp_path / "audit.jsonl"
    make(path)
    log = Audit(path, complaints.append)
    log.note(Event.STARTED)
    log.close()
    assert len(complaints) == 1


def test_without_a_path_nothing_is_noted(complaints):
    Audit(None, complaints.append).note(Event.STARTED)
    assert not complaints
