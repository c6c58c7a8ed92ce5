"""The one way from a sealed field to its text: ask the grant, write the audit line, commit, then open."""

from operator import attrgetter

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model, Q
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from opennrm.access import rules
from opennrm.access.compiler import served
from opennrm.access.models import Grant
from opennrm.access.scope import OutOfScope, Scope, current
from opennrm.access.terms import FieldClass, Refusal
from opennrm.access.walls import Misdeclared, declared, wall_of
from opennrm.agencies.models import Organisation
from opennrm.agencies.officials import is_enforcement
from opennrm.page.refusals import refuse
from opennrm.vault.actions import await_turn, record
from opennrm.vault.models import AuditLine
from opennrm.vault.sealing import REVEALED, open_sealed, subject_of

REFUSED = "field.refused"
LIMITED = "field.limited"


def reveal(row: Model, field: str, *, purpose: str) -> str | None:
    """The text of a sealed field as it is now, for the official who is acting; None where it is empty.

    No line in the audit, no text. Raises ``Refused``, after a line ``field.refused``, where no grant opens this class
    of field, for another purpose, or at the firewall; and where too much was revealed in the last hour (one line
    ``field.limited`` an hour). TransactionManagementError inside a transaction, since the line is committed before the
    field is opened. What the vault refuses (changed, moved or erased content) is a ``Refused`` as well.
    """
    if connection.in_atomic_block:
        raise TransactionManagementError("reveal() commits its audit line first: call it outside any transaction")
    scope = current()
    if not isinstance(scope, Scope):
        raise OutOfScope("a field is revealed to an official, never to a system scope")
    tells = field_class(type(row), field)
    found = type(row)._base_manager.filter(pk=row.pk).first()
    reason = rules.why_not_reveal(
        acting_for=scope.purpose,
        purpose=purpose,
        field=tells,
        enforcement=_enforcement(scope),
        opens=frozenset() if found is None else _opens(found, scope),
    )
    by = f"official:{scope.official}"
    with transaction.atomic(durable=True):
        await_turn()  # two at once are counted one after the other
        if reason is None and (reason := _too_many(by)):
            _note_limit(subject_of(row, field), by)
        else:
            line = record(REFUSED if reason else REVEALED, subject_of(row, field), by=by)
    refuse(reason)
    return open_sealed(found or row, field, audited=line)


def field_class(model: type[Model], field: str) -> FieldClass:
    """What a field tells, as ``Scoped.classes`` of its model says. Raises Misdeclared where it says nothing."""
    classes: dict[str, FieldClass] = getattr(getattr(model, "Scoped", None), "classes", {})
    if wall_of(model._meta.db_table) is None or field not in classes:
        raise Misdeclared(f"{model.__name__}.{field}: say in class Scoped what the field tells (classes = …)")
    return classes[field]


def _too_many(by: str) -> Refusal | None:
    since = timezone.now() - rules.REVEALING
    revealed = AuditLine.objects.lately(REVEALED, by=by, since=since).count()
    return rules.why_not_reveal_more(revealed=revealed, limit=settings.REVEALS_AN_HOUR)


def _note_limit(subject: str, by: str) -> None:
    """One line an hour says that an official reached the limit, however often they go on trying."""
    if not AuditLine.objects.lately(LIMITED, by=by, since=timezone.now() - rules.REVEALING).exists():
        record(LIMITED, subject, by=by)


def _opens(row: Model, scope: Scope) -> frozenset[FieldClass]:
    """The classes of field that the grants on a row's file open together; on its files, where it has several."""
    shared = frozenset(FieldClass)
    for path in declared(type(row)):
        file = attrgetter(path)(row)
        held = Grant.objects.holding().filter(file=file, purpose=scope.purpose)
        held = held.filter(organisation__in=served(scope, connection))
        held = held.filter(Q(official=None) | Q(official=scope.official))
        shared &= frozenset().union(*(given.opens for given in held))
    return shared


def _enforcement(scope: Scope) -> bool:
    """Whether any organisation the official acts for enforces: standing in elsewhere lifts no firewall."""
    bodies = Organisation.objects.filter(pk__in=scope.organisations).select_related("parent__parent__parent")
    own = Organisation.objects.filter(officials__pk=scope.official).select_related("parent__parent__parent")
    return any(is_enforcement(body) for body in [*bodies, *own])
