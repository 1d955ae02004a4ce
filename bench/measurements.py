"""How the figures are measured: a script and its arguments each, as a whole run and a quick one give them.

`{names}` are places (`places.py`). A measurement runs `runs` times, once with `--quick`, each at most `limit` seconds.
"""

from __future__ import annotations

from typing import NamedTuple


class Measurement(NamedTuple):
    """`quick` are the arguments of a quick run, None where it has none."""

    script: str
    arguments: str
    quick: str | None
    runs: int = 3
    limit: float = 120


MEASUREMENTS: dict[str, Measurement] = {
    "fidelity": Measurement("fidelity.py", "{fidelity}", "{fidelity}", runs=1),
    "parse": Measurement("parse_all.py", "{courses} --runs 1", "{courses} --runs 1"),
    "first-frame": Measurement(
        "first_frame.py",
        "{robomaker} --at mod-1b-architecture --text structured --runs 5",
        "{robomaker} --at mod-1b-architecture --text structured --runs 3",
    ),
    "big-page": Measurement("big_page.py", "--runs 1", "--runs 1 --kilobytes 100", limit=400),
    "walk": Measurement("watchdog.py", "{courses}", "{courses} --only robomaker", runs=1, limit=420),
    "answering": Measurement("answering.py", "--answers 30 --turns 12", "--answers 20 --turns 8"),
    "search": Measurement("search.py", "{courses} --only robo", "{courses} --only aws"),
    "search-index": Measurement("search.py", "{courses} --built-only", "{courses} --built-only"),
    "terms": Measurement("terms.py", "", ""),
    "pictures": Measurement("figures.py", "{courses} --count-only", "{courses} --count-only", runs=1),
    "turning": Measurement("figures.py", "{courses} --turn-only --only fundamentals --walks 1", None, limit=240),
    "diagrams": Measurement("diagrams.py", "{corpus}", "{corpus}"),
    "drawing": Measurement(
        "beside/drawing.py", "{corpus} {score} {peer_termaid}", "{corpus} {score} {peer_termaid}", runs=1, limit=240
    ),
    "diagram-keys": Measurement("diagram_keys.py", "--keys 20", "--keys 15"),
    "store-kill": Measurement("store_kill.py", "--rounds 60", "--rounds 10"),
    "store-load": Measurement("store_load.py", "--seconds 4", "--seconds 2"),
    "board": Measurement("board.py", "", "--rounds 20"),
    "workshop-store": Measurement("workshop_store.py", "--seconds 10", None, runs=1, limit=240),
    "observing": Measurement("observing.py", "--seconds 15", None, runs=1, limit=240),
    "floor": Measurement("floor.py", "", "--forks 10"),
    "storm": Measurement("hosting/storm.py", "{ros}", "{ros} --learners 50 --beside 25", limit=150),
    "learner": Measurement("hosting/learner_cost.py", "{ros} --learners 20", "{ros} --learners 10"),
    "typing": Measurement("hosting/typing_keys.py", "{ros} --seconds 20", "{ros} --seconds 8 --learners 25", limit=180),
    "soak": Measurement("hosting/soak.py", "{ros} --minutes 2 --churn 0.5", None, runs=1, limit=300),
    "hostile": Measurement(
        "hosting/hostile.py",
        "{ros} --seconds 12 --only nobody,floods_with_packets,exchanges_keys_for_ever,pastes",
        None,
        runs=1,
        limit=240,
    ),
    "server-kill": Measurement("hosting/kills.py", "--learners 5 --readers 8 --servers 1", None, runs=1, limit=240),
    "reading": Measurement("beside/reading.py", "{peer_frogmouth}", "{peer_frogmouth} --keys 15"),
    "reading-long": Measurement("beside/reading.py", "{peer_frogmouth} --kilobytes 300 --keys 15", None, runs=1, limit=400),
    "printing": Measurement("beside/printing.py", "{peer_rich_cli} --times 1", "{peer_rich_cli} --times 1 --kilobytes 100"),
    "logins": Measurement("beside/logins.py", "{ros} {sshd} --count 50", "{ros} {sshd} --count 25"),
    "many-logins": Measurement("beside/logins.py", "{ros} {sshd} --count 200", None, runs=1, limit=240),
    "class": Measurement("beside/classes.py", "{ros} {sshd}", "{ros} {sshd} --learners 5"),
}
