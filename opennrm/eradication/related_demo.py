"""Made-up related offences, a flag and an exchange of a demonstration. Twice changes nothing; no person is named."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from opennrm.access.actions import scope_for
from opennrm.access.scope import acting
from opennrm.access.terms import Purpose
from opennrm.accounts.demo import officials
from opennrm.agencies.models import Official
from opennrm.eradication.actions import exchanges, flags, partners, related
from opennrm.eradication.actions.exchanges import Noted
from opennrm.eradication.actions.flags import Possible
from opennrm.eradication.actions.partners import Agreed, Named
from opennrm.eradication.actions.related import Described
from opennrm.eradication.exchange_terms import Act, DataClass, Direction, PartnerKind
from opennrm.eradication.models import Partner
from opennrm.eradication.related_terms import Ground, Stage
from opennrm.identification.actions.notices import identifying
from opennrm.understanding.national import falling_into
from opennrm.understanding.terms import RelatedOffence as Kind

PARTNER = "Made-up Police Abroad (demo)"


def stage(step: Callable[[str], None], *, collection: str) -> None:
    """Two offences, one with signs; a suspect flagged; a request abroad. The facts fall into ``collection``."""
    found = [each for each in officials().values() if each.held.filter(role="investigator").exists()]
    if not found or Partner.objects.filter(name_en=PARTNER).exists():
        return
    step("Made-up related offences")
    with falling_into(collection), acting(scope_for(found[0], purpose=Purpose.INVESTIGATION)):
        _offences(found[0])
        _exchange(found[0])


def _offences(by: Official) -> None:
    today = timezone.localdate()
    day = today - timedelta(days=4)
    signs = Described("DEMO-1", Kind.FOREIGN_EMPLOYMENT, day, ("papers_held", "debt"), persons=2)
    for each in (signs, Described("DEMO-2", Kind.PROSTITUTION, day, ("none_seen",), persons=1)):
        related.enter(each, by=by, on=today)
    desk = identifying(today).select_related("organisation").order_by("organisation_id", "pk").first()
    if desk is not None:
        words = "（架空の内容）在留カードを取り上げられ、働かされていた可能性がある。"
        grounds = (Ground.COMPELLED, Ground.ENTRY)
        possible = Possible("demo-suspect-1", Stage.ARRESTED, grounds, desk.organisation, words)
        flags.flag_possible_victim(possible, by=by, on=today)


def _exchange(by: Official) -> None:
    today = timezone.localdate()
    named = Named(PartnerKind.POLICE, PARTNER, "架空国警察（デモ）", country="PH", source="made up")
    abroad = partners.add_partner(named, by=by, on=today)
    agreed = Agreed(
        reference="DEMO-2026",
        title="架空の覚書（デモ）",
        purpose="人身取引事犯の捜査（架空）",
        basis="made up",
        classes=(DataClass.OFFENCE, DataClass.ROUTE),
        keep_days=365,
        since=today,
    )
    partners.agree(abroad, agreed, by=by, on=today)
    sent, due = today - timedelta(days=10), today + timedelta(days=3)
    asked = Noted(abroad, Direction.OUT, Act.REQUEST, sent, "（架空の内容）経路の照会", due, "DEMO-R-1")
    exchanges.note(asked, by=by, on=today)
