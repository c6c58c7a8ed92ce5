"""The sealed fields of a case by what they tell, revealed one by one for whoever acts, each with its line."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from opennrm.access.reveal import reveal
from opennrm.access.terms import FieldClass, Purpose
from opennrm.identification.models import Case
from opennrm.identification.terms import NameKind
from opennrm.page.refusals import Refused
from opennrm.understanding.terms import ResidenceStatus

LABELS = {
    "birth_date": _("Day of birth"),
    "document": _("Number of passport or residence card"),
    "contact": _("How the person is reached safely"),
    "phone": _("Telephone"),
    "status_at_entry": _("Status of residence at entry"),
    "status": _("Status of residence now"),
    "status_until": _("Last day of the period of stay"),
}
OF_PAGE = (FieldClass.IDENTITY, FieldClass.CONTACT, FieldClass.IMMIGRATION_STATUS, FieldClass.ACCOUNT)
CODED = {"status_at_entry", "status"}


@dataclass(frozen=True)
class Shown:
    """One field in clear, or why it stays shut."""

    label: object
    text: str
    shut: bool = False

    def __repr__(self) -> str:
        return "<shown>"


def shown(case: Case, classes: Iterable[FieldClass], *, purpose: Purpose) -> list[tuple[FieldClass, list[Shown]]]:
    """What is sealed of a case, by class in the order of ``FieldClass``; empty fields are left out.

    Not inside a transaction: every field is revealed, which writes its line first.
    """
    wanted = set(classes)
    return [(each, list(_of_class(case, each, purpose))) for each in FieldClass if each in wanted]


def _of_class(case: Case, wanted: FieldClass, purpose: Purpose) -> Iterable[Shown]:
    person = case.person
    if wanted == FieldClass.IDENTITY:
        for name in sorted(person.names.all(), key=lambda each: NameKind.values.index(each.kind)):
            yield _shown(name, "text", name.get_kind_display(), purpose)
    for field, tells in type(person).Scoped.classes.items():
        if tells == wanted and getattr(person, field) is not None:
            yield _shown(person, field, LABELS[field], purpose)
    if wanted == FieldClass.ACCOUNT and case.outline is not None:
        yield _shown(case, "outline", _("Outline"), purpose)


def _shown(row: Any, field: str, label: object, purpose: Purpose) -> Shown:
    try:
        text = reveal(row, field, purpose=purpose) or ""
    except Refused as refused:
        return Shown(label, str(refused), shut=True)
    return Shown(label, str(ResidenceStatus(text).label) if field in CODED and text in ResidenceStatus.values else text)
