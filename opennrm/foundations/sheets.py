"""A material on paper: its texts, numbers, claims and QR code put into a template, as one PDF."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
from django.conf import settings

from opennrm.agencies.read import ContactPoint, Number
from opennrm.agencies.terms import Reach
from opennrm.foundations import texts as known
from opennrm.foundations.claims import Claims
from opennrm.foundations.hours import closed, hours
from opennrm.foundations.terms import MaterialKind, Refusal
from opennrm.foundations.texts import Segment, Texts, places, plain, segments
from opennrm.page.dates import written
from opennrm.page.refusals import refuse
from opennrm.page.typeset import fonts_for, pictures, typeset

HERE = Path(__file__).parent
SIGNS = ("passport", "leave", "pay", "threat", "sex", "lied", "afraid")
POINTS = {MaterialKind.COMPACT: 3, MaterialKind.LEAFLET: 4, MaterialKind.POSTER: 2, MaterialKind.CARD: 2}
ANONYMOUS = "anonymous-reporting"
LEAD = "ja"
DEMONSTRATION, DRAFT = "Demonstration: made up. 見本", "Draft. 案（配布不可）"
SPACED, WORD = "ja-simple", re.compile("[ 、。]|[^ 、。]+")
BEHIND = {" ", "、", "。"}
LONG_WORD = 12  # letters; a longer one may be broken: a narrow column has no room for it
SURE = {"ja", SPACED}  # every public office of Japan answers in Japanese


@dataclass(frozen=True)
class Imprint:
    """What is printed small: number of the version, the day it was made, the day it is read again; demo or not.

    A draft says so in red, so that nobody hands it out.
    """

    version: int
    made: date
    review: date
    demo: bool = False
    draft: bool = False

    @property
    def notice(self) -> str:
        """What is printed in red: that it is made up, that it is no more than a draft."""
        return " ".join([*([DEMONSTRATION] if self.demo else []), *([DRAFT] if self.draft else [])])


@dataclass(frozen=True)
class Content:
    """All that one material says. ``address`` is the public site's; the first language leads."""

    kind: MaterialKind
    texts: Sequence[Texts]
    points: Sequence[ContactPoint]
    claims: Claims | None
    address: str
    imprint: Imprint


def content(
    kind: MaterialKind,
    *,
    languages: Sequence[str],
    points: Sequence[ContactPoint],
    shares: Claims | None,
    address: str,
    imprint: Imprint,
) -> Content:
    """What a material says in these languages, Japanese leading where there are several.

    Raises Refused for a language whose texts are not whole, without an address, or for a review that lies behind.
    """
    refuse(Refusal.NO_ADDRESS if not address.startswith(("https://", "http://")) else None)
    refuse(Refusal.REVIEW_PAST if imprint.review <= imprint.made else None)
    refuse(None if set(languages) <= set(known.languages()) else Refusal.NO_TEXT)
    ordered = sorted(languages, key=lambda code: (code != LEAD, languages.index(code)))
    return Content(kind, [known.read(code) for code in ordered], points, shares, address, imprint)


def morning(day: date) -> datetime:
    """The moment a material of that day says it was made: midnight in Japan."""
    return datetime(day.year, day.month, day.day, tzinfo=timezone(timedelta(hours=9)))


def pdf(content: Content, *, now: datetime) -> bytes:
    """The material as PDF/UA-1 and PDF/A-2a; the same content and moment give the same bytes."""
    return typeset(_template(content.kind.value), _plain(content), _files(content), now=now)


def preview(content: Content, *, per_inch: int = 96) -> tuple[bytes, ...]:
    """The same as PNG, one file a page."""
    return pictures(_template(content.kind.value), _plain(content), _files(content), per_inch=per_inch)


def digest(content: Content) -> str:
    """SHA-256 of all a material says and how it looks, but not of its version, days and marks."""
    said = {**_plain(content), "notice": ""}
    said["languages"] = [{**each, "printed": []} for each in said["languages"]]
    made = hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode())
    made.update(_template(content.kind.value))
    for name, file in sorted(_files(content).items()):
        made.update(name.encode() + file)
    return made.hexdigest()


def home(content: Content) -> str:
    """The address behind the QR code: the public door in the material's language.

    Of many languages, or of one in which the door is not offered, its root: there the browser's language decides.
    """
    root = content.address.rstrip("/") + "/"
    offered = {code.lower(): code for code, _name in settings.LANGUAGES}
    code = offered.get(content.texts[0].language)
    return root if len(content.texts) > 1 or code is None else f"{root}{code}/"


def code_of(address: str) -> bytes:
    """A QR code as SVG, readable when a quarter of it is worn off."""
    out = BytesIO()
    segno.make(address, error="q", micro=False).save(out, kind="svg", border=4, xmldecl=False, svgns=True)
    return out.getvalue()


def for_language(points: Iterable[ContactPoint], language: str, *, at_most: int) -> tuple[ContactPoint, ...]:
    """The anonymous line, then whoever is known to speak the language, in the order declared. None is unverified."""
    official = [point for point in points if point.evidence.official]
    spoken = [point for point in official if point.code != ANONYMOUS and speaks(point, language)]
    anonymous = [point for point in official if point.code == ANONYMOUS]
    return tuple([*anonymous, *spoken][:at_most])


def speaks(point: ContactPoint, language: str) -> bool:
    """Whether the language is named for the point or one of its numbers; ``zh`` is spoken for both ways to write."""
    named = {*point.languages, *(tag for number in point.numbers for tag in number.languages)}
    return bool(named & _tags(language))


def _tags(language: str) -> set[str]:
    return {language, language.partition("-")[0]}


def _files(content: Content) -> dict[str, bytes]:
    hands = {f"hand-{step}.svg": HERE / "pictures" / f"hand-{step}.svg" for step in ("palm", "thumb", "fist")}
    return {
        "sheet.typ": _template("sheet"),
        "qr.svg": code_of(home(content)),
        **{name: file.read_bytes() for name, file in hands.items()},
    }


@cache
def _template(name: str) -> bytes:
    return (HERE / "sheets" / f"{name}.typ").read_bytes()


def _plain(content: Content) -> dict[str, Any]:
    """The content as the templates read it."""
    lead = content.texts[0]
    return {
        "notice": content.imprint.notice,
        "address": home(content),
        "languages": [_language(text, content) for text in content.texts],
        "lang": lead.language.partition("-")[0],
    }


def _language(text: Texts, content: Content) -> dict[str, Any]:
    parts = _parts_in(text.language)
    said = {key: parts(text.line(key)) for key in text.said if not places(text[key])}
    lang, _, rest = text.language.partition("-")
    imprint, made = content.imprint, content.claims
    return {
        "code": text.language,
        "lang": lang,
        "region": {"hans": "CN", "hant": "TW"}.get(rest),
        "title": parts(segments(text.said["name"])),
        "numbers": _own_numbers(content.points, text.language),
        "fonts": list(fonts_for(text.language)),
        "tall": lang in {"my", "km", "si", "bn", "ne", "th"} or rest == "simple",
        "east-asian": lang in {"ja", "zh", "ko"},
        "said": said,
        "signs": [said[f"sign_{sign}"] for sign in SIGNS],
        "claims": _claims(text, made),
        "printed": parts(
            text.line(
                "printed",
                version=imprint.version,
                made=written(imprint.made, text.language),
                review=written(imprint.review, text.language),
            )
        ),
        "source": parts(text.line("source", source=made.cited(text.language))) if made else [],
        "unreviewed": not text.reviewed,
        "points": [
            _point(point, text) for point in for_language(content.points, text.language, at_most=POINTS[content.kind])
        ],
    }


def _claims(text: Texts, made: Claims | None) -> list[Any]:
    if made is None:
        return []
    parts = _parts_in(text.language)
    shares = (("claim_nationality", made.japanese), ("claim_minors", made.minors))
    return [parts(text.line(key, share=share, year=made.year)) for key, share in shares]


def _point(point: ContactPoint, text: Texts) -> dict[str, Any]:
    """A contact point as printed: its name in the language, the Japanese beside, for whoever helps to dial."""
    named = text.said.get(f"point_{point.code.replace('-', '_')}") or point.name.of(text.language)
    japanese, parts = point.name.of("ja"), _parts_in(text.language)
    numbers = [number for number in point.numbers if number.reach is not Reach.OVERSEAS]
    return {
        "name": parts(segments(named)),
        "beside": "" if plain(named) == japanese else japanese,
        "numbers": [number.number for number in _numbers(numbers, text.language)],
        "hours": [parts(line) for line in _hours(point, text)],
    }


def _hours(point: ContactPoint, text: Texts) -> list[tuple[Segment, ...]]:
    """When it answers, when it is closed for days, and that the reader's language is not sure there."""
    said = []
    if known := hours(point.week, text.language) or (point.hours.of(text.language) if point.hours else ""):
        said.append(_with(text, "hours", known))
    if days := closed(point.week, text.language):
        said.append(_with(text, "closed", days))
    if not speaks(point, text.language) and text.language not in SURE:
        said.append(text.line("language_unknown"))
    return said


def _with(text: Texts, key: str, value: str) -> tuple[Segment, ...]:
    return segments(text.said[key].replace(f"{{{key}}}", value))


def _own_numbers(points: Sequence[ContactPoint], language: str) -> list[str]:
    """One number of each point that speaks the language, for a line that has no room for names."""
    spoken = for_language([point for point in points if point.code != ANONYMOUS], language, at_most=2)
    return [_numbers(point.numbers, language)[0].number for point in spoken]


def _numbers(numbers: Sequence[Number], language: str) -> Sequence[Number]:
    """Those of the language where a point has one for it, else those for everybody."""
    own = [number for number in numbers if set(number.languages) & _tags(language)]
    return own or [number for number in numbers if not number.languages] or numbers[:1]


def _parts_in(language: str) -> Callable[[tuple[Segment, ...]], list[Any]]:
    """How a line of the language travels: easy Japanese, which has blanks, in words that are not broken."""
    return _whole_words if language == SPACED else _parts


def _whole_words(line: tuple[Segment, ...]) -> list[Any]:
    """Blanks, 、 and 。 as they are, and between them what stands whole on a line; none of the signs begins one."""
    words: list[list[Segment]] = [[]]
    for part in line:
        for piece in WORD.findall(part) if isinstance(part, str) else [part]:
            words[-1].append(piece)
            if isinstance(piece, str) and piece in BEHIND:
                words.append([])
    return [part for word in words if word for part in _boxed(word)]


def _boxed(word: list[Segment]) -> list[Any]:
    behind = [word.pop()] if word[-1] in BEHIND else []
    long = sum(len(part if isinstance(part, str) else part[0]) for part in word) > LONG_WORD
    parts = _parts(tuple(word))
    return [*(parts if long or not parts else [{"whole": parts}]), *behind]


def _parts(line: tuple[Segment, ...]) -> list[Any]:
    return [list(part) if isinstance(part, tuple) else part for part in line]
