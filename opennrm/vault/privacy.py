"""``class Privacy``: what each field of a model tells about a person, and which rule says how long it is kept.

    class Privacy:
        identifies = ("name",)            # names a person: a sealed field or a blind index, or said why not
        sensitive = ("reason",)           # tells something about a person or a case
        plain = ("id", "code", "since")   # neither
        kept = "official"                 # a class of record in opennrm/retention/data/rules.toml
        open_because = {"name": "why"}    # why a field that identifies is not sealed

Every concrete field and every many-to-many field stands in exactly one of the three, by its name (``file``, not
``file_id``). Tables of other projects are declared beside, in the same form (``declared``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from opennrm.vault.fields import BlindIndexField, SealedField

LISTS = ("identifies", "sensitive", "plain")
WORDS = {*LISTS, "kept", "open_because"}


@dataclass(frozen=True)
class Classified:
    """The fields of a table by what they tell; ``kept`` names the class of record, ``open_because`` the reasons."""

    identifies: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    kept: str = ""
    open_because: Mapping[str, str] = field(default_factory=dict)


class Unclassified(RuntimeError):
    """A model whose ``class Privacy`` is missing or wrong; the text names every fault."""


def classified(model: type[Model], beside: Classified | None = None) -> Classified:
    """What a model declares, or what is declared ``beside`` it. Raises Unclassified with every fault."""
    if found := faults(model, beside):
        raise Unclassified("\n".join(found))
    return beside or _read(model)


def faults(model: type[Model], beside: Classified | None = None) -> tuple[str, ...]:
    """What is wrong in a model's declaration, as sentences that say what to write instead."""
    name = model._meta.label
    if beside is None:
        if not hasattr(model, "Privacy"):
            return (f"{name} has no class Privacy: say of each field what it tells (opennrm/vault/privacy.py)",)
        if wrong := tuple(_misread(model)):
            return tuple(f"{name}: {each}" for each in wrong)
    return tuple(f"{name}: {each}" for each in _wrong(model, beside or _read(model)))


def _read(model: type[Model]) -> Classified:
    said = _said(model)
    return Classified(**{word: said[word] for word in WORDS if word in said})


def _said(model: type[Model]) -> dict[str, Any]:
    declared = model.Privacy  # type: ignore[attr-defined]
    return {word: getattr(declared, word) for word in dir(declared) if not word.startswith("__")}


def _misread(model: type[Model]) -> list[str]:
    """Faults of form: without them the declaration can be read."""
    said = _said(model)
    unknown = [
        f"class Privacy knows no {word!r}; write one of {', '.join(sorted(WORDS))}" for word in said.keys() - WORDS
    ]
    lists = [
        f"{word} is no tuple of names; write {word} = (…,)"
        for word in LISTS
        if not isinstance(said.get(word, ()), tuple) or not all(isinstance(each, str) for each in said.get(word, ()))
    ]
    kept = [] if isinstance(said.get("kept"), str) and said["kept"] else ["kept is missing; name a class of record"]
    return [*sorted(unknown), *lists, *kept]


def _wrong(model: type[Model], said: Classified) -> list[str]:
    fields = {each.name: each for each in (*model._meta.concrete_fields, *model._meta.many_to_many)}
    named = [*said.identifies, *said.sensitive, *said.plain]
    found = [f"{name} is unclassified; put it in one of {', '.join(LISTS)}" for name in fields if name not in named]
    found += [f"{name} is classified twice; leave it in one" for name in dict.fromkeys(named) if named.count(name) > 1]
    found += [f"{name} is no field of the model; correct it or take it out" for name in named if name not in fields]
    for name in said.identifies:
        sealed = isinstance(fields.get(name), SealedField | BlindIndexField)
        if not sealed and not said.open_because.get(name, "").strip():
            found.append(f"{name} identifies a person and lies open; seal it, or say why in open_because")
        if sealed and name in said.open_because:
            found.append(f"{name} is sealed; take it out of open_because")
    found += [
        f"open_because speaks of {name}, which does not identify"
        for name in said.open_because.keys() - {*said.identifies}
    ]
    return found
