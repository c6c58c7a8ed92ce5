"""Verbs of access: each one transaction and one audit line. Raises ``Refused`` where a rule says why not.

All but ``scope_for``, ``transfer``, ``break_glass``, ``review``, ``end_access`` and ``running`` are called while acting
as ``by``, or with ``by`` None in a system scope; the compiler refuses what the rules forget.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from opennrm.access import rules
from opennrm.access.compiler import served
from opennrm.access.models import BreakGlass, File, Grant
from opennrm.access.scope import OutOfScope, Scope, System, current, entered
from opennrm.access.terms import Basis, FieldClass, FileKind, Purpose, Refusal
from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.officials import is_suspended, leave, name_of, post_of
from opennrm.agencies.rules import Post
from opennrm.page.once import once
from opennrm.page.refusals import Refused, refuse
from opennrm.vault.actions import record

FILE, GRANT, BROKEN = (model._meta.db_table for model in (File, Grant, BreakGlass))

BREAKING = System("break-glass", reads=frozenset({FILE}), writes=frozenset({GRANT, BROKEN}))
REVIEWING = System("break-glass-review", reads=frozenset({FILE}), writes=frozenset({GRANT, BROKEN}))
HANDING_OVER = System("hand-over", reads=frozenset(), writes=frozenset({FILE, GRANT}))
ENDING = System("end-access", reads=frozenset(), writes=frozenset({GRANT}))


def scope_for(official: Official, *, purpose: Purpose | None) -> Scope:
    """What an official acts in from now on for a purpose: their organisation, and those they stand in for today.

    Without a purpose they see whose the files are and who may open them, and no content.
    """
    today = timezone.localdate()
    post = Official.objects.with_posts().get(pk=official.pk).post()
    return _scope(post, purpose, _stood_in_for(official.pk, today), today)


def scope_shown(official: Official, *, purpose: Purpose | None) -> Scope:
    """The same for what is only shown, many times in one request: of the official holds what this request has read.

    No statement rests on that: each asks the database anew whom they serve at its moment.
    """
    today = timezone.localdate()
    return _scope(official.place(), purpose, once(_stood_in_for)(official.pk, today), today)


def _scope(post: Post, purpose: Purpose | None, others: Iterable[str], today: date) -> Scope:
    refuse(rules.why_not_act(post, purpose=purpose, on=today))
    return Scope(post.official, tuple(dict.fromkeys([post.organisation, *others])), purpose or "")


def _stood_in_for(official: UUID, today: date) -> list[str]:
    """The organisations of those an official stands in for today."""
    away = Official.objects.serving(today).filter(substitute=official, away_since__lte=today, away_until__gte=today)
    return list(away.order_by("organisation").values_list("organisation", flat=True))


@contextmanager
def running(system: System, *, by: Official | None = None, line_last: bool = False) -> Iterator[None]:
    """Run a job under a named system scope; an audit line says that it began.

    Lines are written one after the other, so whoever writes one and then waits for a row blocks all others. An act that
    holds rows, as most do before their line, asks for ``line_last``: the line is written as the scope is left, in the
    act's own transaction, which must be open.
    """
    if line_last and not connection.in_atomic_block:
        raise TransactionManagementError("line_last= is for an act inside its transaction: without it no line is sure")
    if not line_last:
        _note_scope(system, by)
    with entered(system):
        yield
    if line_last:
        _note_scope(system, by)


@transaction.atomic
def open_file(
    kind: FileKind,
    *,
    owner: Organisation,
    purpose: Purpose,
    basis: Basis,
    until: datetime,
    reason: str,
    by: Official | None,
) -> File:
    """Open a file of an organisation, with its first grant: to the owner itself, for a purpose, until a moment."""
    _check_grant(owner.pk, basis=basis, until=until, reason=reason, by=by)
    file = File.objects.create(kind=kind, owner=owner)
    _enter(file, to=owner, purpose=purpose, basis=basis, until=until, reason=reason)
    record("file.opened", file.word, by=name_of(by))
    return file


@transaction.atomic
def grant(
    file: File,
    *,
    to: Organisation,
    purpose: Purpose,
    basis: Basis,
    until: datetime,
    reason: str,
    by: Official | None,
    classes: Iterable[FieldClass] = (),
) -> Grant:
    """Let an organisation open a file for a purpose until a moment; of sealed fields those of ``classes``, or all."""
    _check_grant(file.owner_id, basis=basis, until=until, reason=reason, by=by)
    given = _enter(file, to=to, purpose=purpose, basis=basis, until=until, reason=reason, classes=classes)
    record("grant.given", f"grant:{given.pk}", by=name_of(by))
    return given


@transaction.atomic
def revoke(given: Grant, *, reason: str, by: Official | None) -> None:
    """Shut an organisation out again, from the next query on."""
    held = Grant.objects.filter(pk=given.pk).first()
    if held is None:
        raise Refused(Refusal.NO_GRANT)
    refuse(
        rules.why_not_revoke(
            owner_served=_serves(held.owner_id, by),
            handles=_handles(by),
            revoked=held.revoked is not None,
            reason=reason,
        )
    )
    open_still = Grant.objects.filter(pk=held.pk, revoked__isnull=True)
    if not open_still.update(revoked=timezone.now(), why_revoked=reason):
        raise Refused(Refusal.ALREADY_REVOKED)
    record("grant.revoked", f"grant:{held.pk}", by=name_of(by))


@transaction.atomic
def transfer(file: File, *, to: Organisation, basis: Basis, reason: str, by: Official, on: date) -> None:
    """Make another organisation the owner of a file, from the next query on; called without a scope or in one.

    What others were granted holds, and is the new owner's to revoke. What the former owner could open, the new owner
    can, for the same purposes and as long, on ``basis``; the former owner no longer. Emergency access runs on to its
    end, and whoever owned the file when it was broken open reviews it.
    """
    post = Official.objects.with_posts().get(pk=by.pk).post()
    with running(HANDING_OVER, by=by):
        held = File.objects.select_for_update().filter(pk=file.pk).first()
        if held is None:
            raise Refused(Refusal.NO_FILE)
        before = held.owner_id
        refuse(
            rules.why_not_transfer(
                post, owner=before, to=to.pk, suspended=is_suspended(to), basis=basis, reason=reason, on=on
            )
        )
        now = timezone.now()
        theirs = Grant.objects.filter(file=held, organisation=before, official=None, revoked=None, until__gt=now)
        ends = {Purpose(given.purpose): given.until for given in theirs.order_by("until")}
        theirs.update(revoked=now, why_revoked="handed over")
        Grant.objects.filter(file=held).update(owner=to)
        held.owner = to
        held.save(update_fields=["owner"])
        for purpose, until in ends.items():
            _enter(held, to=to, purpose=purpose, basis=basis, until=until, reason=reason)
        record("file.handed-over", held.word, by=by.word)


@transaction.atomic
def break_glass(file: UUID, *, purpose: Purpose, reason: str, by: Official) -> BreakGlass:
    """Open a file to one official for four hours, without a grant; leads find it in their queue to review."""
    post = Official.objects.with_posts().get(pk=by.pk).post()
    refuse(rules.why_not_break_glass(post, purpose=purpose, reason=reason, on=timezone.localdate()))
    with running(BREAKING, by=by):
        found = File.objects.filter(pk=file).first()
        if found is None:
            raise Refused(Refusal.NO_FILE)
        now = timezone.now()
        given = Grant.objects.create(
            file=found,
            owner_id=found.owner_id,
            organisation_id=post.organisation,
            official=by,
            purpose=purpose,
            basis=Basis.VITAL_INTEREST,
            since=now,
            until=now + rules.BREAK_GLASS,
            reason=reason,
        )
        broken = BreakGlass.objects.create(
            grant=given,
            official=by,
            organisation_id=post.organisation,
            owner_id=found.owner_id,
            opened=now,
        )
        record("file.broken-open", found.word, by=by.word)
    return broken


@transaction.atomic
def review(broken: BreakGlass, *, upheld: bool, by: Official) -> None:
    """Say whether an emergency access was right; where it was not, it ends at once."""
    post = Official.objects.with_posts().get(pk=by.pk).post()
    with running(REVIEWING, by=by):
        held = BreakGlass.objects.select_for_update(of=("self",)).get(pk=broken.pk)
        refuse(
            rules.why_not_review(
                post,
                own=held.official_id == by.pk,
                organisations=frozenset({held.organisation_id, held.owner_id}),
                reviewed=held.reviewed is not None,
                on=timezone.localdate(),
            )
        )
        now = timezone.now()
        BreakGlass.objects.filter(pk=held.pk).update(reviewed=now, reviewer=by, upheld=upheld)
        if not upheld:
            Grant.objects.filter(pk=held.grant_id, revoked__isnull=True).update(revoked=now, why_revoked="not upheld")
        record("break-glass.reviewed", f"break-glass:{held.pk}", by=by.word)


@transaction.atomic
def end_access(official: Official, *, on: date, by: Official | None) -> Official:
    """End an official's service and with it their access, at once where the day has come.

    Answers with the lead who takes their open work; rooms above call this first, then hand over what is theirs,
    in one transaction.
    """
    heir = leave(official, on=on, by=by)
    if on <= timezone.localdate():
        with running(ENDING, by=by):
            Grant.objects.filter(official=official, revoked__isnull=True).update(
                revoked=timezone.now(), why_revoked="left"
            )
    record("access.ended", official.word, by=name_of(by))
    return heir


def _note_scope(system: System, by: Official | None) -> None:
    with transaction.atomic():
        record("scope.entered", f"scope:{system.name}", by=name_of(by))


def _check_grant(owner: str, *, basis: Basis, until: datetime, reason: str, by: Official | None) -> None:
    refuse(
        rules.why_not_grant(
            owner_served=_serves(owner, by),
            handles=_handles(by),
            basis=basis,
            until=until,
            now=timezone.now(),
            reason=reason,
        )
    )


def _handles(by: Official | None) -> bool:
    post = post_of(by)
    return post is None or rules.handles_files(post, timezone.localdate())


def _serves(owner: str, by: Official | None) -> bool:
    """Whether whoever acts serves an organisation now; a system scope is held by the tables it lists instead."""
    scope = current()
    if isinstance(scope, System):
        return True
    if by is None or by.pk != scope.official:
        raise OutOfScope("by= is not the official who is acting")
    return owner in served(scope, connection)


def _enter(
    file: File,
    *,
    to: Organisation,
    purpose: Purpose,
    basis: Basis,
    until: datetime,
    reason: str,
    classes: Iterable[FieldClass] = (),
) -> Grant:
    return Grant.objects.create(
        file=file,
        owner_id=file.owner_id,
        organisation=to,
        purpose=purpose,
        classes=" ".join(sorted(each.value for each in classes)),
        basis=basis,
        since=timezone.now(),
        until=until,
        reason=reason,
    )
