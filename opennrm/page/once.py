"""What a page asks for several times is asked once: a memory of one request, gone with it, shared with no other.

For what is shown alone: names of bodies, who stands in for whom, the scope a menu counts in. An act asks anew. Whatever
is written forgets all of it, so that a page drawn after an act shows what the act left.
"""

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse

F = TypeVar("F", bound=Callable[..., Any])

_memory: ContextVar[dict[Hashable, Any] | None] = ContextVar("opennrm_once", default=None)


class AskedOnce:
    """Middleware: the memory begins and ends with a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _memory.set({})
        try:
            return self.get_response(request)
        finally:
            _memory.reset(token)


def once(ask: F) -> F:
    """Ask a function once in a request for the same arguments; outside of a request each time."""

    @wraps(ask)
    def remembered(*args: Hashable) -> Any:
        memory = _memory.get()
        if memory is None:
            return ask(*args)
        key = (ask, *args)
        if key not in memory:
            memory[key] = ask(*args)
        return memory[key]

    return cast(F, remembered)


def forget() -> None:
    """Something was written: what was asked before may no longer hold."""
    memory = _memory.get()
    if memory:
        memory.clear()
