"""Foreign keys point down, and below the dashed line no field can hold a person's name."""

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.house.plan import floors

NAMELESS = {"foundations", "publication", "plan", "understanding"}
IDENTIFIES = {
    "given_name", "family_name", "first_name", "last_name", "full_name", "maiden_name", "nickname", "alias",
    "birth_date", "date_of_birth", "birthday", "passport", "passport_number", "residence_card",
    "phone", "telephone", "email", "address", "street", "photo", "fingerprint",
}  # fmt: skip


def ours():
    return [model for model in apps.get_models() if model.__module__.startswith("opennrm.")]


def room(model):
    return model.__module__.split(".")[1]


def crossing(model):
    """Faults of the relations that leave the model's room."""
    floor = floors()
    for field in model._meta.get_fields():
        target = field.related_model if field.is_relation and not field.auto_created else None
        if target is None or not target.__module__.startswith("opennrm.") or room(target) == room(model):
            continue
        name = f"{room(model)}.{model.__name__}.{field.name}"
        if floor[room(target)] >= floor[room(model)]:
            yield f"{name} points to {room(target)}, which is not on a floor below"
        if not field.remote_field.hidden:
            yield f"{name} needs related_name='+': {room(target)} must not see who points at it"
        if getattr(field.remote_field, "on_delete", models.PROTECT) is not models.PROTECT:
            yield f"{name} needs on_delete=PROTECT"


def naming(model):
    """Fields that could name a person, where names have stopped."""
    fields = {field.name for field in model._meta.get_fields()}
    return sorted(fields & IDENTIFIES) if room(model) in NAMELESS else []


def test_foreign_keys_point_down_and_leave_no_trace_below():
    assert [fault for model in ours() for fault in crossing(model)] == []


def test_below_the_dashed_line_no_field_names_a_person():
    assert [(model.__name__, field) for model in ours() for field in naming(model)] == []


@isolate_apps("opennrm.vault", "opennrm.publication")
def test_the_sight_of_a_relation_is_sharp():
    class Below(models.Model):
        class Meta:
            app_label = "vault"

    class Above(models.Model):
        good = models.ForeignKey(Below, on_delete=models.PROTECT, related_name="+")
        seen = models.ForeignKey(Below, on_delete=models.PROTECT, related_name="aboves")
        gone = models.ForeignKey(Below, on_delete=models.CASCADE, related_name="+")
        alias = models.CharField(max_length=9)

        class Meta:
            app_label = "publication"

    class Climber(models.Model):
        up = models.ForeignKey(Above, on_delete=models.PROTECT, related_name="+")

        class Meta:
            app_label = "vault"

    Below.__module__ = Climber.__module__ = "opennrm.vault.models"
    Above.__module__ = "opennrm.publication.models"
    assert [fault.split()[0] for fault in crossing(Above)] == [
        "publication.Above.seen",
        "publication.Above.gone",
    ]
    assert "not on a floor below" in next(crossing(Climber))
    assert naming(Above) == ["alias"]
