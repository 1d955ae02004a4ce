from __future__ import annotations

import asyncio
import re
import threading
import time
import urllib.error
import urllib.request

import pytest

from tui_course.errors import SettingsError
from tui_course.model.workshop import Way
from tui_course.serve.figures import BOUNDS, Ending, Figures, Outcome, Refusal
from tui_course.serve.status import METRICS_TYPE, Health, Status

SAMPLE = re.compile(r'[a-z_]+(\{[a-z]+="[^"\\\n]*"(,[a-z]+="[^"\\\n]*")*\})? [0-9.e+-]+')


def get(port, path, method="GET"):
    """Status, body and type of an answer."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - our own address
            return answer.status, answer.read().decode(), answer.headers["Content-Type"]
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), error.headers["Content-Type"]


def value(figures, name):
    found = [line for line in figures.text().splitlines() if line.startswith(f"tui_course_{name} ")]
    assert len(found) == 1, name
    return float(found[0].rpartition(" ")[2])


@pytest.fixture
def running():
    """An event loop that runs in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def serving(running):
    """Start a status server whose health is the first of a list; its port."""
    started = []

    def start(health, figures=None):
        status = Status(figures or Figures(), lambda: health[0], running)
        started.append(status)
        return status.start("127.0.0.1", 0)

    yield start
    for status in started:
        status.close()


@pytest.mark.parametrize(
    ("health", "healthz", "readyz"), [(Health.READY, 200, 200), (Health.FULL, 200, 503), (Health.DRAINING, 503, 503)]
)
def test_health_says_whether_to_replace_it_and_readiness_whether_to_send_anybody(serving, health, healthz, readyz):
    port = serving([health])
    assert get(port, "/healthz")[:2] == (healthz, f"{health.value}\n")
    assert get(port, "/readyz")[:2] == (readyz, f"{health.value}\n")


def test_health_is_asked_again_each_time(serving):
    health = [Health.READY]
    port = serving(health)
    assert get(port, "/healthz")[0] == 200
    health[0] = Health.DRAINING
    assert get(port, "/healthz")[0] == 503


def test_a_loop_that_does_not_run_is_not_well(running, serving):
    port = serving([Health.READY])
    release = threading.Event()
    running.call_soon_threadsafe(release.wait, 30)
    try:
        assert get(port, "/healthz") == (503, "stuck: the event loop does not answer\n", "text/plain; charset=utf-8")
    finally:
        release.set()
    assert get(port, "/healthz")[0] == 200


def test_metrics_are_told_with_prometheus_type(serving):
    figures = Figures()
    figures.login(Way.CODE)
    status, text, kind = get(serving([Health.DRAINING], figures), "/metrics")
    assert (status, kind) == (200, METRICS_TYPE)
    assert 'tui_course_logins_total{way="code",outcome="admitted"} 1\n' in text
    assert "tui_course_draining 1\n" in text


def test_other_paths_and_methods_are_refused(serving):
    port = serving([Health.READY])
    assert get(port, "/")[0] == 404
    assert get(port, "/healthz/../metrics")[0] == 404
    assert get(port, "/healthz", "POST")[0] == 501
    assert get(port, "/healthz?probe=1", "HEAD")[:2] == (200, "")


def test_a_client_that_says_nothing_holds_up_nobody_for_long(serving):
    import socket

    port = serving([Health.READY])
    with socket.create_connection(("127.0.0.1", port)):
        assert get(port, "/healthz")[0] == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org", ""])  # noqa: S104
def test_only_a_loopback_address_is_listened_on(running, host):
    with pytest.raises(SettingsError, match="loopback"):
        Status(Figures(), lambda: Health.READY, running).start(host, 0)


@pytest.mark.parametrize("port", [-1, 70000])
def test_a_port_that_cannot_be_is_said(running, port):
    with pytest.raises(SettingsError, match="listen"):
        Status(Figures(), lambda: Health.READY, running).start("127.0.0.1", port)


def test_a_port_that_is_taken_is_said(running, serving):
    port = serving([Health.READY])
    with pytest.raises(SettingsError, match=str(port)):
        Status(Figures(), lambda: Health.READY, running).start("127.0.0.1", port)


def test_closing_twice_is_once_and_before_the_start_nothing(running):
    status = Status(Figures(), lambda: Health.READY, running)
    status.close()
    port = status.start("127.0.0.1", 0)
    status.close()
    status.close()
    with pytest.raises(urllib.error.URLError):
        get(port, "/healthz")


def test_every_line_of_the_figures_is_a_sample_or_a_comment():
    figures = Figures()
    figures.began(Way.GUEST, 0.07)
    lines = figures.text().splitlines()
    assert not [line for line in lines if not line.startswith(("# HELP ", "# TYPE ")) and not SAMPLE.fullmatch(line)]
    named = [line.split()[2] for line in lines if line.startswith("# TYPE ")]
    assert len(named) == len(set(named))


def test_every_label_is_there_before_anything_was_counted():
    text = Figures().text()
    for reason in Refusal:
        assert f'tui_course_refused_total{{reason="{reason}"}} 0\n' in text
    for way in Way:
        assert f'tui_course_sessions{{role="{way}"}} 0\n' in text
    assert text.count("tui_course_logins_total{") == len(Way) * len(Outcome)


def test_what_a_client_says_can_be_no_label():
    figures = Figures()
    for count in (
        lambda: figures.login("[@click=app.quit]x"),
        lambda: figures.login(Way.CODE, "\n"),
        lambda: figures.refused('"} 1\nevil 1'),
        lambda: figures.began("root", 0.1),
        lambda: figures.ended(Way.CODE, "because"),
    ):
        with pytest.raises(ValueError, match="not a valid"):
            count()
    assert figures.text(draining=False).count("evil") == 0


def test_sessions_are_those_that_began_and_have_not_ended():
    figures = Figures()
    for _ in range(3):
        figures.began(Way.CODE, 0.08)
    figures.began(Way.INSTRUCTOR, 0.09)
    figures.ended(Way.CODE, Ending.CRASHED)
    assert figures.sessions == 3
    assert value(figures, 'sessions{role="code"}') == 2
    assert value(figures, 'sessions{role="instructor"}') == 1
    assert value(figures, 'reader_ends_total{reason="crashed"}') == 1
    assert value(figures, "reader_start_seconds_count") == 4


def test_connections_that_logged_in_or_ended_are_counted_no_more():
    figures = Figures()
    for _ in range(5):
        figures.connected()
    figures.disconnected()
    assert value(figures, "unauthenticated") == 4


def test_a_histogram_counts_up_to_each_bound():
    figures = Figures()
    for seconds in (0.0, 0.01, 0.0101, 0.3, 99.0):
        figures.handshake(seconds)
    buckets = [value(figures, f'handshake_seconds_bucket{{le="{bound}"}}') for bound in BOUNDS]
    assert buckets == [2, 3, 3, 3, 3, 4, 4, 4, 4, 4]
    assert value(figures, 'handshake_seconds_bucket{le="+Inf"}') == value(figures, "handshake_seconds_count") == 5
    assert value(figures, "handshake_seconds_sum") == pytest.approx(99.3201)


def test_nothing_is_lost_where_several_threads_count():
    figures = Figures()

    def count():
        for _ in range(5_000):
            figures.received(3)
            figures.sent(5)
            figures.store_failed()
            figures.refused(Refusal.FULL)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert value(figures, 'bytes_total{direction="in"}') == 60_000
    assert value(figures, 'bytes_total{direction="out"}') == 100_000
    assert value(figures, "store_errors_total") == 20_000
    assert value(figures, 'refused_total{reason="full"}') == 20_000


def test_the_process_is_told_under_the_usual_names():
    figures = Figures()
    names = dict(line.split() for line in figures.text().splitlines() if line.startswith("process_"))
    assert 0 < time.time() - float(names["process_start_time_seconds"]) < 60
    assert float(names["process_cpu_seconds_total"]) > 0
