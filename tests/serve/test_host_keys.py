from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys

import asyncssh
import pytest

from tui_course.errors import SettingsError
from tui_course.serve.host_keys import NAME, host_keys

MAKE = """
import pathlib, sys
from tui_course.serve.host_keys import host_keys
print(host_keys(pathlib.Path(sys.argv[1])).fingerprint)
"""


def keygen(*arguments):
    """What OpenSSH's program for keys prints."""
    if shutil.which("ssh-keygen") is None:
        pytest.skip("OpenSSH's client is not here: the Debian package openssh-client")
    return subprocess.run(["ssh-keygen", *arguments], capture_output=True, text=True, check=True, timeout=20).stdout


def test_the_first_run_makes_a_key_that_stays(tmp_path):
    folder = tmp_path / "state" / "keys"
    first, again = host_keys(folder), host_keys(folder)
    assert first.fingerprint == again.fingerprint
    assert first.fingerprint.startswith("SHA256:")
    assert first.secret == again.secret
    assert len(first.secret) == 32
    assert stat.S_IMODE((folder / NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert first.secret not in (folder / NAME).read_bytes()


def test_openssh_reads_it(tmp_path):
    made = host_keys(tmp_path)
    assert made.fingerprint in keygen("-l", "-f", tmp_path / NAME)


def test_another_host_has_another_secret(tmp_path):
    assert host_keys(tmp_path / "a").secret != host_keys(tmp_path / "b").secret


def test_first_runs_at_the_same_time_make_one_key(tmp_path):
    runs = [
        subprocess.Popen([sys.executable, "-c", MAKE, str(tmp_path / "keys")], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    prints = {run.communicate(timeout=60)[0] for run in runs}
    assert [run.returncode for run in runs] == [0] * 4
    assert len(prints) == 1


def test_keys_of_openssh_are_taken_too(tmp_path):
    host_keys(tmp_path)
    asyncssh.generate_private_key("ecdsa-sha2-nistp256").write_private_key(tmp_path / "ssh_host_ecdsa_key")
    (tmp_path / "ssh_host_ecdsa_key").chmod(0o600)
    assert [key.get_algorithm() for key in host_keys(tmp_path).keys] == ["ssh-ed25519", "ecdsa-sha2-nistp256"]


def test_a_secret_of_a_cluster_is_a_link_that_a_group_may_read(tmp_path):
    made = host_keys(tmp_path / "data")
    (tmp_path / "data" / NAME).chmod(0o440)
    (tmp_path / "mounted").mkdir()
    (tmp_path / "mounted" / NAME).symlink_to(tmp_path / "data" / NAME)
    assert host_keys(tmp_path / "mounted").fingerprint == made.fingerprint


@pytest.mark.parametrize("mode", [0o644, 0o604, 0o660, 0o601])
def test_a_key_that_others_may_read_is_refused_with_what_to_do(tmp_path, mode):
    host_keys(tmp_path)
    (tmp_path / NAME).chmod(mode)
    with pytest.raises(SettingsError, match="chmod 600"):
        host_keys(tmp_path)


def with_passphrase(path):
    keygen("-q", "-t", "ed25519", "-N", "secret", "-f", path)


def with_nonsense(path):
    path.write_text("nonsense")
    path.chmod(0o600)


def with_public_key(path):
    asyncssh.generate_private_key("ssh-ed25519").write_public_key(path)
    path.chmod(0o600)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (with_passphrase, "passphrase"),
        (with_nonsense, "no private key"),
        (with_public_key, "no private key"),
        (os.mkfifo, "no file"),
        (os.mkdir, "no file"),
    ],
)
def test_what_is_no_key_is_said(tmp_path, make, reason):
    make(tmp_path / NAME)
    with pytest.raises(SettingsError, match=reason):
        host_keys(tmp_path)


def test_a_folder_that_cannot_be_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be read or made"):
        host_keys(tmp_path / "file" / "keys")
