"""The commands of two guides are run as they stand there."""

import os
import re
import subprocess
import sys

import pytest

from tests.machine import CHECKOUT, environment
from tests.migrated import migrated

BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ROLES = ("owner", "desk", "public", "reader")


def blocks(guide):
    found = BLOCK.findall((CHECKOUT / "docs/how-to" / f"{guide}.md").read_text("utf-8"))
    assert len(found) >= 4
    return found


def run(guide, folder, **env):
    """All blocks of a guide in one shell, in a folder of its own; what it printed."""
    programs = folder / "bin"
    programs.mkdir()
    opennrm = programs / "opennrm"
    opennrm.write_text(f'#!/bin/sh\nexec {sys.executable} -m opennrm.config.cli "$@"\n')
    sudo = programs / "sudo"
    sudo.write_text('#!/bin/sh\nshift 2\nexec "$@"\n')  # -u postgres: the tests' cluster asks for nobody's password
    for each in (opennrm, sudo):
        each.chmod(0o755)
    path = {"PATH": f"{programs}:{os.environ['PATH']}", "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(
        ["sh", "-euxc", "\n".join(blocks(guide))],
        env=environment(home=folder / "home") | path | env,
        cwd=folder, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done


def test_backups_are_made_looked_at_and_restored_as_the_guide_says(tmp_path):
    migrated(home=tmp_path / "home")
    said = run("backup", tmp_path).stdout
    assert "Name of the key" in said and "This backup is whole" in said and "The audit is whole to 0" in said
    assert not (tmp_path / "drill").exists()


@pytest.mark.postgres
def test_postgresql_is_set_up_and_looked_at_as_the_guide_says(tmp_path, postgres_cluster):
    server = {
        "PGHOST": "127.0.0.1",
        "PGPORT": str(postgres_cluster.port),
        "PGUSER": "opennrm",
        "PGDATABASE": "postgres",
    }
    try:
        done = run("postgresql", tmp_path, SERVER=f"127.0.0.1:{postgres_cluster.port}", **server)
    finally:
        postgres_cluster._admin("DROP DATABASE IF EXISTS opennrm WITH (FORCE)")
        for role in ROLES:
            postgres_cluster._admin(f"DROP ROLE IF EXISTS opennrm_{role}")
    assert "f|f" in done.stdout and done.stderr.count("permission denied") == 3
