"""A made-up document with every kind of block, and with what is hard to set: long labels, long tables, gaps."""

from datetime import date

from opennrm.page.document import (
    Bullet,
    Bullets,
    Chart,
    Contents,
    DataTable,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Notice,
    Paragraph,
    Row,
    Series,
)

YEARS = tuple(str(year) for year in range(2001, 2024))
NUMBERS = (
    tuple(float(40 + at * 3) if at > 2 else None for at in range(23)),
    tuple(float(35 + at * at % 17) if at % 6 else None for at in range(23)),
    tuple(float(at) if at in {4, 9, 10, 11, 22} else None for at in range(23)),
)
TEXTS = {
    "ja": {
        "title": "人身取引対策に関する取組について（年次報告書・見本）",
        "subtitle": "「人身取引対策行動計画2014」に基づく取組の状況（見本）",
        "author": "見本を作成した機関",
        "notice": "見本：この文書の数値はすべて架空のものです。",
        "contents": "目次",
        "victims": "１　人身取引の実態把握の徹底",
        "by-nationality": "国籍別の被害者",
        "series": "公表機関別の年次推移",
        "sentence": "2020年に保護された被害者は38人で、前年から9人減った。そのうち女性は33人、男性は5人であった。",
        "mark": "推定",
        "label": "保護された被害者",
        "unit": "人",
        "change": "前年より9人少ない",
        "long": "特定活動・技能実習２号ロ及び資格外活動許可",
        "publishers": ("警察庁", "出入国在留管理庁", "人身取引対策推進会議の年次報告書"),
        "category": "区分",
        "total": "計",
        "part": "うち18歳未満",
        "note": "注：端数処理のため、合計が一致しないことがある。①㈱▲〜髙﨑",
        "source": "出典：見本",
    },
    "en": {
        "title": "Measures to Combat Trafficking in Persons (Annual Report, sample)",
        "subtitle": "Status of measures based on the 2014 Action Plan to Combat Trafficking in Persons (sample)",
        "author": "The body that made this sample",
        "notice": "Sample: every number in this document is made up.",
        "contents": "Contents",
        "victims": "1. Gaining a thorough understanding of trafficking in persons",
        "by-nationality": "Victims by nationality",
        "series": "Yearly series, by publisher",
        "sentence": "In 2020, 38 victims were protected, 9 fewer than in the year before; 33 were female and 5 male.",
        "mark": "estimated",
        "label": "Victims put under protection",
        "unit": "persons",
        "change": "9 fewer than in the previous year",
        "long": "Designated activities, technical intern (ii)b",
        "publishers": ("National Police Agency", "Immigration Services Agency", "Annual report of the Council"),
        "category": "Category",
        "total": "Total",
        "part": "of which under 18",
        "note": "Note: totals may not add up because of rounding — «sample», “quoted”, −9, ½, ≥ 3.",
        "source": "Source: sample",
    },
}


def sample(language: str) -> Document:
    """The document in Japanese (``ja``) or English (``en``)."""
    say = TEXTS[language]
    key = KeyFigure("victims.total", say["label"], "1,038", say["unit"], say["change"], "#by-nationality")
    labels = (say["long"], *("ABCDEFG"[: 6 + at % 2] * (1 + at % 3) for at in range(7)))
    return Document(
        language=language,
        title=say["title"],
        subtitle=say["subtitle"],
        author=say["author"],
        issued=date(2021, 3, 31),
        notice=say["notice"],
        keywords=("sample", "見本"),
        blocks=(
            Notice(say["notice"], (say["sentence"], say["note"]), "demo"),
            KeyFigures((key,) * 5),
            Contents(say["contents"]),
            Heading(say["victims"], 2, "chapter-1"),
            Paragraph(say["sentence"] * 3),
            Bullets((Bullet(say["sentence"]), Bullet(say["sentence"] * 2, say["mark"]))),
            Heading(say["by-nationality"], 3, "by-nationality"),
            Heading(say["long"], 4, "long"),
            _bars(say, labels),
            _table(say, labels),
            Heading(say["series"], 3, "series"),
            _lines(say),
            _series(say),
            _stacked(say),
            Notice(say["by-nationality"], (say["sentence"],), "finding"),
            Notice(say["series"], (say["sentence"], say["note"]), "caution"),
            Paragraph(say["source"], small=True),
        ),
    )


def _bars(say: dict, labels: tuple[str, ...]) -> Chart:
    values = tuple(float(40 - at * 5) for at in range(8))
    bars = Series("2020", values, tuple(f"{value:.0f}*" for value in values))
    return Chart("c-bars", "bars", say["by-nationality"], f"{say['label']} 40, 35, 30.", say["unit"], labels, (bars,))


def _table(say: dict, labels: tuple[str, ...]) -> DataTable:
    rows = tuple(Row(label, ("1,234", str(at), "−9*")) for at, label in enumerate(labels))
    ends = (Row(say["part"], ("20", "19", "+1"), "part"), Row(say["total"], ("38", "47", "−9"), "total"))
    header = (say["category"], "2020", "2019", say["change"])
    return DataTable("t-nationality", say["by-nationality"], header, rows + ends, (say["note"], say["source"]))


def _lines(say: dict) -> Chart:
    lines = tuple(Series(label, values) for label, values in zip(say["publishers"], NUMBERS))
    return Chart("c-lines", "lines", say["series"], f"{say['series']} 2001–2023.", say["unit"], YEARS, lines)


def _series(say: dict) -> DataTable:
    rows = tuple(
        Row(year, tuple("–" if line[at] is None else f"{line[at]:.0f}" for line in NUMBERS))
        for at, year in enumerate(YEARS)
    )
    return DataTable("t-series", say["series"], (say["category"], *say["publishers"]), rows, (say["note"],))


def _stacked(say: dict) -> Chart:
    parts = tuple(Series(label, (30.0 + at, 8.0 * at)) for at, label in enumerate(say["publishers"]))
    return Chart("c-stacked", "stacked", say["label"], say["sentence"], say["unit"], ("2019", "2020"), parts)
