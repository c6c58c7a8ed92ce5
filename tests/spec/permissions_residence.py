"""What hangs on a plan of residence, return and follow-up, for the matrix: one row of each, by its word in ``args``."""

from typing import Any
from uuid import uuid4

from opennrm.protection.models import (
    FamilyTracing,
    FollowUp,
    ProtectionPlan,
    ReintegrationStep,
    ResidenceProcedure,
    Return,
)

WORDS = ("procedure", "return", "tracing", "reintegration", "follow_up")


def residence_of(plan: ProtectionPlan) -> dict[str, Any]:
    """A procedure and a return that are being prepared, a family looked for, a step, a follow-up."""
    day, by = plan.begun, plan.caseworker
    begun = {"since": day, "opened": day, "by": by}
    going = Return.objects.create(plan=plan, country="PH", programme="iom", partner=plan.owner, **begun)
    asked = {"partner": plan.owner, "consent": uuid4(), "asked": day, "by": by}
    made = (
        ResidenceProcedure.objects.create(plan=plan, kind="extension", **begun),
        going,
        FamilyTracing.objects.create(going=going, **asked),
        ReintegrationStep.objects.create(going=going, kind="visit", due=day, by=by),
        FollowUp.objects.create(plan=plan, months=3, due=day),
    )
    return dict(zip(WORDS, made, strict=True))
