"""Search by blind index in a database. Runs on SQLite, and again on PostgreSQL from test_engines."""

import pytest
from django.core.exceptions import FieldError
from django.db import connection, transaction
from django.db.models import Q

from opennrm.vault import keys
from opennrm.vault.blind import matches
from opennrm.vault.models import Key
from opennrm.vault.sealing import seal
from opennrm.vault.terms import KeyKind
from tests.rooms.vault.madeup import Guest, Stay, guest

pytestmark = pytest.mark.usefixtures("locks")


def found(column, text):
    return set(Guest.objects.filter(matches(column, text)).values_list("case", flat=True))


@pytest.mark.parametrize("text", ["やまだ はなこ", "ヤマダハナコ", "ﾔﾏﾀﾞ･ﾊﾅｺ", "や・ま・だ・は・な・こ"])
def test_a_name_is_found_however_it_is_written(text):
    guest("ヤマダ ハナコ", case="case-1")
    guest("ヤマタ ハナコ", case="case-2")
    assert found(Guest.name_index, text) == {"case-1"}


def test_pairs_find_a_part_of_a_name_and_the_whole_index_does_not():
    guest("田中 太郎", case="case-1")
    guest("中田 太郎", case="case-2")
    guest("林", case="case-3")
    assert found(Guest.name_index, "田中") == set()
    assert found(Guest.name_pairs, "田中") == {"case-1"}
    assert found(Guest.name_pairs, "太郎") == {"case-1", "case-2"}
    assert found(Guest.name_pairs, "田中太郎") == {"case-1"}
    assert found(Guest.name_pairs, "林") == {"case-3"}


@pytest.mark.parametrize("text", ["", "  ", "・"])
def test_nothing_to_look_for_finds_nobody(text):
    guest("")
    assert found(Guest.name_index, text) == found(Guest.name_pairs, text) == set()


def test_before_the_first_name_nobody_is_found_and_no_key_is_made():
    assert found(Guest.name_index, "田中") == set()
    assert not Key.objects.exists()


def test_a_search_reaches_through_a_relation():
    stay = Stay.objects.create(guest=guest("田中"))
    Stay.objects.create(guest=guest("鈴木"))
    for column in (Guest.name_index, Guest.name_pairs):
        assert Stay.objects.get(matches(column, "田中", via="guest")) == stay


def test_a_search_may_be_turned_round_and_joined():
    guest("田中", case="case-1")
    guest("鈴木", case="case-2")
    one = matches(Guest.name_index, "田中")
    assert Guest.objects.exclude(one).get().case == "case-2"
    assert Guest.objects.filter(one | Q(case="case-2")).count() == 2


def test_a_new_name_takes_the_old_ones_place_in_the_index():
    row = guest("田中")
    row = Guest.objects.get(pk=row.pk)
    seal(row, "name", "鈴木")
    row.save()
    assert found(Guest.name_index, "田中") == found(Guest.name_pairs, "田中") == set()
    assert found(Guest.name_index, "鈴木") == found(Guest.name_pairs, "鈴木") == {"case-1"}


def test_equal_names_have_equal_digests_in_one_column_and_no_others():
    one, other, third = guest("田中"), guest("田中", case="case-2"), guest("鈴木")
    assert one.name_index == other.name_index != third.name_index
    assert one.name_index != one.name_pairs
    assert Key.objects.filter(kind=KeyKind.COLUMN).count() == 2
    assert "田" not in one.name_index + one.name_pairs


def test_the_order_of_digests_says_nothing_of_the_order_of_letters():
    stored = [guest(name).name_pairs.split() for name in ("田中太郎", "山田花子", "鈴木一郎次郎")]
    assert all(digests == sorted(digests) for digests in stored)


def test_plain_text_in_place_of_digests_is_refused():
    row = guest("田中")
    for wrong in (
        lambda: Guest.objects.filter(name_index="田中"),
        lambda: Guest.objects.filter(name_index__in=["田中"]),
        lambda: Guest.objects.filter(name_pairs__holds="田中"),
        lambda: setattr(row, "name_index", "田中"),
    ):
        with pytest.raises(TypeError, match=r"blind\.matches"):
            wrong()
    with pytest.raises(FieldError, match=r"blind\.matches"):
        Guest.objects.filter(name_pairs__contains="田中")
    with pytest.raises(TypeError, match="no blind index"):
        matches(Guest.name, "田中")


def test_the_index_outlives_a_rotation_of_the_master_key():
    guest("田中")
    keys.rotate(by="official:2")
    assert found(Guest.name_index, "田中") == {"case-1"}


def test_the_whole_index_is_looked_up_and_not_read_through():
    with transaction.atomic():
        guest("田中")
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Guest.objects.filter(matches(Guest.name_index, "田中")).explain()
    assert "name_index" in plan
    assert "SCAN madeup_guest" not in plan.upper()
