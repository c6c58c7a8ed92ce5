"""The pages of investigations, as an investigator uses them."""

import pytest
from django.urls import reverse

from opennrm.eradication.models import Charge, Disposition, Investigation, Suspect
from opennrm.identification.actions import notices
from opennrm.identification.actions.notices import Message
from opennrm.identification.terms import NoticeKind
from opennrm.reporting.terms import Urgency
from opennrm.understanding.facts import SuspectArrested
from tests.desk import at_the_desk, signed_in
from tests.rooms.eradication.world import KNOWN, charged, facts, opened, police, stepped
from tests.rooms.identification.world import days_ago, today

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def there():
    with at_the_desk():
        made = police()
        made.client = signed_in(made.officer)
        yield made


def url(name, *args):
    return reverse(f"eradication:{name}", args=args)


def sent(at, address, **told):
    answer = at.client.post(address, told)
    assert answer.status_code == 302, answer.content.decode()
    return at.client.get(answer["Location"]).content.decode()


def test_an_investigation_goes_from_nothing_to_an_arrest_by_its_pages(there):
    said = sent(there, url("investigation_new"), begun="own", prefecture="13", outline="作り話の概要")
    with there.acting():
        code = Investigation.objects.get().code
    assert code in said and "Nobody is suspected yet." in said
    offence = {"provisions": ["penal-226-2-3"], "first": days_ago(90).isoformat(), "incident": "1"}
    sent(there, url("investigation_do", code, "offence"), **offence, exploitation=["ForcedLabour"])
    with there.acting():
        chosen = str(Investigation.objects.get().offences.get().pk)
    said = sent(there, url("investigation_do", code, "suspect"), name="架空 太郎", age="30", offences=[chosen])
    assert "架空" not in said and "Tied to no offence" not in said
    with there.acting():
        charge = Charge.objects.get()
    arrest = url("investigation_charge", code, charge.pk, "arrest")
    told = {"day": days_ago(1).isoformat(), "clock": "21:30", "why": "warrant", "seen": "0"}
    said = sent(there, arrest, **told)
    assert "Send to the prosecutor or release" in said and "21:30" in said and "article 203" in said
    again = there.client.post(arrest, told)  # sent twice
    assert again.status_code == 422 and "a colleague may have entered something meanwhile" in again.content.decode()
    shown = there.client.post(url("investigation_opened", code)).content.decode()
    assert "架空 太郎" in shown and "作り話の概要" in shown
    with there.acting():
        assert len(facts(SuspectArrested, Suspect.objects.get().key)) == 1


def test_a_refusal_keeps_what_was_typed_and_says_what_to_do(there):
    found = opened(there)
    told = {"provisions": ["technical-intern-48-1"], "first": "2017-10-31", "incident": "7"}
    answer = there.client.post(url("investigation_do", found.code, "offence"), told)
    said = answer.content.decode()
    assert answer.status_code == 422 and "did not hold on the days of the offence" in said
    assert 'value="7"' in said and 'value="2017-10-31"' in said
    answer = there.client.post(url("investigation_new"), {"begun": "own", "employer": "1234567890123"})
    assert "13 digits" in answer.content.decode()


def test_the_latest_step_is_struck_out_and_stays_on_the_page(there):
    charge = stepped(there, charged(there), ("arrest", 3, {"why": "warrant"}))
    code = charge.investigation.code
    strike = url("investigation_charge", code, charge.pk, "strike")
    assert "Arrested, By warrant" in there.client.get(strike).content.decode()
    said = sent(there, strike, why="人違い", reason="entry_error")
    assert "<s>Arrested, By warrant</s>" in said and "人違い" not in said
    assert facts(SuspectArrested, charge.suspect.key) == []
    assert there.client.get(strike).status_code == 404


def test_the_list_filters_in_its_address_and_searches_without_a_name_in_it(there):
    charge, other = stepped(there, charged(there), ("refer", 30), ("prosecute", 20)), opened(there)
    page = there.client.get(url("investigations"), {"stands": "unaccounted"}).content.decode()
    assert charge.investigation.code in page and other.code not in page
    found = there.client.post(url("investigations"), {"q": "太郎"}).content.decode()
    assert charge.investigation.code in found and other.code not in found
    none = there.client.post(url("investigations"), {"q": "誰か"}).content.decode()
    assert "No suspect is called so" in none
    assert there.client.get(url("investigations"), {"statute": "nothing"}).status_code == 422


def test_the_summary_bears_who_printed_it_and_names_only_if_ticked(there):
    charge = stepped(there, charged(there), ("arrest", 3))
    address = url("investigation_print", charge.investigation.code)
    assert KNOWN.name not in there.client.post(address, {}).content.decode()
    said = there.client.post(address, {"names": "on"}).content.decode()
    assert KNOWN.name in said and "watermark" in said and "Arrested" in said


def test_another_bodys_investigation_is_not_found_and_says_no_more(there):
    charge = charged(police("police-osaka", kind="police"))
    for address in (
        url("investigation", charge.investigation.code),
        url("investigation_charge", charge.investigation.code, charge.pk, "arrest"),
        url("investigation_suspect", charge.investigation.code, charge.suspect_id, "edit"),
    ):
        assert there.client.get(address).status_code == 404
    own = opened(there)
    mixed = url("investigation_charge", own.code, charge.pk, "arrest")  # a foreign charge under an own code
    assert there.client.get(mixed).status_code == 404


def test_the_day_shows_limits_and_what_one_leads_and_a_notice_is_taken_as_a_beginning(there):
    from_own = stepped(there, charged(there), ("arrest", 1, {"why": "warrant"}))
    home = there.client.get(reverse("desk:home")).content.decode()
    assert "Send to the prosecutor or release" in home and from_own.investigation.code in home
    with there.acting():
        told = Message(NoticeKind.SUSPECT, there.organisation, Urgency.SOON, "作り話")
        notice = notices.send(told, by=there.officer, on=today())
    sent(there, url("investigation_new"), begun="own", notice=str(notice.pk))
    with there.acting():
        begun = Investigation.objects.get(source=notice.pk)
    assert begun.begun == "notice"
    wrong = there.client.post(url("investigation_new"), {"begun": "own", "notice": "nothing"})
    assert wrong.status_code == 422


def test_a_deed_nobody_declared_is_not_found(there):
    charge = charged(there)
    for address in (
        url("investigation_do", charge.investigation.code, "nothing"),
        url("investigation_charge", charge.investigation.code, charge.pk, "nothing"),
        url("investigation_offence", charge.investigation.code, charge.offence_id, "nothing"),
    ):
        assert there.client.get(address).status_code == 404
    with there.acting():
        assert Disposition.objects.count() == 0 and today()
