"""What a page asks for several times is asked once, and by no other request; a list says how many by its first page."""

import pytest
from django.core.paginator import EmptyPage

from opennrm.page.once import AskedOnce, forget, once
from opennrm.page.paging import Sparing


@pytest.fixture
def asked():
    return []


@pytest.fixture
def name(asked):
    @once
    def name(code, language):
        asked.append((code, language))
        return f"{code} in {language}"

    return name


def in_a_request(act):
    return AskedOnce(lambda _request: act())(None)


def test_the_same_is_asked_once_in_a_request_and_anew_in_the_next(name, asked):
    assert in_a_request(lambda: [name("npa", "ja"), name("npa", "en"), name("npa", "ja")]) == [
        "npa in ja", "npa in en", "npa in ja",
    ]  # fmt: skip
    assert asked == [("npa", "ja"), ("npa", "en")]
    in_a_request(lambda: name("npa", "ja"))
    assert asked[2:] == [("npa", "ja")]


def test_outside_of_a_request_it_is_asked_each_time(name, asked):
    assert [name("npa", "ja"), name("npa", "ja")] == ["npa in ja"] * 2
    assert len(asked) == 2


def test_a_request_that_fails_leaves_nothing_behind(name, asked):
    def breaks():
        name("npa", "ja")
        raise ValueError

    with pytest.raises(ValueError):
        in_a_request(breaks)
    name("npa", "ja")
    assert len(asked) == 2


def test_what_is_written_forgets_it(name, asked):
    def act():
        name("npa", "ja")
        forget()
        return name("npa", "ja")

    in_a_request(act)
    assert len(asked) == 2


@pytest.mark.django_db
def test_a_statement_that_writes_forgets_and_one_that_reads_does_not(name, asked):
    from opennrm.agencies.models import Organisation

    def act():
        name("npa", "ja")
        list(Organisation.objects.all())
        name("npa", "ja")
        Organisation.objects.create(code="made-up", kind="agency", source="made up for a test")
        name("npa", "ja")

    in_a_request(act)
    assert len(asked) == 2


class Rows(list):
    """Rows that know when they were counted, as a query does."""

    ordered, counted = True, 0

    def count(self):
        self.counted += 1
        return len(self)


@pytest.mark.parametrize("many", [0, 1, 9, 10, 11, 20, 25])
def test_pages_of_a_list_are_the_same_counted_or_not(many):
    rows = Rows(range(many))
    paged, known = Sparing(rows, 10), Sparing(rows, 10, total=many)
    assert (paged.count, paged.num_pages) == (known.count, known.num_pages) == (many, max(1, -(-many // 10)))
    for number in range(1, paged.num_pages + 1):
        assert (
            list(paged.page(number)) == list(known.page(number)) == list(range(many))[10 * (number - 1) : 10 * number]
        )
    assert rows.counted == (many > 10)
    with pytest.raises(EmptyPage):
        paged.page(paged.num_pages + 1)
