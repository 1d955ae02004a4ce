"""The door as OpenSSH's own client sees it."""

from __future__ import annotations

import asyncio
import os
import shutil

import asyncssh
import pytest

CODE = "493027"

pytestmark = pytest.mark.skipif(shutil.which("ssh") is None, reason="OpenSSH's client is not installed")


@pytest.fixture
def ssh(tmp_path):
    """Runs the client with what is typed at its own prompts (`asked`) and then in the session (`typed`)."""

    async def run(port, *options, asked="", typed=b"", user="anna"):
        answer = tmp_path / "answer"
        answer.write_text(f"#!/bin/sh\necho '{asked}'\n")
        answer.chmod(0o700)
        known = ["-F", "none", "-o", "StrictHostKeyChecking=no", "-o", f"UserKnownHostsFile={tmp_path / 'known'}"]
        alone = ["-o", "IdentityAgent=none", "-o", "IdentitiesOnly=yes", "-o", "LogLevel=ERROR", "-o", "ConnectTimeout=10"]
        process = await asyncio.create_subprocess_exec(
            "ssh",
            *known,
            *alone,
            *options,
            "-tt",
            "-p",
            str(port),
            f"{user}@127.0.0.1",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(tmp_path),
                "TERM": "vt100",
                "SSH_ASKPASS": str(answer),
                "SSH_ASKPASS_REQUIRE": "force",
            },
        )
        process.stdin.write(typed)
        try:
            async with asyncio.timeout(30):
                output = await process.stdout.read()
                return await process.wait(), output.decode()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()

    return run


@pytest.mark.parametrize("method", ["keyboard-interactive", "password"])
async def test_the_code_is_typed_at_the_clients_prompt(opened, ssh, method):
    house = await opened()
    status, seen = await ssh(house.port, "-o", f"PreferredAuthentications={method}", asked="493-027", typed=b"\r\r")
    assert status == 0
    assert "[anna]:" in seen
    assert '"anna", "code"' in seen


async def test_a_wrong_code_is_denied(opened, ssh):
    house = await opened()
    status, seen = await ssh(house.port, asked="111111")
    assert status == 255
    assert "Permission denied" in seen


async def test_a_key_is_taken_without_a_question_the_second_time(opened, ssh, tmp_path):
    house = await opened(remember_keys=True)
    key = tmp_path / "id"
    asyncssh.generate_private_key("ssh-ed25519").write_private_key(key)
    key.chmod(0o600)
    status, seen = await ssh(house.port, "-i", str(key), typed=f"{CODE}\rAnna Lena\r\r".encode())
    assert status == 0
    assert CODE not in seen
    status, again = await ssh(house.port, "-i", str(key), user="root")
    assert status == 0
    assert "?" not in again
    assert '"Anna Lena", "key"' in again


async def test_a_key_of_which_only_the_public_half_is_there_is_nobody(opened, ssh, tmp_path):
    house = await opened(code=None, remember_keys=True)
    asyncssh.generate_private_key("ssh-ed25519").write_public_key(tmp_path / "id.pub")
    status, seen = await ssh(house.port, "-i", str(tmp_path / "id.pub"), "-o", "BatchMode=yes")
    assert status == 255
    assert "IN " not in seen


async def test_ctrl_c_at_the_door_ends_it(opened, ssh):
    house = await opened()
    status, seen = await ssh(house.port, asked=CODE, typed=b"An\x03")
    assert status == 1
    assert "OUT" in seen
    assert not house.store.people("robots")
