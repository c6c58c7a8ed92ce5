"""Nothing is served beyond this machine with a demonstration's keys."""

from types import SimpleNamespace

import pytest

from opennrm.config import listening
from opennrm.config.listening import PUBLIC_DATABASE, Place, Shut, is_local, why_not_listen, why_not_open
from opennrm.config.serving import child
from opennrm.vault import master
from opennrm.vault.terms import Mark
from tests.machine import run_opennrm

HERE, OUTSIDE = Place("127.0.0.1", 8000), Place("0.0.0.0", 8000)


@pytest.fixture(autouse=True)
def _empty_home(settings, tmp_path, monkeypatch):
    settings.HOME = tmp_path
    settings.ALLOWED_HOSTS = ["localhost", "[::1]"]
    monkeypatch.delenv("OPENNRM_MASTER_KEY_FILE", raising=False)


def operators_key(tmp_path):
    master.make(tmp_path / "keys" / "master", mark=Mark.OPERATOR)


def test_on_loopback_a_demonstration_is_served():
    assert why_not_listen([HERE, Place("::1", 8001)]) is None


def test_beyond_it_a_key_that_made_itself_is_refused(tmp_path):
    assert why_not_listen([HERE, OUTSIDE]) is Shut.DEMO_MASTER
    master.make(tmp_path / "keys" / "master", mark=Mark.DEMO)
    assert why_not_listen([OUTSIDE]) is Shut.DEMO_MASTER


@pytest.fixture
def _restored(settings, monkeypatch):
    """What ``announce`` writes is put back after the test."""
    settings.PUBLIC_URL = ""
    monkeypatch.setenv("OPENNRM_BIND", "127.0.0.1")
    monkeypatch.setenv("OPENNRM_PORT", "8000")
    monkeypatch.delenv("OPENNRM_PUBLIC_URL", raising=False)


@pytest.mark.usefixtures("_restored")
def test_links_of_a_demonstration_lead_to_the_port_it_was_given(settings):
    listening.announce(Place("::1", 9123))
    assert settings.PUBLIC_URL == "http://[::1]:9123/"
    assert child("desk", HERE).environment["OPENNRM_PORT"] == "9123"


@pytest.mark.usefixtures("_restored")
def test_the_operators_own_address_stands_whatever_the_port(settings, tmp_path, monkeypatch):
    operators_key(tmp_path)
    listening.announce(Place("127.0.0.1", 9123))
    assert settings.PUBLIC_URL == ""
    monkeypatch.setenv("OPENNRM_PUBLIC_URL", "https://nrm.example.jp/")
    listening.announce(Place("127.0.0.1", 9123))
    assert settings.PUBLIC_URL == "https://nrm.example.jp/"


def test_a_host_name_behind_a_proxy_is_beyond_it_too(settings):
    settings.ALLOWED_HOSTS = ["localhost", "nrm.example.org"]
    assert why_not_listen([HERE]) is Shut.DEMO_MASTER


def test_an_operators_key_is_served_everywhere(tmp_path):
    operators_key(tmp_path)
    assert why_not_listen([OUTSIDE]) is None


def test_a_demonstrations_home_is_refused_whatever_its_key(tmp_path):
    operators_key(tmp_path)
    listening.mark_demo()
    assert why_not_listen([OUTSIDE]) is Shut.DEMO_HOME
    assert why_not_listen([HERE]) is None


@pytest.mark.parametrize(
    ("host", "local"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("[::1]", True), ("localhost", True), ("0.0.0.0", False),
     ("::", False), ("192.0.2.1", False), ("localhost.example.org", False), ("*", False), (".example.org", False)],
)  # fmt: skip
def test_what_is_this_machine_alone(host, local):
    assert is_local(host) is local


def test_the_command_refuses_and_says_what_to_do(home):
    done = run_opennrm(["serve", "--bind", "0.0.0.0"], home=home)
    assert done.returncode == 1
    assert "opennrm keys make FILE" in done.stderr


def test_a_taken_port_is_named_and_nothing_is_started(home):
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = run_opennrm(["serve", "--port", other.getsockname()[1]], home=home)
    assert done.returncode == 1
    assert "--port" in done.stderr


def test_beyond_this_machine_the_public_door_has_a_role_of_its_own_in_postgresql(monkeypatch):
    monkeypatch.delenv(PUBLIC_DATABASE, raising=False)
    assert why_not_open(OUTSIDE) is None  # SQLite knows no roles
    monkeypatch.setattr(listening, "connection", SimpleNamespace(vendor="postgresql"))
    assert (why_not_open(HERE), why_not_open(OUTSIDE)) == (None, Shut.PUBLIC_ROLE)
    monkeypatch.setenv(PUBLIC_DATABASE, "postgresql://opennrm_public@localhost/opennrm")
    assert why_not_open(OUTSIDE) is None
