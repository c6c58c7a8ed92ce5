"""The page of performance: what the benches said, on which machine, no place, and ratios in a table."""

import json
import re

import pytest

from bench import measure, page
from tests.machine import CHECKOUT


def test_a_bench_hands_over_a_ratio_where_somebody_asked(tmp_path, monkeypatch):
    measure.beside("nobody asked", 2.0, "a peer")
    monkeypatch.setenv(measure.RATIOS, str(tmp_path / "ratios"))
    measure.beside("sealing", 1.5, "the cipher alone")
    assert json.loads((tmp_path / "ratios").read_text()) == ["sealing", 1.5, "the cipher alone"]


def test_the_page_has_every_word_every_ratio_and_what_it_ran_on():
    said = page.Said("audit", "audit  2000 lines", 3.0, (("a line", 4.154, "a bare insert"),))
    lines = list(page.lines([said], 61.0))
    assert "| audit | a line | 4.15 × | a bare insert |" in lines
    assert lines[-3:] == ["```text", "audit  2000 lines", "```"]
    assert {"commit", "processor", "cores", "memory"} <= page.machine().keys()


def test_a_page_that_would_name_a_place_is_not_written(tmp_path, monkeypatch):
    monkeypatch.setattr(page, "said", lambda name: page.Said(name, f"read {CHECKOUT}/facts", 1.0, ()))
    with pytest.raises(SystemExit, match="nobody's business"):
        page.write(tmp_path / "page.md", ["audit"])
    assert not (tmp_path / "page.md").exists()


def test_the_page_that_is_kept_was_written_so():
    text = (CHECKOUT / "docs/reference/performance.md").read_text("utf-8")
    assert text.startswith(page.HEAD.splitlines()[0]) and re.search(r"\| commit \| [0-9a-f]{12}", text)
    assert text.count("× |") > 10
