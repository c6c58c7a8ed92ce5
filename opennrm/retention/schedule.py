"""The rules of retention as declared in ``data/rules.toml``, with what the operator sets in a file of their own."""

from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings

from opennrm.agencies.declared import Entry, Faults, note_repeats, open_declaration
from opennrm.page.bilingual import Text
from opennrm.retention.rules import Period, in_words, period
from opennrm.retention.terms import Carrier, Decided, Seen, Then

RULES = files("opennrm.retention") / "data" / "rules.toml"
A_DURATION = "an ISO 8601 duration from P1D to P100Y, such as P5Y or P6M"


@dataclass(frozen=True)
class Basis:
    """A legal basis in our own words, where it was seen, and how sure we are."""

    title: Text
    says: Text
    source: str
    evidence: Seen


@dataclass(frozen=True)
class Rule:
    """How long a class of record is kept from an event, and what becomes of it. ``keep`` None: no end is set."""

    code: str
    title: Text
    purpose: Text
    receives: Text
    event: Text
    keep: Period | None
    keep_text: str
    then: Then
    decided: Decided
    carrier: Carrier
    bases: tuple[Basis, ...]
    note: Text | None
    set_because: str = ""

    @property
    def proposes(self) -> bool:
        """Whether a sweep proposes records of this class to officials."""
        return self.keep is not None and self.carrier is Carrier.OFFICIALS

    @property
    def lasts(self) -> Text | None:
        """How long, as people say it; None where no end is set."""
        return in_words(self.keep) if self.keep else None

    @property
    def waits_for_operator(self) -> bool:
        """Whether nothing goes, because nobody has said when."""
        return self.decided is Decided.OPERATOR


def rules() -> dict[str, Rule]:
    """Every rule by its class of record. Raises FaultyDeclaration with every fault of both files."""
    own = getattr(settings, "RETENTION_FILE", None)
    return _read(Path(own) if own else None)


def shipped() -> dict[str, Rule]:
    """The rules as they come with the product, whatever an operator has set: what generated pages show."""
    return _read(None)


def forget() -> None:
    """Read the files anew next time."""
    _read.cache_clear()


@lru_cache(maxsize=8)
def _read(own: Path | None) -> dict[str, Rule]:
    faults = Faults()
    found = _declared(faults)
    if own is not None:
        found = _with_the_operators(found, own, faults)
    faults.settle()
    return found


def _declared(faults: Faults) -> dict[str, Rule]:
    whole = open_declaration(RULES, faults)
    bases = {entry.text("code"): _basis(entry) for entry in whole.entries("basis", named_by="code")}
    entries = [(entry, entry.text("code")) for entry in whole.entries("rule", named_by="code")]
    note_repeats(entries, "code")
    found = {code: _rule(code, entry, bases) for entry, code in entries}
    whole.close()
    return found


def _basis(entry: Entry) -> Basis:
    found = Basis(
        entry.bilingual("title"), entry.bilingual("says"), entry.text("source"), entry.choice("evidence", Seen)
    )
    entry.close()
    return found


def _rule(code: str, entry: Entry, bases: dict[str, Basis]) -> Rule:
    text = entry.text("keep", optional=True)
    then = entry.choice("then", Then)
    decided = entry.choice("decided", Decided)
    named = entry.texts("basis")
    for name in named:
        if name not in bases:
            entry.fault("basis", f"found {name!r}, which is no [[basis]]; write one of {', '.join(bases)}")
    if text and (then is Then.KEEP or decided is Decided.OPERATOR):
        entry.fault("keep", "stands where nothing ends or where the operator sets it; take it out")
    if not text and then is not Then.KEEP and decided is not Decided.OPERATOR:
        entry.fault("keep", f"is missing; write {A_DURATION}")
    rule = Rule(
        code=code,
        title=entry.bilingual("title"),
        purpose=entry.bilingual("purpose"),
        receives=entry.bilingual("receives"),
        event=entry.bilingual("event"),
        keep=_period(entry, text) if text else None,
        keep_text=text,
        then=then,
        decided=decided,
        carrier=entry.choice("by", Carrier, default=Carrier.OFFICIALS),
        bases=tuple(bases[name] for name in named if name in bases),
        note=entry.bilingual_or_none("note"),
    )
    entry.close()
    return rule


def _with_the_operators(found: dict[str, Rule], path: Path, faults: Faults) -> dict[str, Rule]:
    """The rules with the operator's durations: ``[[rule]]`` with code, keep, because, and then where it differs."""
    whole = open_declaration(path, faults)
    entries = [(entry, entry.text("code")) for entry in whole.entries("rule", named_by="code", optional=True)]
    note_repeats(entries, "code")
    changed = dict(found)
    for entry, code in entries:
        if code not in found:
            entry.fault("code", f"found {code!r}, which is no class of record; write one of {', '.join(found)}")
        else:
            changed[code] = _set(found[code], entry)
        entry.close()
    whole.close()
    return changed


def _set(rule: Rule, entry: Entry) -> Rule:
    text, because = entry.text("keep"), entry.text("because")
    then = entry.choice("then", Then, default=rule.then)
    if rule.then is Then.KEEP:
        entry.fault("code", f"found {rule.code!r}, which is kept for good by the product; take the entry out")
    elif then is Then.KEEP:
        entry.fault("then", "found 'keep'; leave the entry out to let nothing go")
    return replace(rule, keep=_period(entry, text), keep_text=text, then=then, decided=Decided.SET, set_because=because)


def _period(entry: Entry, text: str) -> Period | None:
    found = period(text)
    if found is None and text:
        entry.fault("keep", f"found {text!r}; write {A_DURATION}")
    return found
