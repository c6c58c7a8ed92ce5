"""The pages of consent, referrals, notices and what waits: what they say, and what they say when something is wrong."""

from datetime import timedelta

import pytest

from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.agencies.models import OrganisationName
from opennrm.identification.actions import consents, referrals
from opennrm.identification.models import Case, Consent, Exemption, Notice, Referral
from opennrm.identification.terms import ConsentPurpose, NoticeState, ReferralState, WithoutConsent
from tests.desk import official, signed_in
from tests.rooms.identification.sharing_world import accepted, consented, referred
from tests.rooms.identification.test_begun import handed_over, sent, told_by_telephone
from tests.rooms.identification.world import desk as body
from tests.rooms.identification.world import opened, shelter, today

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("desk")]


@pytest.fixture
def isa():
    return body()


@pytest.fixture
def house():
    made = shelter()
    OrganisationName.objects.create(organisation=made.organisation, language="en", name="Made-up shelter")
    OrganisationName.objects.create(organisation=made.organisation, language="ja", name="架空の支援施設")
    return made


@pytest.fixture
def case(isa):
    return opened(isa)


def text(answer):
    return answer.content.decode()


def at(case, rest="", lang="en"):
    return f"/{lang}/cases/{case.code}/{rest}"


def of(made, purpose="support", rest=""):
    return f"/en/referrals/{purpose}/{made.pk}/{rest}"


def sheet_of(case, house, language, lang="en"):
    said = {"purpose": "support", "recipient": house.organisation.pk, "classes": ["identity", "contact"]}
    said |= {"language": language, "expires": (today() + timedelta(days=90)).isoformat()}
    return at(case, "consents/sheet/", lang), said


def test_the_sheet_says_plainly_where_the_persons_language_is_missing(isa, house, case):
    url, said = sheet_of(case, house, "fil")
    page = text(signed_in(isa.officer).get(url, said))
    assert "There is no text in this language: Filipino. The sheet is in this one: English." in page
    assert "This text is a draft: no lawyer has read it." in page
    assert "Made-up shelter may help you" in page
    assert "花子" not in page


def test_the_sheet_is_in_japanese_for_who_speaks_it_whatever_the_page_is_in(isa, house, case):
    url, said = sheet_of(case, house, "ja")
    page = text(signed_in(isa.officer).get(url, said))
    assert '<article class="sheet" lang="ja"' in page
    assert "架空の支援施設による支援" in page and "本人を特定する情報、連絡先" in page
    assert "There is no text in this language" not in page


def test_the_sheet_leads_to_the_record_with_all_that_was_asked(isa, house, case):
    client = signed_in(isa.officer)
    url, said = sheet_of(case, house, "ja")
    link = text(client.get(url, said)).split("consents/new/?")[1].split('"')[0].replace("&amp;", "&")
    form = client.get(f"{at(case, 'consents/new/')}?{link}").context["form"]
    assert (form["version"].value(), form["classes"].value()) == ("support-1", ["contact", "identity"])
    answers = said | {"version": "support-1", "giver": "self", "how": "signed", "given": today().isoformat()}
    assert client.post(at(case, "consents/new/"), answers).status_code == 302
    with isa.identifying():
        assert Consent.objects.get().purpose == ConsentPurpose.SUPPORT


def test_a_consent_that_is_none_stays_in_the_form_with_what_to_do(isa, house, case):
    _url, said = sheet_of(case, house, "ja")
    answers = said | {"version": "medical-1", "giver": "self", "how": "signed", "given": today().isoformat()}
    answer = signed_in(isa.officer).post(at(case, "consents/new/"), answers)
    assert answer.status_code == 422
    assert "Read out the one the sheet of consent shows" in text(answer)
    assert 'value="medical-1" selected' in text(answer)


def test_the_case_page_shows_consents_and_referrals_and_no_sealed_word(isa, house, case):
    accepted(isa, case, house)
    page = text(signed_in(isa.officer).get(at(case)))
    assert "What the person consented to" in page and "Made-up shelter" in page and "Accepted" in page
    assert "needs a place to stay" not in page


def test_a_withdrawal_is_entered_after_a_page_that_says_what_ends(isa, house, case):
    made = accepted(isa, case, house)
    with isa.identifying():
        url = at(case, f"consents/{Consent.objects.get().pk}/withdraw/")
    client = signed_in(isa.officer)
    assert "No reason is asked for." in text(client.get(url))
    assert "Referrals ended: 1." in text(client.post(url, follow=True))
    theirs = signed_in(house.caseworker)
    listed = text(theirs.get("/en/referrals/support/"))
    assert "Consent was withdrawn." in listed and "your organisation opens nothing of that case" in listed
    assert theirs.post(of(made, rest="seen/")).status_code == 302
    assert "Consent was withdrawn." not in text(theirs.get("/en/referrals/support/"))


def test_without_a_ground_the_form_says_what_to_do_first(isa, case):
    page = text(signed_in(isa.officer).get(at(case, "referrals/new/")))
    assert "There is nothing a referral could rest on." in page and "<textarea" not in page


def test_a_referral_is_asked_on_a_consent_and_refused_beyond_it(isa, house, case):
    consent = consented(isa, case, house)
    client, week = signed_in(isa.officer), (today() + timedelta(days=7)).isoformat()
    said = {"ground": consent.word, "kind": "referral", "answer_by": week, "until": week, "ask": "A place (made up)."}
    beyond = client.post(at(case, "referrals/new/"), said | {"classes": ["account"]})
    assert beyond.status_code == 422 and "Ask the person for consent to this purpose" in text(beyond)
    assert client.post(at(case, "referrals/new/"), said | {"classes": ["contact"]}).status_code == 302
    with house.supporting():
        assert Referral.objects.get().state == ReferralState.ASKED


def test_the_receiver_reads_what_is_asked_accepts_and_finds_the_case(isa, house, case):
    made = referred(isa, case, house)
    client = signed_in(house.caseworker)
    before = text(client.get(of(made)))
    assert case.code not in before and "needs a place to stay" not in before
    assert "needs a place to stay" in text(client.post(of(made)))
    assert case.code in text(client.post(of(made, rest="accept/"), follow=True))
    again = client.post(of(made, rest="accept/"))
    assert again.status_code == 409 and "It was accepted already. Open the case." in text(again)


def test_declining_without_a_reason_is_said_at_the_field(isa, house, case):
    made = referred(isa, case, house)
    client = signed_in(house.caseworker)
    assert client.post(of(made, rest="decline/"), {"reason": ""}).status_code == 422
    assert client.post(of(made, rest="decline/"), {"reason": "No free place."}).status_code == 302
    page = text(signed_in(isa.officer).post(of(made, "identification")))
    assert "No free place." in page


def test_a_case_that_was_handed_back_or_revoked_is_shut(isa, house, case):
    made = accepted(isa, case, house)
    done = signed_in(house.caseworker).post(of(made, rest="hand-back/"), {"reason": "Moved on."}, follow=True)
    assert "Your organisation opens the case no more." in text(done)
    revoked = signed_in(isa.officer).post(of(made, "identification", "revoke/"), {"reason": "made up"})
    assert revoked.status_code == 422 and "It was revoked, handed back or lapsed meanwhile." in text(revoked)


def test_the_receiver_enters_a_withdrawal_it_hears(isa, house, case):
    made = accepted(isa, case, house)
    client = signed_in(house.caseworker)
    assert "The person withdraws consent" in text(client.get(of(made)))
    assert client.post(of(made, rest="withdrawn/")).status_code == 302
    with house.supporting():
        assert not Case.objects.exists()


def test_the_filters_of_the_list_stay_in_the_address(isa, house, case):
    referred(isa, case, house)
    client = signed_in(isa.officer)
    assert "Nothing waits for an answer of ours." in text(client.get("/en/referrals/identification/"))
    assert "1 referral" in text(client.get("/en/referrals/identification/?show=others"))
    assert "we asked" in text(client.get("/en/referrals/identification/?show=all"))


def test_an_exemption_is_proposed_by_one_and_decided_by_another(isa, house, case):
    client, second = signed_in(isa.officer), signed_in(isa.second)
    said = {"path": "danger", "purpose": "support", "recipient": house.organisation.pk, "law": "made up, article 1"}
    assert client.post(at(case, "exemptions/new/"), said).status_code == 422
    assert client.post(at(case, "exemptions/new/"), said | {"reason": "unconscious (made up)"}).status_code == 302
    with isa.identifying():
        made = Exemption.objects.get()
    url = at(case, f"exemptions/{made.pk}/")
    assert "You proposed this." in text(client.get(url))
    assert client.post(url, {"do": "agree"}).status_code == 409
    assert case.code in text(second.get("/en/requests/"))
    assert "unconscious (made up)" in text(second.post(url, {"do": "read"}))
    assert second.post(url, {"do": "agree"}).status_code == 302
    assert "Danger to life or limb" not in text(second.get("/en/requests/"))
    with isa.identifying():
        assert Exemption.objects.carrying(today()).get().path == WithoutConsent.DANGER


def test_what_waits_shows_reports_contacts_and_notices_with_a_button_each(isa):
    report, contact = handed_over(isa), told_by_telephone(isa)
    made, _sender = sent(body("npa"), isa)
    page = text(signed_in(isa.officer).get("/en/requests/"))
    for query in (f"?report={report.pk}", f"?consultation={contact.pk}", f"?notice={made.pk}"):
        assert query in page
    home = text(signed_in(isa.officer).get("/en/"))
    assert '<a href="/en/requests/">What waits for identification</a> <b>3</b>' in home


def test_who_receives_no_reports_is_told_whom_to_ask(isa):
    report = handed_over(isa)
    page = text(signed_in(official(isa.organisation, roles=["investigator"])).get("/en/requests/"))
    assert str(report.pk) not in page and "Ask the lead for the role." in page


def test_an_investigator_writes_a_notice_and_reads_the_answer(isa):
    npa = body("npa")
    investigator = official(npa.organisation, roles=["investigator"])
    client = signed_in(investigator)
    assert client.get("/en/notices/").headers["Location"] == "/en/notices/investigation/"
    said = {"kind": "police", "to": "isa", "urgency": "2", "text": "Signs of force (made up)."}
    assert client.post("/en/notices/investigation/new/", said | {"text": ""}).status_code == 422
    assert client.post("/en/notices/investigation/new/", said).status_code == 302
    with acting(scope_for(investigator, purpose=Purpose.INVESTIGATION)):
        made = Notice.objects.get()
    ours = signed_in(isa.officer)
    assert "Signs of force" not in text(ours.get(f"/en/requests/notices/{made.pk}/"))
    assert "Signs of force" in text(ours.post(f"/en/requests/notices/{made.pk}/"))
    assert ours.post(f"/en/requests/notices/{made.pk}/no-case/", {"reason": "Known already."}).status_code == 302
    page = client.post(f"/en/notices/investigation/{made.pk}/")
    assert "Known already." in text(page) and str(NoticeState.NO_CASE.label) in text(page)


def test_another_body_finds_no_page_of_the_case_nor_of_its_referral(isa, house, case):
    made = accepted(isa, case, house)
    npa = body("npa")
    client = signed_in(npa.officer)
    for url in (at(case), at(case, "referrals/new/"), at(case, "consents/sheet/"), of(made, "identification")):
        assert client.get(url).status_code == 404, url


def test_after_revoking_the_receiver_learns_that_it_ended_and_not_what_was_asked(isa, house, case):
    made = referred(isa, case, house)
    with isa.identifying():
        referrals.revoke(made, reason="asked in error", by=isa.officer, on=today())
    page = text(signed_in(house.caseworker).post(of(made)))
    assert "Revoked by the asking organisation" in page
    assert "needs a place to stay" not in page and "asked in error" not in page


def test_a_withdrawn_consent_stands_as_withdrawn(isa, house, case):
    consented(isa, case, house)
    with isa.identifying():
        consents.withdraw(Consent.objects.get(), by=isa.officer, on=today())
    page = text(signed_in(isa.officer).get(at(case)))
    assert "withdrawn" in page and "holds" not in page
