"""The declared organisations in the database."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from opennrm.agencies import actions, read
from opennrm.agencies.declared import FaultyDeclaration
from opennrm.agencies.loading import Loaded
from opennrm.agencies.models import ContactPoint, Organisation, OrganisationName

pytestmark = pytest.mark.django_db


def test_loading_twice_changes_nothing() -> None:
    first = actions.load_organisations()
    keys = list(OrganisationName.objects.values_list("pk", flat=True))
    assert first.added > 400
    assert actions.load_organisations() == Loaded()
    assert list(OrganisationName.objects.values_list("pk", flat=True)) == keys


def test_the_database_holds_what_is_declared() -> None:
    actions.load_organisations()
    declared = read.packaged()
    assert set(Organisation.objects.values_list("code", flat=True)) == set(declared.organisations)
    assert [str(point) for point in ContactPoint.objects.all()] == list(declared.contact_points)


def test_the_poster_is_a_query() -> None:
    actions.load_organisations()
    poster = Organisation.objects.poster().named_on(date(2021, 6, 1), "ja")
    assert [body.code for body in poster] == [body.code for body in read.poster_bodies()]
    assert [body.name for body in poster][2:4] == ["警察庁", "法務省"]


def test_a_loaded_body_has_the_name_it_had_on_the_day() -> None:
    actions.load_organisations()
    centers = Organisation.objects.get(code="womens-support-centers")
    assert centers.name_on(date(2024, 3, 31), "ja") == "婦人相談所"
    assert centers.name_on(date(2024, 4, 1), "ja") == "女性相談支援センター"


def test_only_official_contact_points_are_offered() -> None:
    actions.load_organisations()
    offered = set(ContactPoint.objects.official().values_list("code", flat=True))
    assert offered == {point.code for point in read.official_contact_points()}


def test_a_changed_declaration_changes_its_rows_alone(tmp_path: Path) -> None:
    actions.load_organisations()
    folder = Path(shutil.copytree(str(read.DATA), tmp_path / "data"))
    path = folder / "organisations.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"Ministry of Justice"', '"Ministry of Fairness"'), encoding="utf-8")
    assert actions.load_organisations(folder) == Loaded(changed=1)
    assert Organisation.objects.get(code="moj").name_on(date(2020, 1, 1), "en") == "Ministry of Fairness"


def test_a_faulty_declaration_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(str(read.DATA), tmp_path / "data"))
    (folder / "contact_points.toml").write_text("contact = 3", encoding="utf-8")
    with pytest.raises(FaultyDeclaration):
        actions.load_organisations(folder)
    assert not Organisation.objects.exists()
