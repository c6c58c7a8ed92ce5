"""Verbs of a release: ask, approve twice, turn down, withdraw, hand to a partner; each leaves its line in the audit."""

import io
import json
import zipfile
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from opennrm.agencies.models import Official
from opennrm.disclosure.policies import policy as policy_named
from opennrm.page.bilingual import Text
from opennrm.page.refusals import Refused, refuse
from opennrm.publication import deciding, examining, ledger, rules
from opennrm.publication.examining import Examined
from opennrm.publication.formats import csvw
from opennrm.publication.formats.columns import Column
from opennrm.publication.models import Budget, Release, ReleaseRequest, Withdrawal
from opennrm.publication.terms import Promise, Refusal
from opennrm.vault import parcels
from opennrm.vault.actions import await_turn, record
from opennrm.vault.checkpoints import key_name

PUBLIC = "public"
MANY = 1980, 1, 1, 0, 0, 0  # a package says nothing of the hour it was made: same release, same bytes
VALUE = Text("The count; empty where it is withheld", "値（秘匿した場合は空欄）")
STATUS = Text(
    "primary: withheld itself; secondary: withheld for another's sake; withheld: not said which",
    "primary：その値自体を秘匿、secondary：他の値を守るため秘匿、withheld：区別を示さず秘匿",
)
DIMENSION = Text("Category; Total is the margin", "区分（Totalは総数）")
SEEDS = {
    Promise.PRIVATE: Text(
        "None: noise was drawn from the operating system's randomness, and nothing of it was kept",
        "なし（乱数はOSから取得し、保存していない）",
    ),
    Promise.SUPPRESSED: Text("None: nothing was drawn by lot", "なし（乱数を用いていない）"),
    Promise.ANONYMOUS: Text("None: nothing was drawn by lot", "なし（乱数を用いていない）"),
}
NOT_PROMISED = {
    Promise.PRIVATE: Text(
        "No row is a person. It does not promise that a count is exact, nor that nothing is learnt about a group.",
        "どの行も実在の個人ではない。値の正確さや、集団について何も推測されないことは保証しない。",
    ),
    Promise.SUPPRESSED: Text(
        "Withheld counts keep the room the policy asks for, from this table alone. It promises nothing against who "
        "knows more, or joins it with other tables; nor any bound on what is learnt.",
        "秘匿した値の幅は、この表のみから推測する場合の保証である。他の情報や表と組み合わせた推測、漏えいの上限は保証しない。",
    ),
    Promise.ANONYMOUS: Text(
        "Each row stands for several persons. It promises nothing against who knows more; nor any bound on what is "
        "learnt.",
        "各行は複数の者に該当する。他の情報を持つ者に対する保証や、漏えいの上限はない。",
    ),
}


@transaction.atomic
def ask(made: Examined, *, budget: Budget, policy: str, title: Text, why: str, by: Official) -> ReleaseRequest:
    """Ask for a release that was examined."""
    await_turn()
    refuse(None if why.strip() else Refusal.NO_REASON)
    asked = ReleaseRequest.objects.create(
        budget=budget,
        title_en=title.en,
        title_ja=title.ja,
        why=why.strip(),
        policy=policy,
        promise=made.promise,
        epsilon=Decimal(made.epsilon) if made.epsilon else None,
        delta=Decimal(made.delta) if made.delta else None,
        counted=made.counted,
        text=made.text,
        sha256=made.sha256,
        report=made.report,
        parameters=made.parameters,
        asked_by=by,
        asked_at=timezone.now(),
    )
    record("release.asked", asked.word, by=by.word)
    return asked


@transaction.atomic
def approve(request: UUID, *, by: Official) -> ReleaseRequest:
    """Give the first approval; or the second, which publishes: it spends, freezes and forgets what was counted."""
    await_turn()
    held = _locked(request, by)
    refuse(deciding.why_not_approve(held, by))
    if held.promise == Promise.SUPPRESSED:
        amounts = bool(held.parameters.get("amounts"))
        refuse(examining.why_not_now(held.text, policy_named(held.policy), amounts=amounts))
    if not deciding.approve(held, by):
        held.save(update_fields=deciding.APPROVED)
        record("release.approved", held.word, by=by.word)
        return held
    held.counted = ""
    held.report = {name: value for name, value in held.report.items() if name != "bounds"}
    held.save(update_fields=[*deciding.APPROVED, "counted", "report"])
    made = _published(held, by=by, on=timezone.localdate())
    record("release.published", f"release:{made.number}", by=by.word)
    return held


def _published(held: ReleaseRequest, *, by: Official, on: date) -> Release:
    spending = ledger.spend(
        held.budget.population,
        held.budget.year,
        title=held.title_en,
        promise=held.promise,
        sha256=held.sha256,
        asked_by=held.asked_by,
        by=by,
        on=on,
        epsilon=held.epsilon,
        delta=held.delta,
    )
    public = held.policy == PUBLIC
    count = Release.objects.filter(number__startswith=f"R{on.year}-").count()
    return Release.objects.create(
        number=f"R{on.year}-{count + 1}",
        request=held,
        spending=spending,
        title_en=held.title_en,
        title_ja=held.title_ja,
        policy=held.policy,
        public=public,
        text=held.text if public else "",
        sha256=held.sha256,
        told={"parameters": held.parameters},
        on=on,
    )


@transaction.atomic
def turn_down(request: UUID, *, reason: str, by: Official) -> ReleaseRequest:
    """Refuse a request, or take one's own back."""
    await_turn()
    held = _locked(request, by)
    refuse(rules.why_not_turn_down(state=held.state, reason=reason))
    deciding.close(held, by, reason)
    held.counted = ""
    held.save(update_fields=[*deciding.CLOSED, "counted"])
    record("release.refused", held.word, by=by.word)
    return held


@transaction.atomic
def withdraw(request: UUID, *, reason: str, by: Official) -> Withdrawal:
    """No longer offer what was released. It stays listed, with the reason."""
    await_turn()
    release = release_of(_locked(request, by))
    if release is None:
        raise Refused(Refusal.DECIDED)
    withdrawn = Withdrawal.objects.filter(release=release).exists()
    refuse(rules.why_not_withdraw(withdrawn=withdrawn, reason=reason))
    made = Withdrawal.objects.create(release=release, why=reason.strip(), by=by, on=timezone.localdate())
    record("release.withdrawn", f"release:{release.number}", by=by.word)
    return made


@transaction.atomic
def seal_package(request: UUID, *, key: str, by: Official) -> bytes:
    """A release with its metadata, sealed to a partner's public key; the audit names the key."""
    await_turn()
    held = _locked(request, by)
    release = release_of(held)
    if release is None:
        raise Refused(Refusal.DECIDED)
    refuse(Refusal.WITHDRAWN if Withdrawal.objects.filter(release=release).exists() else None)
    refuse(Refusal.PRIVATE_KEY if parcels.is_private(key) else None)
    public = parcels.public_key(key)
    if public is None:
        raise Refused(Refusal.NOT_A_KEY)
    record("release.sealed", f"release:{release.number}.{key_name(public)}", by=by.word)
    return parcels.to_key(public, package(release, held.text))


def package(release: Release, text: str) -> bytes:
    """The files of a release as a ZIP; the same release gives the same bytes."""
    out = io.BytesIO()
    name = f"{release.number}.csv"
    files = {name: text.encode(), name + csvw.BESIDE: metadata(release, text), f"{release.number}.json": told(release)}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for called, content in files.items():
            package.writestr(zipfile.ZipInfo(called, MANY), content)
    return out.getvalue()


def metadata(release: Release, text: str) -> bytes:
    """What the columns of a release's CSV hold (CSV on the Web)."""
    named, _rows = examining.rows(text)
    found = [Column(each, DIMENSION) for each in named]
    if release.spending.promise != Promise.PRIVATE:
        found += [Column("value", VALUE, "integer"), Column("status", STATUS)]
    promise = NOT_PROMISED[Promise(release.spending.promise)]
    about = csvw.About(Text(release.title_en, release.title_ja), "", release.on, (promise,))
    return csvw.metadata(f"{release.number}.csv", found, about)


def told(release: Release) -> bytes:
    """Parameters, promise, seeds' fate and digest of a release, for machines."""
    spending = release.spending
    promise = Promise(spending.promise)
    content = {
        "number": release.number,
        "title": {"en": release.title_en, "ja": release.title_ja},
        "policy": release.policy,
        "promise": promise.value,
        "not_promised": {"en": NOT_PROMISED[promise].en, "ja": NOT_PROMISED[promise].ja},
        "epsilon": None if spending.epsilon is None else str(spending.epsilon),
        "delta": None if spending.delta is None else str(spending.delta),
        "seeds": {"en": SEEDS[promise].en, "ja": SEEDS[promise].ja},
        "sha256": release.sha256,
        "published": release.on.isoformat(),
        **release.told,
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def release_of(held: ReleaseRequest) -> Release | None:
    """What became of a request, if it was published."""
    return Release.objects.select_related("spending").filter(request=held).first()


def _locked(request: UUID, by: Official) -> ReleaseRequest:
    found = ReleaseRequest.objects.seen_by(by).select_for_update(of=("self",)).filter(pk=request).first()
    if found is None:
        raise Refused(Refusal.DECIDED)
    return found
