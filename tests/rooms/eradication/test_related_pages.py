"""The pages of related offences and information exchange as investigators use them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from opennrm.desk.day import day_of
from opennrm.eradication import parcel
from opennrm.eradication.actions.flags import Possible, flag_possible_victim
from opennrm.eradication.models import Investigation, Package, PossibleVictim, RelatedOffence
from opennrm.eradication.related_file import EXAMPLE
from opennrm.eradication.related_terms import Stage
from opennrm.eradication.related_waiting import exchanges_late, flags_open, packages_waiting, signs_waiting
from opennrm.identification.models import Notice
from tests.desk import signed_in
from tests.rooms.eradication.exchange_world import agreement, offence, ours, squad, today
from tests.rooms.eradication.test_exchange import CSV, said
from tests.rooms.eradication.world import Police, charged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


@pytest.fixture
def s():
    return squad()


def at(name, *args):
    return reverse(f"eradication:{name}", args=args, urlconf="opennrm.config.urls_desk")


def file(name, data):
    return SimpleUploadedFile(name, data)


def test_an_offence_is_entered_by_hand_and_its_signs_are_said_with_their_reasons(s):
    told = {"number": "P-7", "kind": "foreign_employment", "cleared": today().isoformat(), "minor": "no"}
    answer = signed_in(s.officer).post(at("related_new"), told | {"observed": ["papers_held"]}, follow=True)
    page = answer.content.decode()
    assert all(each in page for each in ("Somebody else holds the papers", "held by somebody else", "Not screened"))
    again = signed_in(s.officer).post(at("related_new"), told | {"account": "typed words"})
    assert again.status_code == 422
    assert "typed words" in again.content.decode() and "an offence of this number" in again.content.decode()


def test_ticked_ones_are_sent_at_once_and_the_queue_is_empty_then(s):
    made, client = [offence(s, f"P-{n}", "debt") for n in range(3)], signed_in(s.officer)
    assert signs_waiting(s.officer) == 3
    assert "Tick at least one offence" in client.post(at("related"), {}).content.decode()
    told = {"to": s.desk.organisation_id, "offence": [str(each.pk) for each in made[:2]]}
    assert "2 sent to identification" in client.post(at("related"), told, follow=True).content.decode()
    with s.identifying():
        assert Notice.objects.waiting().count() == 2
    assert signs_waiting(s.officer) == 1
    assert [each.of for each in day_of(s.officer).due if "signs" in each.what] == ["P-2"]


def test_a_file_is_taken_in_and_what_is_wrong_with_it_is_said(s):
    bad = EXAMPLE + "EXAMPLE-3,theft,2026-04-01,,,,,\r\n"
    page = signed_in(s.officer).post(at("related_file"), {"file": file("of-2026.csv", bad.encode())}).content.decode()
    with s.investigating():
        assert RelatedOffence.objects.count() == 2
    assert all(each in page for each in ("of-2026.csv", "row 4", "theft"))
    empty = signed_in(s.officer).post(at("related_file"), {"file": file("a.csv", b"name\n")})
    assert empty.status_code == 422


def test_a_suspect_is_flagged_from_the_link_of_their_page(s):
    client = signed_in(s.officer)
    page = client.get(at("related_flag_new"), {"suspect": "key-of-one"}).content.decode()
    assert 'value="key-of-one"' in page
    told = {"suspect": "key-of-one", "stage": "arrested", "grounds": ["child"], "to": s.desk.organisation_id}
    told |= {"urgency": 1, "words": "made up"}
    assert "This flag is open" in client.post(at("related_flag_new"), told, follow=True).content.decode()
    with s.investigating():
        flag = PossibleVictim.objects.get()
    early = client.post(at("related_flag", flag.pk), {"became": "goes_on", "reason": "made up"})
    assert early.status_code == 422 and "Identification has not answered" in early.content.decode()
    assert flags_open(s.officer) == 1
    assert any(each.urgent for each in day_of(s.officer).due)


def test_a_package_leaves_by_pages_alone(s):
    under, client = agreement(s), signed_in(s.officer)
    outside = client.post(
        at("exchange_package_new", "out"), {"agreement": under.pk, "file": file("a.csv", b"suspect_name\nx\n")}
    )
    assert outside.status_code == 422
    assert "take the column out" in outside.content.decode()
    client.post(at("exchange_package_new", "out"), {"agreement": under.pk, "file": file("a.csv", CSV)})
    with s.investigating():
        package = Package.objects.get()
    assert packages_waiting(s.officer) == 0 and packages_waiting(s.second) == 1
    assert "Approve</button>" not in client.get(at("exchange_package", package.pk)).content.decode()
    for who in (s.second, s.third):
        signed_in(who).post(at("exchange_package_do", package.pk, "approve"))
    with s.investigating():
        assert Package.objects.get().state == "approved"


@pytest.mark.django_db(transaction=True)
def test_a_package_is_received_read_and_taken_in_by_pages_alone(s):
    under, client = agreement(s), signed_in(s.officer)
    data = parcel.pack(said(), signs=s.theirs.signs, to=ours(s).public[0])
    told = {"agreement": under.pk, "file": file("a.sealed", data)}
    page = client.post(at("exchange_package_new", "in"), told, follow=True).content.decode()
    assert "In quarantine" in page and "write a day such as 2024-04-01" in page and "A-1" not in page
    with s.investigating():
        package = Package.objects.get()
    assert "A-1" in client.post(at("exchange_package", package.pk)).content.decode()
    assert "taken in" in client.post(at("exchange_package_do", package.pk, "take-in"), follow=True).content.decode()
    again = client.post(at("exchange_package_new", "in"), {"agreement": under.pk, "file": file("a.sealed", data)})
    assert "received before" in again.content.decode()
    assert exchanges_late(s.officer) == 0


def test_a_related_offence_opens_an_investigation_and_another_bodys_does_not(s):
    of, client = offence(s, "P-9", "debt"), signed_in(s.officer)
    new = reverse("eradication:investigation_new", urlconf="opennrm.config.urls_desk")
    assert f"{new}?related={of.pk}" in client.get(at("related_offence", of.pk)).content.decode()
    assert client.post(new, {"begun": "own", "related": str(of.pk)}).status_code == 302
    with s.investigating():
        assert Investigation.objects.get().source == of.pk
    refused = client.post(new, {"begun": "own", "related": "00000000-0000-4000-8000-000000000000"})
    assert refused.status_code == 422 and "This related offence is not here." in refused.content.decode()


def test_a_flag_is_said_where_the_suspect_is_and_where_a_step_is_taken(s):
    there = Police(s.officer.organisation, s.officer, s.officer)
    charge = charged(there)
    code, key = charge.investigation.code, charge.suspect.key
    pages = [at("investigation", code), at("investigation_charge", code, charge.pk, "arrest")]
    client = signed_in(s.officer)
    assert not any("May be a victim: " in client.get(page).content.decode() for page in pages)
    with s.investigating():
        words = Possible(key, Stage.WITH_PROSECUTOR, ["compelled"], s.desk.organisation, "made up")
        flag_possible_victim(words, by=s.officer, on=today())
    assert all("May be a victim: " in client.get(page).content.decode() for page in pages)
