"""The words of the worker: what a letter says, and nothing beside."""

from django.db.models import TextChoices

from opennrm.page.bilingual import Text, label_of

WAITING = Text("There is something waiting for you at the desk.", "窓口システムに未処理の案件があります。")
ACCOUNT = Text(
    "How you sign in to the desk was changed, or somebody tried in vain. If it was not you, tell your lead.",
    "窓口システムのサインイン設定が変更されたか、サインインの失敗が続きました。心当たりがない場合は、責任者に知らせてください。",
)


class LetterKind(TextChoices):
    """What a letter says. The text of a kind is fixed: a letter tells nobody what, of whom, or from whom."""

    WAITING = "waiting", label_of(WAITING)
    ACCOUNT = "account", label_of(ACCOUNT)
