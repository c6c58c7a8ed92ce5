"""Whatever a foreign key leads from to a file says so, and its rows are guarded."""

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from opennrm.access.models import BreakGlass, File, Grant
from opennrm.access.walls import Misdeclared, declared, tables, undeclared, wall_of, way


def test_every_model_with_a_way_to_a_file_declares_it():
    assert undeclared(apps.get_models(include_auto_created=True)) == []


def test_access_guards_its_own_tables():
    assert {model._meta.db_table for model in (File, Grant, BreakGlass)} <= tables()
    assert all(wall_of(table) for table in tables())


@isolate_apps("opennrm.access")
def test_the_sight_of_an_undeclared_way_is_sharp():
    class Open(models.Model):
        file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")

        class Meta:
            app_label = "access"

    class Lost(models.Model):
        other = models.ForeignKey(Open, on_delete=models.PROTECT, related_name="+")

        class Meta:
            app_label = "access"

        class Scoped:
            file = "other.nothing"

    class Stray(models.Model):
        grant = models.OneToOneField(Grant, on_delete=models.PROTECT, related_name="+")
        files = models.ManyToManyField(File, related_name="+")

        class Meta:
            app_label = "access"

    hidden = Stray.files.through
    assert [name.rsplit(".", 1)[1] for name in undeclared([Open, Stray, hidden])] == ["Open", "Stray", "Stray_files"]
    with pytest.raises(Misdeclared, match="'nothing' is no foreign key"):
        way(Lost, "other.nothing")
    with pytest.raises(Misdeclared, match="not at access"):
        way(Lost, "other")
    assert way(Open, "file").column == "file_id"
    assert declared(Lost) == ("other.nothing",)
