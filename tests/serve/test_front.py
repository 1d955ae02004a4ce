"""A front in this process, with clients that are real and readers that are small."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import asyncssh
import pytest

from tests.serve.client import connect, counted, learner, open_screen, until
from tui_course.serve.figures import Refusal
from tui_course.serve.identity.authorized import Listed, Roster
from tui_course.serve.identity.codes import Code
from tui_course.serve.identity.ways import Ways
from tui_course.workshop.attending import Closing, Remark


def terminals() -> int:
    """How many pseudo terminals this process has open."""
    return sum(one.resolve().name == "ptmx" for one in Path("/dev/fd").iterdir())


async def test_a_learner_comes_in_types_and_leaves(hosted):
    async with hosted() as server, learner(server.port, size=(100, 30)) as screen:
        await screen.until(b"reading as guest-")
        await screen.until(b"size 100x30")
        screen.type("jä€".encode())
        await screen.until(b"keys 6 b'j\\xc3\\xa4\\xe2\\x82\\xac'")
        screen.type(b"q")
        shown = await screen.end()
        assert shown.endswith(b"bye\r\nTo go on: ssh -p 2222 host\r\n")
        assert screen.status == 0


async def test_what_a_terminal_says_of_itself_reaches_the_reader(hosted):
    env = {"LANG": "de_AT.UTF-8", "COLORTERM": "truecolor", "SECRET": "x", "LC_TIME": "de_DE.UTF-8"}
    async with hosted() as server, learner(server.port, term="tmux-256color", env=env) as screen:
        await screen.until(b"on tmux-256color in de truecolor.")
        start = server.readers.starts[0]
        assert (start.term, start.language, start.colours) == ("tmux-256color", "de", "truecolor")


@pytest.mark.parametrize(
    ("env", "language", "colours"),
    [
        ({"LANG": "C"}, "", ""),
        ({"LANG": "xx_XX", "LC_ALL": "de_DE.UTF-8"}, "de", ""),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en", ""),
        ({"LANG": "../../../etc/passwd"}, "", ""),
        ({"LANG": "de\x1b[2J"}, "", ""),
        ({"COLORTERM": "24bit", "NO_COLOR": "1"}, "en", "none"),
        ({"COLORTERM": "x" * 10_000}, "en", ""),
    ],
)
async def test_of_the_environment_choices_are_taken_and_nothing_else(hosted, env, language, colours):
    async with hosted() as server, learner(server.port, env=env) as screen:
        await screen.until(b"size ")
        assert (server.readers.starts[0].language, server.readers.starts[0].colours) == (language, colours)


async def test_a_thousand_variables_are_not_kept(hosted):
    env = {f"LC_{number}": "x" * 1000 for number in range(1000)}
    async with hosted() as server, learner(server.port, env={**env, "LANG": "de_DE.UTF-8"}) as screen:
        await screen.until(b"in de plain.")
        [session] = server.front._server.sessions
        assert session._channel.get_environment_bytes() == {b"LANG": b"de_DE.UTF-8"}


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ((0, 0), (80, 24)),
        ((1, 1), (20, 5)),
        ((10_000, 10_000), (500, 200)),
        ((132, 0), (132, 24)),
        ((2**32 - 1, 43), (500, 43)),
    ],
)
async def test_a_window_has_a_size_that_can_be_painted(hosted, asked, given):
    async with hosted() as server, learner(server.port, size=asked) as screen:
        await screen.until(f"size {given[0]}x{given[1]}\r\n".encode())


async def test_a_window_may_change_and_only_its_last_size_is_told(hosted):
    async with hosted() as server, learner(server.port) as screen:
        await screen.until(b"size 80x24")
        for columns in range(40, 140):
            screen.resize(columns, 30)
        screen.resize(99_999, 50)
        before = await screen.until(b"size 500x50")
        assert before.count(b"size ") <= 2


@pytest.mark.parametrize("name", ["x\x1b[2J", "x" * 33, "", "xterm; rm", "../x"])
async def test_the_name_of_a_terminal_is_one(hosted, name):
    async with hosted() as server, await connect(server.port) as connection:
        # An empty one means no terminal to asyncssh, until it is put in the request.
        screen = await open_screen(connection, term=name or " ")
        await screen.until(b" on xterm in ")


async def test_a_user_name_says_nothing_of_who_it_is(hosted):
    name = "[@click=app.quit]x[/]" + "ä" * 400
    async with hosted() as server, learner(server.port, username=name) as screen:
        await screen.until(b"reading as guest-")


async def test_a_user_name_that_is_too_long_is_refused(hosted):
    async with hosted() as server:
        with pytest.raises(asyncssh.Error):
            await connect(server.port, username="x" * 1024)
        async with learner(server.port) as screen:
            await screen.until(b"reading as ")


async def test_without_a_terminal_it_says_what_is_needed(hosted, openssh):
    async with hosted() as server:
        status, out, err = await openssh(server.port, "-T")
        assert (status, out, err) == (1, b"", b"This course needs a terminal: ssh -t\r\n")
        assert server.readers.started == []


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["id"], b"exec request failed"),
        (["-tt", "id"], b"exec request failed"),
        (["-s", "sftp"], b"subsystem request failed"),
        (["-N", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:22"], b"remote port forwarding failed"),
        (["-N", "-o", "ExitOnForwardFailure=yes", "-w", "0:0"], b"unnel"),
        (["-W", "127.0.0.1:22"], b"forwarding failed"),
    ],
    ids=["exec", "exec with a terminal", "subsystem", "-R", "tun", "-W"],
)
async def test_nothing_else_is_offered(hosted, openssh, arguments, complaint):
    async with hosted() as server:
        status, out, err = await openssh(server.port, *arguments)
        assert status != 0
        assert out == b""
        assert complaint in err
        assert server.readers.started == []


async def test_files_are_not_copied(hosted, openssh, tmp_path):
    (tmp_path / "file").write_text("x")
    async with hosted() as server:
        for more in ([], ["-O"]):
            status, _out, err = await openssh(
                server.port, *more, str(tmp_path / "file"), "guest@127.0.0.1:/tmp/stolen", program="scp"
            )
            assert status != 0
            assert err


async def test_forwarding_by_a_client_is_refused(hosted):
    async with hosted() as server, await connect(server.port) as connection:
        with pytest.raises(asyncssh.ChannelOpenError):
            await connection.open_connection("127.0.0.1", server.port)
        with pytest.raises(asyncssh.ChannelOpenError):
            await connection.open_unix_connection("there")
        with pytest.raises(asyncssh.ChannelListenError):
            await connection.forward_remote_port("", 0, "127.0.0.1", 22)
        with pytest.raises(asyncssh.ChannelListenError):
            await connection.forward_remote_path("there", "here")
        assert server.figure('tui_course_refused_total{reason="request"}') == 4


async def test_agent_and_x11_are_refused_and_the_session_goes_on(hosted, openssh):
    async with hosted() as server:
        read, write = os.pipe()
        running = asyncio.create_task(openssh(server.port, "-tt", "-A", "-X", stdin=read, environment={"DISPLAY": ":99"}))
        await until(lambda: server.readers.started)
        os.write(write, b"q")
        status, out, _err = await running
        os.close(read)
        os.close(write)
        assert status == 0
        assert b"reading as " in out


async def test_one_connection_has_one_session(hosted):
    async with hosted() as server, await connect(server.port) as connection:
        first = await open_screen(connection)
        await first.until(b"size ")
        with pytest.raises(asyncssh.ChannelOpenError):
            await open_screen(connection)
        first.type(b"j")
        await first.until(b"keys 1")


async def test_signals_and_breaks_do_nothing(hosted):
    async with hosted() as server, learner(server.port) as screen:
        await screen.until(b"size ")
        for name in ("INT", "TERM", "KILL", "HUP"):
            screen.channel.send_signal(name)
        screen.channel.send_break(1000)
        screen.type(b"j")
        await screen.until(b"keys 1")


async def test_a_reader_that_dies_costs_its_learner_a_line_and_nobody_else_anything(hosted):
    async with hosted() as server, learner(server.port) as screen, learner(server.port) as other:
        await screen.until(b"80x24\r\n")
        await other.until(b"80x24\r\n")
        screen.type(b"k")
        shown = await screen.end()
        assert shown.startswith(b"\x1b[?2026l")
        assert b"\x1b[?1049l" in shown
        assert shown.endswith(b"\r\nThe reader ended unexpectedly. To go on: ssh -p 2222 host\r\n")
        assert screen.status == 128 + signal.SIGKILL
        assert any("killed: SIGKILL" in line for line in server.complaints)
        assert server.figure('tui_course_reader_ends_total{reason="killed"}') == 1
        other.type(b"j")
        await other.until(b"keys 1")


async def test_the_status_of_a_reader_is_that_of_the_client(hosted):
    async with hosted() as server, learner(server.port) as screen:
        await screen.until(b"size ")
        screen.type(b"x")
        await screen.end()
        assert screen.status == 3


async def test_a_reader_that_cannot_be_started_is_said_to_the_learner_and_why_to_the_host(hosted):
    async with hosted() as server:
        server.readers.fault = "no memory\x1b[2J"
        async with learner(server.port) as screen:
            assert await screen.end() == b"The course cannot be opened now. Try again in a moment.\r\n"
            assert screen.status == 75
        assert server.complaints == ["no memory␛[2J"]


async def test_a_client_that_goes_hangs_up_on_its_reader(hosted):
    async with hosted() as server:
        async with learner(server.port) as screen:
            await screen.until(b"size ")
        reader = server.readers.started[0]
        assert await reader.exited == 128 + signal.SIGHUP
        assert server.readers.marks == [f"{reader.pid} SIGHUP"]
        await until(lambda: server.front.health().name == "READY" and not server.front._server.sessions)


async def test_who_fills_the_workshop_keeps_no_instructor_out(hosted):
    key = asyncssh.generate_private_key("ssh-ed25519")
    finger = key.get_fingerprint()
    ways = Ways(guests=True, instructors=Roster({finger: Listed("Grace", finger, "keys", 1)}))
    async with hosted(ways, sessions=1) as server, learner(server.port) as first:
        await first.until(b"size ")
        async with learner(server.port) as other:
            assert await other.end() == b"The workshop is full. Try again later.\r\n"
        async with learner(server.port, username="instructor", client_keys=[key]) as grace:
            await grace.until(b"size ")


async def test_one_person_takes_no_more_places_than_one_person_needs(hosted):
    key = asyncssh.generate_private_key("ssh-ed25519")
    finger = key.get_fingerprint()
    ways = Ways(guests=True, roster=Roster({finger: Listed("Ada", finger, "keys", 1)}))
    async with hosted(ways, of_one=1) as server:
        async with learner(server.port, username="ada", client_keys=[key]) as first:
            await first.until(b"size ")
            async with learner(server.port, username="ada", client_keys=[key]) as second:
                shown = await second.end()
                assert shown == b"You are here on as many terminals as one person may have. Close one of them.\r\n"
                assert second.status == 75
            async with learner(server.port) as guest:
                await guest.until(b"size ")
            first.type(b"q")
            await first.end()
        await until(lambda: not server.front._server.admission._of_one)
        async with learner(server.port, username="ada", client_keys=[key]) as third:
            await third.until(b"size ")


async def test_a_reader_that_fails_to_start_as_nobody_foresaw_leaves_no_terminal_open(hosted):
    async with hosted() as server:
        server.readers.unforeseen = RuntimeError("no threads")
        before = terminals()
        async with learner(server.port) as screen:
            assert await screen.end() == b"The course cannot be opened now. Try again in a moment.\r\n"
            assert screen.status == 75
        assert terminals() == before
        assert server.complaints == [f"session {server.complaints[0].split()[1]} RuntimeError: no threads"]


async def test_a_reader_that_does_not_listen_is_ended_by_force(hosted):
    async with hosted(politely=0.1, ending=0.3) as server:
        async with learner(server.port) as screen:
            await screen.until(b"size ")
            screen.type(b"s")
            await screen.until(b"stubborn")
        reader = server.readers.started[0]
        assert await reader.exited == -signal.SIGKILL
        assert server.readers.marks == [f"{reader.pid} ignored SIGHUP", f"{reader.pid} ignored SIGTERM"]


async def test_a_full_workshop_says_so(hosted):
    async with hosted(sessions=1) as server, learner(server.port) as screen:
        await screen.until(b"size ")
        assert server.front.health().name == "FULL"
        async with learner(server.port) as other:
            assert await other.end() == b"The workshop is full. Try again later.\r\n"
            assert other.status == 75
        screen.type(b"q")
        await screen.end()
        await until(lambda: server.front.health().name == "READY")
        async with learner(server.port) as other:
            await other.until(b"size ")


async def test_who_logs_in_and_asks_for_nothing_is_not_waited_for(hosted):
    async with hosted(login=0.3) as server:
        connection = await connect(server.port)
        async with asyncio.timeout(10):
            await connection.wait_closed()


async def test_nobody_types_and_it_ends_with_a_warning(hosted):
    async with hosted(idle=1.0, warning=0.6) as server, learner(server.port) as screen:
        shown = await screen.end()
        assert shown.endswith(b"Nothing was typed for 1 min. To go on: ssh -p 2222 host\r\n")
        [word] = server.readers.started[0].told
        assert isinstance(word, Closing)
        assert (word.reason, word.idle) == ("Nothing was typed for 1 min.", True)
        assert 0 < word.seconds <= 0.6
        assert server.figure('tui_course_reader_ends_total{reason="idle"}') == 1


async def test_a_session_ends_at_last_whatever_is_typed(hosted):
    async with hosted(longest=1.0, warning=0.5) as server, learner(server.port) as screen:
        await screen.until(b"size ")

        async def type_on():
            while True:
                screen.type(b"j")
                await asyncio.sleep(0.05)

        typing = asyncio.create_task(type_on())
        shown = await screen.end()
        typing.cancel()
        assert shown.endswith(b"A session lasts 1 min at most. To go on: ssh -p 2222 host\r\n")
        assert [word.idle for word in server.readers.started[0].told] == [False]


async def test_a_long_paste_is_cut_and_the_learner_is_told(hosted):
    async with hosted() as server, learner(server.port) as screen:
        await screen.until(b"size ")
        screen.type(b"\x1b[200~" + b"y" * 100_000 + b"\x1b[201~")
        await until(lambda: server.readers.started[0].told)
        assert server.readers.started[0].told == [Remark("The paste was cut: it was longer than 64 KiB")]
        # The marks before and after it are not counted.
        await until(lambda: counted(screen.shown) == 64 * 1024 + 12)


async def test_ending_the_server_says_so_to_all_and_lets_nobody_in(hosted):
    async with hosted(politely=0.3, ending=2.0) as server, learner(server.port) as one, learner(server.port) as other:
        await one.until(b"size ")
        await other.until(b"size ")
        server.front.drain()
        assert server.front.health().name == "DRAINING"
        with pytest.raises(ConnectionRefusedError):
            await connect(server.port)
        for screen in (one, other):
            assert (await screen.end()).endswith(b"The server is about to end. To go on: ssh -p 2222 host\r\n")
        assert [reader.told for reader in server.readers.started] == [[Closing(0.3, "The server is about to end.")]] * 2
        assert sorted(mark.split()[1] for mark in server.readers.marks) == ["SIGTERM", "SIGTERM"]
        async with asyncio.timeout(5):
            await server.front.closed()


async def test_who_had_logged_in_but_was_not_reading_is_turned_away_when_the_server_ends(hosted):
    async with hosted() as server, await connect(server.port) as connection:
        server.front._server.draining = True
        screen = await open_screen(connection)
        assert await screen.end() == b"The server is about to end. Try again in a moment.\r\n"
        server.front._server.draining = False


async def test_a_reader_that_does_not_end_holds_the_server_up_for_seconds_at_most(hosted):
    async with hosted(politely=0.1, ending=0.3) as server, learner(server.port) as screen:
        await screen.until(b"80x24\r\n")
        screen.type(b"s")
        await screen.until(b"stubborn")
        server.front.drain()
        async with asyncio.timeout(10):
            await server.front.closed()
        assert await server.readers.started[0].exited == -signal.SIGKILL
        assert (await screen.end()).endswith(b"\x1b[?25h\r\nThe server is about to end. To go on: ssh -p 2222 host\r\n")


async def test_who_is_being_asked_for_a_name_is_told_that_the_server_ends(hosted, host_key):
    ways = Ways(code=Code("123456"), remember_keys=True)
    async with hosted(ways, politely=0.1) as server:
        screen = await open_screen(await connect(server.port, username="ada", client_keys=[host_key]))
        await screen.until(b"code")
        server.front.drain()
        assert (await screen.end()).endswith(b"The server is about to end. Try again in a moment.\r\n")
        assert screen.status == 75


async def test_sessions_stand_in_the_store_while_they_last(hosted):
    async with hosted() as server:
        async with learner(server.port) as screen:
            await screen.until(b"size ")
            start = server.readers.starts[0]
            await until(lambda: [one.id for one in server.workshops.sessions("robots", 60.0)] == [start.session])
            [session] = server.workshops.sessions("robots", 60.0)
            assert (session.learner, session.host) == (start.learner, "here")
        await until(lambda: not server.workshops.sessions("robots", 60.0))


async def test_strangers_beyond_the_limit_keep_nobody_out(hosted):
    async with hosted(unauthenticated=8, login=30.0) as server:
        silent = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(8)]
        for reader, _writer in silent:
            assert (await reader.readline()).startswith(b"SSH-2.0-")
        # They have had their time.
        await asyncio.sleep(1.1)
        async with learner(server.port) as screen:
            await screen.until(b"size ")
        assert await silent[0][0].read() == b""
        for _reader, writer in silent:
            writer.close()
        assert server.figure(f'tui_course_refused_total{{reason="{Refusal.CROWDED}"}}') == 0


async def test_who_does_not_log_in_is_gone_in_time(hosted):
    async with hosted(login=0.3) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        async with asyncio.timeout(5):
            await reader.read()
        writer.close()
        await until(lambda: server.figure("tui_course_unauthenticated") == 0)
        assert server.figure('tui_course_refused_total{reason="slow"}') == 1
