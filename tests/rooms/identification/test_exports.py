"""Records leave with a consent that holds, two officials, and sealed to whoever receives them; else nothing does."""

import io
import json
from datetime import timedelta

import pytest

from opennrm.access.terms import FieldClass
from opennrm.identification.actions import exports
from opennrm.identification.actions.exports import Asked
from opennrm.identification.exchange import books, parcels
from opennrm.identification.exchanging import OF_A_RECORD
from opennrm.identification.interchange import ExportForm, ExportState
from opennrm.identification.models import Consent, Exemption, Export
from opennrm.identification.terms import ConsentGiver, ConsentHow, ConsentPurpose, WithoutConsent
from opennrm.page.refusals import Refused
from opennrm.understanding.imports.sheets import read_bytes
from opennrm.vault import inboxes, phrases
from opennrm.vault.envelope import new_private, public_of
from opennrm.vault.models import AuditLine
from tests.desk import body, official
from tests.rooms.identification.world import days_ago, desk, opened, today

pytestmark = pytest.mark.django_db(transaction=True)
PRIVATE = new_private()
PUBLIC = public_of(PRIVATE)
ALL = frozenset(OF_A_RECORD)


def partner():
    return body("iom", kind="international_organisation")


def consent(case, at, *, to=None, **told):
    told = {"purpose": ConsentPurpose.EXCHANGE, "given": days_ago(1), "expires": today(), "classes": ""} | told
    with at.identifying():
        return Consent.objects.create(
            case=case, recipient=to or partner(), text_version="1", language="en", giver=ConsentGiver.SELF,
            how=ConsentHow.SIGNED, by=at.officer, **told,
        )  # fmt: skip


def asked(*cases, to=None, form=ExportForm.JSON, classes=ALL, key=PUBLIC):
    return Asked(cases, to or partner(), form, classes, key)


def approved(at, *cases, **how):
    with at.identifying():
        export = exports.ask(asked(*cases, **how), by=at.officer, on=today())
    with at.identifying(at.second):
        exports.approve(export, by=at.second, on=today())
    return export


def made(at, export, **how):
    with at.identifying():
        return exports.make(export, by=at.officer, on=today(), **how)


def why(act, *args, **kwargs):
    with pytest.raises(Refused) as met:
        act(*args, **kwargs)
    return met.value.reason.value


def test_a_record_leaves_sealed_and_opens_with_the_key_alone():
    isa = desk()
    case = opened(isa, phone="+81 00 0000 0000")
    consent(case, isa)
    parcel = made(isa, approved(isa, case))
    assert "架空".encode() not in parcel.data
    said = json.loads(parcels.opened_by_key(PRIVATE, io.BytesIO(parcel.data)))
    assert (said["cases"][0]["prs_SecondName"], said["cases"][0]["prs_FirstName"]) == ("架空", "花子")
    assert (said["cases"][0]["prs_Birthdate"], said["cases"][0]["con_Consent"]) == ("2001-04-06", "TRUE")
    assert why(parcels.opened_by_key, new_private(), io.BytesIO(parcel.data)) == "not_opened"
    for changed in (parcel.data[:-1], parcel.data + b"x", parcel.data[:60] + b"\0" + parcel.data[61:]):
        assert why(parcels.opened_by_key, PRIVATE, io.BytesIO(changed)) == "not_opened"


def test_the_row_says_who_asked_who_approved_to_whom_and_what_went():
    isa = desk()
    case = opened(isa)
    consent(case, isa)
    export = approved(isa, case)
    made(isa, export)
    row = Export.objects.get()
    assert (row.requested_by, row.approved_by, row.made_by) == (isa.officer, isa.second, isa.officer)
    assert (len(row.sha256), row.state(today())) == (64, ExportState.MADE)
    acts = list(AuditLine.objects.filter(subject=export.word).order_by("seq").values_list("act", flat=True))
    assert acts == ["export.asked", "export.approved", "export.made"]
    assert AuditLine.objects.filter(act="case.exported", subject=case.word).count() == 1


@pytest.mark.parametrize(
    "told",
    [
        {"purpose": ConsentPurpose.SUPPORT},
        {"expires": days_ago(1), "given": days_ago(2)},
        {"withdrawn": True},
    ],
    ids=["another purpose", "over", "withdrawn"],
)
def test_without_a_consent_that_holds_nothing_is_asked_for(told):
    isa = desk()
    case = opened(isa)
    withdrawn = {"withdrawn": today(), "withdrawn_by": isa.officer} if told.pop("withdrawn", False) else {}
    consent(case, isa, **told, **withdrawn)
    with isa.identifying():
        assert why(exports.ask, asked(case), by=isa.officer, on=today()) == "no_consent"
    assert not Export.objects.exists()


def test_a_consent_to_another_recipient_is_none():
    isa = desk()
    case = opened(isa)
    consent(case, isa, to=body("made-up-embassy", kind="embassy"))
    with isa.identifying():
        assert why(exports.ask, asked(case), by=isa.officer, on=today()) == "no_consent"


def test_no_more_leaves_than_the_person_consented_to():
    isa = desk()
    case = opened(isa)
    consent(case, isa, classes="account")
    with isa.identifying():
        assert why(exports.ask, asked(case), by=isa.officer, on=today()) == "not_covered"
    parcel = made(isa, approved(isa, case, classes=frozenset({FieldClass.ACCOUNT})))
    (said,) = json.loads(parcels.opened_by_key(PRIVATE, io.BytesIO(parcel.data)))["cases"]
    assert not {"prs_SecondName", "prs_Birthdate", "prs_IdentityNumber"} & said.keys()


def test_consent_withdrawn_after_the_approval_stops_the_file():
    isa = desk()
    case = opened(isa)
    given = consent(case, isa)
    export = approved(isa, case)
    with isa.identifying():
        Consent.objects.filter(pk=given.pk).update(withdrawn=today(), withdrawn_by=isa.officer)
        assert why(exports.make, export, by=isa.officer, on=today()) == "no_consent"
    assert Export.objects.get().made is None


def test_an_exemption_two_agreed_on_carries_an_export_and_one_for_statistics_nothing_sealed():
    isa = desk()
    case = opened(isa)
    told = {"purpose": ConsentPurpose.EXCHANGE, "recipient": partner(), "law": "made up", "proposed": today()}
    with isa.identifying():
        proposed = Exemption.objects.create(case=case, path=WithoutConsent.STATISTICS, proposed_by=isa.officer, **told)
        assert why(exports.ask, asked(case), by=isa.officer, on=today()) == "no_consent"
        Exemption.objects.filter(pk=proposed.pk).update(agreed=today(), agreed_by=isa.second)
        assert why(exports.ask, asked(case), by=isa.officer, on=today()) == "not_covered"
    parcel = made(isa, approved(isa, case, classes=frozenset()))
    (said,) = json.loads(parcels.opened_by_key(PRIVATE, io.BytesIO(parcel.data)))["cases"]
    assert (said["prs_Citizenship"], said["con_Consent"]) == (["PH"], "FALSE")


def test_whoever_asked_does_not_approve_and_nothing_is_made_before():
    isa = desk()
    case = opened(isa)
    consent(case, isa)
    with isa.identifying():
        export = exports.ask(asked(case), by=isa.officer, on=today())
        assert why(exports.approve, export, by=isa.officer, on=today()) == "second_official"
        assert why(exports.make, export, by=isa.officer, on=today()) == "not_approved"


def test_another_body_neither_asks_for_nor_approves_nor_makes():
    isa, other = desk(), desk("npa")
    case = opened(isa)
    consent(case, isa)
    export = approved(isa, case)
    with other.identifying():
        assert why(exports.ask, asked(case), by=other.officer, on=today()) == "not_owner"
        for verb in (exports.approve, exports.decline, exports.make):
            assert why(verb, export, by=other.officer, on=today()) == "not_here"


def test_a_file_is_made_once_within_seven_days():
    isa = desk()
    case = opened(isa)
    consent(case, isa, expires=today() + timedelta(days=30))
    late, export = approved(isa, case), approved(isa, case)
    Export.objects.filter(pk=late.pk).update(approved=days_ago(8))
    with isa.identifying():
        assert why(exports.make, late, by=isa.officer, on=today()) == "over"
        exports.make(export, by=isa.officer, on=today())
        assert why(exports.make, export, by=isa.officer, on=today()) == "made"


def test_where_the_file_cannot_be_kept_it_was_never_made():
    isa = desk()
    case = opened(isa)
    consent(case, isa)
    export = approved(isa, case)

    def full(_parcel):
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space left"):
        made(isa, export, keep=full)
    assert Export.objects.get().state(today()) == ExportState.APPROVED
    assert not AuditLine.objects.filter(act="case.exported").exists()


def test_a_partner_with_an_inbox_here_opens_it_there(monkeypatch):
    monkeypatch.setattr(phrases, "COST", phrases.Cost(memory=8, passes=1, lanes=1))
    isa, receiver = desk(), official(partner(), roles=["identification_officer"])
    founded = inboxes.found("iom", member=receiver.word, phrase="a made-up phrase of six words here", by="system")
    case = opened(isa)
    consent(case, isa)
    parcel = made(isa, approved(isa, case, key=b"", form=ExportForm.XLSX))
    data = parcels.opened_by_inbox(founded.unlocked, parcel.data)
    (entry,) = books.read_book(read_bytes("file.xlsx", data), today=today()).entries
    assert entry.person["names"][0][1] == "架空 花子"
    assert why(parcels.opened_by_inbox, founded.unlocked, parcel.data[:-1]) == "broken"


def test_without_an_inbox_and_without_a_key_nothing_is_asked_for():
    isa = desk()
    case = opened(isa)
    consent(case, isa)
    with isa.identifying():
        assert why(exports.ask, asked(case, key=b""), by=isa.officer, on=today()) == "no_key"


def test_a_key_is_made_for_its_owner_and_its_private_half_is_refused(tmp_path):
    name, public = parcels.make_key(tmp_path / "key")
    private = (tmp_path / "key").read_text()
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert len(parcels.read_public(public)) == 32
    assert why(parcels.read_public, private) == "private_key"
    assert why(parcels.read_public, public[:-3]) == "not_a_key"
    assert len(name) == 32
