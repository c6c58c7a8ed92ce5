"""PostgreSQL on a disk of its own that runs full: nothing is half kept, each is told, and with room it goes on."""

import os
import subprocess

import pytest

from tests.machine import run_opennrm, run_python
from tests.migrated import migrated
from tests.postgres import cluster
from tests.rooms.config.test_troubles import POST, WRITE

CAN_MOUNT = (
    os.geteuid() == 0
    and not subprocess.run(
        ["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
    ).returncode
)
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.long,  # a server of its own
    pytest.mark.skipif(not CAN_MOUNT, reason="only root can give a server a disk of its own"),
]


def fill(folder, *, but):
    """Take all room of a disk but so many kilobytes; the file that takes it."""
    ballast, left = folder / "ballast", os.statvfs(folder)
    with ballast.open("wb") as file:
        file.write(b"\0" * (left.f_bavail * left.f_bsize - but * 1024))
    return ballast


def lines(place):
    done = run_opennrm(["audit", "verify"], **place)
    assert done.returncode == 0, done.stderr
    return int(done.stdout.partition("whole: ")[2].split()[0])


@pytest.mark.fault("full")
def test_a_server_whose_disk_is_full_keeps_nothing_by_halves_and_goes_on_once_there_is_room(home):
    with cluster(room=400) as full, full.database() as url:
        place = {"home": home, "database_url": url}
        migrated(**place)
        assert run_python(WRITE.replace("NUMBER", "3"), **place).returncode == 0
        ballast = fill(full.folder, but=200)
        told = run_python(POST.replace("range(2000)", "range(20000)"), **place)
        assert told.stdout.split() == ["503", "60", "True"], told.stderr
        command = run_python(WRITE.replace("NUMBER", "20000"), **place)
        assert command.returncode != 0
        ballast.unlink()
        assert lines(place) == 3
        assert run_python(WRITE.replace("NUMBER", "2"), **place).returncode == 0
        assert lines(place) == 5
