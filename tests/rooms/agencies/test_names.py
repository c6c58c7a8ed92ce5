"""The names of officials: sealed in the database, shown to colleagues, found however they are written."""

import pytest
from django.db import connection, transaction

from opennrm.agencies import names, officials
from opennrm.agencies.models import Official
from opennrm.vault.models import AuditLine
from tests.desk import body
from tests.rooms.agencies.people import TODAY

pytestmark = pytest.mark.django_db


def appoint(name: str = "", title: str = "") -> Official:
    made = officials.appoint(body(), roles=["counsellor"], by=None, on=TODAY, name=name, title=title)
    return Official.objects.get(pk=made.pk)


def test_a_colleague_is_shown_by_name_else_by_title_else_by_the_beginning_of_an_id():
    named, titled, bare = appoint("架空 花子", "主任"), appoint(title="主任"), appoint()
    shown = names.shown_many([named, titled, bare])
    assert list(shown.values()) == ["架空 花子", "主任", f"#{str(bare.pk)[:8]}"]
    assert names.shown(named) == "架空 花子"


def test_many_names_take_one_query_and_leave_no_line_in_the_audit(django_assert_num_queries):
    people = [appoint(f"Made Up {number}") for number in range(5)]
    before = AuditLine.objects.count()
    with django_assert_num_queries(1):
        assert set(names.shown_many(people).values()) == {f"Made Up {number}" for number in range(5)}
    assert AuditLine.objects.count() == before


def test_the_database_holds_no_name_in_clear():
    appoint("Kanariya Madeup")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM agencies_official")
        row = b"|".join(
            str(value).encode() + bytes(value if isinstance(value, bytes) else b"") for value in cursor.fetchone()
        )
    assert b"Kanariya" not in row
    assert b"kanariya" not in row


@pytest.mark.parametrize("asked", ["nguyen thi hoa", "Nguyễn Thị Hoa", "NGUYEN", "ＴＨＩ　ＨＯＡ"])
def test_a_name_is_found_with_and_without_its_accents(asked):
    wanted = appoint("Nguyễn Thị Hoa")
    appoint("がくぶ 花子")
    assert list(Official.objects.filter(names.called(asked))) == [wanted]


def test_a_name_in_kana_is_found_in_hiragana_and_its_voicing_counts():
    wanted = appoint("ガクブ ハナコ")
    assert list(Official.objects.filter(names.called("がくぶ"))) == [wanted]
    assert not Official.objects.filter(names.called("かくぶ")).exists()


def test_who_is_renamed_is_found_by_the_new_name_alone():
    official = appoint("Old Madeup")
    officials.call(official, name="New Madeup", title="", by=None)
    assert not Official.objects.filter(names.called("Old")).exists()
    assert Official.objects.filter(names.called("New")).get() == official


def test_a_forgotten_name_is_gone_and_the_official_stays():
    official = appoint("Gone Madeup", "主任")
    with transaction.atomic():
        names.forget(official, by="system")
    official = Official.objects.get(pk=official.pk)
    assert names.shown(official) == f"#{str(official.pk)[:8]}"
    assert not Official.objects.filter(names.called("Gone")).exists()


def test_a_name_moved_to_another_row_does_not_open():
    one, other = appoint("One Madeup"), appoint("Other Madeup")
    Official.objects.filter(pk=other.pk).update(name=one.name)
    assert names.shown(Official.objects.get(pk=other.pk)) == f"#{str(other.pk)[:8]}"
