"""What ``data/signs.toml`` declares: circumstances an official ticks, and the signs of trafficking made of them.

Raises ``FaultyDeclaration`` with everything there is to mend. Adding a sign touches no Python.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from opennrm.agencies.declared import Entry, Faults, note_repeats, open_declaration
from opennrm.eradication.reading import Reader, Sign
from opennrm.eradication.related_terms import SignSure
from opennrm.page.bilingual import Text
from opennrm.understanding.terms import MeansOfControl, RelatedOffence

SIGNS = files("opennrm.eradication") / "data" / "signs.toml"
NONE_SEEN = "none_seen"


@dataclass(frozen=True)
class Declared:
    """Circumstances by their code, the signs in their order, and the version of the file."""

    version: date
    circumstances: dict[str, Text]
    signs: tuple[Sign, ...]

    def sign(self, code: str) -> Sign | None:
        """The sign of a code; of several that follow each other the latest. None where it was taken out."""
        return next((each for each in reversed(self.signs) if each.code == code), None)


@cache
def declared() -> Declared:
    """All of it."""
    faults = Faults()
    whole = open_declaration(SIGNS, faults)
    version = whole.day_or_none("version")
    if version is None:
        whole.fault("version", "is missing; write the day of this version")
    entries = [(entry, entry.text("code")) for entry in whole.entries("circumstance", named_by="code")]
    note_repeats(entries, "code")
    circumstances = {code: _circumstance(entry) for entry, code in entries}
    signs = tuple(_sign(entry, circumstances) for entry in whole.entries("sign", named_by="code"))
    whole.close()
    faults.settle()
    return Declared(version or date.min, circumstances, signs)


@cache
def reader() -> Reader:
    """Reads by the signs as shipped."""
    return Reader(declared().signs)


def _circumstance(entry: Entry) -> Text:
    text = entry.bilingual("text")
    entry.close()
    return text


def _sign(entry: Entry, circumstances: dict[str, Text]) -> Sign:
    since = entry.day_or_none("since")
    if since is None:
        entry.fault("since", "is missing; write the first day it holds")
    found = Sign(
        code=entry.text("code"),
        title=entry.bilingual("title"),
        any_of=_known(entry, "any", circumstances, optional=False),
        kinds=_known(entry, "kinds", RelatedOffence.values),
        child=entry.flag("child"),
        means=_known(entry, "means", MeansOfControl.values),
        since=since or date.min,
        until=entry.day_or_none("until"),
        source=entry.bilingual("source"),
        attested=entry.choice("sure", SignSure) is SignSure.ATTESTED,
    )
    if found.until is not None and found.until < found.since:
        entry.fault("until", "lies before since; write the last day it holds")
    entry.close()
    return found


def _known(entry: Entry, key: str, known: object, *, optional: bool = True) -> frozenset[str]:
    found = frozenset(entry.texts(key, optional=optional))
    for code in sorted(found):
        if code not in known:  # type: ignore[operator]
            entry.fault(key, f"found {code!r}, which is not declared; correct it, or declare it")
    return found
