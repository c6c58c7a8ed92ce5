"""A small made-up world: a police body with investigators, an investigation of a made-up offence and its suspect."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import pytest

from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.models import Official, Organisation
from opennrm.eradication.actions import charges, investigations
from opennrm.eradication.actions.charges import Known, Taken
from opennrm.eradication.actions.investigations import Beginning, Committed
from opennrm.eradication.investigation_terms import ChargeAct
from opennrm.eradication.models import Charge, Investigation, Offence, Suspect
from opennrm.page.refusals import Refused
from opennrm.understanding.models import ROWS, fact_of
from opennrm.understanding.national import NAME
from opennrm.understanding.register import all_standing
from tests.desk import body, official
from tests.rooms.identification.world import days_ago

KNOWN = Known(
    name="架空 太郎",
    alias="タロー",
    birth_date=date(1980, 5, 5),
    sex="male",
    nationality="JP",
    occupation="SelfEmployed",
    role=frozenset({"Exploiter"}),
)
COMMITTED = Committed(("penal-226-2-3",), date(2026, 1, 10), exploitation=frozenset({"ForcedLabour"}))


@dataclass
class Police:
    """A body, its investigator (a lead), and a second one."""

    organisation: Organisation
    officer: Official
    second: Official

    @contextmanager
    def acting(self, who: Official | None = None, purpose: Purpose = Purpose.INVESTIGATION):
        with acting(scope_for(who or self.officer, purpose=purpose)):
            yield


def police(code: str = "npa", kind: str = "agency") -> Police:
    there = body(code, kind=kind)
    officer, second = (official(there, roles=["investigator"], lead=lead) for lead in (True, False))
    return Police(there, officer, second)


def opened(at: Police, *, on: date | None = None, **begins) -> Investigation:
    """An investigation of nothing yet."""
    with at.acting():
        return investigations.open_investigation(Beginning(**begins), by=at.officer, on=on or days_ago(60))


def offence(at: Police, found: Investigation, said: Committed | None = None, *, days: int = 100) -> Offence:
    """A made-up offence, committed some days ago."""
    made = said or Committed(COMMITTED.provisions, days_ago(days), exploitation=COMMITTED.exploitation)
    with at.acting():
        return investigations.enter_offence(found, made, by=at.officer, on=days_ago(50))


def suspect(at: Police, of: Offence, known: Known = KNOWN) -> Suspect:
    """Somebody suspected of an offence."""
    with at.acting():
        return charges.enter_suspect(of.investigation, known, offences=[of], by=at.officer, on=days_ago(50))


def charged(at: Police, known: Known = KNOWN, **more) -> Charge:
    """An investigation with one offence and one suspect: their charge."""
    made = suspect(at, offence(at, opened(at), **more), known)
    with at.acting():
        return Charge.objects.select_related("suspect", "offence", "investigation").get(suspect=made)


def stepped(at: Police, charge: Charge, *steps: tuple) -> Charge:
    """A charge with steps entered: (act, days ago) and what else each says."""
    taken = [Taken(ChargeAct(act), days_ago(days), **(more[0] if more else {})) for act, days, *more in steps]
    with at.acting():
        return charges.take_steps(charge, taken, by=at.officer, on=days_ago(0))


@contextmanager
def refused(why: str):
    """What is done is refused for a reason, by its word."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.reason.value == why


def facts(kind, key):
    """The facts of a kind that stand for a key in the nation's register."""
    return all_standing(kind, key, collection=NAME)


def rows(kind, key):
    """Every row of a kind and key, with those superseded."""
    return [fact_of(row) for row in ROWS[kind]._default_manager.filter(key=key)]
