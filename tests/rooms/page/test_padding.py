"""Every answer has a length that tells nothing."""

import pytest
from django.http import HttpResponse, JsonResponse
from django.test import RequestFactory

from opennrm.page.padding import BLOCK, HEADER, Padded, fill


def answer(response):
    return Padded(lambda _request: response)(RequestFactory().get("/"))


@pytest.mark.parametrize("length", [0, 1, BLOCK - 9, BLOCK - 8, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK - 5])
def test_every_page_is_filled_up_to_whole_blocks(length):
    response = answer(HttpResponse(b"x" * length))
    assert len(response.content) % BLOCK == 0
    assert response.content.startswith(b"x" * length)


def test_the_filling_differs_each_time_and_ends_no_comment():
    one, other = (answer(HttpResponse("<p>same</p>")).content.decode() for _ in range(2))
    assert one != other
    assert "--" not in one.split("<!-- ")[1].removesuffix(" -->")


def test_what_is_no_page_is_filled_up_by_a_header():
    response = answer(JsonResponse({"a": 1}))
    assert response.content == b'{"a": 1}'
    assert (len(response.content) + len(response.headers[HEADER])) % BLOCK == 0


def test_pages_of_unlike_length_can_be_made_alike():
    lengths = {len(answer(fill(HttpResponse("x" * n), to=6 * BLOCK)).content) for n in (10, 9_000, 20_000)}
    assert lengths == {6 * BLOCK}


def test_an_announced_length_stays_true():
    response = HttpResponse("x")
    response.headers["Content-Length"] = "1"
    assert answer(response).headers["Content-Length"] == str(BLOCK)
