"""Days as people in Japan write them in a spreadsheet. Plain text in, a day out."""

import re
from datetime import date
from unicodedata import normalize

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "R": 2018, "H": 1988, "S": 1925, "T": 1911}
WESTERN = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
JAPANESE = re.compile(r"(令和|平成|昭和|大正|[RHST])\s*(\d{1,2}|元)[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.IGNORECASE)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
HOUR = re.compile(r"[ T]00:00(:00)?(\.0+)?")
EXPECTED = "2020-12-31"


def read_day(text: str) -> date | None:
    """The day, None for an empty cell. ``2020-12-31``, ``2020/12/31``, ``令和2年12月31日``, ``R2.12.31``, ``20201231``.

    Raises ValueError for everything else: a day is never guessed, and 12/31/2020 could be read two ways.
    """
    plain = HOUR.sub("", "".join(normalize("NFKC", text).split()) if "年" in text else normalize("NFKC", text).strip())
    if not plain:
        return None
    if found := WESTERN.fullmatch(plain) or COMPACT.fullmatch(plain):
        year, month, day = map(int, found.groups())
        return date(year, month, day)
    if found := JAPANESE.fullmatch(plain):
        era, of_era, *rest = found.groups()
        year = ERAS[era.upper()] + (1 if of_era == "元" else int(of_era))
        return date(year, int(rest[0]), int(rest[1]))
    raise ValueError(text)
