"""A case as a record of the standard, and a record as a row to take in. Plain values both ways.

What the standard holds of a case goes out and comes back: out, in and out again gives the same record. What it cannot
hold stands in docs/reference/htcds.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import override

from opennrm.access.terms import FieldClass
from opennrm.identification.exchange.rows import Entry
from opennrm.identification.exchange.standard import NO, YES, Record, Said, fields
from opennrm.identification.terms import Closing, NameKind, Standing
from opennrm.reporting import spoken
from opennrm.understanding.imports.htcds import questions
from opennrm.understanding.terms import Body, RecruiterRelation, Sex

STATUS = {
    Standing.POSSIBLE: "PossibleVictimOfTrafficking",
    Standing.CONFIRMED: "ActualVictimOfTrafficking",
    Standing.NOT_VICTIM: "NotAVictimOfTrafficking",
}
GENDER = {Sex.FEMALE: "Feminine", Sex.MALE: "Masculine", Sex.OTHER: "NonConforming"}
DECIDER = {
    Body.POLICE: "Police",
    Body.NGO: "NGO",
    Body.PROSECUTORS: "CourtOrProsecution",
    Body.IMMIGRATION: "NonPoliceGovernmentalOrganization",
    Body.COAST_GUARD: "NonPoliceGovernmentalOrganization",
    Body.LABOUR: "NonPoliceGovernmentalOrganization",
    Body.WOMENS_SUPPORT: "NonPoliceGovernmentalOrganization",
    Body.CHILD_GUIDANCE: "NonPoliceGovernmentalOrganization",
    Body.LEGAL_AFFAIRS: "NonPoliceGovernmentalOrganization",
}
RELATION = {
    RecruiterRelation.FAMILY: "Familial",
    RecruiterRelation.INTIMATE_PARTNER: "Acquainted",
    RecruiterRelation.FRIEND: "Acquainted",
    RecruiterRelation.STRANGER: "Unaquainted",  # the standard's own spelling
}
OTHER = "Other"
FULL_STORY = ("vic_TypeOfExploitation", "vic_MethodsOfControl", "vic_ForcedLabourIndustry")
CODES = {"exploitation": FULL_STORY[0], "means": FULL_STORY[1], "industry": FULL_STORY[2]}
DECIDED_BY = "vic_TraffickingStatusDecisionMakingOrg"


@dataclass(frozen=True)
class Held:
    """What is held of a case, in clear as far as it may leave. ``kept`` came in with it and has no place here."""

    opened: date
    owner: str
    name: str = ""
    birth_date: str = ""
    sex: str = ""
    nationality: str = ""
    language: str = ""
    document: str = ""
    phone: str = ""
    outline: str = ""
    standing: str = Standing.UNDECIDED
    recognised_by: tuple[str, ...] = ()
    exploitation: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    industry: tuple[str, ...] = ()
    recruiter: str = ""
    closing: str = ""
    consented: bool = False
    recorded: str = ""
    kept: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        return "<what is held of a case>"


def record_of(held: Held, classes: Iterable[FieldClass]) -> Record:
    """The record of a case, of the classes of field that may leave; empty fields are left out."""
    may, kept = set(classes), _in_the_standards_words(held.kept)
    first, second = parted(held.name)
    language = held.language.split("-")[0]
    found: dict[str, Said | None] = {name: said for name, said in kept.items() if name in fields()}
    found |= {
        "prs_FirstName": first,
        "prs_SecondName": second,
        "con_Consent": YES if held.consented else NO,
        "prs_Birthdate": held.birth_date,
        "prs_Gender": kept.get("prs_Gender") or GENDER.get(Sex(held.sex)) if held.sex else kept.get("prs_Gender"),
        "prs_Citizenship": kept.get("prs_Citizenship") or _answers("prs_Citizenship", [held.nationality]),
        "prs_PrimaryLanguage": kept.get("prs_PrimaryLanguage") or language,
        "prs_IdentityNumber": held.document,
        "prs_MobilePhone": held.phone,
        "vic_TraffickingStatus": STATUS.get(Standing(held.standing))
        or STATUS.get(Standing(held.recorded or "undecided")),
        DECIDED_BY: _decider(held, kept.get(DECIDED_BY)),
        "vic_RelationshipToTrafficker": RELATION.get(RecruiterRelation(held.recruiter)) if held.recruiter else None,
        "cas_Status": _status(held, kept.get("cas_Status")),
        "cas_ReferringOrganisation": held.owner,
        "cas_IncomingReferralDate": held.opened.isoformat(),
        "cas_IncomingReferralDetails": held.outline,
        "cas_ReasonForCaseClosure": called(held.closing) if held.closing else None,
    }
    if not held.recruiter:
        found["vic_RelationshipToTrafficker"] = kept.get("vic_RelationshipToTrafficker")
    for name, ours in zip(FULL_STORY, (held.exploitation, held.means, held.industry), strict=True):
        found[name] = _joined(name, [*_answers(name, ours), *_list(kept.get(name))])
    may_leave = {name for name, each in fields().items() if each.tells is None or each.tells in may}
    return {name: found[name] for name in fields() if name in may_leave and found.get(name)}  # type: ignore[misc]


def entry_of(record: Record, number: int) -> Entry:
    """A record as a row to take in. Nothing of it is a decision: what another body decided is kept as recorded."""
    rest = {name: said for name, said in record.items() if name in fields()}

    def text(name: str) -> str:
        return str(rest.pop(name, "") or "")

    name = joined(text("prs_FirstName"), text("prs_SecondName"))
    status, closing = _one(rest.get("cas_Status")), _closing(rest)
    person = {
        "names": ((NameKind.NAME, name),) if name else (),
        "birth_date": date.fromisoformat(day) if (day := text("prs_Birthdate")) else None,
        "sex": _taken(rest, "prs_Gender", {code: sex.value for sex, code in GENDER.items()}, coarse="other"),
        "nationality": _nationality(rest),
        "language": _language(rest),
        "document": text("prs_IdentityNumber"),
        "phone": text("prs_MobilePhone"),
    }
    decided, opened = _one(rest.pop("vic_TraffickingStatus", "")), text("cas_IncomingReferralDate")
    begins = {
        "origin": "file",
        "outline": text("cas_IncomingReferralDetails"),
        "recognised_by": frozenset(questions()["recognised_by"].read(_one(rest.get(DECIDED_BY)))[0]),
    }
    if closing or status == "Active":
        rest.pop("cas_Status", None)
    rest.pop("con_Consent", None)  # to another body's work: it is no consent to ours
    return Entry(
        number=number,
        person=person,
        begins=begins,
        opened=date.fromisoformat(opened) if opened else None,
        standing=next((ours.value for ours, theirs in STATUS.items() if theirs == decided), ""),
        closing=closing,
        identity=_of_class(rest, FieldClass.IDENTITY),
        contact=_of_class(rest, FieldClass.CONTACT),
        account=_of_class(rest, FieldClass.ACCOUNT),
    )


def parted(name: str) -> tuple[str, str]:
    """A name as the standard's first and second one: of names in Chinese or kana letters the family part is first."""
    head, _blank, tail = " ".join(name.split()).partition(" ")
    if not tail:
        return ("", head) if _family_first(name) else (head, "")
    return (tail, head) if _family_first(name) else (head, tail)


def joined(first: str, second: str) -> str:
    """The name as it is written, of its two parts."""
    parts = (second, first) if _family_first(first + second) else (first, second)
    return " ".join(" ".join(part.split()) for part in parts if part.strip())


def called(closing: str) -> str:
    """Why a case was closed, in English: the standard has a free text."""
    with override("en"):
        return str(Closing(closing).label)


def _family_first(text: str) -> bool:
    return any(
        "\u3040" <= letter <= "\u30ff" or "\u3400" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3"
        for letter in text
    )


def _in_the_standards_words(kept: Mapping[str, Any]) -> dict[str, Any]:
    """What was kept of a body's own file, with its codes of ours as the standard's answers."""
    found = dict(kept)
    for name, theirs in CODES.items():
        if name in found:
            found[theirs] = _answers(theirs, _list(found.pop(name)))
    if relation := found.pop("recruiter", ""):
        found["vic_RelationshipToTrafficker"] = RELATION.get(RecruiterRelation(relation))
    return found


def _answers(name: str, codes: Iterable[str]) -> list[str]:
    """Our codes as answers of a field, in the standard's order; what it has no answer for is «Other» where it has that.

    Of an industry our code is the letter its answer begins with.
    """
    said, known = set(codes) - {""}, fields()[name].answers
    mine = {answer.split("_")[0] if name == "vic_ForcedLabourIndustry" else answer: answer for answer in known}
    found = {mine[code] for code in said if code in mine}
    if said - mine.keys() and OTHER in known:
        found.add(OTHER)
    return [answer for answer in known if answer in found]


def _joined(name: str, answers: Iterable[str]) -> list[str]:
    there = set(answers)
    return [answer for answer in fields()[name].answers if answer in there]


def _list(said: Any) -> list[str]:
    return [said] if isinstance(said, str) and said else list(said or ())


def _one(said: Any) -> str:
    return next(iter(_list(said)), "")


def _decider(held: Held, kept: Any) -> str | None:
    """The first body that recognised the person; the finer word a file brought where it says the same."""
    theirs = _one(kept)
    if theirs and set(questions()["recognised_by"].read(theirs)[0]) & set(held.recognised_by):
        return theirs
    found = [DECIDER.get(Body(code), OTHER) for code in sorted(held.recognised_by)]
    return next((answer for answer in fields()[DECIDED_BY].answers if answer in found), theirs or None)


def _status(held: Held, kept: Any) -> str:
    if held.closing:
        return "ClosedReferred" if held.closing == Closing.TRANSFERRED else "Closed"
    return "FollowUp" if _one(kept) == "FollowUp" else "Active"


def _closing(rest: dict[str, Said]) -> str:
    """The reason of a closed case where it is one of ours; every other is kept, and the case stays open."""
    status, reason = _one(rest.get("cas_Status")), _one(rest.get("cas_ReasonForCaseClosure"))
    if not status.startswith("Closed"):
        return ""
    ours = next((each.value for each in Closing if called(each) == reason), "")
    if ours and (ours == Closing.TRANSFERRED) == (status == "ClosedReferred"):
        rest.pop("cas_ReasonForCaseClosure", None)
        return ours
    return ""


def _taken(rest: dict[str, Said], name: str, codes: Mapping[str, str], *, coarse: str) -> str:
    """Our code of an answer, which is taken out of the rest where ours says as much."""
    said = _one(rest.get(name))
    if said in codes:
        rest.pop(name)
        return codes[said]
    if said in {"", "NonSpecifiedUnknown"}:
        rest.pop(name, None)
        return ""
    return coarse


def _nationality(rest: dict[str, Said]) -> str:
    said = _list(rest.get("prs_Citizenship"))
    if len(said) == 1:
        rest.pop("prs_Citizenship")
    return said[0] if said else ""


def _language(rest: dict[str, Said]) -> str:
    said = _one(rest.get("prs_PrimaryLanguage"))
    read = spoken.read(said) if said else None
    if read == said:
        rest.pop("prs_PrimaryLanguage", None)
    return read or ""


def _of_class(rest: Mapping[str, Said], tells: FieldClass) -> dict[str, Said]:
    """What has no place of its own and tells this; open fields go with the account."""
    return {name: said for name, said in rest.items() if said and (fields()[name].tells or FieldClass.ACCOUNT) == tells}
