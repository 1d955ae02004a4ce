from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tui_course.serve.unit import unit

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


def manifests():
    """Every object of the manifests, by kind; a kind that occurs twice as a list of both."""
    found = {}
    for path in sorted((DEPLOY / "kubernetes").glob("*.yaml")):
        for one in yaml.safe_load_all(path.read_text()):
            found.setdefault(one["kind"], []).append(one)
    return found


@pytest.fixture(scope="module")
def objects():
    return manifests()


@pytest.fixture(scope="module")
def pod(objects):
    [deployment] = objects["Deployment"]
    return deployment["spec"]["template"]["spec"]


@pytest.fixture(scope="module")
def server(pod):
    [container] = pod["containers"]
    return container


@pytest.mark.skipif(shutil.which("haproxy") is None, reason="HAProxy is not here: the Debian package haproxy")
def test_haproxy_takes_its_file():
    checked = subprocess.run(["haproxy", "-c", "-f", DEPLOY / "haproxy.cfg"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "warning" not in checked.stderr.lower()


def test_haproxy_moves_bytes_for_hours_and_asks_for_a_greeting():
    words = [line.split("#")[0].split() for line in (DEPLOY / "haproxy.cfg").read_text().splitlines()]
    for line in (
        "mode tcp",
        "balance leastconn",
        "timeout client 1h",
        "timeout server 1h",
        r"tcp-check expect rstring ^SSH-2\.0-",
    ):
        assert line.split() in words
    assert [line[:2] for line in words if line[:1] == ["server"]] == [["server", "one"], ["server", "two"]]


COMMAND = [
    *("/opt/tui-course/bin/tui-course", "serve", "/srv/course", "--listen", "0.0.0.0:2222", "--code-hours", "12"),
    *("--roster", "/etc/tui-course/roster", "--instructors", "/etc/tui-course/instructors", "--status", "127.0.0.1:9722"),
]


def test_the_unit_is_the_one_that_is_printed():
    assert (DEPLOY / "tui-course.service").read_text() == unit(COMMAND)


def test_the_kinds_of_objects(objects):
    assert {kind: len(every) for kind, every in objects.items()} == {
        "Deployment": 1,
        "Kustomization": 1,
        "PodDisruptionBudget": 1,
        "Secret": 2,
        "Service": 1,
    }


def test_the_kustomization_has_every_object_but_the_secrets(objects):
    [kustomization] = objects["Kustomization"]
    files = {path.name for path in (DEPLOY / "kubernetes").glob("*.yaml")}
    assert set(kustomization["resources"]) == files - {"kustomization.yaml", "secret.yaml"}


def test_secrets_hold_nothing_that_works(objects):
    for secret in objects["Secret"]:
        assert all("REPLACE" in value for value in secret["stringData"].values())


def test_there_are_two_servers_and_one_is_always_there(objects):
    [deployment] = objects["Deployment"]
    assert deployment["spec"]["replicas"] >= 2
    assert deployment["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    [budget] = objects["PodDisruptionBudget"]
    assert budget["spec"]["maxUnavailable"] == 1


def test_labels_and_ports_lead_from_the_service_to_the_server(objects, server):
    [deployment], [service], [budget] = objects["Deployment"], objects["Service"], objects["PodDisruptionBudget"]
    labels = deployment["spec"]["template"]["metadata"]["labels"]
    for selector in (
        service["spec"]["selector"],
        deployment["spec"]["selector"]["matchLabels"],
        budget["spec"]["selector"]["matchLabels"],
    ):
        assert selector
        assert selector.items() <= labels.items()
    [port] = service["spec"]["ports"]
    [container_port] = server["ports"]
    assert port["targetPort"] == container_port["name"]
    assert f"--listen=0.0.0.0:{container_port['containerPort']}" in server["args"]


def test_a_server_may_do_nothing_but_serve(pod):
    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] > 0
    assert pod["securityContext"]["seccompProfile"]["type"] == "RuntimeDefault"
    for container in (*pod["initContainers"], *pod["containers"]):
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert "memory" in container["resources"]["limits"]


def test_a_server_has_time_to_end(pod):
    assert pod["terminationGracePeriodSeconds"] >= 30


def test_every_volume_that_is_mounted_is_there(pod):
    volumes = {volume["name"] for volume in pod["volumes"]}
    mounted = [mount for container in (*pod["initContainers"], *pod["containers"]) for mount in container["volumeMounts"]]
    assert {mount["name"] for mount in mounted} == volumes
    assert all(mount["readOnly"] for mount in mounted if mount["name"] in {"course", "secret-host-keys"})


def test_every_secret_that_is_asked_for_is_there(objects, pod, server):
    kept = {secret["metadata"]["name"]: set(secret["stringData"]) for secret in objects["Secret"]}
    assert {variable["name"] for variable in server["env"]} == {"TUI_COURSE_CODE", "TUI_COURSE_STORE"}
    for variable in server["env"]:
        reference = variable["valueFrom"]["secretKeyRef"]
        assert reference["key"] in kept[reference["name"]]
    assert {volume["secret"]["secretName"] for volume in pod["volumes"] if "secret" in volume} <= kept.keys()


def test_every_argument_is_one_of_the_command(server):
    given = [argument.partition("=")[0] for argument in server["args"] if argument.startswith("--")]
    command = [sys.executable, "-P", "-m", "tui_course", "serve", "--help"]
    help_text = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    assert given
    for flag in given:
        assert re.search(rf"(?<![\w-]){flag}(?![\w-])", help_text), flag


def test_probes_ask_where_the_server_tells(server):
    [status] = [argument.partition("=")[2] for argument in server["args"] if argument.startswith("--status=")]
    for probe, path in (("startupProbe", "/readyz"), ("readinessProbe", "/readyz"), ("livenessProbe", "/healthz")):
        assert f"http://{status}{path}" in server[probe]["exec"]["command"][-1]
        compile(server[probe]["exec"]["command"][-1], probe, "exec")
        assert server[probe]["timeoutSeconds"] > 3


def test_the_image_runs_as_nobody_and_writes_to_two_places():
    lines = (DEPLOY / "Containerfile").read_text().splitlines()
    text = "\n".join(lines)
    assert [line for line in lines if line.startswith("FROM")] == ["FROM python:3.11-slim AS build", "FROM python:3.11-slim"]
    [user] = [line.split()[1] for line in lines if line.startswith("USER")]
    assert int(user.partition(":")[0]) > 0
    assert "TUI_COURSE_STATE=/var/lib/tui-course" in text
    assert "TUI_COURSE_CACHE=/tmp/" in text
    assert 'ENTRYPOINT ["tui-course", "serve"]' in lines
