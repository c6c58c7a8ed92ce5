"""A made-up register of any size under the contract: the same facts for the same size, written as Parquet.

Of a hundred protections one is a person's second, of two hundred one is corrected; a suspect has up to two steps of
disposition; ten suspects share an offence. Ids are 32 hexadecimal digits, as the register's own are.
"""

from pathlib import Path
from string import Template

import duckdb

from opennrm.understanding import terms
from opennrm.understanding.rows import quoted

COUNTRIES = [
    "JP",
    "PH",
    "TH",
    "VN",
    "CN",
    "KR",
    "ID",
    "MM",
    "NP",
    "LK",
    "BD",
    "IN",
    "BR",
    "PE",
    "CO",
    "RU",
    "RO",
    "UA",
    "US",
    "GB",
    "TW",
    "HK",
    "MN",
    "KH",
    "LA",
    "MY",
    "PK",
    "UZ",
    "GH",
    "NG",
]
FIRST, LAST = 2001, 2020

SQL = Template((Path(__file__).parent / "register.sql").read_text("utf-8"))


def register(folder: Path, victims: int) -> Path:
    """Write that many protections, half as many arrests with their steps, and a tenth as many offences as arrests."""
    folder.mkdir(parents=True, exist_ok=True)
    lists = {
        "countries": COUNTRIES,
        "statuses": terms.ResidenceStatus.values,
        "forms": terms.Exploitation.values,
        "occupations": terms.Occupation.values,
        "statutes": terms.Statute.values,
        "decisions": terms.PROSECUTOR_OUTCOMES,
        "judgments": terms.COURT_OUTCOMES,
    }
    arrays = {name: f"[{', '.join(map(quoted, values))}]" for name, values in lists.items()}
    numbers = {"victims": victims, "suspects": victims // 2, "offences": victims // 20}
    span = {"first": FIRST, "days": (LAST - FIRST + 1) * 365}
    with duckdb.connect(config={"memory_limit": "2GB", "temp_directory": str(folder)}) as con:
        con.execute(SQL.substitute(arrays, folder=folder, **numbers, **span))
    (folder / "register.toml").write_text('collection = "bench"\nproducer = "made up for measuring"\n', "utf-8")
    return folder
