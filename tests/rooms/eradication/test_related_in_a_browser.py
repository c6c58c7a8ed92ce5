"""The pages of related offences and information exchange in a real browser: seen by axe at two widths."""

import pytest

from opennrm.agencies.models import OrganisationName
from opennrm.eradication import parcel
from opennrm.eradication.actions import conferences, exchanges, flags, packages, related
from opennrm.eradication.actions.exchanges import Noted
from opennrm.eradication.actions.flags import Possible
from opennrm.eradication.exchange_terms import Act, ConferenceWay, Direction
from opennrm.eradication.related_terms import Stage
from opennrm.reporting.terms import Urgency
from tests.desk import signed_in
from tests.looking import SIZES, context, followed, looked_at
from tests.rooms.eradication.exchange_world import agreement, days_ago, offence, ours, squad, today
from tests.rooms.eradication.test_exchange import CSV, said

pytestmark = pytest.mark.browser


@pytest.fixture
def there(address):
    """A made-up police body with something on every page."""
    s = squad()
    for body, en, ja in (
        (s.officer.organisation, "Made-up police", "架空県警察"),
        (s.desk.organisation, "Made-up support centre", "架空の支援センター"),
    ):
        for language, name in (("en", en), ("ja", ja)):
            OrganisationName.objects.create(organisation=body, language=language, name=name)
    loud, quiet = offence(s, "P-2026-1", "papers_held", "debt", account="made up"), offence(s, "P-2026-2")
    asked = offence(s, "P-2026-3", "violence", minor="yes", kind="child_prostitution")
    under = agreement(s)
    with s.investigating():
        to = s.desk.organisation
        related.send(asked, to=to, urgency=Urgency.SOON, why="made up", by=s.officer, on=today())
        possible = Possible("made-up-key-1", Stage.WITH_PROSECUTOR, ["compelled", "entry"], to, "made up")
        flag = flags.flag_possible_victim(possible, by=s.officer, on=today())
        request = Noted(under.partner, Direction.OUT, Act.REQUEST, days_ago(20), "made up", days_ago(2), "ICPO-1")
        exchange = exchanges.note(request, by=s.officer, on=today())
        told = {"day": today(), "way": ConferenceWay.ONLINE, "agenda": "made up"}
        conference = conferences.plan([under.partner], **told, by=s.officer, on=today())
        conferences.hold(conference, minutes="made up", by=s.officer, on=today())
        due = {"due": days_ago(-3), "by": s.officer}
        conferences.decide(conference, words="made up", who=s.second, partner=None, **due)
        sealed = parcel.pack(said(), signs=s.theirs.signs, to=ours(s).public[0])
        came = packages.receive(under, sealed, by=s.officer, on=today())
    with s.investigating(s.second):
        out = packages.ask(under, CSV, by=s.second, on=today())
    s.paths = {
        "related": "related/",
        "related-all": "related/?show=all",
        "related-none": "related/?number=nothing",
        "new": "related/new/",
        "file": "related/file/",
        "signs": "related/signs/",
        "loud": f"related/{loud.pk}/",
        "quiet": f"related/{quiet.pk}/",
        "asked": f"related/{asked.pk}/",
        "send": f"related/{loud.pk}/send/",
        "flags": "related/flags/",
        "flag-new": "related/flags/new/?suspect=made-up-key-2",
        "flag": f"related/flags/{flag.pk}/",
        "exchange": "exchange/",
        "exchange-conferences": "exchange/?show=conferences",
        "exchange-new": "exchange/new/",
        "exchange-one": f"exchange/{exchange.pk}/",
        "conference-new": "exchange/conferences/new/",
        "conference": f"exchange/conferences/{conference.pk}/",
        "decision": f"exchange/conferences/{conference.pk}/decision/",
        "partners": "exchange/partners/",
        "partner": f"exchange/partners/{under.partner_id}/",
        "agreement": f"exchange/partners/{under.partner_id}/agreement/",
        "packages": "exchange/packages/",
        "package-new": "exchange/packages/out/new/",
        "package": f"exchange/packages/{out.pk}/",
        "quarantine": f"exchange/packages/{came.pk}/",
    }
    s.cookies = {name: each.value for name, each in signed_in(s.officer).cookies.items()}
    return s


@SIZES
def test_every_page_passes_axe_and_fits_its_screen(address, there, browser, lang, width) -> None:
    with context(browser, address, there.cookies, width) as visitor:
        page = visitor.new_page()
        for name, path in there.paths.items():
            answer = page.goto(f"{address}/{lang}/{path}")
            assert answer.status == 200, (name, path)
            looked_at(page, name, lang, width)
        for name, button in (
            ("new", "main form.form button"),
            ("conference", "form[method=post]:has([name=do]) button"),
        ):
            page.goto(f"{address}/{lang}/{there.paths[name]}")
            followed(page.locator(button).first)
            looked_at(page, f"{name}-after", lang, width)
