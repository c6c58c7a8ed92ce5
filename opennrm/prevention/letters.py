"""A letter to an employer as a document: in Japanese, or in the worker's language with the Japanese beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import override

from opennrm.page.dates import written
from opennrm.page.document import Block, Bullet, Bullets, Document, Heading, Notice, Paragraph
from opennrm.prevention.criteria import Criterion, holding
from opennrm.prevention.letter_texts import LetterText, texts
from opennrm.prevention.terms import LawEvidence, Outcome

Point = Sequence[str]  # the contract's id, the criterion, the outcome
MARKED = {"ja", "en"}  # the languages in which each criterion has its own words


@dataclass(frozen=True)
class Sent:
    """What a letter is about, as plain values; ``demo`` where all of it is made up."""

    code: str
    number: int
    employer: str
    corporate_number: str
    office: str
    law_day: date
    sent: date
    due: date
    points: tuple[Point, ...]
    demo: bool = False


def document(letter: Sent, language: str) -> Document:
    """The letter in a language there are texts in. Raises KeyError for any other: nothing falls back silently."""
    text = texts()[language]
    said, criteria = text.said, {each.id: each for each in holding(letter.law_day).all}
    number = f"{letter.code}-{letter.number}"
    blocks: list[Block] = [] if text.reviewed else [Notice(said["unread"], (), "caution")]
    blocks += [
        Paragraph(said["to"].format(employer=letter.employer)),
        Paragraph(letter.corporate_number, small=True),
        Paragraph(said["opening"].format(code=letter.code)),
    ]
    for outcome, title in ((Outcome.NOT_MET, "not_met"), (Outcome.NOT_SHOWN, "not_shown")):
        if points := [each for each in letter.points if each[2] == outcome]:
            blocks += [Heading(said[title], 2, title), Bullets(tuple(_bullets(points, criteria, text)))]
    blocks += [
        Paragraph(said["ask"]),
        Paragraph(said["due"].format(day=written(letter.due, language))),
        Paragraph(said["worker"]),
        Paragraph(f"{said['sender']}: {letter.office}"),
    ]
    return Document(
        language=language,
        title=said["title"],
        subtitle=number,
        author=letter.office,
        issued=letter.sent,
        blocks=tuple(blocks),
        notice="架空 / made up" if letter.demo else "",
    )


def untranslated(letter: Sent, language: str) -> int:
    """How many points have no words in a language: the official is told before the letter goes."""
    return len({each[1] for each in letter.points} - texts()[language].criteria.keys()) if language not in MARKED else 0


def _bullets(points: Sequence[Point], criteria: Mapping[str, Criterion], text: LetterText) -> Iterator[Bullet]:
    """One line a criterion, with the contracts it is about and the law."""
    about: dict[str, list[str]] = {}
    for contract, criterion, _outcome in points:
        about.setdefault(criterion, []).append(contract)
    for code, contracts in about.items():
        yield Bullet(f"{_words(criteria.get(code), code, text)} — {', '.join(contracts)}", mark=code)


def _law(criterion: Criterion, language: str) -> str:
    """The articles, with how sure they are where they are not attested: the Japanese stands beside the Japanese."""
    law = criterion.law_text.of(language)
    with override(language):
        return law if criterion.evidence == LawEvidence.ATTESTED else f"{law} [{criterion.evidence.label}]"


def _words(criterion: Criterion | None, code: str, text: LetterText) -> str:
    if criterion is None:
        return code
    law = _law(criterion, "en" if text.language == "en" else "ja")
    if text.language in MARKED:
        return f"{criterion.text.of(text.language)} ({law})"
    translated = text.criteria.get(code)
    return (
        f"{translated} / {criterion.text.ja} ({law})"
        if translated
        else f"{criterion.text.en} {text.said['untranslated']} / {criterion.text.ja} ({law})"
    )
