"""The register in its database: collections, facts by type, published figures.

The fact tables are built from the declarations in ``facts``: one model a fact type, with the contract's columns.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from opennrm.understanding import terms
from opennrm.understanding.attributes import Attribute, Kind
from opennrm.understanding.facts import FACTS, Fact, new_id

LENGTHS = {Kind.CODE: 40, Kind.CODES: 400, Kind.COUNTRY: 2, Kind.KEY: 64, Kind.LANGUAGE: 35}
OF_NOBODY = {terms.Unit.SESSION, terms.Unit.COPY}  # what these count speaks of no person


class Collection(models.Model):
    """A named set of facts with one producer. A report reads one; imports never mix with the nation's."""

    class Kind(models.TextChoices):
        NATIONAL = "national"
        DEMO = "demo"
        IMPORT = "import"

    name = models.SlugField(primary_key=True, max_length=64)
    kind = models.CharField(max_length=10, choices=Kind)
    producer = models.CharField(max_length=200)
    made_on = models.DateField()

    class Privacy:
        plain = ("name", "kind", "producer", "made_on")
        kept = "statistics"

    def __str__(self) -> str:
        return self.name


class ImportedFile(models.Model):
    """A file that was loaded, by its digest: loading the same file into the same place again changes nothing."""

    target = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    rows = models.PositiveIntegerField()
    imported_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target", "sha256"], name="one_import_a_file")]

    class Privacy:
        plain = ("id", "target", "sha256", "name", "rows", "imported_on")
        kept = "statistics"

    def __str__(self) -> str:
        return f"{self.name} → {self.target}"


class FactRow(models.Model):
    """What every fact table has. Rows are appended; a correction is a new row that supersedes one."""

    id = models.CharField(primary_key=True, max_length=64, default=new_id)
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    day = models.DateField(null=True)
    precision = models.CharField(max_length=8, choices=terms.Precision, default=terms.Precision.DAY)
    until = models.DateField(null=True)
    recorded_on = models.DateField()
    supersedes = models.CharField(max_length=64, default="", blank=True)
    change = models.CharField(max_length=12, choices=terms.Change, default="", blank=True)
    reason = models.CharField(max_length=20, choices=terms.Reason, default="", blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_change_whole",
                condition=Q(supersedes="", change="", reason="") | (~Q(supersedes="") & ~Q(change="") & ~Q(reason="")),
            ),
            models.UniqueConstraint(
                name="%(class)s_superseded_once",
                fields=["collection", "supersedes"],
                condition=~Q(supersedes=""),
            ),
        ]
        indexes = [models.Index(fields=["collection", "key"], name="%(class)s_key")]


def _field(attribute: Attribute) -> "models.Field[Any, Any]":
    match attribute.kind:
        case Kind.NUMBER:
            return models.IntegerField(null=True)
        case Kind.CODES:
            return models.CharField(max_length=LENGTHS[Kind.CODES], default="", blank=True)
        case Kind.KEY:
            return models.CharField(max_length=LENGTHS[Kind.KEY], default="", blank=True)
        case kind:
            return models.CharField(max_length=LENGTHS[kind], null=True)


def _privacy(fact: type[Fact]) -> type:
    """Who counts a person, an offence or an act tells something of them; keys lead from one fact to another."""
    names = ("key", "day", "until", *(attribute.name for attribute in fact.attributes()))
    rest = ("id", "collection", "precision", "recorded_on", "supersedes", "change", "reason")
    told = (
        {"sensitive": (), "plain": (*rest, *names)} if fact.unit in OF_NOBODY else {"sensitive": names, "plain": rest}
    )
    return type("Privacy", (), {**told, "kept": "statistics"})


def _model(fact: type[Fact]) -> type[FactRow]:
    meta = type("Meta", (FactRow.Meta,), {"abstract": False, "db_table": f"understanding_{fact.table}"})
    body: dict[str, Any] = {
        "__module__": __name__,
        "__doc__": fact.about,
        "__str__": lambda row: row.id,
        "Meta": meta,
        "Privacy": _privacy(fact),
        **{attribute.name: _field(attribute) for attribute in fact.attributes()},
    }
    return type(f"{fact.__name__}Row", (FactRow,), body)


ROWS: dict[type[Fact], type[FactRow]] = {fact: _model(fact) for fact in FACTS}


class FigureQuerySet(models.QuerySet["Figure"]):
    """Reads of the published figures."""

    def of_year(self, year: int) -> "FigureQuerySet":
        """Those that stand for one whole year (calendar, or not said)."""
        return self.filter(year=year, year_basis__in=[terms.YearBasis.CALENDAR, terms.YearBasis.UNKNOWN])


class Figure(models.Model):
    """A number somebody published, before or beside the register. Never recomputed, never joined with another's.

    ``period`` is the source's own writing of the time; ``year`` its first year. What a source does not say
    (year basis, unit, vintage) stays unknown.
    """

    year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=20)
    year_basis = models.CharField(max_length=8, choices=terms.YearBasis)
    publisher = models.CharField(max_length=40)
    indicator = models.CharField(max_length=60)
    unit = models.CharField(max_length=10, choices=terms.Unit)
    scheme = models.CharField(max_length=60)
    category = models.CharField(max_length=200)
    value = models.BigIntegerField(null=True)
    value_text = models.CharField(max_length=20)
    status = models.CharField(max_length=10, choices=terms.FigureStatus)
    source = models.CharField(max_length=60)
    source_text = models.CharField(max_length=500, blank=True)
    vintage = models.CharField(max_length=20, default="", blank=True)
    note = models.CharField(max_length=500, default="", blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_figure_a_publication",
                fields=[
                    "publisher",
                    "indicator",
                    "scheme",
                    "category",
                    "period",
                    "source",
                    "vintage",
                    "value_text",
                ],
            ),
            models.CheckConstraint(
                name="masked_or_valued",
                condition=Q(status=terms.FigureStatus.MASKED, value=None)
                | (~Q(status=terms.FigureStatus.MASKED) & Q(value__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["indicator", "year"], name="figure_indicator_year")]
        ordering = ["year", "publisher", "indicator", "scheme", "category"]

    class Privacy:
        plain = (
            "id",
            "year",
            "period",
            "year_basis",
            "publisher",
            "indicator",
            "unit",
            "scheme",
            "category",
            "value",
            "value_text",
            "status",
            "source",
            "source_text",
            "vintage",
            "note",
        )
        kept = "statistics"

    def __str__(self) -> str:
        return f"{self.publisher} {self.indicator} {self.category} {self.period}: {self.value_text}"


def row_of(fact: Fact, collection: Collection) -> FactRow:
    """The database row of a fact."""
    values: dict[str, Any] = {}
    for name in type(fact).columns():
        value = getattr(fact, name)
        values[name] = ";".join(sorted(value)) if isinstance(value, frozenset) else value
    return ROWS[type(fact)](collection=collection, **values)


def fact_of(row: FactRow) -> Fact:
    """The fact of a database row: ``row_of`` the other way round. Raises StopIteration for a row of another table."""
    kind = next(fact for fact, model in ROWS.items() if isinstance(row, model))
    sets = {attribute.name for attribute in kind.attributes() if attribute.kind == Kind.CODES}
    values: dict[str, Any] = {}
    for name in kind.columns():
        value = getattr(row, name)
        values[name] = frozenset(filter(None, value.split(";"))) if name in sets else value
    return kind(**values)


def rows_of(facts: Iterable[Fact], collection: Collection) -> dict[type[FactRow], list[FactRow]]:
    """Database rows by model, in the order given."""
    by_model: dict[type[FactRow], list[FactRow]] = {}
    for fact in facts:
        by_model.setdefault(ROWS[type(fact)], []).append(row_of(fact, collection))
    return by_model
