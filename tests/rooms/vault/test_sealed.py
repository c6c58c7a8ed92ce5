"""Sealed fields in a database. Runs on SQLite, and again on PostgreSQL from test_engines."""

import copy
from datetime import timedelta

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection, transaction
from django.db.models import Model
from django.db.transaction import TransactionManagementError
from django.template import Context, Template
from django.test.utils import isolate_apps
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opennrm.page.refusals import Refused
from opennrm.vault import keys
from opennrm.vault.fields import BlindIndexField, Sealed, SealedField, Tokens, frame_of
from opennrm.vault.models import AuditLine, Key
from opennrm.vault.refusals import Lock, NotAudited
from opennrm.vault.sealing import blank, open_freely, open_sealed, row_subject, seal, subject_of
from tests.rooms.vault.madeup import Guest, Stay, guest, look, text_of

pytestmark = pytest.mark.usefixtures("locks")
NAME = "山田 花子"


def put(table, column, value, row):
    """Write a ciphertext past the ORM, as somebody with the database could."""
    with connection.cursor() as cursor:
        key = row.pk if connection.vendor == "postgresql" else Guest._meta.pk.get_db_prep_value(row.pk, connection)
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [value, key])


def reason(row, field="name"):
    """Why a field stays shut."""
    with pytest.raises(Refused) as refused:
        text_of(row, field)
    return refused.value.reason


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8")))
def test_any_text_comes_back_from_the_database(text):
    assert text_of(guest(text), "name") == text


def test_an_empty_field_is_none_and_an_empty_text_is_not():
    row = guest("")
    assert text_of(row, "name") == ""
    assert text_of(row, "alias") is None


def test_the_orm_gives_a_thing_without_text():
    sealed = Guest.objects.get(pk=guest().pk).name
    assert isinstance(sealed, Sealed)
    assert (str(sealed), repr(sealed), f"{sealed!r}") == ("<sealed>",) * 3
    assert Template("{{ name }}").render(Context({"name": sealed})) == "&lt;sealed&gt;"
    assert NAME not in repr(vars(Guest.objects.get()))


def test_a_row_with_a_sealed_field_goes_into_no_fixture():
    for form in ("json", "python", "xml"):
        with pytest.raises(TypeError, match="cannot be serialised"):
            serializers.serialize(form, [guest()])


def test_a_row_may_be_saved_and_validated_as_any_other_and_its_values_copied():
    row = guest()
    row.name = copy.deepcopy(copy.copy(row.name))
    row.full_clean()
    row.save()
    Guest.objects.bulk_update([row], ["name"])
    Guest.objects.filter(pk=row.pk).update(name=row.name)
    row.refresh_from_db()
    assert text_of(row, "name") == NAME
    assert Guest.objects.filter(name__isnull=True).count() == 0


@pytest.mark.parametrize("put_in", [NAME, b"bytes", 7])
def test_plain_text_is_refused_wherever_somebody_puts_it(put_in):
    with pytest.raises(TypeError, match="sealing"):
        Guest(case="case-1", name=put_in)
    with pytest.raises(TypeError, match="sealing"):
        guest().name = put_in
    with pytest.raises(TypeError, match="sealing"):
        Guest.objects.update(name=put_in)


@pytest.mark.parametrize("query", [{"name": NAME}, {"name__contains": NAME}, {"name__in": [NAME]}, {"name__x": 1}])
def test_a_query_by_a_sealed_field_is_refused(query):
    with pytest.raises(FieldError, match="sealed"):
        list(Guest.objects.filter(**query))


@pytest.mark.parametrize("change", ["flip", "cut", "empty", "version"])
def test_a_changed_ciphertext_is_one_clear_refusal_with_a_line_and_nothing_lost(change):
    row, other = guest(), guest("田中")
    frame = frame_of(row.name)
    bad = {"flip": frame[:-1] + bytes([frame[-1] ^ 1]), "cut": frame[:20], "empty": b"", "version": b"\2" + frame[1:]}
    put("madeup_guest", "name", bad[change], row)
    assert reason(row) is Lock.BROKEN
    line = AuditLine.objects.last()
    assert (line.act, line.subject, line.by) == ("field.broken", subject_of(row, "name"), "official:1")
    assert frame_of(Guest.objects.get(pk=row.pk).name) == bad[change]
    assert text_of(other, "name") == "田中"


def test_a_ciphertext_moved_to_another_row_column_table_or_case_does_not_open():
    row, other = guest(alias="ハナ"), guest("田中 太郎", alias="太郎")
    stay = Stay.objects.create(guest=row)
    seal(stay, "name", NAME)
    stay.save()
    assert text_of(stay, "name") == NAME
    put("madeup_guest", "name", frame_of(other.name), row)
    put("madeup_guest", "name", frame_of(other.alias), other)
    Guest.objects.filter(pk=row.pk).update(alias=stay.name)
    elsewhere = guest(case="case-2")
    Guest.objects.filter(pk=elsewhere.pk).update(case="case-1")
    never = guest(case="case-3")
    Guest.objects.filter(pk=never.pk).update(case="case-without-a-key")
    found = [(row, "name"), (row, "alias"), (other, "name"), (elsewhere, "name"), (never, "name")]
    assert [reason(each, field) for each, field in found] == [Lock.BROKEN] * 5


def test_without_its_own_line_in_the_audit_nothing_opens():
    row, other = guest(alias="ハナ"), guest()
    with transaction.atomic():
        wrong_act = keys.record("field.searched", subject_of(row, "name"), by="official:1")
    line = look(row, "name")
    rolled_back = AuditLine(seq=line.seq, act=line.act, subject=line.subject, at=line.at, by="x:1", hash="f" * 64)
    unwritten = AuditLine(seq=99, act=line.act, subject=line.subject, at=line.at, by="x:1", hash=line.hash)
    for audited in (look(row, "alias"), look(other, "name"), wrong_act, rolled_back, unwritten):
        with pytest.raises(NotAudited):
            open_sealed(row, "name", audited=audited)
    assert open_sealed(row, "name", audited=line) == NAME


def test_inside_a_transaction_nothing_opens_since_the_line_could_be_rolled_back():
    row = guest()
    with pytest.raises(TransactionManagementError, match="outside"), transaction.atomic():
        open_sealed(row, "name", audited=look(row, "name"))
    line = look(row, "name")
    transaction.set_autocommit(False)
    try:
        with pytest.raises(TransactionManagementError, match="outside"):
            open_sealed(row, "name", audited=line)
    finally:
        transaction.set_autocommit(True)


def test_a_line_opens_its_field_once_and_for_a_minute(monkeypatch):
    row = guest()
    line = look(row, "name")
    assert open_sealed(row, "name", audited=line) == NAME
    with pytest.raises(NotAudited, match="already"):
        open_sealed(row, "name", audited=line)
    late, later = look(row, "name"), timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with pytest.raises(NotAudited, match="fresh"):
        open_sealed(row, "name", audited=late)


def test_a_row_without_an_id_or_a_case_seals_nothing():
    with pytest.raises(ValueError, match="no id yet"):
        seal(Stay(guest=guest()), "name", NAME)
    with pytest.raises(ValueError, match="names no key"):
        seal(Guest(), "name", NAME)
    with pytest.raises(TypeError, match="not sealed"):
        seal(Guest(case="case-1"), "case", NAME)


def test_a_rolled_back_seal_leaves_no_key():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        guest(case="case-9")
        1 / 0  # noqa: B018
    assert not Key.objects.filter(name="case-9").exists()


def test_an_erased_case_stays_shut_for_good_and_others_do_not():
    row, other = guest(case="case-1"), guest("田中", case="case-2")
    with transaction.atomic():
        keys.erase("case-1", by="official:2")
        row.save(update_fields=blank(row))
    assert AuditLine.objects.filter(act="key.erased", by="official:2").count() == 1
    assert (row.name, row.name_index, row.name_pairs) == (None, None, None)
    assert text_of(other, "name") == "田中"
    with pytest.raises(Refused) as refused:
        guest("鈴木", case="case-1")
    assert refused.value.reason is Lock.ERASED


def test_what_was_sealed_before_the_erasure_does_not_open_after_it():
    row = guest()
    keys.erase("case-1", by="official:2")
    assert reason(row) is Lock.ERASED


def test_who_looked_takes_in_every_field_of_a_thing_and_nobody_elses():
    row, other = guest(alias="ハナ"), guest()
    for each, field, by in ((row, "name", "official:1"), (row, "alias", "official:2"), (other, "name", "official:3")):
        look(each, field, by=by)
    with transaction.atomic():
        keys.record("file.opened", row_subject(row), by="official:4")
        keys.record("file.closed", row_subject(row), by="official:5")
    looked = AuditLine.objects.looked_at(row_subject(row))
    assert [line.by for line in looked] == ["official:4", "official:2", "official:1"]
    assert [line.by for line in AuditLine.objects.looked_at(subject_of(other, "name"))] == ["official:3"]
    assert AuditLine.objects.looked_at(row_subject(row), row_subject(other)).count() == 4
    assert AuditLine.objects.looked_at().count() == 0


def test_who_looked_at_one_thing_does_not_take_in_another_whose_id_begins_alike():
    with transaction.atomic():
        for subject in ("stay:1", "stay:1.name", "stay:10", "stay:10.name", "stay:1-1"):
            keys.record("field.revealed", subject, by="official:1")
    assert {line.subject for line in AuditLine.objects.looked_at("stay:1")} == {"stay:1", "stay:1.name"}


@isolate_apps("opennrm.vault")
def test_a_field_that_names_no_key_or_no_column_is_told_at_the_start():
    class Odd2(Model):
        name = SealedField(under="nowhere.id")
        index = BlindIndexField(of="index")

        class Meta:
            app_label = "vault"

    found = [fault.id for field in Odd2._meta.local_fields for fault in field.check()]
    assert found == ["vault.E001", "vault.E003", "vault.E002"]
    assert [fault.id for field in Guest._meta.local_fields for fault in field.check()] == []


def test_the_fields_write_themselves_into_migrations():
    for field in Guest._meta.local_fields[2:]:
        _name, _path, args, options = field.deconstruct()
        again = type(field)(*args, **options)
        assert again.deconstruct()[1:] == field.deconstruct()[1:]
        assert (again.editable, again.db_index) == (False, field.db_index)
    assert isinstance(Tokens("x"), str)


def test_a_field_that_is_not_declared_so_never_opens_freely():
    with pytest.raises(TypeError, match="only with a line in the audit"):
        open_freely([guest("Made Up")], "name")
