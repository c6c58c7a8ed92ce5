"""The way through the questions: their order, what comes next, and the report that the answers make."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import DateField, MultipleChoiceField
from django.utils.translation import get_language

from opennrm.page.dates import written
from opennrm.page.languages import SOURCE
from opennrm.reporting.answers import Answers, Contact
from opennrm.reporting.forms import door as forms
from opennrm.reporting.ruby import ruby
from opennrm.reporting.terms import ReportKind, Topic
from opennrm.reporting.words import tag_of

STEPS: dict[str, type[forms.Question]] = {
    "danger": forms.Danger,
    "what": forms.What,
    "topics": forms.Topics,
    "where": forms.Where,
    "child": forms.Child,
    "more": forms.More,
    "safe": forms.Safe,
    "reach": forms.Reach,
}
FIRST, CALL, CHECK = "danger", "call", "check"  # ``call``: the page of 110, between the first two questions
SEEN = "seen_all"  # among the answers: the summary was reached once, and a changed answer leads back to it


@dataclass(frozen=True)
class Answered:
    """A line of the summary: the question, the answer in words, and the step that changes it."""

    step: str
    label: Any
    lines: tuple[Any, ...]


def after(step: str, answers: Mapping[str, Any]) -> str:
    """The step that comes next."""
    if step == FIRST and answers.get("danger") in {"yes", "unsure"}:
        return CALL
    if answers.get(SEEN) and not (step == "safe" and _is_asked("reach", answers)):
        return CHECK
    order = [each for each in STEPS if _is_asked(each, answers)]
    at = order.index(FIRST if step == CALL else step)
    return order[at + 1] if at + 1 < len(order) else CHECK


def before(step: str, answers: Mapping[str, Any]) -> str | None:
    """The step that came before; None before the first."""
    order = [each for each in STEPS if _is_asked(each, answers)]
    at = order.index(step) if step in order else 0
    return order[at - 1] if at else None


def report(answers: Mapping[str, Any], *, kind: ReportKind, language: str) -> Answers:
    """The report the answers make; ``language`` is that of the pages, unless another was asked for."""
    day = answers.get("answer_by")
    more = {"pages_in": language, "needs" if kind == ReportKind.HELP else "people": answers.get("more", "")}
    if answers.get("danger") == "unsure":
        more["danger"] = "not sure"
    return Answers(
        kind=kind,
        language=tag_of(answers.get("language") or language),
        what=answers.get("what", ""),
        topics=frozenset(Topic(each) for each in answers.get("topics", ())),
        prefecture=answers.get("prefecture", ""),
        place=answers.get("place", ""),
        danger=answers.get("danger") == "yes",
        child={"yes": True, "no": False}.get(answers.get("child", "")),
        answer_by=date.fromisoformat(day) if day else None,
        contact=_contact(answers),
        more={name: text for name, text in more.items() if text},
    )


def summary(answers: Mapping[str, Any], *, kind: ReportKind) -> list[Answered]:
    """Every question that was asked, with its answer."""
    lines = []
    for step, question in STEPS.items():
        if _is_asked(step, answers):
            fields = question(kind=kind).fields.items()
            lines += [Answered(step, field.label, _in_words(field, answers.get(name))) for name, field in fields]
    return lines


def _is_asked(step: str, answers: Mapping[str, Any]) -> bool:
    return step != "reach" or answers.get("may") == "yes"


def _contact(answers: Mapping[str, Any]) -> Contact:
    """What was said of contact; nothing of it where it is not safe, whatever stood there before."""
    if answers.get("may") != "yes":
        return Contact()
    return Contact(True, *(answers.get(name, "") for name in ("how", "when", "say")))


def _in_words(field: Any, value: Any) -> tuple[Any, ...]:
    if not value:
        return ()
    if choices := getattr(field, "choices", None):
        chosen = value if isinstance(field, MultipleChoiceField) else [value]
        return tuple(ruby(label) for code, label in choices if code in chosen)
    if isinstance(field, DateField):
        return (written(date.fromisoformat(value), get_language() or SOURCE),)
    return (value,)
