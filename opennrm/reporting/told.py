"""What a reporter told, laid out for whoever reads it: each answer beside its question, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opennrm.agencies.prefectures import PREFECTURES
from opennrm.page.dates import written
from opennrm.reporting.spoken import name
from opennrm.reporting.terms import ReportKind, Topic


@dataclass(frozen=True)
class Said:
    """A question and what was answered; "" where it stayed empty."""

    question: str
    answer: str


@dataclass(frozen=True)
class Reached:
    """How the reporter is reached: ``may`` whether at all, and what may be said to whoever answers."""

    may: bool
    how: str
    when: str
    say: str


@dataclass(frozen=True)
class Told:
    """A report in clear. ``what`` in the reporter's own words, in ``language``; ``rows`` are the other answers."""

    language: str
    what: str
    danger: bool
    child: bool
    reached: Reached
    rows: tuple[Said, ...]

    def __repr__(self) -> str:
        return "<told>"


def told(content: Mapping[str, Any]) -> Told:
    """From what was sealed (``Answers.content``); what is missing counts as not answered."""
    contact = content.get("contact") or {}
    return Told(
        language=str(content.get("language", "")),
        what=str(content.get("what", "")),
        danger=bool(content.get("danger")),
        child=bool(content.get("child")),
        reached=Reached(
            may=bool(contact.get("may")),
            how=str(contact.get("how", "")),
            when=str(contact.get("when", "")),
            say=str(contact.get("say", "")),
        ),
        rows=tuple(_rows(content)),
    )


def _rows(content: Mapping[str, Any]) -> list[Said]:
    page = get_language() or "en"
    prefecture = PREFECTURES.get(str(content.get("prefecture", "")), "")
    topics = [str(Topic(topic).label) for topic in content.get("topics", ()) if topic in Topic.values]
    kind = content.get("kind")
    rows = [
        Said(_("Who is it about?"), str(ReportKind(kind).label) if kind in ReportKind.values else ""),
        Said(_("What is it about?"), " · ".join(topics)),
        Said(_("In which prefecture?"), str(prefecture)),
        Said(_("Where exactly?"), str(content.get("place", ""))),
        Said(_("Is somebody in danger now?"), _danger(content)),
        Said(_("Is a child among them?"), _child(content.get("child"))),
        Said(_("By when is an answer needed?"), _day(content.get("answer_by"), page)),
        Said(_("In which language?"), name(str(content.get("language", "")), page)),
    ]
    return rows + [_further(question, str(answer), page) for question, answer in sorted(_more(content).items())]


def _more(content: Mapping[str, Any]) -> dict[str, Any]:
    """Further answers by the names of their questions, but for what is said elsewhere."""
    return {name: answer for name, answer in (content.get("more") or {}).items() if name != "danger"}


def _further(question: str, answer: str, page: str) -> Said:
    """A further answer; a question that is not known here is shown by its name."""
    known = {
        "needs": _("What do they need most?"),
        "people": _("What is known about the people?"),
        "pages_in": _("In which language were the pages they saw?"),
    }
    words = name(answer, page) if question == "pages_in" else answer
    return Said(known.get(question, question.replace("_", " ")), words)


def _danger(content: Mapping[str, Any]) -> str:
    if content.get("danger"):
        return _("Yes")
    unsure = (content.get("more") or {}).get("danger") == "not sure"
    return _("They are not sure") if unsure else _("No, or not said")


def _child(said: object) -> str:
    return _("Not known, or not said") if said is None else _("Yes") if said else _("No")


def _day(said: object, page: str) -> str:
    try:
        return written(date.fromisoformat(str(said)), page)
    except ValueError:
        return ""
