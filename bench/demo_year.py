"""From the facts of the made-up year to its finished report, in an interpreter that is warm: under three seconds."""

import sys
import tempfile
from pathlib import Path

from bench.measure import child, repeat, say

AIM = 3.0


def main() -> None:
    """Print how long the report of the demonstration takes, of it the PDF of one language alone."""
    with tempfile.TemporaryDirectory(prefix="opennrm-bench-") as home:
        for name, languages in (("one language", "en"), ("both languages", "en,ja")):
            cost = child("bench.demo_year", home, languages, home=Path(home))
            print(
                f"{f'the demonstration’s facts → every file, {name}':58}"
                f"{cost['processor']:10.3f} s{cost['megabytes']:8.0f} MB   {cost['wall']:.2f} s by the clock"
                f" (aim: {AIM:.0f})"
            )


def _measure(home: Path, languages: tuple[str, ...]) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from opennrm.publication import outputs, reference
    from opennrm.publication.management.commands import demo, report

    call_command("migrate", verbosity=0)
    reference.load(_silent)
    demo.load_facts()

    def work() -> None:
        made = report.build(demo.YEAR, step=_silent, collection=demo.demo.COLLECTION)
        outputs.write(made, home / "report", languages=languages, step=_silent)

    say(repeat(work, 3))


def _silent(_text: str) -> None:
    pass


if __name__ == "__main__":
    _measure(Path(sys.argv[1]), tuple(sys.argv[2].split(",")))
