"""The digests by which records are linked: entered with what they are made of, compared without opening anything."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from opennrm.identification import linking
from opennrm.identification.details import Details
from opennrm.identification.matching_terms import Digested
from opennrm.identification.models import LinkKey, Person, PersonName
from opennrm.identification.weights import Keys
from opennrm.vault import blind

COLUMN = f"{LinkKey._meta.db_table}.digest"
PLACES = 64
TELLING = (Digested.DOCUMENT, Digested.PHONE, Digested.BIRTH, Digested.WRITTEN, Digested.SOUND)  # alone

Texts = Iterable[tuple[Digested, str]]


def keep_name(person: Person, name: PersonName, text: str) -> None:
    """Enter the digests of a name that is saved; they go with it."""
    LinkKey.objects.bulk_create(
        LinkKey(person=person, name=name, of=of, digest=digest, bits=bits) for of, digest, bits in of_name(text)
    )


def keep_details(person: Person, details: Details) -> None:
    """Put the digests of what is said of a person in the place of what stands there; what is not said stays."""
    if details.birth_date is not None:
        _keep(person, (Digested.BIRTH, Digested.BIRTH_PART), texts_of_birth(details.birth_date))
    for of, text in ((Digested.PHONE, details.phone), (Digested.DOCUMENT, details.document)):
        if text.strip():
            _keep(person, (of,), texts_of_number(of, text))


def of_name(text: str) -> list[tuple[Digested, int, int | None]]:
    """The digests of a name, and of the whole one its letters side by side."""
    keys = linking.keys_of_name(text)
    texts = texts_of_name(keys)
    digests = blind.numbers(COLUMN, [*map(_tagged, texts), *map(_paired, keys.pairs)])
    bits = bits_of(digests[_paired(each)] for each in keys.pairs)
    whole = {Digested.WRITTEN, Digested.SOUND}
    return [(of, digests[_tagged((of, said))], bits if of in whole else None) for of, said in texts]


def texts_of_name(keys: linking.NameKeys) -> list[tuple[Digested, str]]:
    """What of a name is digested."""
    whole = [(Digested.WRITTEN, keys.written), (Digested.SOUND, keys.sound), (Digested.SKELETON, keys.skeleton)]
    parts = [(Digested.PART, each) for each in sorted(keys.parts)]
    return [(of, text) for of, text in [*whole, *parts] if text]


def texts_of_birth(born: date) -> list[tuple[Digested, str]]:
    """What of a day of birth is digested."""
    parts = [(Digested.BIRTH_PART, each) for each in linking.parts_of_birth(born)]
    return [(Digested.BIRTH, born.isoformat()), *parts]


def texts_of_number(of: Digested, text: str) -> list[tuple[Digested, str]]:
    """What of a telephone or a document is digested; nothing of an empty one."""
    read = linking.telephone(text) if of == Digested.PHONE else linking.document(text)
    return [(of, read)] if read else []


def keys_of(details: Details) -> Keys:
    """What is compared of a person who is not entered yet; one query, for the key."""
    names = [linking.keys_of_name(text) for _kind, text in details.names]
    texts = [
        *(each for name in names for each in texts_of_name(name)),
        *(texts_of_birth(details.birth_date) if details.birth_date else ()),
        *texts_of_number(Digested.PHONE, details.phone),
        *texts_of_number(Digested.DOCUMENT, details.document),
    ]
    letters = [_paired(pair) for name in names for pair in name.pairs]
    digests = blind.numbers(COLUMN, [*map(_tagged, texts), *letters])
    bits = [bits_of(digests[_paired(pair)] for pair in name.pairs) for name in names if name.pairs]
    found: dict[str, set[int]] = defaultdict(set)
    for of, text in texts:
        found[of.value].add(digests[_tagged((of, text))])
    return _keys(found, bits, sex=details.sex, nationality=details.nationality)


def keys_by_person(persons: Iterable[UUID]) -> dict[UUID, Keys]:
    """What is compared of persons of the scope in force, in two queries."""
    wanted = list(persons)
    found: dict[UUID, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    bits: dict[UUID, list[int]] = defaultdict(list)
    for person, of, digest, filled in LinkKey.objects.filter(person__in=wanted).values_list(
        "person_id", "of", "digest", "bits"
    ):
        found[person][of].add(digest)
        bits[person] += [] if filled is None else [filled]
    coded = Person.objects.filter(pk__in=wanted).values_list("pk", "key", "sex", "nationality")
    return {
        person: _keys(found[person], bits[person], sex=sex, nationality=nationality, key=key)
        for person, key, sex, nationality in coded
    }


def bits_of(digests: Iterable[int]) -> int:
    """One place of 64 for each digest, as a signed number."""
    bits = 0
    for each in digests:
        bits |= 1 << (each % PLACES)
    return bits - (1 << PLACES) if bits >> (PLACES - 1) else bits


def _keep(person: Person, replaced: Iterable[Digested], texts: list[tuple[Digested, str]]) -> None:
    LinkKey.objects.filter(person=person, of__in=list(replaced)).delete()
    digests = blind.numbers(COLUMN, map(_tagged, texts))
    LinkKey.objects.bulk_create(LinkKey(person=person, of=each[0], digest=digests[_tagged(each)]) for each in texts)


def _keys(found: Mapping[str, set[int]], bits: Iterable[int], *, sex: str, nationality: str, key: str = "") -> Keys:
    digests = {each.value: frozenset(found.get(each.value, ())) for each in Digested}
    unsigned = tuple(each % (1 << PLACES) for each in bits)
    return Keys(**digests, bits=unsigned, sex=sex, nationality=nationality, key=key)


def _tagged(each: tuple[Digested, str]) -> str:
    of, text = each
    return f"{of.value}\0{text}"


def _paired(pair: str) -> str:
    return f"pair\0{pair}"
