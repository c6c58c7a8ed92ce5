"""How plans end: all that hangs on them, the seats and stays with files of their own; grants are closed.

The audit keeps opaque ids, the register its facts (they lead to nobody), ``access`` that a file and its grants were.
Shelters and beds stay: they are the directory's.
"""

from opennrm.access.models import Grant
from opennrm.page.bilingual import Text
from opennrm.protection.models import (
    Aim,
    BedNight,
    Expiry,
    FamilyTracing,
    FollowUp,
    Meeting,
    PlanNote,
    ProtectionPlan,
    ReintegrationStep,
    Reminder,
    ResidenceProcedure,
    Return,
    ReturnRisk,
    RiskAssessment,
    Seat,
    Service,
    Stay,
    Task,
    Wish,
)
from opennrm.reporting.models import InterpreterBooking
from opennrm.retention.keeping import Keeping, Part
from opennrm.retention.models import Tombstone
from opennrm.retention.shutting import shut_files
from opennrm.understanding.forgetting import forget
from opennrm.vault.keys import erase


def let_go(plan: ProtectionPlan, tombstone: Tombstone) -> None:
    """Shut every file of the plan, empty its seats, free its nights, and cut loose the facts that fell of it."""
    stays = list(Stay._base_manager.filter(plan=plan).values_list("pk", "file_id"))
    services = Service._base_manager.filter(plan=plan).values_list("pk", flat=True)
    meetings = Meeting._base_manager.filter(plan=plan).values_list("pk", flat=True)
    seats = Seat._base_manager.filter(meeting__in=list(meetings))
    files = [plan.file_id, *(file for _stay, file in stays), *seats.values_list("file_id", flat=True)]
    shut_files(files, tombstone)
    for file in seats.values_list("file_id", flat=True):
        erase(str(file), by=tombstone.word)
    seats.delete()
    BedNight._base_manager.filter(stay__in=[pk for pk, _file in stays]).delete()
    acts = [each for model in (ResidenceProcedure, Return) for each in _keys(model, plan)]
    forget([*acts, *(str(pk) for pk in (*services, *(pk for pk, _file in stays)))], tombstone=tombstone)


def _keys(model: type[ResidenceProcedure] | type[Return], plan: ProtectionPlan) -> list[str]:
    return list(model._base_manager.filter(plan=plan).values_list("key", flat=True))


KEPT = (
    Keeping(
        ProtectionPlan,
        title=Text("Plan of protection", "支援計画の記録"),
        clock="ended",
        file="file_id",
        key="file_id",
        parts=(
            Part(Aim, "plan"),
            Part(RiskAssessment, "plan"),
            Part(Task, "plan"),
            Part(PlanNote, "plan"),
            Part(Meeting, "plan"),
            Part(Service, "plan"),
            Part(Stay, "plan"),
            Part(Reminder, "expiry__plan"),
            Part(Expiry, "plan"),
            Part(ResidenceProcedure, "plan"),
            Part(Wish, "going__plan"),
            Part(ReturnRisk, "going__plan"),
            Part(FamilyTracing, "going__plan"),
            Part(ReintegrationStep, "going__plan"),
            Part(Return, "plan"),
            Part(FollowUp, "plan"),
            Part(InterpreterBooking, "file", to="file_id"),
        ),
        also=let_go,
        touches=(Grant, Seat, BedNight),
    ),
)
