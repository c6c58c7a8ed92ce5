"""Which rows of a file repeat each other, or a case the organisation has: found by blind indexes, opening nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from opennrm.identification.exchange.rows import Entry
from opennrm.identification.models import Case, Person, PersonName
from opennrm.vault import blind
from opennrm.vault.fields import Tokens
from opennrm.vault.folding import fold

CHUNK = 200  # tokens asked for at once
NAME = "name"
INDEXED = {"birth_date": "birth_index", "phone": "phone_index", "document": "document_index"}


@dataclass(frozen=True)
class Twin:
    """That a row repeats another row of the file, or a case; ``same`` names the fields that say so."""

    number: int
    row: int | None
    code: str
    same: tuple[str, ...]


def in_the_file(entries: Sequence[Entry]) -> list[Twin]:
    """Rows that repeat an earlier one: the same document, telephone, or name without another day of birth."""
    by_word: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    twins = []
    for entry in entries:
        earlier: dict[int, set[str]] = defaultdict(set)
        for kind, word in _words(entry):
            for other in by_word[kind, word]:
                earlier[other.number].add(kind)
            by_word[kind, word].append(entry)
        births = {each.number: each.person.get("birth_date") for each in entries if each.number in earlier}
        for number, same in earlier.items():
            if _alike(same, births[number], entry.person.get("birth_date")):
                twins.append(Twin(entry.number, number, "", _ordered(same)))
                break
    return twins


def among_cases(entries: Sequence[Entry], organisations: Iterable[str]) -> list[Twin]:
    """Rows of persons the organisations have a case of, as far as the scope in force shows."""
    owned = Case.objects.filter(owner__in=organisations).order_by()
    tokens = {entry.number: _tokens(entry) for entry in entries}
    met: dict[int, dict[str, set[str]]] = {number: defaultdict(set) for number in tokens}
    for kind in (NAME, "phone", "document"):
        found = _found(owned, kind, {token for each in tokens.values() for token in each.get(kind, ())})
        for number, mine in tokens.items():
            for code in (code for token in mine.get(kind, ()) for code in found[token]):
                met[number][code].add(kind)
    born = owned.filter(code__in={code for each in met.values() for code in each})
    births = dict(born.values_list("code", "person__birth_index"))
    twins = []
    for number, cases in met.items():
        birth = sorted(tokens[number].get("birth_date", set()))
        born_on = birth[0] if birth else None
        alike = [(code, same) for code, same in cases.items() if _alike(same, births.get(code), born_on)]
        for code, same in sorted(alike, key=lambda each: (-len(each[1]), each[0]))[:1]:
            twins.append(Twin(number, None, code, _ordered(same)))
    return twins


def _alike(same: set[str], one: object, other: object) -> bool:
    """A document or a telephone says so alone; a name, unless the days of birth differ; a day of birth never alone."""
    if same & {"document", "phone"}:
        return True
    return NAME in same and (one is None or other is None or one == other)


def _ordered(same: set[str]) -> tuple[str, ...]:
    return tuple(kind for kind in (NAME, *INDEXED) if kind in same)


def _words(entry: Entry) -> list[tuple[str, str]]:
    said = [(NAME, fold(text)) for _kind, text in entry.person.get("names", ())]
    said += [(kind, fold(str(entry.person[kind]))) for kind in INDEXED if entry.person.get(kind)]
    return [(kind, word) for kind, word in dict.fromkeys(said) if word]


def _tokens(entry: Entry) -> dict[str, set[Tokens]]:
    """The digests of what a row says, as the indexes hold them."""
    found: dict[str, set[Tokens]] = {}
    for _kind, text in entry.person.get("names", ()):
        row = PersonName()
        blind.index(row, "text", text)
        found.setdefault(NAME, set()).add(row.text_index)
    for kind, column in INDEXED.items():
        if said := entry.person.get(kind):
            person = Person()
            blind.index(person, kind, str(said))
            found[kind] = {getattr(person, column)}
    return found


def _found(owned: QuerySet[Case], kind: str, wanted: set[Tokens]) -> dict[str, list[str]]:
    """Codes of cases by the digest that is equal."""
    column = "person__names__text_index" if kind == NAME else f"person__{INDEXED[kind]}"
    found: dict[str, list[str]] = defaultdict(list)
    listed = sorted(wanted)
    for at in range(0, len(listed), CHUNK):
        for code, token in owned.filter(**{f"{column}__in": listed[at : at + CHUNK]}).values_list("code", column):
            found[token].append(code)
    return found
