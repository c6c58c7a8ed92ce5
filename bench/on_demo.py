"""A measuring process: the demonstration's facts to its finished report, in a home of its own."""

import sys
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from bench.measure import repeat, say  # noqa: E402
from opennrm.publication import demonstration, outputs, reference  # noqa: E402
from tests import made_up  # noqa: E402


def main(home: Path, languages: tuple[str, ...]) -> None:
    """Facts are loaded first; measured is what follows, warm: count, check, write every file."""
    call_command("migrate", verbosity=0)
    reference.load(_silent)
    made_up.load()
    say(
        repeat(
            lambda: outputs.write(demonstration.build(_silent), home / "report", languages=languages, step=_silent), 3
        )
    )


def _silent(_text: str) -> None:
    pass


if __name__ == "__main__":
    main(Path(sys.argv[1]), tuple(sys.argv[2].split(",")))
