"""Every way the ORM offers to read: what an official must get from it, and how it is asked."""

from django.db import models
from django.db.models import Count, Exists, FilteredRelation, Max, OuterRef, Prefetch, Q, Subquery, Window

from opennrm.access.models import File, Grant
from tests.rooms.access.madeup.models import Area, Case, Label, Note, OpenCase, Person

THROUGH = Case.linked.through


def titles(rows):
    return sorted(row.title for row in rows)


READINGS = {
    "all": (["mine"], lambda w: titles(Case.objects.all())),
    "a bare QuerySet": (["mine"], lambda w: titles(models.QuerySet(Case))),
    "the base manager": (["mine"], lambda w: titles(Case._base_manager.all())),
    "a proxy": (["mine"], lambda w: titles(OpenCase.objects.all())),
    "iterator": (["mine"], lambda w: titles(Case.objects.iterator(chunk_size=1))),
    "in_bulk": (lambda w: {w.mine.pk}, lambda w: set(Case.objects.in_bulk([w.mine.pk, w.theirs.pk]))),
    "values_list": (["mine"], lambda w: list(Case.objects.values_list("title", flat=True))),
    "values": ([{"title": "mine"}], lambda w: list(Case.objects.values("title"))),
    "only": (["mine"], lambda w: titles(Case.objects.only("title"))),
    "defer": (["mine"], lambda w: titles(Case.objects.defer("title"))),
    "dates": ([2020], lambda w: [day.year for day in Case.objects.dates("opened", "year")]),
    "count": (1, lambda w: Case.objects.count()),
    "len of a slice": (1, lambda w: len(Case.objects.order_by("title")[:50])),
    "exists": (False, lambda w: Case.objects.filter(pk=w.theirs.pk).exists()),
    "contains": (False, lambda w: Case.objects.contains(w.theirs)),
    "first": (None, lambda w: Case.objects.filter(title="theirs").first()),
    "last": ("mine", lambda w: Case.objects.order_by("title").last().title),
    "latest": ("mine", lambda w: Case.objects.latest("opened").title),
    "aggregate": ({"n": 1, "m": "mine"}, lambda w: Case.objects.aggregate(n=Count("*"), m=Max("title"))),
    "aggregate over a slice": ({"n": 1}, lambda w: Case.objects.order_by("pk")[:9].aggregate(n=Count("*"))),
    "group by": (
        [("a", 1)],
        lambda w: list(Case.objects.values_list("status").annotate(n=Count("pk"))),
    ),
    "annotate, then filter": (["mine"], lambda w: titles(Case.objects.annotate(n=Count("people")).filter(n=1))),
    "having": (["mine"], lambda w: titles(Case.objects.annotate(m=Max("notes__body")).filter(m__contains="note"))),
    "window": ([1], lambda w: [row.n for row in Case.objects.annotate(n=Window(Count("pk")))]),
    "filter over a window": (
        ["mine"],
        lambda w: titles(Case.objects.annotate(n=Window(Count("pk"))).filter(n__gte=1)),
    ),
    "union": (["mine"], lambda w: titles(Case.objects.all().union(Case.objects.filter(title="theirs"), all=True))),
    "intersection": ([], lambda w: titles(Case.objects.all().intersection(Case.objects.filter(title="theirs")))),
    "difference": (["mine"], lambda w: titles(Case.objects.all().difference(Case.objects.filter(title="x")))),
    "distinct": (["mine"], lambda w: titles(Case.objects.filter(area=w.area).distinct())),
    "exclude": (["mine"], lambda w: titles(Case.objects.exclude(title="x"))),
    "exclude over a relation": (["mine"], lambda w: titles(Case.objects.exclude(linked__title="theirs"))),
    "nothing linked": (["mine"], lambda w: titles(Case.objects.filter(linked__isnull=True))),
    "reverse foreign key": (["mine"], lambda w: titles(w.area.cases.all())),
    "join from an unprotected table": (0, lambda w: Area.objects.filter(cases__title="theirs").count()),
    "values over a join": (
        ["mine"],
        lambda w: list(Area.objects.values_list("cases__title", flat=True)),
    ),
    "count over a join": ([1], lambda w: [a.n for a in Area.objects.annotate(n=Count("cases__people"))]),
    "many-to-many": ([], lambda w: titles(w.mine.linked.all())),
    "many-to-many from the other end": ([], lambda w: titles(w.mine.linked_from.all())),
    "many-to-many of a held foreign object": ([], lambda w: titles(w.theirs.linked.all())),
    "many-to-many through": (0, lambda w: THROUGH.objects.count()),
    "many-to-many as a filter": (0, lambda w: Case.objects.filter(linked__title="theirs").count()),
    "many-to-many two steps away": (0, lambda w: Case.objects.filter(linked__linked__title="mine").count()),
    "many-to-many as values": (
        [None],
        lambda w: list(Case.objects.values_list("linked__title", flat=True)),
    ),
    "many-to-many as ids": ([None], lambda w: list(Case.objects.values_list("linked", flat=True))),
    "many-to-many with an unprotected end": (["mine"], lambda w: titles(Label.objects.get().cases.all())),
    "many-to-many counted at that end": ([1], lambda w: [x.n for x in Label.objects.annotate(n=Count("cases"))]),
    "people of a held foreign object": (0, lambda w: w.theirs.people.count()),
    "prefetch": (
        [["mine person"]],
        lambda w: [[p.name for p in c.people.all()] for c in Case.objects.prefetch_related("people")],
    ),
    "prefetch from an unprotected table": (
        [["mine"]],
        lambda w: [titles(a.cases.all()) for a in Area.objects.prefetch_related("cases")],
    ),
    "Prefetch with a queryset": (
        [["mine"]],
        lambda w: [
            titles(a.seen) for a in Area.objects.prefetch_related(Prefetch("cases", Case.objects.all(), to_attr="seen"))
        ],
    ),
    "prefetch many-to-many": (
        [[]],
        lambda w: [titles(c.linked.all()) for c in Case.objects.prefetch_related("linked")],
    ),
    "prefetch onto a held foreign object": (
        [],
        lambda w: models.prefetch_related_objects([w.theirs], "people") or list(w.theirs.people.all()),
    ),
    "select_related": (["mine"], lambda w: [n.case.title for n in Note.objects.select_related("case")]),
    "select_related of a grant": (
        lambda w: {w.mine.file_id},
        lambda w: {g.file.pk for g in Grant.objects.select_related("file")},
    ),
    "subquery in a filter": (
        0,
        lambda w: Area.objects.filter(pk__in=Case.objects.filter(title="theirs").values("area")).count(),
    ),
    "Exists": (
        [False],
        lambda w: [
            a.found
            for a in Area.objects.annotate(found=Exists(Case.objects.filter(area=OuterRef("pk"), title="theirs")))
        ],
    ),
    "Subquery": (
        ["mine"],
        lambda w: [
            a.found
            for a in Area.objects.annotate(
                found=Subquery(Case.objects.filter(area=OuterRef("pk")).order_by("-title").values("title")[:1])
            )
        ],
    ),
    "FilteredRelation": (
        [None],
        lambda w: list(
            Area.objects.annotate(other=FilteredRelation("cases", condition=Q(cases__title="theirs"))).values_list(
                "other__title", flat=True
            )
        ),
    ),
    "a person through their case": (["mine person"], lambda w: [p.name for p in Person.objects.all()]),
    "explain": (True, lambda w: bool(Case.objects.filter(title="theirs").explain())),
    "files": (lambda w: {w.mine.file_id}, lambda w: set(File.objects.values_list("pk", flat=True))),
    "grants": (lambda w: {w.grant.pk}, lambda w: set(Grant.objects.values_list("pk", flat=True))),
}
