"""Versions of materials: drafted, commented on, released, withdrawn. Runs on SQLite, and again on PostgreSQL."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pikepdf
import pytest
from django.db import IntegrityError, transaction

from opennrm.agencies.actions import load_organisations
from opennrm.agencies.models import ContactNumber
from opennrm.foundations import actions, sheets
from opennrm.foundations.models import Feedback, Material
from opennrm.foundations.terms import MaterialKind, State, Taken
from opennrm.page.refusals import Refused
from opennrm.vault.models import AuditLine
from tests.desk import body
from tests.rooms.foundations.world import TODAY, counsellor, drafted, released, secretariat

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return secretariat()


def text_of(material):
    with pikepdf.open(io.BytesIO(bytes(material.file.content))) as opened:
        return len(opened.pages), opened.Root.Metadata.read_bytes().decode()


def test_only_the_secretariat_drafts_and_releases(editor):
    with pytest.raises(Refused, match="Ask the secretariat"):
        drafted(counsellor())
    with pytest.raises(Refused, match="Ask the secretariat"):
        actions.release(drafted(editor), by=counsellor(), on=TODAY)


def test_a_release_takes_the_mark_of_the_draft_off_and_keeps_a_pdf(editor):
    made = drafted(editor)
    as_draft = bytes(made.file.content)
    actions.release(made, by=editor, on=TODAY)
    kept = Material.objects.get(pk=made.pk)
    assert bytes(kept.file.content) != as_draft
    assert text_of(kept)[0] == 1
    assert "pdfuaid" in text_of(kept)[1]
    assert sheets.DRAFT not in actions.content(kept, on=TODAY).imprint.notice


def test_a_new_release_withdraws_the_one_before_and_says_why(editor):
    first = released(editor)
    second = released(editor, on=TODAY + timedelta(days=30))
    first.refresh_from_db()
    assert (first.state, second.version) == (State.WITHDRAWN, 2)
    assert "version 2" in first.why_withdrawn
    assert list(Material.objects.released()) == [second]


def test_the_draft_waits_for_answers_to_those_who_commented(editor):
    made, house = drafted(editor), counsellor()
    said = actions.comment(made, organisation=house.organisation, said="Say «free».", by=house, on=TODAY)
    with pytest.raises(Refused, match="Answer it first"):
        actions.release(made, by=editor, on=TODAY)
    actions.answer(said, taken=Taken.LATER, answer="In the next version.", by=editor, on=TODAY)
    actions.release(made, by=editor, on=TODAY)
    assert Feedback.objects.get().answered_on == TODAY


def test_what_changed_since_the_draft_is_not_released_unread(editor):
    load_organisations()
    made = drafted(editor)
    ContactNumber.objects.filter(contact_point="anonymous-reporting").update(number="0120-000-000")
    with pytest.raises(Refused, match="not what would be printed"):
        actions.release(made, by=editor, on=TODAY)


def test_nobody_comments_for_another_organisation_or_on_what_is_released(editor):
    made, house = drafted(editor), counsellor()
    with pytest.raises(Refused, match="own organisation"):
        actions.comment(made, organisation=body("npa"), said="x", by=house, on=TODAY)
    actions.comment(made, organisation=body("npa"), said="by letter", by=editor, on=TODAY)
    with pytest.raises(Refused, match="no longer a draft"):
        actions.comment(released(editor, "en"), organisation=house.organisation, said="x", by=house, on=TODAY)


def test_one_draft_at_a_time_and_a_withdrawal_has_a_reason(editor):
    made = drafted(editor)
    with pytest.raises(Refused, match="a draft of this material"):
        drafted(editor)
    with pytest.raises(Refused, match="Write the reason"):
        actions.withdraw(made, reason=" ", by=editor, on=TODAY)
    actions.withdraw(made, reason="a number was wrong", by=editor, on=TODAY)
    assert drafted(editor).version == 2


def test_the_database_holds_one_released_version_of_a_material(editor):
    kept = released(editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Material.objects.create(
            kind=kept.kind, language=kept.language, version=9, state=State.RELEASED, leads_to=kept.leads_to,
            digest="x", made_on=TODAY, review_due=date(2027, 1, 1), released_on=TODAY,
        )  # fmt: skip


def test_what_is_due_for_review_is_found_on_its_day(editor):
    kept = released(editor)
    assert not Material.objects.overdue(kept.review_due - timedelta(days=1))
    assert list(Material.objects.overdue(kept.review_due)) == [kept]


def test_the_digest_is_of_what_is_said_not_of_version_and_days(editor):
    said = actions.content(drafted(editor), on=TODAY)
    later = replace(said, imprint=replace(said.imprint, version=7, review=date(2030, 1, 1), draft=False))
    moved = replace(said, address="https://other.example.jp/")
    assert sheets.digest(said) == sheets.digest(later) != sheets.digest(moved)


def test_every_act_leaves_one_line_in_the_audit(editor):
    made = released(editor)
    actions.withdraw(made, reason="made up", by=editor, on=TODAY)
    acts = AuditLine.objects.filter(subject=made.word).order_by("seq").values_list("act", flat=True)
    assert list(acts) == ["material.drafted", "material.released", "material.withdrawn"]


def test_a_compact_leaflet_is_kept_as_of_many_languages(editor):
    made = drafted(editor, "mul", kind=MaterialKind.COMPACT)
    assert text_of(made)[0] == 2
