"""Naming the officer of a Labour Bureau for trafficking of interns. Each naming is dated; nothing is overwritten."""

from datetime import date, timedelta

from django.db import transaction

from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.officials import post_of
from opennrm.agencies.rules import may
from opennrm.agencies.terms import Power
from opennrm.page.refusals import refuse
from opennrm.prevention import intern_rules as rules
from opennrm.prevention.intern_routing import examiners
from opennrm.prevention.interns import NamedOfficer
from opennrm.vault.actions import record


@transaction.atomic
def name_officer(
    bureau: Organisation, official: Official | None, *, since: date, by: Official, on: date
) -> NamedOfficer | None:
    """From a day on this official is the officer; with None nobody is. The one before ends the day before.

    Who stands in for an officer who is away is said at the official's own page, as for every official.
    """
    Organisation.objects.select_for_update().get(pk=bureau.pk)
    post = post_of(by)
    before = NamedOfficer.objects.filter(bureau=bureau).order_by("-since").first()
    refuse(
        rules.why_not_name(
            lead_there=bool(post and post.serves(on) and post.lead and post.organisation == bureau.pk),
            administers=bool(post and may(post, Power.APPOINT, on)),
            able=official is None or official in examiners(bureau, max(since, on)),
            since=since,
            latest=before.since if before else None,
        )
    )
    NamedOfficer.objects.filter(bureau=bureau, until=None).update(until=since - timedelta(days=1))
    made = None
    if official is not None:
        made = NamedOfficer.objects.create(bureau=bureau, official=official, since=since)
    record("intern-officer.named" if made else "intern-officer.ended", f"organisation:{bureau.pk}", by=by.word)
    return made
