"""The public interface: the frozen editions and the ledger, as the pages have them, for everybody and for caches."""

import pytest
from django.test import Client

from opennrm.page.api import AT
from opennrm.page.problems import MEDIA
from opennrm.publication import outputs
from opennrm.publication.actions import keep_edition
from opennrm.publication.models import EditionFile
from tests.editions import bare
from tests.rooms.access.world import organisation
from tests.spec.permissions_release import released

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(report):
    return keep_edition(report, prepared=bare(report))


def told(path):
    answer = Client().get(AT + path)
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"].startswith("application/json") and not answer.cookies
    return answer.json()


def test_editions_and_their_files_have_addresses_that_hold_and_digests_that_are_theirs(edition):
    (listed,) = told("editions")["editions"]
    assert listed["name"] == "2020-1" and listed["newest"] and listed["demo"]
    whole = told("editions/2020")
    assert whole["edition"] == listed
    digests = dict(EditionFile.objects.values_list("name", "sha256"))
    assert {each["name"]: each["sha256"] for each in whole["files"]} == digests
    for each in [listed, *whole["files"], *whole["tables"]]:
        assert Client().get(each["address"]).status_code == 200, each["address"]


def test_every_figure_and_table_is_the_one_of_the_page(edition, report):
    figures = told("editions/2020-1/figures")["figures"]
    assert {each["id"]: each["value"] for each in figures} == {each.id: each.value for each in report.figures}
    assert told(f"editions/2020-1/figures/{figures[0]['id']}") == figures[0]
    for each in report.tables:
        found = told(f"editions/2020-1/tables/{each.id}")
        assert [tuple(row["values"]) for row in found["rows"]] == [row.values for row in each.rows]
        assert len(found["table"]["forms"]) == len(outputs.TABLE_FORMATS)
        assert Client().get(found["table"]["forms"][0]["address"]).status_code == 200


def test_the_ledger_and_a_release_name_what_was_spent_and_no_official(edition):
    made = released(organisation("made-up-own"))
    (budget,) = told("releases")["budgets"]
    (line,) = budget["releases"]
    assert line["number"] == made.number and line["sha256"] == made.sha256
    whole = told(f"releases/{made.number}")
    assert whole["release"] == line
    for each in whole["files"]:
        assert Client().get(each["address"]).status_code == 200
    assert str(made.spending.approved_by_id) not in str(whole)


def test_answers_may_be_kept_and_asked_for_again_by_their_tag(edition):
    newest, named = (Client().get(f"{AT}editions/{at}") for at in ("2020", "2020-1"))
    assert newest.headers["Cache-Control"] == "public, max-age=300"
    assert "immutable" in named.headers["Cache-Control"]
    again = Client().get(f"{AT}editions/2020-1", headers={"If-None-Match": named.headers["ETag"]})
    assert again.status_code == 304 and again.content == b""


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("editions/1999", 404),
        ("editions/2020-9", 404),
        ("editions/x", 422),
        ("editions/２０２０", 422),
        ("editions/2020/tables/nothing", 404),
        ("editions/2020/figures/nothing", 404),
        ("releases/R2026-99", 404),
        ("releases/x", 422),
        ("nothing", 404),
        ("editions/%00", 400),
        ("editions/%ff", 422),
    ],
)
def test_what_is_not_there_is_a_problem_in_the_language_asked_for(edition, path, status):
    for spoken, sign in (("ja", "。"), ("en", ".")):
        answer = Client().get(AT + path, headers={"Accept-Language": spoken})
        assert answer.status_code == status and answer.headers["Content-Type"] == MEDIA
        assert answer.json()["detail"].endswith(sign)
