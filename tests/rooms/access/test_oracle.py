"""The tripwire: a random query in a scope answers as in a world where the hidden rows were really deleted.

Runs on SQLite, and again on PostgreSQL from test_engines.
"""

import random
from datetime import date

import pytest
from django.db import transaction
from django.db.models import Avg, Count, Exists, F, Max, OuterRef, Q, Subquery, Window
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opennrm.access import hints
from opennrm.access.actions import running
from opennrm.access.scope import Scope, acting
from tests.rooms.access.madeup.models import Area, Case, Label, Note, Person
from tests.rooms.access.walls_up import WALLS, raise_walls
from tests.rooms.access.world import everything, file, granted, official, organisation

THROUGH, LABELLED = Case.linked.through, Case.labels.through
EXAMPLES = {"compiler": 90, "both": 30}


class Undone(Exception):
    """Takes the deletions back."""


LEAVES = [
    lambda: Q(title="c1"),
    lambda: Q(status="a"),
    lambda: Q(people__name="p1"),
    lambda: Q(people__notes__body="n1"),
    lambda: Q(notes__body="n1"),
    lambda: Q(linked__title="c2"),
    lambda: Q(linked_from__title="c2"),
    lambda: Q(linked__people__name="p2"),
    lambda: Q(linked__linked__notes__body="n2"),
    lambda: Q(labels__name="l1"),
    lambda: Q(labels__cases__title="c3"),
    lambda: Q(area__cases__title="c3"),
    lambda: Q(area__cases__people__name="p0"),
    lambda: Q(parent__title="c0"),
    lambda: Q(parent__people__name="p1"),
    lambda: Q(parts__title="c4"),
    lambda: Q(people__isnull=True),
    lambda: Q(linked__isnull=True),
    lambda: Q(parts__isnull=False),
    lambda: Exists(Person.objects.filter(case=OuterRef("pk"), name="p3")),
    lambda: ~Exists(THROUGH.objects.filter(from_case=OuterRef("pk"))),
    lambda: Q(pk__in=Note.objects.filter(body="n2").values("case_id")),
    lambda: Q(pk__in=Person.objects.filter(case__linked__title="c0").values("case")),
    lambda: Q(title__in=Case.objects.filter(people__name="p1").values("title")),
]

CONDITIONS = st.recursive(
    st.sampled_from(LEAVES).map(lambda leaf: leaf()),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: Q(pair[0]) & Q(pair[1])),
        st.tuples(inner, inner).map(lambda pair: Q(pair[0]) | Q(pair[1])),
        inner.map(lambda condition: ~Q(condition)),
    ),
    max_leaves=5,
)


def rows(queryset):
    return sorted(map(str, queryset))


ASKED = {
    "plain": lambda c: rows(c.values_list("pk")),
    "distinct": lambda c: rows(c.distinct().values_list("title")),
    "counts": lambda c: rows(
        c.annotate(n=Count("people", distinct=True), m=Count("linked", distinct=True)).values_list("pk", "n", "m")
    ),
    "aggregate": lambda c: str(c.aggregate(a=Count("pk"), b=Count("linked__people"), c=Max("notes__body"))),
    "aggregate of distinct": lambda c: str(c.distinct().aggregate(a=Count("people"), b=Max("linked__title"))),
    "aggregate of aggregates": lambda c: str(c.annotate(n=Count("people")).aggregate(a=Avg("n"), b=Max("n"))),
    "filtered count": lambda c: rows(
        c.annotate(n=Count("people", filter=Q(people__notes__body="n1"))).values_list("pk", "n")
    ),
    "having": lambda c: rows(c.annotate(n=Count("linked__people")).filter(n__gt=1).values_list("pk", "n")),
    "union": lambda c: rows(c.values_list("pk").union(Case.objects.filter(area__cases__status="a").values_list("pk"))),
    "union all": lambda c: rows(
        c.values_list("pk", "title").union(Case.objects.filter(title="c1").values_list("pk", "title"), all=True)
    ),
    "intersection": lambda c: rows(c.values_list("pk").intersection(Case.objects.filter(status="a").values_list("pk"))),
    "difference": lambda c: rows(
        Case.objects.values_list("pk").difference(c.filter(linked__status="b").values_list("pk"))
    ),
    "joins": lambda c: rows(
        c.values_list("pk", "linked__title", "people__name", "area__cases__notes__body", "parent__title")
    ),
    "exclude": lambda c: rows(c.exclude(linked__people__name="p1").values_list("pk")),
    "prefetch": lambda c: rows(
        (case.pk, rows(case.people.values_list("pk")), rows(x.pk for x in case.linked.all()))
        for case in c.distinct().prefetch_related("people", "linked")
    ),
    "select_related": lambda c: rows(
        (n.pk, n.case.title, n.about and n.about.name, n.case.parent and n.case.parent.title)
        for n in Note.objects.filter(case__in=c).select_related("case__parent", "about")
    ),
    "from an area": lambda c: rows(
        Area.objects.filter(cases__in=c).annotate(n=Count("cases__people")).values_list("name", "n")
    ),
    "from a label": lambda c: rows(Label.objects.annotate(n=Count("cases", filter=Q(cases__in=c))).values_list("n")),
    "from a person": lambda c: rows(
        Person.objects.filter(case__in=c).values_list("pk", "case__title", "case__linked__title")
    ),
    "subquery": lambda c: rows(
        c.annotate(
            x=Subquery(Person.objects.filter(case__linked=OuterRef("pk")).order_by("pk").values("name")[:1])
        ).values_list("pk", "x")
    ),
    "window": lambda c: rows(
        c.annotate(w=Window(Count("pk"), partition_by=[F("status")])).values_list("pk", "w")
    ),
    "groups": lambda c: rows(
        c.values("area__name", "linked__status").annotate(n=Count("people")).values_list("area__name", "n")
    ),
    "page": lambda c: list(c.order_by("title", "pk").values_list("pk", flat=True)[2:7]),
    "page of people": lambda c: list(
        Person.objects.filter(case__title__in=["c1", "c2"]).order_by("name", "pk").values_list("pk", flat=True)[:3]
    ),
    "page over joins": lambda c: list(
        c.distinct().order_by("title", "linked__title", "pk").values_list("pk", "linked__title")[:5]
    ),
    "dates": lambda c: list(c.dates("opened", "month")),
    "in_bulk": lambda c: rows(Case.objects.in_bulk(list(c.values_list("pk", flat=True)))),
    "exists": lambda c: c.exists(),
    "count": lambda c: (c.count(), c.distinct().count(), c.values("title").distinct().count()),
}  # fmt: skip


def populate(seed):
    """Files of one organisation, some granted to each of two, for each of two purposes, in every state of a grant."""
    chance = random.Random(seed)
    bodies = [organisation(f"made-up-{name}") for name in "abc"]
    officials = [official(body) for body in bodies]
    areas = [Area.objects.create(name=f"a{n}") for n in range(3)]
    labels = [Label.objects.create(name=f"l{n}") for n in range(3)]
    with running(everything()):
        cases = []
        for n in range(12):
            of = file(bodies[2])
            for body in chance.sample(bodies[:2], chance.randint(0, 2)):
                granted(
                    of,
                    body,
                    purpose=chance.choice(["support", "investigation"]),
                    days=chance.choice([-1, 9, 9]),
                    official=chance.choice([None, None, officials[0]]),
                )
            cases.append(Case.objects.create(
                file=of, title=f"c{n % 5}", status=chance.choice("ab"), area=chance.choice(areas),
                parent=chance.choice([None, *cases]) if cases else None,
                opened=date(2020, chance.randint(1, 4), 1),
            ))  # fmt: skip
        for case in cases:
            names = [f"p{chance.randint(0, 3)}" for _ in range(chance.randint(0, 3))]
            people = [Person.objects.create(case=case, name=name) for name in names]
            for _ in range(chance.randint(0, 2)):
                Note.objects.create(case=case, body=f"n{chance.randint(0, 2)}", about=chance.choice([None, *people]))
            case.linked.add(*chance.sample(cases, 2))
            case.labels.add(chance.choice(labels))
    return [
        Scope(who.pk, (who.organisation_id,), purpose)
        for who in officials[:2]
        for purpose in ("support", "investigation")
    ]


def delete_what_is_hidden_from(scope):
    with acting(scope):
        visible = set(Case.objects.values_list("pk", flat=True))
    with running(everything()):
        THROUGH.objects.exclude(from_case__in=visible, to_case__in=visible).delete()
        LABELLED.objects.exclude(case__in=visible).delete()
        Case.objects.exclude(pk__in=visible).delete()


@pytest.mark.parametrize("walls", WALLS)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_scope_answers_like_a_world_without_the_hidden_rows(db, seed, walls, monkeypatch):
    """The first seed takes its grants for few, the second for many: pages are then asked for in another form."""
    monkeypatch.setattr(hints, "PER_GRANT", {1: 10**6, 2: 0}[seed])
    monkeypatch.setattr(hints, "_known", {})
    raise_walls(walls)
    scopes = populate(seed)

    @settings(max_examples=EXAMPLES[walls], deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(CONDITIONS, st.sampled_from(sorted(ASKED)), st.sampled_from(scopes))
    def compare(condition, name, scope):
        with acting(scope):
            answer = ASKED[name](Case.objects.filter(condition))
        with pytest.raises(Undone), transaction.atomic():
            delete_what_is_hidden_from(scope)
            with running(everything()):
                truth = ASKED[name](Case.objects.filter(condition))
            raise Undone
        assert answer == truth, name

    compare()


def test_the_worlds_hide_something_and_show_something(db):
    for scope in populate(1):
        with acting(scope):
            assert 0 < Case.objects.count() < 12


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_visible_is_what_the_grants_say(db, seed):
    """The oracle takes its visible rows from the scope itself; here they are counted apart, grant by grant."""
    for scope in populate(seed):
        with running(everything()):
            wanted = {
                case.title + str(case.pk)
                for case in Case.objects.select_related("file")
                for grant in case.file.grants.all()
                if grant.organisation_id in scope.organisations
                and grant.purpose == scope.purpose
                and grant.until > grant.since.now(grant.since.tzinfo)
                and grant.official_id in (None, scope.official)
            }
        with acting(scope):
            assert {case.title + str(case.pk) for case in Case.objects.all()} == wanted
