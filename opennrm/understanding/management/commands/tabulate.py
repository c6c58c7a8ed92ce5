"""opennrm tabulate: the tables of an imported collection, as CSV."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opennrm.understanding import definitions
from opennrm.understanding.address import NoRegister, database
from opennrm.understanding.engines.choose import engine
from opennrm.understanding.tabulate import Tabulated, question_of, tabulate

HEADER = ("table", "row", "label_en", "label_ja", "column", "value")


class Command(BaseCommand):
    help = "tabulate an imported collection: its own tables, as CSV"

    def add_arguments(self, parser: ArgumentParser) -> None:
        sets = sorted({t.collection for t in definitions.tables()} - {"national"})
        parser.add_argument("collection", help="the collection named when it was imported")
        parser.add_argument("--tables", choices=sets, default="ctdc", help="which set of tables")
        parser.add_argument("--out", type=Path, metavar="FILE", help="write here instead of to the screen")

    def handle(self, *, collection: str, tables: str, out: Path | None, **options: Any) -> None:
        try:
            made = tabulate_collection(collection, tables)
        except NoRegister as mistake:
            raise CommandError(str(mistake)) from mistake
        target = out.open("w", encoding="utf-8-sig", newline="") if out else self.stdout
        writer = csv.writer(target)
        writer.writerow(HEADER)
        for each in made:
            writer.writerows(
                (each.table.id, line.code, line.label.en, line.label.ja, column, value)
                for line in each.lines
                for column, value in zip(each.columns, line.values)
            )
        if out:
            target.close()
            self.stdout.write(str(out))


def tabulate_collection(collection: str, tables: str) -> list[Tabulated]:
    """Every table of a set over one collection of the database."""
    asked = engine("duckdb", folder=None, database=database(collection))
    try:
        wanted = [t for t in definitions.tables() if t.collection == tables]
        return [tabulate(t, asked.ask(question_of(t, ())), ()) for t in wanted]
    finally:
        asked.close()
