"""A made-up organisation with its officials, turns and contact points, to look at the pages of the directory."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.utils import timezone

from opennrm.agencies import actions, contact_points, officials, organisations
from opennrm.agencies.models import ContactPoint, Official, Organisation
from opennrm.agencies.terms import Evidence, OrganisationKind
from opennrm.page.bilingual import Text

SINCE = date(2024, 4, 1)


@dataclass(frozen=True)
class Directory:
    """Who looks: an administrator of everything who also keeps the contact points, and a lead; what they look at."""

    administrator: Official
    lead: Official
    worker: Official
    body: Organisation
    point: ContactPoint

    def pages(self) -> list[str]:
        """The addresses below the language."""
        body, worker, point = self.body.pk, self.worker.pk, self.point.pk
        return [
            "organisations/", f"organisations/{body}/", "officials/", "officials/?q=nobody", f"officials/{worker}/",
            "officials/appoint/", f"officials/{worker}/leave/", "roles/", "contact-points/", f"contact-points/{point}/",
            f"contact-points/{point}/edit/", "contact-points/languages/", f"duty/?organisation={body}",
        ]  # fmt: skip


def directory() -> Directory:
    """The declared bodies, and made-up people in a made-up one."""
    actions.load_organisations()
    today = timezone.localdate()
    cas = Organisation.objects.get(pk="cas")
    administrator = officials.appoint(
        cas,
        roles=["administrator", "editor"],
        lead=True,
        by=None,
        on=SINCE,
        name="架空 管理子",
        title="管理係長（架空）",
    )
    entry = organisations.Entry(OrganisationKind.NGO, Organisation.objects.get(pk="ngos"), "13", "made up for a test")
    body = organisations.make(
        "made-up-house",
        entry,
        name=Text("Made-up House", "架空の家"),
        short=Text("", ""),
        since=date(2001, 1, 1),
        by=administrator,
    )
    organisations.rename(
        body,
        name=Text("Made-up House of Support", "架空支援の家"),
        short=Text("MUH", "支援の家"),
        since=SINCE,
        by=administrator,
        note="made up",
    )
    lead = officials.appoint(
        body, roles=["counsellor"], lead=True, by=administrator, on=SINCE, name="架空 花子", title="所長"
    )
    officials.appoint(body, roles=["caseworker"], lead=True, by=administrator, on=SINCE, name="Nguyễn Thị Hoa")
    worker = officials.appoint(
        body, roles=["counsellor", "caseworker"], by=lead, on=SINCE, name="架空 太郎", title="相談員（夜間）"
    )
    officials.stand_in(worker, substitute=lead, since=today, until=today + timedelta(days=7), by=lead)
    for weekday in (0, 2, 4):
        officials.give_turn(worker, weekday=weekday, starts=time(22), ends=time(6), by=lead)
    point = ContactPoint.objects.get(pk="immigration-information")
    contact_points.verify(
        point, evidence=Evidence.VERIFIED, source="made up for a test", by=administrator, on=today, note="made up"
    )
    contact_points.add_language(point, "bn", since=date(2025, 1, 1), by=administrator, on=today)
    return Directory(administrator, lead, Official.objects.get(pk=worker.pk), body, point)
