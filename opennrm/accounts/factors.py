"""What an official proves besides a password: a code of their app, a passkey, a recovery code.

The reckoning is allauth's; sealing, one use of a code, and the audit are this room's. Every secret is sealed.
"""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import segno
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from fido2.utils import websafe_decode

from opennrm.accounts import rules
from opennrm.accounts.models import Account
from opennrm.accounts.seals import Sealed, secrets_of
from opennrm.accounts.telling import tell
from opennrm.accounts.terms import Factor, Refusal
from opennrm.page.refusals import Refused, refuse
from opennrm.vault.actions import record
from opennrm.vault.cipher import Broken

KINDS = {
    Factor.APP: Authenticator.Type.TOTP,
    Factor.PASSKEY: Authenticator.Type.WEBAUTHN,
    Factor.CODE: Authenticator.Type.RECOVERY_CODES,
}
UNREADABLE = (ValidationError, ValueError, KeyError, TypeError, AttributeError)  # what a made-up answer may raise


@dataclass(frozen=True)
class Enrolment:
    """What an app needs to know: the secret in base 32, and a QR code of it as the address of a picture."""

    secret: str
    picture: str

    @property
    def grouped(self) -> str:
        """The secret in fours, to type."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))


def of(account: Account, *factors: Factor) -> Any:
    """The account's rows of allauth (a queryset), of these factors or of all."""
    found = Authenticator.objects.filter(user_id=account.pk).order_by("created_at", "pk")
    return found.filter(type__in=[KINDS[factor] for factor in factors]) if factors else found


def proofs(account: Account) -> Any:
    """App and passkeys: what an account must always have one of."""
    return of(account, Factor.APP, Factor.PASSKEY)


def new_secret(account: Account, request: HttpRequest) -> str:
    """The secret of an app that is being set up, sealed in the session until the first code shows it arrived."""
    with secrets_of(account, request):
        kept = request.session.get("app")
        try:
            return str(Sealed().decrypt(kept)) if kept else _fresh(request)
        except Broken:  # of somebody else who was here before
            return _fresh(request)


def enrolment(account: Account, secret: str) -> Enrolment:
    """The secret as the page shows it."""
    code = segno.make(Sealed().build_totp_url(account, secret), error="m", micro=False)
    return Enrolment(secret, code.svg_data_uri(scale=5, border=4, dark="#000", light="#fff"))


def add_app(account: Account, code: str, *, request: HttpRequest) -> None:
    """Take the app, once its first code is right; it replaces an app of before. Refused where the code is wrong."""
    secret = new_secret(account, request)
    step = _step_of(secret, code)
    refuse(None if step is not None else Refusal.WRONG_CODE)
    with transaction.atomic(), secrets_of(account, request):
        of(account, Factor.APP).delete()
        data = {"secret": Sealed().encrypt(secret), "step": step}
        Authenticator.objects.create(user=account, type=KINDS[Factor.APP], data=data)
        record("factor.added", f"{account.word}.app", by=account.official.word)
        tell(account)
        make_codes(account, again=False)
    request.session.pop("app", None)


def check_code(account: Account, code: str) -> Factor:
    """Which factor this code proves: the app's, or one of the recovery codes. Each passes once, or Refused.

    Where it is wrong one line stands in the audit. Tries are counted by the caller (``tries``).
    """
    with transaction.atomic(), secrets_of(account):
        found = _by_app(account, code) or _by_recovery_code(account, code)
        if found is Factor.CODE:
            record("recovery-code.used", account.word, by=account.official.word)
        if found is None:
            record("sign-in.refused", account.word)
    if found is None:
        raise Refused(Refusal.WRONG_CODE)
    return found


def demo_code() -> str | None:
    """The code that the app of the made-up accounts shows now; of real accounts there is none to be had."""
    row = of_demo().first()
    return str(totp.format_hotp_value(totp.hotp_value(_secret(row), _now()))) if row else None


def give_demo_app(account: Account) -> None:
    """Set up the app of a made-up account; all of them share one secret, so that one code is printed for all."""
    there = of_demo().first()
    secret = _secret(there) if there else str(totp.generate_totp_secret())
    with secrets_of(account):
        data = {"secret": Sealed().encrypt(secret), "step": 0}
        Authenticator.objects.create(user=account, type=KINDS[Factor.APP], data=data)
        row = RecoveryCodes.activate(account)
    row.mark_as_viewed()


def of_demo() -> Any:
    """The apps of made-up accounts."""
    return Authenticator.objects.filter(type=KINDS[Factor.APP], user__demo=True).select_related("user")


def passkey_options(account: Account, request: HttpRequest) -> str:
    """What the browser needs to make a passkey, as JSON."""
    with secrets_of(account, request):
        return json.dumps(webauthn.begin_registration(account, passwordless=True))


def add_passkey(account: Account, credential: str, *, name: str, request: HttpRequest) -> None:
    """Keep a passkey the browser has just made. Refused where it does not answer what was asked."""
    with secrets_of(account, request):
        given = _parsed(credential)
        try:
            webauthn.parse_registration_response(given)
            webauthn.complete_registration(given)
        except UNREADABLE:
            raise Refused(Refusal.WRONG_PASSKEY) from None
        with transaction.atomic():
            row = webauthn.WebAuthn.add(account, name, given).instance
            record("factor.added", f"{account.word}.passkey-{row.pk}", by=account.official.word)
            tell(account)
            make_codes(account, again=False)


def challenge(request: HttpRequest, account: Account | None = None) -> str:
    """What the browser needs to answer by a passkey, as JSON: of this account, or of whichever it has."""
    with webauthn.context.request_context(request):
        return json.dumps(webauthn.begin_authentication(account))


def check_passkey(credential: str, *, request: HttpRequest, account: Account | None = None) -> Account:
    """Whose passkey answered; Refused where it is nobody's, or not this account's."""
    given = _parsed(credential)
    whose = account or _owner(given)
    with webauthn.context.request_context(request):
        try:
            webauthn.parse_authentication_response(given)
            row = webauthn.complete_authentication(whose, given)
        except UNREADABLE:
            with transaction.atomic():
                record("sign-in.refused", whose.word)
            raise Refused(Refusal.WRONG_PASSKEY) from None
        row.record_usage()
    return whose


@transaction.atomic
def make_codes(account: Account, *, again: bool = True) -> None:
    """Make ten recovery codes; with ``again`` those of before open nothing any more. In ``secrets_of``."""
    if again:
        of(account, Factor.CODE).delete()
    if again or not of(account, Factor.CODE).exists():
        RecoveryCodes.activate(account)
        record("recovery-codes.made", account.word, by=account.official.word)


def codes_to_show(account: Account, request: HttpRequest) -> list[str]:
    """The recovery codes, until their owner says that they have them; none after that."""
    row = of(account, Factor.CODE).first()
    if row is None or RecoveryCodes(row).did_view:
        return []
    with secrets_of(account, request):
        return [f"{code[:4]} {code[4:]}" for code in RecoveryCodes(row).get_unused_codes()]


def codes_left(account: Account, request: HttpRequest) -> int:
    """How many recovery codes are not used yet."""
    row = of(account, Factor.CODE).first()
    with secrets_of(account, request):
        return len(RecoveryCodes(row).get_unused_codes()) if row else 0


def put_away_codes(account: Account) -> None:
    """Their owner has them: they are not shown again."""
    if row := of(account, Factor.CODE).first():
        RecoveryCodes(row).mark_as_viewed()


@transaction.atomic
def drop(account: Account, row: Authenticator) -> None:
    """Take an app or a passkey away; Refused where it is the last."""
    Account.objects.select_for_update().get(pk=account.pk)
    refuse(rules.why_not_drop(others=proofs(account).exclude(pk=row.pk).count()))
    name = "app" if row.type == KINDS[Factor.APP] else f"passkey-{row.pk}"
    row.delete()
    record("factor.removed", f"{account.word}.{name}", by=account.official.word)
    tell(account)


def _fresh(request: HttpRequest) -> str:
    secret = str(totp.generate_totp_secret())
    request.session["app"] = Sealed().encrypt(secret)
    return secret


def _secret(row: Authenticator) -> str:
    with secrets_of(row.user):
        return str(Sealed().decrypt(row.data["secret"]))


def _now() -> int:
    return int(timezone.now().timestamp()) // 30


def _step_of(secret: str, code: str) -> int | None:
    """Which half minute since 1970 the code is of, give or take one."""
    now = _now()
    for step in (now, now - 1, now + 1):
        if compare_user_code(actual=code, expected=totp.format_hotp_value(totp.hotp_value(secret, step))):
            return step
    return None


def _by_app(account: Account, code: str) -> Factor | None:
    """Whether the app shows this code; one of an earlier half minute than the last that passed is refused."""
    row = of(account, Factor.APP).select_for_update().first()
    step = _step_of(Sealed().decrypt(row.data["secret"]), code) if row else None
    if row is None or step is None or step <= row.data["step"]:
        return None
    row.data["step"], row.last_used_at = step, timezone.now()
    row.save(update_fields=["data", "last_used_at"])
    return Factor.APP


def _by_recovery_code(account: Account, code: str) -> Factor | None:
    row = of(account, Factor.CODE).first()
    return Factor.CODE if row and RecoveryCodes(row).validate_code(code) else None


def _parsed(credential: str) -> dict[str, Any]:
    try:
        given = json.loads(credential)
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise Refused(Refusal.WRONG_PASSKEY)
    return given


def _owner(given: dict[str, Any]) -> Account:
    """Whose passkey it says it is. Of a made-up name nothing is written down: there would be no end of it."""
    try:
        handle = UUID(bytes=websafe_decode(given["response"]["userHandle"]))
        return Account.objects.select_related("official").get(pk=handle)
    except (*UNREADABLE, Account.DoesNotExist):
        raise Refused(Refusal.WRONG_PASSKEY) from None
