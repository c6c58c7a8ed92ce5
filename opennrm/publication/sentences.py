"""Sentences made from numbers, never typed: change a fact, and the sentence changes.

Each is a msgid with named numbers; Japanese stands in the catalogue. A sentence whose numbers are missing is left
out, and one part of it where only that part's are.
"""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from opennrm.page.bilingual import Text
from opennrm.publication.report import Sentence

Values = Mapping[str, tuple[int | None, int | None]]  # figure id: (this year, the year before)
Written = tuple[str, tuple[str, ...]]
Writer = Callable[[int, Values], Written | None]


def _now(values: Values, figure: str) -> int | None:
    return values.get(figure, (None, None))[0]


def change(values: Values, figure: str) -> str:
    """«decreased by 9 from the previous year», or nothing where the year before is not known."""
    now, before = values.get(figure, (None, None))
    if now is None or before is None:
        return ""
    step = now - before
    if step == 0:
        return _("unchanged from the previous year")
    of_contacts = figure.startswith("contacts.")  # Japanese counts persons and contacts by other words
    if step > 0:
        more = pgettext("contacts", "increased by %(step)d from the previous year")
        return (more if of_contacts else _("increased by %(step)d from the previous year")) % {"step": step}
    fewer = pgettext("contacts", "decreased by %(step)d from the previous year")
    return (fewer if of_contacts else _("decreased by %(step)d from the previous year")) % {"step": -step}


def _with_change(text: str, values: Values, figure: str) -> str:
    said = change(values, figure)
    return (
        _("%(sentence)s (%(change)s).") % {"sentence": text, "change": said}
        if said
        else _("%(sentence)s.") % {"sentence": text}
    )


def _victims(year: int, values: Values) -> Written | None:
    n = _now(values, "victims.total")
    if n is None:
        return None
    text = ngettext(
        "%(n)d victim of trafficking in persons was put under protection in %(year)d",
        "%(n)d victims of trafficking in persons were put under protection in %(year)d",
        n,
    ) % {"n": n, "year": year}
    return _with_change(text, values, "victims.total"), ("victims.total", "victims.change")


def _sex_of(whom: str) -> Writer:
    """The sentence on sex, of ``victims`` or ``suspects``."""

    def write(year: int, values: Values) -> Written | None:
        female, male = _now(values, f"{whom}.female"), _now(values, f"{whom}.male")
        if female is None or male is None:
            return None
        text = _("Sex: %(female)d female, %(male)d male.") % {"female": female, "male": male}
        return text, (f"{whom}.female", f"{whom}.male")

    return write


def _origin_of(whom: str) -> Writer:
    """The sentence on Japanese and foreign nationals, of ``victims`` or ``suspects``."""

    def write(year: int, values: Values) -> Written | None:
        japanese, foreign = _now(values, f"{whom}.japanese"), _now(values, f"{whom}.foreign")
        if japanese is None or foreign is None:
            return None
        text = ngettext(
            "Nationality: %(japanese)d Japanese, %(n)d foreign national.",
            "Nationality: %(japanese)d Japanese, %(n)d foreign nationals.",
            foreign,
        ) % {"japanese": japanese, "n": foreign}
        return text, (f"{whom}.japanese", f"{whom}.foreign")

    return write


def _minors(year: int, values: Values) -> Written | None:
    n = _now(values, "victims.minors")
    if n is None:
        return None
    text = ngettext(
        "Age: %(n)d of the victims was a minor under 18",
        "Age: %(n)d of the victims were minors under 18",
        n,
    ) % {"n": n}
    return _with_change(text, values, "victims.minors"), ("victims.minors", "victims.minors.change")


def _suspects(year: int, values: Values) -> Written | None:
    suspects, cases = _now(values, "suspects.total"), _now(values, "cases.total")
    if suspects is None or cases is None:
        return None
    people = ngettext("%(n)d suspect was arrested", "%(n)d suspects were arrested", suspects) % {"n": suspects}
    of = ngettext("%(n)d case of trafficking in persons", "%(n)d cases of trafficking in persons", cases) % {"n": cases}
    text = _("In %(year)d, %(suspects)s for %(cases)s.") % {"year": year, "suspects": people, "cases": of}
    return text, ("suspects.total", "cases.total")


def _prosecutions(year: int, values: Values) -> Written | None:
    n, guilty = _now(values, "suspects.prosecuted"), _now(values, "suspects.guilty")
    if n is None or guilty is None:
        return None
    parts = [_("%(n)d found guilty") % {"n": guilty}]
    used = ["suspects.prosecuted", "suspects.guilty"]
    for figure, said in (
        ("suspects.not_guilty", _("%(n)d found not guilty")),
        ("suspects.other_judgment", _("%(n)d with another judgment")),
        ("suspects.pending", _("%(n)d whose cases are still pending")),
        ("suspects.unaccounted", _("%(n)d not accounted for")),
    ):
        count = _now(values, figure)
        if count:
            parts.append(said % {"n": count})
            used.append(figure)
    text = ngettext("%(n)d suspect was prosecuted", "%(n)d suspects were prosecuted", n) % {"n": n}
    listed = _(", ").join(parts)
    return _("%(sentence)s: %(parts)s.") % {"sentence": text, "parts": listed}, tuple(used)


def _contacts(year: int, values: Values) -> Written | None:
    n = _now(values, "contacts.total")
    if n is None:
        return None
    text = ngettext(
        "%(n)d report or request for help was received in %(year)d",
        "%(n)d reports and requests for help were received in %(year)d",
        n,
    ) % {"n": n, "year": year}
    return _with_change(text, values, "contacts.total"), ("contacts.total",)


WRITERS: tuple[tuple[str, str, Writer], ...] = (
    ("victims", "victims", _victims),
    ("victims.sex", "victims", _sex_of("victims")),
    ("victims.origin", "victims", _origin_of("victims")),
    ("victims.minors", "victims", _minors),
    ("suspects", "suspects", _suspects),
    ("suspects.sex", "suspects", _sex_of("suspects")),
    ("suspects.origin", "suspects", _origin_of("suspects")),
    ("prosecutions", "prosecutions", _prosecutions),
    ("contacts", "contacts", _contacts),
)


def write(year: int, values: Values) -> tuple[Sentence, ...]:
    """Every sentence that the numbers allow, in both languages."""
    written: dict[str, dict[str, Written | None]] = {}
    for language in ("en", "ja"):
        with override(language):
            written[language] = {id: writer(year, values) for id, _section, writer in WRITERS}
    sentences = []
    for id, section, _writer in WRITERS:
        english, japanese = written["en"][id], written["ja"][id]
        if english and japanese:
            sentences.append(Sentence(id, section, Text(english[0], japanese[0]), english[1]))
    return tuple(sentences)
