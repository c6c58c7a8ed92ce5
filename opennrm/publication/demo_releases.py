"""Releases of a demonstration: a budget, a release that two editors approved, one that waits. All made up.

Made where nothing is there yet; twice changes nothing.
"""

from collections.abc import Callable
from decimal import Decimal

from django.utils import timezone

from opennrm.accounts.demo import officials
from opennrm.disclosure.policies import policy
from opennrm.page.bilingual import Text
from opennrm.publication import examining, releasing
from opennrm.publication.ledger import declare_budget
from opennrm.publication.models import Budget
from opennrm.publication.terms import Method

POPULATION = "Persons consulted (made up) · 相談者（架空）"
EPSILON = Decimal(4)
BY_WAY = Text("Persons consulted, by way and language (made up)", "相談者数（方法・言語別、架空）")
BY_PLACE = Text("Persons consulted, by region (made up)", "相談者数（地域別、架空）")
WHY = "Asked for by a made-up university · 架空の大学からの依頼"
WAY_TABLE = """way,language,value
Telephone,Vietnamese,41
Telephone,Tagalog,23
Telephone,Nepali,4
Telephone,Total,68
Web,Vietnamese,35
Web,Tagalog,18
Web,Nepali,16
Web,Total,69
Visit,Vietnamese,22
Visit,Tagalog,13
Visit,Nepali,12
Visit,Total,47
Total,Vietnamese,98
Total,Tagalog,54
Total,Nepali,32
Total,Total,184
"""
PLACE_TABLE = "region,value\nHokkaido,6\nTohoku,14\nKanto,71\nChubu,48\nKinki,25\nKyushu,20\nTotal,184\n"


def stage(step: Callable[[str], None]) -> None:
    """A budget, a release, a request."""
    step("Made-up releases")
    if Budget.objects.exists():
        return
    staff, today = officials(), timezone.localdate()
    editors = staff["editor"], staff["editor-2"]
    budget = declare_budget(POPULATION, today.year, EPSILON, by=editors[0], on=today)
    for title, counted, approvers in ((BY_WAY, WAY_TABLE, editors), (BY_PLACE, PLACE_TABLE, ())):
        made = examining.table(counted, policy("public"), Method.SUPPRESS)
        by = staff["statistician"]
        asked = releasing.ask(made, budget=budget, policy="public", title=title, why=WHY, by=by)
        for editor in approvers:
            releasing.approve(asked.pk, by=editor)
