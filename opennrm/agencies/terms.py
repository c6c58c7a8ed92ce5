"""The words of the organisations: what kind of body, how it is reached, how sure a contact point is."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class OrganisationKind(TextChoices):
    """What sort of body an organisation is."""

    CABINET = "cabinet", label("Cabinet body", "内閣の機関")
    MINISTRY = "ministry", label("Ministry", "省")
    AGENCY = "agency", label("Agency", "庁")
    LABOUR_BUREAU = "labour_bureau", label("Prefectural Labour Bureau", "都道府県労働局")
    LEGAL_AFFAIRS_BUREAU = "legal_affairs_bureau", label("Legal Affairs Bureau", "法務局")
    DISTRICT_LEGAL_AFFAIRS_BUREAU = (
        "district_legal_affairs_bureau",
        label("District Legal Affairs Bureau", "地方法務局"),
    )
    PROSECUTORS_OFFICE = "prosecutors_office", label("Public Prosecutors Office", "検察庁")
    POLICE = "police", label("Prefectural Police", "都道府県警察")
    WOMENS_SUPPORT_CENTER = "womens_support_center", label("Women's Support Center", "女性相談支援センター")
    CHILD_GUIDANCE_CENTER = "child_guidance_center", label("Child Guidance Center", "児童相談所")
    SPOUSAL_VIOLENCE_CENTER = (
        "spousal_violence_center",
        label("Spousal Violence Counseling and Support Center", "配偶者暴力相談支援センター"),
    )
    ONE_STOP_CENTER = (
        "one_stop_center",
        label(
            "One-stop support center for sexual violence",
            "性犯罪・性暴力被害者支援のワンストップ支援センター",
        ),
    )
    PUBLIC_CORPORATION = "public_corporation", label("Public corporation", "法人")
    INTERNATIONAL_ORGANISATION = "international_organisation", label("International organisation", "国際機関")


class Reach(TextChoices):
    """How a contact point is reached."""

    PHONE = "phone", label("Telephone", "電話")
    OVERSEAS = "overseas", label("From IP telephones and from abroad", "IP電話・海外から")
    WEB = "web", label("Website", "ウェブサイト")


class Evidence(TextChoices):
    """How sure we are of a contact point. Only the first two may stand on a page as they are."""

    ATTESTED = "attested", label("Seen in a published source", "公表資料で確認")
    GENERAL_KNOWLEDGE = "general_knowledge", label("Generally known", "広く知られた番号")
    IN_REPOSITORIES = (
        "in_repositories",
        label("Seen only in other projects' files; verify first", "他の事業の資料でのみ確認（要確認）"),
    )
    MAY_BE_CLOSED = "may_be_closed", label("May be closed now; verify first", "現在は終了の可能性（要確認）")
    LIKELY_SUPERSEDED = (
        "likely_superseded",
        label("Likely superseded; verify first", "変更済みの可能性（要確認）"),
    )
    LANGUAGES_ONLY = (
        "languages_only",
        label("Languages seen, numbers not found", "対応言語のみ確認、番号は未確認"),
    )
    WEAK = "weak", label("Weak source; verify first", "典拠が弱い（要確認）")
    NOT_FOUND = "not_found", label("Not found; verify first", "未確認（要確認）")

    @property
    def official(self) -> bool:
        """Whether a page may show the contact point without a check by a person."""
        return self in {Evidence.ATTESTED, Evidence.GENERAL_KNOWLEDGE}
