"""The words of identification: where a case stands, what was decided, on what a disclosure rests, and why not."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class Origin(TextChoices):
    """What a case began from."""

    REPORT = "report", label("A report through the public door", "通報・相談フォーム")
    CONSULTATION = "consultation", label("A contact at the consultation desk", "相談窓口への連絡")
    REFERRAL = "referral", label("A referral by another organisation", "他機関からの紹介")
    POLICE = "police", label("A notice from the police", "警察からの通知")
    IMMIGRATION = "immigration", label("A notice from immigration", "入管からの通知")
    NOTICE = "notice", label("A notice from another body", "その他の機関からの通知")
    FILE = "file", label("An imported file", "取り込んだファイル")
    NONE = "none", label("Noticed by the organisation itself", "自機関での把握")


class Standing(TextChoices):
    """The latest decision on whether a person is a victim of trafficking in persons."""

    UNDECIDED = "undecided", label("Not decided yet", "未判断")
    NEEDS_MORE = "needs_more", label("More must be known", "追加の確認が必要")
    POSSIBLE = "possible", label("Possible victim", "被害者の可能性あり")
    CONFIRMED = "confirmed", label("Confirmed victim", "被害者と認定")
    NOT_VICTIM = "not_victim", label("Not a victim of trafficking", "人身取引被害者に当たらない")


class Minor(TextChoices):
    """Whether a person is under 18; not sure is treated as yes (Palermo Protocol, article 3 (d))."""

    YES = "yes", label("Under 18", "18歳未満")
    NOT_SURE = "not_sure", label("Not sure", "不明")
    NO = "no", label("18 or over", "18歳以上")


class NameKind(TextChoices):
    """Which of a person's names this is."""

    NAME = "name", label("Name as written", "氏名")
    KANA = "kana", label("Reading in kana", "ふりがな")
    LATIN = "latin", label("Name in Latin letters", "ローマ字氏名")
    ALIAS = "alias", label("Another name they are called by", "別名・通称")


class Closing(TextChoices):
    """Why a case was closed."""

    NOT_VICTIM = "not_victim", label("Not a victim; help was named", "被害者に当たらず、支援先を案内")
    SETTLED = "settled", label("Support has ended; the person has settled", "支援終了（生活の安定）")
    RETURNED = "returned", label("Returned home", "帰国")
    WISH = "wish", label("The person's own wish", "本人の希望")
    OUT_OF_REACH = "out_of_reach", label("The person is out of reach", "連絡が取れない")
    MERGED = "merged", label("Handled in another case of the same person", "同一人の別ケースで対応")
    TRANSFERRED = "transferred", label("Handed over to another organisation", "他機関へ移管")
    DIED = "died", label("The person has died", "死亡")


class Due(TextChoices):
    """What is due next in a case."""

    SCREENING = "screening", label("Screening", "聞き取り")
    DECISION = "decision", label("Decision", "判断")
    SUPPORT = "support", label("Begin support", "支援の開始")
    FOLLOW_UP = "follow_up", label("Follow-up", "経過の確認")
    OTHER = "other", label("See the note", "メモ参照")


class Place(TextChoices):
    """Where somebody was spoken with."""

    OFFICE = "office", label("At the office", "執務室")
    SHELTER = "shelter", label("In a shelter", "保護施設")
    STATION = "station", label("At a police station", "警察署")
    DETENTION = "detention", label("In detention", "収容施設")
    WORKPLACE = "workplace", label("At the workplace", "職場")
    TELEPHONE = "telephone", label("By telephone or video", "電話・ビデオ通話")
    PAPERS = "papers", label("From papers, without speaking with the person", "書面による確認（面談なし）")
    OTHER = "other", label("Elsewhere", "その他")


class Answer(TextChoices):
    """What is known of an indicator."""

    YES = "yes", label("Yes", "はい")
    NO = "no", label("No", "いいえ")
    UNKNOWN = "unknown", label("Asked, not known", "確認したが不明")


class DecisionKind(TextChoices):
    """Whether a decision is the first, or looks at an earlier one again."""

    FIRST = "first", label("Decision", "判断")
    REVIEW = "review", label("Review by another official", "別の担当者による再検討")
    APPEAL = "appeal", label("Decision on an appeal", "不服申出に対する判断")


class ConsentPurpose(TextChoices):
    """What a person consents to."""

    SUPPORT = "support", label("Support by another organisation", "他機関による支援")
    IDENTIFICATION = "identification", label("Identification by another body", "他機関による認知")
    INVESTIGATION = "investigation", label("Passing on to the police or prosecutors", "警察・検察への情報提供")
    RESIDENCE = "residence", label("Procedures of residence", "在留手続")
    MEDICAL = "medical", label("Medical examination and care", "医療（診察・検査・治療）")
    FAMILY_TRACING = "family_tracing", label("Family tracing", "家族の所在確認")
    RETURN = "return", label("Return and reintegration with IOM", "IOMによる帰国・社会復帰支援")
    EXCHANGE = "exchange", label("Exchange of the record with a partner", "記録の他機関への提供")


class ConsentGiver(TextChoices):
    """Who gave a consent."""

    SELF = "self", label("The person", "本人")
    GUARDIAN = "guardian", label("A guardian or legal representative", "親権者・法定代理人")
    CHILD_GUIDANCE = "child_guidance", label("Child Guidance Center for the child", "児童相談所（児童のため）")


class ConsentHow(TextChoices):
    """How a consent was obtained."""

    SIGNED = "signed", label("Signed", "署名")
    SPOKEN = "spoken", label("Spoken, before a witness", "口頭（立会人あり）")
    INTERPRETED = "interpreted", label("Spoken through an interpreter", "口頭（通訳あり）")


class WithoutConsent(TextChoices):
    """The paths the law allows without consent. Which law, the record names (docs/how-to/cases.md)."""

    CHILD = "child", label("Protection of a child", "児童の保護")
    DANGER = "danger", label("Danger to life or limb", "生命・身体の危険")
    STATISTICS = "statistics", label("Anonymous duty to notify, for statistics", "統計のための匿名通報義務")


class ReferralKind(TextChoices):
    """What is asked of the other organisation."""

    REFERRAL = "referral", label("To work on the case as well", "協働（所管は変わらない）")
    TRANSFER = "transfer", label("To take the case over", "移管（所管を移す）")


class ReferralState(TextChoices):
    """Where a referral stands."""

    ASKED = "asked", label("Waiting for an answer", "回答待ち")
    ACCEPTED = "accepted", label("Accepted", "受入れ")
    DECLINED = "declined", label("Declined", "辞退")
    HANDED_BACK = "handed_back", label("Handed back", "返戻")
    REVOKED = "revoked", label("Revoked by the asking organisation", "依頼元が取消し")
    LAPSED = "lapsed", label("Lapsed without an answer", "回答なく期限切れ")
    ENDED = "ended", label("Ended: consent or time is over", "終了（同意の撤回・期間満了など）")


class NoticeKind(TextChoices):
    """From what work a notice to identification comes."""

    POLICE = "police", label("Police: a suspected victim", "警察：被害の疑い")
    IMMIGRATION = "immigration", label("Immigration: a suspected victim", "入管：被害の疑い")
    RELATED_OFFENCE = (
        "related_offence",
        label("Related offence with signs of trafficking", "関連犯罪（人身取引の兆候）"),
    )
    SUSPECT = "suspect", label("A suspect who may be a victim", "被害者の可能性がある被疑者")
    INTERN = "intern", label("A technical intern's case", "技能実習生の事案")
    EMPLOYER = "employer", label("An examination of an employer", "事業者の審査")
    OTHER = "other", label("Other", "その他")


class NoticeState(TextChoices):
    """What became of a notice."""

    WAITING = "waiting", label("Waiting", "未対応")
    TAKEN_UP = "taken_up", label("A case was opened", "ケースを開始")
    NO_CASE = "no_case", label("No case: see the answer", "ケースとせず（回答参照）")


class CandidateState(TextChoices):
    """What the matching officer made of two records that may be of one person."""

    OPEN = "open", label("To be looked at", "確認待ち")
    SAME = "same", label("The same person", "同一人")
    DIFFERENT = "different", label("Different persons", "別人")


class FoundBy(TextChoices):
    """What brought two records together."""

    INDEX = "index", label("Equal keys (blind index)", "照合キーの一致")
    SWEEP = "sweep", label("Sweep with probabilities", "確率による照合")


class Refusal(TextChoices):
    """Why not, and what to do instead."""

    NOT_HERE = (
        "not_here",
        label(
            "There is no such case for you. It may be another organisation's: ask its owner for a referral.",
            "該当するケースがないか、閲覧が許可されていません。他機関のケースであれば、所管する機関に紹介を依頼してください。",
        ),
    )
    CLOSED = (
        "closed",
        label("The case is closed. Reopen it first.", "このケースは終結しています。先に再開してください。"),
    )
    NOT_CLOSED = ("not_closed", label("The case is open already.", "このケースは終結していません。"))
    NO_REASON = ("no_reason", label("Give a reason.", "理由を書いてください。"))
    NOBODY = (
        "nobody",
        label("Say how many persons: at least one, at most 100.", "人数を1人以上100人以下で入力してください。"),
    )
    NOT_THERE = (
        "not_there",
        label(
            "That official does not serve the organisation. Choose another.",
            "その担当者はこの機関に所属していません。別の担当者を選んでください。",
        ),
    )
    NOTHING_SAID = ("nothing_said", label("Write something first.", "内容を入力してください。"))
    FUTURE = (
        "future",
        label(
            "The day lies in the future. Enter today or an earlier day.",
            "未来の日付です。今日以前の日付を入力してください。",
        ),
    )
    TAKEN_UP = (
        "taken_up",
        label(
            "A case was begun from it already. Open that one.",
            "既にケースが開始されています。そのケースを開いてください。",
        ),
    )
