"""A small made-up room for the matrix: somebody of every role in one organisation, its objects, and another's."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from opennrm.access.actions import running
from opennrm.access.models import BreakGlass, File
from opennrm.access.terms import FileKind, Purpose
from opennrm.accounts.models import Account, Recovery
from opennrm.agencies.models import ContactPoint, DutyTurn, Official, Organisation, Suspension
from opennrm.agencies.roles import ROLES
from opennrm.agencies.terms import Evidence
from opennrm.foundations.models import Distribution, Feedback, Material, MaterialFile
from opennrm.foundations.terms import State
from opennrm.identification.codes import new_code
from opennrm.identification.interchange import ExportForm
from opennrm.identification.models import (
    Candidate,
    Case,
    Consent,
    Exemption,
    Export,
    Incident,
    MatchQuestion,
    Merge,
    Notice,
    Person,
    Referral,
    Screening,
)
from opennrm.identification.terms import FoundBy, Minor, Origin, Place
from opennrm.protection.housing import ShelterKind
from opennrm.protection.models import (
    Aim,
    Bed,
    Meeting,
    ProtectionPlan,
    Seat,
    Service,
    Shelter,
    ShelterAddress,
    Stay,
    Task,
)
from opennrm.reporting.models import Box, Consultation, InterpreterBooking, Message, Report
from opennrm.reporting.terms import (
    ContactWay,
    Interpreting,
    MessageKind,
    Outcome,
    ReportKind,
    ReportState,
    Topic,
    Urgency,
)
from opennrm.retention.models import Hold, Proposal
from tests.desk import account_of, signed_in
from tests.rooms.access.world import everything, file, granted, official, organisation
from tests.spec.permissions_chapter import OF_CHAPTER
from tests.spec.permissions_editions import OF_EDITIONS
from tests.spec.permissions_employers import WORDS as OF_EMPLOYERS
from tests.spec.permissions_employers import employers_of
from tests.spec.permissions_eradication import WORDS as OF_INVESTIGATION
from tests.spec.permissions_eradication import investigation_of
from tests.spec.permissions_interns import WORDS as OF_INTERNS
from tests.spec.permissions_interns import interns_of
from tests.spec.permissions_plan import OF_PLAN
from tests.spec.permissions_related import WORDS as OF_RELATED
from tests.spec.permissions_related import related_of
from tests.spec.permissions_release import OF_RELEASES
from tests.spec.permissions_residence import WORDS as OF_RESIDENCE
from tests.spec.permissions_residence import residence_of
from tests.spec.permissions_systems import OF_SYSTEMS

OWN, FOREIGN = "made-up-own", "made-up-foreign"


class World:
    """Officials by who they are in the matrix (``permissions.OFFICIALS``), and two organisations."""

    def __init__(self) -> None:
        self.own, self.foreign = organisation(OWN), organisation(FOREIGN)
        suspended = organisation("made-up-suspended")
        Suspension.objects.create(organisation=suspended, since=timezone.now(), reason="made up")
        self.officials: dict[str, Official] = {role: official(self.own, role) for role in ROLES}
        self.officials["lead"] = official(self.own, lead=True)
        self.officials["left"] = official(self.own, *ROLES, lead=True)
        self.officials["suspended"] = official(suspended, *ROLES, lead=True)
        self.officials["left"].left = timezone.localdate() - timedelta(days=1)
        self.officials["left"].save()
        self.stranger = official(self.foreign, *ROLES, lead=True)
        with running(everything()):
            self.files = file(self.own), file(self.foreign)
            self.grants = granted(self.files[0], self.foreign), granted(self.files[1], self.foreign)
            self.broken = self._broken(self.files[0]), self._broken(self.files[1])
            self.reports = self._report(self.own, "own"), self._report(self.foreign, "foreign")
            self.papers = tuple(self._paper(each) for each in self.reports)
            self.contacts = self._contact(self.officials["counsellor"]), self._contact(self.stranger)
            self.bookings = tuple(self._booking(each) for each in self.contacts)
            self.cases = self._case(self.own), self._case(self.foreign)
            self.screenings = tuple(self._screening(each) for each in self.cases)
            self.consents = tuple(self._consent(each) for each in self.cases)
            self.exemptions = tuple(self._exemption(each) for each in self.cases)
            third = organisation("made-up-third")
            sides = (self.own, self.foreign), (self.foreign, third)
            self.referrals = tuple(self._referral(case, *each) for case, each in zip(self.cases, sides, strict=True))
            self.candidate, self.question = self._candidate(), self._question()
            self.notices = tuple(self._notice(*each) for each in ((self.own, self.own), (self.foreign, third)))
            workers = self.officials["caseworker"], self.stranger
            self.plans = tuple(self._plan(case, by) for case, by in zip(self.cases, workers, strict=True))
            leads = (self.officials["investigator"], self.foreign), (self.stranger, third)
            self.investigations = tuple(investigation_of(*each) for each in leads)
            self.hanging = tuple(self._hanging(plan) | residence_of(plan) for plan in self.plans)
            investigators = (self.own, self.officials["examiner"]), (self.foreign, self.stranger)
            self.related = tuple(related_of(*each) for each in investigators)
            examiners = ((self.officials["examiner"], True), (self.stranger, False))
            for hanging, (by, own) in zip(self.hanging, examiners, strict=True):
                hanging |= employers_of(by, own=own)
            sides = (self.own, self.officials["examiner"], self.foreign), (self.foreign, self.stranger, third)
            self.interns = tuple(interns_of(*each) for each in sides)

        self.turns = self._turn(self.officials["counsellor"]), self._turn(self.stranger)
        self.points = self._point(self.own, 1), self._point(self.foreign, 2)
        self.languages = tuple(each.languages.create(language="vi") for each in self.points)

        about = {"rule": "case", "kind": "made-up", "row": "1", "then": "erase", "due": timezone.localdate()}
        self.proposal = Proposal.objects.create(**about, content="", proposed_at=timezone.now())
        held = {"since": timezone.now(), "by": self.stranger, "lifting_at": timezone.now(), "lifting_by": self.stranger}
        self.hold = Hold.objects.create(kind="made-up", row="1", why="made up", lifting_why="made up", **held)

    def _turn(self, of: Official) -> DutyTurn:
        """A night of somebody."""
        return DutyTurn.objects.create(
            organisation=of.organisation, official=of, weekday=4, starts=time(22), ends=time(6)
        )

    def _point(self, operator: Organisation, position: int) -> ContactPoint:
        """A contact point of an organisation; everybody may look every one up."""
        return ContactPoint.objects.create(
            code=f"{operator.pk}-line", position=position, operator=operator, evidence=Evidence.NOT_FOUND
        )

    def _report(self, owner: Organisation, lookup: str) -> Report:
        """A report to an organisation that somebody has read."""
        box = Box.objects.create(lookup=lookup, public=b"made up")
        about, today = File.objects.create(kind=FileKind.REPORT, owner=owner), timezone.localdate()
        granted(about, owner, purpose=Purpose.RECEPTION)
        told = {"received": today, "kind": ReportKind.HELP, "language": "my", "urgency": Urgency.ORDINARY}
        return Report.objects.create(file=about, box=box, owner=owner, state=ReportState.OPEN, news=False, **told)

    def _paper(self, report: Report) -> Message:
        """A file somebody sent with a report."""
        today = timezone.localdate()
        return Message.objects.create(report=report, kind=MessageKind.FILE, day=today, place=1, body=b"sealed", size=6)

    def _contact(self, by: Official) -> Consultation:
        """A contact an official recorded today."""
        about = File.objects.create(kind=FileKind.REPORT, owner=by.organisation)
        granted(about, by.organisation, purpose=Purpose.RECEPTION)
        said = {"way": ContactWay.VISIT, "language": "ne", "interpreting": Interpreting.NONE, "topic": Topic.LABOUR}
        said |= {"urgency": Urgency.ORDINARY, "outcome": Outcome.ANSWERED}
        return Consultation.objects.create(file=about, by=by, on=timezone.localdate(), **said)

    def _booking(self, contact: Consultation) -> InterpreterBooking:
        """An interpreter looked for after a contact."""
        today = timezone.localdate()
        asked = {"language": "ne", "asked_on": today, "wanted_for": today, "way": Interpreting.TELEPHONE}
        return InterpreterBooking.objects.create(file_id=contact.file_id, by=contact.by, **asked)

    def _case(self, owner: Organisation) -> Case:
        """A case of an organisation, which may identify and support."""
        about = File.objects.create(kind=FileKind.CASE, owner=owner)
        for purpose in (Purpose.IDENTIFICATION, Purpose.SUPPORT):
            granted(about, owner, purpose=purpose)
        person, today = Person.objects.create(file=about), timezone.localdate()
        told = {"code": new_code(), "owner": owner, "opened": today, "origin": Origin.NONE, "support_asked": today}
        return Case.objects.create(file=about, person=person, incident=Incident.objects.create(opened=today), **told)

    def _candidate(self) -> Candidate:
        """The two cases, which may be of one person."""
        first, second = sorted((each.person for each in self.cases), key=lambda person: str(person.pk))
        told = {"found_by": FoundBy.INDEX, "found": timezone.localdate(), "probability": 0.5}
        return Candidate.objects.create(first=first, second=second, **told)

    def _question(self) -> MatchQuestion:
        """The stranger asked about the foreign case."""
        told = {"asked": timezone.localdate(), "asked_by": self.stranger}
        return MatchQuestion.objects.create(person=self.cases[1].person, **told)

    def merge(self) -> Merge:
        """Two keys that were made one, once."""
        told = {"on": timezone.localdate(), "by": self.officials["matching_officer"], "reason": "made up"}
        return Merge.objects.get_or_create(kept="made-up-kept", dissolved="made-up-dissolved", defaults=told)[0]

    def exports(self) -> tuple[Export, Export]:
        """An export each organisation asked for, to the other."""
        about = {"form": ExportForm.JSON, "requested": timezone.localdate()}
        sent = ((self.own, self.foreign, self.officials["lead"]), (self.foreign, self.own, self.stranger))
        return tuple(
            Export.objects.create(owner=owner, recipient=to, requested_by=by, **about) for owner, to, by in sent
        )

    def _screening(self, case: Case) -> Screening:
        """An open interview in a case."""
        told = {"place": Place.OFFICE, "interpreting": Interpreting.NOT_NEEDED, "language": "ja", "minor": Minor.NO}
        told |= {"alone": True, "safe": True, "by": self.stranger, "begun": timezone.localdate()}
        return Screening.objects.create(case=case, lists=["palermo@2003-12-25"], **told)

    def _consent(self, case: Case) -> Consent:
        """A consent in a case, to tell another organisation."""
        said = {"purpose": "support", "recipient": self.own, "text_version": "support-1", "language": "my"}
        said |= {"giver": "self", "how": "signed", "given": timezone.localdate(), "by": self.stranger}
        return Consent.objects.create(case=case, **said)

    def _exemption(self, case: Case) -> Exemption:
        """What somebody proposed to share without consent."""
        said = {"path": "danger", "purpose": "support", "recipient": self.own, "law": "made up"}
        return Exemption.objects.create(case=case, proposed=timezone.localdate(), proposed_by=self.stranger, **said)

    def _referral(self, case: Case, asking: Organisation, to: Organisation) -> Referral:
        """A referral of a case that waits for its answer."""
        about, today = File.objects.create(kind=FileKind.REFERRAL, owner=asking), timezone.localdate()
        for side in (asking, to):
            granted(about, side, purpose=Purpose.IDENTIFICATION)
        said = {"kind": "referral", "purpose": "identification", "urgency": Urgency.ORDINARY, "minor": "not_sure"}
        said |= {"asking": asking, "to": to, "by": self.stranger, "asked": today, "answer_by": today, "until": today}
        return Referral.objects.create(file=about, about=case.pk, consent=self.consents[0].pk, **said)

    def _notice(self, sender: Organisation, to: Organisation) -> Notice:
        """A notice of the police that waits for identification."""
        about = File.objects.create(kind=FileKind.REFERRAL, owner=sender)
        granted(about, sender, purpose=Purpose.INVESTIGATION)
        granted(about, to, purpose=Purpose.IDENTIFICATION)
        said = {"kind": "police", "urgency": Urgency.ORDINARY, "sent": timezone.localdate(), "by": self.stranger}
        return Notice.objects.create(file=about, sender=sender, to=to, **said)

    def _plan(self, case: Case, by: Official) -> ProtectionPlan:
        """How its owner protects the person of a case."""
        about = File.objects.create(kind=FileKind.PROTECTION, owner=case.owner)
        granted(about, case.owner, purpose=Purpose.SUPPORT)
        today = timezone.localdate()
        return ProtectionPlan.objects.create(
            file=about, case=case, code=case.code, owner=case.owner, caseworker=by, begun=today
        )

    def _hanging(self, plan: ProtectionPlan) -> dict[str, Any]:
        """What hangs on a plan, by its word in ``args``: a row of every kind, and a shelter of its owner."""
        today, by = timezone.localdate(), plan.caseworker
        shelter = Shelter.objects.create(
            code=plan.owner_id, kind=ShelterKind.PRIVATE, operator=plan.owner, takes=["women"]
        )
        bed = Bed.objects.create(shelter=shelter, name="1")
        files = [File.objects.create(kind=FileKind.PROTECTION, owner=plan.owner) for _ in range(3)]
        knows = [granted(each, plan.owner, purpose=Purpose.SUPPORT) for each in files]
        ShelterAddress.objects.create(file=files[0], shelter=shelter)
        nights = {"since": today, "until": today + timedelta(days=2), "who": "woman"}
        meeting = Meeting.objects.create(plan=plan, on=today, way="video", by=by, state="held")
        told = {"on": today, "way": "video", "state": "held", "host": plan.owner, "organisation": plan.owner}
        return {
            "shelter": shelter,
            "bed": bed,
            "knows": knows[0],
            "meeting": meeting,
            "seat": Seat.objects.create(file=files[1], meeting=meeting.pk, **told),
            "stay": Stay.objects.create(
                file=files[2], plan=plan, owner=plan.owner, shelter=shelter, bed=bed, **nights, reserved_on=today,
                reserved_by=by,
            ),
            "aim": Aim.objects.create(plan=plan, said=today, by=by),
            "task": Task.objects.create(plan=plan, kind="talk", due=today, who=by),
            "service": Service.objects.create(plan=plan, kind="food", needed=today, by=by),
        }  # fmt: skip

    def _broken(self, of: File) -> BreakGlass:
        """Emergency access of the other organisation to a file."""
        now = timezone.now()
        given = granted(of, self.foreign, days=1, official=self.stranger)
        told = {"organisation": self.foreign, "owner_id": of.owner_id, "opened": now}
        return BreakGlass.objects.create(grant=given, official=self.stranger, **told)

    def draft(self) -> Material:
        """A draft, whose file is no PDF: nothing prints it."""
        return Material.objects.filter(state=State.DRAFT).first() or self._material(state=State.DRAFT)

    def leaflet(self) -> Material:
        """The released one."""
        return Material.objects.released().first() or self._material(
            state=State.RELEASED, released_on=timezone.localdate()
        )

    def _material(self, **fields: Any) -> Material:
        """A version of a leaflet."""
        days = {"made_on": timezone.localdate(), "review_due": timezone.localdate() + timedelta(days=365)}
        said = {"kind": "leaflet", "language": "ja", "version": Material.objects.count() + 1}
        made = Material.objects.create(leads_to="https://nrm.example.jp/", digest="made up", **said, **days, **fields)
        MaterialFile.objects.create(material=made, content=b"made up", sha256="made up")
        return made

    def orders(self) -> tuple[Distribution, ...]:
        """An order of each organisation."""
        asked = {"material": self.leaflet(), "ordered": 5, "ordered_on": timezone.localdate()}
        return tuple(Distribution.objects.create(organisation=each, **asked) for each in self.bodies())

    def comment(self) -> Feedback:
        """What the own organisation said of the draft."""
        said = {"said": "made up", "said_on": timezone.localdate()}
        return Feedback.objects.create(material=self.draft(), organisation=self.own, **said)

    def accounts(self) -> tuple[Account, Account]:
        """An account in the officials' own organisation, and one in another."""
        return account_of(self.officials["counsellor"]), account_of(self.stranger)

    def recoveries(self) -> tuple[Recovery, ...]:
        """A recovery of each, ended."""
        ended = {"ended": timezone.now(), "outcome": "cancelled"}
        return tuple(Recovery.objects.create(account=each, **ended) for each in self.accounts())

    def bodies(self) -> tuple[Organisation, Organisation]:
        """The officials' own organisation, and another."""
        return self.own, self.foreign

    def client(self, who: str) -> Client:
        """A browser of somebody: signed in past every factor, or nobody's."""
        client = Client()
        if who != "anonymous":
            client.cookies.load(self.signed_in[who])
        return client

    def sign_in(self) -> None:
        """Let everybody sign in once: ``signed_in`` are their cookies."""
        self.signed_in = {
            who: {name: each.value for name, each in signed_in(official).cookies.items()}
            for who, official in self.officials.items()
        }

    def objects(self, word: str) -> "Made":
        """What stands for an argument of a URL: an own object and a foreign one, or ``=`` and the value itself."""
        return (word[1:], word[1:]) if word.startswith("=") else OBJECTS[word](self)


Made = tuple[Any, ...]

HANGING = ("shelter", "bed", "knows", "meeting", "seat", "stay", "aim", "task", "service")


def _of(made: str, word: str) -> Callable[[World], Made]:
    """What hangs on the own one of what was made (a plan, an investigation), and on the foreign one."""
    return lambda w: tuple(getattr(each[word], "pk", each[word]) for each in getattr(w, made))


# What stands for an argument of a URL, by its word in a row's ``args``: an own object and a foreign one.
OBJECTS: dict[str, Callable[[World], Made]] = {
    "organisation": lambda w: (w.own.pk, w.foreign.pk),
    "file": lambda w: tuple(each.pk for each in w.files),
    "grant": lambda w: tuple(each.pk for each in w.grants),
    "break_glass": lambda w: tuple(each.pk for each in w.broken),
    "account": lambda w: tuple(each.pk for each in w.accounts()),
    "recovery": lambda w: tuple(each.pk for each in w.recoveries()),
    "turn": lambda w: tuple(each.pk for each in w.turns),
    "contact_point": lambda w: tuple(each.pk for each in w.points),
    "contact_language": lambda w: tuple(each.pk for each in w.languages),
    "report": lambda w: tuple(each.pk for each in w.reports),
    "report_file": lambda w: tuple(each.file_id for each in w.reports),
    "paper": lambda w: tuple(each.pk for each in w.papers),
    "contact": lambda w: tuple(each.pk for each in w.contacts),
    "booking": lambda w: tuple(each.pk for each in w.bookings),
    "case": lambda w: tuple(each.code for each in w.cases),
    "export": lambda w: tuple(each.pk for each in w.exports()),
    "incident": lambda w: tuple(each.incident_id for each in w.cases),
    "screening": lambda w: tuple(each.pk for each in w.screenings),
    "consent": lambda w: tuple(each.pk for each in w.consents),
    "exemption": lambda w: tuple(each.pk for each in w.exemptions),
    "referral": lambda w: tuple(each.pk for each in w.referrals),
    "notice": lambda w: tuple(each.pk for each in w.notices),
    "plan": lambda w: tuple(each.pk for each in w.plans),
    **OF_RELEASES,
    **OF_PLAN,
    **OF_CHAPTER,
    **OF_EDITIONS,
    **OF_SYSTEMS,
    **{word: _of("investigations", word) for word in OF_INVESTIGATION},
    **{word: _of("related", word) for word in OF_RELATED},
    **{word: _of("hanging", word) for word in (*HANGING, *OF_RESIDENCE, *OF_EMPLOYERS)},
    **{word: _of("interns", word) for word in OF_INTERNS},
    "candidate": lambda w: (w.candidate.pk,) * 2,
    "question": lambda w: (w.question.pk,) * 2,
    "merge": lambda w: (w.merge().pk,) * 2,
    "draft": lambda w: (w.draft().pk,) * 2,
    "order": lambda w: tuple(each.pk for each in w.orders()),
    "feedback": lambda w: (w.comment().pk,) * 2,
    "leaflet_kind": lambda w: (w.leaflet().kind,) * 2,
    "leaflet_language": lambda w: (w.leaflet().language,) * 2,
    "proposal": lambda w: (w.proposal.pk, w.proposal.pk),
    "hold": lambda w: (w.hold.pk, w.hold.pk),
    "official": lambda w: (w.officials["counsellor"].pk, w.stranger.pk),
}
