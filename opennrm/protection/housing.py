"""The words of shelter, and the plain answers: who takes whom, and from which night. No database here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import TextChoices

from opennrm.page.bilingual import label

HORIZON = 30  # nights ahead in which an earliest night is looked for
LONGEST = 366  # nights of one reservation


class ShelterKind(TextChoices):
    """What a shelter is."""

    WOMENS_SUPPORT_CENTER = "wsc", label("Women's Support Center", "女性相談支援センター")
    CHILD_GUIDANCE = "cgc", label("Child Guidance Center, temporary custody", "児童相談所（一時保護）")
    ENTRUSTED = "entrusted", label("Private shelter entrusted with protection", "民間シェルター（一時保護委託）")
    PRIVATE = "private", label("Private shelter", "民間シェルター")
    HOTEL = "hotel", label("Rooms by the night (hotel)", "宿泊施設（ホテル等）")
    PUBLIC = "public", label("Rooms of a public body", "公的機関の宿泊施設")


class Takes(TextChoices):
    """Whom a shelter takes."""

    WOMEN = "women", label("Women", "女性")
    MEN = "men", label("Men", "男性")
    CHILDREN = "children", label("Children alone", "児童（単身）")
    FAMILIES = "families", label("Adults with children", "子ども連れ")


class Who(TextChoices):
    """Whom a place is looked for."""

    WOMAN = "woman", label("A woman", "女性")
    MAN = "man", label("A man", "男性")
    CHILD = "child", label("A child alone", "児童（単身）")
    UNSURE = "unsure", label("Other, or not said", "その他・不明")


class StayState(TextChoices):
    """Where a stay stands."""

    RESERVED = "reserved", label("Reserved", "予約")
    ARRIVED = "arrived", label("Staying", "滞在中")
    LEFT = "left", label("Left", "退所")
    NO_SHOW = "no_show", label("Did not come", "来所なし")
    CANCELLED = "cancelled", label("Cancelled", "取消し")


class Misfit(TextChoices):
    """Why a shelter does not take somebody."""

    WHO = "who", label("does not take them", "対象外")
    CHILDREN = "children", label("does not take children along", "子ども連れ不可")
    DISABILITY = "disability", label("cannot be used with a disability", "障害への対応不可")
    PET = "pet", label("takes no pets", "ペット不可")
    ROOM = "room", label("no room sleeps so many", "人数に合う部屋なし")


class StayRefusal(TextChoices):
    """Why a bed is not reserved, or a stay not changed, and what to do instead."""

    NIGHTS = (
        "nights",
        label(
            "Choose one night at least and 366 at most, the first not before today.",
            "1泊以上366泊以内で、最初の夜は今日以降を選んでください。",
        ),
    )
    UNFIT = (
        "unfit",
        label(
            "This shelter does not take them. Choose one that does.",
            "このシェルターは対象外です。対象となるシェルターを選んでください。",
        ),
    )
    CLOSED = (
        "closed",
        label("The shelter is closed. Choose another.", "閉所しています。別のシェルターを選んでください。"),
    )
    ALSO_THERE = (
        "also_there",
        label(
            "The person has a bed for one of these nights already. End or cancel that first.",
            "この期間には既に予約又は滞在があります。先に退所又は取消しをしてください。",
        ),
    )
    NOT_RESERVED = (
        "not_reserved",
        label(
            "This is no longer a reservation: look at what became of it.",
            "既に予約の状態ではありません。現在の状態を確認してください。",
        ),
    )
    NOT_STAYING = (
        "not_staying",
        label("Nobody stays there under this entry now.", "この記録では既に滞在していません。"),
    )
    NOT_LEFT = ("not_left", label("The stay has not ended.", "滞在は終了していません。"))
    EARLY = (
        "early",
        label(
            "The day lies before the first night. Enter a later one.",
            "最初の夜より前の日付です。それ以降の日付を入力してください。",
        ),
    )
    BEYOND = (
        "beyond",
        label(
            "The bed is kept until an earlier day. Extend the stay first.",
            "予約期間より後の日付です。先に滞在を延長してください。",
        ),
    )
    LATER = (
        "later",
        label("Choose a day after the one the bed is kept until.", "現在の予約終了日より後の日付を選んでください。"),
    )
    NOT_OPERATOR = (
        "not_operator",
        label(
            "Only the organisation that runs the shelter changes this. Ask it.",
            "シェルターを運営する機関だけが変更できます。運営機関に依頼してください。",
        ),
    )
    NAME_TAKEN = (
        "name_taken",
        label("That name is taken already. Choose another.", "その名称は既に使われています。別の名称にしてください。"),
    )
    KNOWS = ("knows", label("That organisation knows the address already.", "その機関は既に所在地を知っています。"))
    BED_IN_USE = (
        "bed_in_use",
        label(
            "Somebody has the bed for a night to come. Close it after that.",
            "今後の予約があるため閉じられません。予約の終了後に閉じてください。",
        ),
    )
    NO_BED = ("no_bed", label("There is no such bed here.", "該当するベッドがありません。"))


@dataclass(frozen=True)
class Need:
    """For whom a place is looked for, and for which nights."""

    who: Who
    since: date
    nights: int = 1
    children: int = 0
    language: str = ""
    disability: bool = False
    pet: bool = False

    @property
    def persons(self) -> int:
        """How many sleep there."""
        return 1 + self.children

    @property
    def until(self) -> date:
        """The morning they leave."""
        return self.since + timedelta(days=self.nights)


@dataclass(frozen=True)
class Offer:
    """What a shelter takes. ``sleeps`` is the number of persons its largest room sleeps."""

    takes: frozenset[str] = field(default_factory=frozenset)
    sleeps: int = 1
    accessible: bool = False
    pets: bool = False


WANTED = {
    Who.WOMAN: frozenset({Takes.WOMEN}),
    Who.MAN: frozenset({Takes.MEN}),
    Who.CHILD: frozenset({Takes.CHILDREN}),
    Who.UNSURE: frozenset({Takes.WOMEN, Takes.MEN}),  # only where both are welcome
}


def misfits(offer: Offer, need: Need) -> list[Misfit]:
    """Why a shelter does not take somebody, whatever is free; an empty list where it does."""
    found = []
    if not WANTED[Who(need.who)] <= offer.takes:
        found.append(Misfit.WHO)
    if need.children and Takes.FAMILIES not in offer.takes:
        found.append(Misfit.CHILDREN)
    if need.disability and not offer.accessible:
        found.append(Misfit.DISABILITY)
    if need.pet and not offer.pets:
        found.append(Misfit.PET)
    if need.persons > offer.sleeps:
        found.append(Misfit.ROOM)
    return found


def nights_of(since: date, until: date) -> list[date]:
    """Every night from a day to the morning of another."""
    return [since + timedelta(days=each) for each in range((until - since).days)]


def earliest(
    taken: Mapping[object, Collection[date]], need: Need, *, horizon: int = HORIZON
) -> tuple[object, date] | None:
    """The bed that is free soonest for all nights in one piece, and from when; None within the horizon.

    ``taken`` are the nights taken by bed, in the order beds are filled.
    """
    for ahead in range(horizon + 1):
        first = need.since + timedelta(days=ahead)
        wanted = set(nights_of(first, first + timedelta(days=need.nights)))
        for bed, nights in taken.items():
            if wanted.isdisjoint(nights):
                return bed, first
    return None


def why_not_reserve(*, since: date, until: date, today: date, closed: bool) -> StayRefusal | None:
    """A bed is reserved for nights to come, one at least, where the shelter is open."""
    if closed:
        return StayRefusal.CLOSED
    return None if today <= since and 0 < (until - since).days <= LONGEST else StayRefusal.NIGHTS


def why_not_leave(*, state: str, since: date, until: date, left: date, today: date) -> StayRefusal | None:
    """Somebody who stays leaves: not before the first night, not after the last, not tomorrow."""
    if state != StayState.ARRIVED:
        return StayRefusal.NOT_STAYING
    return why_not_left_on(since=since, until=until, left=left, today=today)


def why_not_left_on(*, since: date, until: date, left: date, today: date) -> StayRefusal | None:
    """The day somebody left lies within their nights, and not after today."""
    if left < since:
        return StayRefusal.EARLY
    return StayRefusal.BEYOND if left > min(until, today) else None
