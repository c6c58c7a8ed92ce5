"""The words of the action plans: their chapters, and how sure we are of what a plan or a report says."""

from django.db.models import IntegerChoices, TextChoices

from opennrm.page.bilingual import Text, label, label_of

_TITLES = {
    1: Text("Gaining a thorough understanding of trafficking in persons", "人身取引の実態把握の徹底"),
    2: Text("Prevention of trafficking in persons", "人身取引の防止"),
    3: Text("Promotion of identification of trafficked victims", "人身取引被害者の認知の推進"),
    4: Text("Eradication of trafficking in persons", "人身取引の撲滅"),
    5: Text("Protection and support of trafficking victims", "人身取引被害者の保護・支援"),
    6: Text(
        "Development of foundations for promotion of measures against trafficking in persons",
        "人身取引対策推進のための基盤整備",
    ),
}


class Chapter(IntegerChoices):
    """The six chapters of the action plans of 2014 and 2022, and of the annual report."""

    UNDERSTANDING = 1, label_of(_TITLES[1])
    PREVENTION = 2, label_of(_TITLES[2])
    IDENTIFICATION = 3, label_of(_TITLES[3])
    ERADICATION = 4, label_of(_TITLES[4])
    PROTECTION = 5, label_of(_TITLES[5])
    FOUNDATIONS = 6, label_of(_TITLES[6])

    @property
    def title(self) -> Text:
        """The chapter's title in both languages."""
        return _TITLES[self.value]


_MARKS = {
    "attested": Text("seen in a source", "資料で確認"),
    "reported": Text("reported by the body, accepted by the secretariat", "担当機関の報告（事務局が確定）"),
    "overview": Text("from the overview for 2020, in our own words", "2020年の概要の要約（当方の文言）"),
    "title_attested": Text("title seen, text not seen", "標題のみ確認、本文は未見"),
    "attested_as_measure": Text(
        "seen as a measure for fiscal 2021, wording of the plan not seen",
        "2021年度の施策として確認、計画の文言は未見",
    ),
    "attested_as_activity": Text(
        "seen as an activity in the overview for 2020, wording of the plan not seen",
        "2020年の概要に記載の取組として確認、計画の文言は未見",
    ),
    "attested_as_section": Text(
        "seen as a section of an annual report, wording of the plan not seen",
        "年次報告の項目として確認、計画の文言は未見",
    ),
    "inferred": Text("inferred, not official", "推定（公式のものではない）"),
    "not_verified": Text("not verified, not official", "未確認（公式のものではない）"),
}


class Evidence(TextChoices):
    """How sure we are of a measure or a statement."""

    ATTESTED = "attested", label_of(_MARKS["attested"])
    REPORTED = "reported", label_of(_MARKS["reported"])
    OVERVIEW = "overview", label_of(_MARKS["overview"])
    TITLE_ATTESTED = "title_attested", label_of(_MARKS["title_attested"])
    ATTESTED_AS_MEASURE = "attested_as_measure", label_of(_MARKS["attested_as_measure"])
    ATTESTED_AS_ACTIVITY = "attested_as_activity", label_of(_MARKS["attested_as_activity"])
    ATTESTED_AS_SECTION = "attested_as_section", label_of(_MARKS["attested_as_section"])
    INFERRED = "inferred", label_of(_MARKS["inferred"])
    NOT_VERIFIED = "not_verified", label_of(_MARKS["not_verified"])

    @property
    def mark(self) -> Text:
        """What a reader must see beside the words, in both languages."""
        return _MARKS[self.value]

    @property
    def official(self) -> bool:
        """Whether it was seen as such, or told by who did it; every other is shown with its mark."""
        return self in {Evidence.ATTESTED, Evidence.REPORTED}


class BodiesEvidence(TextChoices):
    """How sure we are of who carries a measure out."""

    STATED = (
        "stated",
        label("stated for fiscal 2021; the link to the item is ours", "2021年度の施策に明記、項目との対応は当方"),
    )
    OVERVIEW = "overview", label("named in the overview for 2020", "2020年の概要に明記")
    POSTERS_ONLY = "posters_only", label("seen for the posters only", "ポスターについてのみ確認")
    IN_PART = "in_part", label("seen in part", "一部のみ確認")
    INFERRED = "inferred", label("inferred", "推定")
    NOT_STATED = "not_stated", label("not stated", "記載なし")


class BodiesExtent(TextChoices):
    """Whether the bodies listed are all of them."""

    LISTED = "listed", label("as listed", "記載の機関")
    AND_OTHERS = "and_others", label("and others", "ほか関係機関")
    ALL = "all", label("all bodies concerned", "全ての関係機関")


NUMBER_OURS = Text("number assigned by us", "番号は当方で付与")
NUMBER_NOT_VERIFIED = Text("number not verified", "番号は未確認")


class NumberBasis(TextChoices):
    """Where the number of an item comes from."""

    STATED = "stated", label("number seen", "番号を確認")
    OURS = "ours", label_of(NUMBER_OURS)
    NOT_VERIFIED = "not_verified", label_of(NUMBER_NOT_VERIFIED)

    @property
    def mark(self) -> Text | None:
        """What a reader must see beside the number; None where it was seen."""
        return {NumberBasis.OURS: NUMBER_OURS, NumberBasis.NOT_VERIFIED: NUMBER_NOT_VERIFIED}.get(self)
