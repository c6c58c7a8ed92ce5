"""The words of sharing a case: how a referral ended, and why a case is not shared, and what to do instead."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class Ending(TextChoices):
    """What ended a referral that was asked or accepted."""

    HANDED_BACK = "handed_back", label("Handed back by the receiver", "受入れ機関が返戻")
    REVOKED = "revoked", label("Revoked by the asking organisation", "依頼元の機関が取消し")
    WITHDRAWN = "withdrawn", label("The person withdrew consent", "本人が同意を撤回")
    EXPIRED = "expired", label("The time it was given for is over", "有効期間の終了")
    LAPSED = "lapsed", label("Nobody answered in time", "期限内に回答なし")
    MOVED = "moved", label("The case was handed over to another organisation", "ケースを他機関へ移管")


class SharingRefusal(TextChoices):
    """Why not, and what to do instead."""

    NO_TEXT = (
        "no_text",
        label(
            "This is not the text that was valid on that day. Read out the one the sheet of consent shows, and enter "
            "its version.",
            "その日に有効な説明文の版ではありません。同意書に示された説明文を読み上げ、その版を入力してください。",
        ),
    )
    NO_END = (
        "no_end",
        label(
            "A consent holds for a time. Enter its last day, at most one year after the day it was given.",
            "同意には期間が必要です。同意の日から1年以内の最終日を入力してください。",
        ),
    )
    CHILD = (
        "child",
        label(
            "For a child, or somebody who may be one, a guardian or a Child Guidance Center consents. If the person is "
            "18 or over, say so in the case first.",
            "18歳未満又は年齢が不明の場合は、親権者・法定代理人又は児童相談所が同意します。"
            "18歳以上であれば、先にケースの年齢を訂正してください。",
        ),
    )
    NOT_HEARD = (
        "not_heard",
        label(
            "Hear the child first, and say here that you did (Convention on the Rights of the Child, article 12).",
            "先に本人（児童）の意見を聴き、聴いたことをここに記録してください（児童の権利に関する条約第12条）。",
        ),
    )
    OF_AGE = (
        "of_age",
        label(
            "The person is 18 or over: they consent themselves, or their legal representative does.",
            "本人は18歳以上です。本人又は法定代理人の同意を得てください。",
        ),
    )
    NO_WITNESS = (
        "no_witness",
        label(
            "A spoken consent has a witness. Note who was there, or who interpreted.",
            "口頭の同意には立会人が必要です。立会人又は通訳者を注記に記録してください。",
        ),
    )
    NO_CLASSES = (
        "no_classes",
        label("Choose what is shared: at least one.", "共有する情報を1つ以上選んでください。"),
    )
    WITHDRAWN = (
        "withdrawn",
        label(
            "This consent was withdrawn already. Nothing rests on it any more.",
            "この同意は既に撤回されています。これに基づく共有はありません。",
        ),
    )
    NO_CONSENT = (
        "no_consent",
        label(
            "No consent that holds covers this, and no exemption that two officials agreed on. Ask the person for "
            "consent to this purpose, this organisation and what is to be shared.",
            "この共有の根拠となる有効な同意も、2人の担当者が認めた例外もありません。"
            "目的・提供先・共有する情報を示して、本人の同意を得てください。",
        ),
    )
    TOO_LONG = (
        "too_long",
        label(
            "The consent or exemption ends before that day. Choose an earlier one.",
            "同意又は例外の期間を超えています。それより前の日を選んでください。",
        ),
    )
    IN_ENVELOPE = (
        "in_envelope",
        label(
            "Another system sent this sealed to the inbox of the organisation that receives it. Its members read it "
            "once they have opened the inbox (Inbox, in the menu).",
            "他機関のシステムから、受け取る機関の受信箱に宛てて封印されたものです。受信箱のメンバーは、"
            "先に受信箱（メニューの「受信箱」）を開いてください。",
        ),
    )
    NO_FILE_OPENS = (
        "no_file_opens",
        label(
            "This purpose or path names nobody and opens no case. Choose another.",
            "この目的・根拠ではケースを開くことができません。別のものを選んでください。",
        ),
    )
    NOT_A_CHILD = (
        "not_a_child",
        label(
            "The person is 18 or over: the path for a child does not apply. Choose another, or ask for consent.",
            "本人は18歳以上のため、児童の保護を根拠にできません。別の根拠を選ぶか、同意を得てください。",
        ),
    )
    NO_LAW = (
        "no_law",
        label("Name the law and its article.", "根拠となる法令と条項を記入してください。"),
    )
    SECOND_OFFICIAL = (
        "second_official",
        label(
            "Whoever proposed it does not agree to it. Ask a colleague.",
            "提案した本人が認めることはできません。別の担当者に依頼してください。",
        ),
    )
    DECIDED = (
        "decided",
        label(
            "This was decided already: see what was decided.",
            "既に判断されています。結果を確認してください。",
        ),
    )
    NOT_OWNER = (
        "not_owner",
        label(
            "Only the organisation that owns the case shares it. Ask it.",
            "ケースを所管する機関だけが共有できます。所管する機関に依頼してください。",
        ),
    )
    SAME_BODY = (
        "same_body",
        label("That organisation owns the case already. Choose another.", "この機関は既にケースを所管しています。"),
    )
    SUSPENDED = (
        "suspended",
        label(
            "That organisation is suspended and opens no file. Choose another.",
            "この機関は停止中で、記録を開けません。別の機関を選んでください。",
        ),
    )
    ASKED_ALREADY = (
        "asked_already",
        label(
            "That organisation was asked for the same already. Wait for its answer, or revoke the earlier one first.",
            "この機関には同じ目的で既に依頼しています。回答を待つか、先に以前の依頼を取り消してください。",
        ),
    )
    NO_DEADLINE = (
        "no_deadline",
        label(
            "The answer is due today or later, within 60 days, and before the access ends.",
            "回答期限は今日以降60日以内で、閲覧期間の終わりより前の日にしてください。",
        ),
    )
    LEAD_TRANSFERS = (
        "lead_transfers",
        label(
            "Only a lead hands a case over. Ask yours to send this.",
            "ケースの移管は責任者だけが依頼できます。責任者に依頼してください。",
        ),
    )
    LEAD_GONE = (
        "lead_gone",
        label(
            "The lead who asked does not answer for the case any more. Ask that organisation to send it again.",
            "依頼した責任者はこのケースの責任者ではなくなりました。依頼元の機関に再送を依頼してください。",
        ),
    )
    WHOLE_CASE = (
        "whole_case",
        label(
            "A transfer hands everything over: it needs a consent to everything.",
            "移管では全ての情報が移ります。全ての情報についての同意が必要です。",
        ),
    )
    NOT_HERE = (
        "not_here",
        label(
            "There is no such referral or notice for you. Go back to the list.",
            "該当する依頼・通知がないか、閲覧が許可されていません。一覧に戻ってください。",
        ),
    )
    NOT_RECEIVER = (
        "not_receiver",
        label("Only the organisation that was asked answers.", "依頼を受けた機関だけが回答できます。"),
    )
    NOT_ASKER = (
        "not_asker",
        label("Only the organisation that asked may do this.", "依頼した機関だけが行えます。"),
    )
    ACCEPTED = (
        "accepted",
        label("It was accepted already. Open the case.", "既に受け入れられています。ケースを開いてください。"),
    )
    DECLINED = (
        "declined",
        label("It was declined already.", "既に辞退されています。"),
    )
    ENDED = (
        "ended",
        label(
            "It was revoked, handed back or lapsed meanwhile. See what became of it; nothing was opened.",
            "既に取消し・返戻・期限切れとなっています。状況を確認してください。記録は開かれていません。",
        ),
    )
    NOT_ACCEPTED = (
        "not_accepted",
        label("It was not accepted, so there is nothing to hand back.", "受入れ前のため、返戻できません。"),
    )
    HANDED_OVER = (
        "handed_over",
        label(
            "The case was handed over for good. A lead of its owner may hand it back by a new transfer.",
            "ケースは移管済みです。戻すには、現在所管する機関の責任者が改めて移管してください。",
        ),
    )
    ANSWERED = (
        "answered",
        label(
            "A colleague answered this notice already: see what became of it.",
            "この通知には既に別の担当者が対応しています。結果を確認してください。",
        ),
    )
    NOBODY_IDENTIFIES = (
        "nobody_identifies",
        label(
            "No official of that organisation identifies victims. Choose another.",
            "この機関には被害者認知の担当官がいません。別の機関を選んでください。",
        ),
    )
    NO_POWER = (
        "no_power",
        label(
            "Reports and contacts are read by officials who also receive reports. Ask the lead for the role.",
            "通報・相談を読むには、受付の役割も必要です。責任者に役割の付与を依頼してください。",
        ),
    )
