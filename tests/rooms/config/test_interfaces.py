"""Both interfaces asked what their own documents allow and what they do not (schemathesis), in this process."""

import re
from uuid import uuid4

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, assume, settings

from opennrm.access.terms import Purpose
from opennrm.agencies.models import OfficialRole
from opennrm.page.api import AT
from opennrm.publication.actions import keep_edition
from opennrm.publication.models import Edition, Release
from opennrm.publication.report import Report
from opennrm.systems import rules
from opennrm.systems.terms import Use
from tests.desk import at_the_desk, body, official
from tests.editions import bare
from tests.factories import demo_report
from tests.rooms.access.world import organisation
from tests.rooms.identification.sharing_world import referred
from tests.rooms.identification.world import desk as body_with_desk
from tests.rooms.identification.world import opened, shelter
from tests.rooms.systems.world import inbox, notice, system
from tests.spec.permissions_release import released

FEW, MANY = 6, 300  # generated calls of an operation, beside those that every rule of the document asks for
ROWS = {  # values that fit the document and not the contract of facts: which, says the answer
    "include-path": f"{AT}facts/{{table}}",
    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "409", "422"]}},
}
MANNERS = settings(suppress_health_check=list(HealthCheck), deadline=None, derandomize=True)
PUBLIC = (
    "editions",
    "editions/{edition}",
    "editions/{edition}/figures",
    "editions/{edition}/figures/{figure}",
    "editions/{edition}/tables/{table}",
    "releases",
    "releases/{number}",
)


def loaded():
    """A document as it is served, with the settings of its checks."""
    config = schemathesis.Config.from_dict({"operations": [ROWS]})
    return schemathesis.openapi.from_wsgi(f"{AT}openapi.json", WSGIHandler(), config=config)


of_public = loaded()
with at_the_desk():
    of_agency = loaded()


@pytest.fixture(scope="session")
def report(tmp_path_factory):
    return demo_report(tmp_path_factory.mktemp("demo") / "register")


@pytest.fixture
def public(db, report):
    keep_edition(report, prepared=bare(report))
    released(organisation("made-up-own"))


@pytest.fixture
def isa(transactional_db, monkeypatch):
    """A body with an inbox, and a case it referred; calls are not counted."""
    monkeypatch.setattr(rules, "CALLS_A_MINUTE", 10**9)
    with at_the_desk():
        isa, to = body_with_desk("isa"), shelter()
        inbox(isa)
        inbox(to)
        referred(isa, opened(isa), to)
        yield isa


@pytest.fixture
def called(isa):
    """The system of its officer, who compiles as well: it may everything."""
    OfficialRole.objects.create(official=isa.officer, role="statistician")
    return system(isa.officer, uses=tuple(Use), purpose=Purpose.IDENTIFICATION)


@pytest.fixture
def sent(isa):
    """A system of the police that sent a notice."""
    sending = system(official(body("npa"), roles=["investigator"]), purpose=Purpose.INVESTIGATION)
    push = str(uuid4())
    assert sending.post("notices", notice(isa, push=push), push=push).status_code == 201
    return sending


def real(document, where, ids, headers=None):
    """What an operation answers about things that are there, held to its document."""
    case = document[f"{AT}{where}"]["GET"].Case(path_parameters=ids)
    answer = case.call(headers=headers)
    assert answer.status_code == 200, answer.content
    case.validate_response(answer, excluded_checks=[schemathesis.checks.ignored_auth])


def kept_to(case, **how):
    """Call it, held to its document. What is nothing in an address is not sent, and so not wrong: it is passed over."""
    assume(all(value not in (None, [], {}) for value in (case.query or {}).values()))
    case.call_and_validate(**how)


def test_both_documents_are_openapi_3_1():
    for each in (of_public, of_agency):
        assert each.raw_schema["openapi"] == "3.1.0"
        each.validate()


def test_what_is_public_answers_as_its_document_says(public):
    edition = Edition.objects.get()
    held = Report.from_json(edition.report)
    known = {"edition": edition.name, "figure": held.figures[0].id, "table": held.tables[0].id}
    known["number"] = Release.objects.get().number
    for where in PUBLIC:
        real(of_public, where, {name: known[name] for name in re.findall(r"{(.+?)}", where)})


def test_what_is_there_for_a_system_answers_as_its_document_says(called, sent):
    code = called.get("cases").json()["cases"][0]["code"]
    asked = called.get("referrals?which=all").json()["referrals"][0]["id"]
    told = sent.get("notices").json()["notices"][0]["id"]
    for calling, where, ids in (
        (called, "key", {}),
        (called, "inboxes/{organisation}", {"organisation": "isa"}),
        (called, "cases", {}),
        (called, "cases/{code}", {"code": code}),
        (called, "cases/{code}/identity", {"code": code}),
        (called, "referrals/{id}", {"id": asked}),
        (called, "referrals/{id}/words", {"id": asked}),
        (sent, "notices", {}),
        (sent, "notices/{id}", {"id": told}),
        (sent, "notices/{id}/words", {"id": told}),
    ):
        real(of_agency, where, ids, calling.bearer)


@of_public.parametrize()
@settings(MANNERS, max_examples=FEW)
def test_the_public_interface_does_as_its_document_says(case, public):
    kept_to(case)


@of_agency.parametrize()
@settings(MANNERS, max_examples=FEW)
def test_the_interface_of_agencies_does_as_its_document_says(case, called):
    kept_to(case, headers=called.bearer)


@pytest.mark.long
@of_public.parametrize()
@settings(MANNERS, max_examples=MANY)
def test_the_public_interface_does_so_again_and_again(case, public):
    kept_to(case)


@pytest.mark.long
@of_agency.parametrize()
@settings(MANNERS, max_examples=MANY)
def test_the_interface_of_agencies_does_so_again_and_again(case, called):
    kept_to(case, headers=called.bearer)
