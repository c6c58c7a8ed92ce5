"""The words of services, and the plain answers: what may be done next. No database here."""

from django.db.models import TextChoices

from opennrm.page.bilingual import label
from opennrm.understanding import terms as register


class ServiceKind(TextChoices):
    """What is given to a person under protection."""

    FOOD = "food", label("Food", "食事")
    CLOTHING = "clothing", label("Clothing", "衣類")
    INTERPRETATION = "interpretation", label("Interpretation", "通訳")
    APPOINTMENT = "appointment", label("Medical appointment", "受診")
    TEST = "test", label("Medical test", "医療検査")
    PSYCHOLOGICAL = "psychological", label("Psychological care", "心理的ケア")
    LEGAL = "legal", label("Legal aid", "法的支援")
    SCHOOL = "school", label("Schooling, courses", "就学・学習支援")
    CASH = "cash", label("Cash", "金銭給付")
    OTHER = "other", label("Other", "その他")


class ServiceUnit(TextChoices):
    """In what a service is counted."""

    TIMES = "times", label("times", "回")
    ITEMS = "items", label("items", "点")
    MEALS = "meals", label("meals", "食")
    HOURS = "hours", label("hours", "時間")
    DAYS = "days", label("days", "日")
    YEN = "yen", label("yen", "円")


class ServiceState(TextChoices):
    """Where a service stands."""

    NEEDED = "needed", label("Needed", "必要")
    OFFERED = "offered", label("Offered", "提案済み")
    ACCEPTED = "accepted", label("Accepted by the person", "本人が希望")
    REFUSED = "refused", label("Refused by the person", "本人が辞退")
    GIVEN = "given", label("Given", "提供済み")
    DROPPED = "dropped", label("No longer needed", "不要")


class SoFar(TextChoices):
    """How far one has come with an interpreter, from the search to the interpreting."""

    SEARCHING = "searching", label("Still to be found", "これから手配する")
    NOT_FOUND = "not_found", label("Nobody was found", "手配できなかった")
    FOUND = "found", label("Found; the person was not asked yet", "手配できた（本人には未確認）")
    ACCEPTED = "accepted", label("Found, and the person wants it", "手配でき、本人も希望している")
    GIVEN = "given", label("Found, wanted, and interpreted on that day", "手配でき、本人も希望し、その日に通訳した")


class Declined(TextChoices):
    """Why the person refused a service."""

    NOT_NOW = "not_now", label("Not now", "今は希望しない")
    FEAR = "fear", label("Afraid of it", "不安・恐れがある")
    OWN_MEANS = "own_means", label("Has it from elsewhere", "他で得ている")
    WAY = "way", label("Not in this way: see the note", "この方法は希望しない（メモ参照）")
    NOT_SAID = "not_said", label("Did not say", "理由の申出なし")


class ServiceRefusal(TextChoices):
    """Why a service is not taken a step further, and what to do instead."""

    NOT_NEEDED = (
        "not_needed",
        label(
            "It was offered or settled already: look at it again.",
            "既に提案又は処理されています。内容を確認してください。",
        ),
    )
    NOT_OFFERED = (
        "not_offered",
        label(
            "The person can answer what was offered to them. Offer it first.",
            "提案していないため回答を登録できません。先に提案を登録してください。",
        ),
    )
    NOT_ACCEPTED = (
        "not_accepted",
        label(
            "The person has not accepted it. Enter their answer first.",
            "本人の希望が登録されていません。先に本人の回答を登録してください。",
        ),
    )
    NOT_GIVEN = ("not_given", label("It was not given.", "提供済みではありません。"))
    SETTLED = (
        "settled",
        label("It was given or dropped already.", "既に提供済み又は不要とされています。"),
    )
    NO_MEDICAL_CONSENT = (
        "no_medical_consent",
        label(
            "No consent to medical care holds. Ask the person, in their language, and enter the consent in the case; "
            "then come back. In danger to life, enter disclosure without consent there.",
            "医療についての有効な同意がありません。本人に分かる言語で説明し、ケースに同意を登録してから操作してください。"
            "生命の危険がある場合は、ケースで同意によらない取扱いを登録してください。",
        ),
    )
    QUANTITY = (
        "quantity",
        label("Say how much: a whole number from 1 to 100,000.", "数量を1以上100,000以下の整数で入力してください。"),
    )


MEDICAL = frozenset({ServiceKind.APPOINTMENT, ServiceKind.TEST})
COUNTED_AS = {
    ServiceKind.FOOD: register.Service.FOOD,
    ServiceKind.CLOTHING: register.Service.CLOTHING,
    ServiceKind.INTERPRETATION: register.Service.INTERPRETATION,
    ServiceKind.APPOINTMENT: register.Service.MEDICAL,
    ServiceKind.TEST: register.Service.MEDICAL,
    ServiceKind.PSYCHOLOGICAL: register.Service.PSYCHOSOCIAL,
    ServiceKind.LEGAL: register.Service.LEGAL,
    ServiceKind.SCHOOL: register.Service.OTHER,
    ServiceKind.CASH: register.Service.OTHER,
    ServiceKind.OTHER: register.Service.OTHER,
}
MOST = 100_000
NEXT = {
    ServiceState.NEEDED: ("offer", "drop"),
    ServiceState.OFFERED: ("accept", "decline", "drop"),
    ServiceState.ACCEPTED: ("give", "drop"),
    ServiceState.REFUSED: ("offer",),
    ServiceState.GIVEN: ("correct", "take_back"),
    ServiceState.DROPPED: ("offer",),
}


def why_not_offer(*, state: str) -> ServiceRefusal | None:
    """What is needed is offered; what was refused or dropped may be offered again."""
    return None if "offer" in NEXT[ServiceState(state)] else ServiceRefusal.NOT_NEEDED


def why_not_answer(*, state: str) -> ServiceRefusal | None:
    """The person answers what was offered."""
    return None if state == ServiceState.OFFERED else ServiceRefusal.NOT_OFFERED


def why_not_touch(*, kind: str, consented: bool) -> ServiceRefusal | None:
    """Nobody is examined or treated without consent to it."""
    return None if consented or kind not in MEDICAL else ServiceRefusal.NO_MEDICAL_CONSENT


def why_not_give(*, state: str, quantity: int) -> ServiceRefusal | None:
    """Only what the person accepted is given."""
    if state != ServiceState.ACCEPTED:
        return ServiceRefusal.NOT_ACCEPTED
    return why_not_quantity(quantity)


def why_not_quantity(quantity: int) -> ServiceRefusal | None:
    """A whole number within what the register holds."""
    return None if 0 < quantity <= MOST else ServiceRefusal.QUANTITY
