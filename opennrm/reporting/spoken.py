"""The languages an official may write down: by tag, or by name in English, Japanese or the language itself."""

from functools import cache

from babel import Locale, UnknownLocaleError

from opennrm.agencies.languages import called, known

# What a desk in Japan is asked for most, in the order of a list to choose from; any other may be typed.
OFFERED = (
    "ja", "en", "zh-Hans", "zh-Hant", "ko", "vi", "fil", "th", "id", "pt", "es", "ne", "my", "km", "mn", "ru", "bn",
    "si", "fr", "ar", "de", "fa", "hi", "it", "kk", "lo", "ms", "ro", "ta", "te", "tr", "uk", "ur", "uz",
)  # fmt: skip
SIGNED = ("jsl",)  # Japanese Sign Language, which Babel does not name
SIGNED_NAMES = {"en": "Japanese Sign Language", "ja": "日本手話"}


def name(tag: str, language: str) -> str:
    """What a language is called in the language of the page."""
    if tag in SIGNED:
        return SIGNED_NAMES.get(language.split("-")[0], SIGNED_NAMES["en"])
    return called(tag, language)


def offered(language: str) -> list[tuple[str, str]]:
    """Tag and names of each language to choose from: in the language of the page, in English, in itself."""
    return [
        (tag, " / ".join(dict.fromkeys([name(tag, language), name(tag, "en"), _own(tag)])))
        for tag in (*OFFERED, *SIGNED)
    ]


def read(text: str) -> str | None:
    """The tag of what somebody typed; None where no language is called so."""
    typed = text.strip()
    tag = _canonical(typed)
    if tag in SIGNED or known(tag):
        return tag
    return _by_name().get(typed.casefold())


def _canonical(text: str) -> str:
    """Lower case for the language, a capital for a script, capitals for a region."""
    language, *rest = text.replace("_", "-").split("-")
    shaped = [part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part.lower() for part in rest]
    return "-".join([language.lower(), *shaped])


@cache
def _by_name() -> dict[str, str]:
    names = {
        str(word).casefold(): str(code).replace("_", "-")
        for language in ("ja", "en")
        for code, word in Locale(language).languages.items()
    }
    names |= {_own(tag).casefold(): tag for tag in OFFERED}
    return names | {word.casefold(): SIGNED[0] for word in SIGNED_NAMES.values()}


def _own(tag: str) -> str:
    try:
        return str(Locale.parse(tag.replace("-", "_")).display_name) if tag not in SIGNED else SIGNED_NAMES["ja"]
    except (UnknownLocaleError, ValueError):
        return tag
