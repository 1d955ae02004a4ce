from __future__ import annotations

import os

import asyncssh
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.errors import SettingsError
from tui_course.serve.identity.authorized import Listed, parse, read_roster


def public(comment, kind="ssh-ed25519", **options):
    """A line with a new key, and the key's fingerprint."""
    key = asyncssh.generate_private_key(kind, comment=comment, **options)
    return key.export_public_key().decode().strip(), key.get_fingerprint()


ANNA, ANNA_PRINT = public("Anna Lena")
BO, BO_PRINT = public("bo@laptop", "ecdsa-sha2-nistp256")


def test_each_line_is_a_key_and_its_comment_the_name():
    text = f"# the class of 2026\n\n{ANNA}\r\n  {BO}\n"
    assert list(parse(text, "roster")) == [
        Listed("Anna Lena", ANNA_PRINT, "roster", 3),
        Listed("bo@laptop", BO_PRINT, "roster", 4),
    ]


def test_a_name_that_is_given_is_whose_all_keys_are():
    bare = " ".join(ANNA.split()[:2])
    assert list(parse(f"{bare}\n{BO}", "anna.keys", "anna")) == [
        Listed("anna", ANNA_PRINT, "anna.keys", 1),
        Listed("anna", BO_PRINT, "anna.keys", 2),
    ]


@pytest.mark.parametrize(
    "options",
    [
        "restrict",
        'command="echo \\"hi, there\\" ssh-rsa",no-pty',
        'environment="A=b c",no-port-forwarding,permitopen="h:1"',
        "NO-PTY",
    ],
)
def test_options_that_grant_or_limit_what_nobody_has_are_named(options):
    complaint, key = parse(f"{options} {ANNA}", "roster")
    assert complaint.startswith("roster:1: no need of ")
    assert key.fingerprint == ANNA_PRINT


@pytest.mark.parametrize("options", ['from="10.0.0.*"', 'no-pty,expiry-time="20200101"', "cert-authority", 'principals="a"'])
def test_a_key_that_not_everybody_may_use_is_left_out(options):
    [complaint] = parse(f"{options} {ANNA}", "roster")
    assert "left out" in complaint


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("hello", "no public key"),
        ("ssh-ed25519", "damaged"),
        ("ssh-ed25519 AAAA anna", "damaged"),
        ("ssh-ed25519 " + ANNA.split()[1][:-8] + " anna", "damaged"),
        ("ssh-rsa " + ANNA.split()[1] + " anna", "damaged"),
        ("sk-nothing@example.org AAAA anna", "damaged"),
        ("ssh-ed25519-cert-v01@openssh.com AAAA anna", "certificate"),
        (" ".join(ANNA.split()[:2]), "no name"),
        (" ".join(ANNA.split()[:2]) + " []=\u202e", "no name"),
        ('command="unended ' + ANNA, "no public key"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----", "no public key"),
        ("x" * 30_000, "too long"),
    ],
    # The keys are others in each process.
    ids="words no-data short-data cut other-kind unknown-kind certificate no-name no-letters open-quote private long".split(),
)
def test_a_bad_line_is_told_with_its_place_and_costs_no_other(line, reason):
    complaint, key = parse(f"{line}\n{ANNA}", "roster")
    assert complaint.startswith("roster:1: ")
    assert reason in complaint
    assert key.line == 2


def test_weak_keys_are_left_out():
    weak, _ = public("anna", "ssh-rsa", key_size=1_024)
    [complaint] = parse(weak, "roster")
    assert "too weak" in complaint


def test_a_folder_gives_names_by_its_files(tmp_path):
    (tmp_path / "anna.keys").write_text(" ".join(ANNA.split()[:2]) + "\n")
    (tmp_path / "bo.keys").write_text(BO + "\n\nnonsense\n")
    (tmp_path / "notes.txt").write_text("nonsense")
    roster = read_roster(tmp_path)
    assert roster.names == ("anna", "bo")
    assert roster.keys[BO_PRINT].name == "bo"
    assert len(roster.complaints) == 1
    assert "bo.keys:3: " in roster.complaints[0]


def test_the_same_key_for_two_names_is_the_first_ones(tmp_path):
    file = tmp_path / "roster"
    file.write_text(f"{ANNA}\n{' '.join(ANNA.split()[:2])} Bo\n{ANNA}\n")
    roster = read_roster(file)
    assert roster.names == ("Anna Lena",)
    assert len(roster.complaints) == 1
    assert ":2: this is the key of Anna Lena already, in line 1" in roster.complaints[0]


def test_what_everybody_can_change_names_nobody(tmp_path):
    file = tmp_path / "instructors"
    file.write_text(ANNA)
    file.chmod(0o666)
    with pytest.raises(SettingsError, match="chmod o-w"):
        read_roster(file)


def make_fifo(path):
    os.mkfifo(path)


def make_empty(path):
    path.write_text("# nobody yet\n")


def make_large(path):
    path.write_bytes(b"#" * (5 << 20))


@pytest.mark.parametrize("make", [make_fifo, make_empty, make_large, lambda path: path.mkdir(), lambda _: None])
def test_what_holds_no_keys_is_an_error_in_a_sentence(tmp_path, make):
    make(tmp_path / "roster")
    with pytest.raises(SettingsError):
        read_roster(tmp_path / "roster")


def test_many_bad_lines_are_told_in_few(tmp_path):
    file = tmp_path / "roster"
    file.write_text("nonsense\n" * 500 + ANNA)
    complaints = read_roster(file).complaints
    assert len(complaints) == 51
    assert "450 more" in complaints[-1]


PIECES = [ANNA, BO, "restrict,", 'from="a"', "command=", '"', "\\", ",", " ", "\t", "\n", "ssh-rsa", "#", "=", "\x00"]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8))).map("".join))
def test_nothing_breaks_the_reader(text):
    for entry in parse(text, "roster"):
        if isinstance(entry, Listed):
            assert entry.name
            assert entry.fingerprint in {ANNA_PRINT, BO_PRINT}
        else:
            assert entry.startswith("roster:")
            assert entry.isprintable()
