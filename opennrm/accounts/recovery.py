"""When somebody cannot sign in: two others answer for them, then a one-time link. It never touches inbox phrases."""

from django.db import transaction
from django.utils import timezone

from opennrm.accounts import links, rules, tries
from opennrm.accounts.models import Account, Approval, Recovery
from opennrm.accounts.terms import Outcome, Purpose, Refusal
from opennrm.agencies import officials
from opennrm.agencies.models import Official
from opennrm.page.refusals import Refused, refuse
from opennrm.vault.actions import record


@transaction.atomic
def ask(account: Account, *, by: Official | None) -> Recovery:
    """Ask for a recovery; ``by`` None is the sign-in page. Asked twice, it is one."""
    if by is not None:
        refuse(_why_not_look_after(account, by=by))
    Account.objects.select_for_update().get(pk=account.pk)
    there = account.recoveries.open().first()
    if there is not None:
        return there
    made = Recovery.objects.create(account=account, asked_by=by)
    record("recovery.asked", made.word, by=officials.name_of(by))
    return made


def ask_by_email(email: str) -> None:
    """Ask from the sign-in page: whether anybody has this address shows in nothing, and one line stands either way."""
    name = rules.folded(email)
    tries.take(f"recovery:{name}")
    account = Account.objects.filter(email=name, opened__isnull=False, demo=False).first()
    with transaction.atomic():
        if account is not None and not account.recoveries.open().exists():
            ask(account, by=None)
        else:
            record("recovery.asked", account.word if account else "account:unknown")


@transaction.atomic
def approve(recovery: Recovery, *, by: Official) -> str | None:
    """Answer for it. The second of two gets the token of the link, to hand over; the first None."""
    recovery = Recovery.objects.select_for_update().get(pk=recovery.pk)
    post, concerned = officials.post_of(by), recovery.account.official.post()
    if post is None:
        raise Refused(Refusal.NOT_YOURS_TO_DECIDE)
    approved = set(recovery.approvals.values_list("by", flat=True))
    ended = recovery.ended is not None or len(approved) >= rules.APPROVALS
    refuse(rules.why_not_approve(post, concerned, approved=approved, ended=ended, on=timezone.localdate()))
    Approval.objects.create(recovery=recovery, by=by)
    record("recovery.approved", recovery.word, by=by.word)
    return links.make(recovery.account, Purpose.RECOVERY) if len(approved) + 1 == rules.APPROVALS else None


@transaction.atomic
def cancel(recovery: Recovery, *, by: Official) -> None:
    """End it, by whoever it concerns or may approve it; a link already made opens nothing any more."""
    recovery = Recovery.objects.select_for_update().get(pk=recovery.pk)
    refuse(Refusal.RECOVERY_OVER if recovery.ended else None)
    if by.pk != recovery.account.official_id:
        refuse(_why_not_look_after(recovery.account, by=by))
    recovery.account.links.filter(used__isnull=True, purpose=Purpose.RECOVERY).update(used=timezone.now())
    _end(recovery, Outcome.CANCELLED)
    record("recovery.cancelled", recovery.word, by=by.word)


def waiting_for(by: Official) -> int:
    """How many recoveries wait for this official's word."""
    today, post = timezone.localdate(), by.post()
    open_ones = Recovery.objects.open().select_related("account__official__organisation").prefetch_related("approvals")
    return sum(
        rules.why_not_approve(
            post, each.account.official.post(), approved=given, ended=len(given) >= rules.APPROVALS, on=today
        )
        is None
        for each in open_ones
        for given in [{approval.by_id for approval in each.approvals.all()}]
    )


def finish(account: Account) -> None:
    """Note that the link was used. Within the caller's transaction."""
    for recovery in account.recoveries.open():
        _end(recovery, Outcome.DONE)
        record("recovery.done", recovery.word, by=account.official.word)


def sweep() -> int:
    """End recoveries whose link has expired unused; how many."""
    over = Recovery.objects.open().filter(
        account__links__purpose=Purpose.RECOVERY,
        account__links__used__isnull=True,
        account__links__until__lte=timezone.now(),
    )
    with transaction.atomic():
        found = list(over)
        for recovery in found:
            recovery.account.links.filter(used__isnull=True).update(used=timezone.now())
            _end(recovery, Outcome.CANCELLED)
            record("recovery.cancelled", recovery.word)
    return len(found)


def _end(recovery: Recovery, outcome: Outcome) -> None:
    recovery.ended, recovery.outcome = timezone.now(), outcome
    recovery.save(update_fields=["ended", "outcome"])


def _why_not_look_after(account: Account, *, by: Official | None) -> Refusal | None:
    return rules.why_not_look_after(officials.post_of(by), account.official.post(), on=timezone.localdate())
