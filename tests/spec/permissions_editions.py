"""A draft of an edition that waits for its first signature, for the matrix: by its word in ``args``."""

from dataclasses import replace
from datetime import date

from opennrm.agencies.models import Organisation
from opennrm.page.bilingual import Text
from opennrm.publication import signing
from opennrm.publication.models import Draft
from opennrm.publication.report import Report
from opennrm.publication.terms import DraftState
from tests.rooms.access.world import official

EMPTY = Report(
    year=2021, edition="2021-draft", built_on=date(2022, 6, 1), collection="made up", demo=True, publisher="made up",
    register="made up", as_of=None, figures=(), tables=(), findings=(), sentences=(), statements=(),
    plan=Text("", ""), measures=(),
)  # fmt: skip


def draft(organisation: Organisation) -> Draft:
    """A draft of a statistician of an organisation, sent without setting its files."""
    report = replace(EMPTY, year=2021 + Draft.objects.count())  # one draft of a year at a time
    made = signing.build(report, by=official(organisation, "statistician"))
    Draft.objects.filter(pk=made.pk).update(state=DraftState.ASKED, sent_at=made.asked_at)
    return made


OF_EDITIONS = {"edition_draft": lambda w: (draft(w.own).pk, draft(w.foreign).pk)}
