"""make check: format, lint, types, imports, migrations, translations, generated pages. Every step runs."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.machine import CHECKOUT, environment

BIN = Path(sys.executable).parent
OPENNRM = [sys.executable, "-c", "from opennrm.config.cli import main; main()"]
SYSTEM_CHECKS = """
import django; django.setup()
from django.core.checks import WARNING
from django.core.management.base import BaseCommand
BaseCommand().check(fail_level=WARNING)
"""


def steps() -> dict[str, list[str | Path]]:
    """What is run, in order.

    First migrations are not linted: no data stands under them yet.
    """
    templates = sorted(CHECKOUT.glob("opennrm/*/templates/**/*.html"))
    can_document = any(CHECKOUT.glob("opennrm/*/management/commands/docs.py"))
    djade: list[str | Path] = [BIN / "djade", "--target-version", "5.2", "--check", *templates]
    return {
        "format": [BIN / "ruff", "format", "--check", "--output-format", "concise", "."],
        "lint": [BIN / "ruff", "check", "--output-format", "concise", "."],
        **({"templates": djade} if templates else {}),
        "types": [BIN / "mypy"],
        "imports": [BIN / "lint-imports"],
        "migrations made": [*OPENNRM, "makemigrations", "--check", "--dry-run"],
        "migrations safe": [sys.executable, "-m", "tests.safe_migrations"],
        "settings": [sys.executable, "-c", SYSTEM_CHECKS],
        "translations": [*OPENNRM, "catalogues", "state", "--complete", "ja", "--safe"],
        **({"generated pages": [*OPENNRM, "docs", "--check"]} if can_document else {}),
    }


def run(name: str, command: list[str | Path], env: dict[str, str]) -> bool:
    """Run one step and print its line, with what it said where it failed; whether it passed."""
    began = time.monotonic()
    done = subprocess.run(
        command,
        cwd=CHECKOUT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    passed = done.returncode == 0
    print(f"{'ok  ' if passed else 'FAIL'}  {name:<16} {time.monotonic() - began:5.1f} s", flush=True)
    if not passed:
        print("\n".join(f"      {line}" for line in done.stdout.strip().splitlines()), flush=True)
    return passed


def main() -> int:
    """Run every step; 1 if any failed."""
    with tempfile.TemporaryDirectory(prefix="opennrm-check-") as home:
        env = environment(home=Path(home))
        failed = [name for name, command in steps().items() if not run(name, command, env)]
    print(f"{len(failed)} failed: {', '.join(failed)}" if failed else "Everything holds.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
