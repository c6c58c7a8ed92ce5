"""The names of a person: sealed, found whole by a blind index and in part by the digests of their pairs of letters."""

from collections.abc import Iterable

from django.db.models import Count, Q

from opennrm.identification.link_keys import keep_name
from opennrm.identification.models import NamePair, Person, PersonName
from opennrm.identification.terms import NameKind
from opennrm.vault import blind
from opennrm.vault.blind import pair_digests
from opennrm.vault.folding import fold
from opennrm.vault.sealing import seal

COLUMN = f"{NamePair._meta.db_table}.digest"


def give_names(person: Person, names: Iterable[tuple[NameKind, str]]) -> None:
    """Enter names of a person that is saved; empty ones are passed over. Inside the caller's transaction."""
    for kind, text in names:
        if not text.strip():
            continue
        name = PersonName(person=person, kind=kind)
        seal(name, "text", text.strip())
        name.save(force_insert=True)
        digests = pair_digests(COLUMN, text)
        NamePair.objects.bulk_create(NamePair(person=person, name=name, digest=each) for each in digests)
        keep_name(person, name, text)


def replace_names(person: Person, kind: NameKind, texts: Iterable[str]) -> None:
    """Put other names of a kind in the place of what stands there."""
    person.names.filter(kind=kind).delete()
    give_names(person, [(kind, text) for text in texts])


def named(text: str, *, via: str = "") -> Q:
    """Persons with a name that is this one, or that holds it, however it is written. Nothing to look for finds nobody.

    ``via`` names the relation that leads to the person (``person`` for a case). Of one letter only names of one letter
    are found. Pairs may find a little too much: a name that has the same pairs in another order.
    """
    if not fold(text):
        return blind.NOBODY
    digests = pair_digests(COLUMN, text)
    found = NamePair.objects.filter(digest__in=digests).values("name", "person")
    holding = found.annotate(held=Count("digest")).filter(held=len(digests))
    return Q(**{f"{via}_id__in" if via else "pk__in": holding.values("person")})
