"""What this machine can run besides Python, and what to install where it cannot."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("OPENNRM_SHARED") or CHECKOUT.parent / "shared")
NOT_OURS_TO_COPY = f"{SHARED.name} is absent: its files may not be redistributed"


@dataclass(frozen=True)
class Need:
    """A marker, the name people know it by, and what brings it to a machine."""

    marker: str
    name: str
    remedy: str

    def reason(self) -> str:
        """Why a test is skipped; the summary counts tests by it."""
        return f"this machine lacks {self.name}: {self.remedy}"


NEEDS = (
    Need("postgres", "PostgreSQL", "install Debian's postgresql"),
    Need("spark", "Spark", "install Debian's default-jre-headless (Java 17 or 21) and run make spark"),
    Need("browser", "Chromium", "install Debian's chromium"),
)


def lacks(need: Need) -> bool:
    """Whether the machine is without it."""
    return not {"postgres": postgresql, "spark": spark, "browser": chromium}[need.marker]()


def postgresql() -> Path | None:
    """The folder of PostgreSQL's server programs: the one on PATH, else Debian's newest."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    return next((each for each in folders if (each / "initdb").exists() and (each / "postgres").exists()), None)


def chromium() -> Path | None:
    """The browser's program."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return next((Path(each) for each in found if each), None)


def spark() -> bool:
    """Whether pyspark is installed and a Java is there to run it."""
    java = os.environ.get("JAVA_HOME") or shutil.which("java")
    return bool(java) and importlib.util.find_spec("pyspark") is not None


def run_opennrm(
    args: Iterable[object], *, home: Path, database_url: str | None = None, timeout: float = 300
) -> subprocess.CompletedProcess[str]:
    """Run ``opennrm`` as a person would, in a process of its own; its output is text."""
    return subprocess.run(
        [sys.executable, "-c", "from opennrm.config.cli import main; main()", *map(str, args)],
        env=environment(home=home, database_url=database_url),
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def run_python(
    code: str, *, home: Path, database_url: str | None = None, timeout: float = 300, settings: str = "settings"
) -> subprocess.CompletedProcess[str]:
    """Run a few lines of Python with Django ready, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        env=environment(home=home, database_url=database_url)
        | {"DJANGO_SETTINGS_MODULE": f"opennrm.config.{settings}"},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def environment(*, home: Path, database_url: str | None = None) -> dict[str, str]:
    """The environment of a process with its own home; nothing of OPENNRM_… is inherited."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OPENNRM_")}
    kept |= {"OPENNRM_HOME": str(home), "DJANGO_SETTINGS_MODULE": "opennrm.config.settings"}
    return kept | ({"OPENNRM_DATABASE_URL": database_url} if database_url else {})
