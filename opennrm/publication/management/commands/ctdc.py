"""opennrm ctdc: made-up records of victims in CTDC's columns, from a register's facts, with differential privacy."""

import hashlib
import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opennrm.disclosure.synthesis.problems import CannotPublish
from opennrm.disclosure.synthesis.problems import Refused as WrongBudget
from opennrm.disclosure.synthesis.synthesize import Asked
from opennrm.page.bilingual import Text
from opennrm.page.progress import Progress
from opennrm.publication.formats import csvw, ctdc, ctdc_made_up
from opennrm.publication.management.commands.suppress import write
from opennrm.understanding.facts import VictimProtected
from opennrm.understanding.folders import read_folder
from opennrm.understanding.imports.problems import Refused

TITLE = Text("Made-up records of victims in CTDC's columns", "CTDCの列による被害者の合成データ")


class Command(BaseCommand):
    help = "made-up records of protected victims in CTDC's columns, with differential privacy"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--register", type=Path, required=True, metavar="DIR", help="facts as CSV or Parquet files")
        parser.add_argument("--epsilon", type=float, required=True, metavar="E", help="above 0, at most 8; usual is 4")
        parser.add_argument("--delta", type=float, required=True, metavar="D", help="far below one over the victims")
        parser.add_argument("--out", type=Path, required=True, metavar="OUT.csv", help="metadata and page stand beside")
        parser.add_argument("--quiet", action="store_true", help="no progress line")

    def handle(self, *, register: Path, epsilon: float, delta: float, out: Path, **options: Any) -> None:
        if out.suffix != ".csv" or out.exists() or not out.parent.is_dir():
            raise CommandError(f"{out}: expected the name of a new file that ends in .csv, in a folder that is there.")
        try:
            with Progress(register.name, quiet=options["quiet"]) as progress:
                facts = read_folder(register, collection="", on=date.today()).facts  # noqa: DTZ011  a day, as reckoned here
                taken = [fact for fact in facts if isinstance(fact, VictimProtected)]
                content, release = ctdc_made_up.made_up(taken, Asked(epsilon, delta), step=progress.step)
        except (Refused, WrongBudget, CannotPublish) as reason:
            raise CommandError(f"Nothing was written.\n{reason}") from reason
        told = release.told | {"file": {"name": out.name, "sha256": hashlib.sha256(content).hexdigest()}}
        about = csvw.About(TITLE, "", None)
        beside = out.with_name(out.name + csvw.BESIDE)
        write(beside, csvw.metadata(out.name, ctdc.columns(), about).decode())
        write(out.with_suffix(".json"), json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        write(out, content.decode())
        for path in (out, beside, out.with_suffix(".json")):
            self.stdout.write(str(path))
