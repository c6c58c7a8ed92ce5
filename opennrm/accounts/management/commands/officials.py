"""opennrm officials: who may sign in, from the command line of the installation."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from opennrm.accounts import actions, rules
from opennrm.accounts.models import Account
from opennrm.agencies.actions import load_organisations
from opennrm.agencies.models import Organisation
from opennrm.agencies.roles import ROLES
from opennrm.page.bilingual import label
from opennrm.page.refusals import Refused

UNKNOWN_BODY = label(
    "There is no organisation %(code)s. Its code stands in opennrm/agencies/data; the secretariat is cas.",
    "機関 %(code)s はありません。コードは opennrm/agencies/data にあります（事務局は cas）。",
)
NO_ADDRESS = label(
    "%(email)s is no e-mail address. Write it as in name@example.org.",
    "%(email)s はメールアドレスではありません。name@example.org のように入力してください。",
)
INVITED = label(
    "Open this address on the desk's host within 72 hours, once; it is shown nowhere again: %(link)s",
    "次のアドレスを、業務用サイトのホストで72時間以内に一度だけ開いてください。再表示はできません： %(link)s",
)


class Command(BaseCommand):
    """Invites the first official of an installation; the others are invited by those who may appoint."""

    help = "invite: let an official in by a one-time link, as the first of an installation must be"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One verb."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        invite = verbs.add_parser("invite", help="make an official with an account, and print the link that opens it")
        invite.add_argument("email", help="the address they will sign in with")
        invite.add_argument("--organisation", default="cas", metavar="CODE", help="where they work (default: cas)")
        invite.add_argument("--role", action="append", choices=sorted(ROLES), help="default: administrator")
        invite.add_argument("--lead", action="store_true", help="make them a lead of the organisation")
        invite.add_argument("--title", default="", help="their post, as colleagues see it")

    def handle(self, *, email: str, organisation: str, role: list[str] | None, **options: Any) -> None:
        """Do it, or say why not. An invitation that nobody accepted is made anew."""
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(NO_ADDRESS % {"email": email}) from None
        if not Organisation.objects.exists():
            load_organisations()
        body = Organisation.objects.filter(pk=organisation).first()
        if body is None:
            raise CommandError(UNKNOWN_BODY % {"code": organisation})
        waiting = Account.objects.filter(email=rules.folded(email), opened__isnull=True).first()
        try:
            invited = (
                actions.renew(waiting, by=None)
                if waiting
                else actions.invite(
                    body,
                    email=email,
                    roles=role or ["administrator"],
                    lead=options["lead"],
                    title=options["title"],
                    by=None,
                    on=timezone.localdate(),
                )
            )
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(str(INVITED % {"link": f"/en/link/{invited.token}/"}))
