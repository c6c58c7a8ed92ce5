"""Handing over the pseudonym of a person: the key by which a room above knows a victim, and nothing else of them."""

from collections.abc import Iterable

from django.db import transaction

from opennrm.agencies.models import Official
from opennrm.identification.codes import read
from opennrm.identification.models import Case, Merge
from opennrm.vault.actions import record


@transaction.atomic
def hand_over(code: str, *, by: Official) -> str | None:
    """The opaque key of the person of a case that the scope in force may open; None where there is none.

    The case says in its history that it was handed over. Whoever holds it opens no case with it.
    """
    letters = read(code)
    case = Case.objects.select_related("person").filter(code=letters).first() if letters else None
    if case is None:
        return None
    record("case.pseudonym-handed-over", case.word, by=by.word)
    return case.person.key


def standing(pseudonyms: Iterable[str]) -> dict[str, str]:
    """Each pseudonym with the one that stands for its person today: its own, or that of the record it was merged with.

    A merge that was undone leads nowhere. It says that two are one person, and not who.
    """
    now = {each: each for each in pseudonyms}
    asked = set(now.values())
    while asked:
        merged = Merge.objects.filter(dissolved__in=asked, undone__isnull=True)
        next_to = dict(merged.values_list("dissolved", "kept"))
        now = {each: next_to.get(current, current) for each, current in now.items()}
        asked = set(next_to.values())
    return now
