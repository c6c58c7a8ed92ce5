"""Which signs fire of an offence as it is now, and how a request to identification says so."""

from django.utils.translation import get_language

from opennrm.eradication.models import RelatedOffence
from opennrm.eradication.reading import Fired
from opennrm.eradication.signs import declared, reader


def fired_now(offence: RelatedOffence) -> tuple[Fired, ...]:
    """The signs that fire, with what made each, in the order of the list."""
    return reader().read(offence.kind, offence.observed, offence.minor, offence.cleared)


def why_text(offence: RelatedOffence) -> str:
    """What a request says of the signs, in the language of the page; the official may write more beside it."""
    language = get_language() or "en"
    lines = [str(offence.get_kind_display())]
    for each in fired_now(offence):
        seen = "; ".join(declared().circumstances[code].of(language) for code in each.because)
        lines.append(f"- {each.sign.title.of(language)}: {seen} ({each.sign.source.of(language)})")
    return "\n".join(lines)
