"""The pages of files: upload, columns, words, preview, cases; asking, approving and making an export."""

import csv
import html
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from opennrm.identification.exchange import parcels
from opennrm.identification.interchange import Target
from opennrm.identification.models import Case, Export, ImportMapping
from opennrm.vault import recovery
from tests.desk import at_the_desk, signed_in
from tests.rooms.identification.test_exports import PRIVATE, PUBLIC, consent, partner
from tests.rooms.identification.world import desk, opened, shelter

pytestmark = pytest.mark.django_db(transaction=True)
HEADER = ("氏名", "性別", "国籍", "生年月日", "メモ欄")
ROWS = (
    ("架空 一郎", "男", "ベトナム", "1999-05-01", "作り話"),
    ("架空 次郎", "甲", "ベトナム", "1998-05-01", ""),
    ("架空 三郎", "男", "Atlantis", "1998-05-01", ""),
)
MAPPED = ("name", "sex", "nationality", "birth_date", "note")
AT = "/en/cases/import/"


@pytest.fixture(autouse=True)
def _desk():
    with at_the_desk():
        yield


def workbook(*rows, header=HEADER):
    book, out = Workbook(), io.BytesIO()
    for cells in (header, *rows):
        book.active.append(cells)
    book.save(out)
    return out.getvalue()


def sent(client, body=None, name="cases.xlsx", mapping="", **how):
    given = {"file": SimpleUploadedFile(name, body or workbook(*ROWS)), "mapping": mapping}
    return client.post(AT, given, **how)


def text(answer):
    return html.unescape(answer.content.decode())


def carried(answer):
    return re.search(r'name="carried" value="([^"]+)"', answer.content.decode())[1]


def columns(client, answer, name="Excel of the police"):
    told = {f"column-{at}": target for at, target in enumerate(MAPPED)}
    return client.post(f"{AT}columns/", {"carried": carried(answer), "name": name, **told})


def test_a_file_goes_from_its_columns_to_its_words_to_a_preview_to_cases():
    isa = desk()
    client = signed_in(isa.officer)
    page = sent(client)
    assert page.status_code == 200 and "架空 一郎" in text(page)
    page = columns(client, page)
    assert "«甲» means" in text(page) and "«Atlantis» means" in text(page)
    page = client.post(f"{AT}words/", {"carried": carried(page), "word-sex-0": "male"})
    said = text(page)
    assert "Atlantis" in said and "a country by its English or Japanese name" in said
    page = client.post(f"{AT}take/", {"carried": carried(page)})
    assert "The file is taken in" in text(page)
    with isa.identifying():
        assert Case.objects.count() == 2


def test_the_mapping_and_its_words_are_remembered_for_the_next_file():
    isa = desk()
    client = signed_in(isa.officer)
    page = columns(client, sent(client))
    client.post(f"{AT}words/", {"carried": carried(page), "word-sex-0": "male", "word-nationality-0": "-"})
    kept = ImportMapping.objects.get()
    assert kept.values == {"sex": {"甲": "male"}, "nationality": {"atlantis": ""}}
    again = sent(client, workbook(("架空 四郎", "甲", "Atlantis", "", "")), mapping=kept.name)
    assert "What would be taken in" in text(again)
    assert kept.name not in text(signed_in(shelter().officer).get(AT))


def test_refused_rows_come_back_as_a_file_to_correct():
    client = signed_in(desk().officer)
    page = columns(client, sent(client))
    page = client.post(f"{AT}words/", {"carried": carried(page)})
    answer = client.post(f"{AT}refused/", {"carried": carried(page)})
    header, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert tuple(header[:5]) == HEADER
    assert [row[0] for row in rows] == ["架空 次郎", "架空 三郎"]
    assert "甲" in rows[0][5] and "one of" in rows[0][5]


def test_a_row_that_repeats_a_case_is_left_out_unless_it_is_ticked():
    isa = desk()
    case = opened(isa, names=(("name", "架空 一郎"),), birth_date=None)
    client = signed_in(isa.officer)
    page = columns(client, sent(client, workbook(ROWS[0])), name="")
    assert case.code in text(page)
    answer = client.post(f"{AT}take/", {"carried": carried(page)})
    assert answer.status_code == 422
    client.post(f"{AT}take/", {"carried": carried(page), "row": "2"})
    with isa.identifying():
        assert Case.objects.count() == 2


BAD = {
    "no file": (b"", "cases.xlsx", 422, "submitted file is empty"),
    "another kind of file": (b"MZ made up", "cases.exe", 422, "a file ending in .csv or .xlsx"),
    "no workbook": (b"made up", "cases.xlsx", 422, "an Excel workbook"),
    "a broken workbook": (workbook(*ROWS)[:500], "cases.xlsx", 422, "an Excel workbook"),
    "an empty sheet": (workbook(header=()), "cases.xlsx", 422, "the file is empty"),
    "JSON of another kind": (b'{"cases": 1}', "cases.json", 422, "a JSON file of HTCDS 2.0"),
    "too many rows": ("\n".join(["氏名", *map(str, range(600))]).encode(), "cases.csv", 422, "500 rows at once"),
    "too large": (b"x" * (2 << 20), "cases.csv", 413, "larger than 1 MB"),
}


@pytest.mark.parametrize("case", BAD, ids=list(BAD))
def test_a_bad_file_is_refused_with_a_sentence_that_says_what_to_do(case):
    body, name, status, said = BAD[case]
    isa = desk()
    answer = signed_in(isa.officer).post(AT, {"file": SimpleUploadedFile(name, body), "mapping": ""})
    assert answer.status_code == status
    assert said in text(answer)
    with isa.identifying():
        assert not Case.objects.exists()


def test_a_formula_without_a_saved_value_refuses_its_row():
    client = signed_in(desk().officer)
    page = columns(client, sent(client, workbook(ROWS[0], ("=A2", "男", "ベトナム", "", ""))), name="")
    assert "the formula has none saved" in text(page)


def test_what_travels_between_the_pages_is_sealed_and_for_one_official_alone():
    isa = desk()
    page = sent(signed_in(isa.officer))
    assert "架空".encode() not in carried(page).encode()
    other = signed_in(isa.second)
    assert other.post(f"{AT}columns/", {"carried": carried(page)}).status_code == 409
    assert other.post(f"{AT}take/", {"carried": "made up"}).status_code == 409


def test_a_file_without_the_token_of_the_form_is_refused():
    isa = desk()
    trusting = signed_in(isa.officer)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = trusting.cookies
    assert sent(strict).status_code == 403
    assert sent(Client()).status_code == 302


def test_a_column_mapped_twice_is_named_and_nothing_is_lost():
    client = signed_in(desk().officer)
    page = sent(client)
    told = {"column-0": Target.NAME, "column-1": Target.NAME}
    answer = client.post(f"{AT}columns/", {"carried": carried(page), "name": "kept", **told})
    assert answer.status_code == 422
    assert "Two columns hold the same field" in text(answer) and 'value="kept"' in text(answer)


def ask(client, case, **more):
    line = f"{parcels.PUBLIC} {recovery.written(PUBLIC)}"
    told = {"cases": case.code, "recipient": "iom", "form": "json", "classes": ["identity"], "key": line}
    return client.post("/en/cases/exports/new/", told | more)


def test_an_export_is_asked_for_approved_by_another_and_downloaded_once():
    isa = desk()
    case = opened(isa)
    consent(case, isa)
    first, second = signed_in(isa.officer), signed_in(isa.second)
    page = ask(first, case)["Location"]
    assert "Approve</button>" not in text(first.get(page))
    first.post(f"{page}approve/")
    assert Export.objects.get().approved is None
    assert "Approve</button>" in text(second.get(page))
    second.post(f"{page}approve/")
    answer = first.post(f"{page}make/")
    assert "attachment" in answer["Content-Disposition"]
    assert b"prs_Birthdate" in parcels.opened_by_key(PRIVATE, io.BytesIO(answer.content))
    again = first.post(f"{page}make/", follow=True)
    assert "is made once" in text(again)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"cases": "nothing"}, "This is no code of a case"),
        ({"cases": "0000-0000"}, "You see no case"),
        ({"key": ""}, "has no inbox here and no key was given"),
        ({"key": "made up"}, "This is no public key for exchange"),
        ({"key": f"{parcels.PRIVATE} made up"}, "This is the private half of a key"),
        ({"classes": ["identity", "contact"]}, "does not take in all that is to be sent"),
        ({"recipient": "isa"}, "That organisation is your own"),
    ],
    ids=["no code", "no case", "no key", "a bad key", "a private key", "too much", "to oneself"],
)
def test_a_faulty_request_says_what_to_do(more, said):
    isa = desk()
    case = opened(isa)
    consent(case, isa, classes="identity")
    answer = ask(signed_in(isa.officer), case, **more)
    assert answer.status_code == 422
    assert said in text(answer)
    assert not Export.objects.exists()


def test_another_bodys_export_is_not_there():
    isa = desk()
    case = opened(isa)
    consent(case, isa)
    page = ask(signed_in(isa.officer), case)["Location"]
    stranger = signed_in(shelter().officer)
    assert stranger.get(page).status_code == 404
    assert page not in text(stranger.get("/en/cases/exports/"))


def test_what_a_file_said_of_a_decision_stands_on_the_case_and_opens_when_asked_for():
    isa = desk()
    client = signed_in(isa.officer)
    told = ("架空 一郎", "confirmed", "架空警察")
    page = sent(client, workbook(told, header=("name", "standing", "decided_by")))
    mapped = {"column-0": "name", "column-1": "standing", "column-2": "decided_by"}
    page = client.post(f"{AT}columns/", {"carried": carried(page), "name": "", **mapped})
    client.post(f"{AT}take/", {"carried": carried(page)})
    with isa.identifying():
        case = Case.objects.get()
    shown = text(client.get(f"/en/cases/{case.code}/"))
    assert "It is no decision here." in shown and "架空警察" not in shown
    assert "架空警察" in text(client.post(f"/en/cases/{case.code}/opened/"))


def test_the_partner_is_in_the_list_to_choose_from():
    partner()
    assert 'value="iom"' in text(signed_in(desk().officer).get("/en/cases/exports/new/"))
