"""What of an employer's past asks for a closer look: reasons with their numbers, in no order of guilt.

Nothing is added up and nothing follows: there is no score, and no reason is a verdict. An official reads them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from opennrm.page.bilingual import Text

LOOKED_BACK = timedelta(days=5 * 365)  # for findings and measures: ours
MISSING_WITHIN = timedelta(days=365)  # criterion O03 asks for a year


@dataclass(frozen=True)
class Past:
    """What is known of an employer on a day. ``shared_*`` are other employers who share somebody or the address."""

    findings: tuple[date, ...] = ()  # days of decisions with a criterion not met
    measures: tuple[date, ...] = ()  # days of orders, refusals, revocations that stand
    unfulfilled: int = 0  # measures past their day or not fulfilled
    unanswered: int = 0  # letters past their day
    missing: tuple[date, ...] = ()  # workers gone
    workers: int = 0  # contracts that run
    shared_troubled: int = 0  # employers that share a broker, support organisation or officer, and have findings
    shared_missing: int = 0  # the same, whose workers went missing
    shared_address: int = 0  # employers at the same address


@dataclass(frozen=True)
class Reason:
    """One reason to look closer, and where it was read."""

    kind: str
    text: Text


def reasons(past: Past, *, on: date) -> Iterator[Reason]:
    """Why to look closer, as far as the records go."""
    recent = [each for each in past.findings if each >= on - LOOKED_BACK]
    if recent:
        last = max(recent)
        yield _said(
            "findings",
            f"earlier examinations with criteria not met: {len(recent)}, the last on {last}",
            f"過去の審査で不適合の基準があったもの：{len(recent)}件（直近は{last}）",
        )
    if burdened := [each for each in past.measures if each >= on - LOOKED_BACK]:
        yield _said(
            "measures",
            f"orders, refusals and revocations that stand: {len(burdened)}",
            f"効力のある改善命令・不許可・取消し：{len(burdened)}件",
        )
    if past.unfulfilled:
        yield _said(
            "unfulfilled",
            f"measures that are not fulfilled: {past.unfulfilled}",
            f"履行されていない措置：{past.unfulfilled}件",
        )
    if past.unanswered:
        yield _said(
            "unanswered", f"letters past their day: {past.unanswered}", f"期限を過ぎた照会：{past.unanswered}件"
        )
    if gone := [each for each in past.missing if each >= on - MISSING_WITHIN]:
        yield _said(
            "missing",
            f"workers who went missing within a year: {len(gone)} of {past.workers}",
            f"1年以内に行方不明となった労働者：{past.workers}人中{len(gone)}人",
        )
    yield from _shared(past)


def _shared(past: Past) -> Iterator[Reason]:
    if past.shared_troubled:
        yield _said(
            "shared_troubled",
            "other employers with findings that share a broker, support organisation or officer: "
            f"{past.shared_troubled}",
            f"不適合のあった他の事業者と、仲介者・支援機関・役員が共通：{past.shared_troubled}社",
        )
    if past.shared_missing:
        yield _said(
            "shared_missing",
            "other employers with missing workers that share a broker, support organisation or officer: "
            f"{past.shared_missing}",
            f"行方不明者の出た他の事業者と、仲介者・支援機関・役員が共通：{past.shared_missing}社",
        )
    if past.shared_address:
        yield _said(
            "shared_address",
            f"other employers at the same address: {past.shared_address}",
            f"同じ所在地の他の事業者：{past.shared_address}社",
        )


def _said(kind: str, en: str, ja: str) -> Reason:
    return Reason(kind, Text(en, ja))
