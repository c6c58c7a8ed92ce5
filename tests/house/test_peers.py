"""The page that sets us beside the peers: each cell of ours leads to the test or page that shows it."""

import re

from tests.house.markdown import LINK, why_dead, why_no_test
from tests.machine import CHECKOUT

PAGE = CHECKOUT / "docs/explanation/peers.md"
NAMED_TEST = re.compile(r"\[`(test_\w+)`\]\(([^)\s]+)\)")


def cells():
    """The second column of each table whose second column is ours."""
    ours = False
    for line in PAGE.read_text("utf-8").splitlines():
        if not line.startswith("|"):
            ours = False
            continue
        row = [cell.strip() for cell in line.strip("|").split("|")]
        if row[1:2] == ["OpenNRM"]:
            ours = True
        elif ours and not set(row[0]) <= {"-"}:
            yield row[1]


def test_each_cell_of_ours_leads_somewhere_that_is_there():
    found = list(cells())
    assert len(found) > 20
    assert [cell for cell in found if not LINK.search(cell)] == []
    assert [why for cell in found for target in LINK.findall(cell) if (why := why_dead(target, of=PAGE))] == []


def test_each_test_it_names_is_in_the_file_it_names():
    named = NAMED_TEST.findall(PAGE.read_text("utf-8"))
    assert len(named) > 12
    files = [(name, (PAGE.parent / target).resolve().relative_to(CHECKOUT)) for name, target in named]
    assert [why for name, file in files if (why := why_no_test(f"{file}::{name}"))] == []
