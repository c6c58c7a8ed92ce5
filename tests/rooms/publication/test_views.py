"""The public pages, in both languages."""

from dataclasses import replace

import pytest
from django.test import Client

from opennrm.publication import actions, pages
from opennrm.publication.actions import Prepared
from opennrm.publication.report import Report
from opennrm.understanding import actions as understanding
from opennrm.understanding.actions import PUBLISHED
from tests.editions import bare

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(report: Report, prepared: Prepared) -> Client:
    """A visitor of a site with the demonstration's edition and the published figures."""
    from datetime import date

    actions.keep_edition(report, prepared=prepared)
    assert PUBLISHED.exists()
    understanding.load_published(on=date(2021, 6, 1))
    return Client(HTTP_HOST="localhost")


PAGES = (
    "/{lang}/statistics/",
    "/{lang}/statistics/2020/",
    "/{lang}/report/2020/",
    "/{lang}/statistics/2020/table/victims_by_nationality/",
    "/{lang}/statistics/2020/table/victims_since_2001/",
    "/{lang}/statistics/2020/figure/victims.minors/",
    "/{lang}/plan/2014/",
    "/{lang}/plan/2022/",
    "/{lang}/published/?publisher=NPA&indicator=cases_cleared",
)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_its_language_and_that_facts_are_made_up(visitor: Client, page: str, lang: str) -> None:
    answer = visitor.get(page.format(lang=lang))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{lang}"' in text
    assert ("架空" if lang == "ja" else "made up") in text
    assert "<script" not in text and " style=" not in text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_the_first_page_follows_the_browsers_language(visitor: Client) -> None:
    assert visitor.get("/", headers={"accept-language": "ja"}).headers["Location"] == "/ja/"
    assert visitor.get("/", headers={"accept-language": "de"}).headers["Location"] == "/en/"


def test_from_a_headline_one_step_leads_to_how_it_was_counted(visitor: Client, report: Report) -> None:
    home = visitor.get("/en/statistics/").content.decode()
    assert "/en/statistics/2020/figure/victims.total/" in home
    counted = visitor.get("/en/statistics/2020/figure/victims.total/").content.decode()
    assert "A person counts once a year" in counted and report.register in counted


@pytest.mark.parametrize("name", ["annual-report-2020-ja.pdf", "annual-report-2020-en.xlsx", "report.json"])
def test_the_files_of_an_edition_can_be_downloaded(visitor: Client, name: str) -> None:
    answer = visitor.get(f"/en/statistics/2020/files/{name}")
    assert answer.status_code == 200 and len(answer.content) > 2000


@pytest.mark.parametrize("name", ["..%2f..%2fkeys%2fdjango", "%2e%2e/keys/django", "%2fetc%2fpasswd", "report.json%00"])
def test_a_file_is_found_by_our_name_for_it_and_by_no_path(visitor: Client, name: str) -> None:
    assert visitor.get(f"/en/statistics/2020/files/{name}").status_code in {400, 404}


def test_a_file_goes_out_under_our_name_whatever_is_asked(visitor: Client) -> None:
    answer = visitor.get("/en/statistics/2020/files/report.json?filename=a%0d%0aX-Other:1")
    assert answer.headers["Content-Disposition"] == 'inline; filename="report.json"' and "X-Other" not in answer.headers


def test_a_number_has_its_unit_and_a_day_is_written_as_its_reader_writes_it(visitor: Client) -> None:
    page = visitor.get("/ja/statistics/2020/figure/victims.total/").content.decode()
    assert "47人" in page and "令和3年（2021年）6月1日" in page and "2021-06-01" not in page


def test_published_figures_name_period_and_category_in_the_readers_language(visitor: Client) -> None:
    at = "/published/?publisher=MHLW&indicator=temporary_protection"
    japanese, english = (visitor.get(f"/{lang}{at}").content.decode() for lang in ("ja", "en"))
    assert "2022年度" in japanese and "婦人相談所" in japanese and "Consulting Offices" not in japanese
    assert "FY2022" in english and "Women&#x27;s Consulting Offices" in english


def test_a_plan_says_its_month_in_words_and_parts_a_title_from_what_it_takes_up(visitor: Client) -> None:
    page = visitor.get("/en/plan/2022/").content.decode()
    assert "Adopted December 2022" in page
    assert "Strict immigration control: Takes up 2014" in page and "Strict immigration control Takes" not in page


def test_with_one_edition_there_is_none_to_compare_it_with(visitor: Client) -> None:
    page = visitor.get("/en/compare/").content.decode()
    assert "One edition has been published so far" in page and "<select" not in page.split("<main")[1]


def test_a_filter_given_twice_counts_once(visitor: Client) -> None:
    twice = visitor.get("/en/published.csv?publisher=NPA&publisher=UNODC").content
    assert twice == visitor.get("/en/published.csv?publisher=UNODC").content
    assert twice != visitor.get("/en/published.csv").content


def test_filters_of_published_figures_stay_in_the_address(visitor: Client) -> None:
    text = visitor.get("/en/published/?publisher=UNODC").content.decode()
    assert '<option value="UNODC" selected>United Nations Office on Drugs and Crime' in text
    assert "/en/published.csv?publisher=UNODC" in text
    nothing = visitor.get("/en/published/?publisher=UNODC&period=2020").content.decode()
    assert "No figure fits these filters" in nothing


@pytest.mark.parametrize("path", ["/en/report/1999/", "/en/statistics/2020/table/none/", "/ja/nowhere/"])
def test_what_is_not_there_is_said_in_the_readers_language(visitor: Client, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 404
    assert "<h1" in answer.content.decode()


def test_without_an_edition_the_first_page_says_so() -> None:
    text = Client(HTTP_HOST="localhost").get("/en/statistics/").content.decode()
    assert "No edition has been built yet" in text


def test_the_same_numbers_again_are_the_same_edition(report: Report, prepared: Prepared) -> None:
    first = actions.keep_edition(report, prepared=prepared)
    assert first.name == actions.keep_edition(report).name == "2020-1"


def test_a_page_is_made_once_and_made_anew_when_a_newer_edition_stands_beside(
    visitor: Client, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    one = pages.table_page
    monkeypatch.setattr(pages, "table_page", lambda *said: made.append(said[2]) or one(*said))
    address = "/{}/statistics/2020/table/victims_by_sex/"
    asked = [visitor.get(address.format(language)) for language in ("en", "ja", "en", "ja")]
    assert made == ["en", "ja"] and [each.headers["Content-Language"] for each in asked] == ["en", "ja"] * 2
    assert all("max-age=300" in each.headers["Cache-Control"] for each in asked) and b"2020-2" not in asked[0].content
    actions.keep_edition(replace(report, register="made up"), prepared=bare(replace(report, register="made up"), 2))
    newer = visitor.get(address.format("en"))
    assert made == ["en", "ja", "en"] and b"2020-2" in newer.content


def test_an_address_with_a_query_or_one_that_is_none_is_not_kept(visitor: Client) -> None:
    for address in ("/en/statistics/2020/?more=1", "/en/statistics/1999/", "/en/published/"):
        assert "public" not in visitor.get(address).headers.get("Cache-Control", ""), address
