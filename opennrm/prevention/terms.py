"""The words of an examination."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class Group(TextChoices):
    """What a criterion is about."""

    CONTRACT = "contract", label("Employment contract", "雇用契約")
    ORGANISATION = "organisation", label("Accepting organisation", "受入れ機関")
    SUPPORT_CAPACITY = "support_capacity", label("Capacity to support", "支援体制")
    SUPPORT_PLAN = "support_plan", label("Support plan", "支援計画")
    CONTINUING_DUTY = "continuing_duty", label("Continuing duty", "継続的な義務")


class Outcome(TextChoices):
    """What an examination found of one criterion. Silence is never taken for a yes: it is «not shown»."""

    MET = "met", label("Met", "適合")
    NOT_MET = "not_met", label("Not met", "不適合")
    NOT_SHOWN = "not_shown", label("Not shown", "確認できない")
    NOT_APPLICABLE = "not_applicable", label("Not applicable", "該当なし")


class Expected(TextChoices):
    """How a criterion is answered when all is well."""

    YES = "yes", label("Yes", "はい")
    NONE = "none", label("None of the kind", "該当なし（ない）")


class LawEvidence(TextChoices):
    """How sure the article beside a criterion is."""

    ATTESTED = "attested", label("Article seen in a source", "条文を典拠で確認")
    SECONDARY = "secondary", label("To be confirmed on e-Gov", "e-Govで要確認（二次資料による）")
    INFERRED = "inferred", label("Article number not confirmed", "条番号は未確認")
    BACKGROUND = "background", label("Rule not seen in a source", "典拠未確認")


class PayUnit(TextChoices):
    """What a pay is for."""

    HOUR = "hour", label("hour", "時給")
    DAY = "day", label("day", "日給")
    MONTH = "month", label("month", "月給")
    YEAR = "year", label("year", "年俸")
