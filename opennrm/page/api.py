"""The programming interface's ground: strict scalars, errors as problems, a document (OpenAPI 3.1) made of the code."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Annotated, Any, NoReturn

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_noop
from django.views.decorators.http import conditional_page, require_safe
from ninja import NinjaAPI
from ninja.constants import NOT_SET
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

from opennrm.page.bilingual import label
from opennrm.page.problems import MEDIA, STATUS, problem
from opennrm.page.refusals import Refused

VERSION = "1"
AT = f"/api/{VERSION}/"
NEVER = "no-store"
MOST_BYTES = 1_000_000  # of one body
SHOWN = 200  # errors of one answer
CONVERTED = re.compile(r"<(?:\w+:)?(\w+)>")  # a part of a route as Django writes it
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
UUID_PATTERN = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
BASE64_PATTERN = "^[A-Za-z0-9+/]*={0,2}$"


class Strict(BaseModel):
    """What goes in or out: no scalar is made of another kind, and no name stands there that is not described."""

    model_config = ConfigDict(strict=True, extra="forbid")


def _day(text: object) -> date:
    if not isinstance(text, str) or not DAY.fullmatch(text):
        raise ValueError("no day")
    return date.fromisoformat(text)


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]


@dataclass(frozen=True)
class OneOf:
    """A string of a vocabulary: ``Annotated[str, OneOf(tuple(Vocabulary.values))]``."""

    values: Sequence[str]

    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(list(self.values))


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    type: str = Field(description=gettext_noop("A word for machines"))
    title: str = Field(description=gettext_noop("What kind of problem it is"))
    status: int = Field(description=gettext_noop("The status of the answer"))
    detail: str = Field(description=gettext_noop("What to do next"))
    errors: list[dict[str, Any]] = Field(default=[], description=gettext_noop("Each place that is wrong"))


class TooOften(Exception):
    """A key called more often than it may; ``wait`` is how many seconds until it may again."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"wait {wait} s")
        self.wait = wait


class NotJson(Exception):
    """A body came as something else."""


class Api(NinjaAPI):
    """One process's programming interface. ``kept`` is how long its answers may be kept by caches.

    ``refusals`` are the statuses of problems any of its operations may answer with.
    """

    def __init__(
        self, name: str, *, title: str, description: str, kept: str, refusals: Iterable[int], auth: Any = NOT_SET
    ) -> None:
        super().__init__(
            title=title,
            version=VERSION,
            description=description,
            urls_namespace=name,
            openapi_url=None,
            docs_url=None,
            parser=JsonBodies(),
            auth=auth,
        )
        self.kept, self.refusals = kept, tuple(refusals)
        for exception, handler in HANDLERS.items():
            self.add_exception_handler(exception, handler)

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        """Every operation and the document, open to whoever comes: an operation asks for its key itself."""
        patterns, app, namespace = super().urls
        found = [each for each in patterns if isinstance(each, URLPattern) and each.name != "api-root"]
        known = self._asked_with()
        for each in found:
            each.callback = asked_with(known[CONVERTED.sub(r"{\1}", AT + str(each.pattern))], each.callback)
        found.append(path("openapi.json", require_safe(self.document), name="document"))
        for each in found:
            view = each.callback if self.kept == NEVER else conditional_page(each.callback)
            each.callback = opened(view)
        return [*found], app, namespace

    def _asked_with(self) -> dict[str, dict[str, frozenset[str]]]:
        """By path and method, the names the document knows in the query."""
        return {
            at: {
                method.upper(): frozenset(each["name"] for each in told["parameters"] if each["in"] == "query")
                for method, told in methods.items()
            }
            for at, methods in self.get_openapi_schema()["paths"].items()
        }

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """An operation is called by its function: no two of an interface have one name."""
        return operation.view_func.__name__

    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:
        """An answer before its content, with the rule for caches."""
        answer = super().create_temporal_response(request)
        answer.headers["Cache-Control"] = self.kept
        return answer

    def document(self, _request: HttpRequest) -> HttpResponse:
        """The document, for machines."""
        answer = JsonResponse(self.get_openapi_schema(), json_dumps_params={"ensure_ascii": False})
        answer.headers["Cache-Control"] = "public, max-age=300"
        return answer

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The document with the problems each operation may answer with, at the permanent address."""
        schema = super().get_openapi_schema(path_prefix=path_prefix or AT, path_params=path_params)
        schema["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for methods in schema["paths"].values():
            for operation in methods.values():
                for status in self.refusals:
                    told = {"description": STATUS[status].value, "content": content}
                    operation["responses"].setdefault(status, told)
        return schema


def asked_with(known: Mapping[str, frozenset[str]], view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that refuses a query with names its document does not know: a filter mistyped is no filter."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        strange = request.GET.keys() - known.get(request.method or "", request.GET.keys())
        if strange:
            errors = [
                {"where": _where(("query", name)), "detail": WRONG["extra_forbidden"]} for name in sorted(strange)
            ]
            return problem(request, 422, errors=errors[:SHOWN])
        return view(request, *args, **kwargs)

    return answered


def opened(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that the desk's sign-in lets by."""

    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> HttpResponse:
        return view(*args, **kwargs)

    answered.open_to_all = True  # type: ignore[attr-defined]
    return answered


class JsonBodies(Parser):
    """Reads bodies as JSON in UTF-8 and nothing else. Raises NotJson, and ValueError for what is no JSON."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body's value."""
        if request.content_type != "application/json":
            raise NotJson
        if len(request.body) > MOST_BYTES:
            raise RequestDataTooBig
        found: dict[str, Any] = json.loads(request.body.decode(), parse_constant=_no_number, object_pairs_hook=_once)
        return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object none of whose names stands twice: which of two would count is for nobody to guess."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


WRONG = {
    "missing": label("This is required.", "必須です。"),
    "extra_forbidden": label("The document describes nothing of this name.", "仕様書にない項目です。"),
    "string_type": label("Write a string.", "文字列を指定してください。"),
    "string_unicode": label("Write text that is Unicode throughout.", "Unicodeとして正しい文字列を指定してください。"),
    "string_pattern_mismatch": label(
        "This is not of the form the document describes.", "仕様書に示す形式ではありません。"
    ),
    "string_too_long": label("This is longer than it may be.", "長すぎます。"),
    "string_too_short": label("This is shorter than it may be.", "短すぎます。"),
    "too_long": label("These are more than may come at once.", "一度に送信できる件数を超えています。"),
    "too_short": label("At least one is needed.", "一件以上必要です。"),
    "literal_error": label(
        "Write one of the values the document lists.", "仕様書に示す値のいずれかを指定してください。"
    ),
}
OTHERWISE = label("This is not what the document describes.", "仕様書に示す内容ではありません。")


def _invalid(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    """Where each mistake stands and what is expected there; what stood there is not repeated."""
    errors = [{"where": _where(each["loc"]), "detail": WRONG.get(each["type"], OTHERWISE)} for each in wrong.errors]
    return problem(request, 422, errors=errors[:SHOWN])


def _where(place: Sequence[object]) -> list[object]:
    """The place without what a caller wrote, where that is not text."""
    return [each if isinstance(each, int) else str(each).encode(errors="replace").decode() for each in place]


def _unauthorised(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return problem(request, 401, headers={"WWW-Authenticate": "Bearer"})


def _unread(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What ninja says of a request; of a body that could not be read, what the reading said."""
    causes = ((NotJson, 415), (RequestDataTooBig, 413))
    status = next((status for cause, status in causes if isinstance(error.__cause__, cause)), error.status_code)
    return problem(request, status)


def _too_often(request: HttpRequest, error: TooOften) -> HttpResponse:
    return problem(request, 429, headers={"Retry-After": str(error.wait)})


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    return problem(request, 409, refused.reason.label, type=refused.reason.value.replace("_", "-"))


def _by_status(status: int) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda request, _error: problem(request, status)


HANDLERS: Mapping[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    ValidationError: _invalid,
    AuthenticationError: _unauthorised,
    HttpError: _unread,
    Http404: _by_status(404),
    PermissionDenied: _by_status(403),
    RequestDataTooBig: _by_status(413),
    TooOften: _too_often,
    Refused: _refused,
}
