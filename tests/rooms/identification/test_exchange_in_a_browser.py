"""Pages of files and exports in a real browser without JavaScript: seen by axe at two widths."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from opennrm.identification.actions import exports
from tests.desk import signed_in
from tests.looking import SIZES, context, followed, looked_at
from tests.rooms.identification.test_exchange_pages import HEADER, MAPPED, ROWS, workbook
from tests.rooms.identification.test_exports import asked, consent
from tests.rooms.identification.world import desk, opened, today

pytestmark = pytest.mark.browser


@pytest.fixture
def there(address):
    """A body with a case, an export it asked for, and the cookies of the second official."""
    isa = desk()
    case = opened(isa)
    consent(case, isa)
    with isa.identifying():
        isa.export = exports.ask(asked(case), by=isa.officer, on=today())
    isa.cookies = {name: each.value for name, each in signed_in(isa.second).cookies.items()}
    return isa


@SIZES
def test_every_page_of_files_and_exports_passes_axe_and_fits_its_screen(
    address, browser, there, tmp_path, lang, width
) -> None:
    file = tmp_path / "cases.xlsx"
    file.write_bytes(workbook(*ROWS, ("架空 花子", "女", "PH", "2001-04-06", ""), header=HEADER))
    with context(browser, address, there.cookies, width) as visitor:
        page = visitor.new_page()
        for name, path in (("exports", ""), ("export-new", "new/"), ("export", f"{there.export.pk}/")):
            assert page.goto(f"{address}/{lang}/cases/exports/{path}").status == 200
            looked_at(page, name, lang, width)
        through_a_file(page, f"{address}/{lang}/cases/import/", file, lang, width)


def through_a_file(page: Page, at: str, file: Path, lang: str, width: int) -> None:
    """Every step of taking a file in, and the page of a file that cannot be read."""
    page.goto(at)
    looked_at(page, "import", lang, width)
    broken = file.with_name("broken.xlsx")
    broken.write_bytes(b"made up")
    for name, sent in (("import-fault", broken), ("columns", file)):
        page.set_input_files("[name=file]", sent)
        followed(page.locator("main form button").first)
        looked_at(page, name, lang, width)
    for at_column, target in enumerate(MAPPED):
        page.select_option(f"[name=column-{at_column}]", target)
    page.fill("[name=name]", "架空の様式")
    followed(page.locator("main form button").first)
    looked_at(page, "words", lang, width)
    page.select_option("[name=word-sex-0]", "male")
    followed(page.locator("main form button").first)
    looked_at(page, "preview", lang, width)
    followed(page.locator("main form button").first)
    looked_at(page, "done", lang, width)
    followed(page.locator("main ul.bullets a").first)
    looked_at(page, "case", lang, width)
