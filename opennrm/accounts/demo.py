"""Made-up officials of a demonstration, one for each role; called by their post, and by nobody's name.

Their password and the code of their app are printed on the sign-in page, so they open nothing but a demonstration
on the machine itself: with the operator's own master key, or from elsewhere, they cannot sign in.
"""

import os
from dataclasses import dataclass
from datetime import date
from functools import cache
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from opennrm.accounts import factors
from opennrm.accounts.models import Account
from opennrm.accounts.seals import host_of
from opennrm.agencies.actions import load_organisations
from opennrm.agencies.models import Official, Organisation, OrganisationName
from opennrm.agencies.officials import appoint
from opennrm.agencies.terms import OrganisationKind
from opennrm.page.bilingual import Text
from opennrm.vault import master

PHRASE = "made-up-phrase-of-the-demonstration"  # long enough for an inbox too
SINCE = date(2020, 1, 1)
SHELTER = "demo-shelter"
WOMEN = "womens-support-centers"
SHELTER_NAME = Text("Demo Shelter (made up)", "デモ支援団体（架空）")
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_VIA")


@dataclass(frozen=True)
class Post:
    """A made-up official: what they sign in with, where they work, as what."""

    name: str
    organisation: str
    title: Text
    roles: tuple[str, ...]
    lead: bool = False

    @property
    def email(self) -> str:
        """An address that leads nowhere (RFC 2606)."""
        return f"{self.name}@demo.example"

    @property
    def written(self) -> str:
        """What pages call them, in both languages since an official has one title: a post, and made up."""
        return f"{self.title.ja}（架空） / {self.title.en} (made up)"


ALL_OF_THE_CENTER = ("counsellor", "identification_officer", "caseworker")
POSTS = (
    Post("shelter-lead", SHELTER, Text("Lead of the shelter", "支援団体の責任者"), ("counsellor", "caseworker"), True),
    Post("shelter-lead-2", SHELTER, Text("Second lead", "副責任者"), ("caseworker",), lead=True),
    Post("counsellor", SHELTER, Text("Counsellor", "相談員"), ("counsellor",)),
    Post("caseworker", SHELTER, Text("Caseworker", "支援担当者"), ("caseworker",)),
    Post("identification", "isa", Text("Identifying officer", "被害者認知担当官"), ("identification_officer",), True),
    Post("reception", "npa", Text("Reception of reports", "通報の受付担当"), ("counsellor",), lead=True),
    Post("womens-support", WOMEN, Text("Women's counsellor", "女性相談支援員"), ALL_OF_THE_CENTER, lead=True),
    Post("womens-reception", WOMEN, Text("Consultation officer", "相談窓口担当"), ("counsellor",)),
    Post("womens-caseworker", WOMEN, Text("Caseworker of the center", "支援担当者（センター）"), ("caseworker",)),
    Post("investigator", "npa", Text("Investigator", "捜査担当官"), ("investigator",), lead=True),
    Post("examiner", "labour-tokyo", Text("Examiner", "審査担当官"), ("examiner",), lead=True),
    Post("matching", "npa", Text("National matching officer", "照合担当官"), ("matching_officer",)),
    Post("secretariat", "cas", Text("Secretariat", "事務局"), ("administrator",), lead=True),
    Post("secretariat-2", "cas", Text("Second administrator", "副管理者"), ("administrator",)),
    Post("statistician", "cas", Text("Statistician", "統計担当者"), ("statistician",)),
    Post("editor", "cas", Text("Editor", "公表担当者"), ("editor",)),
    Post("editor-2", "cas", Text("Second editor", "公表担当者（2人目）"), ("editor",)),
    Post("plan-secretariat", "cas", Text("Secretariat of the plan", "行動計画事務局"), ("plan_secretariat",)),
    Post("progress-police", "npa", Text("Progress reporter", "進捗報告担当者"), ("progress_reporter",)),
    Post("progress-labour", "mhlw", Text("Progress reporter", "進捗報告担当者"), ("progress_reporter",)),
    Post("data-protection", "cas", Text("Data protection officer", "個人情報保護担当官"), ("data_protection_officer",)),
)  # fmt: skip


@dataclass(frozen=True)
class Printed:
    """What the sign-in page of a demonstration says: the phrase of all, the code of now, and who there is."""

    phrase: str
    code: str | None
    accounts: tuple[tuple[str, str, str], ...]  # e-mail address, post, organisation


@transaction.atomic
def officials() -> dict[str, Official]:
    """The made-up officials by name, made where they are not there yet; twice changes nothing.

    RuntimeError where the master key is the operator's: a demonstration is no part of an installation in earnest.
    """
    if not master.is_demo():
        raise RuntimeError("the master key is the operator's own: no made-up officials beside real ones")
    _organisations()
    return {post.name: _official(post) for post in POSTS}


def printed(request: HttpRequest) -> Printed | None:
    """What may be printed here; None wherever this is not a demonstration on the machine itself."""
    if not is_at_home(request):
        return None
    there = Account.objects.filter(demo=True).select_related("official__organisation").order_by("email")
    if not there:
        return None
    today, language = timezone.localdate(), get_language() or "en"
    titles = {post.email: post.title.of(language) for post in POSTS}
    accounts = tuple(
        (each.email, titles.get(each.email, ""), each.official.organisation.name_on(today, language)) for each in there
    )
    return Printed(PHRASE, factors.demo_code(), accounts)


def is_at_home(request: HttpRequest) -> bool:
    """Whether this is a demonstration, on a loopback address, asked for from the machine itself and by no proxy."""
    asked = (host_of(request), os.environ.get("OPENNRM_BIND") or "127.0.0.1", request.META.get("REMOTE_ADDR", ""))
    by_proxy = any(header in request.META for header in FORWARDED)
    return (
        all(_is_loopback(each) for each in asked)
        and not by_proxy
        and not settings.SESSION_COOKIE_SECURE
        and master.is_demo()
    )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _organisations() -> None:
    if not Organisation.objects.filter(pk="labour-tokyo").exists():
        load_organisations()
    shelter, made = Organisation.objects.get_or_create(
        pk=SHELTER, defaults={"kind": OrganisationKind.NGO, "source": "made up for the demonstration"}
    )
    if made:
        OrganisationName.objects.bulk_create(
            OrganisationName(organisation=shelter, language=language, name=SHELTER_NAME.of(language))
            for language in ("en", "ja")
        )


@cache
def _phrase_kept() -> str:
    """The phrase of all, as accounts keep it: stretched once, since it is printed on the sign-in page anyway."""
    return make_password(PHRASE)


def _official(post: Post) -> Official:
    account = Account.objects.select_related("official").filter(email=post.email).first()
    if account is not None:
        return account.official
    body = Organisation.objects.get(pk=post.organisation)
    official = appoint(body, roles=post.roles, by=None, on=SINCE, lead=post.lead, title=post.written)
    account = Account(official=official, email=post.email, opened=timezone.now(), demo=True)
    account.password = _phrase_kept()
    account.save(force_insert=True)
    factors.give_demo_app(account)
    return official
