"""Verbs upon materials: draft, comment, answer, release, withdraw. Each one transaction, one audit line.

Raises ``Refused`` where a rule says why not.
"""

import hashlib
from datetime import date

from django.db import transaction
from django.db.models import Max

from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.officials import name_of, post_of
from opennrm.foundations import rules, sheets
from opennrm.foundations.claims import claims
from opennrm.foundations.models import Feedback, Material, MaterialFile
from opennrm.foundations.points import printable
from opennrm.foundations.terms import MaterialKind, Refusal, State, Taken
from opennrm.page.refusals import refuse
from opennrm.understanding.published import stored
from opennrm.vault import master
from opennrm.vault.actions import record

REPLACED = "replaced by version {version} / 第{version}版に差替え"


@transaction.atomic
def draft(kind: MaterialKind, language: str, *, review: date, address: str, by: Official | None, on: date) -> Material:
    """Make the next version of a material in a language, marked as a draft, from what texts and figures say today.

    Of a compact leaflet the language is ``mul``.
    """
    refuse(rules.why_not_keep(post_of(by), on=on))
    kin = Material.objects.filter(kind=kind, language=language)
    refuse(Refusal.DRAFT_THERE if kin.filter(state=State.DRAFT).exists() else None)
    made = Material(
        kind=kind,
        language=language,
        version=(kin.aggregate(Max("version"))["version__max"] or 0) + 1,
        leads_to=address,
        demo=master.is_demo(),
        made_on=on,
        review_due=review,
    )
    said = content(made, on=on)
    made.digest = sheets.digest(said)
    made.save(force_insert=True)
    _keep_file(made, said)
    record("material.drafted", made.word, by=name_of(by))
    return made


@transaction.atomic
def comment(material: Material, *, organisation: Organisation, said: str, by: Official | None, on: date) -> Feedback:
    """Keep what an organisation says of a draft."""
    refuse(rules.why_not_speak_for(post_of(by), organisation.pk, on=on))
    held = _held(material)
    refuse(rules.why_not_comment(State(held.state), said))
    made = Feedback.objects.create(material=held, organisation=organisation, said=said.strip(), said_on=on)
    record("material.commented", held.word, by=name_of(by))
    return made


@transaction.atomic
def answer(feedback: Feedback, *, taken: Taken, answer: str, by: Official | None, on: date) -> None:
    """Tell an organisation what becomes of what it said; once."""
    refuse(rules.why_not_keep(post_of(by), on=on))
    held = Feedback.objects.select_for_update().get(pk=feedback.pk)
    refuse(Refusal.ANSWERED if held.taken else None)
    held.taken, held.answer, held.answered_on = taken, answer.strip(), on
    held.save(update_fields=["taken", "answer", "answered_on"])
    record("material.answered", held.material.word, by=name_of(by))


@transaction.atomic
def release(material: Material, *, by: Official | None, on: date) -> None:
    """Hand a draft out as it was commented on, without its mark; the version before is withdrawn.

    The file the public downloads is made here, once.
    """
    refuse(rules.why_not_keep(post_of(by), on=on))
    held = _held(material)
    said = content(held, on=on)
    unanswered = held.feedback.filter(taken="").count()
    refuse(
        rules.why_not_release(
            State(held.state),
            digest=held.digest,
            now=sheets.digest(said),
            unanswered=unanswered,
            review=held.review_due,
            on=on,
        )
    )
    Material.objects.released().filter(kind=held.kind, language=held.language).update(
        state=State.WITHDRAWN, withdrawn_on=on, why_withdrawn=REPLACED.format(version=held.version)
    )
    held.state, held.released_on = State.RELEASED, on
    held.save(update_fields=["state", "released_on"])
    _keep_file(held, content(held, on=on))
    record("material.released", held.word, by=name_of(by))


@transaction.atomic
def withdraw(material: Material, *, reason: str, by: Official | None, on: date) -> None:
    """Take a draft or a released version back: nobody downloads or orders it from now on. Its record stays."""
    refuse(rules.why_not_keep(post_of(by), on=on))
    held = _held(material)
    refuse(rules.why_not_withdraw(State(held.state), reason))
    held.state, held.withdrawn_on, held.why_withdrawn = State.WITHDRAWN, on, reason.strip()
    held.save(update_fields=["state", "withdrawn_on", "why_withdrawn"])
    record("material.withdrawn", held.word, by=name_of(by))


def content(material: Material, *, on: date) -> sheets.Content:
    """What a version says if it is printed today. Raises Refused where it cannot be printed."""
    kind = MaterialKind(material.kind)
    return sheets.content(
        kind,
        languages=material.languages,
        points=printable(on),
        shares=claims(stored()) if kind is MaterialKind.POSTER else None,
        address=material.leads_to,
        imprint=sheets.Imprint(
            material.version, material.made_on, material.review_due, material.demo, draft=not material.released
        ),
    )


def _held(material: Material) -> Material:
    """The row as it is now, held until the transaction ends."""
    return Material.objects.select_for_update().get(pk=material.pk)


def _keep_file(material: Material, said: sheets.Content) -> None:
    made = sheets.pdf(said, now=sheets.morning(material.made_on))
    MaterialFile.objects.update_or_create(
        material=material, defaults={"content": made, "sha256": hashlib.sha256(made).hexdigest()}
    )
