"""From the facts of the made-up year to its finished report, in an interpreter that is warm: under three seconds."""

import tempfile
from pathlib import Path

from bench.measure import child

AIM = 3


def main() -> None:
    """Print how long the report of the demonstration takes: HTML, PDF, XLSX, CSV and JSON."""
    for name, languages in (("one language", "ja"), ("both languages", "en,ja")):
        with tempfile.TemporaryDirectory(prefix="opennrm-bench-") as home:
            cost = child("bench.on_demo", home, languages, home=Path(home))
            print(
                f"{f'the demonstration’s facts → every file, {name}':58}{cost['processor']:10.3f} s"
                f"{cost['megabytes']:8.0f} MB   {cost['wall']:.2f} s by the clock (aim: under {AIM})"
            )
