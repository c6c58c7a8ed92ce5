"""The matrix of permissions as data: every address of both front doors, who asks, and what they get.

A row of ``permissions.toml`` is named after its URL, under the front door (``public`` or ``desk``) it belongs to:

    [desk."access:file"]
    args = { pk = "file", year = "=2020" }    objects of the made-up world, own and foreign (permissions_world.py),
                                              or = and a value
    get = { handles = "200/404", lead = "200/404" }      who: own/foreign; one number where both are the same
    post = { handles = "405", lead = "405" }

Who: a role, a group of ``groups``, ``lead`` (without a role), ``anonymous``, ``left``, ``suspended`` or ``everyone``.
A later entry of a row overrides an earlier one. Whoever a row does not name gets what ``otherwise`` says.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from opennrm.agencies.roles import ROLES

DECLARED = Path(__file__).with_suffix(".toml")
URLCONFS = {"public": "opennrm.config.urls_public", "desk": "opennrm.config.urls_desk"}
OFFICIALS = (*ROLES, "lead", "left", "suspended")
WHO = ("anonymous", *OFFICIALS)
WHOSE = ("own", "foreign")
METHODS = ("get", "post")


@dataclass(frozen=True)
class Address:
    """A URL pattern: the front door, its name (the route where it has none), its arguments, and its view."""

    front: str
    name: str
    route: str
    converters: dict[str, Any]
    view: Any


@dataclass(frozen=True)
class Row:
    """What a row says: objects by argument, and for each method the status by who asks and whose object it is."""

    args: dict[str, str] = field(default_factory=dict)
    expected: dict[str, dict[tuple[str, str], int]] = field(default_factory=dict)

    @property
    def about(self) -> bool:
        """Whether the address is about an object, so that there is a foreign one."""
        return any(not word.startswith("=") for word in self.args.values())

    def like_most(self, who: str) -> bool:
        """Whether somebody gets the answers that more get than any other."""
        answers = {each: tuple(said[each, whose] for said in self.expected.values() for whose in WHOSE) for each in WHO}
        return answers[who] == Counter(answers.values()).most_common(1)[0][0]


def addresses() -> Iterator[Address]:
    """Every pattern of both URLconfs."""
    for front, urlconf in URLCONFS.items():
        yield from _below(front, get_resolver(urlconf), namespaces=(), route="", converters={})


def rows() -> dict[tuple[str, str], Row]:
    """The declared rows by front door and name. Raises ValueError where one says what it cannot."""
    declared = tomllib.loads(DECLARED.read_text("utf-8"))
    groups = declared["groups"] | {"everyone": list(WHO)}
    if unknown := {who for group in groups.values() for who in group} - set(WHO):
        raise ValueError(f"permissions.toml: no such roles in groups: {sorted(unknown)}")
    return {
        (front, name): _row(f'{front}."{name}"', row, groups, declared["otherwise"][front])
        for front in URLCONFS
        for name, row in declared.get(front, {}).items()
    }


def to_paste(address: Address) -> str:
    """A row for an address without one, as its door has it, for a person to check."""
    door = getattr(address.view, "door", None)
    open_to_all = address.front == "public" or getattr(address.view, "open_to_all", False)
    whole = not address.converters
    get, post = ("200" if whole else "200/404"), ("405" if whole else "405/404")
    if open_to_all or door is None:
        who = ["everyone"]
    elif not door.powers and not door.or_lead:
        who = ["all"]
    else:
        who = [code for code, role in ROLES.items() if role.may & door.powers] + ["lead"] * door.or_lead
        groups = tomllib.loads(DECLARED.read_text("utf-8"))["groups"]
        who = next(([name] for name, group in groups.items() if sorted(group) == sorted(who)), who)
    args = ", ".join(f'{name} = "{name}"' for name in address.converters)
    lines = [f'[{address.front}."{address.name}"]']
    lines += [f"args = {{ {args} }}"] if args else []
    for method, said in (("get", get), ("post", post)):
        answers = ", ".join(f'{each} = "{said}"' for each in who)
        lines.append(f"{method} = {{ {answers} }}")
    return "\n".join(lines)


def _below(
    front: str, resolver: URLResolver, *, namespaces: tuple[str, ...], route: str, converters: dict[str, Any]
) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        path = route + str(entry.pattern)
        known = converters | entry.pattern.converters
        if isinstance(entry, URLResolver):
            deeper = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _below(front, entry, namespaces=deeper, route=path, converters=known)
        elif isinstance(entry, URLPattern):
            name = ":".join([*namespaces, entry.name]) if entry.name else f"/{path}"
            yield Address(front, name, path, known, entry.callback)


def _row(name: str, row: dict[str, Any], groups: dict[str, list[str]], otherwise: dict[str, Any]) -> Row:
    if wrong := row.keys() - {"args", *METHODS}:
        raise ValueError(f"permissions.toml: [{name}] says {sorted(wrong)}; it takes args, get and post")
    expected = {}
    for method in METHODS:
        said: dict[tuple[str, str], int] = {}
        for who, answer in [*otherwise.items(), *row.get(method, {}).items()]:
            if who not in WHO and who not in groups:
                raise ValueError(f"permissions.toml: [{name}] {method}: {who!r} is no role and no group")
            own, _slash, foreign = str(answer).partition("/")
            for each in groups.get(who, [who]):
                said[each, "own"], said[each, "foreign"] = int(own), int(foreign or own)
        expected[method] = said
    return Row(row.get("args", {}), expected)
