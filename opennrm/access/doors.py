"""The door of a staff page that touches files: who may enter, and in which scope everything behind it runs."""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404

from opennrm.access.actions import scope_for, scope_shown
from opennrm.access.rules import POWER
from opennrm.access.scope import Scope, acting
from opennrm.access.terms import Purpose
from opennrm.access.walls import Misdeclared, wall_of
from opennrm.agencies.doors import View, door, official_of

M = TypeVar("M", bound=Model)


def acting_for(*purposes: Purpose, leads: bool = False) -> Callable[[View], View]:
    """The one decorator of a view that touches protected tables: its door, and the scope it runs in.

    One purpose: the view runs in it, for officials with its power. Several: the URL names one of them
    (``<slug:purpose>``), which the view is handed as ``purpose``; any other is a 404. None: officials with any of the
    powers, and leads (with ``leads`` these alone), see whose the files are and who may open them, and no content. The
    scope holds until the last byte: a template drawn late and a streamed answer are inside it. ``view.purposes`` and
    ``view.door`` say all this.
    """
    powers = () if leads else [POWER[purpose] for purpose in purposes or Purpose]

    if leads and purposes:
        raise TypeError("leads act for no purpose here: name purposes, or leads=True")

    def before(view: View) -> View:
        if iscoroutinefunction(view):
            raise TypeError(f"{view.__name__}: the scope is entered round views that are no coroutines")

        @wraps(view)
        def within(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            purpose = purposes[0] if len(purposes) == 1 else None
            if len(purposes) > 1:
                purpose = kwargs["purpose"] = _named(kwargs.get("purpose"), purposes)
            take = scope_shown if request.method in {"GET", "HEAD"} else scope_for
            scope = take(official_of(request), purpose=purpose)
            with acting(scope):
                return cast(HttpResponse, _drawn(view(request, *args, **kwargs), scope))

        guarded = door(*powers, or_lead=not purposes)(within)
        guarded.purposes = purposes  # type: ignore[attr-defined]
        return guarded

    return before


def row_or_404(rows: type[M] | QuerySet[M], pk: UUID | int) -> M:
    """A protected row by its id, in the scope in force: what another's is and what is not there are the same 404.

    Both cost the same one query. Raises Misdeclared for a model that no wall guards, since this would guard nothing.
    """
    model = rows.model if isinstance(rows, QuerySet) else rows
    if wall_of(model._meta.db_table) is None:
        raise Misdeclared(f"{model.__name__} is not protected: load it by what the official may see of it")
    return get_object_or_404(rows, pk=pk)


def _named(purpose: object, purposes: tuple[Purpose, ...]) -> Purpose:
    found = next((each for each in purposes if each.value == purpose), None)
    if found is None:
        raise Http404
    return found


def _drawn(answer: HttpResponseBase, scope: Scope) -> HttpResponseBase:
    """The answer with nothing left to do outside the scope."""
    render = getattr(answer, "render", None)
    if callable(render):
        return cast(HttpResponseBase, render())
    if isinstance(answer, StreamingHttpResponse):
        if answer.is_async:
            raise TypeError("an answer streamed by a coroutine would leave the scope: stream from a generator")
        answer.streaming_content = _each_in(scope, cast(Iterable[bytes], answer.streaming_content))
    return answer


def _each_in(scope: Scope, parts: Iterable[bytes]) -> Iterator[bytes]:
    """The parts, each made in the scope; between them whoever sends them stands outside it."""
    ongoing = iter(parts)
    while True:
        with acting(scope):
            part = next(ongoing, None)
        if part is None:
            return
        yield part
