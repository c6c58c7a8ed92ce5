"""How often somebody may try in vain. Kept by account, never by address; unknown names count like known ones."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from opennrm.accounts import rules
from opennrm.accounts.models import Tries
from opennrm.accounts.terms import Refusal
from opennrm.page.refusals import refuse


def take(what: str) -> bool:
    """Count a try before it is made, so that many at once do not pass; Refused where there were too many.

    Answers whether it was the last for now.

    ``what`` is any word for what is tried, as in ``password:name@example.org``; only a keyed digest is kept.
    """
    now = timezone.now()
    with transaction.atomic():
        Tries.objects.filter(since__lte=now - rules.WITHIN).delete()
        row, _made = Tries.objects.select_for_update().get_or_create(
            digest=_digest(what), defaults={"failed": 0, "since": now}
        )
        left = row.failed < rules.TRIES
        if left:
            Tries.objects.filter(pk=row.pk).update(failed=F("failed") + 1, since=now)
    refuse(None if left else Refusal.TOO_OFTEN)
    return row.failed + 1 >= rules.TRIES


def forget(what: str) -> None:
    """It went well: count from nothing again."""
    Tries.objects.filter(digest=_digest(what)).delete()


def _digest(what: str) -> str:
    return salted_hmac("opennrm.accounts.tries", what, algorithm="sha256").hexdigest()
