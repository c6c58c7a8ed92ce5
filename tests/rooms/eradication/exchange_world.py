"""A small made-up world: an investigating body with three officials, one that identifies, and a partner abroad."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official
from opennrm.eradication import parcel
from opennrm.eradication.actions import partners
from opennrm.eradication.actions.partners import Agreed, Named
from opennrm.eradication.actions.related import Described, enter
from opennrm.eradication.exchange_terms import PartnerKind
from opennrm.eradication.models import Agreement, Partner, RelatedOffence
from opennrm.eradication.parcel import SEALS, SIGNS, Ours
from opennrm.identification.terms import Minor
from opennrm.vault import recovery
from opennrm.vault.envelope import new_private
from tests.desk import body, official


def today():
    return timezone.localdate()


def days_ago(days):
    return today() - timedelta(days=days)


@dataclass
class Squad:
    """A police body whose officials investigate; ``officer`` enters, the others approve; ``desk`` identifies."""

    officer: Official
    second: Official
    third: Official
    desk: Official
    theirs: Ours = field(default_factory=lambda: Ours(new_private(), new_private()))

    @contextmanager
    def investigating(self, who: Official | None = None):
        with acting(scope_for(who or self.officer, purpose=Purpose.INVESTIGATION)):
            yield

    @contextmanager
    def identifying(self):
        with acting(scope_for(self.desk, purpose=Purpose.IDENTIFICATION)):
            yield


def squad(code: str = "police-made-up") -> Squad:
    police, desk = body(code, kind="police"), body("identifies-made-up", kind="womens_support_center")
    officers = [official(police, roles=["investigator"]) for _ in range(3)]
    return Squad(*officers, desk=official(desk, roles=["identification_officer"], lead=True))


def offence(s: Squad, number: str = "P-1", *observed: str, **more) -> RelatedOffence:
    told = {"kind": "prostitution", "cleared": days_ago(2), "minor": Minor.NO} | more
    with s.investigating():
        return enter(Described(number, observed=tuple(observed), **told), by=s.officer, on=today())


def partner(s: Squad, **more) -> Partner:
    """A made-up authority abroad, whose keys are known and compared."""
    told = {"kind": PartnerKind.POLICE, "country": "PH", "name_en": "Made-up Police Abroad", "name_ja": "架空国警察"}
    with s.investigating():
        made = partners.add_partner(Named(**told | more), by=s.officer, on=today())
        seals, signs = s.theirs.public
        lines = {"seals": f"{SEALS} {recovery.written(seals)}", "signs": f"{SIGNS} {recovery.written(signs)}"}
        partners.set_keys(made, **lines, by=s.officer)
        return partners.compare_keys(made, by=s.second, on=today())


def agreement(s: Squad, of: Partner | None = None, **more) -> Agreement:
    told = {
        "reference": "MADE-UP-2026",
        "title": "Made-up memorandum",
        "purpose": "Investigating trafficking in persons (made up)",
        "basis": "made up for a test",
        "classes": ["offence", "route"],
        "keep_days": 90,
        "since": days_ago(30),
    }
    with s.investigating():
        return partners.agree(of or partner(s), Agreed(**told | more), by=s.officer, on=today())


def ours(s: Squad) -> Ours:
    return parcel.ours(s.officer.organisation_id)
