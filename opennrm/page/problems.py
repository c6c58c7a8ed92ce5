"""Errors of the programming interface as problem details (RFC 9457): what happened and what to do, in ja or en."""

import json
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_request, override

from opennrm.page.bilingual import label
from opennrm.page.headers import METHODS
from opennrm.page.languages import EVERYWHERE, SOURCE

MEDIA = "application/problem+json"
PREFIX = "/api/"  # where the programming interface stands, in both processes


class Kind(StrEnum):
    """The kinds of problem; the value ends the problem's ``type``."""

    UNREADABLE = "unreadable"
    NO_KEY = "no-key"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not-found"
    METHOD = "method"
    REFUSED = "refused"
    TOO_LARGE = "too-large"
    MEDIA_TYPE = "media-type"
    INVALID = "invalid"
    TOO_OFTEN = "too-often"
    FAILED = "failed"
    UNAVAILABLE = "unavailable"


TITLES: Mapping[Kind, str] = {
    Kind.UNREADABLE: label("The request cannot be read", "リクエストを読み取れません"),
    Kind.NO_KEY: label("No key that opens this", "有効なキーがありません"),
    Kind.FORBIDDEN: label("The key does not open this", "このキーでは利用できません"),
    Kind.NOT_FOUND: label("Nothing is here", "該当するものがありません"),
    Kind.METHOD: label("This method is not answered here", "このメソッドには対応していません"),
    Kind.REFUSED: label("The act is refused", "この操作はできません"),
    Kind.TOO_LARGE: label("The body is too large", "本文が大きすぎます"),
    Kind.MEDIA_TYPE: label("The body is not JSON", "本文がJSONではありません"),
    Kind.INVALID: label("Something in the request is not as described", "リクエストの内容に誤りがあります"),
    Kind.TOO_OFTEN: label("Too many calls", "呼出しの回数が多すぎます"),
    Kind.FAILED: label("Something failed on our side", "サーバー側で処理に失敗しました"),
    Kind.UNAVAILABLE: label("Not available at this moment", "現在利用できません"),
}
STATUS: Mapping[int, Kind] = {
    400: Kind.UNREADABLE,
    401: Kind.NO_KEY,
    403: Kind.FORBIDDEN,
    404: Kind.NOT_FOUND,
    405: Kind.METHOD,
    409: Kind.REFUSED,
    413: Kind.TOO_LARGE,
    415: Kind.MEDIA_TYPE,
    422: Kind.INVALID,
    429: Kind.TOO_OFTEN,
    500: Kind.FAILED,
    503: Kind.UNAVAILABLE,
}
SENTENCES = {
    Kind.UNREADABLE: label(
        "Send an address without zero bytes and, where a body is asked for, one JSON text in UTF-8.",
        "ゼロバイトを含まないアドレスと、本文が必要な場合はUTF-8のJSON一つを送信してください。",
    ),
    Kind.NO_KEY: label(
        "Send «Authorization: Bearer» with the key a lead of your organisation made at the desk.",
        "機関の責任者が発行したキーを「Authorization: Bearer」ヘッダーで送信してください。",
    ),
    Kind.FORBIDDEN: label(
        "Ask a lead of your organisation for a key made for this use.",
        "この用途のキーの発行を機関の責任者に依頼してください。",
    ),
    Kind.NOT_FOUND: label(
        "Nothing of this name is here, or it is not open to you. The lists name what there is.",
        "該当するものがないか、閲覧が認められていません。一覧で確認してください。",
    ),
    Kind.METHOD: label(
        "Read with GET, send with POST; the document says which of them an address answers.",
        "読取りはGET、送信はPOSTを使用してください。対応するメソッドは仕様書に記載しています。",
    ),
    Kind.REFUSED: label(
        "The state of things forbids it. Nothing was changed.", "現在の状態では実行できません。何も変更していません。"
    ),
    Kind.TOO_LARGE: label(
        "Send less at once: at most 1 MB a call. Nothing was kept.",
        "一度に送信できるのは1MBまでです。分割してください。何も保存していません。",
    ),
    Kind.MEDIA_TYPE: label(
        "Send the body as «Content-Type: application/json», in UTF-8.",
        "本文はUTF-8とし、「Content-Type: application/json」を指定してください。",
    ),
    Kind.INVALID: label(
        "Correct what «errors» names, as the document describes it, and send it again. Nothing was kept.",
        "「errors」に示した箇所を仕様書に従って修正し、再度送信してください。何も保存していません。",
    ),
    Kind.TOO_OFTEN: label(
        "Wait as many seconds as «Retry-After» says, then go on more slowly.",
        "「Retry-After」の秒数だけ待ち、間隔を空けて再度呼び出してください。",
    ),
    Kind.FAILED: label(
        "Nothing of this call was kept. Try again; if it stays so, tell the operator the time of the call.",
        "この呼出しの内容は保存していません。再度試し、続く場合は時刻を運用者に連絡してください。",
    ),
    Kind.UNAVAILABLE: label(
        "Nothing of this call was kept. Try again after the seconds «Retry-After» says.",
        "この呼出しの内容は保存していません。「Retry-After」の秒数の後に再度試してください。",
    ),
}


def problem(
    request: HttpRequest,
    status: int,
    detail: object = "",
    *,
    type: str = "",
    errors: Sequence[Mapping[str, Any]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """A problem as an answer. ``detail`` and texts in ``errors`` may be labels, read in the language asked for.

    ``type`` is a word for machines where the status alone does not say which problem it is.
    """
    kind = STATUS.get(status, Kind.UNREADABLE if status < 500 else Kind.FAILED)
    with override(language_of(request)):
        said: dict[str, Any] = {
            "type": f"urn:opennrm:problem:{type or kind.value}",
            "title": str(TITLES[kind]),
            "status": status,
            "detail": str(detail or SENTENCES[kind]),
        }
        if errors:
            said["errors"] = [dict(each) for each in errors]
        content = json.dumps(said, ensure_ascii=False, default=str)
    answer = HttpResponse(content, status=status, content_type=MEDIA, headers=headers)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Vary"] = "Accept-Language"
    return answer


def language_of(request: HttpRequest) -> str:
    """Japanese or English, as ``Accept-Language`` asks; English for every other."""
    spoken = get_language_from_request(request).split("-")[0]
    return spoken if spoken in EVERYWHERE else SOURCE


class Problems:
    """Middleware: below ``/api/`` every error is a problem, also where Django answers before a view is found."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if not request.path.startswith(PREFIX) or answer.status_code < 400:
            return answer
        if request.method not in METHODS:
            answer = _not_answered(request)
        told = answer.headers.get("Content-Type", "").startswith(MEDIA)
        if told:
            return answer
        kept = {name: answer.headers[name] for name in ("Allow", "Retry-After") if name in answer.headers}
        return problem(request, answer.status_code, headers=kept)


def _not_answered(request: HttpRequest) -> HttpResponse:
    """What the address says of a method no page answers: which it does answer, or that nothing is there."""
    try:
        found = resolve(request.path_info)
    except Resolver404:
        return HttpResponse(status=404)
    answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
    return answer
