"""What the disclosure room says in English of a table reads in the language of the page."""

import re

import pytest
from django.utils.translation import override

from opennrm.disclosure import controlled
from opennrm.disclosure.attack.verdict import Finding, Weakness
from opennrm.disclosure.secondary import argus, fewest, increments
from opennrm.publication.protecting_words import said

METHODS = (fewest.NAME, argus.NAME, argus.STOPPED, argus.EARLY, increments.NAME, f"{controlled.NAME} to 5")
NOTES = (
    f"3 further cells {increments.NAME}, after the attacker's findings",
    f"2 of its further cells {increments.NAME}",
    "2 cells do not say whether they are primary: to say so would give cells away",
)
LATIN = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")


def findings():
    return [str(Finding(("東京", "女性"), each, 2, 3, ("東京", "男性"))) for each in Weakness]


@pytest.mark.parametrize("text", [*METHODS, *NOTES, *findings()])
def test_every_method_note_and_finding_reads_in_japanese(text):
    with override("ja"):
        assert not LATIN.search(said(text)), said(text)
    with override("en"):
        assert said(text) == text


def test_a_finding_inside_a_refusal_reads_in_japanese_with_its_numbers():
    with override("ja"):
        read = said(f"the attacker still finds: {findings()[0]}; merge categories, or round instead")
    assert "東京 × 女性" in read and "2" in read and not LATIN.search(read)


def test_what_is_no_phrase_of_that_room_stays_as_it_was():
    with override("ja"):
        assert said("something else") == "something else"
