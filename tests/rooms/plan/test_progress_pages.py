"""The pages of progress: a form that loses nothing, an overview that filters, a draft only its own side sees."""

import pytest

from opennrm.plan import reporting, years
from opennrm.plan.progress_terms import Basis, State
from opennrm.understanding.actions import load_published
from tests.desk import body, official, signed_in
from tests.rooms.plan.test_reporting import PUBLISHED
from tests.rooms.plan.world import EN, JA, TODAY, YEAR, World

NO_ACTIVITIES = {"activity-TOTAL_FORMS": "2", "activity-INITIAL_FORMS": "0"}


class Pages(World):
    """The world with a browser each."""

    def __init__(self):
        super().__init__()
        load_published(on=TODAY)
        self.as_police, self.as_secretariat = signed_in(self.police), signed_in(self.secretariat)

    def url(self, part=""):
        return f"/en/progress/{self.row.pk}/{part}"


@pytest.fixture
def p(desk, db):
    return Pages()


def text(response, status=200):
    assert response.status_code == status, response.status_code
    return response.content.decode()


def test_who_writes_second_keeps_their_text_sees_the_other_and_saves_over_it_knowingly(p):
    p.write()
    p.write(ja="（架空）先に保存した。", at="1.1", by=p.colleague)
    given = {"text_ja": "（架空）後から書いた。", "text_en": EN, "at": "1.1", **NO_ACTIVITIES}
    page = text(p.as_police.post(p.url("edit/"), given), 422)
    assert "（架空）後から書いた。" in page and "saved meanwhile" in page and 'name="at" value="1.2"' in page
    assert p.row.versions.get().text_ja == "（架空）先に保存した。"
    assert p.as_police.post(p.url("edit/"), given | {"at": "1.2"}).status_code == 302
    assert p.row.versions.get().text_ja == "（架空）後から書いた。"


def test_an_activity_needs_its_day_and_its_words_and_is_taken_out_again(p):
    given = {"text_ja": JA, "at": "", **NO_ACTIVITIES, "activity-0-number": "30"}
    page = text(p.as_police.post(p.url("edit/"), given), 422)
    assert "Give the day" in page and "Say what it was" in page
    given |= {"activity-0-day": f"{YEAR}-06-12", "activity-0-text_ja": "（架空）研修", "activity-0-kind": "training"}
    assert p.as_police.post(p.url("edit/"), given).status_code == 302
    assert [each["number"] for each in p.row.versions.get().activities] == [30]
    out = given | {"at": "1.1", "activity-INITIAL_FORMS": "1", "activity-0-gone": "on"}
    assert p.as_police.post(p.url("edit/"), out).status_code == 302
    assert p.row.versions.get().activities == []


def test_a_figure_is_chosen_from_a_series_and_its_number_stands_in_the_text(p):
    chosen = text(p.as_police.get(p.url("figures/") + "?table=published/victims_protected&year=2020"))
    assert PUBLISHED in chosen
    assert p.as_police.post(p.url("figures/"), {"pointer": PUBLISHED}).status_code == 302
    p.write(ja="", en="(Made up) There were {1}, that is 38.", at="1.1")
    page = text(p.as_police.get(p.url()))
    assert "There were 38," in page and "goes stale" in page and "to be translated" in page
    assert text(p.as_police.post(p.url("figures/"), {"pointer": "register/x/y/z"}), 409)


def test_the_secretariat_sees_no_draft_and_the_body_every_version(p):
    p.write(ja="（架空）まだ下書き。")
    assert "まだ下書き" not in text(p.as_secretariat.get(p.url()))
    assert p.as_secretariat.get(p.url("versions/1/")).status_code == 404
    p.send()
    edited = {"text_ja": "（架空）もう下書きではない。", "text_en": EN, "at": "1.1", "why": "Clearer."}
    assert p.as_secretariat.post(p.url("edit/"), edited).status_code == 302
    assert "Clearer." in text(p.as_police.get(p.url()))
    compared = text(p.as_police.get(p.url("versions/2/")))
    assert "<del>" in compared and "<ins>" in compared and "The Japanese text:" in compared


def test_a_line_goes_its_way_by_the_pages_alone(p):
    p.write()
    assert p.as_police.post(p.url("send/"), {"at": "1.1"}).status_code == 302
    assert p.as_secretariat.post(p.url("ask-back/"), {"question": " "}).status_code == 422
    assert p.as_secretariat.post(p.url("ask-back/"), {"question": "How many?"}).status_code == 302
    assert "How many?" in text(p.as_police.get(p.url()))
    assert "Write an answer" in text(p.as_police.post(p.url("send/"), {"at": "1.1"}), 422)
    assert p.as_police.post(p.url("send/"), {"at": "1.1", "answer": "Thirty."}).status_code == 302
    assert "Thirty." in text(p.as_secretariat.get(p.url()))
    assert p.as_secretariat.post(p.url("accept/"), {"at": "1.1"}).status_code == 302
    assert p.now().state == State.ACCEPTED


def test_the_overview_filters_in_the_address_and_marks_what_was_not_seen(p):
    p.sent()
    whole = text(p.as_secretariat.get("/en/progress/"))
    assert "title seen, text not seen" in whole and "Nothing written" in whole
    filtered = text(p.as_secretariat.get("/en/progress/?state=sent&body=npa"))
    assert p.url() in filtered and "2(1)1" not in filtered
    assert "No progress fits" in text(p.as_secretariat.get("/en/progress/?state=accepted"))
    assert text(p.as_secretariat.get("/en/progress/?chapter=9"), 422)
    rows = p.as_secretariat.get("/en/progress.csv?state=sent").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 2 and ",sent," in rows[1] and "title seen" in rows[1]


def test_a_body_sees_its_own_lines_alone(p):
    rows = p.as_police.get("/en/progress.csv").content.decode("utf-8-sig").splitlines()[1:]
    assert rows and all(",npa," in row for row in rows)
    stranger = signed_in(official(body("isa"), roles=["progress_reporter"]))
    assert stranger.get(p.url()).status_code == 404
    nobody = signed_in(official(body("made-up-house", kind="ngo"), lead=True))
    assert "reports on no measure" in text(nobody.get("/en/progress/"))


def test_measures_are_joined_in_both_directions_and_marked_as_our_match(p):
    later, earlier = (text(p.as_police.get(f"/en/action-plans/{year}/")) for year in (2022, 2014))
    assert "/en/action-plans/2014/#m-1" in later and "matched by us" in later
    assert "/en/action-plans/2022/#m-1" in earlier
    assert p.as_police.get("/en/action-plans/2018/").status_code == 404


def test_the_day_names_what_is_due_what_came_and_what_is_asked(p):
    p.sent()
    assert "Progress sent by" in text(p.as_secretariat.get("/en/"))
    reporting.ask_back(p.row, "?", by=p.secretariat, on=TODAY)
    assert "the secretariat asked back" in text(p.as_police.get("/en/"))
    assert "is to answer" in text(p.as_secretariat.get("/en/"))


def test_the_secretariat_assigns_and_takes_off_on_one_page(p):
    url = f"/en/reporting-years/{YEAR}/"
    assert "nobody" in text(p.as_secretariat.get(url))
    body("mext")
    given = {"do": "assign", "measure": p.row.measure_id, "body": "mext"}
    assert p.as_secretariat.post(url, given).status_code == 302
    assert "reports on this measure already" in text(p.as_secretariat.post(url, given), 422)
    made = p.year.progress.get(organisation="mext", measure=p.row.measure)
    assert p.as_secretariat.post(url, {"do": "unassign", "progress": made.pk}).status_code == 302
    assert "before the end of the year" in text(p.as_secretariat.post(url, {"do": "due", "due": "2025-06-01"}), 422)
    assert "loaded from a file" in text(p.as_secretariat.post("/en/reporting-years/", {"year": 2020}), 422)


def test_why_bodies_report_is_said_once_and_beside_those_alone_that_differ(p):
    url = f"/en/reporting-years/{YEAR}/"
    usual, other = Basis.FOLLOWED.label, Basis.SECRETARIAT.label
    assert [text(p.as_secretariat.get(url)).count(str(each)) for each in (usual, other)] == [1, 0]
    years.assign(p.year, p.row.measure, body("mext"), by=p.secretariat, on=TODAY)
    assert [text(p.as_secretariat.get(url)).count(str(each)) for each in (usual, other)] == [1, 1]
