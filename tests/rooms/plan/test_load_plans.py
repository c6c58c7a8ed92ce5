"""The declared plans in the database."""

import shutil
from pathlib import Path

import pytest

from opennrm.agencies.declared import FaultyDeclaration
from opennrm.agencies.loading import Loaded
from opennrm.plan import actions, read
from opennrm.plan.models import ActionPlan, Measure, Progress

pytestmark = pytest.mark.django_db


def test_loading_twice_changes_nothing() -> None:
    assert actions.load_plans().added > 0
    keys = list(Measure.objects.values_list("pk", flat=True))
    assert actions.load_plans() == Loaded()
    assert list(Measure.objects.values_list("pk", flat=True)) == keys


def test_the_database_holds_what_is_declared() -> None:
    actions.load_plans()
    declared = read.packaged()
    for year, plan in declared.plans.items():
        loaded = Measure.objects.filter(plan=year)
        assert [(ours.item, ours.mark_ja) for ours in loaded] == [
            (measure.item, measure.mark.ja) for measure in plan.measures
        ]
    assert [str(step) for step in Progress.objects.all()] == [step.id for step in declared.progress]


def test_progress_is_found_from_its_measure_and_its_bodies() -> None:
    actions.load_plans()
    returned = Measure.objects.get(plan=2014, item="5-e")
    assert [step.code for step in returned.progress.all()] == ["2020-5-3"]
    bodies = returned.progress.get().bodies.all()
    assert [body.organisation_id for body in bodies] == ["mofa", "iom", "isa"]


@pytest.mark.parametrize("year", [2014, 2015, 2020, 2022, 2023])
def test_the_plan_in_force_is_a_query(year: int) -> None:
    actions.load_plans()
    declared = [plan.year for plan in read.packaged().plans.values() if plan.in_force(year)]
    assert list(ActionPlan.objects.in_force(year).values_list("pk", flat=True)) == declared


def test_a_changed_declaration_changes_its_rows_alone(tmp_path: Path) -> None:
    actions.load_plans()
    folder = Path(shutil.copytree(str(read.DATA), tmp_path / "data"))
    path = folder / "action_plan_2014.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('bodies = ["mofa", "isa"]', 'bodies = ["mofa"]'), encoding="utf-8")
    assert actions.load_plans(folder) == Loaded(removed=1)
    assert [str(body.organisation_id) for body in Measure.objects.get(plan=2014, item="5-e").bodies.all()] == ["mofa"]


def test_a_faulty_declaration_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(str(read.DATA), tmp_path / "data"))
    (folder / "progress_2020.toml").write_text("report = 2020", encoding="utf-8")
    with pytest.raises(FaultyDeclaration):
        actions.load_plans(folder)
    assert not ActionPlan.objects.exists()
