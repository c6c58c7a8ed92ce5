"""A contract as a row of a file: its columns, and how a value is read. What cannot be read is a mistake."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from babel.numbers import list_currencies

from opennrm.agencies.corporate import why_not_corporate_number
from opennrm.page.bilingual import Text
from opennrm.prevention.criteria import Criteria, Criterion
from opennrm.prevention.terms import Expected, PayUnit

YES_NO = {"yes": True, "no": False, "はい": True, "いいえ": False, "": None}
NOT_APPLICABLE = {"n.a.", "na", "n/a", "該当なし"}
ANSWERS = {
    Expected.YES: {"yes": True, "はい": True, "no": False, "いいえ": False},
    Expected.NONE: {"none": True, "なし": True, "some": False, "あり": False},
}
# Pay in yen far outside these is a pay in another unit. Ours, wide on purpose, to catch a slip; no law sets them.
PLAUSIBLE_YEN = {
    PayUnit.HOUR: (Decimal(300), Decimal(30_000)),
    PayUnit.DAY: (Decimal(2_000), Decimal(300_000)),
    PayUnit.MONTH: (Decimal(30_000), Decimal(5_000_000)),
    PayUnit.YEAR: (Decimal(300_000), Decimal(60_000_000)),
}
IN_JAPANESE = {PayUnit.HOUR: "時給", PayUnit.DAY: "日給", PayUnit.MONTH: "月給", PayUnit.YEAR: "年俸"}
CURRENCIES = list_currencies()
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

COLUMNS: Mapping[str, Text] = {
    "contract": Text("The contract's own id, unique in the file. Required.", "契約の識別子（ファイル内で一意、必須）"),
    "employer": Text("The employer's corporate number, 13 digits. Required.", "受入れ機関の法人番号（13桁、必須）"),
    "dispatched": Text("yes or no: the worker is sent to another body.", "派遣か（yes / no）"),
    "support_entrusted": Text(
        "yes or no: all support is entrusted to a registered support organisation.", "支援の全部委託か（yes / no）"
    ),
    "pay": Text("The worker's pay, a number.", "本人の報酬（数値）"),
    "pay_unit": Text("hour, day, month or year.", "報酬の単位（hour / day / month / year）"),
    "pay_currency": Text("ISO 4217; empty means JPY.", "通貨（ISO 4217、空欄は JPY）"),
    "japanese_pay": Text("Pay of a Japanese in the same work, a number.", "同じ業務の日本人の報酬（数値）"),
    "japanese_pay_unit": Text("Its unit; empty means the same.", "その単位（空欄は本人と同じ）"),
    "japanese_pay_currency": Text("Its currency; empty means the same.", "その通貨（空欄は本人と同じ）"),
    "weekly_hours": Text("Prescribed hours a week.", "週の所定労働時間"),
    "ordinary_weekly_hours": Text("Those of ordinary workers there.", "通常の労働者の週の所定労働時間"),
    "home_leave": Text("yes or no: leave for a visit home when asked.", "一時帰国のための休暇（yes / no）"),
    "fare_home": Text("yes or no: the fare home where the worker cannot pay.", "帰国旅費の負担（yes / no）"),
    "deposit": Text("yes or no: a deposit is taken by anyone.", "保証金の徴収（yes / no）"),
    "penalty": Text("yes or no: a penalty is agreed.", "違約金の定め（yes / no）"),
    "passport_kept": Text("yes or no: somebody keeps the worker's passport.", "旅券の保管（yes / no）"),
    "bankbook_kept": Text("yes or no: somebody keeps the worker's bankbook.", "通帳の保管（yes / no）"),
    "pay_traceable": Text(
        "yes or no: pay by transfer or in another traceable way.", "支払が確認できる方法（yes / no）"
    ),
    "worker_language": Text("A language the worker fully understands, BCP 47.", "本人が十分に理解できる言語（BCP 47）"),
    "support_languages": Text("Languages of the support, joined by ;", "支援の言語（; 区切り）"),
}
FLAGS = (
    "dispatched", "support_entrusted", "home_leave", "fare_home", "deposit", "penalty", "passport_kept",
    "bankbook_kept", "pay_traceable",
)  # fmt: skip


@dataclass(frozen=True)
class Pay:
    """An amount for a unit, in a currency (ISO 4217)."""

    amount: Decimal
    unit: PayUnit
    currency: str

    def __str__(self) -> str:
        return f"{self.amount:,f} {self.currency}/{self.unit.value}"

    @property
    def text(self) -> Text:
        """The same in both languages."""
        return Text(str(self), f"{IN_JAPANESE[self.unit]} {self.amount:,f} {self.currency}")


@dataclass(frozen=True)
class Contract:
    """The terms and answers of one contract; what was not said is None. Hours are hours a week.

    ``answers`` are by criterion: True as expected, False not, None said not to apply; absent where nothing was said.
    """

    id: str
    employer: str
    said: Mapping[str, bool | None]
    answers: Mapping[str, bool | None]
    pay: Pay | None = None
    japanese_pay: Pay | None = None
    hours: Decimal | None = None
    ordinary_hours: Decimal | None = None
    language: str = ""
    support_languages: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Mistake:
    """A value that cannot be read: its column, what stands there, what to write instead."""

    column: str
    value: str
    expected: str
    expected_ja: str = ""

    def wanted(self, language: str | None) -> str:
        """What to write instead, in the language of the page."""
        return Text(self.expected, self.expected_ja or self.expected).of(language)


def read_contract(row: Mapping[str, str], criteria: Criteria) -> tuple[Contract, list[Mistake]]:
    """The contract of a row by column, and every mistake in it; with a mistake the contract is not to be used."""
    reader = _Reader({name: unicodedata.normalize("NFKC", value).strip() for name, value in row.items() if value})
    pay = reader.pay("pay", unit="", currency="JPY")
    unit, currency = (reader.values.get(name, "") for name in ("pay_unit", "pay_currency"))
    japanese = reader.pay("japanese_pay", unit=unit.lower(), currency=currency.upper() or "JPY")
    reader.compare(pay, japanese)
    contract = Contract(
        id=reader.required("contract"),
        employer=reader.corporate_number("employer"),
        said={name: reader.flag(name) for name in FLAGS},
        answers=reader.answers(criteria.all),
        pay=pay,
        japanese_pay=japanese,
        hours=reader.hours("weekly_hours"),
        ordinary_hours=reader.hours("ordinary_weekly_hours"),
        language=reader.language("worker_language"),
        support_languages=reader.languages("support_languages"),
    )
    return contract, reader.mistakes


class _Reader:
    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.mistakes: list[Mistake] = []

    def wrong(self, column: str, expected: str, ja: str) -> None:
        self.mistakes.append(Mistake(column, self.values.get(column, ""), expected, ja))

    def required(self, column: str) -> str:
        value = self.values.get(column, "")
        if not value:
            self.wrong(column, "a value: this column may not be empty", "値（必須）")
        return value

    def corporate_number(self, column: str) -> str:
        value = self.values.get(column, "")
        if why := why_not_corporate_number(value):
            self.wrong(column, why, "法人番号（13桁。先頭の桁は残り12桁の検査用数字）。入力の誤りを確認してください")
        return value

    def flag(self, column: str) -> bool | None:
        value = self.values.get(column, "").lower()
        if value not in YES_NO:
            self.wrong(column, "yes, no, or nothing where it is not known", "yes / no（不明なら空欄）")
        return YES_NO.get(value)

    def number(self, column: str, what: str, ja: str) -> Decimal | None:
        value = self.values.get(column, "")
        if not value:
            return None
        try:
            found = Decimal(value.replace(",", ""))
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite() or found <= 0:
            self.wrong(column, what, ja)
            return None
        return found

    def hours(self, column: str) -> Decimal | None:
        found = self.number(column, "hours a week, such as 40 or 38.75", "週の時間数（例：40、38.75）")
        if found is not None and found > 168:
            self.wrong(
                column,
                "hours a week, of which there are 168: monthly hours are divided by weeks first",
                "週の時間数（1週間は168時間）。月の時間数は週数で割って入力してください",
            )
            return None
        return found

    def pay(self, column: str, *, unit: str, currency: str) -> Pay | None:
        amount = self.number(
            column, "an amount above nothing, digits alone, such as 205000", "0より大きい金額（数字のみ。例：205000）"
        )
        unit_column, currency_column = f"{column}_unit", f"{column}_currency"
        named = self.values.get(unit_column, "").lower() or unit
        code = self.values.get(currency_column, "").upper() or currency
        if code not in CURRENCIES:
            self.wrong(currency_column, "a currency of ISO 4217, such as JPY", "ISO 4217の通貨コード（例：JPY）")
            return None
        if amount is None:
            return None
        if named not in PayUnit.values:
            self.wrong(
                unit_column,
                "hour, day, month or year: what the pay is for",
                "hour / day / month / year（何に対する報酬か）",
            )
            return None
        found = Pay(amount, PayUnit(named), code)
        low, high = PLAUSIBLE_YEN[found.unit]
        if code == "JPY" and not low <= amount <= high:
            self.wrong(
                column,
                f"a pay by the {named} between {low:,} and {high:,} yen: look whether the unit is right",
                f"{found.unit.label}として{low:,}円から{high:,}円までの金額。単位が正しいか確認してください",
            )
            return None
        return found

    def compare(self, pay: Pay | None, japanese: Pay | None) -> None:
        if pay is None or japanese is None:
            return
        if pay.currency != japanese.currency:
            self.wrong(
                "japanese_pay_currency",
                f"{pay.currency}, as the worker's pay: give both in one currency",
                f"本人の報酬と同じ{pay.currency}。両方を同じ通貨で入力してください",
            )
        elif pay.unit != japanese.unit:
            self.wrong(
                "japanese_pay_unit",
                f"{pay.unit.value}, as the worker's pay: give both for one unit of time",
                f"本人の報酬と同じ{pay.unit.value}。両方を同じ単位で入力してください",
            )

    def language(self, column: str) -> str:
        value = self.values.get(column, "")
        if value and not LANGUAGE.fullmatch(value):
            self.wrong(column, "a language tag, such as vi, my or zh-Hans", "言語タグ（例：vi、my、zh-Hans）")
        return value

    def languages(self, column: str) -> frozenset[str]:
        found = [part.strip() for part in self.values.get(column, "").split(";") if part.strip()]
        if any(not LANGUAGE.fullmatch(part) for part in found):
            self.wrong(
                column, "language tags joined by ;, such as ja;vi;my", "言語タグを;で区切ったもの（例：ja;vi;my）"
            )
        return frozenset(found)

    def answers(self, criteria: tuple[Criterion, ...]) -> dict[str, bool | None]:
        found: dict[str, bool | None] = {}
        for criterion in criteria:
            value = self.values.get(criterion.id, "").lower()
            if not value:
                continue
            words = ANSWERS[criterion.expected]
            if value in NOT_APPLICABLE and criterion.may_not_apply:
                found[criterion.id] = None
            elif value in words:
                found[criterion.id] = words[value]
            else:
                self.wrong(criterion.id, _wanted(criterion), _wanted_ja(criterion))
        return found


def _wanted(criterion: Criterion) -> str:
    words = "none or some" if criterion.expected == Expected.NONE else "yes or no"
    exception = ", or n.a. where it does not apply" if criterion.may_not_apply else ""
    return f"{words}{exception}, or nothing where it was not shown («{criterion.text.en}»)"


def _wanted_ja(criterion: Criterion) -> str:
    words = "なし / あり" if criterion.expected == Expected.NONE else "はい / いいえ"
    exception = "（適用されない場合は「該当なし」）" if criterion.may_not_apply else ""
    return f"{words}{exception}。確認できない場合は空欄（「{criterion.text.ja}」）"
