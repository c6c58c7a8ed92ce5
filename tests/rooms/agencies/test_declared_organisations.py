"""The organisations as declared: names by date, the poster, local offices, faults."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from opennrm.agencies import read
from opennrm.agencies.declared import JAPANESE, FaultyDeclaration
from opennrm.agencies.prefectures import PREFECTURES
from opennrm.agencies.terms import OrganisationKind

PACKAGED = Path(str(read.DATA))
SEED = Path(__file__).resolve().parents[4] / "shared" / "seed" / "annual-report-overview-2020.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the declarations that a test may break."""
    return Path(shutil.copytree(PACKAGED, tmp_path / "data"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_poster_is_signed_by_the_bodies_of_the_overview_in_its_order() -> None:
    if not SEED.exists():
        pytest.skip("the overview for 2020 is not beside this checkout (../shared/seed)")
    signed = SEED.read_text(encoding="utf-8").strip().splitlines()[-1].split("/")
    ours = [body.name_on(date(2021, 6, 1), "en") for body in read.poster_bodies()]
    assert [name.replace(",", "") for name in ours] == [name.replace(",", "") for name in signed]
    assert len(ours) == 11


@pytest.mark.parametrize(
    ("code", "day", "english", "japanese"),
    [
        ("womens-support-centers", date(2024, 3, 31), "Women's Consulting Offices", "婦人相談所"),
        ("womens-support-centers", date(2024, 4, 1), "Women's Support Centers", "女性相談支援センター"),
        ("isa", date(2019, 3, 31), "Immigration Bureau, Ministry of Justice", "法務省入国管理局"),
        ("isa", date(2020, 12, 31), "Immigration Services Agency of Japan", "出入国在留管理庁"),
        ("labour-osaka", date(2020, 1, 1), "Osaka Labour Bureau", "大阪労働局"),
        ("caa", date(2001, 1, 1), "Consumer Affairs Agency", "消費者庁"),
    ],
)
def test_a_body_has_the_name_it_had_on_the_day(code: str, day: date, english: str, japanese: str) -> None:
    assert read.name_on(code, day, "en") == english
    assert read.name_on(code, day, "ja") == japanese


def test_every_prefecture_has_one_labour_bureau() -> None:
    offices = [body for body in read.packaged().organisations.values() if not body.collective]
    labour = [body.prefecture for body in offices if body.kind is OrganisationKind.LABOUR_BUREAU]
    assert sorted(labour) == sorted(PREFECTURES)


def test_there_are_eight_legal_affairs_bureaus_and_forty_two_district_ones() -> None:
    offices = [body for body in read.packaged().organisations.values() if not body.collective]
    legal = [body for body in offices if body.kind is OrganisationKind.LEGAL_AFFAIRS_BUREAU]
    district = [body for body in offices if body.kind is OrganisationKind.DISTRICT_LEGAL_AFFAIRS_BUREAU]
    assert (len(legal), len(district)) == (8, 42)
    assert {body.prefecture for body in legal + district} == set(PREFECTURES)


def test_every_name_is_written_in_japanese_too() -> None:
    for body in read.packaged().organisations.values():
        for name in body.names:
            assert JAPANESE.search(name.text.ja), body.code


def test_every_fault_of_every_file_is_named_at_once(folder: Path) -> None:
    change(folder / "organisations.toml", "poster = 4\n", 'poster = 5\nmotto = "x"\n')
    change(
        folder / "local_offices.toml",
        'prefecture = "27", en = "Osaka Labour',
        'prefecture = "48", en = "Osaka Labour',
    )
    change(folder / "contact_points.toml", 'code = "dv-plus"', 'code = "dv-navi"')
    with pytest.raises(FaultyDeclaration) as raised:
        read.read(folder)
    places = [(fault.file, fault.entry, fault.key) for fault in raised.value.faults]
    assert places == [
        ("organisations.toml", "organisation moj", "motto"),
        ("local_offices.toml", "group labour-bureaus, offices labour-osaka", "prefecture"),
        ("organisations.toml", "organisation mofa", "poster"),
        ("contact_points.toml", "contact dv-navi", "code"),
    ]


def test_a_file_that_is_no_toml_is_one_fault(folder: Path) -> None:
    (folder / "organisations.toml").write_text("[[organisation\n", encoding="utf-8")
    with pytest.raises(FaultyDeclaration) as raised:
        read.read(folder)
    ours = [fault for fault in raised.value.faults if fault.file == "organisations.toml"]
    assert len(ours) == 1
    assert "line 1" in ours[0].message


def test_names_that_share_a_day_are_a_fault(folder: Path) -> None:
    change(folder / "organisations.toml", "until = 2024-03-31", "until = 2024-04-01")
    with pytest.raises(FaultyDeclaration, match="share days"):
        read.read(folder)


def test_a_body_above_itself_is_a_fault(folder: Path) -> None:
    change(folder / "organisations.toml", 'code = "moj"\n', 'code = "moj"\nparent = "isa"\n')
    with pytest.raises(FaultyDeclaration, match="leads back"):
        read.read(folder)
