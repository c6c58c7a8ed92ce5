"""What the disclosure room says in English of a table reads in the language of the page."""

import re

import pytest
from django.utils.translation import override

from opennrm.disclosure import controlled
from opennrm.disclosure.attack.verdict import Finding, Weakness
from opennrm.disclosure.policies import policy
from opennrm.disclosure.secondary import argus, fewest, increments
from opennrm.disclosure.tidy import Faulty
from opennrm.publication import examining
from opennrm.publication.protecting_words import SHOWN, said, told

METHODS = (fewest.NAME, argus.NAME, argus.STOPPED, argus.EARLY, increments.NAME, f"{controlled.NAME} to 5")
NOTES = (
    f"3 further cells {increments.NAME}, after the attacker's findings",
    f"1 further cell {increments.NAME}, after the attacker's findings",
    f"2 of its further cells {increments.NAME}",
    "1 cell does not say whether it is primary: to say so would give cells away",
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


WRONG_TABLES = (
    "n\n1\n",
    "place,place,n\nTokyo,Tokyo,1\n",
    "place,sex,n\nTokyo,男性\n,女性,1\n",
    "place,n\nTokyo,1\nTokyo,few\n",
    "place,n\nTotal,9\n" + "".join(f"{number},1\n" for number in range(8)),
    "place,n,contributors,largest,second\nTokyo,9,3,5,2\nOsaka,9,3,5,\n",
    "place\nTokyo\n",
    f'place,n\nTokyo,"{"1" * 140_000}',
)


@pytest.mark.parametrize("table", WRONG_TABLES)
def test_every_fault_of_a_pasted_table_reads_in_japanese(table):
    with pytest.raises(Faulty) as faulty:
        examining.table(table, policy("public"), "suppress")
    with override("ja"):
        read = " ".join(told(faulty.value))
    assert "→" in read and not LATIN.search(read), read


def test_of_many_faults_a_page_tells_some_and_how_many_more():
    with pytest.raises(Faulty) as faulty:
        examining.table("place,n\n" + "".join(f"{row},few\n" for row in range(30)), policy("public"), "suppress")
    with override("ja"):
        read = told(faulty.value)
    assert len(read) == SHOWN + 1 and "10" in read[-1]
