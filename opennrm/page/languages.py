"""Which languages there are, and which may be offered. Settings ask this, so it knows no Django."""

import gettext
import tomllib
from dataclasses import dataclass
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[1] / "locale"
SAFETY = "safety\x04"  # how a compiled catalogue begins the messages of the context «safety»
SOURCE, MODEL = "en", "ja"  # English is in the code; Japanese is whole, or the build fails


@dataclass(frozen=True)
class Declared:
    """A language of ``languages.toml``: its tag, its own name for itself, whether a native speaker has read it."""

    code: str
    name: str
    reviewed: bool


_file = tomllib.loads((Path(__file__).parent / "languages.toml").read_text("utf-8"))
DECLARED = {code: Declared(code, **said) for code, said in _file["languages"].items()}
EVERYWHERE: tuple[str, ...] = tuple(_file["everywhere"])


def offered() -> list[tuple[str, str]]:
    """Tags and own names, for settings.LANGUAGES. A language that lacks a safety text is left out, never patched.

    The safety texts are those the Japanese catalogue has, which is held to be complete.
    """
    needed = {key for key in compiled(MODEL) if key.startswith(SAFETY)}
    return [
        (code, each.name)
        for code, each in DECLARED.items()
        if code in EVERYWHERE or (needed and needed <= set(compiled(code)))
    ]


def compiled(code: str) -> dict[str, str]:
    """What a language's compiled catalogue says; nothing where there is none."""
    try:
        with (LOCALE / folder(code) / "LC_MESSAGES" / "django.mo").open("rb") as file:
            catalogue = gettext.GNUTranslations(file)
    except OSError:
        return {}
    said: dict[str, str] = {key: text for key, text in catalogue._catalog.items() if isinstance(key, str) and text}  # type: ignore[attr-defined]
    return said


def folder(code: str) -> str:
    """The folder of a tag: ``zh_Hans`` for ``zh-Hans``, ``ja_Simple`` for ``ja-simple``."""
    first, *rest = code.split("-")
    return "_".join([first, *(part.title() for part in rest)])
