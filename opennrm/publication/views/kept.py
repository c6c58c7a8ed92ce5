"""Pages of editions are made once and kept: an edition never changes, only a newer one comes to stand beside it."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from opennrm.publication.models import Edition

SECONDS = 300  # others may show a page for that long after a newer edition has come


def kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that shows what is published, the same to everybody: answered from memory until the next edition.

    An address with a query is made anew each time, so that nobody fills the memory with addresses of their own.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET:
            return view(request, *args, **kwargs)
        key = _key(request.path)
        found: HttpResponse | None = cache.get(key)
        if found is None:
            found = view(request, *args, **kwargs)
            patch_cache_control(found, public=True, max_age=SECONDS)
            cache.set(key, found)
        return found

    return answered


def _key(path: str) -> str:
    newest = Edition.objects.order_by("-pk").values_list("pk", "manifest").first()
    return sha256(repr((newest, get_language(), path)).encode()).hexdigest()
