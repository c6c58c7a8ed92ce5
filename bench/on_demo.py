"""A measuring process: the demonstration's facts to its finished report, in a home of its own."""

import sys
from datetime import date
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from bench.measure import repeat, say  # noqa: E402
from opennrm.publication import composing, demonstration, outputs, reference  # noqa: E402
from opennrm.publication.report import Report  # noqa: E402
from tests import made_up  # noqa: E402


def main(home: Path, languages: tuple[str, ...]) -> None:
    """Facts are loaded first; measured is what follows, warm: count, check, write every file."""
    call_command("migrate", verbosity=0)
    reference.load(_silent)
    made_up.load()
    say(repeat(lambda: outputs.write(_counted(), home / "report", languages=languages, step=_silent), 3))


def _counted() -> Report:
    return composing.count(demonstration.YEAR, collection=demonstration.COLLECTION, on=date(2021, 6, 1))


def _silent(_text: str) -> None:
    pass


if __name__ == "__main__":
    main(Path(sys.argv[1]), tuple(sys.argv[2].split(",")))
