"""The page that describes both interfaces to a person, drawn from the documents machines read. No script."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from opennrm.config.api import INTERFACES
from opennrm.page.api import AT, Api
from opennrm.page.problems import MEDIA, STATUS, TITLES
from opennrm.publication.models import Edition

WHERE: dict[str, str | Promise] = {
    "path": gettext_lazy("in the address"),
    "query": gettext_lazy("in the query"),
    "header": gettext_lazy("header"),
}
LISTED = 8  # values of a vocabulary that stand in a line


@dataclass(frozen=True)
class Part:
    """One name of a request or an answer: its form as JSON Schema has it, and what it says."""

    name: str
    form: str
    thing: str
    required: bool
    says: str
    where: str | Promise = ""


@dataclass(frozen=True)
class Operation:
    """What one address answers to one method; ``body`` and ``answer`` name things."""

    id: str
    method: str
    path: str
    summary: str
    parts: tuple[Part, ...]
    body: str
    answer: str


@dataclass(frozen=True)
class Interface:
    """An interface as its document has it; ``things`` are what goes in and out, by name."""

    id: str
    title: str
    about: str
    key: bool
    operations: tuple[Operation, ...]
    things: Mapping[str, tuple[Part, ...]]


@require_safe
def interfaces(request: HttpRequest) -> HttpResponse:
    """Both interfaces, in the language of the page."""
    newest = Edition.objects.newest()
    context = {
        "interfaces": [_interface(each) for each in INTERFACES],
        "document": f"{AT}openapi.json",
        "problems": [(status, TITLES[kind]) for status, kind in STATUS.items()],
        "media": MEDIA,
        "newest": newest.year if newest else None,
        "demo": bool(newest and newest.demo),
    }
    return render(request, "config/interfaces.html", context)


def _interface(api: Api) -> Interface:
    schema = api.get_openapi_schema()
    found = [
        _operation(method, path, told) for path, methods in schema["paths"].items() for method, told in methods.items()
    ]
    things = {
        name: tuple(_parts(told)) for name, told in schema["components"]["schemas"].items() if "properties" in told
    }
    name = api.urls_namespace
    return Interface(
        name,
        _read(schema["info"]["title"]),
        _read(schema["info"]["description"]),
        "securitySchemes" in schema["components"],
        tuple(found),
        things,
    )


def _operation(method: str, path: str, told: Mapping[str, Any]) -> Operation:
    parts = tuple(
        _part(each["name"], each["schema"], required=each["required"], where=WHERE[each["in"]])
        for each in told["parameters"]
    )
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    good = next(answer for status, answer in told["responses"].items() if int(status) < 300)
    answer = good.get("content", {}).get("application/json", {}).get("schema", {})
    return Operation(
        told["operationId"], method.upper(), path, _read(told["summary"]), parts, _thing(body), _thing(answer)
    )


def _parts(told: Mapping[str, Any]) -> Iterator[Part]:
    required = told.get("required", ())
    for name, each in told["properties"].items():
        yield _part(name, each, required=name in required)


def _part(name: str, told: Mapping[str, Any], *, required: bool, where: str | Promise = "") -> Part:
    says = told.get("description", "")
    return Part(name, _form(told), _thing(told), required, _read(says), where)


def _thing(told: Mapping[str, Any]) -> str:
    """The name of what a schema refers to, itself or in a list; "" where it refers to nothing."""
    inner = [told, told.get("items", {}), *told.get("anyOf", ())]
    return next(
        (str(each["$ref"]).rpartition("/")[2] for each in inner if isinstance(each, dict) and "$ref" in each), ""
    )


def _form(told: Mapping[str, Any]) -> str:
    """A schema in a line, in the words of JSON Schema."""
    if "$ref" in told:
        return _thing(told)
    if "anyOf" in told:
        return " | ".join(_form(each) for each in told["anyOf"])
    if "enum" in told:
        values = [str(each) or '""' for each in told["enum"]]
        more = [f"… ({len(values)})"] if len(values) > LISTED else []
        return " | ".join(values[:LISTED] + more)
    if told.get("type") == "array":
        return f"[{_form(told['items'])}]"
    return str(told.get("format") or told.get("pattern") or told.get("type") or "object")


def _read(english: str) -> str:
    """What a document says in English, in the language of the page; "" stays empty."""
    return gettext(english) if english else ""
