"""Signed ends of the audit go to files and mailboxes of other bodies, each hour, and say nothing else."""

import json

import pytest
from django.core import mail
from django.db import transaction

from opennrm.vault.actions import record
from opennrm.vault.checkpoints import WrongFile, read
from opennrm.worker.checkpoints import hand_out

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def audit(settings, tmp_path):
    settings.HOME = tmp_path
    with transaction.atomic():
        record("file.opened", "file:1")


def test_each_place_gets_a_checkpoint_that_holds(audit, settings, tmp_path):
    settings.CHECKPOINTS = [str(tmp_path / "npa.jsonl"), "mailto:audit@example.org"]
    hand_out()
    hand_out()
    kept = read(tmp_path / "npa.jsonl")
    assert len(kept) == 2
    assert all(each.holds for each in kept)
    assert [letter.to for letter in mail.outbox] == [["audit@example.org"]] * 2
    assert json.loads(mail.outbox[1].body)["seq"] == kept[1].head.seq
    assert "file" not in mail.outbox[1].body


def test_a_place_that_fails_holds_up_no_other_and_is_told(audit, settings, tmp_path):
    (tmp_path / "bad.jsonl").write_text("not a checkpoint\n")
    settings.CHECKPOINTS = [str(tmp_path / "bad.jsonl"), str(tmp_path / "good.jsonl")]
    with pytest.raises(WrongFile):
        hand_out()
    assert len(read(tmp_path / "good.jsonl")) == 1


def test_without_places_nothing_is_signed(audit, settings):
    settings.CHECKPOINTS = []
    hand_out()
    assert mail.outbox == []
