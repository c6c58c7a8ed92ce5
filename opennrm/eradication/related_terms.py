"""The words of related offences and of the non-punishment principle: where each stands, and why not."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class SignSure(TextChoices):
    """How sure we are of the source of a sign."""

    ATTESTED = "attested", label("seen in the source", "出典を確認")
    NOT_VERIFIED = "not_verified", label("not verified", "未確認")


class Ground(TextChoices):
    """Why a suspect may be a victim who must not be punished (OHCHR Principles 2002, no. 7; ILO P029, art. 4 (2))."""

    COMPELLED = "compelled", label("Compelled to do it", "強要されて行った疑い")
    CONSEQUENCE = (
        "consequence",
        label("Did it as a direct consequence of being trafficked", "人身取引の直接の結果として行った疑い"),
    )
    ENTRY = (
        "entry",
        label("Illegal entry, stay or work while trafficked", "人身取引下での不法入国・不法残留・不法就労"),
    )
    CHILD = "child", label("Was a child when it was done", "行為時に児童")
    SIGNS = "signs", label("Signs of trafficking in the case", "事件に人身取引の兆候")


class Stage(TextChoices):
    """How far the case against the suspect has come."""

    INVESTIGATION = "investigation", label("Under investigation", "捜査中")
    ARRESTED = "arrested", label("Arrested or detained", "逮捕・勾留中")
    WITH_PROSECUTOR = "with_prosecutor", label("With the prosecutor, before charge", "送致済み（起訴前）")
    CHARGED = "charged", label("Charged already", "起訴済み")


class Considered(TextChoices):
    """What became of the case once the flag was considered. A person decides it."""

    NOT_CHARGED = "not_charged", label("Not charged, or the charge was dropped", "不起訴・起訴取下げ")
    LESSER = "lesser", label("Goes on for another or lesser offence", "別の又はより軽い罪名で継続")
    GOES_ON = "goes_on", label("Goes on: reasons are recorded", "継続（理由を記録）")
    MISTAKE = "mistake", label("Flagged by mistake", "誤って登録")


class RelatedRefusal(TextChoices):
    """Why not, and what to do instead."""

    NO_NUMBER = (
        "no_number",
        label("Write the number your organisation gave the case.", "貴機関の事件番号を入力してください。"),
    )
    NUMBER_TAKEN = (
        "number_taken",
        label(
            "Your organisation has entered an offence of this number. Open that one, or correct the number.",
            "この番号の事件は登録済みです。登録済みの事件を開くか、番号を訂正してください。",
        ),
    )
    FUTURE = (
        "future",
        label(
            "The day lies in the future. Enter today or an earlier day.",
            "未来の日付です。今日以前の日付を入力してください。",
        ),
    )
    UNKNOWN_KIND = (
        "unknown_kind",
        label(
            "No such kind of offence is known here. Choose one of the list.",
            "この犯罪の種別は登録されていません。一覧から選んでください。",
        ),
    )
    UNKNOWN_CIRCUMSTANCE = (
        "unknown_circumstance",
        label(
            "A circumstance is not on the list of signs. Choose from the list, or write it into the account.",
            "一覧にない事情が含まれています。一覧から選ぶか、概要に記入してください。",
        ),
    )
    NONE_AND_SOME = (
        "none_and_some",
        label(
            "«None of these seen» stands beside a circumstance that was seen. Take one of them away.",
            "「いずれも認められない」と他の事情が同時に選ばれています。どちらかを外してください。",
        ),
    )
    NO_SIGNS = (
        "no_signs",
        label(
            "No sign fired, so there is nothing to send. Add what was seen, or send a notice by hand.",
            "兆候に該当しないため、照会するものがありません。確認した事情を追加するか、通知を個別に送付してください。",
        ),
    )
    NOT_READ = (
        "not_read",
        label(
            "The offence was not read against the signs yet. Read it first.",
            "兆候との照合が未了です。先に照合してください。",
        ),
    )
    SENT = (
        "sent",
        label(
            "The request was sent already. Wait for the answer, which is shown here.",
            "照会は送付済みです。回答はこの画面に表示されます。",
        ),
    )
    NO_ANSWER = (
        "no_answer",
        label(
            "Identification has not answered yet. It is recorded once it has.",
            "認知担当の回答がまだありません。回答後に記録できます。",
        ),
    )
    ANSWERED = (
        "answered",
        label("This was settled already. Nothing was changed.", "この件は処理済みです。変更していません。"),
    )
    NO_REASON = ("no_reason", label("Give a reason.", "理由を書いてください。"))
    NO_SUSPECT = (
        "no_suspect",
        label(
            "Say which suspect: the key that stands on the suspect's page.",
            "被疑者を指定してください（被疑者の画面にある識別子）。",
        ),
    )
    NO_GROUND = (
        "no_ground",
        label(
            "Choose at least one reason why the suspect may be a victim.",
            "被害者の可能性がある理由を一つ以上選んでください。",
        ),
    )
    FLAGGED = (
        "flagged",
        label(
            "This suspect has an open flag already. Open that one.",
            "この被疑者には既に未処理の登録があります。その登録を開いてください。",
        ),
    )
    CLOSED = ("closed", label("The flag is closed. Raise a new one.", "登録は終了しています。新たに登録してください。"))
    WAIT_FOR_ANSWER = (
        "wait_for_answer",
        label(
            "Identification has not answered. Before a charge goes on, wait for its answer or ask it by telephone.",
            "認知担当の回答前です。手続を進める前に、回答を待つか電話で確認してください。",
        ),
    )
    NOT_HERE = (
        "not_here",
        label(
            "There is no such record for you. Ask the organisation that owns it.",
            "該当する記録がないか、閲覧が許可されていません。所管する機関に問い合わせてください。",
        ),
    )
