"""The commands of guides are run as they stand there."""

import os
import re
import subprocess
import sys

import pytest

from opennrm.config.listening import PUBLIC_DATABASE
from opennrm.config.serving import NOT_THE_PUBLICS, PARTS
from tests.machine import CHECKOUT, environment, run_opennrm
from tests.migrated import migrated

BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TOLD = re.compile(r"^```ini\n(OPENNRM_.*?)^```$", re.MULTILINE | re.DOTALL)
GUIDES = CHECKOUT / "docs/how-to"
ROLES = ("owner", "desk", "public", "reader")


def blocks(guide):
    found = BLOCK.findall((GUIDES / f"{guide}.md").read_text("utf-8"))
    assert found
    return found


def run(*guides, folder, **env):
    """All blocks of the guides in one shell, in a folder of its own; what it printed."""
    programs = folder / "bin"
    programs.mkdir()
    opennrm = programs / "opennrm"
    opennrm.write_text(f'#!/bin/sh\nexec {sys.executable} -m opennrm.config.cli "$@"\n')
    sudo = programs / "sudo"
    sudo.write_text('#!/bin/sh\nshift 2\nexec "$@"\n')  # -u postgres: the tests' cluster asks for nobody's password
    nothing = [programs / name for name in ("systemctl", "git", "make")]  # what the machine does, not the program
    for each in nothing:
        each.write_text("#!/bin/sh\n")
    for each in (opennrm, sudo, *nothing):
        each.chmod(0o755)
    path = {"PATH": f"{programs}:{os.environ['PATH']}", "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(
        ["sh", "-euxc", "\n".join(block for guide in guides for block in blocks(guide))],
        env=environment(home=folder / "home") | path | env,
        cwd=folder, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done


def test_backups_are_made_looked_at_and_restored_as_the_guide_says(tmp_path):
    migrated(home=tmp_path / "home")
    said = run("backup", folder=tmp_path).stdout
    assert "Name of the key" in said and "This backup is whole" in said and "The audit is whole to 0" in said
    assert not (tmp_path / "drill").exists()


def test_keys_are_rotated_as_the_guide_says(tmp_path):
    migrated(home=tmp_path / "home")
    assert run_opennrm(["officials", "invite", "you@example.org"], home=tmp_path / "home").returncode == 0
    said = run("rotate", folder=tmp_path).stdout
    assert "is new (generation 2)" in said and "made by the operator" in said
    assert (tmp_path / "first-under-the-new-key").exists()


@pytest.fixture
def server(postgres_cluster):
    """Where an empty server answers; what the guide makes there goes again."""
    yield {
        "SERVER": f"127.0.0.1:{postgres_cluster.port}",
        "PGHOST": "127.0.0.1",
        "PGPORT": str(postgres_cluster.port),
        "PGUSER": "opennrm",
        "PGDATABASE": "postgres",
    }
    postgres_cluster._admin("DROP DATABASE IF EXISTS opennrm WITH (FORCE)")
    for role in ROLES:
        postgres_cluster._admin(f"DROP ROLE IF EXISTS opennrm_{role}")


@pytest.mark.postgres
def test_postgresql_is_set_up_and_looked_at_as_the_guide_says(tmp_path, server):
    done = run("postgresql", folder=tmp_path, **server)
    assert "f|f" in done.stdout and done.stderr.count("permission denied") == 3


@pytest.mark.postgres
@pytest.mark.long
def test_a_new_version_is_taken_as_the_guide_says(tmp_path, server):
    assert run_opennrm(["backup", "key", tmp_path / "backup-key"], home=tmp_path / "home").returncode == 0
    said = run("postgresql", "upgrade", folder=tmp_path, VERSION="made-up", **server).stdout
    assert (tmp_path / "before-upgrade").exists() and said.count("The audit is whole") >= 2


def test_what_each_process_is_told_reads_the_same_to_a_shell_and_to_systemd(tmp_path):
    desk, public = (told(block, tmp_path) for block in TOLD.findall((GUIDES / "install.md").read_text("utf-8")))
    assert desk["OPENNRM_HOSTS"].split() == ["nrm.example.jp", "desk.nrm.example.jp"]
    assert set(public) < set(desk)
    assert "opennrm_desk" in desk["OPENNRM_DATABASE_URL"] and "opennrm_desk" not in "".join(public.values())
    assert not set(public) & set(NOT_THE_PUBLICS) - {PUBLIC_DATABASE}
    assert public["OPENNRM_HOME"] != desk["OPENNRM_HOME"]


def told(block, folder):
    """Variables of an environment file as ``set -a; . FILE`` sets them; a line may mean nothing else to systemd."""
    (folder / "told").write_text(block)
    script = f"set -aeu; . {folder / 'told'}; env -0"
    said = subprocess.run(["sh", "-c", script], env={}, capture_output=True, text=True, check=True).stdout
    found = dict(each.split("=", 1) for each in said.split("\0") if each.startswith("OPENNRM_"))
    assert sorted(block.splitlines()) == sorted(
        f'{name}="{value}"' if " " in value else f"{name}={value}" for name, value in found.items()
    )
    return found


def test_the_units_start_each_part_and_shut_the_desk_off_from_the_public_door():
    unit = (GUIDES / "units/opennrm@.service").read_text("utf-8")
    public = (GUIDES / "units/opennrm@public.service.d/account.conf").read_text("utf-8")
    assert re.search(r"^ExecStart=/opt/opennrm/.venv/bin/opennrm serve --only %i$", unit, re.MULTILINE)
    homes = [dict(re.findall(r"^(User|ReadWritePaths)=(.+)$", each, re.MULTILINE)) for each in (unit, public)]
    assert homes == [
        {"User": "opennrm", "ReadWritePaths": "/srv/opennrm"},
        {"User": "opennrm-public", "ReadWritePaths": "/srv/opennrm-public"},
    ]
    assert "\nInaccessiblePaths=/srv/opennrm\n" in public
    started = re.search(r"systemctl enable --now (.+)", (GUIDES / "install.md").read_text("utf-8"))[1].split()
    assert started == [f"opennrm@{part}" for part in PARTS]
