"""The pages of employers and examinations as an examiner uses them."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from PIL import Image

from opennrm.prevention.actions import asking, employers
from opennrm.prevention.examination import example
from opennrm.prevention.examining_terms import ExaminationState, MeasureKind, Result, TieKind
from opennrm.prevention.models import Contract, Employer, Examination, Letter, Line, Measure, Paper
from opennrm.prevention.terms import Group
from tests.desk import body, official, signed_in
from tests.rooms.identification.world import days_ago, today
from tests.rooms.prevention.examining_world import ADDRESS, NUMBERS, SOUND, bureau
from tests.rooms.prevention.test_employers import decided

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


@pytest.fixture
def at():
    return bureau()


@pytest.fixture
def there(at):
    of = at.employer()
    at.contract(of, "made-up-2", pay="158000", passport_kept="yes", C09="")
    return at.begun(of)


def url(name, *args):
    return reverse(f"prevention:{name}", args=args, urlconf="opennrm.config.urls_desk")


def looks(client, page, *args, **data):
    answer = client.get(url(page, *args), data)
    assert answer.status_code == 200
    return answer.content.decode()


def sends(client, page, *args, **data):
    return client.post(url(page, *args), data, follow=True)


def test_an_employer_and_a_contract_are_entered_and_nothing_typed_is_lost(at):
    client = signed_in(at.examiner)
    assert "No employer is found" in looks(client, "employers")
    wrong = client.post(url("employer_new"), {"number": "9999999999998", "name": "架空食品"})
    assert wrong.status_code == 422
    assert "slip of the pen" in wrong.content.decode() and "架空食品" in wrong.content.decode()
    sends(client, "employer_new", number="９９９９９９９９９９９９９", name="架空食品", address=ADDRESS)
    with at.examining():
        of = Employer.objects.get()
    terms = SOUND | {"code": "k-1", "pay": "1200"}
    wrong = client.post(url("employer_do", of.pk, "contract"), terms)
    assert wrong.status_code == 422
    assert "look whether the unit is right" in wrong.content.decode()
    assert "k-1" in sends(client, "employer_do", of.pk, "contract", **terms | {"pay": "158000"}).content.decode()
    page = looks(client, "employer", of.pk)
    assert "22.9 % less" in page and ADDRESS not in page


def test_filters_stay_in_the_address(at):
    at.employer(0)
    at.employer(1, industry="A")
    client = signed_in(at.examiner)
    page = looks(client, "employers", industry="A")
    assert NUMBERS[1] in page and NUMBERS[0] not in page
    assert NUMBERS[0] in looks(client, "employers", named=NUMBERS[0][:13])


def test_the_page_of_an_examination_shows_what_is_open_with_its_law_and_mark(at, there):
    page = looks(signed_in(at.examiner), "examination", there.pk)
    for each in (
        "Ordinance, art. 1(1)3",
        "To be confirmed on e-Gov",
        "205000 − 158000 = 47000",
        "the passport is kept",
    ):
        assert each in page
    assert there.code in looks(signed_in(at.examiner), "examinations", mine="mine")


def test_a_group_of_criteria_is_looked_at_and_kept_and_one_goes_on(at, there):
    client = signed_in(at.examiner)
    with at.examining():
        contract = Contract.objects.get().pk
    args = (there.pk, contract, Group.CONTRACT.value)
    page = looks(client, "examination_criteria", *args)
    names = re.findall(r'name="(outcome-[0-9a-f]{32})"', page)
    with at.examining():
        lines = {each.pk.hex: each for each in Line.objects.filter(group=Group.CONTRACT)}
    assert len(names) == len(lines) == 9
    sent = {}
    for pk, line in lines.items():
        sent |= {f"outcome-{pk}": line.outcome, f"seen-{pk}": line.outcome, f"evidence-{pk}": "", f"paper-{pk}": ""}
    unshown = next(pk for pk, line in lines.items() if line.criterion == "C09")
    refused = client.post(url("examination_criteria", *args), sent | {f"outcome-{unshown}": "met"})
    assert refused.status_code == 422 and "Say what shows it" in refused.content.decode()
    sent |= {f"outcome-{unshown}": "met", f"evidence-{unshown}": "seen (made up)", "next": "1"}
    answer = client.post(url("examination_criteria", *args), sent)
    assert answer.url.endswith(f"/{Group.ORGANISATION.value}/")
    assert "9/9" in looks(client, "examination", there.pk)


def test_a_letter_goes_as_pdf_in_two_languages_and_in_no_third(at, there):
    client = signed_in(at.examiner)
    assert 'value="vi" selected' in looks(client, "examination_do", there.pk, "ask")
    sends(client, "examination_do", there.pk, "ask", language="vi", due=days_ago(-14).isoformat())
    with at.examining():
        letter = Letter.objects.get()
    for language in ("ja", "vi"):
        answer = client.get(url("examination_letter", letter.pk, language))
        assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert client.get(url("examination_letter", letter.pk, "en")).status_code == 404
    said = {"what": "answered", "day": today().isoformat(), "text": "made up"}
    assert "answered" in sends(client, "examination_answer", letter.pk, **said).content.decode()


def test_decided_measured_and_reviewed_by_a_colleague(at, there):
    client = signed_in(at.examiner)
    early = client.post(url("examination_do", there.pk, "decide"), {"result": "fulfils", "reason": "made up"})
    assert early.status_code == 422 and "Settle each first" in early.content.decode()
    sends(client, "examination_do", there.pk, "decide", result="does_not", reason="made up")
    sends(client, "examination_do", there.pk, "measure", kind="order", due=days_ago(-9).isoformat(), reason="made up")
    with at.examining():
        order = Measure.objects.get()
    assert "Fulfilled" in sends(client, "examination_measure", order.pk, state="fulfilled", note="x").content.decode()
    own = client.post(url("examination_do", there.pk, "review"), {"finding": "upheld", "reason": "made up"})
    assert "Nobody reviews their own decision" in own.content.decode()
    page = sends(signed_in(at.second), "examination_do", there.pk, "review", finding="upheld", reason="made up")
    assert "The decision stands" in page.content.decode()


def picture():
    made = io.BytesIO()
    image = Image.new("RGB", (4, 4))
    image.getexif()[0x9286] = "taken by Yamada"
    image.save(made, "JPEG", exif=image.getexif())
    return made.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_document_is_cleaned_and_opens_on_a_post_alone_with_a_line(at, there):
    client, raw = signed_in(at.examiner), picture()
    assert b"Yamada" in raw
    file = SimpleUploadedFile("Yamada.jpg", raw, "image/jpeg")
    assert (
        "Cleaned and sealed" in sends(client, "examination_attach", there.pk, kind="wages", file=file).content.decode()
    )
    with at.examining():
        paper = Paper.objects.get()
    assert client.get(url("examination_paper", paper.pk)).status_code == 405
    opened = client.post(url("examination_paper", paper.pk))
    assert opened.content.startswith(b"\xff\xd8\xff") and b"Yamada" not in opened.content
    bad = SimpleUploadedFile("x.bin", b"\x00\x01\x02\xff", "application/x")
    assert client.post(url("examination_attach", there.pk), {"kind": "wages", "file": bad}).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_names_and_reasons_open_on_a_post(at, there):
    decided(at, there)
    with at.examining():
        employers.add_tie(there.employer, kind=TieKind.BROKER, name="架空ブローカー", since=today(), by=at.examiner)
    client = signed_in(at.examiner)
    assert "架空ブローカー" not in looks(client, "employer", there.employer_id)
    page = client.post(url("employer_show", there.employer_id)).content.decode()
    assert "架空ブローカー" in page and ADDRESS in page
    assert "made up" in client.post(url("examination_show", there.pk)).content.decode()


def test_who_shares_and_the_late_in_the_menu(at, there):
    other = at.employer(1)
    with at.examining():
        for of in (there.employer, other):
            employers.add_tie(of, kind=TieKind.BROKER, name="x", number="13-up-1", since=today(), by=at.examiner)
        asking.take_measure(
            there, kind=MeasureKind.GUIDANCE, reason="made up", due=days_ago(-1), by=at.examiner, on=today()
        )
        Measure.objects.update(due=days_ago(1))
    client = signed_in(at.examiner)
    page = looks(client, "employers_shared", kind="broker")
    assert "13-UP-1" in page and "Broker or recruiter" in page
    home = client.get(reverse("desk:home", urlconf="opennrm.config.urls_desk")).content.decode()
    assert there.code in home and "Guidance and advice" in home


def test_a_file_is_taken_in_and_what_is_wrong_is_told_by_row(at):
    client = signed_in(at.examiner)
    answer = client.get(url("employer_file"), {"example": ""})
    assert answer.content.decode("utf-8-sig") == example()
    text = example() + "x,9999999999998\n"
    file = SimpleUploadedFile("made-up.csv", text.encode(), "text/csv")
    page = client.post(url("employer_file"), {"file": file}).content.decode()
    assert "Contracts entered: 2. New employers: 1." in page and "<td>4</td>" in page
    nonsense = client.post(url("employer_file"), {"file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n", "text/csv")})
    assert nonsense.status_code == 422 and "may not be absent" in nonsense.content.decode()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", ("この名称の列（必須）", "既定の列又は基準")),
        ("contract,contract,employer\n", ("重複のない列名",)),
        (example() + "x,9999999999998\n", ("引用符で囲まれていないコンマ",)),
    ],
)
def test_what_is_wrong_with_a_file_reads_in_japanese(at, text, said):
    file = SimpleUploadedFile("made-up.csv", text.encode(), "text/csv")
    with override("ja"):
        page = signed_in(at.examiner).post(url("employer_file"), {"file": file}).content.decode()
    assert all(each in page for each in said)


def test_identification_is_told_from_the_page(at, there):
    official(body("isa"), roles=["identification_officer"])
    said = {"to": "isa", "urgency": "1", "text": "made up"}
    page = sends(signed_in(at.examiner), "examination_do", there.pk, "suspect", **said).content.decode()
    assert "identification told" in page


def test_a_strict_one_begins_from_the_page_and_a_stopped_one_goes_on(at, there):
    decided(at, there, Result.DOES_NOT)
    client = signed_in(at.examiner)
    of = there.employer_id
    with at.examining():
        contract = Contract.objects.get()
    said = {"contracts": str(contract.pk), "kind": "strict", "law_day": today().isoformat()}
    page = sends(client, "employer_do", of, "examine", **said).content.decode()
    assert "Strict re-examination" in page and there.code in page
    with at.examining():
        again = Examination.objects.going_on().get()
    sends(client, "examination_do", again.pk, "stop")
    sends(client, "examination_do", again.pk, "resume")
    with at.examining():
        assert Examination.objects.get(pk=again.pk).state == ExaminationState.UNDER_WAY
    early = client.post(url("employer_do", of, "examine"), said | {"law_day": "2018-01-01"})
    assert "No criteria hold on that day" in early.content.decode()
