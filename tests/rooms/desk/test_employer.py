"""One employer in the rooms of chapters 2 and 4: each official finds what their own room shows them, and no more."""

import pytest
from django.urls import reverse

from tests.desk import signed_in
from tests.rooms.eradication.world import opened, police
from tests.rooms.prevention.examining_world import NUMBERS, bureau

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


def looks(by, **asked):
    return signed_in(by).get(reverse("desk:employer", urlconf="opennrm.config.urls_desk"), asked)


def test_an_investigator_finds_investigations_and_an_examiner_employers_of_one_number():
    squad, office = police(), bureau()
    investigation, employer = opened(squad, employer=NUMBERS[0]), office.employer()
    assert employer.number == NUMBERS[0]
    asked = {"number": f"{NUMBERS[0][:4]}-{NUMBERS[0][4:]}"}
    seen_by_police = looks(squad.officer, **asked).content.decode()
    seen_by_office = looks(office.examiner, **asked).content.decode()
    assert investigation.code in seen_by_police and str(employer.pk) not in seen_by_police
    assert str(employer.pk) in seen_by_office and investigation.code not in seen_by_office


def test_a_number_of_nobody_and_no_number_at_all_are_said():
    squad = police()
    assert "Nothing of this number" in looks(squad.officer, number=NUMBERS[0]).content.decode()
    wrong = looks(squad.officer, number="123")
    assert wrong.status_code == 422 and "123" in wrong.content.decode()
