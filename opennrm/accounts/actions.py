"""Letting somebody in, opening an account, changing a password, taking an account away. ``by`` None is the system."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from opennrm.accounts import factors, links, passwords, recovery, rules, sessions, tries
from opennrm.accounts.models import Account, Link, account_of
from opennrm.accounts.telling import tell
from opennrm.accounts.terms import Factor, Purpose, Refusal
from opennrm.agencies import officials
from opennrm.agencies.models import Official, Organisation
from opennrm.page.refusals import Refused, refuse
from opennrm.vault import keys
from opennrm.vault.actions import record
from opennrm.vault.terms import KeyKind


@dataclass(frozen=True)
class Invited:
    """A new account, and the token of its link: show it once, store it nowhere."""

    account: Account
    token: str = field(repr=False)


@transaction.atomic
def invite(
    organisation: Organisation,
    *,
    email: str,
    roles: Iterable[str],
    by: Official | None,
    on: date,
    lead: bool = False,
    name: str = "",
    title: str = "",
) -> Invited:
    """Make somebody an official with an account and an invitation. Refused as ``agencies.officials.appoint`` does."""
    official = officials.appoint(organisation, roles=roles, by=by, on=on, lead=lead, name=name, title=title)
    return invite_official(official, email=email, by=by)


@transaction.atomic
def invite_official(official: Official, *, email: str, by: Official | None) -> Invited:
    """Give an official who has none an account and an invitation."""
    refuse(_why_not_look_after(official, by=by))
    refuse(Refusal.HAS_ACCOUNT if account_of(official.pk) else None)
    name = rules.folded(email)
    refuse(Refusal.EMAIL_TAKEN if Account.objects.filter(email=name).exists() else None)
    account = Account(official=official, email=name)
    account.set_unusable_password()
    account.save(force_insert=True)
    keys.key_for(KeyKind.ACCOUNT, str(account.pk))  # made here: to look at the page of an app then writes nothing
    token = links.make(account, Purpose.INVITATION)
    record("account.invited", account.word, by=officials.name_of(by))
    return Invited(account, token)


@transaction.atomic
def renew(account: Account, *, by: Official | None) -> Invited:
    """A new invitation in the place of one that expired or was lost."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    refuse(_why_not_look_after(account.official, by=by))
    refuse(rules.why_not_renew(opened=account.opened is not None))
    token = links.make(account, Purpose.INVITATION)
    record("account.invited", account.word, by=officials.name_of(by))
    return Invited(account, token)


@transaction.atomic
def accept(link: Link, password: str) -> Account:
    """Use a link: the password is set, and after a recovery every factor and session of before is gone."""
    account = Account.objects.select_for_update().get(pk=link.account_id)
    links.use_up(link)
    account.set_password(password)
    if link.purpose == Purpose.RECOVERY:
        factors.of(account).delete()
        recovery.finish(account)
    account.opened = account.opened or timezone.now()
    account.save(update_fields=["password", "opened"])
    sessions.end_all(account, by=account.official)
    act = "account.recovered" if link.purpose == Purpose.RECOVERY else "account.opened"
    record(act, account.word, by=account.official.word)
    if link.purpose == Purpose.RECOVERY:
        tell(account)
    return account


def check_password(email: str, password: str) -> Account:
    """Whose password this is. Refused alike, and as late, for a wrong one and an unknown name."""
    name = rules.folded(email)
    last = tries.take(f"password:{name}")
    account = Account.objects.select_related("official").filter(email=name).first()
    right = passwords.is_right(account, password)
    if account is None or not right:
        with transaction.atomic():
            record("sign-in.refused", account.word if account else "account:unknown")
            if account is not None and last:
                tell(account)
        raise Refused(Refusal.WRONG)
    tries.forget(f"password:{name}")
    return account


def refuse_stranded(account: Account, *, at_home: bool) -> None:
    """Refused, like a wrong password, for one who serves no more, and for a made-up account away from its demo."""
    if not serves(account) or (account.demo and not at_home):
        with transaction.atomic():
            record("sign-in.refused", account.word)
        raise Refused(Refusal.WRONG)


def confirm_password(account: Account, password: str) -> None:
    """That the one who is signed in knows the password; Refused where not."""
    tries.take(f"confirm:{account.pk}")
    if not passwords.is_right(account, password):
        with transaction.atomic():
            record("sign-in.refused", account.word, by=account.official.word)
        raise Refused(Refusal.WRONG_PASSWORD)
    tries.forget(f"confirm:{account.pk}")


def confirm_code(account: Account, code: str) -> Factor:
    """That they hold a factor; Refused where not, and where it was tried too often."""
    last = tries.take(f"code:{account.pk}")
    try:
        factor = factors.check_code(account, code)
    except Refused:
        if last:
            with transaction.atomic():
                tell(account)
        raise
    tries.forget(f"code:{account.pk}")
    return factor


@transaction.atomic
def change_password(account: Account, password: str) -> None:
    """Put a new password in the old one's place; every session ends, the caller's too unless it is marked anew."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    AbstractBaseUser.set_password(account, password)
    account.save(update_fields=["password"])
    record("password.changed", account.word, by=account.official.word)
    tell(account)


@transaction.atomic
def remove(account: Account, *, by: Official | None) -> None:
    """Take an account away with its sessions and factors, and erase the key that sealed their secrets."""
    refuse(_why_not_look_after(account.official, by=by))
    factors.of(account).delete()
    keys.erase(str(account.pk), by=officials.name_of(by), kind=KeyKind.ACCOUNT)
    word = account.word
    account.delete()
    record("account.removed", word, by=officials.name_of(by))


def serves(account: Account) -> bool:
    """Whether the account's official serves today, in an organisation that is not suspended. Reads it anew."""
    post = officials.post_of(account.official)
    return post is not None and post.serves(timezone.localdate())


def _why_not_look_after(official: Official, *, by: Official | None) -> Refusal | None:
    return rules.why_not_look_after(officials.post_of(by), official.post(), on=timezone.localdate())
