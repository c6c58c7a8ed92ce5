"""``python -m bench`` measures everything small; ``python -m bench chapter1 --rows 10000000`` one thing large.

``python -m bench --write docs/reference/performance.md`` writes the page of what everything small took here.
"""

import argparse
from pathlib import Path

from bench import (
    audit,
    cases,
    chapter1,
    demo_year,
    door,
    engines,
    examine,
    linking,
    names,
    nation,
    page,
    public,
    related,
    reveal,
    scope,
    served,
    suppress,
    synthesis,
)
from tests import once  # noqa: F401 - the benches it starts share what is made once

SIZED = {
    "chapter1": chapter1,
    "engines": engines,
    "scope": scope,
    "reveal": reveal,
    "audit": audit,
    "door": door,
    "cases": cases,
    "served": served,
    "public": public,
    "nation": nation,
    "examine": examine,
    "linking": linking,
    "names": names,
    "related": related,
    "synthesis": synthesis,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("what", nargs="?", choices=(*SIZED, "demo_year", "suppress"))
    parser.add_argument("--rows", type=int, help="of whatever is measured: victims, protected rows, contracts, reports")
    parser.add_argument(
        "--engine", choices=("duckdb", "spark"), default="duckdb", help="of linking: one besides DuckDB"
    )
    parser.add_argument("--write", type=Path, metavar="PAGE", help="measure everything small, and write it there")
    asked = parser.parse_args()
    if asked.write:
        page.write(asked.write, (*SIZED, "demo_year", "suppress"))
        return
    if asked.what == "linking":
        linking.main(asked.rows or linking.SMALL, asked.engine)
        return
    for name, measured in SIZED.items():
        if asked.what in (None, name):
            measured.main(asked.rows or measured.SMALL)
    if asked.what in (None, "demo_year"):
        demo_year.main()
    if asked.what in (None, "suppress"):
        suppress.main(large=bool(asked.rows))


main()
