"""How one criterion is judged for one contract. Nothing is taken for granted: what nobody showed is «not shown».

Where terms of the contract and the answer given to a criterion disagree, the worse holds, and the finding says so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from opennrm.page.bilingual import Text
from opennrm.prevention.contracts import Contract
from opennrm.prevention.criteria import Criterion
from opennrm.prevention.terms import Group, Outcome

CAPACITY_BY_TRUST = "S10"  # with all support entrusted, the capacity to support is treated as met


@dataclass(frozen=True)
class Finding:
    """What was found of a criterion, and what shows it."""

    outcome: Outcome
    shown_by: Text


SAYS_YES = Text("the answer given", "申告による回答")
SAYS_NO = Text("the answer given: it is not so", "申告による回答（適合しない）")
SAYS_NOT_APPLICABLE = Text("said not to apply", "該当しないとの申告")
NOTHING = Text("nothing in the file shows it: ask the employer", "確認できる記載なし（受入れ機関に照会）")
ENTRUSTED = Text(
    "all support is entrusted to a registered support organisation (S10)", "支援の全部を登録支援機関に委託（S10）"
)
NOT_ENTRUSTED = Text("support is not entrusted as a whole", "支援の全部委託ではない")
NOT_DISPATCHED = Text("the worker is not dispatched", "派遣ではない")
DISAGREES = Text("; the answer given says otherwise", "（申告とは食い違う）")


def judge(criterion: Criterion, contract: Contract) -> Finding:
    """The finding of a criterion: by the terms where they decide it, else by the answer given."""
    answered = _answered(criterion, contract)
    if excused := _excused(criterion, contract):
        return excused
    rule = BY_TERMS.get(criterion.terms)
    by_terms = rule(contract) if rule else None
    if by_terms is None:
        return answered
    return _the_worse(by_terms, answered)


def _answered(criterion: Criterion, contract: Contract) -> Finding:
    if criterion.id not in contract.answers:
        return Finding(Outcome.NOT_SHOWN, NOTHING)
    answer = contract.answers[criterion.id]
    if answer is None:
        return Finding(Outcome.NOT_APPLICABLE, SAYS_NOT_APPLICABLE)
    return Finding(Outcome.MET, SAYS_YES) if answer else Finding(Outcome.NOT_MET, SAYS_NO)


def _excused(criterion: Criterion, contract: Contract) -> Finding | None:
    """Where a fact of the contract takes a criterion away."""
    if criterion.group == Group.SUPPORT_CAPACITY:
        entrusted = contract.said["support_entrusted"]
        if criterion.id == CAPACITY_BY_TRUST:
            return Finding(Outcome.NOT_APPLICABLE, NOT_ENTRUSTED) if entrusted is False else None
        return Finding(Outcome.NOT_APPLICABLE, ENTRUSTED) if entrusted else None
    if criterion.terms in DISPATCH and contract.said["dispatched"] is False:
        return Finding(Outcome.NOT_APPLICABLE, NOT_DISPATCHED)
    return None


def _the_worse(by_terms: Finding, answered: Finding) -> Finding:
    """Terms and answer together."""
    if Outcome.NOT_MET not in (by_terms.outcome, answered.outcome) or answered.outcome == by_terms.outcome:
        return by_terms
    if answered.outcome == Outcome.NOT_SHOWN:
        return by_terms
    worse = by_terms if by_terms.outcome == Outcome.NOT_MET else answered
    said = worse.shown_by
    return Finding(worse.outcome, Text(said.en + DISAGREES.en, said.ja + DISAGREES.ja))


def _pay(contract: Contract) -> Finding | None:
    own, japanese = contract.pay, contract.japanese_pay
    if own is None or japanese is None:
        return None
    least = own.amount >= japanese.amount
    sign = "≥" if least else "<"
    said = Text(f"{own} {sign} {japanese}", f"{own.text.ja} {sign} {japanese.text.ja}")
    return Finding(
        Outcome.MET if least else Outcome.NOT_MET,
        Text(f"{said.en} of a Japanese in the same work", f"{said.ja}（同じ業務の日本人）"),
    )


def _hours(contract: Contract) -> Finding | None:
    own, ordinary = contract.hours, contract.ordinary_hours
    if own is None or ordinary is None:
        return None
    same = own == ordinary
    said = f"{own.normalize():f} {'=' if same else '≠'} {ordinary.normalize():f}"
    shown = Text(f"{said} hours a week of ordinary workers", f"週{said}時間（通常の労働者）")
    return Finding(Outcome.MET if same else Outcome.NOT_MET, shown)


def _held(contract: Contract) -> Finding | None:
    """Deposit, penalty, passport, bankbook: one that is there is enough; that none is there takes all four answers."""
    things = {
        "deposit": Text("a deposit is taken", "保証金の徴収あり"),
        "penalty": Text("a penalty is agreed", "違約金の定めあり"),
        "passport_kept": Text("the passport is kept", "旅券を保管"),
        "bankbook_kept": Text("the bankbook is kept", "通帳を保管"),
    }
    there = [text for name, text in things.items() if contract.said[name]]
    if there:
        return Finding(
            Outcome.NOT_MET, Text("; ".join(each.en for each in there), "、".join(each.ja for each in there))
        )
    if any(contract.said[name] is None for name in things):
        return None
    return Finding(
        Outcome.MET,
        Text("no deposit, penalty, kept passport or bankbook", "保証金・違約金・旅券や通帳の保管のいずれもなし"),
    )


def _language(contract: Contract) -> Finding | None:
    if not contract.language or not contract.support_languages:
        return None
    there = contract.language in contract.support_languages
    named = ", ".join(sorted(contract.support_languages))
    sign = "∈" if there else "∉"
    said = f"{contract.language} {sign} {{{named}}}"
    return Finding(Outcome.MET if there else Outcome.NOT_MET, Text(f"support in {said}", f"支援の言語：{said}"))


def _by_flag(name: str, *, good: bool, yes: Text, no: Text) -> Callable[[Contract], Finding | None]:
    """A term that is yes or no; ``good`` is the answer that meets the criterion."""

    def rule(contract: Contract) -> Finding | None:
        said = contract.said[name]
        if said is None:
            return None
        return Finding(Outcome.MET if said == good else Outcome.NOT_MET, yes if said else no)

    return rule


DISPATCH = ("dispatch", "dispatch_fit")
BY_TERMS: Mapping[str, Callable[[Contract], Finding | None]] = {
    "pay": _pay,
    "hours": _hours,
    "held": _held,
    "language": _language,
    "home_leave": _by_flag(
        "home_leave",
        good=True,
        yes=Text("leave for a visit home is agreed", "一時帰国のための休暇の定めあり"),
        no=Text("no leave for a visit home", "一時帰国のための休暇の定めなし"),
    ),
    "fare_home": _by_flag(
        "fare_home",
        good=True,
        yes=Text("the organisation pays the fare home", "帰国旅費を機関が負担"),
        no=Text("nobody pays the fare home", "帰国旅費の負担の定めなし"),
    ),
    "penalty": _by_flag(
        "penalty",
        good=False,
        yes=Text("a penalty is agreed", "違約金の定めあり"),
        no=Text("no penalty is agreed", "違約金の定めなし"),
    ),
    "traceable": _by_flag(
        "pay_traceable",
        good=True,
        yes=Text("pay in a traceable way", "支払が確認できる方法"),
        no=Text("pay in a way that leaves no trace", "支払が確認できない方法"),
    ),
}
TERMS = frozenset(BY_TERMS) | frozenset(DISPATCH)
