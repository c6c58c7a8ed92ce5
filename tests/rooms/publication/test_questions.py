"""A table for a question of the day: counted by declared schemes, protected before it is seen, saved to run again."""

import csv
import io

import pytest
from django.test import Client

from opennrm.page.refusals import Refused
from opennrm.publication import answering
from opennrm.publication.answering import Asked
from opennrm.publication.models import Question
from opennrm.publication.terms import Refusal
from opennrm.understanding.engines.duck import DuckEngine
from opennrm.vault.models import AuditLine
from tests import made_up
from tests.desk import body, official, signed_in
from tests.factories import write_register

VICTIMS = "victims_by_sex"
ASKED = Asked(VICTIMS, "sex", "year", 2019, 2020, "public")


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    return write_register(tmp_path_factory.mktemp("asked") / "register", made_up.facts())


@pytest.fixture(autouse=True)
def counted(register, monkeypatch):
    """The made-up facts from a folder instead of a database."""
    monkeypatch.setattr(answering.address, "database", lambda **_named: None)
    monkeypatch.setattr(answering, "engine", lambda *_args, **_named: DuckEngine.from_files(register))


def refusal(asked):
    with pytest.raises(Refused) as refused:
        answering.answer(asked)
    return refused.value.reason


def test_small_counts_never_leave_and_cannot_be_reckoned_by_subtraction():
    found = answering.answer(ASKED)
    values = {key: value for key, (value, _status) in found.cells.items()}
    assert values["Total", "2020"] == "38" and values["male", "2020"] == ""
    assert found.primary >= 1 and found.secondary >= 1
    for column in ("2019", "2020"):
        assert [values[row, column] for row in ("female", "male")].count("") != 1, "one gap is the total less the rest"
    rows = list(csv.DictReader(io.StringIO(found.to_csv().decode("utf-8-sig"))))
    assert all(not r["value"] for r in rows if (r["row"], r["column"]) == ("male", "2020"))


def test_a_filter_bounds_whom_the_table_counts():
    whole = answering.answer(Asked(VICTIMS, "minor", "year", 2019, 2020, "public"))
    women = answering.answer(Asked(VICTIMS, "minor", "year", 2019, 2020, "public", "sex:female"))
    assert whole.cells["Total", "2020"][0] == "38" and women.cells["Total", "2020"][0] in ("", "33")


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (Asked(VICTIMS, "occupation", "year", 2020, 2020, "public"), Refusal.NOT_THE_SAME_UNITS),
        (Asked(VICTIMS, "sex", "sex", 2020, 2020, "public"), Refusal.NOT_THE_SAME_UNITS),
        (Asked("suspects_by_everything", "sex", "year", 2020, 2020, "public"), Refusal.NOT_THE_SAME_UNITS),
        (Asked(VICTIMS, "sex", "year", 2020, 2019, "public"), Refusal.YEARS_TURNED),
        (Asked(VICTIMS, "nationality", "year", 2000, 2099, "public"), Refusal.TOO_MANY_CELLS),
        (Asked(VICTIMS, "sex", "year", 2001, 2001, "public"), Refusal.TOO_FEW),
    ],
)
def test_what_cannot_be_asked_is_refused(asked, reason):
    assert refusal(asked) is reason


def test_every_population_has_dimensions_whose_rows_add_up():
    for each in answering.populations().values():
        assert each.dimensions and not {"exploitation_each", "means"} & set(each.dimensions), each.id


def test_an_official_builds_saves_and_runs_a_table_again(db, desk):
    by = official(roles=["statistician"])
    client, url = signed_in(by), "/en/questions/"
    query = {"population": VICTIMS, "rows": "sex", "columns": "year", "first": 2019, "last": 2020, "policy": "public"}
    page = client.get(url, query).content.decode()
    assert "Withheld because they are too small" in page and "— withheld" in page
    assert AuditLine.objects.filter(act="question.answered", by=by.word).exists()
    assert client.post(url, {**query, "title": "A question of 3 March"}).status_code == 302
    saved = Question.objects.get()
    assert (saved.title, saved.asked["last"]) == ("A question of 3 March", 2020)
    again = client.get(url).content.decode()
    assert "A question of 3 March" in again and "first=2020&amp;last=2021" in again
    assert client.get("/en/questions/table.csv", query).content.startswith(b"\xef\xbb\xbf")
    wrong = client.get(url, {**query, "first": 2021})
    assert wrong.status_code == 422 and "Turn them round" in wrong.content.decode()
    elsewhere: Client = signed_in(official(body("moj"), roles=["statistician"]))
    assert "A question of 3 March" not in elsewhere.get(url).content.decode()
