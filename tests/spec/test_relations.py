"""Which facts count, and where: worked examples. Every person here is made up."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.rooms.understanding.folder import Fact, ask, fact, folder

Count = Callable[..., Mapping[str, int]]


@pytest.fixture
def victims(tmp_path: Path) -> Count:
    """Victims by sex in 2020, from the facts of protection given."""

    def count(*facts: Fact, year: int = 2020, as_of: date | None = None) -> Mapping[str, int]:
        return ask(folder(tmp_path, victim_protected=facts), "victims_by_sex", year, as_of=as_of)

    return count


@pytest.fixture
def suspects(tmp_path: Path) -> Count:
    """A table of suspects in a year, from arrests and steps of disposition."""

    def count(
        table: str, arrests: list[Fact], steps: list[Fact], year: int = 2020, as_of: date | None = None
    ) -> Mapping[str, int]:
        path = folder(tmp_path, suspect_arrested=arrests, suspect_disposed=steps)
        return ask(path, f"suspects_by_{table}", year, as_of=as_of)

    return count


def correction(of: str, key: str, day: str = "2020-06-01", **more: object) -> Fact:
    return fact(key, day, supersedes=of, change="correction", reason="entry_error") | more


def withdrawal(of: str, key: str, **more: object) -> Fact:
    return fact(key, id=f"withdrawal of {of}", supersedes=of, change="withdrawal", reason="duplicate") | more


def test_a_correction_stands_for_the_fact_it_corrects(victims: Count) -> None:
    first = fact("ann", id="1", sex="male")
    assert victims(first, correction("1", "ann", id="2", sex="female")) == {"female": 1}


def test_of_a_chain_of_corrections_the_last_stands(victims: Count) -> None:
    first, second = fact("ann", id="1", sex="male"), correction("1", "ann", id="2", sex="other")
    assert victims(first, second, correction("2", "ann", id="3", sex="female")) == {"female": 1}


def test_a_correction_can_move_a_fact_to_another_person_and_year(victims: Count) -> None:
    facts = (fact("ann", id="1", sex="male"), correction("1", "bea", "2019-03-01", id="2", sex="female"))
    assert victims(*facts) == {}
    assert victims(*facts, year=2019) == {"female": 1}


def test_a_withdrawn_fact_is_gone_and_so_is_the_withdrawal(victims: Count) -> None:
    assert victims(fact("ann", id="1", sex="male"), withdrawal("1", "ann")) == {}


def test_withdrawing_a_correction_withdraws_the_fact_and_does_not_bring_back_the_error(victims: Count) -> None:
    first, second = fact("ann", id="1", sex="male"), correction("1", "ann", id="2", sex="female")
    assert victims(first, second, withdrawal("2", "ann")) == {}


def test_correcting_a_withdrawal_brings_the_fact_back(victims: Count) -> None:
    first, gone = fact("ann", id="1", sex="male"), withdrawal("1", "ann", id="2")
    assert victims(first, gone, correction("2", "ann", id="3", sex="male")) == {"male": 1}


def test_as_of_a_day_the_register_knows_what_was_recorded_by_its_end(victims: Count) -> None:
    first = fact("ann", id="1", sex="male", recorded_on="2020-06-02")
    facts = (first, correction("1", "ann", id="2", sex="female", recorded_on="2021-01-10"))
    assert victims(*facts, as_of=date(2020, 6, 1)) == {}
    assert victims(*facts, as_of=date(2021, 1, 9)) == {"male": 1}
    assert victims(*facts, as_of=date(2021, 1, 10)) == {"female": 1}


def test_a_person_protected_twice_in_a_year_counts_once_as_first_recorded(victims: Count) -> None:
    later, earlier = fact("ann", "2020-09-01", sex="male"), fact("ann", "2020-02-01", sex="female")
    assert victims(later, earlier) == {"female": 1}


def test_a_person_protected_in_two_years_counts_in_both(victims: Count) -> None:
    facts = (fact("ann", "2019-12-31", sex="female"), fact("ann", "2020-01-01", sex="female"))
    assert victims(*facts, year=2019) == {"female": 1}
    assert victims(*facts) == {"female": 1}


def test_two_facts_of_one_day_are_taken_in_the_order_of_their_ids(victims: Count) -> None:
    assert victims(fact("ann", id="b", sex="male"), fact("ann", id="a", sex="female")) == {"female": 1}
    assert victims(fact("ann", id="a", sex="male"), fact("ann", id="B", sex="female")) == {"female": 1}


@pytest.mark.parametrize(("precision", "counts"), [("day", 1), ("month", 1), ("year", 1), ("span", 0), ("unknown", 0)])
def test_a_fact_counts_in_a_year_if_its_day_lies_in_one(victims: Count, precision: str, counts: int) -> None:
    day = "" if precision == "unknown" else "2020-01-01"
    until = "2022-12-31" if precision == "span" else ""
    found = victims(fact("ann", id="1", sex="male") | {"day": day, "precision": precision, "until": until})
    assert sum(found.values()) == counts


def test_found_guilty_later_a_pending_case_is_no_longer_pending(suspects: Count) -> None:
    steps = [fact("sol", outcome=o, id=o) for o in ("pending", "prosecuted", "guilty")]
    assert suspects("trial", [fact("sol", id="1")], steps) == {"guilty": 1}


def test_prosecuted_with_nothing_after_it_is_unaccounted_and_not_pending(suspects: Count) -> None:
    steps = [fact("sol", "2020-07-01", outcome="prosecuted")]
    assert suspects("trial", [fact("sol")], steps) == {"unaccounted": 1}


def test_no_prosecution_is_inferred_from_a_judgment(suspects: Count) -> None:
    arrests, steps = [fact("sol")], [fact("sol", "2020-07-01", outcome="guilty")]
    assert suspects("trial", arrests, steps) == {}
    assert suspects("prosecution", arrests, steps) == {"no_disposition": 1}


def test_prosecution_stands_over_an_earlier_review_and_suspension(suspects: Count) -> None:
    steps = [fact("sol", outcome=o, id=o) for o in ("under_review", "suspended", "prosecuted")]
    assert suspects("prosecution", [fact("sol", id="1")], steps) == {"prosecuted": 1}


def test_an_outcome_counts_in_the_year_of_the_arrest(suspects: Count) -> None:
    arrests, steps = [fact("sol", "2020-12-20")], [fact("sol", "2021-01-15", outcome="prosecuted")]
    assert suspects("prosecution", arrests, steps) == {"prosecuted": 1}
    assert suspects("prosecution", arrests, steps, year=2021) == {}


def test_an_outcome_recorded_after_the_as_of_day_is_not_known_yet(suspects: Count) -> None:
    arrests = [fact("sol", recorded_on="2020-06-01")]
    steps = [fact("sol", "2021-01-15", outcome="prosecuted", recorded_on="2021-01-20")]
    assert suspects("prosecution", arrests, steps, as_of=date(2020, 12, 31)) == {"no_disposition": 1}


def test_a_withdrawn_step_of_disposition_is_gone(suspects: Count) -> None:
    steps = [fact("sol", id="1", outcome="prosecuted"), withdrawal("1", "sol")]
    assert suspects("prosecution", [fact("sol")], steps) == {"no_disposition": 1}


def test_a_step_belongs_to_the_arrest_before_it_where_a_suspect_was_arrested_in_two_years(suspects: Count) -> None:
    arrests = [fact("sol", "2019-03-01"), fact("sol", "2020-03-01")]
    steps = [fact("sol", "2019-04-01", outcome="prosecuted"), fact("sol", "2020-04-01", outcome="suspended")]
    assert suspects("prosecution", arrests, steps, year=2019) == {"prosecuted": 1}
    assert suspects("prosecution", arrests, steps) == {"suspended": 1}


def test_arrested_twice_in_a_year_a_suspect_counts_once_with_every_step_of_that_year(suspects: Count) -> None:
    arrests = [fact("sol", "2020-03-01"), fact("sol", "2020-09-01")]
    steps = [fact("sol", "2020-10-01", outcome="prosecuted"), fact("sol", "2021-02-01", outcome="guilty")]
    assert suspects("trial", arrests, steps) == {"guilty": 1}


def test_steps_of_someone_who_was_never_arrested_count_nowhere(suspects: Count) -> None:
    steps = [fact("tam", "2020-07-01", outcome="prosecuted")]
    assert suspects("prosecution", [fact("sol")], steps) == {"no_disposition": 1}
