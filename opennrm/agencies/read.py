"""The organisations and contact points as the packaged TOML files declare them; no database needed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise

from opennrm.agencies.declared import Entry, Faults, note_repeats, open_declaration
from opennrm.agencies.opening import MONTH_AND_DAY, Hours, Interval
from opennrm.agencies.prefectures import PREFECTURES as NAMED
from opennrm.agencies.terms import Evidence, Holidays, OrganisationKind, Reach
from opennrm.page.bilingual import Text

DATA = files("opennrm.agencies") / "data"
PREFECTURES = frozenset(NAMED)  # codes of JIS X 0401
DAYS = {
    "mon-fri": range(5), "sat-sun": range(5, 7), "mon-sun": range(7),
    **{name: range(day, day + 1) for day, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))},
}  # fmt: skip


@dataclass(frozen=True)
class Name:
    """What a body is called from ``since`` to ``until``, both included; None is open.

    ``short`` is the abbreviation in each language, "" where none is in use.
    """

    text: Text
    short: Text
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Organisation:
    """A body of the referral mechanism. ``collective`` stands for all offices of one kind.

    ``prefecture`` is a JIS X 0401 code, "" for a national body; ``poster`` the place among the bodies that
    sign the Cabinet Office's poster, counted from 1, or None.
    """

    code: str
    kind: OrganisationKind
    names: tuple[Name, ...]
    parent: str
    prefecture: str
    poster: int | None
    collective: bool
    source: str

    def name_on(self, day: date, language: str) -> str:
        """The official name on a day; before its first name the first, after its last the last."""
        return self._on(day).text.of(language)

    def short_on(self, day: date, language: str) -> str:
        """The abbreviation on a day; the name where none is in use."""
        name = self._on(day)
        return name.short.of(language) or name.text.of(language)

    def _on(self, day: date) -> Name:
        begun = [name for name in self.names if name.since is None or name.since <= day]
        return begun[-1] if begun else self.names[0]


@dataclass(frozen=True)
class Number:
    """One way to reach a contact point, and the languages (BCP 47) spoken there where they are known."""

    number: str
    reach: Reach
    languages: tuple[str, ...]


@dataclass(frozen=True)
class ContactPoint:
    """Where a person may turn. ``as_of`` is the source's own writing of the time it held.

    ``languages_seen`` is the day from which the source makes the languages sure; None where it names no time. A
    point whose evidence is not ``official`` stands here to be verified, and is never shown as it is.
    """

    code: str
    name: Text
    operator: str
    operator_note: Text | None
    numbers: tuple[Number, ...]
    languages: tuple[str, ...]
    languages_seen: date | None
    languages_note: Text | None
    hours: Text | None
    week: Hours
    as_of: str
    evidence: Evidence
    source: str


@dataclass(frozen=True)
class Agencies:
    """All that is declared: organisations by code in the files' order, contact points likewise."""

    organisations: dict[str, Organisation]
    contact_points: dict[str, ContactPoint]


def read(folder: Traversable = DATA) -> Agencies:
    """Read and check the three files of a folder; ``FaultyDeclaration`` names every fault of them all."""
    faults = Faults()
    national = open_declaration(folder / "organisations.toml", faults)
    entries = [(entry, _organisation(entry)) for entry in national.entries("organisation", named_by="code")]
    national.close()
    local = open_declaration(folder / "local_offices.toml", faults)
    for group in local.entries("group", named_by="parent"):
        entries += _offices(group)
    local.close()
    _check_organisations(entries)
    known = {organisation.code for _, organisation in entries}
    file = open_declaration(folder / "contact_points.toml", faults)
    points = [(entry, _contact_point(entry, known)) for entry in file.entries("contact", named_by="code")]
    file.close()
    note_repeats([(entry, point.code) for entry, point in points], "code")
    faults.settle()
    return Agencies(
        {organisation.code: organisation for _, organisation in entries},
        {point.code: point for _, point in points},
    )


@cache
def packaged() -> Agencies:
    """The declarations that come with OpenNRM."""
    return read()


def organisation(code: str) -> Organisation:
    """The organisation with this code; ``KeyError`` where none has it."""
    return packaged().organisations[code]


def name_on(code: str, day: date, language: str) -> str:
    """The official name of an organisation on a day in a language."""
    return organisation(code).name_on(day, language)


def poster_bodies() -> tuple[Organisation, ...]:
    """The eleven bodies that sign the Cabinet Office's poster, in its order."""
    signed = [body for body in packaged().organisations.values() if body.poster is not None]
    return tuple(sorted(signed, key=lambda body: body.poster or 0))


def official_contact_points() -> tuple[ContactPoint, ...]:
    """Contact points a page may show; those still to be verified are left out."""
    return tuple(point for point in packaged().contact_points.values() if point.evidence.official)


def _organisation(entry: Entry) -> Organisation:
    names = tuple(_name(part) for part in entry.entries("names"))
    if not names:
        entry.fault("names", "is empty; give the name in use")
    found = Organisation(
        code=entry.text("code"),
        kind=entry.choice("kind", OrganisationKind),
        names=names or (Name(Text("", ""), Text("", "")),),
        parent=entry.text("parent", optional=True),
        prefecture=_prefecture(entry),
        poster=entry.number_or_none("poster", 1, 99),
        collective=entry.flag("collective"),
        source=entry.text("source"),
    )
    _check_dates(entry, found.names)
    entry.close()
    return found


def _offices(group: Entry) -> list[tuple[Entry, Organisation]]:
    kind, parent, source = group.choice("kind", OrganisationKind), group.text("parent"), group.text("source")
    since = group.day_or_none("since")
    offices: list[tuple[Entry, Organisation]] = []
    for entry in group.entries("offices", named_by="code"):
        name = Name(Text(entry.text("en"), entry.text("ja")), Text("", ""), since)
        code, prefecture = entry.text("code"), _prefecture(entry)
        entry.close()
        office = Organisation(code, kind, (name,), parent, prefecture, None, False, source)
        offices.append((entry, office))
    group.close()
    return offices


def _name(entry: Entry) -> Name:
    text = Text(entry.text("en"), entry.text("ja"))
    short = Text(entry.text("en_short", optional=True), entry.text("ja_short", optional=True))
    name = Name(text, short, entry.day_or_none("since"), entry.day_or_none("until"))
    entry.close()
    return name


def _prefecture(entry: Entry) -> str:
    code = entry.text("prefecture", optional=True)
    if code and code not in PREFECTURES:
        entry.fault("prefecture", f"found {code!r}; write a code from 01 to 47 (JIS X 0401)")
    return code


def _check_dates(entry: Entry, names: tuple[Name, ...]) -> None:
    """Names follow one another in time without sharing a day."""
    for name in names:
        if name.since and name.until and name.until < name.since:
            entry.fault("names", f"«{name.text.en}» ends before it begins; correct since or until")
    for earlier, later in pairwise(names):
        if earlier.until is None or later.since is None or later.since <= earlier.until:
            entry.fault(
                "names",
                f"«{earlier.text.en}» and «{later.text.en}» share days; end the one before the other begins",
            )


def _check_organisations(entries: list[tuple[Entry, Organisation]]) -> None:
    known = {organisation.code for _, organisation in entries}
    parents = {organisation.code: organisation.parent for _, organisation in entries}
    note_repeats([(entry, organisation.code) for entry, organisation in entries], "code")
    note_repeats([(entry, str(found.poster or "")) for entry, found in entries], "poster")
    for entry, organisation in entries:
        if organisation.parent and organisation.parent not in known:
            entry.fault("parent", f"found {organisation.parent!r}; write the code of a declared organisation")
        elif _above_itself(organisation.code, parents):
            entry.fault("parent", "leads back to the organisation itself; name the body above it")


def _above_itself(code: str, parents: dict[str, str]) -> bool:
    above, seen = parents.get(code, ""), set[str]()
    while above and above != code and above not in seen:
        seen.add(above)
        above = parents.get(above, "")
    return above == code


def _contact_point(entry: Entry, known: Iterable[str]) -> ContactPoint:
    point = ContactPoint(
        code=entry.text("code"),
        name=entry.bilingual("name"),
        operator=entry.text("operator"),
        operator_note=entry.bilingual_or_none("operator_note"),
        numbers=tuple(_number(part) for part in entry.entries("numbers", optional=True)),
        languages=entry.texts("languages"),
        languages_seen=entry.day_or_none("languages_seen"),
        languages_note=entry.bilingual_or_none("languages_note"),
        hours=entry.bilingual_or_none("hours"),
        week=_week(entry),
        as_of=entry.text("as_of", optional=True),
        evidence=entry.choice("evidence", Evidence),
        source=entry.text("source", optional=True),
    )
    if point.operator not in known:
        entry.fault("operator", f"found {point.operator!r}; write the code of a declared organisation")
    if point.evidence.official and not (point.numbers and point.source):
        entry.fault("evidence", "says it may be shown, without a number or a source; give both or mark it")
    entry.close()
    return point


def _week(entry: Entry) -> Hours:
    week: list[Interval] = []
    for part in entry.entries("open", optional=True):
        days, opens, closes = part.text("days"), part.clock("opens"), part.clock("closes")
        if days not in DAYS:
            part.fault("days", f"found {days!r}; write one of {', '.join(DAYS)}")
        week += [Interval(day, opens, closes) for day in DAYS.get(days, ())]
        part.close()
    hours = Hours(
        week=tuple(week),
        holidays=entry.choice("holidays", Holidays, default=Holidays.UNKNOWN),
        break_from=_month_and_day(entry, "break_from"),
        break_until=_month_and_day(entry, "break_until"),
    )
    if bool(hours.break_from) != bool(hours.break_until):
        entry.fault("break_from", "and break_until stand together; write both or neither")
    return hours


def _month_and_day(entry: Entry, key: str) -> str:
    text = entry.text(key, optional=True)
    if text and not MONTH_AND_DAY.fullmatch(text):
        entry.fault(key, f"found {text!r}; write month and day, such as 12-29")
        return ""
    return text


def _number(entry: Entry) -> Number:
    number = Number(entry.text("number"), entry.choice("reach", Reach, default=Reach.PHONE), entry.texts("languages"))
    entry.close()
    return number
