"""The words of investigations: what one begins from, where a charge stands, what is done to it, and why not."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class Begun(TextChoices):
    """What an investigation begins from."""

    OWN = "own", label("Noticed by the organisation itself", "自機関での把握")
    REPORT = "report", label("A report or contact", "通報・相談")
    NOTICE = "notice", label("A notice", "通知")
    CASE = "case", label("A case of a possible victim", "被害者（疑い）のケース")
    RELATED_OFFENCE = "related_offence", label("A related offence", "関連犯罪")
    ABROAD = "abroad", label("Information from abroad", "外国からの情報")


class Ended(TextChoices):
    """How an investigation ended."""

    FINAL = "final", label("Every disposition is final", "全ての処分が確定")
    NO_OFFENCE = "no_offence", label("No offence was found", "犯罪の嫌疑なし")
    NO_SUSPECT = "no_suspect", label("No suspect was found", "被疑者不詳")
    HANDED_OVER = "handed_over", label("Handed over to another body", "他機関へ移送")
    LIMITATION = "limitation", label("The time of limitation ran out", "公訴時効の完成")


class Sure(TextChoices):
    """How sure we are of a row of our data."""

    ATTESTED = "attested", label("Seen in a published source", "公表資料で確認")
    NOT_VERIFIED = "not_verified", label("Not verified; look the law up", "未確認（法令を確認のこと）")


class ChargeState(TextChoices):
    """Where a suspect stands in respect of one offence."""

    SUSPECTED = "suspected", label("Suspected", "被疑者として把握")
    ARRESTED = "arrested", label("Under arrest by the police", "逮捕・留置中")
    RELEASED = "released", label("Released by the police", "釈放（警察）")
    REFERRED = "referred", label("With the prosecutor", "検察官送致")
    DETAINED = "detained", label("Detained", "勾留中")
    NOT_PROSECUTED = "not_prosecuted", label("Not prosecuted", "不起訴")
    SUSPENDED = "suspended", label("Prosecution suspended", "起訴猶予")
    DISPOSED_OTHERWISE = "disposed_otherwise", label("Disposed of otherwise", "その他の処分")
    FAMILY_COURT = "family_court", label("With the Family Court", "家庭裁判所送致")
    FAMILY_DECIDED = "family_decided", label("Decided by the Family Court", "家庭裁判所の決定")
    PROSECUTED = "prosecuted", label("Prosecuted", "起訴（公判中）")
    JUDGED = "judged", label("Judged, not yet final", "判決（未確定）")
    APPEALED = "appealed", label("On appeal", "上訴中")
    FINAL = "final", label("Final", "確定")


class ChargeAct(TextChoices):
    """What is done about a suspect in respect of one offence."""

    ARREST = "arrest", label("Arrested", "逮捕")
    RELEASE = "release", label("Released", "釈放")
    REFER = "refer", label("Sent to the prosecutor", "検察官送致")
    DETAIN = "detain", label("Detention", "勾留")
    EXTEND = "extend", label("Detention extended", "勾留延長")
    REVIEW = "review", label("Under review by the prosecutor", "検察官において捜査中")
    PROSECUTE = "prosecute", label("Prosecuted", "起訴")
    NOT_PROSECUTE = "not-prosecute", label("Not prosecuted", "不起訴")
    SUSPEND = "suspend", label("Prosecution suspended", "起訴猶予")
    OTHERWISE = "otherwise", label("Disposed of otherwise", "その他の処分")
    REOPEN = "reopen", label("Taken up again by the prosecutor", "再起")
    TO_FAMILY_COURT = "to-family-court", label("Sent to the Family Court", "家庭裁判所送致")
    FAMILY_DECIDE = "family-decide", label("Decided by the Family Court", "家庭裁判所の決定")
    SEND_BACK = "send-back", label("Sent back to the prosecutor", "検察官への逆送")
    PENDING = "pending", label("The trial goes on", "公判係属中")
    GUILTY = "guilty", label("Found guilty", "有罪")
    NOT_GUILTY = "not-guilty", label("Found not guilty", "無罪")
    OTHER_JUDGMENT = "other-judgment", label("Other judgment", "その他の裁判")
    APPEAL = "appeal", label("Appealed", "上訴")
    FINAL = "final", label("Became final", "確定")
    CONFISCATE = "confiscate", label("Confiscation or collection of equivalent value", "没収・追徴")
    COMPENSATE = "compensate", label("Compensation to the victim", "被害者への賠償")


class Arrest(TextChoices):
    """How somebody was arrested."""

    WARRANT = "warrant", label("By warrant", "通常逮捕")
    EMERGENCY = "emergency", label("In an emergency", "緊急逮捕")
    CAUGHT = "caught", label("Caught in the act", "現行犯逮捕")


class WhyNotProsecuted(TextChoices):
    """Why the prosecutor did not prosecute."""

    NO_SUSPICION = "no_suspicion", label("No suspicion", "嫌疑なし")
    EVIDENCE = "evidence", label("Not enough evidence", "嫌疑不十分")
    NO_CRIME = "no_crime", label("No crime", "罪とならず")
    COMPLAINT = "complaint", label("No complaint where the law asks for one", "告訴の欠如・取消し")
    LIMITATION = "limitation", label("The time of limitation ran out", "時効完成")
    DIED = "died", label("The suspect died", "被疑者死亡")
    OTHER = "other", label("Other", "その他")


class FamilyDecision(TextChoices):
    """What the Family Court decided."""

    PROBATION = "probation", label("Probation", "保護観察")
    HOME = "home", label("Children's home", "児童自立支援施設等送致")
    TRAINING_SCHOOL = "training_school", label("Juvenile training school", "少年院送致")
    NO_MEASURE = "no_measure", label("No measure", "不処分")
    NOT_HEARD = "not_heard", label("Not opened for a hearing", "審判不開始")
    CHILD_WELFARE = "child_welfare", label("Sent to child welfare", "児童福祉機関送致")


class InvestigationAct(TextChoices):
    """Acts on an investigation, as its history says them; the words are those of the audit."""

    OPENED = "investigation.opened", label("Opened", "開始")
    DESCRIBED = "investigation.described", label("Details changed", "内容の変更")
    ASSIGNED = "investigation.assigned", label("Lead changed", "主任捜査官の変更")
    NOTED = "investigation.noted", label("Noted a step", "経過の記録")
    JOINED = "investigation.joined", label("Another body joined", "合同捜査機関の追加")
    LEFT = "investigation.left", label("Another body left", "合同捜査機関の終了")
    OFFENCE = "investigation.offence-entered", label("An offence was entered", "罪名の登録")
    SUSPECT = "investigation.suspect-entered", label("A suspect was entered", "被疑者の登録")
    VICTIM = "investigation.victim-joined", label("A victim joined by a pseudonym", "被害者（仮名）の追加")
    VICTIM_LEFT = "investigation.victim-left", label("A victim was taken out", "被害者（仮名）の除外")
    CHARGED = "investigation.charge-entered", label("A suspect was tied to an offence", "被疑者と罪名の関連付け")
    STEP = "investigation.step-entered", label("A step was entered", "手続の登録")
    STRUCK = "investigation.step-struck", label("A step was struck out", "手続の登録の取消し")
    CLEARED = "investigation.offence-cleared", label("An offence was cleared", "事件の検挙")
    UNCLEARED = "investigation.clearing-struck", label("A clearing was struck out", "検挙の登録の取消し")
    PUT_RIGHT = "investigation.put-right", label("An entry was put right", "登録内容の訂正")
    REMOVED = "investigation.entry-removed", label("A wrong entry was taken out", "誤登録の削除")
    SAME = "investigation.same-person", label("A suspect was said to be one person with another", "同一人として登録")
    CLOSED = "investigation.closed", label("Closed", "終結")
    REOPENED = "investigation.reopened", label("Reopened", "再開")
    PRINTED = "investigation.printed", label("A summary was printed", "概要の印刷")


class InvestigationRefusal(TextChoices):
    """Why something is not done to an investigation, and what to do instead."""

    NOT_HERE = (
        "not_here",
        label(
            "There is no such entry for you. Open the investigation and look again.",
            "該当する登録が見つかりません。捜査の画面を開いて確認してください。",
        ),
    )
    NO_CASE = (
        "no_case",
        label(
            "No case with this code is open to you. Ask the organisation that identifies for its code, or to share it "
            "for investigation.",
            "この番号のケースは閲覧できません。認知を担当する機関に番号を確認するか、捜査目的での共有を依頼してください。",
        ),
    )
    JOINED_ALREADY = (
        "joined_already",
        label("This person is in the investigation already.", "この被害者は既に登録されています。"),
    )
    CLOSED = (
        "closed",
        label("The investigation is closed. Reopen it first.", "この捜査は終結しています。先に再開してください。"),
    )
    NOT_CLOSED = ("not_closed", label("The investigation is open.", "この捜査は終結していません。"))
    IN_CUSTODY = (
        "in_custody",
        label(
            "Somebody is in custody. Enter the release or the disposition before the investigation is closed.",
            "身柄拘束中の被疑者がいます。釈放又は処分を登録してから終結してください。",
        ),
    )
    NOT_FINAL = (
        "not_final",
        label(
            "Not every disposition is final. Enter what is missing, or choose another way of ending.",
            "確定していない処分があります。残りの処分を登録するか、別の終結事由を選んでください。",
        ),
    )
    NOT_THERE = (
        "not_there",
        label(
            "Choose an investigator who serves in the organisation now.",
            "現在その機関に在籍する捜査担当官を選んでください。",
        ),
    )
    NOTHING_SAID = ("nothing_said", label("Write something, and send it again.", "内容を入力してください。"))
    NO_REASON = (
        "no_reason",
        label("Say why the entry is changed.", "訂正の理由を入力してください。"),
    )
    FUTURE = (
        "future",
        label(
            "The day lies in the future. Enter today or an earlier day.",
            "未来の日付です。今日以前の日付を入力してください。",
        ),
    )
    CROSSED = (
        "crossed",
        label(
            "The last day of the offence lies before its first. Enter them in their order.",
            "犯行の終わりの日が始まりの日より前です。順に入力してください。",
        ),
    )
    NO_STATUTE = (
        "no_statute",
        label("Choose at least one provision of law.", "適用法令を1つ以上選んでください。"),
    )
    UNKNOWN_STATUTE = (
        "unknown_statute",
        label(
            "No such provision is declared. Choose one of the list; the operator adds others to statutes.toml.",
            "登録されていない法令です。一覧から選んでください（追加は運用者が statutes.toml に行います）。",
        ),
    )
    NOT_IN_FORCE = (
        "not_in_force",
        label(
            "This provision did not hold on the days of the offence. Correct the days, or choose what held then.",
            "犯行の日に施行されていない法令です。日付を訂正するか、当時施行されていた法令を選んでください。",
        ),
    )
    BEFORE_OFFENCE = (
        "before_offence",
        label(
            "The day lies before the offence began. Correct this day or the days of the offence.",
            "犯行の開始日より前の日付です。この日付か犯行の日付を訂正してください。",
        ),
    )
    CLEARED = (
        "cleared",
        label(
            "The offence was cleared already. Strike that out first if it is wrong.",
            "既に検挙として登録されています。誤りの場合は先に取り消してください。",
        ),
    )
    NOT_CLEARED = ("not_cleared", label("The offence is not cleared.", "検挙として登録されていません。"))
    NO_OFFENCE = (
        "no_offence",
        label(
            "Choose an offence of this investigation. Enter the offence first if it is missing.",
            "この捜査の罪名を選んでください。ない場合は先に罪名を登録してください。",
        ),
    )
    CHARGED = (
        "charged",
        label("The suspect is tied to this offence already.", "この罪名には既に関連付けられています。"),
    )
    NO_OTHER = (
        "no_other",
        label(
            "No such suspect is open to you, or it is this one. Look the code and the number up in the other "
            "investigation.",
            "該当する被疑者は閲覧できないか、この被疑者自身です。もう一方の捜査で番号を確認してください。",
        ),
    )
    SAME_ALREADY = (
        "same_already",
        label("They are counted as one person already.", "既に同一人として登録されています。"),
    )
    HAS_STEPS = (
        "has_steps",
        label(
            "Steps are entered of it. Strike those out first, the latest first.",
            "手続が登録されています。先に手続を新しい順に取り消してください。",
        ),
    )
    MEANWHILE = (
        "meanwhile",
        label(
            "This cannot follow on where the suspect stands now; a colleague may have entered something meanwhile. "
            "Look at the investigation and begin again.",
            "被疑者の現在の段階ではこの手続は登録できません。他の担当者が先に登録した可能性があります。捜査の画面を確認してからやり直してください。",
        ),
    )
    OUT_OF_ORDER = (
        "out_of_order",
        label(
            "This step cannot come before the one it follows from. Enter the earlier steps first.",
            "先に必要な手続が登録されていません。前の手続から順に登録してください。",
        ),
    )
    TOO_EARLY = (
        "too_early",
        label(
            "The day lies before the last step entered. Enter a later day, or strike the last step out if it is wrong.",
            "直前の手続より前の日付です。それ以降の日付を入力するか、直前の登録が誤りなら取り消してください。",
        ),
    )
    NOT_LAST = (
        "not_last",
        label(
            "Only the latest step is struck out. Strike out those after it first.",
            "取り消せるのは最新の手続だけです。後の手続から順に取り消してください。",
        ),
    )
    JUVENILE = (
        "juvenile",
        label(
            "The suspect is a juvenile on that day: the Family Court comes first. Enter that the matter was sent "
            "there, or put the age right.",
            "その日に少年である被疑者の事件は、先に家庭裁判所に送致されます。家庭裁判所送致を登録するか、年齢を訂正してください。",
        ),
    )
    ADULT = (
        "adult",
        label(
            "The suspect is no juvenile on that day. Enter another disposition, or put the age right.",
            "その日に少年ではありません。別の処分を登録するか、年齢を訂正してください。",
        ),
    )
    NO_SENTENCE = (
        "no_sentence",
        label("Choose the band of the sentence.", "刑の区分を選んでください。"),
    )
    NO_WHY = (
        "no_why",
        label("Choose why it was not prosecuted.", "不起訴の理由を選んでください。"),
    )
    NO_DECISION = ("no_decision", label("Choose what the court decided.", "裁判所の決定を選んでください。"))
    NO_AMOUNT = ("no_amount", label("Enter the amount in yen.", "金額（円）を入力してください。"))
    NUMBER = (
        "number",
        label(
            "A corporate number has 13 digits, the first of which checks the others. Type it again.",
            "法人番号は13桁で、先頭の数字は検査用です。もう一度入力してください。",
        ),
    )
    NOT_OWNER = (
        "not_owner",
        label(
            "Only the organisation that owns the investigation does this. Ask it.",
            "この操作は捜査を所有する機関だけが行えます。その機関に依頼してください。",
        ),
    )
    IN_IT = (
        "in_it",
        label("That organisation is in the investigation already.", "その機関は既に参加しています。"),
    )
    SUSPENDED = (
        "suspended_body",
        label(
            "That organisation is suspended and opens nothing. Choose another.",
            "その機関は停止中です。別の機関を選んでください。",
        ),
    )
    UNTIL = (
        "until",
        label("Choose a last day after today.", "終了日は明日以降を選んでください。"),
    )
