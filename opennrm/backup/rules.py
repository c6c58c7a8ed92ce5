"""What may be restored where, over plain names of migrations."""

from collections.abc import Iterable, Mapping

Node = tuple[str, str]  # a room, and a migration of it


def unknown(applied: Iterable[Node], known: Iterable[Node]) -> list[Node]:
    """Migrations that this version does not have: a newer one made them."""
    return sorted(set(applied) - set(known))


def ends(applied: Iterable[Node], parents: Mapping[Node, Iterable[Node]]) -> list[Node]:
    """The last migration of each room among those applied: what to migrate to, to have just these."""
    there = set(applied)
    followed = {parent for node in there for parent in parents.get(node, ()) if parent[0] == node[0]}
    return sorted(there - followed)
