"""The words of residence: which procedure, where it stands, what is done to it, and why not."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label
from opennrm.understanding.terms import Residence


class ProcedureKind(TextChoices):
    """What is asked of immigration. The first three are counted (``Residence`` of the register), the last is not."""

    CHANGE = "change_of_status", label("Change of status of residence", "在留資格変更")
    EXTENSION = "extension", label("Extension of the period of stay", "在留期間更新")
    SPECIAL_PERMISSION = "special_permission", label("Special permission to stay", "在留特別許可")
    PROVISIONAL_RELEASE = "provisional_release", label("Provisional release", "仮放免")


COUNTED = frozenset(Residence.values)


class ProcedureState(TextChoices):
    """Where a procedure stands."""

    PREPARING = "preparing", label("Being prepared", "準備中")
    APPLIED = "applied", label("Applied for", "申請中")
    GRANTED = "granted", label("Granted", "許可")
    REFUSED = "refused", label("Refused", "不許可")
    OBJECTED = "objected", label("Refused; an objection was filed", "不許可（不服申立中）")
    REJECTED = "rejected", label("Refused; the objection was rejected", "不許可（不服申立棄却）")
    WITHDRAWN = "withdrawn", label("Withdrawn", "取下げ")


class ProcedureAct(TextChoices):
    """What is done to a procedure."""

    APPLY = "apply", label("Enter the application", "申請を登録")
    GRANT = "grant", label("Granted", "許可")
    REFUSE = "refuse", label("Refused", "不許可")
    WITHDRAW = "withdraw", label("Withdrawn", "取下げ")
    OBJECT = "object", label("An objection was filed", "不服申立て")
    UPHOLD = "uphold", label("The objection was upheld: granted", "不服申立て認容（許可）")
    REJECT = "reject", label("The objection was rejected", "不服申立て棄却")
    PUT_RIGHT = "put_right", label("Put the decision right", "決定内容を訂正")
    TAKE_BACK = "take_back", label("Take the decision back: entered by mistake", "決定の登録を取り消す（誤登録）")


class PaperState(TextChoices):
    """What is known of a document of the checklist."""

    MISSING = "missing", label("Missing", "未入手")
    HERE = "here", label("At hand", "入手済み")
    HANDED_IN = "handed_in", label("Handed in", "提出済み")
    NOT_NEEDED = "not_needed", label("Not needed here", "本件では不要")


class Sure(TextChoices):
    """How sure we are of a row of our data."""

    ATTESTED = "attested", label("Seen in a published source", "公表資料で確認")
    NOT_VERIFIED = "not_verified", label("Not verified; ask the office", "未確認（窓口に要確認）")
    OWN = "own", label("Set by OpenNRM", "本システムの設定")


class ResidenceRefusal(TextChoices):
    """Why something is not done to a procedure of residence, and what to do instead."""

    FIREWALL = (
        "firewall",
        label(
            "Residence is not shown to enforcement for the purpose of support. Who identifies sees the status in the "
            "case; for the procedure, ask the supporting organisation.",
            "支援の目的では、在留に関する情報は取締機関に開示されません。在留資格は認知の担当がケースで確認できます。"
            "手続については支援機関に問い合わせてください。",
        ),
    )
    NOT_HERE = (
        "not_here",
        label(
            "There is no such procedure for you. Open the plan and look again.",
            "該当する手続が見つかりません。支援計画を開いて確認してください。",
        ),
    )
    MEANWHILE = (
        "meanwhile",
        label(
            "This cannot follow on where the procedure stands now; a colleague may have entered something meanwhile. "
            "Look at the procedure and begin again.",
            "手続の現在の状態ではこの操作はできません。他の担当者が先に登録した可能性があります。手続を確認してからやり直してください。",
        ),
    )
    GOING_ON = (
        "going_on",
        label(
            "A procedure of this kind is going on. Go on with that one, or withdraw it first.",
            "同じ種類の手続が進行中です。その手続を続けるか、先に取り下げてください。",
        ),
    )
    FUTURE = (
        "future",
        label(
            "The day lies in the future. Enter today or an earlier day.",
            "未来の日付です。今日以前の日付を入力してください。",
        ),
    )
    TOO_EARLY = (
        "too_early",
        label(
            "The day lies before the step it follows. Enter a later one.",
            "前の段階より前の日付です。それ以降の日付を入力してください。",
        ),
    )
    NO_STATUS = (
        "no_status",
        label(
            "Say which status was granted. Provisional release alone grants none.",
            "許可された在留資格を選んでください（仮放免の場合のみ不要）。",
        ),
    )
    NO_END = (
        "no_end",
        label(
            "Say until which day it was granted; it lies after the day of the decision.",
            "許可の満了日を、決定日より後の日付で入力してください。",
        ),
    )
    DUE_PAST = (
        "due_past",
        label("The due day has passed. Choose a later one.", "期限が過ぎています。後の日付を選んでください。"),
    )
    DUE_AFTER_EXPIRY = (
        "due_after_expiry",
        label(
            "On that day the stay has expired already. Choose a day before it.",
            "その日には在留期間が満了しています。満了日以前の日付を選んでください。",
        ),
    )
    NO_DAY = (
        "no_day",
        label(
            "The case holds no last day of stay. Enter it here.",
            "ケースに在留期間の満了日がありません。ここで入力してください。",
        ),
    )
