"""The interface of agency systems, joined of the rooms' routers; the public one is publication's alone."""

from django.utils.translation import gettext_noop

from opennrm.identification.api import cases, notices, referrals
from opennrm.page.api import NEVER, Api
from opennrm.publication.api import api as statistics
from opennrm.systems import api as systems
from opennrm.systems.doors import ByKey
from opennrm.understanding import api as facts

agencies = Api(
    "agency-api",
    title=gettext_noop("OpenNRM: systems of agencies"),
    description=gettext_noop(
        "For systems of organisations of the referral mechanism, by keys their leads make at the desk. "
        "Whatever identifies a person goes sealed, in both directions."
    ),
    kept=NEVER,
    refusals=(400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503),
    auth=ByKey(),
)
for room in (systems, facts, cases, referrals, notices):
    agencies.add_router("", room.router)

INTERFACES = (statistics, agencies)
