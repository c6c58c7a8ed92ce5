"""The pages of materials at the desk, and what the public downloads."""

import re

import pytest
from django.conf import settings
from django.test import Client, override_settings

from opennrm.access import rights
from opennrm.foundations import actions, demo, distribution, texts
from opennrm.foundations.models import Distribution, Material
from opennrm.understanding.models import Collection
from tests.desk import at_the_desk, signed_in
from tests.rooms.foundations.world import ADDRESS, TODAY, counsellor, drafted, released, secretariat

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return secretariat()


@pytest.fixture
def staff():
    with at_the_desk(), override_settings(PUBLIC_URL=ADDRESS):
        yield


def test_a_draft_is_made_commented_on_answered_and_released_on_screen(staff, editor):
    client, house = signed_in(editor), signed_in(counsellor())
    said = {"kind": "card", "language": "vi", "review": "2099-01-01"}
    made = client.post("/en/materials/new/", said).headers["Location"]
    assert house.post(f"{made}comment/", {"said": "Say it is free."}).status_code == 302
    assert client.post(f"{made}release/").status_code == 409
    feedback = Material.objects.get().feedback.get()
    answer = {"taken": "adopted", "answer": "We do."}
    assert client.post(f"/en/materials/feedback/{feedback.pk}/answer/", answer).status_code == 302
    assert client.post(f"{made}release/").status_code == 302
    assert "We do." in house.get(made).content.decode()
    assert house.get(f"{made}file.pdf").content.startswith(b"%PDF")


def test_an_organisation_sees_its_own_comments_and_copies_only(staff, editor):
    made, other = drafted(editor), counsellor("made-up-other")
    actions.comment(made, organisation=other.organisation, said="SECRET-WORD", by=other, on=TODAY)
    order = distribution.order(released(editor, "en"), organisation=other.organisation, copies=71, by=other, on=TODAY)
    house = signed_in(counsellor())
    assert "SECRET-WORD" not in house.get(f"/en/materials/{made.pk}/").content.decode()
    assert ">71<" not in house.get("/en/copies/").content.decode()
    assert house.post(f"/en/copies/{order.pk}/take-back/").status_code == 404
    assert ">71<" in signed_in(editor).get("/en/copies/").content.decode()


def test_an_organisation_cannot_order_for_another_by_writing_its_code(staff, editor):
    leaflet, house = released(editor), counsellor()
    signed_in(house).post(f"/en/materials/{leaflet.pk}/order/", {"copies": 3, "organisation": "cas"})
    assert Distribution.objects.get().organisation_id == "made-up-house"


def test_any_official_makes_a_pdf_of_any_kind_and_language_as_it_would_be_today(staff):
    shown = signed_in(counsellor()).get("/en/materials/preview/?kind=card&language=my")
    assert shown.content.startswith(b"%PDF")
    assert not Material.objects.exists()


def test_without_a_public_address_the_page_says_what_to_set(staff):
    with override_settings(PUBLIC_URL=""):
        refused = signed_in(counsellor()).get("/en/materials/preview/?kind=card&language=my")
    assert refused.status_code == 409
    assert "OPENNRM_PUBLIC_URL" in refused.content.decode()


def test_the_list_downloads_as_csv(staff, editor):
    house = counsellor()
    distribution.order(released(editor), organisation=house.organisation, copies=71, by=house, on=TODAY)
    lines = signed_in(editor).get("/en/copies.csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert signed_in(editor).get("/en/copies.csv?year=2020").content.decode().count("\n") == 1


def test_the_public_downloads_what_is_released_and_nothing_else(editor):
    kept, _draft = released(editor, "my"), drafted(editor, "km")
    page = Client().get("/en/leaflets/")
    assert "မြန်မာဘာသာ" in page.content.decode()
    assert "/leaflets/card/km.pdf" not in page.content.decode()
    file = Client().get("/leaflets/card/my.pdf")
    assert file.content == bytes(kept.file.content)
    assert not file.cookies
    assert Client().get("/leaflets/card/km.pdf").status_code == 404


def test_the_public_process_prints_nothing(editor, monkeypatch):
    released(editor, "my")
    monkeypatch.setattr("opennrm.page.typeset._compiled", lambda *_args, **_options: 1 / 0)
    assert Client().get("/leaflets/card/my.pdf").status_code == 200


def test_the_public_role_reads_materials_and_neither_comments_nor_copies():
    tables = rights.of(rights.PUBLIC).keys()
    assert {"foundations_material", "foundations_materialfile"} <= tables
    assert not {"foundations_feedback", "foundations_distribution"} & tables


def test_a_withdrawn_leaflet_is_gone_from_the_public_page(editor):
    kept = released(editor, "my")
    actions.withdraw(kept, reason="a wrong number", by=editor, on=TODAY)
    assert Client().get("/leaflets/card/my.pdf").status_code == 404
    assert "There are none in this language yet." in Client().get("/en/leaflets/").content.decode()


def test_the_readers_own_language_stands_first_and_in_its_words(editor):
    released(editor, "en")
    released(editor, "ja")
    said = Client().get("/ja/leaflets/").content.decode()
    assert said.index('<h2 lang="ja">') < said.index('<h2 lang="en">')
    assert "財布に入るカード" in said


@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
def test_the_page_is_there_in_every_language_of_the_door(editor, code):
    released(editor, "ja")
    page = Client().get(f"/{code}/leaflets/")
    assert page.status_code == 200
    assert texts.plain(texts.read(code.lower())["page"]) in re.sub(
        r"<rp>（<rt>.*?<rp>）|</?ruby>", "", page.content.decode()
    )


def test_the_demonstration_has_leaflets_marked_as_made_up_and_leaves_the_nations_facts_alone():
    steps = []
    demo.stage(steps.append)
    demo.stage(steps.append)
    assert Material.objects.released().count() == len(demo.RELEASED)
    assert all(material.demo for material in Material.objects.all())
    assert not Collection.objects.filter(name="national").exists()
