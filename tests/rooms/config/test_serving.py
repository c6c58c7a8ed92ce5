"""The three processes as an operator meets them: they answer, come back, end together, and tell nothing of anybody."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest

from tests.machine import CHECKOUT, environment

CANARY = "canary-in-the-mine"
GARBAGE = [
    b"\x16\x03\x01\x02\x00\x01\x00" + CANARY.encode(),
    b"GET /" + CANARY.encode() + b" HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: " + CANARY.encode() + b"\xff\r\nX: \x00\r\n\r\n",
    b"POST / HTTP/1.1\r\nContent-Length: " + CANARY.encode() + b"\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ" + CANARY.encode() + b"\r\n",
    b"GET /%ff%00/" + CANARY.encode() + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    CANARY.encode() * 20000,
]


@contextmanager
def served(home, log, **env):
    ports = [free_port(), free_port()]
    command = [
        sys.executable,
        "-m",
        "opennrm.config.cli",
        "serve",
        "--port",
        str(ports[0]),
        "--desk-port",
        str(ports[1]),
    ]
    with log.open("wb") as out:
        server = subprocess.Popen(
            command, env=environment(home=home) | {"OPENNRM_LOG": "DEBUG"} | env, cwd=CHECKOUT, stdout=out, stderr=out
        )
    try:
        wait_for(lambda: all(answer(port, "healthz")[0] == 200 for port in ports))
        wait_for(lambda: answer(ports[1], "readyz")[0] == 200)
        yield server, *ports
    finally:
        server.terminate()
        server.wait(timeout=120)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answer(port, path, **headers):
    """Status and text; (0, "") where nobody answers."""
    try:
        with urlopen(Request(f"http://127.0.0.1:{port}/{path}", headers=headers), timeout=60) as got:
            return got.status, got.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()
    except (URLError, ConnectionError, TimeoutError):
        return 0, ""


def wait_for(condition, seconds=180):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it does not come"
        time.sleep(0.1)


def below(pid):
    """Processes under one, by their commands."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            command = (stat.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
        except (OSError, IndexError):
            continue
        found[int(stat.parent.name)] = (parent, command)
    ours = {pid}
    for _ in range(4):
        ours |= {each for each, (parent, _c) in found.items() if parent in ours}
    return {each: found[each][1] for each in ours - {pid}}


def send(port, data):
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        try:
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            line.settimeout(2)
            line.recv(4096)
        except OSError:
            pass


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """One installation served, for the tests of this file in their order."""
    home = tmp_path_factory.mktemp("home") / "home"
    log = home.parent / "log"
    with served(home, log, OPENNRM_MAIL_URL="smtp://opennrm:made-up@127.0.0.1:1?tls=none") as (server, public, desk):
        yield {"server": server, "public": public, "desk": desk, "log": log, "home": home}


def test_both_doors_are_alive_and_ready(running):
    assert answer(running["public"], "healthz") == (200, "alive\n")
    assert answer(running["public"], "readyz") == (200, "database: ok\nmigrations: ok\nworker: ok\n")
    assert answer(running["desk"], "readyz") == (200, "database: ok\nmigrations: ok\nworker: ok\nkey: ok\nclock: ok\n")


def test_every_part_knows_the_port_of_the_public_door(running):
    told = f"OPENNRM_PORT={running['public']}".encode()
    at = {command: Path(f"/proc/{pid}/environ").read_bytes() for pid, command in below(running["server"].pid).items()}
    assert [command for command, environ in at.items() if told not in environ.split(b"\0")] == []


def test_the_public_door_is_told_no_password_of_another_part(running):
    at = {command: Path(f"/proc/{pid}/environ").read_bytes() for pid, command in below(running["server"].pid).items()}
    assert {b"made-up" in environ for command, environ in at.items() if " public " in command} == {False}
    assert {b"made-up" in environ for command, environ in at.items() if " desk " in command} == {True}


def test_nothing_somebody_sent_and_no_address_is_in_the_log(running):
    for port in (running["public"], running["desk"]):
        for data in GARBAGE:
            send(port, data)
        for path in (f"{CANARY}?q={CANARY}", f"en/report/{CANARY}/", f"../{CANARY}"):
            answer(
                port, path, **{"User-Agent": CANARY, "X-Forwarded-For": "192.0.2.77", "Cookie": f"sessionid={CANARY}"}
            )
        answer(port, "", Host=f"{CANARY}.example.org")
        assert answer(port, "healthz")[0] == 200
    said = running["log"].read_text()
    assert CANARY not in said
    assert "192.0.2.77" not in said
    assert [line for line in said.splitlines() if "127.0.0.1" in line] == [
        f"public  http://127.0.0.1:{running['public']}/",
        f"desk    http://127.0.0.1:{running['desk']}/",
    ]


@pytest.mark.fault("killed")
def test_a_part_that_is_killed_comes_back(running):
    at = below(running["server"].pid)
    for part in (f"door public 127.0.0.1 {running['public']}", "cli worker"):
        (first, *_rest) = sorted(pid for pid, command in at.items() if command.endswith(part))
        os.kill(first, signal.SIGKILL)
        wait_for(lambda first=first: first not in below(running["server"].pid))
    for part in ("door public", "cli worker"):
        wait_for(lambda part=part: [pid for pid, command in below(running["server"].pid).items() if part in command])
    wait_for(lambda: not [pid for pid, command in at.items() if "door public" in command and alive(pid)])
    wait_for(lambda: answer(running["public"], "readyz")[0] == 200)
    assert "act=process.ended subject=process:public" in running["log"].read_text()


@pytest.mark.fault("lost")
def test_not_ready_without_a_key_and_no_word_why(running):
    key = running["home"] / "keys" / "master"
    key.rename(key.with_name("away"))
    assert answer(running["desk"], "readyz") == (503, "database: ok\nmigrations: ok\nworker: ok\nkey: no\nclock: ok\n")
    assert answer(running["public"], "readyz")[0] == 200
    key.with_name("away").rename(key)


@pytest.mark.fault("killed")
def test_killed_outright_the_supervisor_leaves_nobody_behind(running):
    at = below(running["server"].pid)
    assert len(at) >= 5
    os.kill(running["server"].pid, signal.SIGKILL)
    wait_for(lambda: not [pid for pid in at if alive(pid)], 25)


def test_told_to_stop_all_end(tmp_path):
    with served(tmp_path / "home", tmp_path / "log") as (server, *_ports):
        at = below(server.pid)
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=120) == 0
        assert [pid for pid in at if alive(pid)] == []


def alive(pid):
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
