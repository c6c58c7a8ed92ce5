"""Every column of every CSV that goes out, once: from it come CSVW metadata and the data dictionary."""

from dataclasses import dataclass

from opennrm.page.bilingual import Text


@dataclass(frozen=True)
class Column:
    """One column: its name in the header, what it holds, and its datatype in the words of XML Schema."""

    name: str
    about: Text
    datatype: str = "string"
    required: bool = False


def _c(name: str, en: str, ja: str, datatype: str = "string", *, required: bool = False) -> Column:
    return Column(name, Text(en, ja), datatype, required)


TIDY = (
    _c("report_year", "Calendar year the report is on", "報告対象の暦年", "gYear", required=True),
    _c("edition", "Edition of the report, year and number", "報告書の版（年－番号）", required=True),
    _c("table", "Table, as in docs/reference/tables", "表のID", required=True),
    _c("row", "Category of the row; total for all", "行の区分（totalは総数）", required=True),
    _c("row_label_en", "The category in English", "行の区分（英語）"),
    _c("row_label_ja", "The category in Japanese", "行の区分（日本語）"),
    _c("column", "Year, «change», or category of the column", "列（年、増減（change）又は区分）", required=True),
    _c("value", "The count", "値", "integer", required=True),
    _c("unit", "What is counted: person, suspect, offence, act", "計数単位（人・被疑者・事件・件）"),
    _c("publisher", "Who published the value", "公表者"),
    _c("register", "Version of the register it was counted from", "集計に用いた登録簿の版"),
    _c("made_up", "1: made up for a demonstration", "1は実演用の架空の値", "boolean", required=True),
)
PUBLISHED = (
    _c("year", "Year the figure is filed under", "年", "gYear", required=True),
    _c("period", "Year or period as published", "公表された年・期間"),
    _c("year_basis", "calendar, fiscal, part, several or unknown", "暦年・年度・期間等の別"),
    _c("publisher", "Who published it", "公表者", required=True),
    _c("indicator", "What is counted", "指標", required=True),
    _c("unit", "Person, suspect, offence, act or unknown", "計数単位"),
    _c("scheme", "What it is broken down by", "内訳の種類"),
    _c("category", "The category, as published", "区分（公表どおり）"),
    _c("value", "The number; empty where none was given", "値（数値でない場合は空欄）", "integer"),
    _c("value_text", "The value as published, for instance <5", "公表された表記（<5など）"),
    _c("status", "How sure: published, derived, in conflict", "確からしさ（公表・導出・矛盾）"),
    _c("source", "Source, as in the list of sources", "出典"),
    _c("source_text", "Where it was seen", "出典の所在"),
    _c("vintage", "Edition of the source", "出典の版"),
    _c("note", "Remark", "備考"),
)
SDMX = (
    _c("STRUCTURE", "Kind of structure the row is of", "構造の種類", required=True),
    _c("STRUCTURE_ID", "Agency, id and version of the dataflow", "データフローの識別子", required=True),
    _c("ACTION", "I: for information", "I：情報提供", required=True),
)
_SDMX_END = (
    _c("TIME_PERIOD", "Calendar year", "暦年", "gYear", required=True),
    _c("OBS_VALUE", "The count", "値", "integer", required=True),
    _c("OBS_STATUS", "A: normal value", "A：通常の値"),
    _c("UNIT_MULT", "Power of ten of the unit: 0", "単位の10の累乗：0"),
)
NATIONAL = (
    *SDMX,
    _c("FREQ", "A: yearly", "A：年次", required=True),
    _c("REF_AREA", "Area by UN M49: 392 is Japan", "地域（UN M49。392は日本）", required=True),
    _c("TABLE", "Table of the report", "表のID", required=True),
    _c(
        "PUBLISHER",
        "Who published; REGISTER for counts of the register",
        "公表者（REGISTERは登録簿からの集計）",
        required=True,
    ),
    _c("ROW", "Category of the row; _T for all", "行の区分（_Tは総数）", required=True),
    _c("COLUMN", "Category of the column; _T for all", "列の区分（_Tは総数）", required=True),
    *_SDMX_END,
    _c("UNIT_MEASURE", "What is counted", "計数単位"),
    _c("CONF_STATUS", "F: free for publication", "F：公表可"),
    _c("ICCS", "Code of the crime classification; empty: none", "国際犯罪分類のコード（空欄はなし）"),
    _c("SDG_SERIES", "Series of SDG 16.2.2; empty: none", "SDG指標16.2.2の系列（空欄はなし）"),
    _c("IC_TIP", "Code of IC-TIP; empty: not obtained", "IC-TIPのコード（空欄は未入手）"),
    _c("MADE_UP", "1: made up for a demonstration", "1は実演用の架空の値", "boolean"),
    _c("EDITION", "Edition of the report", "報告書の版"),
)
BREAKDOWNS = (
    "URBANISATION", "INCOME_WEALTH_QUANTILE", "EDUCATION_LEV", "OCCUPATION", "CUST_BREAKDOWN", "COMPOSITE_BREAKDOWN",
    "DISABILITY_STATUS", "ACTIVITY", "PRODUCT",
)  # fmt: skip
SDG = (
    *SDMX,
    _c("FREQ", "A: yearly", "A：年次", required=True),
    _c("REPORTING_TYPE", "N: national reporting", "N：国による報告", required=True),
    _c("SERIES", "Series of SDG indicator 16.2.2", "SDG指標16.2.2の系列", required=True),
    _c("REF_AREA", "Area by UN M49: 392 is Japan", "地域（UN M49。392は日本）", required=True),
    _c("SEX", "F, M, or _T for all", "性別（F、M、_Tは総数）", required=True),
    _c("AGE", "Y0T17, Y_GE18, or _T for all", "年齢（Y0T17、Y_GE18、_Tは総数）", required=True),
    *(_c(name, "_T: not broken down by it", "_T：内訳なし", required=True) for name in BREAKDOWNS),
    *_SDMX_END,
    _c("UNIT_MEASURE", "NUMBER", "NUMBER（数）"),
    _c("NATURE", "C: data of the country", "C：国のデータ"),
    _c("SOURCE_DETAIL", "Who counted, and the version of the register", "集計者と登録簿の版"),
    _c("COMMENT_OBS", "What the number is, and what it is not", "数値の注記"),
)
GLOTIP = (
    _c("Iso3_code", "Country by ISO 3166-1 alpha-3", "国（ISO 3166-1 alpha-3）", required=True),
    _c("Country", "The country's name", "国名", required=True),
    _c("Region", "Region, by the UN", "地域"),
    _c("Subregion", "Subregion, by the UN", "小地域"),
    _c("Indicator", "What is counted", "指標", required=True),
    _c("Dimension", "What it is broken down by", "内訳の種類", required=True),
    _c("Category", "The category", "区分", required=True),
    _c("Sex", "Sex, or Total", "性別", required=True),
    _c("Age", "Age, or Total", "年齢", required=True),
    _c("Year", "Calendar year", "暦年", "gYear", required=True),
    _c("Unit of measurement", "Counts", "単位（Counts）", required=True),
    _c("txtVALUE", "The count; <5 for counts below five, nought among them", "値（0を含め5未満は<5）", required=True),
    _c("Source", "Who sends it", "提供者", required=True),
)
