"""Contact points as the public door shows them: whom to call now, in which language, how sure we are."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import get_day_names
from django.utils import timezone
from django.utils.translation import get_language

from opennrm.agencies.holidays import is_holiday
from opennrm.agencies.languages import called
from opennrm.agencies.opening import Hours
from opennrm.agencies.points import Reachable, reachable
from opennrm.agencies.read import ContactPoint, official_contact_points, packaged
from opennrm.agencies.speaking import spoken_on
from opennrm.agencies.terms import Opening, Reach, Speaks
from opennrm.page.languages import SOURCE
from opennrm.reporting.numbers import Dialled, dialled
from opennrm.reporting.routing import table
from opennrm.reporting.terms import Topic
from opennrm.reporting.words import locale_of, named, point_named

ALWAYS = ("police-emergency", "anonymous-reporting")
WHOLE_DAY = (time(0), time(0))
# What stands between languages or days, and between hours of unlike days, by the language of the page.
COMMAS = {"ja": "、", "zh": "、", "my": "၊ "}
SEMICOLONS = {"ja": "、", "zh": "；", "my": "၊ "}
YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?")


@dataclass(frozen=True)
class Number:
    """A way to reach a point, on a page."""

    number: str
    href: str
    free: bool
    overseas: bool
    languages: str


@dataclass(frozen=True)
class Point:
    """A contact point on a page. ``hours`` are from the week as data; ``hours_said`` the source's words.

    ``name`` may hold readings; ``name_ja`` is the Japanese that stands beside it, "" where the name is that already.
    ``as_of`` is the source's writing in English, and its year alone in other languages.
    """

    name: str
    name_ja: str
    operator: str
    numbers: tuple[Number, ...]
    opening: str
    hours: str
    hours_said: str
    said_in: str
    holidays: str
    languages: str
    verified_on: date | None
    as_of: str


@dataclass(frozen=True)
class Found:
    """Points that fit for sure, and those of which the hours or the language asked for are not known."""

    sure: tuple[Point, ...]
    unsure: tuple[Point, ...]


def find(*, at: datetime, language: str = "", prefecture: str = "", topic: str = "", open_now: bool = False) -> Found:
    """What fits at an aware moment, the best first. An unknown hour or language is never taken for a known one."""
    here = timezone.localtime(at)
    today = here.date()
    bodies = _for_topic(Topic(topic)) if topic else None
    sure: list[Point] = []
    unsure: list[Point] = []
    for each in reachable(at=at, language=language or "ja", prefecture=prefecture, holiday=is_holiday(today)):
        if bodies is not None and each.point.operator_id not in bodies:
            continue
        if (language and each.speaks == Speaks.NO) or (open_now and each.opening == Opening.CLOSED):
            continue
        doubt = (language and each.speaks == Speaks.UNKNOWN) or (open_now and each.opening == Opening.UNKNOWN)
        (unsure if doubt else sure).append(_point(each, today))
    return Found(tuple(sure), tuple(unsure))


def always() -> tuple[Point, ...]:
    """The two that are always shown, as they are declared."""
    return tuple(_declared(each) for each in official_contact_points() if each.code in ALWAYS)


def languages_spoken(day: date) -> dict[str, str]:
    """The languages that any point answers in, by their names in the language of the page."""
    tags = {tag for point in official_contact_points() for tag in (*point.languages, *_tags(point))}
    return dict(sorted(((tag, _called(tag)) for tag in tags), key=lambda each: each[1]))


def has_places(points: Iterable[ContactPoint]) -> bool:
    """Whether any point serves one prefecture alone."""
    bodies = packaged().organisations
    return any(bodies[point.operator].prefecture for point in points if point.operator in bodies)


def _for_topic(topic: Topic) -> Collection[str]:
    """The organisations that receive reports on a topic, and the bodies above them."""
    bodies = packaged().organisations
    found: set[str] = set()
    for row in table():
        if topic in row.topics:
            for code in row.to:
                above: str = code
                while above and above not in found:
                    found.add(above)
                    above = bodies[above].parent if above in bodies else ""
    return found


def _tags(point: ContactPoint) -> list[str]:
    return [tag for number in point.numbers for tag in number.languages]


def _point(found: Reachable, today: date) -> Point:
    point, language = found.point, get_language() or "en"
    spoken = spoken_on(point.periods(), today)
    japanese = language.split("-")[0] == "ja"
    return Point(
        *point_named(point.code, en=point.name_en, ja=point.name_ja),
        operator=_operator(point.operator_id, today),
        numbers=tuple(_number(each.number, each.reach, each.languages.split()) for each in found.numbers),
        opening=found.opening.value,
        hours=in_words(point.week()),
        hours_said=point.hours_ja if japanese else point.hours_en,
        said_in="ja" if japanese else "en",
        holidays=point.holidays,
        languages=_names([*spoken.sure, *spoken.unsure]),
        verified_on=point.verified_on,
        as_of=source_time(point.as_of, language),
    )


def _declared(point: ContactPoint) -> Point:
    language = get_language() or "en"
    japanese = language.split("-")[0] == "ja"
    return Point(
        *point_named(point.code, en=point.name.en, ja=point.name.ja),
        operator=_operator(point.operator, timezone.localdate()),
        numbers=tuple(_number(each.number, each.reach, each.languages) for each in point.numbers),
        opening=Opening.OPEN.value if point.week.week else Opening.UNKNOWN.value,
        hours=in_words(point.week),
        hours_said=point.hours.of(language) if point.hours else "",
        said_in="ja" if japanese else "en",
        holidays=point.week.holidays.value,
        languages=_names(point.languages),
        verified_on=None,
        as_of=source_time(point.as_of, language),
    )


def source_time(written: str, language: str) -> str:
    """«1 Jul 2021» in English; elsewhere 2021, or 2019–2021, which every reader can read."""
    years = YEARS.search(written)
    return written if language == "en" or not years else re.sub(r"\s*-\s*", "–", years[0])


def _operator(code: str, day: date) -> str:
    body = packaged().organisations.get(code)
    return named(body, day) if body else ""


def _number(number: str, reach: str, languages: Iterable[str]) -> Number:
    said: Dialled = dialled(number)
    return Number(said.number, said.href, said.free, reach == Reach.OVERSEAS, _names(languages))


def _names(tags: Iterable[str]) -> str:
    return _separator(COMMAS, ", ").join(_called(tag) for tag in tags)


def _called(tag: str) -> str:
    return called(tag, locale_of(get_language() or "en"))


def in_words(hours: Hours) -> str:
    """The week, days of like hours together: «Mon–Fri 09:00–17:00». "" where it is not known."""
    by_clock: dict[tuple[time, time], list[int]] = {}
    for each in hours.week:
        by_clock.setdefault((each.opens, each.closes), []).append(each.weekday)
    return _separator(SEMICOLONS, "; ").join(
        f"{_days(days)} {_clock(clock)}".strip() for clock, days in by_clock.items()
    )


def _clock(clock: tuple[time, time]) -> str:
    return "0:00–24:00" if clock == WHOLE_DAY else f"{clock[0]:%H:%M}–{clock[1]:%H:%M}"


def _days(days: list[int]) -> str:
    names = _day_names(locale_of(get_language() or "en"))
    first, last = min(days), max(days)
    if len(days) > 2 and last - first + 1 == len(days):
        return f"{names[first]}–{names[last]}"
    separator = "・" if locale_of(get_language() or SOURCE) == "ja" else _separator(COMMAS, ", ")
    return separator.join(names[day] for day in sorted(days))


def _separator(known: Mapping[str, str], default: str) -> str:
    return known.get((get_language() or SOURCE).split("-")[0], default)


@lru_cache(maxsize=64)
def _day_names(locale: str) -> Any:
    return get_day_names("abbreviated", locale=Locale.parse(locale, sep="-"))
