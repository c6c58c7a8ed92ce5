"""Names of countries and regions: ISO 3166-1 alpha-2 codes, named by CLDR, with the forms Japan's reports use."""

from functools import cache

from babel import Locale

from opennrm.page.bilingual import Text

# English short names of the United Nations and the wording of the National Police Agency, where CLDR differs.
NAMED = {
    "KR": Text("Republic of Korea", "韓国"),
    "VN": Text("Viet Nam", "ベトナム"),
    "TW": Text("Taiwan", "台湾"),
    "HK": Text("Hong Kong", "香港"),
    "MO": Text("Macao", "マカオ"),
    "CN": Text("China", "中国"),
    "US": Text("United States", "米国"),
    "GB": Text("United Kingdom", "英国"),
    "MM": Text("Myanmar", "ミャンマー"),
    "RU": Text("Russian Federation", "ロシア"),
    "LA": Text("Lao People's Democratic Republic", "ラオス"),
    "XS": Text("Stateless", "無国籍"),
}


@cache
def names() -> dict[str, Text]:
    """Every country code with its names."""
    english, japanese = Locale("en").territories, Locale("ja").territories
    codes = (str(code) for code in english)
    iso = {c: Text(english[c], japanese.get(c, english[c])) for c in codes if len(c) == 2 and c.isalpha()}
    for not_a_country in ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"):
        iso.pop(not_a_country, None)
    return iso | NAMED


@cache
def by_english_name() -> dict[str, str]:
    """Codes by the English name, as published figures write them."""
    return {text.en: code for code, text in names().items()}
