"""The commands of files and exports, as whoever runs the machine types them."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from opennrm.identification.actions import imports
from opennrm.identification.exchange import books
from opennrm.identification.exchange.records import Held, record_of
from opennrm.identification.exchanging import OF_A_RECORD
from opennrm.identification.models import Case, Export
from tests.desk import account_of
from tests.rooms.identification.test_exports import approved, consent
from tests.rooms.identification.test_imports import COLUMNS, GOOD, HEADER, row
from tests.rooms.identification.world import desk, opened, today

pytestmark = pytest.mark.django_db(transaction=True)


def at(isa):
    """The address an official signs in with, and a mapping of their organisation."""
    with isa.identifying():
        imports.save_mapping("ours", COLUMNS, header=1, by=isa.officer, on=today())
    return account_of(isa.officer).email


def file(tmp_path, *rows):
    path = tmp_path / "cases.csv"
    path.write_text("\n".join(",".join(cells) for cells in (HEADER, *rows)), "utf-8")
    return path


def ran(*words):
    """The exit code of a command."""
    with pytest.raises(SystemExit) as left:
        call_command(*words)
    return left.value.code


def test_a_file_of_cases_comes_in_by_its_mapping_and_refused_rows_go_to_a_file(tmp_path, capsys):
    isa = desk()
    address, refused = at(isa), tmp_path / "refused.csv"
    path = file(tmp_path, GOOD, row(c1="甲", c8="MADE-UP-2"))
    words = ("import", "cases", str(path), "--mapping", "ours", "--as", address, "--refused", str(refused))
    assert ran(*words, "--dry-run") == 1
    refused.unlink()
    assert ran(*words) == 1
    said = capsys.readouterr()
    assert "Cases opened: 1." in said.out and "cases.csv, row 3, column 性別" in said.err
    assert "甲" in refused.read_text("utf-8-sig")
    with isa.identifying():
        assert Case.objects.count() == 1


def test_records_of_htcds_become_cases_and_again_nothing(tmp_path, capsys):
    isa = desk()
    address, path = at(isa), tmp_path / "htcds.json"
    held = Held(opened=today(), owner="Made-up body", name="架空 花子", standing="confirmed", sex="female")
    path.write_bytes(books.json_of([record_of(held, OF_A_RECORD)], sender="Made-up body", on=today()))
    words = ("import", "htcds", str(path), "--cases", "--as", address)
    assert [ran(*words), ran(*words, "--duplicates")] == [0, 0]
    assert "Cases opened: 0. There already: 1." in capsys.readouterr().out
    with isa.identifying():
        assert Case.objects.get().elsewhere.standing == "confirmed"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("cases", "{file}", "--mapping", "ours"), "--as ADDRESS"),
        (("cases", "{file}", "--mapping", "ours", "--as", "nobody@example.org"), "Nobody signs in with"),
        (("cases", "{file}", "--mapping", "none", "--as", "{at}"), "no mapping of this name"),
        (("cases", "{file}.xlsx", "--mapping", "ours", "--as", "{at}"), "There is no file"),
        (("htcds", "{file}"), "--collection NAME"),
        (("htcds", "{file}", "--cases", "--as", "{at}"), "the columns of HTCDS 2.0"),
    ],
    ids=["nobody", "no account", "no mapping", "no file", "no collection", "no HTCDS"],
)
def test_a_faulty_command_says_what_to_do(tmp_path, words, said):
    told = {"file": file(tmp_path, GOOD), "at": at(desk())}
    with pytest.raises(CommandError, match=said):
        call_command("import", *(word.format(**told) for word in words))


def test_an_approved_export_is_written_whole_and_once(tmp_path):
    isa = desk()
    case, out = opened(isa), tmp_path / "file.sealed"
    consent(case, isa)
    address, export = at(isa), approved(isa, case)
    words = ("export", "htcds", str(export.pk), "--as", address, "--out")
    with pytest.raises(FileNotFoundError):
        call_command(*words, str(tmp_path / "nowhere" / "file"))
    assert Export.objects.get().made is None
    call_command(*words, str(out))
    assert out.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["file.sealed"]
    for again, said in ((out, "there already"), (tmp_path / "again", "made once")):
        with pytest.raises(CommandError, match=said):
            call_command(*words, str(again))


def test_a_partner_makes_a_key_and_opens_what_was_sealed_to_it(tmp_path, capsys):
    call_command("exchange", "key", str(tmp_path / "key"))
    assert "opennrm-exchange-public" in capsys.readouterr().out
    (tmp_path / "file").write_bytes(b"made up")
    with pytest.raises(CommandError, match="does not open with that key"):
        call_command(
            "exchange", "open", str(tmp_path / "file"), "--key", str(tmp_path / "key"), "--out", str(tmp_path / "out")
        )
    assert not (tmp_path / "out").exists()
