"""A secretariat, an NGO, and versions of a leaflet; all made up."""

from datetime import date

from opennrm.foundations import actions, rules
from opennrm.foundations.models import Material
from opennrm.foundations.terms import MaterialKind
from tests.desk import body, official

ADDRESS = "https://nrm.example.jp/"
TODAY = date(2026, 4, 1)


def secretariat():
    return official(body("cas"), roles=["editor"])


def counsellor(code="made-up-house"):
    return official(body(code, kind="ngo"), roles=["counsellor"])


def drafted(by, language="ja", *, kind=MaterialKind.CARD, on=TODAY) -> Material:
    return actions.draft(kind, language, review=rules.review_due(on), address=ADDRESS, by=by, on=on)


def released(by, language="ja", *, kind=MaterialKind.CARD, on=TODAY) -> Material:
    made = drafted(by, language, kind=kind, on=on)
    actions.release(made, by=by, on=on)
    return Material.objects.get(pk=made.pk)
