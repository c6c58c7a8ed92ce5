"""When a contact point answers, in the reader's language: days by their short names, hours by the clock of 24."""

from collections.abc import Sequence
from datetime import date, time
from itertools import groupby

from babel import Locale
from babel.dates import format_skeleton

from opennrm.agencies.opening import Hours, Interval

READINGS = dict(zip("月火水木金土日", ("げつ", "か", "すい", "もく", "きん", "ど", "にち"), strict=True))
SIMPLE = "ja-simple"
LEAP = 2000  # a year that has every day


def hours(known: Hours, language: str) -> str:
    """«Mon–Fri 9:00–17:00, Sat–Sun 9:00–21:00» for a BCP 47 tag; "" where no hours are known."""
    days = locale(language).days["stand-alone"]["abbreviated"]
    names = [_read(str(days[day]), language) for day in range(7)]
    spans = [
        f"{_days(names, run)} {_clock(opens)}–{_clock(closes, end=True)}"
        for (opens, closes), run in _runs(sorted(known.week))
    ]
    return ", ".join(spans)


def closed(known: Hours, language: str) -> str:
    """«29 Dec–3 Jan», the days of the yearly break; "" where there is none."""
    if not known.break_from or not known.break_until:
        return ""
    first, last = (_day(text, language) for text in (known.break_from, known.break_until))
    return f"{first}–{last}"


def locale(language: str) -> Locale:
    """The locale of a tag, the script kept: zh-hant is not zh."""
    return Locale.parse({SIMPLE: "ja", "en": "en-GB"}.get(language, language), sep="-")


def _runs(week: Sequence[Interval]) -> list[tuple[tuple[time, time], list[int]]]:
    """Days one after another with the same hours, together."""
    by_hours: list[tuple[tuple[time, time], list[int]]] = []
    for key, each in groupby(week, key=lambda one: (one.opens, one.closes)):
        by_hours.append((key, [one.weekday for one in each]))
    return by_hours


def _days(names: Sequence[str], run: Sequence[int]) -> str:
    return names[run[0]] if len(run) == 1 else f"{names[run[0]]}–{names[run[-1]]}"


def _clock(at: time, *, end: bool = False) -> str:
    return "24:00" if end and at == time(0) else f"{at.hour}:{at.minute:02}"


def _day(text: str, language: str) -> str:
    month, day = (int(part) for part in text.split("-"))
    if language == SIMPLE:
        return f"{month}{{月|がつ}}{day}{{日|にち}}"
    return str(format_skeleton("MMMd", date(LEAP, month, day), locale=locale(language)))


def _read(day: str, language: str) -> str:
    return f"{{{day}|{READINGS[day]}}}" if language == SIMPLE else day
