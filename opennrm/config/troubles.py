"""What the machine may run into in the middle of an act: no room, a lock, no database. Said so that a person can go on.

What raised it was rolled back: nothing of the act is kept, and what was kept before is as it was.
"""

import errno
import logging
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError
from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import get_callable, get_resolver

from opennrm.page.bilingual import label

log = logging.getLogger("opennrm.config")

UNAVAILABLE, AGAIN = 503, "60"  # seconds after which a browser may ask again


class Trouble(TextChoices):
    """What happened, for a visitor (the label) and for whoever runs the machine (``remedy``)."""

    FULL = (
        "full",
        label(
            "This could not be kept: the server has no room left. Nothing of it was stored, and nothing kept before is "
            "lost. Keep this page open and try again later.",
            "サーバーの空き容量がないため、保存できませんでした。今回の内容は保存されていません。これまでの記録は"
            "失われていません。この画面を閉じずに、後でもう一度お試しください。",
        ),
    )
    BUSY = (
        "busy",
        label(
            "This could not be kept: others are writing at this moment. Nothing of it was stored. Try again in a "
            "minute.",
            "他の処理が書込み中のため、保存できませんでした。今回の内容は保存されていません。一分ほどおいて、もう一度"
            "お試しください。",
        ),
    )
    AWAY = (
        "away",
        label(
            "The database does not answer. Nothing was stored. Try again in a few minutes.",
            "データベースに接続できません。今回の内容は保存されていません。数分おいて、もう一度お試しください。",
        ),
    )
    SHUT = (
        "shut",
        label(
            "The database takes nothing in from this process. Nothing was stored.",
            "このプロセスからはデータベースに書き込めません。今回の内容は保存されていません。",
        ),
    )

    @property
    def remedy(self) -> str:
        """What whoever runs the machine does."""
        return str(REMEDIES[self])


REMEDIES = {
    Trouble.FULL: label(
        "No room is left on the disk of the database or of the file. Nothing was lost: what was not kept was rolled "
        "back. Make room, then run this again.",
        "データベース又はファイルのあるディスクに空き容量がありません。保存できなかった処理は取り消されており、失われた"
        "ものはありません。空き容量を確保して、もう一度実行してください。",
    ),
    Trouble.BUSY: label(
        "Another process holds the database and did not let go in time. Nothing was changed. Run this again; if it "
        "stays so, look for a backup, a migration or another program that has the file open.",
        "別の処理がデータベースを使用中で、時間内に空きませんでした。何も変更していません。もう一度実行してください。"
        "続く場合は、バックアップ、移行その他データベースを開いているプログラムを確認してください。",
    ),
    Trouble.AWAY: label(
        "The database does not answer at the address in OPENNRM_DATABASE_URL. Nothing was changed. Is the server "
        "running, and are name, role and password right?",
        "OPENNRM_DATABASE_URL のデータベースに接続できません。何も変更していません。サーバーの稼働、データベース名、"
        "ロール及びパスワードを確認してください。",
    ),
    Trouble.SHUT: label(
        "The database does not let this process do that: a role without the right, or a file it may not write. Nothing "
        "was changed. Tables are brought up to date by their owner: opennrm migrate, then opennrm roles --apply.",
        "データベースがこの処理を許可していません（ロールの権限又はファイルの権限）。何も変更していません。表の更新は"
        "所有者のロールで opennrm migrate、続いて opennrm roles --apply を実行してください。",
    ),
}
CODES = {"53": Trouble.FULL, "55P03": Trouble.BUSY, "40": Trouble.BUSY, "42501": Trouble.SHUT, "25006": Trouble.SHUT}
WORDS = {
    "disk is full": Trouble.FULL,
    "disk I/O error": Trouble.FULL,  # what SQLite says where a quota or a limit on files ends
    "is locked": Trouble.BUSY,
    "readonly database": Trouble.SHUT,
    "unable to open database file": Trouble.SHUT,
    "permission denied": Trouble.SHUT,
}


def trouble_of(error: BaseException) -> Trouble | None:
    """The trouble behind an error; None where it is a mistake of ours."""
    if isinstance(error, OSError):
        return Trouble.FULL if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} else None
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    state = getattr(error.__cause__, "sqlstate", None)
    if state:
        return next((found for code, found in CODES.items() if state.startswith(code)), _gone(state))
    said = str(error)
    found = next((trouble for word, trouble in WORDS.items() if word in said), None)
    return found or (Trouble.AWAY if "connect" in said else None)


def _gone(state: str) -> Trouble | None:
    return Trouble.AWAY if state.startswith(("08", "57P", "28", "3D")) else None


def _desks(trouble: Trouble) -> HttpResponse:
    return HttpResponse(render_to_string("page/trouble.html", {"reason": trouble.label}), status=UNAVAILABLE)


class TroublePages:
    """Middleware: a trouble becomes a page that says that nothing was stored, and when to try again.

    The addresses of a process may name a page of their own, ``handler503``; it asks no database, nor does the desk's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of a trouble; None for every other exception."""
        trouble = trouble_of(exception)
        if trouble is None:
            return None
        log.error("database.trouble", extra={"subject": f"trouble:{trouble.value}"})
        own = getattr(get_resolver().urlconf_module, "handler503", None)
        answer: HttpResponse = get_callable(own)(request) if own else _desks(trouble)
        answer.headers["Retry-After"] = AGAIN
        return answer
