"""Every way round the scope we could think of: each gives what is one's own, or is refused. Never the other file.

Runs on SQLite, and again on PostgreSQL from test_engines: there once with the compiler alone, as a superuser whom
row-level security does not bind, and once under a role it binds.
"""

import itertools

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Case as Choice
from django.db.models import CharField, F, Func, Value, When
from django.db.models.expressions import RawSQL
from django.http import Http404
from django.test import RequestFactory
from django.utils import timezone
from django.views.generic import DeleteView, DetailView, ListView, UpdateView

from opennrm.access.actions import running
from opennrm.access.models import BreakGlass, File, Grant
from opennrm.access.scope import NoScope, OutOfScope, acting
from tests.rooms.access.madeup.models import Area, Case, Note, Person
from tests.rooms.access.readings import READINGS, THROUGH, titles
from tests.rooms.access.walls_up import WALLS, raise_walls
from tests.rooms.access.world import everything, world


@pytest.fixture(params=WALLS)
def w(db, request):
    return made_up(request.param)


@pytest.fixture
def plain(db):
    return made_up("compiler")


def made_up(walls):
    raise_walls(walls)
    made = world()
    with running(everything()):
        made.person, made.note = Person.objects.get(case=made.theirs), Note.objects.get(case=made.theirs)
    return made


@pytest.mark.parametrize("name", READINGS)
def test_every_reading_gives_only_what_is_ones_own(w, name):
    expected, reading = READINGS[name]
    with acting(w.scope):
        assert reading(w) == (expected(w) if callable(expected) else expected)


ALIKE = {"difference", "first", "distinct", "explain", "many-to-many two steps away"}


def test_the_same_readings_see_both_files_where_a_system_scope_may(plain):
    """Else an empty answer above would prove nothing."""
    with running(everything()):
        for name, (expected, reading) in READINGS.items():
            if name not in ALIKE:
                assert reading(plain) != (expected(plain) if callable(expected) else expected), name


def test_no_scope_is_an_error_and_never_everything(plain):
    for _expected, reading in READINGS.values():
        with pytest.raises(NoScope):
            reading(plain)


def test_a_held_foreign_object_leads_nowhere(w):
    with acting(w.scope):
        with pytest.raises(Person.DoesNotExist):
            w.person.refresh_from_db()
        with pytest.raises(Case.DoesNotExist):
            _ = Person(case_id=w.theirs.pk).case
        with pytest.raises(Case.DoesNotExist):
            Case.objects.get(pk=w.theirs.pk)


def test_select_related_gives_none_for_a_hidden_parent_and_for_no_parent(w):
    with running(everything()):
        Case.objects.filter(pk=w.mine.pk).update(parent=w.theirs)
    with acting(w.scope):
        assert [case.parent for case in Case.objects.select_related("parent")] == [None]
        assert list(Case.objects.values_list("parent__title", flat=True)) == [None]
        Case.objects.update(parent=None)
        assert [case.parent for case in Case.objects.select_related("parent")] == [None]


def test_what_is_hidden_is_not_changed(w):
    with acting(w.scope):
        assert Case.objects.filter(pk=w.theirs.pk).update(title="x") == 0
        assert Case.objects.update(status="z") == 1
        assert Case.objects.filter(area__name="north").update(status="y") == 1
        assert Case.objects.bulk_update([Case(pk=w.theirs.pk, status="x")], ["status"]) == 0
        assert Note.objects.filter(case__linked__title="theirs").update(body="x") == 0
        assert Note.objects.update(body=Choice(When(pk=w.note.pk, then=Value("x")), default=F("body"))) == 1
    with running(everything()):
        assert Case.objects.get(pk=w.theirs.pk).status == "a"
        assert Note.objects.get(pk=w.note.pk).body == "theirs note"


def test_an_update_with_a_subquery_in_what_it_sets_still_has_its_where(w):
    with acting(w.scope):
        first = Area.objects.filter(name="north").values("name")[:1]
        assert Case.objects.update(title=first) == 1
    with running(everything()):
        assert titles(Case.objects.all()) == ["north", "theirs"]


def test_what_is_hidden_is_not_removed(w):
    with acting(w.scope):
        assert Note.objects.filter(pk=w.note.pk).delete()[0] == 0
        assert Note.objects.all()._raw_delete("default") == 1
        assert Person.objects.filter(case__area__name="north").delete()[0] == 1
        w.theirs.linked.clear()
        w.mine.labels.clear()
    with running(everything()):
        assert [note.body for note in Note.objects.all()] == ["theirs note"]
        assert THROUGH.objects.count() == 2
        assert w.theirs.labels.count() == 1


@pytest.mark.parametrize(
    "enter",
    [
        lambda w: Note.objects.create(case=w.theirs, body="x"),
        lambda w: Note.objects.create(case_id=w.theirs.pk, body="x"),
        lambda w: Note.objects.bulk_create([Note(case=w.mine, body="x"), Note(case=w.theirs, body="x")]),
        lambda w: Note.objects.get_or_create(case=w.theirs, defaults={"body": "x"}),
        lambda w: Note.objects.update_or_create(case=w.theirs, defaults={"body": "x"}),
        lambda w: w.theirs.notes.create(body="x"),
        lambda w: w.person.save(),
        lambda w: Case.objects.create(file_id=w.theirs.file_id, area=w.area, title="x"),
        lambda w: Case(file=None, area=w.area, title="x").save(),
        lambda w: w.mine.linked.add(w.theirs),
        lambda w: w.theirs.labels.set([1]),
        lambda w: w.mine.notes.add(w.note, bulk=False),
        lambda w: Note.objects.bulk_create(
            [Note(pk=w.note.pk, case=w.mine, body="x")],
            update_conflicts=True, unique_fields=["id"], update_fields=["body", "case"],
        ),
        lambda w: Note.objects.filter(case=w.mine).update(case=w.theirs),
        lambda w: Note.objects.filter(case=w.mine).update(case_id=w.theirs.pk),
        lambda w: Note.objects.filter(case=w.mine).update(case=Value(w.theirs.pk)),
        lambda w: Note.objects.bulk_update([Note(pk=w.mine.notes.get().pk, case=w.theirs)], ["case"]),
        lambda w: File.objects.create(kind="case", owner=w.other),
        lambda w: Grant.objects.create(
            file_id=w.theirs.file_id, owner=w.shelter, organisation=w.shelter, purpose="support",
            basis="consent", since=timezone.now(), until=timezone.now() + timezone.timedelta(days=1), reason="x",
        ),
        lambda w: Grant.objects.filter(pk=w.grant.pk).update(file=w.theirs.file_id),
        lambda w: File.objects.filter(pk=w.mine.file_id).update(owner=w.shelter),
        lambda w: BreakGlass.objects.create(
            grant=w.grant, official=w.caseworker, organisation=w.shelter, owner=w.other, opened=timezone.now()
        ),
    ],
)  # fmt: skip
def test_nothing_enters_a_file_one_may_not_open(w, enter):
    with acting(w.scope), pytest.raises((OutOfScope, IntegrityError)), transaction.atomic():
        enter(w)
    with running(everything()):
        assert (Note.objects.count(), Case.objects.count(), Person.objects.count()) == (2, 2, 2)
        assert Note.objects.get(pk=w.note.pk).case_id == w.theirs.pk
        assert Grant.objects.count() == 3


def test_a_grantee_does_not_lengthen_its_own_grant(w):
    with acting(w.scope):
        assert Grant.objects.update(until=timezone.now() + timezone.timedelta(days=999)) == 0
        assert Grant.objects.all().delete()[0] == 0


def spelled():
    """One table in the spellings a person might try."""
    yield from ("madeup_note", '"madeup_note"', "MadeUp_Note", "madeup_note AS n", "main.madeup_note", "[madeup_note]")
    yield from ("`madeup_note`", "'madeup_note'", "ONLY madeup_note", 'public."madeup_note"', 'U&"madeup\\005fnote"')


@pytest.mark.parametrize(
    "statement",
    [
        *(f"SELECT body FROM {table}" for table in spelled()),
        "SELECT a.name, n.body FROM madeup_area a, madeup_note n",
        "WITH n AS (SELECT * FROM madeup_note) SELECT * FROM n",
        "CREATE TEMPORARY VIEW seen AS SELECT * FROM madeup_note",
        "CREATE TABLE copied AS SELECT * FROM madeup_note",
        "INSERT INTO madeup_area (name) SELECT body FROM madeup_note",
        "UPDATE madeup_area SET name = (SELECT body FROM madeup_note LIMIT 1)",
        "DELETE FROM madeup_note",
        "UPDATE access_grant SET until = '2999-01-01'",
        "ALTER TABLE madeup_note RENAME TO other",
        "EXPLAIN SELECT * FROM madeup_note",
        "COPY madeup_note TO STDOUT",
        "TABLE madeup_note",
        "ANALYZE madeup_note; SELECT * FROM madeup_note",
    ],
)
def test_raw_sql_on_a_protected_table_is_refused(w, statement):
    for scope in (acting(w.scope), running(everything())):
        with scope, pytest.raises(OutOfScope), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_raw_sql_is_refused_by_every_door_of_a_cursor(w):
    doors = [
        lambda cursor: cursor.executemany("INSERT INTO madeup_note (body) VALUES (%s)", [("x",)]),
        lambda cursor: cursor.execute(b"SELECT body FROM madeup_note"),
        lambda cursor: cursor.executescript("SELECT body FROM madeup_note"),
        lambda cursor: cursor.copy("COPY madeup_note TO STDOUT"),
        lambda cursor: list(Note.objects.raw("SELECT * FROM madeup_note")),
    ]
    for door in doors:
        with acting(w.scope), pytest.raises((OutOfScope, TypeError)), transaction.atomic():
            door(connection.cursor())


FRAGMENT = "(SELECT body FROM madeup_note ORDER BY body DESC LIMIT 1)"


class Handmade(Func):
    template = FRAGMENT
    output_field = CharField()


@pytest.mark.parametrize(
    "query",
    [
        lambda: Case.objects.annotate(x=RawSQL(FRAGMENT, [])).values_list("x"),
        lambda: Area.objects.annotate(x=RawSQL(FRAGMENT, [])).values_list("x"),
        lambda: Area.objects.filter(name__in=RawSQL(FRAGMENT, [])),
        lambda: Area.objects.order_by(RawSQL(FRAGMENT, [])),
        lambda: Area.objects.annotate(x=Handmade()),
        lambda: Area.objects.extra(select={"x": FRAGMENT}),
        lambda: Area.objects.extra(where=[f"name < {FRAGMENT}"]),
        lambda: Area.objects.extra(tables=["madeup_note"]),
        lambda: Case.objects.extra(tables=["madeup_note"], where=["madeup_note.case_id = madeup_case.id"]),
        lambda: Area.objects.extra(order_by=["x"], select={"x": FRAGMENT}),
        lambda: Area.objects.annotate(x=Func(function=f"{FRAGMENT} || COALESCE", output_field=CharField())),
    ],
)
def test_raw_sql_inside_a_query_is_refused(w, query):
    with acting(w.scope), pytest.raises(OutOfScope), transaction.atomic():
        list(query())


def test_raw_sql_that_names_no_protected_table_is_let_through(w):
    with acting(w.scope), connection.cursor() as cursor:
        cursor.execute("SELECT name FROM madeup_area")
        assert cursor.fetchall() == [("north",)]
        assert Case.objects.annotate(x=RawSQL("1 + 1", [])).get().x == 2


def test_sql_compiled_in_one_scope_does_not_run_in_another(w):
    with running(everything()):
        sql, params = Case.objects.all().query.sql_with_params()
    with acting(w.scope), pytest.raises(OutOfScope), connection.cursor() as cursor:
        cursor.execute(sql, params)
    with acting(w.scope), pytest.raises(OutOfScope), connection.cursor() as cursor:
        cursor.execute(str(sql), params)
    with pytest.raises(OutOfScope), connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_a_query_made_in_one_scope_is_compiled_where_it_is_evaluated(w):
    with running(everything()):
        lazy = Case.objects.all()
    with acting(w.scope):
        assert titles(lazy) == ["mine"]


def test_generic_views_show_change_and_remove_only_what_is_ones_own(w):
    request = RequestFactory()
    shown = ListView.as_view(model=Case)
    with acting(w.scope):
        assert titles(shown(request.get("/")).context_data["object_list"]) == ["mine"]
        for view in (
            DetailView.as_view(model=Case),
            UpdateView.as_view(model=Case, fields=["title"], success_url="/"),
            DeleteView.as_view(model=Case, success_url="/"),
        ):
            for asked in (request.get("/"), request.post("/", {"title": "x"})):
                if asked.method == "GET" or view.view_class is not DetailView:
                    with pytest.raises(Http404):
                        view(asked, pk=w.theirs.pk)
        for change in (UpdateView, DeleteView):
            view = change.as_view(
                model=Case, success_url="/", **({"fields": ["title"]} if change is UpdateView else {})
            )
            with pytest.raises(Http404):
                view(request.post("/", {"title": "x"}), pk=w.theirs.pk)


def test_rows_are_locked_only_where_they_are_seen(w):
    locked = [
        lambda: Case.objects.select_for_update(),
        lambda: Case.objects.select_for_update(of=("self",)).select_related("area"),
        lambda: Note.objects.select_for_update(of=("self", "case")).select_related("case"),
    ]
    with acting(w.scope), transaction.atomic():
        assert [len(query()) for query in locked] == [1, 1, 1]


def test_what_is_ones_own_is_entered_changed_and_removed_freely(w):
    with acting(w.scope):
        note = w.mine.notes.create(body="new")
        Note.objects.bulk_create([Note(case=w.mine, body=str(number)) for number in itertools.islice(range(9), 5)])
        assert Note.objects.filter(case=w.mine, body="new").update(body="newer") == 1
        note.refresh_from_db()
        note.case = w.mine
        note.save()
        assert note.delete()[0] == 1
        assert Note.objects.count() == 6
