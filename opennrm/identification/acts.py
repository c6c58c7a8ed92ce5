"""What was done in a case, as its history says it; the words are those of the audit."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label


class CaseAct(TextChoices):
    """Acts on a case."""

    OPENED = "case.opened", label("Opened", "開始")
    ASSIGNED = "case.assigned", label("Assigned", "担当者の割当て")
    RECOGNISED = "case.recognised", label("Recognising bodies changed", "認知機関の変更")
    DUE_SET = "case.due-set", label("What is due was changed", "期限の変更")
    URGENCY_SET = "case.urgency-set", label("Urgency changed", "緊急度の変更")
    NOTED = "case.noted", label("Noted something", "メモの記録")
    SUPPORT_ASKED = "case.support-asked", label("Support was asked for", "支援の依頼")
    PROTECTED = "case.protected", label("Protection began", "保護の開始")
    TAKEN_BACK = "case.protection-taken-back", label("Beginning of protection taken back", "保護開始の取消し")
    DECIDED = "case.decided", label("Decided", "判断")
    REVIEWED = "case.reviewed", label("Decision reviewed", "判断の再検討")
    APPEALED = "case.appealed", label("The person asked for a decision anew", "不服申出")
    CLOSED = "case.closed", label("Closed", "終結")
    REOPENED = "case.reopened", label("Reopened", "再開")
    EXPORT_APPROVED = "case.export-approved", label("Sending the record out was approved", "記録の提供の承認")
    EXPORTED = "case.exported", label("The record was sent out", "記録の提供")
    PSEUDONYM = "case.pseudonym-handed-over", label("The pseudonym was handed over", "仮名の引渡し")
    PRINTED = "case.printed", label("A summary was printed", "概要の印刷")


def called(act: str) -> str:
    """The act in the language of the page; one without a label as the audit has it."""
    return str(CaseAct(act).label) if act in CaseAct.values else act
