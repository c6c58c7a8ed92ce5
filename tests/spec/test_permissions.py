"""The matrix of permissions, walked: every address of both front doors × who asks × an own or a foreign object."""

import contextlib
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, reverse

from opennrm.desk.navigation import GROUPS, Entry
from opennrm.publication.actions import keep_edition
from opennrm.understanding.actions import load_published
from tests.editions import bare
from tests.factories import demo_report
from tests.spec.permissions import URLCONFS, WHO, WHOSE, addresses, rows, to_paste

ROWS = rows()
ADDRESSES = {(each.front, each.name): each for each in addresses()}
REFUSED = {"post": 403, "put": 405, "patch": 405, "delete": 405}  # but for POST, before any view is asked
BEHIND_THE_DOOR = {  # take files: who asks is asked first, then the token (views/uploads.py)
    "cases:import": "identification_officer",
    "eradication:related_file": "investigator",
    "eradication:exchange_package_new": "investigator",
    "prevention:employer_file": "examiner",
    "prevention:examination_attach": "examiner",
}
BY_KEY = "agency-api:"  # no session and no cookie opens these: there is no token to forge
BOTH = sorted(ROWS.keys() & ADDRESSES.keys())
AT_THE_DESK = [key for key in BOTH if key[0] == "desk"]
ALIKE = 3  # of those whom a row treats alike, so many ask at each address: others at the next; all of them take long


@pytest.fixture(autouse=True)
def statuses_alone(monkeypatch):
    """No numbers of what waits in the menus, no words on refusals: over these thousands of answers they cost most."""
    bare = tuple((label, tuple(replace(entry, waiting=Entry.waiting) for entry in found)) for label, found in GROUPS)
    monkeypatch.setattr("opennrm.desk.navigation.GROUPS", bare)
    page = URLResolver.resolve_error_handler

    def handler(self, status):
        wordless = status in {403, 404}
        return (lambda _request, exception=None: HttpResponse(status=status)) if wordless else page(self, status)

    monkeypatch.setattr(URLResolver, "resolve_error_handler", handler)


class TakenBack(Exception):
    """Undoes what a request did."""


def test_every_address_has_a_row():
    without = [to_paste(each) for key, each in ADDRESSES.items() if key not in ROWS]
    assert not without, (
        "These addresses have no row in tests/spec/permissions.toml. Check who shall get what, then paste:\n\n"
        + "\n\n".join(without)
    )


def test_every_row_has_an_address():
    gone = [f'[{front}."{name}"]' for front, name in ROWS.keys() - ADDRESSES.keys()]
    assert not gone, f"These rows of tests/spec/permissions.toml lead nowhere; take them out: {', '.join(sorted(gone))}"


def test_no_two_addresses_share_a_name():
    assert [key for key, n in Counter((each.front, each.name) for each in addresses()).items() if n > 1] == []


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return demo_report(tmp_path_factory.mktemp("demo") / "register")


@pytest.fixture
def edition(db, report):
    """The demonstration's edition and the published figures, which every visitor may read."""
    keep_edition(report, prepared=bare(report))
    load_published(on=date(2021, 6, 1))


@pytest.mark.parametrize(("front", "name"), AT_THE_DESK)
def test_every_address_of_the_desk_gives_what_its_row_says(w, desk, front, name):
    row, at = ROWS[front, name], AT_THE_DESK.index((front, name))
    unlike = [who for who in WHO if not row.like_most(who)]
    alike = [who for who in WHO if row.like_most(who)]
    each_gets_what_the_row_says(w, front, name, [*unlike, *(alike * 2)[at % len(alike) :][:ALIKE]])


@pytest.mark.long
@pytest.mark.parametrize(("front", "name"), AT_THE_DESK)
def test_every_address_of_the_desk_gives_each_what_its_row_says(w, desk, front, name):
    each_gets_what_the_row_says(w, front, name, WHO)


def each_gets_what_the_row_says(w, front, name, asking):
    address, row = ADDRESSES[front, name], ROWS[front, name]
    found, wanted = {}, {}
    for who in asking:
        client = w.client(who)
        for whose in WHOSE if row.about else WHOSE[:1]:
            url = url_of(address, row, w, whose)
            for method, statuses in row.expected.items():
                found[who, whose, method] = answer(client, method, url)
                wanted[who, whose, method] = statuses[who, whose]
    assert differing(found, wanted) == []


@pytest.mark.parametrize(("front", "name"), [key for key in BOTH if key[0] == "desk" and not key[1].startswith(BY_KEY)])
def test_every_address_of_the_desk_refuses_what_changes_something_without_its_token(w, desk, front, name):
    url = url_of(ADDRESSES[front, name], ROWS[front, name], w, "own")
    for who in ("anonymous", "lead", "administrator"):
        client = w.client(who)
        client.handler.enforce_csrf_checks = True
        refused = (
            REFUSED if who == "lead" else {"post": REFUSED["post"]}
        )  # of the others no view is asked, whoever asks
        if who == "anonymous" and name in BEHIND_THE_DOOR:
            refused = {"post": 302}
        assert {method: answer(client, method, url) for method in refused} == refused, (who, url)


def test_a_page_that_takes_files_checks_its_token_behind_its_door(w, desk):
    for name, who in BEHIND_THE_DOOR.items():
        client = w.client(who)
        client.handler.enforce_csrf_checks = True
        url = url_of(ADDRESSES["desk", name], ROWS["desk", name], w, "own")
        assert answer(client, "post", url) == 403, name


@pytest.mark.parametrize(("front", "name"), [key for key in BOTH if key[0] == "public"])
def test_every_address_of_the_public_door_gives_everybody_what_its_row_says(w, edition, front, name):
    address, row = ADDRESSES[front, name], ROWS[front, name]
    url, found, wanted = url_of(address, row, w, "own"), {}, {}
    for method, statuses in row.expected.items():
        found["anonymous", "own", method] = answer(Client(), method, url)
        wanted["anonymous", "own", method] = statuses["anonymous", "own"]
    assert differing(found, wanted) == []


def url_of(address, row, w, whose):
    """The path of an address, its arguments standing for own or foreign objects."""
    if address.name.startswith("/"):
        return address.name
    objects = {name: w.objects(word)[WHOSE.index(whose)] for name, word in row.args.items()}
    return reverse(address.name, kwargs=objects or None, urlconf=URLCONFS[address.front])


def answer(client, method, url):
    """The status of an answer, drawn to its last byte; what the request did is taken back."""
    with contextlib.suppress(TakenBack), transaction.atomic():
        said = getattr(client, method)(url)
        b"".join(said)
        raise TakenBack
    return said.status_code


def differing(found, wanted):
    """A line for each answer that is not what the row says."""
    return [
        f"{who} {method.upper()} {whose}: found {found[who, whose, method]}, the row says {status}"
        for (who, whose, method), status in wanted.items()
        if found[who, whose, method] != status
    ]
